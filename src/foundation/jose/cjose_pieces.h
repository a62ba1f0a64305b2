#pragma once
/// libcjose's values with an owner; only the .cpp files of this folder include it.
#include <cjose/cjose.h>

#include <memory>

namespace jose {

struct Release {
    void operator()(cjose_jwk_t* key) const { cjose_jwk_release(key); }
    void operator()(cjose_jws_t* signed_text) const { cjose_jws_release(signed_text); }
    void operator()(cjose_header_t* header) const { cjose_header_release(header); }
};
using Jwk = std::unique_ptr<cjose_jwk_t, Release>;
using Jws = std::unique_ptr<cjose_jws_t, Release>;
using JwsHeader = std::unique_ptr<cjose_header_t, Release>;

}  // namespace jose
