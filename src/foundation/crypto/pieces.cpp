#include "foundation/crypto/pieces.h"

#include <sodium.h>

#include <array>

#include "foundation/crypto/sodium.h"

namespace crypto {

static_assert(piece_seal_size == crypto_aead_xchacha20poly1305_ietf_ABYTES);

using Nonce = std::array<unsigned char, crypto_aead_xchacha20poly1305_ietf_NPUBBYTES>;

static Nonce nonce_of(std::uint64_t number, Follows follows) {
    Nonce nonce{};
    for (std::size_t i = 0; i < 8; ++i) nonce[i] = static_cast<unsigned char>(number >> (56 - 8 * i));
    nonce[8] = follows == Follows::nothing ? 1 : 0;
    return nonce;
}

std::string seal_piece(const Key& key, std::string_view plain, std::uint64_t number, Follows follows, std::string_view bound_to) {
    need_sodium();
    std::string sealed(plain.size() + piece_seal_size, '\0');
    crypto_aead_xchacha20poly1305_ietf_encrypt(bytes_of(sealed), nullptr, bytes_of(plain), plain.size(), bytes_of(bound_to),
                                               bound_to.size(), nullptr, nonce_of(number, follows).data(), key.bytes.data());
    return sealed;
}

std::optional<std::string> unseal_piece(const Key& key, std::string_view sealed, std::uint64_t number, Follows follows,
                                        std::string_view bound_to) {
    need_sodium();
    if (sealed.size() < piece_seal_size) return {};
    std::string plain(sealed.size() - piece_seal_size, '\0');
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(bytes_of(plain), nullptr, nullptr, bytes_of(sealed), sealed.size(), bytes_of(bound_to),
                                                   bound_to.size(), nonce_of(number, follows).data(), key.bytes.data()) != 0)
        return {};
    return plain;
}

}  // namespace crypto
