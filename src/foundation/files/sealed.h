#pragma once
/// How a file looks in the store: a mark, then the content in sealed pieces of 64 KiB. Read from any place; what is cut, moved or changed
/// does not open.
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "foundation/base/content.h"
#include "foundation/crypto/crypto.h"

namespace files {

/// The first bytes of what is sealed, with the version of the format.
inline constexpr std::string_view sealed_mark = "torg sealed 1\n";

/// The same content has the same key, so that it is kept once. Nobody has it without the secret and the digest (SHA-256) of the content.
crypto::Key key_of(std::string_view secret, std::string_view digest);

/// Takes content piece by piece and gives its sealed bytes on.
class Sealer {
public:
    Sealer(const crypto::Key& key, std::function<void(std::string_view)> give) : key_(key), give_(std::move(give)) { give_(sealed_mark); }
    void add(std::string_view);
    /// Seals what is left: without it the whole does not open.
    void finish();

private:
    crypto::Key key_;
    std::function<void(std::string_view)> give_;
    std::string waiting_{};
    std::uint64_t number_ = 0;
};

bool is_sealed(const Content&);
/// The content that was sealed. Throws std::runtime_error when its end is missing or the key is another's; reading throws it for a damaged
/// piece.
std::shared_ptr<const Content> unsealed(std::shared_ptr<const Content> sealed, const crypto::Key&);

}  // namespace files
