#include "foundation/crypto/card.h"

#include <openssl/pem.h>
#include <openssl/x509_vfy.h>
#include <openssl/x509v3.h>

#include <memory>

#include "foundation/base/time.h"
#include "foundation/crypto/crypto.h"

namespace crypto {
namespace {

struct Free {
    void operator()(BIO* bio) const { BIO_free(bio); }
    void operator()(X509* certificate) const { X509_free(certificate); }
    void operator()(X509_CRL* list) const { X509_CRL_free(list); }
    void operator()(X509_STORE* store) const { X509_STORE_free(store); }
    void operator()(X509_STORE_CTX* check) const { X509_STORE_CTX_free(check); }
};
template <class T>
using Owned = std::unique_ptr<T, Free>;

constexpr std::size_t longest_certificate = std::size_t{16} << 10;
constexpr int level_of_strength = 2;  ///< OpenSSL's: 112 bits, so RSA of 2048 bits and no SHA-1

Owned<BIO> reader_of(std::string_view text) { return Owned<BIO>(BIO_new_mem_buf(text.data(), static_cast<int>(text.size()))); }

Owned<X509> certificate_in(std::string_view text) {
    if (text.size() > longest_certificate) return nullptr;
    if (text.starts_with("-----BEGIN")) return Owned<X509>(PEM_read_bio_X509(reader_of(text).get(), nullptr, nullptr, nullptr));
    const auto der = from_base64(text);
    if (!der) return nullptr;
    const auto* at = reinterpret_cast<const unsigned char*>(der->data());
    return Owned<X509>(d2i_X509(nullptr, &at, static_cast<long>(der->size())));
}

Owned<X509_STORE> store_of(std::string_view authorities, std::string_view revocations) {
    Owned<X509_STORE> store(X509_STORE_new());
    const auto certificates = reader_of(authorities), lists = reader_of(revocations);
    while (const Owned<X509> one{PEM_read_bio_X509(certificates.get(), nullptr, nullptr, nullptr)})
        X509_STORE_add_cert(store.get(), one.get());
    while (const Owned<X509_CRL> one{PEM_read_bio_X509_CRL(lists.get(), nullptr, nullptr, nullptr)})
        X509_STORE_add_crl(store.get(), one.get());
    auto* rules = X509_STORE_get0_param(store.get());
    X509_VERIFY_PARAM_set_flags(rules, X509_V_FLAG_CRL_CHECK | X509_V_FLAG_CRL_CHECK_ALL | X509_V_FLAG_X509_STRICT);
    X509_VERIFY_PARAM_set_purpose(rules, X509_PURPOSE_SSL_CLIENT);
    X509_VERIFY_PARAM_set_auth_level(rules, level_of_strength);
    X509_VERIFY_PARAM_set_time(rules, now().value / microseconds_a_second);
    return store;
}

CardProblem problem_of(int error) {
    switch (error) {
        case X509_V_ERR_CERT_REVOKED: return CardProblem::revoked;
        case X509_V_ERR_CERT_HAS_EXPIRED:
        case X509_V_ERR_CERT_NOT_YET_VALID: return CardProblem::expired;
        case X509_V_ERR_UNABLE_TO_GET_CRL:
        case X509_V_ERR_CRL_HAS_EXPIRED:
        case X509_V_ERR_CRL_NOT_YET_VALID:
        case X509_V_ERR_CRL_SIGNATURE_FAILURE: return CardProblem::revocation_unknown;
        case X509_V_ERR_INVALID_PURPOSE: return CardProblem::wrong_use;
        default: return CardProblem::untrusted;
    }
}

std::string part_of_subject(X509* certificate, int part) {
    auto* subject = X509_get_subject_name(certificate);
    const int place = X509_NAME_get_index_by_NID(subject, part, -1);
    if (place < 0) return {};
    unsigned char* bytes = nullptr;
    const int size = ASN1_STRING_to_UTF8(&bytes, X509_NAME_ENTRY_get_data(X509_NAME_get_entry(subject, place)));
    if (size < 0) return {};
    std::string text(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(size));
    OPENSSL_free(bytes);
    return text;
}

}  // namespace

tl::expected<CardHolder, CardProblem> card_holder(std::string_view text, std::string_view authorities, std::string_view revocations) {
    const auto certificate = certificate_in(text);
    if (!certificate) return tl::unexpected(CardProblem::malformed);
    const auto store = store_of(authorities, revocations);
    const Owned<X509_STORE_CTX> check(X509_STORE_CTX_new());
    X509_STORE_CTX_init(check.get(), store.get(), certificate.get(), nullptr);
    if (X509_verify_cert(check.get()) != 1) return tl::unexpected(problem_of(X509_STORE_CTX_get_error(check.get())));
    return CardHolder{part_of_subject(certificate.get(), NID_serialNumber), part_of_subject(certificate.get(), NID_commonName)};
}

}  // namespace crypto
