/// Earlier cases of wards in random towns, against a slow and simple answer.
#include "engines/cases/earlier_cases.h"

#include <catch2/catch.hpp>
#include <random>
#include <set>

#include "engines/cases/find.h"
#include "engines/identity/people.h"
#include "engines/services/catalogue.h"
#include "engines/testing/test_town.h"
#include "foundation/db/testing.h"

namespace cases {
namespace {

constexpr std::size_t residents = 4;

/// One mandate and one case as they were made.
struct Given {
    std::size_t giver = 0, holder = 0;
    bool is_guardian = false, opens_earlier = false, is_of_other_service = false, has_ended = false;
    int order = 0;
};
struct Sent {
    std::size_t applicant = 0;
    bool has_secrecy = false, is_test = false, is_for_organisation = false;
    std::optional<bool> is_open{};
    std::string number{};
    int order = 0;
};

class Town : public TestTown {
public:
    Town(db::Kind kind, unsigned seed) : TestTown({}, kind), chance_(seed) {
        for (std::size_t i = 0; i < residents; ++i) people_.push_back(add_resident("Person " + std::to_string(i)));
        // No register is connected, so that nobody is anybody's guardian by it.
        for (; order_ < 20; ++order_) one_of(5) < 3 ? send() : give();
    }

    bool may_read(std::size_t reader, const Sent& of) const {
        for (const auto& one : given_)
            if (one.holder == reader && one.giver == of.applicant && one.opens_earlier && !one.is_guardian && !one.is_of_other_service &&
                !one.has_ended && of.order < one.order && !of.is_test && !of.is_for_organisation && of.is_open.value_or(true))
                return true;
        return false;
    }
    std::set<std::string> expected(std::size_t reader) const {
        std::set<std::string> numbers;
        for (const auto& of : sent_)
            if (may_read(reader, of)) numbers.insert(of.number);
        return numbers;
    }
    std::set<std::string> listed(std::size_t reader) {
        std::set<std::string> numbers;
        site.db().read([&](db::Connection& db) {
            for (const auto& ward : mandates::wards_of(db, site.tenant(), people_[reader])) add_all(db, ward, numbers);
        });
        return numbers;
    }
    std::set<std::string> opened(std::size_t reader) {
        const Visitor by = visitor(reader);
        std::set<std::string> numbers;
        site.db().read([&](db::Connection& db) {
            for (const auto& of : sent_)
                if (find_earlier(db, site.tenant(), by, of.number)) numbers.insert(of.number);
        });
        return numbers;
    }

private:
    /// Two at a time.
    void add_all(db::Connection& db, const mandates::Ward& ward, std::set<std::string>& numbers) {
        std::optional<CaseId> before;
        for (;;) {
            const auto page = earlier_cases(db, site.tenant(), ward, before, 2);
            for (const auto& of : page) {
                REQUIRE((!before || of.id < *before));
                before = of.id;
                numbers.insert(of.number);
            }
            if (page.size() < 2) return;
        }
    }
    std::size_t one_of(std::size_t many) { return std::uniform_int_distribution<std::size_t>(0, many - 1)(chance_); }
    bool seldom() { return one_of(4) == 0; }
    Visitor visitor(std::size_t who) const {
        return {.kind = Visitor::Kind::resident, .person = people_[who], .name = "Person " + std::to_string(who)};
    }
    std::string number_of(db::Connection& db, std::size_t who) {
        return identity::personal_number_of(db, site.tenant().secret, people_[who])->digits();
    }
    static Visitor staff() { return {.kind = Visitor::Kind::staff, .account = AccountId{7}, .name = "Handläggare"}; }

    void send() {
        Sent made{
            .applicant = one_of(residents), .has_secrecy = seldom(), .is_test = seldom(), .is_for_organisation = seldom(), .order = order_};
        const auto by = visitor(made.applicant);
        const auto id = as(by, [&](Change& change) {
            Party party{.person = people_[made.applicant], .name = by.name};
            if (made.is_for_organisation) party.organisation_number = "556016-0680";
            const auto receipt =
                receive(change, {.service = *services::newest_published(change.db, made.has_secrecy ? "skolskjuts" : "djurskydd"),
                                 .answers = {},
                                 .parties = {party},
                                 .is_test = made.is_test});
            made.number = receipt.number;
            return receipt.id;
        });
        if (seldom()) {
            made.is_open = one_of(2) == 0;
            const auto officer = staff();
            as(officer, [&](Change& change) {
                return set_open_to_representatives(change, id, *made.is_open ? Opening::open : Opening::closed, "Skäl").has_value();
            });
        }
        sent_.push_back(made);
    }
    void give() {
        Given made{.giver = one_of(residents),
                   .holder = one_of(residents),
                   .is_guardian = seldom(),
                   .opens_earlier = one_of(2) == 0,
                   .is_of_other_service = seldom(),
                   .has_ended = seldom(),
                   .order = order_};
        if (made.giver == made.holder) return;
        const auto officer = staff();
        as(officer, [&](Change& change) {
            mandates::Scope scope{.from = swedish_date(now()), .opens_earlier = made.opens_earlier};
            if (made.is_of_other_service) scope.services = {"bygglov"};
            const auto id = mandates::register_by_staff(change.db, site.tenant(), officer,
                                                        {.origin = made.is_guardian ? mandates::Origin::guardian : mandates::Origin::paper,
                                                         .giver = {number_of(change.db, made.giver), "Huvudman"},
                                                         .holder = {number_of(change.db, made.holder), "Ombud"},
                                                         .scope = scope,
                                                         .source = "nr " + std::to_string(given_.size())});
            return made.has_ended ? mandates::end_by_staff(change.db, site.tenant(), officer, id).has_value() : true;
        });
        given_.push_back(made);
    }

    std::mt19937 chance_;
    int order_ = 0;
    std::vector<PersonId> people_{};
    std::vector<Sent> sent_{};
    std::vector<Given> given_{};
};

}  // namespace

TEST_CASE("in random towns a representative lists and opens exactly the earlier cases that the mandates and officers let") {
    const auto kind = GENERATE(from_range(db::kinds_under_test()));
    std::size_t read = 0;
    for (unsigned seed = 1; seed <= 20; ++seed) {
        CAPTURE(seed);
        Town town(kind, seed);
        for (std::size_t reader = 0; reader < residents; ++reader) {
            CAPTURE(reader);
            const auto expected = town.expected(reader);
            CHECK(town.listed(reader) == expected);
            CHECK(town.opened(reader) == expected);
            read += expected.size();
        }
    }
    CHECK(read > 20);
}

}  // namespace cases
