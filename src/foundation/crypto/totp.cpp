#include "foundation/crypto/totp.h"

#include <fmt/format.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <array>
#include <stdexcept>

#include "foundation/crypto/crypto.h"
#include "foundation/crypto/sodium.h"

namespace crypto {

static constexpr std::int64_t step_length = 30 * microseconds_a_second;

std::string totp_secret() { return base32(random_bytes(20)); }

// RFC 4226 5.3: four bytes of the HMAC, chosen by its last four bits.
static std::string code_of_step(std::string_view key, std::int64_t step) {
    std::array<unsigned char, 8> counter{};
    for (std::size_t i = 0; i < counter.size(); ++i) counter[i] = static_cast<unsigned char>(step >> (56 - 8 * i));
    std::array<unsigned char, 20> mac{};
    unsigned size = mac.size();
    if (!HMAC(EVP_sha1(), key.data(), static_cast<int>(key.size()), counter.data(), counter.size(), mac.data(), &size))
        throw std::runtime_error("OpenSSL gives no HMAC-SHA1");
    const std::size_t at = mac.back() & 15u;
    const auto number = (mac[at] & 127u) << 24 | unsigned{mac[at + 1]} << 16 | unsigned{mac[at + 2]} << 8 | unsigned{mac[at + 3]};
    return fmt::format("{:06}", number % 1'000'000);
}

std::string totp_code(std::string_view secret, Timestamp at) {
    const auto key = from_base32(secret);
    return key ? code_of_step(*key, at.value / step_length) : std::string{};
}

std::optional<std::int64_t> totp_step_matching(std::string_view secret, std::string_view code, Timestamp at) {
    const auto key = from_base32(secret);
    if (!key || key->empty()) return {};
    const auto present = at.value / step_length;
    for (const auto step : {present, present - 1, present + 1})
        if (equal_in_constant_time(code_of_step(*key, step), code)) return step;
    return {};
}

static std::string in_address(std::string_view text) {
    constexpr std::string_view plain = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
    std::string encoded;
    for (const char c : text)
        if (plain.find(c) != plain.npos) encoded += c;
        else encoded += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    return encoded;
}

std::string otpauth_address(std::string_view issuer, std::string_view account, std::string_view secret) {
    return fmt::format("otpauth://totp/{0}:{1}?secret={2}&issuer={0}", in_address(issuer), in_address(account), secret);
}

}  // namespace crypto
