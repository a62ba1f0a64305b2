#include <sodium.h>

#include <algorithm>
#include <stdexcept>

#include "foundation/crypto/crypto.h"
#include "foundation/crypto/sodium.h"

namespace crypto {

PasswordCost password_cost{};

std::string password_hash(std::string_view password) {
    need_sodium();
    std::string hash(crypto_pwhash_STRBYTES, '\0');
    if (crypto_pwhash_str_alg(hash.data(), password.data(), password.size(), password_cost.passes, password_cost.bytes,
                              crypto_pwhash_ALG_ARGON2ID13) != 0)
        throw std::runtime_error("no memory to hash a password");
    hash.resize(hash.find('\0'));
    return hash;
}

bool password_matches(const std::string& hash, std::string_view password) {
    need_sodium();
    return crypto_pwhash_str_verify(hash.c_str(), password.data(), password.size()) == 0;
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

std::string seal(const Key& key, std::string_view plain, std::string_view bound_to) {
    auto sealed = random_bytes(nonce_size);
    sealed.resize(nonce_size + plain.size() + tag_size);
    crypto_aead_xchacha20poly1305_ietf_encrypt(bytes_of(sealed) + nonce_size, nullptr, bytes_of(plain), plain.size(), bytes_of(bound_to),
                                               bound_to.size(), nullptr, bytes_of(sealed), key.bytes.data());
    return sealed;
}

std::optional<std::string> unseal(const Key& key, std::string_view sealed, std::string_view bound_to) {
    need_sodium();
    if (sealed.size() < nonce_size + tag_size) return {};
    std::string plain(sealed.size() - nonce_size - tag_size, '\0');
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(bytes_of(plain), nullptr, nullptr, bytes_of(sealed) + nonce_size,
                                                   sealed.size() - nonce_size, bytes_of(bound_to), bound_to.size(), bytes_of(sealed),
                                                   key.bytes.data()) != 0)
        return {};
    return plain;
}

}  // namespace crypto
