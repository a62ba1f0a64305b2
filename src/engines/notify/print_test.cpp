#include "engines/notify/print.h"

#include <catch2/catch.hpp>

#include "engines/identity/roles.h"
#include "engines/letters/letter.h"
#include "engines/notify/notify.h"
#include "engines/notify/settings.h"
#include "engines/testing/test_site.h"
#include "foundation/db/testing.h"
#include "foundation/pdf/pdf_for_tests.h"

namespace notify {
namespace {

using pdf::one_page;

constexpr LetterRights may_print{Permission{"cases.read"}, Permission{"cases.decide"}};

/// Letters in two units; each prints as a page.
struct Town {
    Town() : site({}, GENERATE(from_range(db::kinds_under_test()))) {
        set_clock(swedish_time(*date_from_iso("2026-04-14"), 10));
        here = site.unit("here");
        elsewhere = site.unit("elsewhere");
        officer = site.sign_in_staff("officer", {may_print.read, may_print.print}, "here");
        site.tenant().print_letter = [this](const letters::Letter& letter) -> Result<std::string> {
            printed.push_back(letter);
            return one_page(100 + static_cast<int>(printed.size()));
        };
        site.db().write([](db::Connection& db) { save(db, {.prices = {.letter = 1500}}); });
    }
    ~Town() { use_machine_clock(); }
    MessageId tell(UnitId unit, std::string address, Enclosure enclosed = {}) {
        return site.db().write([&](db::Connection& db) {
            about = About{CaseId{new_id()}, "SKJ-2026-0001", unit, privacy::new_key(db, site.tenant().secret)};
            return queue(db, site.tenant(),
                         {.about = about,
                          .occasion = "decision",
                          .channel = Channel::letter,
                          .content = {.name = "Kim Exempel",
                                      .address = std::move(address),
                                      .subject = "Beslut",
                                      .text = "Rad *ett*\nrad två",
                                      .language = language,
                                      .enclosed = std::move(enclosed)}});
        });
    }
    Message now_is(MessageId id) {
        return site.db().read([&](db::Connection& db) { return find(db, site.tenant(), id).value(); });
    }
    Result<BundleId> take() {
        return site.db().write([&](db::Connection& db) { return take_letters(db, officer, may_print); });
    }
    std::int64_t waiting() {
        return site.db().read([&](db::Connection& db) { return letters_waiting(db, officer, may_print); });
    }
    std::vector<Message> in(BundleId bundle) {
        return site.db().read([&](db::Connection& db) { return letters_of(db, site.tenant(), officer, may_print, bundle); });
    }

    TestSite site;
    UnitId here{}, elsewhere{};
    AccountId officer{};
    About about{};
    Language language = Language::sv;  ///< of whoever is told
    std::vector<letters::Letter> printed;
};

}  // namespace

TEST_CASE("a letter is taken into one bundle, once, by who has the right in its unit") {
    Town town;
    const auto mine = town.tell(town.here, "Ekvägen 7\n123 45 Exempelby"), theirs = town.tell(town.elsewhere, "Björkvägen 1");
    town.site.run_jobs();
    CHECK(town.now_is(mine).state == State::waiting);
    CHECK(town.waiting() == 1);
    const auto bundle = town.take().value();
    CHECK(town.now_is(mine).state == State::sent);
    CHECK(town.now_is(mine).cost_ore == 1500);
    CHECK(town.now_is(mine).bundle == bundle);
    CHECK(town.now_is(theirs).state == State::waiting);
    CHECK(town.waiting() == 0);
    CHECK(town.take().error().fault == Fault::conflict);
    REQUIRE(town.in(bundle).size() == 1);
    const auto bundles = town.site.db().read([&](db::Connection& db) { return newest_bundles(db, town.officer, may_print); });
    REQUIRE(bundles.size() == 1);
    CHECK(bundles[0].letters == 1);
    CHECK(swedish_date(bundles[0].printed_at) == swedish_date(now()));
}

TEST_CASE("who may not read a unit's cases neither counts, takes nor sees its letters") {
    Town town;
    const auto id = town.tell(town.here, "Ekvägen 7");
    const auto bundle = town.take().value();
    town.tell(town.here, "Björkvägen 1");
    town.officer = town.site.sign_in_staff("printer", {may_print.print}, "here");
    CHECK(town.waiting() == 0);
    CHECK(town.take().error().fault == Fault::conflict);
    CHECK(town.in(bundle).empty());
    CHECK(town.site.db().read([&](db::Connection& db) { return newest_bundles(db, town.officer, may_print); }).empty());
    CHECK(town.now_is(id).state == State::sent);
}

TEST_CASE("a bundle that is too large leaves the rest for the next") {
    Town town;
    for (int i = 0; i <= most_letters; ++i) town.tell(town.here, "Ekvägen 7");
    CHECK(town.in(town.take().value()).size() == most_letters);
    CHECK(town.waiting() == 1);
    CHECK(town.in(town.take().value()).size() == 1);
}

TEST_CASE("a bundle is one PDF: each letter with its address first, then what is enclosed; made again it is the same") {
    Town town;
    const auto kept = town.site.tenant().files.keep_text(one_page(77), "application/pdf");
    town.tell(town.here, "Ekvägen 7\n123 45 Exempelby", {kept.hash, kept.digest, "Beslut.pdf"});
    town.tell(town.here, "Björkvägen 1");
    const auto letters = town.in(town.take().value());
    const auto pdf = bundle_pdf(town.site.tenant(), letters).value();
    REQUIRE(town.printed.size() == 2);
    CHECK(town.printed[0].to == std::vector<std::string>{"Kim Exempel", "Ekvägen 7", "123 45 Exempelby"});
    CHECK(town.printed[0].heading == "Beslut");
    CHECK(town.printed[0].body == "Rad \\*ett\\*  \nrad två");
    const auto at = [&](int width) { return pdf.find("[ 0 0 " + std::to_string(width) + " 100 ]"); };
    CHECK(at(101) < at(77));
    CHECK(at(77) < at(102));
    CHECK(at(102) != std::string::npos);
    town.printed.clear();
    CHECK(bundle_pdf(town.site.tenant(), letters).value() == pdf);
}

TEST_CASE("what is printed is Swedish or English, also to who reads another language on the web") {
    Town town;
    town.language = Language::ar;
    town.tell(town.here, "Björkvägen 1");
    CHECK(bundle_pdf(town.site.tenant(), town.in(town.take().value())));
    CHECK(town.printed.at(0).language == Language::sv);
}

TEST_CASE("a letter without an address waits for a person, who writes it") {
    Town town;
    const auto id = town.tell(town.here, "");
    CHECK(town.now_is(id).state == State::needs_address);
    CHECK(town.waiting() == 0);
    const auto address = [&](const std::string& lines) {
        return town.site.db().write([&](db::Connection& db) { return set_address(db, town.site.tenant(), id, lines); });
    };
    for (const auto& wrong : {std::string(), std::string(longest_address + 1, 'x'), std::string("1\n2\n3\n4\n5\n6\n7")})
        CHECK(address(wrong).error().fault == Fault::invalid);
    CHECK(address("Ekvägen 7"));
    CHECK(town.now_is(id).content.address == "Ekvägen 7");
    CHECK(town.waiting() == 1);
    CHECK(address("Björkvägen 1").error().fault == Fault::conflict);
}

TEST_CASE("a letter of a case that has been disposed of is not printed again") {
    Town town;
    town.tell(town.here, "Ekvägen 7");
    const auto bundle = town.take().value();
    town.site.db().write([&](db::Connection& db) { privacy::destroy(db, town.about.key); });
    CHECK(bundle_pdf(town.site.tenant(), town.in(bundle)).error().fault == Fault::not_found);
}

}  // namespace notify
