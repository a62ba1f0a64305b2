#include "app/demo_content.h"

#include <catch2/catch.hpp>
#include <map>

#include "app/areas.h"
#include "app/demo_people.h"
#include "app/standard_roles.h"
#include "engines/audit/audit.h"
#include "engines/cases/checks.h"
#include "engines/cases/disposal.h"
#include "engines/cases/find.h"
#include "engines/directories/invented.h"
#include "engines/identity/accounts.h"
#include "engines/identity/people.h"
#include "engines/mandates/mandates.h"
#include "engines/opinions/opinions.h"
#include "engines/public_register/public_register.h"
#include "engines/services/catalogue.h"
#include "engines/services/conditions.h"
#include "engines/services/usage.h"
#include "engines/testing/test_site.h"
#include "engines/towns/seed.h"
#include "foundation/base/numbers.h"
#include "foundation/base/unicode.h"
#include "foundation/db/testing.h"
#include "foundation/jobs/jobs.h"

namespace {

struct SmallTown {
    TestSite site;
    explicit SmallTown(db::Kind kind) : site(all_areas(), kind) {
        site.db().write([](db::Connection& db) {
            app::add_standard_roles(db);
            services::publish_carried(db);
        });
        const auto& town = towns::town("exempelby");
        towns::seed(site.tenant(), town);
        site.tenant().directories = directories::invented_sources(site.db(), town.name.sv);
        site.tenant().print_letter = [this](const letters::Letter&) -> Result<std::string> {
            ++printed;
            return "%PDF-1.4\n%%EOF\n";
        };
        site.tenant().send_mail = [this](const mail::Message&) -> Result<void> {
            ++mailed;
            return {};
        };
        app::make_demo_content(site.tenant(), town, 30, [](std::int64_t, std::int64_t) {});
    }
    AccountId officer() { return account("officer"); }
    AccountId account(std::string_view name) {
        return site.db().read([&](db::Connection& db) { return identity::find_account(db, name).value().id; });
    }
    std::vector<public_register::Entry> register_entries() {
        return site.db().read([](db::Connection& db) { return public_register::search(db, {.limit = 500}); });
    }
    std::vector<cases::Case> cases_of_first_resident(bool closed) {
        return site.db().read([&](db::Connection& db) {
            const auto number = identity::PersonalNumber::from(identity::demo_residents().front().number).value();
            const auto person = identity::find_person_by_number(db, site.tenant().secret, number).value();
            return cases::cases_of(db, site.tenant(), person, closed);
        });
    }
    int printed = 0, mailed = 0;
};

}  // namespace

TEST_CASE("nobody in a demonstration town has another's telephone number") {
    TestSite site({});
    towns::Chance chance(7);
    std::set<std::string> numbers;
    std::size_t with_number = 0;
    for (const auto& resident : app::add_demo_residents(site.tenant(), towns::town("exempelby"), 300, chance)) {
        if (resident.who.phone.empty()) continue;
        ++with_number;
        numbers.insert(resident.who.phone);
        CHECK((resident.who.phone.starts_with("+46701740") || resident.who.phone.starts_with("+46846500")));
    }
    CHECK(with_number == 195);
    CHECK(numbers.size() == with_number);
}

TEST_CASE("a demonstration town has a whole register, a true log and work for its officer") {
    SmallTown town(GENERATE(from_range(db::kinds_under_test())));

    const auto entries = town.register_entries();
    CHECK(entries.size() >= 30);
    std::map<std::string, std::set<std::int64_t>> ordinals;
    for (const auto& entry : entries) {
        const auto dash = entry.number.rfind('-');
        ordinals[entry.number.substr(0, dash)].insert(
            whole_number(entry.number.substr(dash + 1)).value_or(whole_number(trimmed(entry.number.substr(dash + 1))).value_or(0)));
    }
    for (const auto& [series, numbers] : ordinals) {
        INFO(series);
        CHECK(*numbers.begin() == 1);
        CHECK(*numbers.rbegin() == static_cast<std::int64_t>(numbers.size()));
    }

    CHECK_FALSE(audit::verify(town.site.db()).problem);

    const auto officer = town.officer();
    town.site.db().read([&](db::Connection& db) {
        const auto mine = cases::queue(db, town.site.tenant(), officer, {.whose = cases::Filter::Whose::mine});
        CHECK(mine.size() >= 3);
        CHECK(cases::count_queue(db, officer, cases::Filter::Whose::unassigned) >= 2);
        CHECK(cases::count_queue(db, officer, cases::Filter::Whose::all) >= 8);
        CHECK(cases::undoable(db, town.site.tenant(), officer).size() == 1);
    });

    const auto open = town.cases_of_first_resident(false), closed = town.cases_of_first_resident(true);
    REQUIRE(open.size() == 2);
    REQUIRE(closed.size() == 1);
    town.site.db().read([&](db::Connection& db) {
        CHECK(std::ranges::count_if(
                  open, [&](const auto& each) { return cases::open_supplement(db, town.site.tenant(), each).has_value(); }) == 1);
        const auto decision = cases::decision(db, town.site.tenant(), closed.front());
        REQUIRE(decision);
        CHECK(decision->outcome == "approve");
        CHECK(town.site.tenant().files.has(decision->letter_hash));
    });
    CHECK(town.printed > 0);

    // Alva is represented, is asked, and represents.
    town.site.db().read([&](db::Connection& db) {
        const auto number = identity::PersonalNumber::from(identity::demo_residents().front().number).value();
        const auto alva = identity::find_person_by_number(db, town.site.tenant().secret, number).value();
        CHECK(mandates::given_by(db, town.site.tenant(), alva).size() == 2);
        CHECK(mandates::held_by(db, town.site.tenant(), alva).size() == 1);
        CHECK(mandates::registered_for(db, town.site.tenant(), number).size() == 1);
    });

    CHECK(town.mailed == 0);
    // The decision that can still be undone, those that a table has made, pictures of what was sent in, and what staff hear of what is
    // late.
    const auto queued = town.site.db().read([](db::Connection& db) { return jobs::list(db, {.state = jobs::State::queued}); });
    const auto to_be_sent = town.site.db().read([](db::Connection& db) {
        return db.number("SELECT COUNT(*) AS n FROM cases_case WHERE state = 'decided' AND outcome IS NOT NULL");
    });
    CHECK(to_be_sent >= 1);
    CHECK(std::ranges::count(queued, "cases.send_decision", &jobs::Job::name) == to_be_sent);
    std::set<std::string> kinds;
    for (const auto& job : queued) kinds.insert(job.name);
    CHECK(kinds == std::set<std::string>{"cases.draw", "cases.send_decision", "cases.tell_of_alarms"});

    // Registers have said something of each case that has checks, when it was received.
    town.site.db().read([&](db::Connection& db) {
        int asked = 0;
        for (const auto& entry : entries) {
            const auto of = cases::find_by_number(db, town.site.tenant(), entry.number).value();
            if (services::checks_of(*cases::service_of(db, of)).empty()) continue;
            const auto checked = cases::checked(db, town.site.tenant(), of);
            if (!checked.at) continue;
            ++asked;
            CHECK(*checked.at >= of.received_at);
        }
        CHECK(asked > 3);
        return 0;
    });
}

TEST_CASE("a demonstration town shows how its forms are filled in: as many come to the end as there are cases, and some stop before") {
    SmallTown town(db::Kind::sqlite);
    std::int64_t begun = 0, sent = 0;
    town.site.db().read([&](db::Connection& db) {
        for (const auto& service : services::published(db)) {
            const auto use = services::usage(db, service->id, service->version);
            begun += use.of(service->form.pages.front().id).answered;
            sent += use.of(services::sent_page).answered;
        }
    });
    CHECK(sent == std::ssize(town.register_entries()));
    CHECK(begun > sent);
}

TEST_CASE("a demonstration town, however small, has lists for its archivist to approve, one that is approved and a case that is kept") {
    SmallTown town(GENERATE(from_range(db::kinds_under_test())));
    const auto archivist = town.account("registrar");
    town.site.db().read([&](db::Connection& db) {
        const auto lists = cases::disposal_lists(db, archivist, 50);
        CHECK(std::ranges::any_of(lists, [](const auto& list) { return list.approved_at.has_value(); }));
        CHECK(std::ranges::any_of(lists, [](const auto& list) { return !list.approved_at; }));
        CHECK_FALSE(cases::holds(db, town.site.tenant(), archivist, 50).empty());
    });
}

TEST_CASE("a demonstration town has been asked what it thought, and some have answered") {
    SmallTown town(db::Kind::sqlite);
    std::int64_t invited = 0, answered = 0;
    town.site.db().read([&](db::Connection& db) {
        for (const auto& service : services::published(db)) {
            const auto sums = opinions::sums(db, service->id, Date{0});
            invited += sums.invited;
            answered += sums.easy_yes + sums.easy_no;
            CHECK(sums.easy_yes + sums.easy_no == sums.safe_yes + sums.safe_no);
        }
    });
    CHECK(answered > 0);
    CHECK(answered < invited);
}

TEST_CASE("a demonstration town's cases lie in the past, at moments that follow each other") {
    SmallTown town(db::Kind::sqlite);
    const auto present = now();
    for (const auto& entry : town.register_entries()) {
        const auto found =
            town.site.db().read([&](db::Connection& db) { return cases::find_by_number(db, town.site.tenant(), entry.number); });
        REQUIRE(found);
        CHECK(found->received_at < present);
        auto last = Timestamp{};
        for (const auto& event : town.site.db().read([&](db::Connection& db) { return cases::events(db, town.site.tenant(), *found); })) {
            CHECK(event.at >= last);
            CHECK(event.at < present);
            last = event.at;
        }
    }
}
