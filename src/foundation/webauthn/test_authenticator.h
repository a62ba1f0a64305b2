#pragma once
/// Only for tests: an authenticator and the browser around it, all in software. What it says can be made wrong in one place at a time.
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "foundation/webauthn/webauthn.h"

namespace webauthn {

class TestAuthenticator {
public:
    explicit TestAuthenticator(Algorithm = Algorithm::es256);
    ~TestAuthenticator();

    std::string id;  ///< bytes
    std::uint32_t counter = 0;
    bool is_touched = true, verifies = false;
    std::string origin = "https://exempelby.test";
    std::string relying_party = "exempelby.test";
    std::string type{};  ///< empty: the right one
    bool in_foreign_frame = false;
    std::string top_origin{};    ///< what a browser says of the page around a frame
    std::size_t more_bytes = 0;  ///< of nothing, after each of its answers

    Made make(std::string_view challenge) const;
    /// Counts one up, when it counts at all.
    Shown show(std::string_view challenge);

private:
    struct Inside;
    std::unique_ptr<Inside> inside_;

    std::string client_data(std::string_view usual_type, std::string_view challenge) const;
    std::string authenticator_data(unsigned char more_flags) const;
};

}  // namespace webauthn
