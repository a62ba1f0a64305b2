#include <algorithm>
#include <span>

#include "foundation/crypto/crypto.h"
#include "foundation/jose/cjose_pieces.h"
#include "foundation/jose/jose.h"

namespace jose {
namespace {

constexpr std::size_t longest_token = std::size_t{64} << 10, most_keys = 200;
/// RSA's modulus in bytes: 2048 bits are the least that is safe, and more than 8192 only takes time.
constexpr std::size_t least_modulus = 256, greatest_modulus = 1024, greatest_exponent = 4;

bool is_rsa(Algorithm algorithm) { return algorithm <= Algorithm::ps512; }

std::string_view curve_of(Algorithm algorithm) {
    return algorithm == Algorithm::es256 ? "P-256" : algorithm == Algorithm::es384 ? "P-384" : "P-521";
}

bool has_fit_size(const json::Value& key) {
    const auto modulus = crypto::from_base64url(key["n"].text()), exponent = crypto::from_base64url(key["e"].text());
    return modulus && exponent && modulus->size() >= least_modulus && modulus->size() <= greatest_modulus && !exponent->empty() &&
           exponent->size() <= greatest_exponent;
}

/// The public part alone, as libcjose shall see it; null when it is no key that checks signatures.
json::Value public_part(const json::Value& key) {
    const auto& kind = key["kty"].text();
    const bool is_for_signatures = !key.has("use") || key["use"].text() == "sig";
    const auto& acts = key["key_ops"].items();
    const bool may_verify = acts.empty() || std::ranges::find(acts, json::Value("verify")) != acts.end();
    if (!is_for_signatures || !may_verify) return {};
    auto part = json::object({{"kty", kind}, {"kid", key["kid"].text()}, {"alg", key["alg"].text()}});
    const auto with = [&](std::initializer_list<const char*> names) {
        for (const auto* name : names) part.set(name, key[name].text());
        return part;
    };
    if (kind == "RSA") return has_fit_size(key) ? with({"n", "e"}) : json::Value();
    return kind == "EC" ? with({"crv", "x", "y"}) : json::Value();
}

bool fits(const json::Value& key, const Header& header) {
    if (!header.key_id.empty() && key["kid"].text() != header.key_id) return false;
    if (!key["alg"].text().empty() && key["alg"].text() != to_name(header.algorithm)) return false;
    if (is_rsa(header.algorithm)) return key["kty"].text() == "RSA";
    return key["kty"].text() == "EC" && key["crv"].text() == curve_of(header.algorithm);
}

std::optional<json::Value> object_in(std::string_view text) {
    auto value = json::parse(text);
    if (!value || !value->is_object()) return std::nullopt;
    return *std::move(value);
}

}  // namespace

tl::expected<Header, Problem> unverified_header(std::string_view token) {
    if (token.size() > longest_token || std::ranges::count(token, '.') != 2) return tl::unexpected(Problem::malformed);
    const auto bytes = crypto::from_base64url(token.substr(0, token.find('.')));
    const auto header = bytes ? object_in(*bytes) : std::nullopt;
    // "crit" names extensions that must be understood (RFC 7515 4.1.11); none is.
    if (!header || header->has("crit") || !(*header)["alg"].is_text()) return tl::unexpected(Problem::malformed);
    const auto algorithm = from_name<Algorithm>((*header)["alg"].text());
    if (!algorithm) return tl::unexpected(Problem::algorithm);
    return Header{*algorithm, (*header)["kid"].text(), (*header)["typ"].text()};
}

std::optional<KeySet> KeySet::from(std::string_view text) {
    const auto set = object_in(text);
    if (!set || !(*set)["keys"].is_array() || (*set)["keys"].size() > most_keys) return std::nullopt;
    KeySet keys;
    for (const auto& key : (*set)["keys"].items())
        if (auto part = public_part(key); !part.is_null()) keys.keys_.push_back(std::move(part));
    return keys;
}

tl::expected<json::Value, Problem> KeySet::verified(std::string_view token, const std::vector<Algorithm>& allowed) const {
    const auto header = unverified_header(token);
    if (!header) return tl::unexpected(header.error());
    if (std::ranges::find(allowed, header->algorithm) == allowed.end()) return tl::unexpected(Problem::algorithm);
    std::vector<const json::Value*> fitting;
    for (const auto& key : keys_)
        if (fits(key, *header)) fitting.push_back(&key);
    if (fitting.empty() || (header->key_id.empty() && fitting.size() > 1)) return tl::unexpected(Problem::unknown_key);
    const auto key_text = json::to_text(*fitting.front());
    cjose_err problem{};
    const Jwk key(cjose_jwk_import(key_text.data(), key_text.size(), &problem));
    if (!key) return tl::unexpected(Problem::unknown_key);
    const Jws signed_text(cjose_jws_import(token.data(), token.size(), &problem));
    if (!signed_text) return tl::unexpected(Problem::malformed);
    if (!cjose_jws_verify(signed_text.get(), key.get(), &problem)) return tl::unexpected(Problem::signature);
    std::uint8_t* bytes = nullptr;
    std::size_t size = 0;
    if (!cjose_jws_get_plaintext(signed_text.get(), &bytes, &size, &problem)) return tl::unexpected(Problem::malformed);
    auto claims = object_in({reinterpret_cast<const char*>(bytes), size});
    if (!claims) return tl::unexpected(Problem::malformed);
    return *std::move(claims);
}

}  // namespace jose
