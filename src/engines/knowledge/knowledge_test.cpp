#include "engines/knowledge/knowledge.h"

#include <catch2/catch.hpp>
#include <set>

#include "engines/testing/test_site.h"
#include "foundation/db/testing.h"

namespace knowledge {
namespace {

struct Answers {
    TestSite site{{}, GENERATE(from_range(db::kinds_under_test()))};
    UnitId waste = site.unit("avfall");
    Date today = swedish_date(now());

    static Text text(std::string title, std::string body) {
        return {.title = {std::move(title), "English"}, .body = {std::move(body), "In English"}};
    }
    ArticleId add(const Placing& placing, const Text& text) {
        return site.db().write([&](db::Connection& db) { return knowledge::add(db, site.visitor(), placing, text); });
    }
    std::size_t found(std::string_view words, Audience reader) {
        return site.db().read([&](db::Connection& db) { return search(db, words, reader, today, 5).size(); });
    }
};

}  // namespace

TEST_CASE("an answer is found by its words, by others for the same thing, and by the beginning of one while it is typed") {
    Answers answers;
    auto text = Answers::text("Soptunnan har inte tömts", "Låt den stå kvar.");
    text.keywords = "renhållning";
    answers.add({.unit = answers.waste}, text);
    CHECK(answers.found("tunnan tömd", Audience::everybody) == 1);
    CHECK(answers.found("renhåll", Audience::everybody) == 1);
    CHECK(answers.found("bygglov", Audience::everybody) == 0);
}

TEST_CASE("what is for staff is found by staff alone, be it a whole answer or the advice beside one") {
    Answers answers;
    answers.add({.unit = answers.waste, .audience = Audience::staff}, Answers::text("Jourens nummer", "Ring vaktmästaren."));
    auto text = Answers::text("Soptunnan", "Den töms.");
    text.for_staff = "Fråga om vägarbete.";
    answers.add({.unit = answers.waste}, text);
    CHECK(answers.found("vaktmästaren", Audience::everybody) == 0);
    CHECK(answers.found("vaktmästaren", Audience::staff) == 1);
    CHECK(answers.found("vägarbete", Audience::everybody) == 0);
    CHECK(answers.found("vägarbete", Audience::staff) == 1);
    CHECK(answers.found("soptunnan", Audience::staff) == 1);
}

TEST_CASE("an answer is gone for readers the day after its last one") {
    Answers answers;
    const auto id = answers.add({.unit = answers.waste, .valid_to = answers.today}, Answers::text("Julgranar", "Hämtas i januari."));
    const auto slug = answers.site.db().read([&](db::Connection& db) { return find(db, id)->slug; });
    const auto is_shown = [&](Date day) {
        return answers.site.db().read([&](db::Connection& db) { return find_public(db, slug, day).has_value(); });
    };
    CHECK(is_shown(answers.today));
    CHECK_FALSE(is_shown(Date{answers.today.days + 1}));
    CHECK(answers.found("julgranar", Audience::everybody) == 1);
    answers.today = Date{answers.today.days + 1};
    CHECK(answers.found("julgranar", Audience::everybody) == 0);
}

TEST_CASE("a change is a new version beside the old one, and none is made over what somebody else wrote meanwhile") {
    Answers answers;
    const auto id = answers.add({.unit = answers.waste}, Answers::text("Grovavfall", "Onsdagar."));
    const auto change_to = [&](const std::string& body, int seen) {
        return answers.site.db().write([&](db::Connection& db) {
            return change(db, answers.site.visitor(), id, seen, {.unit = answers.waste}, Answers::text("Grovavfall", body));
        });
    };
    CHECK(change_to("Torsdagar.", 1));
    CHECK(change_to("Fredagar.", 1).error().fault == Fault::conflict);
    const auto all = answers.site.db().read([&](db::Connection& db) { return versions(db, id); });
    REQUIRE(all.size() == 2);
    CHECK(all[0].text.body.sv == "Torsdagar.");
    CHECK(all[1].text.body.sv == "Onsdagar.");
    CHECK(answers.found("torsdagar", Audience::everybody) == 1);
    CHECK(answers.found("onsdagar", Audience::everybody) == 0);
}

TEST_CASE(
    "searches without a hit are counted by their words, but never what may be about a person, and shown when several have made them") {
    Answers answers;
    const auto search = [&](std::initializer_list<std::string_view> words, std::string_view by) {
        answers.site.db().write([&](db::Connection& db) {
            for (const auto one : words) note_unanswered(db, one, by);
        });
    };
    const auto all = [&] { return answers.site.db().read([](db::Connection& db) { return unanswered(db, 10); }); };
    for (int i = 0; i < 5; ++i) search({"Kim Exempel", "Laddstolpe "}, "a");
    CHECK(all().empty());
    for (const auto* by : {"b", "c"}) search({"laddstolpe", "kim@exempel.example", "070-174 06 05", "ab"}, by);
    REQUIRE(all().size() == 1);
    CHECK(all()[0].words == "laddstolpe");
    CHECK(all()[0].times == 3);
}

TEST_CASE("however many words a machine searches for, so many are kept, and what people ask for stays") {
    Answers answers;
    answers.site.db().write([](db::Connection& db) {
        for (const auto* by : {"a", "b", "c"}) note_unanswered(db, "laddstolpe", by);
        for (int i = 0; i < most_unanswered + 20; ++i) note_unanswered(db, "ord " + std::to_string(i), "d");
    });
    CHECK(answers.site.db().read([](db::Connection& db) { return db.number("SELECT COUNT(*) AS n FROM knowledge_unanswered"); }) ==
          most_unanswered);
    CHECK(answers.site.db().read([](db::Connection& db) { return unanswered(db, 10).size(); }) == 1);
}

TEST_CASE("the catalogue has at least forty answers, each with a title of its own and some of them for staff alone") {
    const auto& all = carried_articles();
    CHECK(all.size() >= 40);
    std::set<std::string> titles;
    std::size_t for_staff = 0;
    for (const auto& article : all) {
        titles.insert(article.text.title.sv);
        if (article.audience == Audience::staff) ++for_staff;
    }
    CHECK(titles.size() == all.size());
    CHECK(for_staff > 0);
}

}  // namespace knowledge
