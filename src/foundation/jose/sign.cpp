#include <stdexcept>

#include "foundation/jose/cjose_pieces.h"
#include "foundation/jose/jose.h"

namespace jose {
namespace {

[[noreturn]] void broken(const cjose_err& problem) { throw std::runtime_error(std::string("jose: libcjose: ") + problem.message); }

std::string json_of(const cjose_jwk_t* key, bool with_private_part) {
    cjose_err problem{};
    const std::unique_ptr<char, void (*)(void*)> text(cjose_jwk_to_json(key, with_private_part, &problem), cjose_get_dealloc());
    if (!text) broken(problem);
    return text.get();
}

std::string algorithm_of(const cjose_jwk_t* key) {
    cjose_err problem{};
    if (cjose_jwk_get_kty(key, &problem) == CJOSE_JWK_KTY_RSA) return "PS256";
    const auto curve = cjose_jwk_EC_get_curve(key, &problem);
    return curve == CJOSE_JWK_EC_P_256 ? "ES256" : curve == CJOSE_JWK_EC_P_384 ? "ES384" : "ES512";
}

}  // namespace

struct SigningKey::Inside {
    Jwk key;
};

std::optional<SigningKey> SigningKey::from(std::string_view text) {
    const auto value = json::parse(text);
    if (!value || !(*value)["d"].is_text() || ((*value)["kty"].text() != "EC" && (*value)["kty"].text() != "RSA")) return std::nullopt;
    cjose_err problem{};
    Jwk key(cjose_jwk_import(text.data(), text.size(), &problem));
    if (!key) return std::nullopt;
    SigningKey made;
    made.inside_ = std::make_shared<Inside>(Inside{std::move(key)});
    return made;
}

SigningKey SigningKey::make(std::string_view key_id) {
    cjose_err problem{};
    Jwk key(cjose_jwk_create_EC_random(CJOSE_JWK_EC_P_256, &problem));
    if (!key || !cjose_jwk_set_kid(key.get(), key_id.data(), key_id.size(), &problem)) broken(problem);
    SigningKey made;
    made.inside_ = std::make_shared<Inside>(Inside{std::move(key)});
    return made;
}

std::string SigningKey::public_json() const { return json_of(inside_->key.get(), false); }
std::string SigningKey::private_json() const { return json_of(inside_->key.get(), true); }

std::string SigningKey::sign(const json::Value& claims, std::string_view type) const {
    cjose_err problem{};
    const JwsHeader header(cjose_header_new(&problem));
    const auto* key = inside_->key.get();
    const auto set = [&](const char* name, const std::string& value) {
        if (!header || !cjose_header_set(header.get(), name, value.c_str(), &problem)) broken(problem);
    };
    set("alg", algorithm_of(key));
    set("typ", std::string(type));
    if (const char* key_id = cjose_jwk_get_kid(key, &problem); key_id != nullptr) set("kid", key_id);
    const auto text = json::to_text(claims);
    const Jws made(cjose_jws_sign(key, header.get(), reinterpret_cast<const std::uint8_t*>(text.data()), text.size(), &problem));
    const char* compact = nullptr;
    if (!made || !cjose_jws_export(made.get(), &compact, &problem)) broken(problem);
    return compact;
}

}  // namespace jose
