#include "foundation/fulltext/index.h"

#include <array>
#include <catch2/catch.hpp>

#include "foundation/db/migrations.h"
#include "foundation/db/testing.h"
#include "foundation/fulltext/embedded.h"

using fulltext::Entry;

namespace {

constexpr std::int64_t everyone = 1, social_services = 2;
constexpr std::array<std::int64_t, 1> only_everyone{everyone};

struct SearchTest {
    db::TestDatabase database{GENERATE(from_range(db::kinds_under_test()))};

    SearchTest() {
        std::vector<db::Migration> migrations;
        for (const auto& file : fulltext::embedded::migrations()) migrations.push_back({"fulltext", std::string(file.name), file.content});
        db::migrate(*database, migrations);
        ensure();
    }
    void ensure() {
        database->write([](db::Connection& c) { fulltext::ensure_index(c); });
    }
    void put(const Entry& entry) {
        database->write([&](db::Connection& c) { fulltext::put(c, entry); });
    }
    std::vector<fulltext::Hit> search(fulltext::Query query) {
        return database->read([&](db::Connection& c) { return fulltext::search(c, query); });
    }
    std::vector<std::int64_t> ids(const std::string& words, std::span<const std::int64_t> scopes = only_everyone) {
        return ids_of({.words = words, .scopes = scopes});
    }
    std::vector<std::int64_t> typing(const std::string& words) {
        return ids_of({.words = words, .scopes = only_everyone, .prefix_last = true});
    }
    std::vector<std::int64_t> ids_of(const fulltext::Query& query) {
        std::vector<std::int64_t> found;
        for (const auto& hit : search(query)) found.push_back(hit.id);
        return found;
    }
};

using Ids = std::vector<std::int64_t>;

}  // namespace

TEST_CASE("what is put is found by its words in any form, in title and body, every word at once") {
    SearchTest test;
    test.put({"page", 1, everyone, "Skolskjuts", "Så ansöker du om skolskjuts till grundskolan."});
    test.put({"page", 2, everyone, "Bygglov", "Avgifter och ritningar för altaner."});
    CHECK(test.ids("skolskjutsar") == Ids{1});
    CHECK(test.ids("avgiften") == Ids{2});
    CHECK(test.ids("avgift bygglov") == Ids{2});
    CHECK(test.ids("avgift skolskjuts").empty());
    CHECK(test.ids("skjuts") == Ids{1});
    CHECK(test.ids("simhall").empty());
}

TEST_CASE("a compound that is typed finds its parts apart") {
    SearchTest test;
    test.put({"page", 1, everyone, "Ansökan om bygglov"});
    test.put({"page", 2, everyone, "Ansökan om plats"});
    CHECK(test.ids("bygglovsansökan") == Ids{1});
}

TEST_CASE("nothing outside the visitor's scopes is found") {
    SearchTest test;
    test.put({"case", 1, everyone, "Ansökan om bygglov"});
    test.put({"case", 2, social_services, "Ansökan om bistånd"});
    const std::array both{everyone, social_services};
    CHECK(test.ids("ansökan") == Ids{1});
    CHECK(test.ids("ansökan", both) == Ids{2, 1});
    CHECK(test.ids("ansökan", std::span<const std::int64_t>{}).empty());
    const std::array<std::int64_t, 3> others{7, 8, 9};
    CHECK(test.ids("ansökan", others).empty());
}

TEST_CASE("many entries that the visitor may not see do not push out the one that he may") {
    SearchTest test;
    test.put({"case", 1, everyone, "Ärende", "ansökan"});
    test.database->write([](db::Connection& c) {
        for (int i = 2; i < 250; ++i) fulltext::put(c, {"case", i, social_services, "Ansökan", "ansökan"});
    });
    CHECK(test.ids("ansökan") == Ids{1});
}

TEST_CASE("only the kinds asked for are found") {
    SearchTest test;
    test.put({"page", 1, everyone, "Bygglov"});
    test.put({"case", 1, everyone, "Bygglov"});
    test.put({"service", 1, everyone, "Bygglov"});
    const auto hits = test.search({.words = "bygglov", .scopes = only_everyone, .kinds = {"page", "service"}});
    REQUIRE(hits.size() == 2);
    CHECK(hits[0].kind == "service");
    CHECK(hits[1].kind == "page");
}

TEST_CASE("the last word may be a beginning while one types, the others not") {
    SearchTest test;
    test.put({"page", 1, everyone, "Parkeringstillstånd för rörelsehindrade"});
    CHECK(test.typing("park") == Ids{1});
    CHECK(test.typing("p") == Ids{1});
    CHECK(test.typing("tills") == Ids{1});  // of a part
    CHECK(test.typing("parkeringstillstånd för rör") == Ids{1});
    CHECK(test.typing("parkeringstillstånd för") == Ids{1});
    CHECK(test.typing("rör parkering").empty());
    CHECK(test.typing("rör ").empty());
    CHECK(test.ids("rör").empty());
}

TEST_CASE("words in the title come first, the shortest title before the longer, then the newest") {
    SearchTest test;
    test.put({"page", 1, everyone, "Avgifter", "bygglov"});
    test.put({"page", 2, everyone, "Bygglov"});
    test.put({"page", 3, everyone, "Bygglov för altan eller uterum"});
    test.put({"page", 4, everyone, "Taxor", "bygglov"});
    CHECK(test.ids("bygglov") == Ids{2, 3, 4, 1});
    const auto two = test.search({.words = "bygglov", .scopes = only_everyone, .limit = 2});
    CHECK(two.size() == 2);
}

TEST_CASE("an old page called by the word does not drown among new cases that mention it") {
    SearchTest test;
    test.put({"page", 1, everyone, "Bygglov"});
    test.database->write([](db::Connection& c) {
        for (int i = 2; i < 250; ++i) fulltext::put(c, {"case", i, everyone, "Ärende", "bygglov"});
    });
    CHECK(test.ids("bygglov").front() == 1);
}

TEST_CASE("an entry that is put again is replaced, and one that is removed is gone") {
    SearchTest test;
    test.put({"page", 1, everyone, "Bygglov", "altan"});
    test.put({"page", 1, social_services, "Marklov", "schakt"});
    CHECK(test.ids("bygglov").empty());
    CHECK(test.ids("schakt").empty());
    const std::array social{social_services};
    CHECK(test.ids("schakt", social) == Ids{1});
    test.database->write([](db::Connection& c) { fulltext::remove(c, "page", 1); });
    CHECK(test.ids("schakt", social).empty());
}

TEST_CASE("the index may be made again at every start, also when rows were there before it") {
    SearchTest test;
    test.put({"page", 1, everyone, "Bygglov"});
    test.ensure();
    CHECK(test.ids("bygglov") == Ids{1});
    if (test.database->kind() == db::Kind::sqlite)
        test.database->write([](db::Connection& c) {
            for (const auto* trigger : {"added", "removed", "changed"}) c.execute(std::string("DROP TRIGGER fulltext_entry_") + trigger);
            c.execute("DROP TABLE fulltext_words");
        });
    else test.database->write([](db::Connection& c) { c.execute("DROP INDEX fulltext_words"); });
    test.ensure();
    CHECK(test.ids("bygglov") == Ids{1});
}

TEST_CASE("entries of a program that knew other terms are found again") {
    SearchTest test;
    test.put({"page", 1, everyone, "Bygglov", "altan"});
    test.database->write([](db::Connection& c) {
        c.execute("UPDATE fulltext_entry SET terms = ''");  // as the migration does
        if (c.kind() == db::Kind::sqlite) c.execute("DROP TABLE fulltext_words");
        else c.execute("DROP INDEX fulltext_words");
    });
    test.ensure();
    CHECK(test.ids("altan") == Ids{1});
    CHECK(test.typing("byg") == Ids{1});
}

TEST_CASE("whatever is typed is no query language and never a fault") {
    SearchTest test;
    test.put({"page", 1, everyone, "Citat \"och\" NEAR OR", "a'b; DROP TABLE x -- \\ & | ! :*"});
    for (const auto* typed :
         {"\"", "'", "a* OR", "NEAR(a b)", "title:x", "-", "&", "a & !b", ":*", "\\", "(", "\xf0\x9f\x98\x80", "och", ""}) {
        CAPTURE(typed);
        CHECK_NOTHROW(test.ids(typed));
        CHECK_NOTHROW(test.typing(typed));
    }
    CHECK(test.ids("och").empty());
    CHECK(test.ids("drop table") == Ids{1});
}

TEST_CASE("the snippet stands around the first word found and says where it is cut") {
    std::string text;
    for (int i = 0; i < 60; ++i) text += "fyllnad ";
    const auto part = fulltext::snippet(text + "avgiften är 500 kronor " + text, "avgifter");
    CHECK(part.starts_with("… fyllnad"));
    CHECK(part.find("avgiften är 500 kronor") != part.npos);
    CHECK(part.ends_with(" …"));
    CHECK(fulltext::snippet("kort\ntext", "annat") == "kort text");
    CHECK(fulltext::snippet("", "x").empty());
    CHECK(fulltext::snippet(std::string(1000, 'x'), "y").size() < 200);
}

TEST_CASE("entries with a secret are found like others, and no word of theirs can be read") {
    SearchTest test;
    const std::string secret = "sixteen bytes or", other(16, 'x');
    test.put({"case", 1, everyone, "Skolskjuts för Alva", "Vera Testsson\nStorgatan 3", secret});
    test.put({"case", 2, everyone, "Skolskjuts", "Någon Annan", secret});
    const auto found = [&](const std::string& words, const std::string& with, bool typing = false) {
        return test.ids_of({.words = words, .scopes = only_everyone, .prefix_last = typing, .secret = with});
    };
    CHECK(found("testsson skolskjutsar", secret) == Ids{1});
    CHECK(found("skjuts", secret) == Ids{2, 1});
    CHECK(found("storg", secret, true) == Ids{1});
    CHECK(found("storg", secret).empty());
    CHECK(found("s", secret, true) == Ids{2, 1});
    CHECK(found("testsson", other).empty());
    CHECK(test.ids("testsson").empty());
    const std::array<std::int64_t, 1> elsewhere{social_services};
    CHECK(test.ids_of({.words = "testsson", .scopes = elsewhere, .secret = secret}).empty());

    const auto kept = test.database->read([](db::Connection& c) {
        return c.all([](const db::Row& row) { return row.text("terms"); }, "SELECT terms FROM fulltext_blind_entry ORDER BY id");
    });
    REQUIRE(kept.size() == 2);
    for (const auto* word : {"test", "vera", "alva", "storg", "skolskjuts"}) CHECK(kept[0].find(word) == std::string::npos);
    CHECK(test.database->read([](db::Connection& c) { return c.number("SELECT COUNT(*) AS n FROM fulltext_entry"); }) == 0);

    test.database->write([](db::Connection& c) { fulltext::remove(c, "case", 1); });
    CHECK(found("testsson", secret).empty());
}

TEST_CASE("who makes the index is told once, so that entries with a secret can be put anew") {
    db::TestDatabase database(GENERATE(from_range(db::kinds_under_test())));
    std::vector<db::Migration> migrations;
    for (const auto& file : fulltext::embedded::migrations()) migrations.push_back({"fulltext", std::string(file.name), file.content});
    db::migrate(*database, migrations);
    const auto was_missing = [&] { return database->write([](db::Connection& c) { return fulltext::ensure_index(c); }); };
    CHECK(was_missing());
    CHECK(!was_missing());
}
