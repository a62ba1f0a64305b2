#include <catch2/catch.hpp>
#include <map>
#include <set>

#include "areas/fault_reports/sending.h"
#include "areas/fault_reports/town_for_tests.h"
#include "engines/towns/answers_maker.h"
#include "engines/towns/chance.h"
#include "engines/towns/invented.h"
#include "engines/towns/town.h"

namespace fault_reports {
namespace {

/// What people of the demonstration write, by category.
std::map<std::string, std::set<std::string>> written(const Categories& all) {
    std::map<std::string, std::set<std::string>> found;
    towns::Chance chance(5);
    constexpr int often_enough = 200;
    for (const auto& category : all)
        for (int i = 0; i < often_enough; ++i) {
            const auto answers = towns::make_answers(*category, towns::town("exempelby"), chance, {}, towns::kept_nowhere);
            for (const auto& field : category->form.pages.front().fields)
                if (field.type == forms::FieldType::long_text && answers.has(field.id)) found[category->id].insert(answers.text(field.id));
        }
    return found;
}

struct Score {
    int right = 0, wrong = 0, silent = 0;
    int all() const { return right + wrong + silent; }
};

}  // namespace

TEST_CASE("words that closed reports share teach which category they belong to, and go when the reports go") {
    Town town(GENERATE(from_range(db::kinds_under_test())));
    const auto all = town.read(categories);
    constexpr std::string_view words = "Muffen läcker vid blåklinten";
    CHECK(suggested(all, "blåklinten") == nullptr);
    for (int i = 0; i < 8; ++i) town.mend(town.report({{"text", std::string(words)}}), "Lagat");
    town.mend(town.report({{"text", "Fatima såg det"}}), "Lagat");
    town.report({{"text", "Öppet är öppet"}});
    learn_words(town.site.tenant());
    const auto learned = town.read(store::learned_words);
    const auto guess = suggested(all, "Något vid blåklinten", learned);
    REQUIRE(guess);
    CHECK(guess->id == "fel-vatten");
    for (const auto& one : learned) {
        CHECK(one.stem.find("fatim") == std::string::npos);
        CHECK(one.texts >= 3);
    }
    town.write([](db::Connection& db) { db.execute("DELETE FROM cases_place"); });
    learn_words(town.site.tenant());
    CHECK(town.read(store::learned_words).empty());
}

/// The figure stands in docs/fault-reports.md. Each sentence is guessed by what all the others of the demonstration have taught.
TEST_CASE("of the demonstration's sentences, held out one at a time, most are guessed right and few wrong") {
    Town town(db::Kind::sqlite);
    const auto all = town.read(categories);
    const auto sentences = written(all);
    Score taught, untaught;
    const auto count = [&](Score& score, const Category& guess, const std::string& right) {
        if (!guess) ++score.silent;
        else if (guess->id == right) ++score.right;
        else ++score.wrong;
    };
    for (const auto& [held, said] : sentences)
        for (const auto& one : said) {
            std::vector<similarity::KindText> others;
            for (const auto& [category, more] : sentences)
                for (const auto& other : more)
                    if (other != one)
                        for (int times = 0; times < 3; ++times) others.push_back({category, other});
            count(taught, suggested(all, one, similarity::counted(others)), held);
            count(untaught, suggested(all, one), held);
        }
    CAPTURE(taught.right, taught.wrong, taught.silent, untaught.right, untaught.wrong, untaught.silent);
    REQUIRE(taught.all() > 20);
    // A guess is more often right than by titles and keywords alone; there are fewer of them.
    CHECK(taught.right * untaught.wrong > untaught.right * taught.wrong);
    CHECK(taught.wrong < untaught.wrong);
    CHECK(taught.right * 2 > taught.all());
    CHECK(taught.wrong * 3 < taught.right);
}

}  // namespace fault_reports
