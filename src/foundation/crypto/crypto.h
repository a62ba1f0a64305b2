#pragma once
/// Chance, hashes, passwords and sealed values. Everything is safe from any thread; what cannot fail on a sound machine throws.
#include <array>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace crypto {

std::string random_bytes(std::size_t count);
/// For links and cookies: chance in base64url.
std::string random_token(std::size_t bytes = 24);
/// For people to read aloud and type: "K7TM-4XQP". No I, L, O, 0 or 1. `characters` does not count the dashes.
std::string readable_code(int characters);

std::string sha256(std::string_view);  ///< 32 raw bytes
std::string sha256_hex(std::string_view);
/// SHA-256 of what comes in pieces.
class Sha256 {
public:
    Sha256();
    ~Sha256();
    Sha256(const Sha256&) = delete;
    Sha256& operator=(const Sha256&) = delete;
    void update(std::string_view);
    std::string hex();  ///< once, after the last update

private:
    struct State;
    std::unique_ptr<State> state_;
};
/// 32 raw bytes (RFC 2104).
std::string hmac_sha256(std::string_view key, std::string_view data);

/// 8 raw bytes of SipHash-2-4 under the first 16 bytes of `key`: for look-ups that only the holder of the key can make. Not against
/// forgery.
std::string short_hash(std::string_view key, std::string_view data);

std::string hex(std::string_view);
std::optional<std::string> from_hex(std::string_view);
std::string base64(std::string_view);
std::optional<std::string> from_base64(std::string_view);
std::string base64url(std::string_view);  ///< without padding (RFC 4648 5)
std::optional<std::string> from_base64url(std::string_view);
std::string base32(std::string_view);  ///< without padding (RFC 4648 6)
std::optional<std::string> from_base32(std::string_view);

/// Takes the same time wherever the difference is. Different lengths are told at once.
bool equal_in_constant_time(std::string_view, std::string_view);

/// What one guess at a password costs. OWASP asks for at least 19 MiB and two passes.
struct PasswordCost {
    unsigned passes = 3;
    std::size_t bytes = std::size_t{32} << 20;
};
/// Tests make it cheap before they start; a stored hash carries its own cost.
extern PasswordCost password_cost;
/// Argon2id in its own text form: "$argon2id$v=19$m=…".
std::string password_hash(std::string_view password);
bool password_matches(const std::string& hash, std::string_view password);

/// A key for sealed values. Destroying it is erasing what it sealed.
struct Key {
    std::array<unsigned char, 32> bytes{};
    bool operator==(const Key&) const = default;
};
Key new_key();
/// Nothing unless there are exactly 32 bytes.
std::optional<Key> key_from(std::string_view bytes);
/// XChaCha20-Poly1305: version, nonce, then the encrypted text and its seal. `bound_to` says where it belongs (a case and a field);
/// moved anywhere else it does not open.
std::string seal(const Key&, std::string_view plain, std::string_view bound_to);
std::optional<std::string> unseal(const Key&, std::string_view sealed, std::string_view bound_to);

}  // namespace crypto
