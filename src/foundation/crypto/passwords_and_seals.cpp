#include <sodium.h>

#include <algorithm>
#include <stdexcept>

#include "foundation/crypto/crypto.h"
#include "foundation/crypto/sodium.h"

namespace crypto {

PasswordCost password_cost{};

/// An empty view may hold null, which libsodium does not take.
static const char* characters_of(std::string_view text) { return text.empty() ? "" : text.data(); }

std::string password_hash(std::string_view password) {
    need_sodium();
    std::string hash(crypto_pwhash_STRBYTES, '\0');
    if (crypto_pwhash_str_alg(hash.data(), characters_of(password), password.size(), password_cost.passes, password_cost.bytes,
                              crypto_pwhash_ALG_ARGON2ID13) != 0)
        throw std::runtime_error("no memory to hash a password");
    hash.resize(hash.find('\0'));
    return hash;
}

bool password_matches(const std::string& hash, std::string_view password) {
    need_sodium();
    return crypto_pwhash_str_verify(hash.c_str(), characters_of(password), password.size()) == 0;
}

Key new_key() {
    need_sodium();
    Key key;
    randombytes_buf(key.bytes.data(), key.bytes.size());
    return key;
}

std::optional<Key> key_from(std::string_view bytes) {
    Key key;
    if (bytes.size() != key.bytes.size()) return {};
    std::copy(bytes.begin(), bytes.end(), key.bytes.begin());
    return key;
}

static constexpr std::size_t nonce_size = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
static constexpr std::size_t tag_size = crypto_aead_xchacha20poly1305_ietf_ABYTES;

// A sealed value begins with the version of how it is sealed, so that another algorithm can come beside this one. Values from before have
// none, begin with their nonce, and open for ever: chance gives one of 256 of them a first byte that looks like a version, so both are
// tried.
static constexpr char version_1 = 1;
/// The version is part of what is sealed: taken away, the rest does not pass for an older value.
static std::string place_in_version_1(std::string_view bound_to) { return "sealed, version 1\n" + std::string(bound_to); }

static std::optional<std::string> opened(const Key& key, std::string_view sealed, std::string_view bound_to) {
    if (sealed.size() < nonce_size + tag_size) return {};
    std::string plain(sealed.size() - nonce_size - tag_size, '\0');
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(bytes_of(plain), nullptr, nullptr, bytes_of(sealed) + nonce_size,
                                                   sealed.size() - nonce_size, bytes_of(bound_to), bound_to.size(), bytes_of(sealed),
                                                   key.bytes.data()) != 0)
        return {};
    return plain;
}

std::string seal(const Key& key, std::string_view plain, std::string_view bound_to) {
    const auto place = place_in_version_1(bound_to);
    auto sealed = version_1 + random_bytes(nonce_size);
    sealed.resize(1 + nonce_size + plain.size() + tag_size);
    crypto_aead_xchacha20poly1305_ietf_encrypt(bytes_of(sealed) + 1 + nonce_size, nullptr, bytes_of(plain), plain.size(), bytes_of(place),
                                               place.size(), nullptr, bytes_of(sealed) + 1, key.bytes.data());
    return sealed;
}

std::optional<std::string> unseal(const Key& key, std::string_view sealed, std::string_view bound_to) {
    need_sodium();
    if (sealed.starts_with(version_1))
        if (auto plain = opened(key, sealed.substr(1), place_in_version_1(bound_to))) return plain;
    return opened(key, sealed, bound_to);
}

}  // namespace crypto
