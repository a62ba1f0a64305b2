#include "foundation/files/sealed.h"

#include <algorithm>
#include <stdexcept>

#include "foundation/crypto/pieces.h"

namespace files {
namespace {

constexpr std::int64_t plain_piece = 64 << 10;
constexpr std::int64_t seal_size = crypto::piece_seal_size;
constexpr std::int64_t sealed_piece = plain_piece + seal_size;
constexpr std::int64_t mark_size = sealed_mark.size();

class Unsealed : public Content {
public:
    Unsealed(std::shared_ptr<const Content> sealed, const crypto::Key& key) : sealed_(std::move(sealed)), key_(key) {
        const auto body = sealed_->size() - mark_size;
        pieces_ = (body + sealed_piece - 1) / sealed_piece;
        if (pieces_ < 1 || !is_sealed(*sealed_)) throw std::runtime_error("a kept file is not sealed");
        size_ = body - pieces_ * seal_size;
        (void)piece(pieces_ - 1);  // a file that was cut has another last piece
    }

    std::int64_t size() const override { return size_; }

    void read(std::int64_t offset, std::span<char> to) const override {
        if (offset < 0 || offset + std::ssize(to) > size_) throw std::out_of_range("a sealed file is not so long");
        while (!to.empty()) {
            const auto opened = piece(offset / plain_piece);
            const auto wanted = std::string_view(opened).substr(static_cast<std::size_t>(offset % plain_piece), to.size());
            std::copy(wanted.begin(), wanted.end(), to.begin());
            to = to.subspan(wanted.size());
            offset += std::ssize(wanted);
        }
    }

private:
    std::string piece(std::int64_t number) const {
        const auto begins = mark_size + number * sealed_piece;
        std::string sealed(static_cast<std::size_t>(std::min(sealed_piece, sealed_->size() - begins)), '\0');
        sealed_->read(begins, sealed);
        const auto follows = number + 1 == pieces_ ? crypto::Follows::nothing : crypto::Follows::more;
        auto opened = crypto::unseal_piece(key_, sealed, static_cast<std::uint64_t>(number), follows, sealed_mark);
        if (!opened) throw std::runtime_error("a kept file is damaged, or sealed with another key");
        return std::move(*opened);
    }

    std::shared_ptr<const Content> sealed_;
    crypto::Key key_;
    std::int64_t pieces_ = 0, size_ = 0;
};

}  // namespace

crypto::Key key_of(std::string_view secret, std::string_view digest) {
    if (secret.empty()) throw std::logic_error("sealing files needs the installation's secret");
    return *crypto::key_from(crypto::hmac_sha256(secret, "torg file 1 " + std::string(digest)));
}

void Sealer::add(std::string_view bytes) {
    waiting_ += bytes;
    // A full piece waits until it is known that another follows it.
    while (std::ssize(waiting_) > plain_piece) {
        give_(crypto::seal_piece(key_, std::string_view(waiting_).substr(0, plain_piece), number_++, crypto::Follows::more, sealed_mark));
        waiting_.erase(0, plain_piece);
    }
}

void Sealer::finish() { give_(crypto::seal_piece(key_, waiting_, number_, crypto::Follows::nothing, sealed_mark)); }

bool is_sealed(const Content& content) {
    if (content.size() < mark_size) return false;
    std::string begins(sealed_mark.size(), '\0');
    content.read(0, begins);
    return begins == sealed_mark;
}

std::shared_ptr<const Content> unsealed(std::shared_ptr<const Content> sealed, const crypto::Key& key) {
    return std::make_shared<Unsealed>(std::move(sealed), key);
}

}  // namespace files
