#include <openssl/evp.h>
#include <sodium.h>

#include <stdexcept>

#include "foundation/crypto/crypto.h"
#include "foundation/crypto/sodium.h"

namespace crypto {

void need_sodium() {
    static const bool started = sodium_init() >= 0;
    if (!started) throw std::runtime_error("libsodium does not start: the machine has no source of chance");
}

std::string random_bytes(std::size_t count) {
    need_sodium();
    std::string bytes(count, '\0');
    randombytes_buf(bytes.data(), bytes.size());
    return bytes;
}

std::string random_token(std::size_t bytes) { return base64url(random_bytes(bytes)); }

std::string readable_code(int characters) {
    need_sodium();
    constexpr std::string_view letters = "ABCDEFGHJKMNPQRSTUVWXYZ23456789";
    std::string code;
    for (int i = 0; i < characters; ++i) {
        if (i > 0 && i % 4 == 0) code += '-';
        code += letters[randombytes_uniform(letters.size())];
    }
    return code;
}

std::string sha256(std::string_view data) {
    std::string digest(crypto_hash_sha256_BYTES, '\0');
    crypto_hash_sha256(bytes_of(digest), bytes_of(data), data.size());
    return digest;
}

std::string sha256_hex(std::string_view data) { return hex(sha256(data)); }

// OpenSSL's, which uses the processor's own instructions: whole files go through it, several times as fast as through libsodium's.
struct Sha256::State {
    std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> inside{EVP_MD_CTX_new(), EVP_MD_CTX_free};
};
static void need(int done) {
    if (done != 1) throw std::runtime_error("OpenSSL gives no SHA-256");
}
Sha256::Sha256() : state_(std::make_unique<State>()) { need(EVP_DigestInit_ex(state_->inside.get(), EVP_sha256(), nullptr)); }
Sha256::~Sha256() = default;
void Sha256::update(std::string_view data) { need(EVP_DigestUpdate(state_->inside.get(), data.data(), data.size())); }
std::string Sha256::hex() {
    std::string digest(crypto_hash_sha256_BYTES, '\0');
    need(EVP_DigestFinal_ex(state_->inside.get(), bytes_of(digest), nullptr));
    return crypto::hex(digest);
}

std::string hmac_sha256(std::string_view key, std::string_view data) {
    crypto_auth_hmacsha256_state state;
    crypto_auth_hmacsha256_init(&state, bytes_of(key), key.size());
    crypto_auth_hmacsha256_update(&state, bytes_of(data), data.size());
    std::string tag(crypto_auth_hmacsha256_BYTES, '\0');
    crypto_auth_hmacsha256_final(&state, bytes_of(tag));
    sodium_memzero(&state, sizeof state);
    return tag;
}

std::string short_hash(std::string_view key, std::string_view data) {
    if (key.size() < crypto_shorthash_KEYBYTES) throw std::logic_error("a short hash needs a key of 16 bytes");
    std::string digest(crypto_shorthash_BYTES, '\0');
    crypto_shorthash(bytes_of(digest), bytes_of(data), data.size(), bytes_of(key));
    return digest;
}

bool equal_in_constant_time(std::string_view a, std::string_view b) {
    return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace crypto
