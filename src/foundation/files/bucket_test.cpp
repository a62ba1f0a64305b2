#include "foundation/files/bucket.h"

#include <catch2/catch.hpp>
#include <cstdlib>
#include <fstream>

#include "foundation/base/id.h"
#include "foundation/crypto/crypto.h"
#include "foundation/files/store.h"
#include "foundation/files/test_folder.h"

namespace {

/// A part of the bucket of tools/with_s3 that no other test uses.
std::optional<files::BucketPlace> place() {
    const char* endpoint = std::getenv("TORG_TEST_S3");
    if (endpoint == nullptr) {
        WARN("not tried: there is no S3 store (tools/with_s3)");
        return std::nullopt;
    }
    return files::BucketPlace{
        .endpoint = endpoint, .bucket = "torg", .key = "S3RVER", .secret = "S3RVER", .prefix = "town-" + std::to_string(new_id()) + "/"};
}

std::string text_of(const std::filesystem::path& path) {
    std::ifstream file(path);
    return {std::istreambuf_iterator<char>(file), {}};
}

std::vector<std::string> older_than(const files::Bucket& bucket, Date day) {
    std::vector<std::string> found;
    bucket.each_older(day, [&](const std::string& hash) { found.push_back(hash); });
    std::sort(found.begin(), found.end());
    return found;
}

}  // namespace

TEST_CASE("a bucket gives back what was put, lists it by age, and forgets what is removed") {
    const auto at = place();
    if (!at) return;
    const TestFolder folder;
    const files::Bucket bucket(*at);
    const auto hash = crypto::sha256_hex("Skolskjuts, bilaga 1");
    CHECK_FALSE(bucket.has(hash));
    CHECK_FALSE(bucket.get(hash, folder.path / "none"));

    bucket.put(hash, folder.file("sent", "Skolskjuts, bilaga 1"));
    bucket.put(hash, folder.file("sent", "Skolskjuts, bilaga 1"));
    CHECK(bucket.has(hash));
    REQUIRE(bucket.get(hash, folder.path / "back"));
    CHECK(text_of(folder.path / "back") == "Skolskjuts, bilaga 1");

    const auto today = swedish_date(now());
    CHECK(older_than(bucket, {today.days + 2}) == std::vector{hash});
    CHECK(older_than(bucket, {today.days - 1}).empty());

    bucket.remove(hash);
    bucket.remove(hash);
    CHECK_FALSE(bucket.has(hash));
}

TEST_CASE("a list longer than a page of the store is read to its end") {
    const auto at = place();
    if (!at) return;
    const TestFolder folder;
    const files::Bucket bucket(*at);
    const auto file = folder.file("sent", "");
    constexpr int one_page = 1000;
    for (int i = 0; i < one_page + 5; ++i) bucket.put(crypto::sha256_hex(("")), file);
    CHECK(older_than(bucket, {swedish_date(now()).days + 2}).size() == 1);
}

TEST_CASE("a store that is away, and one that does not know the key, are told apart from a file that is not there") {
    const auto at = place();
    if (!at) return;
    auto wrong = *at;
    wrong.secret = "wrong";
    CHECK_THROWS_WITH(files::Bucket(wrong).has(std::string(64, 'a')), Catch::Contains("403"));
    wrong = *at;
    wrong.endpoint = "http://127.0.0.1:1";
    CHECK_THROWS_AS(files::Bucket(wrong).has(std::string(64, 'a')), files::BucketUnreachable);
    wrong = *at;
    wrong.bucket = "nobodys";
    const TestFolder folder;
    CHECK_THROWS_AS(files::Bucket(wrong).put(std::string(64, 'a'), folder.file("sent", "a")), files::BucketUnreachable);
}

TEST_CASE("what one server keeps, another reads, also when its own folder is empty or damaged") {
    const auto at = place();
    if (!at) return;
    const TestFolder one, other;
    const auto bucket = std::make_shared<const files::Bucket>(*at);
    const files::Store here(one.path, "secret", "", bucket), there(other.path, "secret", "", bucket);
    const auto kept = here.keep_text("Beslut om skolskjuts", "text/plain");

    CHECK(there.has(kept.hash));
    CHECK(*there.read(kept.hash, kept.digest) == "Beslut om skolskjuts");
    CHECK(there.verify(kept.hash));
    std::vector<std::string> all;
    there.each([&](const std::string& hash) { all.push_back(hash); });
    CHECK(all == std::vector{kept.hash});

    std::filesystem::remove(there.path_of(kept.hash));
    CHECK(there.bring(kept.hash));
    CHECK(std::filesystem::exists(there.path_of(kept.hash)));
    CHECK(there.read(std::string(64, 'b'), "").error().fault == Fault::not_found);
}

TEST_CASE("what was damaged in the bucket is not given out") {
    const auto at = place();
    if (!at) return;
    const TestFolder folder;
    const auto bucket = std::make_shared<const files::Bucket>(*at);
    const auto hash = crypto::sha256_hex("Beslut");
    bucket->put(hash, folder.file("sent", "Avslag"));
    CHECK_FALSE(files::Store(folder.path, "secret", "", bucket).bring(hash));
}
