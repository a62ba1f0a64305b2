#pragma once
/// Something long, sealed in pieces that open one by one: the STREAM construction (Hoang, Reyhanitabar, Rogaway, Vizár, "Online
/// Authenticated-Encryption and its Nonce-Reuse Misuse-Resistance", 2015) of XChaCha20-Poly1305. The nonce is the piece's number and
/// whether it is the last: pieces that are left out, moved or cut off do not open. A key seals one whole, and never another.
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "foundation/crypto/crypto.h"

namespace crypto {

/// How much longer a piece becomes.
inline constexpr std::size_t piece_seal_size = 16;

enum class Follows { more, nothing };

std::string seal_piece(const Key&, std::string_view plain, std::uint64_t number, Follows, std::string_view bound_to);
std::optional<std::string> unseal_piece(const Key&, std::string_view sealed, std::uint64_t number, Follows, std::string_view bound_to);

}  // namespace crypto
