#include "foundation/crypto/test_cards.h"

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

namespace crypto {
namespace {

constexpr long a_day = 24L * 60 * 60;

EVP_PKEY* new_key() { return EVP_EC_gen("P-256"); }

template <class Write>
std::string pem(Write write) {
    BIO* bio = BIO_new(BIO_s_mem());
    write(bio);
    char* bytes = nullptr;
    const long size = BIO_get_mem_data(bio, &bytes);
    std::string text(bytes, static_cast<std::size_t>(size));
    BIO_free(bio);
    return text;
}

void name(X509_NAME* of, const char* part, std::string_view value) {
    X509_NAME_add_entry_by_txt(of, part, MBSTRING_UTF8, reinterpret_cast<const unsigned char*>(value.data()),
                               static_cast<int>(value.size()), -1, 0);
}

void extend(X509* certificate, X509* issuer, int kind, const char* value) {
    X509V3_CTX context;
    X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
    X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, &context, kind, value);
    X509_add_ext(certificate, extension, -1);
    X509_EXTENSION_free(extension);
}

X509* new_certificate(std::int64_t number, std::int64_t from_days, std::int64_t until_days, EVP_PKEY* key) {
    X509* made = X509_new();
    X509_set_version(made, X509_VERSION_3);
    ASN1_INTEGER_set_int64(X509_get_serialNumber(made), number);
    X509_gmtime_adj(X509_getm_notBefore(made), static_cast<long>(from_days) * a_day);
    X509_gmtime_adj(X509_getm_notAfter(made), static_cast<long>(until_days) * a_day);
    X509_set_pubkey(made, key);
    return made;
}

}  // namespace

struct TestCards::Inside {
    EVP_PKEY* key;
    X509* certificate;
};

TestCards::TestCards(std::string_view authority_name) : inside_(std::make_unique<Inside>()) {
    inside_->key = new_key();
    auto* made = inside_->certificate = new_certificate(100, -10, 365, inside_->key);
    name(X509_get_subject_name(made), "CN", authority_name);
    X509_set_issuer_name(made, X509_get_subject_name(made));
    extend(made, made, NID_basic_constraints, "critical,CA:TRUE");
    extend(made, made, NID_key_usage, "critical,keyCertSign,cRLSign");
    extend(made, made, NID_subject_key_identifier, "hash");
    X509_sign(made, inside_->key, EVP_sha256());
}

TestCards::~TestCards() {
    X509_free(inside_->certificate);
    EVP_PKEY_free(inside_->key);
}

std::string TestCards::authority() const {
    return pem([&](BIO* to) { PEM_write_bio_X509(to, inside_->certificate); });
}

std::string TestCards::issue(const Card& card) const {
    EVP_PKEY* key = new_key();
    X509* made = new_certificate(card.number, card.from_days, card.until_days, key);
    name(X509_get_subject_name(made), "CN", "Olle Officer");
    name(X509_get_subject_name(made), "serialNumber", card.holder);
    X509_set_issuer_name(made, X509_get_subject_name(inside_->certificate));
    extend(made, inside_->certificate, NID_key_usage, "critical,digitalSignature");
    extend(made, inside_->certificate, NID_ext_key_usage, card.use.c_str());
    extend(made, inside_->certificate, NID_subject_key_identifier, "hash");
    extend(made, inside_->certificate, NID_authority_key_identifier, "keyid");
    X509_sign(made, inside_->key, EVP_sha256());
    auto text = pem([&](BIO* to) { PEM_write_bio_X509(to, made); });
    X509_free(made);
    EVP_PKEY_free(key);
    return text;
}

std::string TestCards::revocations(const std::vector<std::int64_t>& numbers) const {
    X509_CRL* list = X509_CRL_new();
    X509_CRL_set_version(list, X509_CRL_VERSION_2);
    X509_CRL_set_issuer_name(list, X509_get_subject_name(inside_->certificate));
    ASN1_TIME* at = X509_gmtime_adj(nullptr, -a_day);
    X509_CRL_set1_lastUpdate(list, at);
    X509_gmtime_adj(at, 7 * a_day);
    X509_CRL_set1_nextUpdate(list, at);
    for (const auto number : numbers) {
        X509_REVOKED* revoked = X509_REVOKED_new();
        ASN1_INTEGER* serial = ASN1_INTEGER_new();
        ASN1_INTEGER_set_int64(serial, number);
        X509_gmtime_adj(at, -a_day);
        X509_REVOKED_set_serialNumber(revoked, serial);
        X509_REVOKED_set_revocationDate(revoked, at);
        X509_CRL_add0_revoked(list, revoked);
        ASN1_INTEGER_free(serial);
    }
    ASN1_TIME_free(at);
    X509_CRL_sign(list, inside_->key, EVP_sha256());
    auto text = pem([&](BIO* to) { PEM_write_bio_X509_CRL(to, list); });
    X509_CRL_free(list);
    return text;
}

}  // namespace crypto
