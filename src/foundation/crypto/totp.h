#pragma once
/// One-time codes from an authenticator app (RFC 6238: SHA-1, 30 seconds, 6 digits).
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "foundation/base/time.h"

namespace crypto {

/// 160 bits in base32, as apps want it.
std::string totp_secret();
/// "287082", or "" when the secret is not base32.
std::string totp_code(std::string_view secret, Timestamp);
/// The 30-second step whose code this is: the present one or a neighbour, as clocks differ. Store it and refuse a step
/// that is not greater than the last one, so that a code works once.
std::optional<std::int64_t> totp_step_matching(std::string_view secret, std::string_view code, Timestamp);
/// "otpauth://totp/…" for the QR code.
std::string otpauth_address(std::string_view issuer, std::string_view account, std::string_view secret);

}  // namespace crypto
