#include "areas/figures/study.h"

#include <catch2/catch.hpp>
#include <cmath>
#include <random>

#include "areas/figures/area.h"
#include "engines/testing/test_town.h"
#include "foundation/db/testing.h"

namespace figures {
namespace {

cases::StudiedCase took(double days, std::int64_t received_day, double waited = 0, std::int64_t deeds = 4) {
    const auto from = swedish_time(Date{20'000 + received_day});
    const auto in_microseconds = [](double count) { return static_cast<std::int64_t>(count * static_cast<double>(microseconds_a_day)); };
    return {.id = {},
            .number = "X",
            .received_at = from,
            .closed_at = from + in_microseconds(days),
            .waited_for_applicant = in_microseconds(waited),
            .deeds = deeds};
}

}  // namespace

TEST_CASE("medians and quartiles lie where they should, also between two cases") {
    const auto spread = spread_of({4, 1, 3, 2});
    CHECK(spread.median == Approx(2.5));
    CHECK(spread.lower == Approx(1.75));
    CHECK(spread.upper == Approx(3.25));
    CHECK(spread.mean == Approx(2.5));
    CHECK(spread_of({}).cases == 0);
}

TEST_CASE("the time of a case is ours and theirs") {
    const auto one = took(10, 0, 4);
    CHECK(measured(one, Measure::whole).value() == Approx(10));
    CHECK(measured(one, Measure::ours).value() == Approx(6));
    CHECK(measured(one, Measure::theirs).value() == Approx(4));
    CHECK(measured(one, Measure::deeds).value() == 4);
}

TEST_CASE("Mann-Whitney agrees with a worked example, and sees nothing between equals") {
    // U = 3 of 25: of the 252 orders 7 have 3 or fewer, two-sided p = 14/252 (the normal approximation says 0.047).
    const auto test = rank_test({7, 9, 11, 12, 14}, {3, 4, 6, 8, 10});
    CHECK(test.smaller_after == Approx(22.0 / 25));
    CHECK(test.chance == Approx(14.0 / 252));
    // With ties by the normal approximation, corrected for continuity (R: wilcox.test(correct = TRUE)).
    CHECK(rank_test({1, 2, 2, 3, 4}, {2, 3, 5, 6, 7}).chance == Approx(0.1116).margin(0.0001));
    const auto equal = rank_test({5, 5, 5}, {5, 5, 5});
    CHECK(equal.chance == 1);
    CHECK(equal.smaller_after == 0.5);
}

TEST_CASE("the interval holds the difference, and is the same each time") {
    std::vector<double> before, after;
    for (int i = 0; i < 60; ++i) {
        before.push_back(20 + i % 7);
        after.push_back(12 + i % 7);
    }
    const auto interval = difference_interval(before, after);
    CHECK(interval.from <= -8);
    CHECK(interval.to >= -8);
    CHECK(interval.to < 0);
    CHECK(difference_interval(before, after).from == interval.from);
}

TEST_CASE("the interval takes the median as the estimate does: the mean of the two in the middle") {
    // Around a value in the middle of the sample it reaches as far to each side.
    const auto interval = difference_interval({3.5}, {1, 2, 3, 4, 5, 6});
    CHECK(std::abs(interval.from + interval.to) < 0.75);
}

namespace {

Study study_of_times(const std::vector<double>& before, const std::vector<double>& after) {
    std::vector<cases::StudiedCase> was, is;
    for (const auto days : before) was.push_back(took(days, 0));
    for (const auto days : after) is.push_back(took(days, 100));
    return study_of(was, is, {.followed = 30, .days = 60}, {}).value();
}

/// A town where cases take 5 days and then some, and nothing changed: what the study says 150 days after the day that was taken for a
/// change.
Verdict verdict_where_nothing_changed(std::mt19937_64& draw) {
    constexpr std::int64_t change = 0, today = 150, most_days = 180;
    std::vector<cases::StudiedCase> all;
    for (std::int64_t day = -500; day < today; ++day) {
        const auto part = (static_cast<double>(draw() % 1'000'000) + 1) / 1'000'001;
        all.push_back(took(5 - 30 * std::log(part), day));
        if (*all.back().closed_at > swedish_time(Date{20'000 + today})) all.back().closed_at.reset();
    }
    const auto received = [&](Date from, std::int64_t days) {
        std::vector<cases::StudiedCase> side;
        for (const auto& one : all)
            if (const auto day = swedish_date(one.received_at); day >= from && day.days < from.days + days) side.push_back(one);
        return side;
    };
    const auto window =
        window_of(received(Date{20'000 + change - most_days}, most_days), Date{20'000 + change}, Date{20'000 + today}, most_days);
    const auto before = followed(received(window.before, window.days), window),
               after = followed(received(window.after, window.days), window);
    return verdict_of(study_of(before, after, window, {}).value());
}

}  // namespace

TEST_CASE("where nothing changed a study seldom says so for sure, though the newest cases are still open") {
    std::mt19937_64 draw(5);
    int sure = 0;
    for (int town = 0; town < 200; ++town) {
        const auto said = verdict_where_nothing_changed(draw);
        REQUIRE(said != Verdict::too_open);
        sure += said == Verdict::unsure ? 0 : 1;
    }
    CHECK(sure <= 20);  // one in twenty is what the test allows
}

TEST_CASE("a case that was closed later than it is followed counts as the longest, and nothing is said while many are open") {
    const Window window{.followed = 30, .days = 60};
    std::vector<cases::StudiedCase> before, after;
    for (int i = 0; i < 12; ++i) before.push_back(took(10 + i, i)), after.push_back(took(i < 8 ? 5 + i : 31, 100 + i));
    const auto seen = followed(after, window);
    CHECK(seen[7].closed_at);
    CHECK_FALSE(seen[8].closed_at);
    const auto study = study_of(before, seen, window, {}).value();
    CHECK(study.not_closed == 4);
    CHECK(study.comparisons.front().after.cases == 12);
    CHECK(study.comparisons.front().after.upper == 30);
    CHECK(verdict_of(study) == Verdict::too_open);
}

TEST_CASE("cases are followed as long as nine of ten before the change took, at most half of the time since, and end before the change") {
    std::vector<cases::StudiedCase> before;
    for (int i = 0; i < 10; ++i) before.push_back(took(i < 9 ? 12 : 50, -60 + i));
    const auto window = window_of(before, Date{20'000}, Date{20'100}, 60);
    CHECK(window.followed == 16);  // a tenth of the way from 12 to 50
    CHECK(window.days == 60);
    CHECK(window.before == Date{20'000 - 16 - 60});
    CHECK(window.after == Date{20'000});
    CHECK(window_of(before, Date{20'000}, Date{20'020}, 60).followed == 10);
    CHECK(window_of(before, Date{20'000}, Date{20'020}, 60).days == 10);
}

TEST_CASE("which side is quicker is said by the rank test, also where the medians are the same") {
    std::vector<double> before(20, 10), after(20, 1);
    before.push_back(15);
    after.push_back(15);
    before.insert(before.end(), 20, 20);
    after.insert(after.end(), 20, 16);
    CHECK(study_of_times(before, after).comparisons.front().difference() == 0);
    CHECK(verdict_of(study_of_times(before, after)) == Verdict::quicker);
    CHECK(verdict_of(study_of_times(after, before)) == Verdict::slower);
    CHECK(verdict_of(study_of_times(before, before)) == Verdict::unsure);
}

TEST_CASE("what only follows from calmer weeks is no difference at the same load") {
    std::vector<cases::StudiedCase> before, after;
    // Busy weeks take 20 days and calm ones 10, before and after; after the change most weeks are calm.
    const auto add_week = [](std::vector<cases::StudiedCase>& side, std::int64_t week, bool busy) {
        for (int i = 0; i < (busy ? 12 : 5); ++i) side.push_back(took(busy ? 20 : 10, week * 7));
    };
    for (int week = 0; week < 12; ++week) add_week(before, week, week % 4 != 0);
    for (int week = 12; week < 24; ++week) add_week(after, week, week % 4 == 0);
    const auto study = study_of(before, after, {.followed = 30, .days = 84}, {}).value();
    CHECK(study.comparisons.front().difference() == Approx(-10));
    CHECK(study.comparisons.front().at_same_load.value() == Approx(0));
}

TEST_CASE("money is the actions saved, times what people say of them, in a year") {
    std::vector<cases::StudiedCase> before, after;
    for (int i = 0; i < 10; ++i) {
        before.push_back(took(10, i, 0, 6));
        after.push_back(took(5, 100 + i, 0, 4));
    }
    const auto study = study_of(before, after, {.followed = 20, .days = 73}, {.minutes_a_deed = 15, .kronor_an_hour = 400}).value();
    CHECK(study.cases_a_year == Approx(50));
    CHECK(study.kronor_a_year == Approx(50 * 2 * 0.25 * 400));
    CHECK_FALSE(study_of(before, {after.begin(), after.begin() + 4}, {.followed = 20, .days = 73}, {}));
}

namespace {

/// Ten cases before a change and ten after it, which take less time.
struct Town : TestTown {
    explicit Town(db::Kind kind) : TestTown({area()}, kind) {
        const auto kim = add_resident("Kim Exempel");
        const auto present = now();
        const auto today = swedish_date(present);
        changed_on = Date{today.days - 60};
        for (int i = 0; i < 10; ++i) {
            close_in(kim, Date{changed_on.days - 40 + i}, 20);
            close_in(kim, Date{changed_on.days + i}, 5);
        }
        set_clock(present);
        site.sign_in_account(employ("officer", {"cases.read"}, here));
    }
    ~Town() { use_machine_clock(); }
    void close_in(PersonId kim, Date received, int days) {
        set_clock(swedish_time(received, 10));
        const auto made = apply(kim);
        set_clock(swedish_time(Date{received.days + days}, 10));
        as(chief, [&](cases::Change& change) {
            const auto decision = cases::decide(change, made.id, {.outcome = "reject", .reason = "too_near"});
            must(decision);
            cases::decision_left(change, made.id, decision->id, site.tenant().files.keep_text("%PDF", "application/pdf"));
        });
        number = made.number;
    }
    std::string page(const std::string& more = "") {
        return "/uppfoljning/skolskjuts/fore-och-efter" + more + "?dag=" + to_iso(changed_on) + "&manader=2";
    }

    Date changed_on{};
    std::string number;
};

}  // namespace

#define TOWN() Town town(GENERATE(from_range(db::kinds_under_test())))

TEST_CASE("a study tells in words how much quicker it is, and opens the cases behind") {
    TOWN();
    const auto page = town.site.get(town.page());
    CHECK(page.status == 200);
    CHECK(shows(page, "Ett ärende går 15,0 dagar fortare"));
    CHECK(shows(page, "10 ärenden före"));
    CHECK(shows(page, "/handlaggning/arenden/" + town.number));
    const auto file = town.site.get(town.page(".csv"));
    CHECK(shows(file, town.number));
    CHECK(town.site.last_audit()->event == "figures.cases_read");
}

TEST_CASE("a study holds only what its reader may read, and says when that is too little") {
    TOWN();
    town.site.sign_in_account(town.employ("other", {"cases.read"}, town.elsewhere));
    CHECK(shows(town.site.get(town.page()), "För få ärenden"));
    CHECK_FALSE(shows(town.site.get(town.page(".csv")), town.number));
}

TEST_CASE("a day that has not been, or a number that is none, is said at its field") {
    TOWN();
    const auto answer = town.site.get("/uppfoljning/skolskjuts/fore-och-efter?dag=2199-01-01&manader=x&minuter=10&timkostnad=450");
    CHECK(answer.status == 422);
    CHECK(shows(answer, "Skriv en dag som har varit"));
    CHECK(shows(answer, "Skriv ett heltal från 1 till 24"));
    CHECK(shows(answer, "2199-01-01"));
}

}  // namespace figures
