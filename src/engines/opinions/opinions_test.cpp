#include "engines/opinions/opinions.h"

#include <catch2/catch.hpp>

#include "engines/opinions/embedded.h"
#include "foundation/db/migrations.h"
#include "foundation/db/testing.h"

namespace opinions {
namespace {

constexpr std::string_view secret = "0123456789abcdef0123456789abcdef";

struct Asked {
    db::TestDatabase database{GENERATE(from_range(db::kinds_under_test()))};
    std::string token;
    Asked() {
        set_clock(swedish_time(*date_from_iso("2026-04-14"), 10));
        std::vector<db::Migration> migrations;
        for (const auto& file : embedded::migrations()) migrations.push_back({"opinions", std::string(file.name), file.content});
        db::migrate(*database, migrations);
        token = invited("case 7 party 9");
    }
    ~Asked() { use_machine_clock(); }
    Asked(const Asked&) = delete;
    Asked& operator=(const Asked&) = delete;

    std::string invited(std::string_view about) {
        return database->write([&](db::Connection& db) { return invite(db, secret, "skolskjuts", about); });
    }
    Result<void> says(Question question, Said said, const std::string& by) {
        return database->write([&](db::Connection& db) { return answer(db, by, question, said); });
    }
    Sums of_this_year() {
        return database->read([](db::Connection& db) { return sums(db, "skolskjuts", *date_from_iso("2026-01-01")); });
    }
};

}  // namespace

TEST_CASE("each question is answered once, alone, and becomes a sum") {
    Asked asked;
    CHECK(asked.says(Question::easy, Said::yes, asked.token));
    CHECK(asked.says(Question::easy, Said::no, asked.token).error().fault == Fault::conflict);
    CHECK(asked.says(Question::safe, Said::no, asked.token));
    const auto sums = asked.of_this_year();
    CHECK(sums.invited == 1);
    CHECK(sums.easy_yes == 1);
    CHECK(sums.easy_no == 0);
    CHECK(sums.safe_no == 1);
}

TEST_CASE("who is told twice is invited once, and two people have two links") {
    Asked asked;
    CHECK(asked.invited("case 7 party 9") == asked.token);
    CHECK(asked.invited("case 7 party 10") != asked.token);
    CHECK(asked.of_this_year().invited == 2);
}

TEST_CASE("a made-up link, and one that is ninety days old, is none, and old ones are removed with their sums kept") {
    Asked asked;
    CHECK(asked.says(Question::easy, Said::yes, "made-up").error().fault == Fault::not_found);
    set_clock(now() + 90 * microseconds_a_day);
    CHECK(asked.says(Question::easy, Said::yes, asked.token).error().fault == Fault::not_found);
    asked.database->write([](db::Connection& db) { remove_old(db); });
    CHECK(asked.database->read([](db::Connection& db) { return db.number("SELECT COUNT(*) AS n FROM opinions_invitation"); }) == 0);
    CHECK(asked.of_this_year().invited == 1);
}

TEST_CASE("the tables say neither which case nor what one person answered") {
    Asked asked;
    REQUIRE(asked.says(Question::easy, Said::no, asked.token));
    const auto row = asked.database->read([](db::Connection& db) {
        return db
            .one([](const db::Row& kept) { return kept.text("token_hash") + "|" + std::to_string(kept.integer("easy_at")); },
                 "SELECT * FROM opinions_invitation")
            .value();
    });
    CHECK(row.find(asked.token) == std::string::npos);
    CHECK(row.ends_with("|" + std::to_string(swedish_date(now()).days)));
}

TEST_CASE("a share is shown from five answers on, and rounded to whole per cents") {
    CHECK_FALSE(share(4, 0));
    CHECK(share(5, 0) == 100);
    CHECK(share(2, 4) == 33);
    CHECK(share(4, 2) == 67);
    CHECK(share(0, 5) == 0);
}

}  // namespace opinions
