#include "engines/notify/words.h"

#include <catch2/catch.hpp>

#include "engines/testing/test_site.h"
#include "foundation/db/testing.h"

namespace notify {
namespace {

std::vector<std::string> errors_of(const Words& typed) {
    std::vector<std::string> all;
    const auto words = checked(typed);
    if (!words)
        for (const auto& error : words.error().fields) all.push_back(error.field + " " + error.text_key);
    return all;
}

const Words good{"Beslut i {nummer}", "Läs: {länk}\n\n{kommun}, {telefon}", "{nummer} {länk}"};

}  // namespace

TEST_CASE("names in braces are filled in, and what is filled in is never filled again") {
    const auto words = filled(good, {.number = "{länk}", .link = "https://a.example", .municipality = "Exempelby", .phone = "0123"});
    CHECK(words.subject == "Beslut i {länk}");
    CHECK(words.text == "Läs: https://a.example\n\nExempelby, 0123");
    CHECK(words.sms == "{länk} https://a.example");
}

TEST_CASE("own words are checked when they are saved: a name that nobody knows is told of at its field") {
    CHECK(errors_of(good).empty());
    CHECK(errors_of({"{namn}", "Läs {länk", "}"}) ==
          std::vector<std::string>{"subject error_words_name", "text error_words_name", "sms error_words_name"});
    CHECK(errors_of({" ", "a", std::string(601, 'a')}) == std::vector<std::string>{"subject error_words_empty", "sms error_words_long"});
    CHECK(errors_of({"a\nb", "a", "a"}) == std::vector<std::string>{"subject error_words_lines"});
}

TEST_CASE("own words count for their occasion and language until they are taken away") {
    TestSite site({}, GENERATE(from_range(db::kinds_under_test())));
    const auto own = [&](std::string_view occasion, Language language) {
        return site.db().read([&](db::Connection& db) { return own_words(db, occasion, language); });
    };
    site.db().write([](db::Connection& db) { save_own_words(db, "decision", Language::sv, {"a", "b", "c"}); });
    site.db().write([](db::Connection& db) { save_own_words(db, "decision", Language::sv, good); });
    CHECK(own("decision", Language::sv) == good);
    CHECK_FALSE(own("decision", Language::en));
    CHECK_FALSE(own("received", Language::sv));
    site.db().write([](db::Connection& db) { remove_own_words(db, "decision", Language::sv); });
    CHECK_FALSE(own("decision", Language::sv));
}

}  // namespace notify
