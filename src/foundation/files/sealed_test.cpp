#include "foundation/files/sealed.h"

#include <catch2/catch.hpp>
#include <random>
#include <stdexcept>

namespace {

const std::string secret(32, 's'), digest(64, 'd');
constexpr std::size_t piece = 64 << 10, sealed_piece = piece + 16;
const std::size_t mark = files::sealed_mark.size();

std::string content_of(std::size_t size) {
    std::string content(size, '\0');
    for (std::size_t i = 0; i < size; ++i) content[i] = static_cast<char>(i * 7 + i / 251);
    return content;
}

std::string sealed(const std::string& content, std::size_t at_once = 10'000) {
    std::string bytes;
    files::Sealer sealer(files::key_of(secret, digest), [&](std::string_view some) { bytes += some; });
    for (std::size_t at = 0; at < content.size(); at += at_once) sealer.add(std::string_view(content).substr(at, at_once));
    sealer.finish();
    return bytes;
}

std::shared_ptr<const Content> opened(std::string bytes) {
    return files::unsealed(text_content(std::move(bytes)), files::key_of(secret, digest));
}

bool is_refused(const std::string& bytes) {
    try {
        (void)whole(*opened(bytes));
        return false;
    } catch (const std::runtime_error&) { return true; }
}

}  // namespace

TEST_CASE("what is sealed opens again, also at the borders of its pieces") {
    for (const std::size_t size : {std::size_t{0}, std::size_t{1}, piece - 1, piece, piece + 1, 2 * piece, 3 * piece + 17}) {
        CAPTURE(size);
        const auto content = content_of(size);
        CHECK(whole(*opened(sealed(content))) == content);
        CHECK(opened(sealed(content))->size() == static_cast<std::int64_t>(size));
    }
}

TEST_CASE("the same content gives the same bytes, however it comes") {
    const auto content = content_of(3 * piece + 17);
    for (const std::size_t at_once : {std::size_t{999}, piece, piece + 1, content.size()})
        CHECK(sealed(content, at_once) == sealed(content));
}

TEST_CASE("any part can be read, over the borders of pieces too, and nothing beyond the end") {
    const auto content = content_of(3 * piece + 17);
    const auto read = opened(sealed(content));
    std::mt19937 chance(7);
    for (int i = 0; i < 300; ++i) {
        const auto from = chance() % content.size(), count = chance() % (content.size() - from) + 1;
        std::string part(count, '\0');
        read->read(static_cast<std::int64_t>(from), part);
        CHECK(part == content.substr(from, count));
    }
    std::string two(2, '\0');
    CHECK_THROWS_AS(read->read(read->size() - 1, two), std::out_of_range);
    CHECK_THROWS_AS(read->read(-1, two), std::out_of_range);
}

TEST_CASE("a changed bit is refused wherever it stands") {
    const auto bytes = sealed(content_of(2 * piece + 100));
    std::mt19937 chance(11);
    for (int i = 0; i < 300; ++i) {
        auto changed = bytes;
        const auto at = i < static_cast<int>(mark) ? static_cast<std::size_t>(i) : chance() % bytes.size();
        changed[at] = static_cast<char>(changed[at] ^ (1 << chance() % 8));
        CAPTURE(at);
        CHECK(is_refused(changed));
    }
}

TEST_CASE("a file that was cut is refused before anything of it is given") {
    const auto bytes = sealed(content_of(2 * piece + 100));
    for (const std::size_t left : {std::size_t{0}, std::size_t{5}, mark, mark + 15, mark + 16, mark + sealed_piece, mark + sealed_piece + 1,
                                   mark + 2 * sealed_piece, bytes.size() - 1}) {
        CAPTURE(left);
        CHECK_THROWS_AS(opened(bytes.substr(0, left)), std::runtime_error);
    }
}

TEST_CASE("pieces that are moved, left out, doubled or added are refused") {
    const auto bytes = sealed(content_of(3 * piece));
    const auto nth = [&](std::size_t n) { return bytes.substr(mark + n * sealed_piece, sealed_piece); };
    const auto head = bytes.substr(0, mark);
    CHECK_FALSE(is_refused(head + nth(0) + nth(1) + nth(2)));
    CHECK(is_refused(head + nth(1) + nth(0) + nth(2)));
    CHECK(is_refused(head + nth(0) + nth(2)));
    CHECK(is_refused(head + nth(1) + nth(2)));
    CHECK(is_refused(head + nth(0) + nth(1) + nth(1) + nth(2)));
    CHECK(is_refused(head + nth(0) + nth(1) + nth(2) + nth(2)));
    CHECK(is_refused(bytes + "x"));
    CHECK(is_refused(bytes + std::string(16, '\0')));
}

TEST_CASE("a piece of another file does not take a piece's place") {
    const auto one = sealed(content_of(2 * piece));
    std::string other;
    files::Sealer sealer(files::key_of(secret, std::string(64, 'e')), [&](std::string_view some) { other += some; });
    sealer.add(content_of(2 * piece));
    sealer.finish();
    CHECK(is_refused(one.substr(0, mark + sealed_piece) + other.substr(mark + sealed_piece)));
    CHECK(is_refused(other));
}

TEST_CASE("random bytes under the mark are refused") {
    std::mt19937 chance(13);
    for (int i = 0; i < 200; ++i) {
        std::string bytes(files::sealed_mark);
        bytes.resize(mark + chance() % (2 * sealed_piece));
        for (auto at = mark; at < bytes.size(); ++at) bytes[at] = static_cast<char>(chance());
        CHECK(is_refused(bytes));
    }
}

TEST_CASE("a key needs the secret, and follows both from it and from the content") {
    CHECK_THROWS_AS(files::key_of("", digest), std::logic_error);
    CHECK(files::key_of(secret, digest) == files::key_of(secret, digest));
    CHECK_FALSE(files::key_of(secret, digest) == files::key_of(secret, std::string(64, 'e')));
    CHECK_FALSE(files::key_of(secret, digest) == files::key_of(std::string(32, 't'), digest));
}
