/// Files of cases: who lost the case's key has lost them, wherever a copy of the store is.
#include <fmt/format.h>

#include <algorithm>
#include <catch2/catch.hpp>

#include "engines/cases/find.h"
#include "engines/privacy/privacy.h"
#include "engines/testing/test_town.h"
#include "foundation/crypto/crypto.h"
#include "foundation/db/testing.h"

namespace cases {
namespace {

struct Town {
    explicit Town(db::Kind kind) : made({}, kind), kim(made.add_resident("Kim Exempel")) {}

    Case now_is(CaseId id) {
        return made.read([&](db::Connection& db) { return find(db, tenant(), id).value(); });
    }
    std::vector<Document> documents_of(CaseId id) {
        return made.read([&](db::Connection& db) { return documents(db, tenant(), now_is(id)); });
    }
    bool tells(std::string_view table, std::string_view column, std::string_view secret) {
        const auto values = made.read([&](db::Connection& db) {
            return db.all([](const db::Row& row) { return row.text("v"); }, fmt::format("SELECT {} AS v FROM {}", column, table));
        });
        REQUIRE_FALSE(values.empty());
        return std::any_of(values.begin(), values.end(), [&](const auto& value) { return value.find(secret) != value.npos; });
    }
    Tenant& tenant() { return made.site.tenant(); }
    const files::Store& files() { return tenant().files; }

    TestTown made;
    PersonId kim;
};

#define TOWN() Town town(GENERATE(from_range(db::kinds_under_test())))

}  // namespace

TEST_CASE("a document is read with what stands sealed in its case, also a letter, and also when all is made anew from the events") {
    TOWN();
    const auto id = town.made.apply(town.kim, TestTown::Stage::sent).id;
    for (int time = 0; time < 2; ++time) {
        const auto all = town.documents_of(id);
        REQUIRE(all.size() == 2);
        for (const auto& document : all) {
            const auto content = town.files().read(document.hash, document.digest).value();
            CHECK(content.starts_with("%PDF"));
            CHECK(crypto::sha256_hex(content) == document.content_hash());
        }
        rebuild(town.tenant(), [](std::int64_t, std::int64_t) {});
    }
}

TEST_CASE("what opens a file stands in no table in words") {
    TOWN();
    const auto digest = town.documents_of(town.made.apply(town.kim).id).front().digest;
    REQUIRE(digest.size() == 64);
    CHECK_FALSE(town.tells("cases_document", "sealed_digest", digest));
    CHECK_FALSE(town.tells("cases_document", "hash", digest));
    CHECK_FALSE(town.tells("cases_event", "sealed_data", digest));
    CHECK_FALSE(town.tells("jobs_job", "payload", digest));
}

TEST_CASE("when a case's key is destroyed its files cannot be read, though every byte of them is still in the store") {
    TOWN();
    const auto id = town.made.apply(town.kim).id;
    const auto before = town.documents_of(id).front();
    town.made.write([&](db::Connection& db) { privacy::destroy(db, town.now_is(id).key); });
    const auto after = town.documents_of(id).front();
    CHECK(after.digest.empty());
    CHECK(town.files().verify(after.hash));
    CHECK(town.files().read(after.hash, after.digest).error().fault == Fault::not_found);
    CHECK(town.files().read(before.hash, before.digest));  // so nothing but the key is what is missing
}

TEST_CASE("a document from before files were sealed is read as it is") {
    TOWN();
    const auto id = town.made.apply(town.kim).id;
    const auto hash = town.documents_of(id).front().hash;
    town.made.write([&](db::Connection& db) { db.execute("UPDATE cases_document SET sealed_digest = NULL"); });
    const auto old = town.documents_of(id).front();
    CHECK(old.digest.empty());
    CHECK(old.content_hash() == hash);
}

}  // namespace cases
