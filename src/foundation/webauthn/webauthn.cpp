#include "foundation/webauthn/webauthn.h"

#include <fido.h>
#include <fido/eddsa.h>
#include <fido/es256.h>
#include <fido/rs256.h>

#include <array>
#include <memory>
#include <optional>

#include "foundation/crypto/crypto.h"
#include "foundation/json/json.h"

namespace webauthn {
namespace {

struct Free {
    void operator()(fido_cred_t* credential) const { fido_cred_free(&credential); }
    void operator()(fido_assert_t* assertion) const { fido_assert_free(&assertion); }
    void operator()(es256_pk_t* key) const { es256_pk_free(&key); }
    void operator()(eddsa_pk_t* key) const { eddsa_pk_free(&key); }
    void operator()(rs256_pk_t* key) const { rs256_pk_free(&key); }
};
template <class T>
using Owned = std::unique_ptr<T, Free>;

// WebAuthn 6.1: hash of the host name, flags, counter, and then what a new key brings.
constexpr std::size_t hash_size = 32, fixed_size = hash_size + 1 + 4;
constexpr unsigned char user_present = 0x01, user_verified = 0x04;
constexpr std::size_t longest_credential_id = 1023;  // WebAuthn level 3, 7.1
constexpr std::size_t most_bytes = 4096;             // nobody's answer is longer: a key of RSA takes 400

constexpr std::array algorithms{Algorithm::es256, Algorithm::eddsa, Algorithm::rs256};

int cose_of(Algorithm algorithm) {
    switch (algorithm) {
        case Algorithm::eddsa: return COSE_EDDSA;
        case Algorithm::rs256: return COSE_RS256;
        case Algorithm::es256: break;
    }
    return COSE_ES256;
}

const unsigned char* bytes_of(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }
std::string text_of(const unsigned char* bytes, std::size_t size) { return {reinterpret_cast<const char*>(bytes), size}; }

unsigned char flags_of(std::string_view authenticator_data) { return static_cast<unsigned char>(authenticator_data[hash_size]); }

std::int64_t counter_of(std::string_view authenticator_data) {
    std::int64_t counter = 0;
    for (const char byte : authenticator_data.substr(hash_size + 1, 4)) counter = counter << 8 | static_cast<unsigned char>(byte);
    return counter;
}

std::optional<Problem> problem_of_client_data(const Asked& asked, std::string_view client_data, std::string_view type) {
    if (client_data.size() > most_bytes) return Problem::malformed;
    const auto told = json::parse(client_data);
    if (!told || !told->is_object()) return Problem::malformed;
    if ((*told)["type"].text() != type) return Problem::type;
    if (asked.challenge.empty() || !crypto::equal_in_constant_time((*told)["challenge"].text(), asked.challenge)) return Problem::challenge;
    if ((*told)["origin"].text() != asked.origin) return Problem::origin;
    if ((*told)["crossOrigin"].yes() || told->has("topOrigin")) return Problem::cross_origin;
    return std::nullopt;
}

std::optional<Problem> problem_of_authenticator_data(const Asked& asked, std::string_view data) {
    if (data.size() < fixed_size || data.size() > most_bytes) return Problem::malformed;
    if (data.substr(0, hash_size) != crypto::sha256(relying_party(asked.origin))) return Problem::relying_party;
    if ((flags_of(data) & user_present) == 0) return Problem::not_present;
    if (asked.verification == Verification::required && (flags_of(data) & user_verified) == 0) return Problem::not_verified;
    return std::nullopt;
}

/// libfido2 wants to know beforehand which algorithm a new key has, and reads no other.
Owned<fido_cred_t> read_as(Algorithm algorithm, std::string_view authenticator_data) {
    Owned<fido_cred_t> credential(fido_cred_new());
    const bool is_read = credential && fido_cred_set_type(credential.get(), cose_of(algorithm)) == FIDO_OK &&
                         fido_cred_set_authdata_raw(credential.get(), bytes_of(authenticator_data), authenticator_data.size()) == FIDO_OK &&
                         fido_cred_id_len(credential.get()) > 0 && fido_cred_pubkey_len(credential.get()) > 0;
    return is_read ? std::move(credential) : nullptr;
}

Owned<fido_assert_t> assertion_of(const Asked& asked, const Shown& answer) {
    Owned<fido_assert_t> assertion(fido_assert_new());
    auto* raw = assertion.get();
    const auto hash = crypto::sha256(answer.client_data);
    const auto verified = asked.verification == Verification::required ? FIDO_OPT_TRUE : FIDO_OPT_OMIT;
    const bool is_whole =
        raw != nullptr && fido_assert_set_clientdata_hash(raw, bytes_of(hash), hash.size()) == FIDO_OK &&
        fido_assert_set_rp(raw, relying_party(asked.origin).c_str()) == FIDO_OK && fido_assert_set_count(raw, 1) == FIDO_OK &&
        fido_assert_set_authdata_raw(raw, 0, bytes_of(answer.authenticator_data), answer.authenticator_data.size()) == FIDO_OK &&
        fido_assert_set_sig(raw, 0, bytes_of(answer.signature), answer.signature.size()) == FIDO_OK &&
        fido_assert_set_up(raw, FIDO_OPT_TRUE) == FIDO_OK && fido_assert_set_uv(raw, verified) == FIDO_OK;
    return is_whole ? std::move(assertion) : nullptr;
}

template <class Key>
bool is_signed_by(const fido_assert_t* assertion, const Credential& credential, Owned<Key> key,
                  int (*read)(Key*, const void*, std::size_t)) {
    return key && read(key.get(), credential.public_key.data(), credential.public_key.size()) == FIDO_OK &&
           fido_assert_verify(assertion, 0, cose_of(credential.algorithm), key.get()) == FIDO_OK;
}

bool is_signed(const fido_assert_t* assertion, const Credential& by) {
    switch (by.algorithm) {
        case Algorithm::eddsa: return is_signed_by(assertion, by, Owned<eddsa_pk_t>(eddsa_pk_new()), eddsa_pk_from_ptr);
        case Algorithm::rs256: return is_signed_by(assertion, by, Owned<rs256_pk_t>(rs256_pk_new()), rs256_pk_from_ptr);
        case Algorithm::es256: break;
    }
    return is_signed_by(assertion, by, Owned<es256_pk_t>(es256_pk_new()), es256_pk_from_ptr);
}

}  // namespace

std::vector<std::int64_t> cose_algorithms() {
    std::vector<std::int64_t> numbers;
    for (const auto algorithm : algorithms) numbers.push_back(cose_of(algorithm));
    return numbers;
}

std::string relying_party(std::string_view origin) {
    const auto scheme = origin.find("://");
    const auto host = scheme == std::string_view::npos ? origin : origin.substr(scheme + 3);
    return std::string(host.substr(0, host.find_first_of(":/")));
}

tl::expected<Credential, Problem> made(const Asked& asked, const Made& answer) {
    if (const auto problem = problem_of_client_data(asked, answer.client_data, "webauthn.create")) return tl::unexpected(*problem);
    if (const auto problem = problem_of_authenticator_data(asked, answer.authenticator_data)) return tl::unexpected(*problem);
    for (const auto algorithm : algorithms) {
        const auto read = read_as(algorithm, answer.authenticator_data);
        if (!read) continue;
        if (fido_cred_id_len(read.get()) > longest_credential_id) return tl::unexpected(Problem::malformed);
        return Credential{.id = text_of(fido_cred_id_ptr(read.get()), fido_cred_id_len(read.get())),
                          .algorithm = algorithm,
                          .public_key = text_of(fido_cred_pubkey_ptr(read.get()), fido_cred_pubkey_len(read.get())),
                          .counter = counter_of(answer.authenticator_data),
                          .verifies = (flags_of(answer.authenticator_data) & user_verified) != 0};
    }
    return tl::unexpected(Problem::algorithm);
}

tl::expected<std::int64_t, Problem> shown(const Asked& asked, const Credential& credential, const Shown& answer) {
    if (const auto problem = problem_of_client_data(asked, answer.client_data, "webauthn.get")) return tl::unexpected(*problem);
    if (const auto problem = problem_of_authenticator_data(asked, answer.authenticator_data)) return tl::unexpected(*problem);
    const auto assertion = assertion_of(asked, answer);
    if (!assertion) return tl::unexpected(Problem::malformed);
    if (!is_signed(assertion.get(), credential)) return tl::unexpected(Problem::signature);
    const auto counter = counter_of(answer.authenticator_data);
    // Many authenticators count nothing, and say 0 for ever.
    const bool counts = counter != 0 || credential.counter != 0;
    if (counts && counter <= credential.counter) return tl::unexpected(Problem::counter);
    return counter;
}

}  // namespace webauthn
