#include "foundation/webauthn/test_authenticator.h"

#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/rsa.h>

#include <array>

#include "foundation/crypto/crypto.h"
#include "foundation/json/json.h"

namespace webauthn {
namespace {

using namespace std::string_literals;

struct Free {
    void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
    void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
    void operator()(BIGNUM* number) const { BN_free(number); }
};

EVP_PKEY* new_key(Algorithm algorithm) {
    if (algorithm == Algorithm::rs256) return EVP_RSA_gen(2048);
    return algorithm == Algorithm::eddsa ? EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519") : EVP_EC_gen("P-256");
}

template <std::size_t Size>
std::string text_of(const std::array<unsigned char, Size>& bytes, std::size_t from = 0) {
    return std::string(bytes.begin(), bytes.end()).substr(from);
}

/// As CBOR (RFC 9052 7): type of key, algorithm, and its numbers.
std::string cose_key(Algorithm algorithm, EVP_PKEY* key) {
    if (algorithm == Algorithm::eddsa) {
        std::array<unsigned char, 32> x{};
        std::size_t size = x.size();
        EVP_PKEY_get_raw_public_key(key, x.data(), &size);
        return "\xa4\x01\x01\x03\x27\x20\x06\x21\x58\x20"s + text_of(x);
    }
    if (algorithm == Algorithm::rs256) {
        BIGNUM* modulus = nullptr;
        EVP_PKEY_get_bn_param(key, OSSL_PKEY_PARAM_RSA_N, &modulus);
        const std::unique_ptr<BIGNUM, Free> owned(modulus);
        std::array<unsigned char, 256> n{};
        BN_bn2binpad(modulus, n.data(), static_cast<int>(n.size()));
        return "\xa4\x01\x03\x03\x39\x01\x00\x20\x59\x01\x00"s + text_of(n) + "\x21\x43\x01\x00\x01"s;
    }
    std::array<unsigned char, 65> point{};
    std::size_t size = 0;
    EVP_PKEY_get_octet_string_param(key, OSSL_PKEY_PARAM_PUB_KEY, point.data(), point.size(), &size);
    const auto both = text_of(point, 1);
    return "\xa5\x01\x02\x03\x26\x20\x01\x21\x58\x20"s + both.substr(0, 32) + "\x22\x58\x20"s + both.substr(32);
}

std::string signature_of(Algorithm algorithm, EVP_PKEY* key, std::string_view data) {
    const std::unique_ptr<EVP_MD_CTX, Free> context(EVP_MD_CTX_new());
    EVP_DigestSignInit(context.get(), nullptr, algorithm == Algorithm::eddsa ? nullptr : EVP_sha256(), nullptr, key);
    const auto* bytes = reinterpret_cast<const unsigned char*>(data.data());
    std::size_t size = 0;
    EVP_DigestSign(context.get(), nullptr, &size, bytes, data.size());
    std::string signature(size, '\0');
    EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(signature.data()), &size, bytes, data.size());
    signature.resize(size);
    return signature;
}

}  // namespace

struct TestAuthenticator::Inside {
    Algorithm algorithm;
    std::unique_ptr<EVP_PKEY, Free> key;
};

TestAuthenticator::TestAuthenticator(Algorithm algorithm)
    : id(crypto::random_bytes(32)),
      inside_(std::make_unique<Inside>(Inside{algorithm, std::unique_ptr<EVP_PKEY, Free>(new_key(algorithm))})) {}
TestAuthenticator::~TestAuthenticator() = default;

std::string TestAuthenticator::client_data(std::string_view usual_type, std::string_view challenge) const {
    auto said = json::object({{"type", type.empty() ? std::string(usual_type) : type},
                              {"challenge", challenge},
                              {"origin", origin},
                              {"crossOrigin", in_foreign_frame}});
    if (!top_origin.empty()) said.set("topOrigin", top_origin);
    return json::to_text(said) + std::string(more_bytes, ' ');
}

std::string TestAuthenticator::authenticator_data(unsigned char more_flags) const {
    const auto flags = static_cast<unsigned char>((is_touched ? 0x01 : 0) | (verifies ? 0x04 : 0) | more_flags);
    auto data = crypto::sha256(relying_party) + static_cast<char>(flags);
    for (const unsigned shift : {24U, 16U, 8U, 0U}) data += static_cast<char>(counter >> shift & 0xffU);
    return data;
}

Made TestAuthenticator::make(std::string_view challenge) const {
    // No make of authenticator, the id, the key.
    const auto size = std::string{static_cast<char>(id.size() >> 8), static_cast<char>(id.size() & 0xff)};
    return {client_data("webauthn.create", challenge),
            authenticator_data(0x40) + std::string(16, '\0') + size + id + cose_key(inside_->algorithm, inside_->key.get())};
}

Shown TestAuthenticator::show(std::string_view challenge) {
    if (counter != 0) ++counter;
    Shown answer{client_data("webauthn.get", challenge), authenticator_data(0), {}};
    answer.signature = signature_of(inside_->algorithm, inside_->key.get(), answer.authenticator_data + crypto::sha256(answer.client_data));
    return answer;
}

}  // namespace webauthn
