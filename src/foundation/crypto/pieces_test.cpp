#include "foundation/crypto/pieces.h"

#include <catch2/catch.hpp>

TEST_CASE("a piece opens only as what it was sealed as: its number, whether more follows, its key, and what it is bound to") {
    using enum crypto::Follows;
    const auto key = *crypto::key_from(std::string(32, 'k')), other = *crypto::key_from(std::string(32, 'o'));
    const auto sealed = crypto::seal_piece(key, "Alva", 7, more, "file");
    CHECK(sealed.size() == 4 + crypto::piece_seal_size);
    CHECK(crypto::unseal_piece(key, sealed, 7, more, "file") == "Alva");
    CHECK_FALSE(crypto::unseal_piece(key, sealed, 8, more, "file"));
    CHECK_FALSE(crypto::unseal_piece(key, sealed, 7 + (std::uint64_t{1} << 32), more, "file"));
    CHECK_FALSE(crypto::unseal_piece(key, sealed, 7, nothing, "file"));
    CHECK_FALSE(crypto::unseal_piece(other, sealed, 7, more, "file"));
    CHECK_FALSE(crypto::unseal_piece(key, sealed, 7, more, "letter"));
    CHECK_FALSE(crypto::unseal_piece(key, sealed.substr(1), 7, more, "file"));
    CHECK_FALSE(crypto::unseal_piece(key, "", 7, more, "file"));
}
