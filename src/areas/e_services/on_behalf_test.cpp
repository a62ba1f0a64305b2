/// Filling in for somebody else: by a mandate, with the applicant's own signature, and at the desk.
#include "areas/e_services/on_behalf.h"
#include "areas/e_services/town_for_tests.h"
#include "engines/cases/find.h"
#include "engines/cases/signatures.h"
#include "engines/testing/flow_services.h"
#include "engines/testing/test_numbers.h"
#include "foundation/base/numbers.h"
#include "foundation/db/testing.h"
#include "foundation/mail/mail.h"

namespace e_services {
namespace {

/// Alva needs help, and Robin is signed in.
struct Helped : Town {
    explicit Helped(db::Kind kind)
        : Town(kind), alva(site.sign_in_new_resident("Alva Exempel")), robin(site.sign_in_new_resident("Robin Exempel")) {}

    Visitor signed_in(PersonId person) const { return {.kind = Visitor::Kind::resident, .person = person}; }
    mandates::Someone someone(PersonId person) {
        return site.db().read([&](db::Connection& db) {
            return mandates::Someone{identity::personal_number_of(db, site.tenant().secret, person)->digits(),
                                     identity::find_person(db, site.tenant().secret, person)->name};
        });
    }
    MandateId give(std::vector<std::string> services = {}) {
        const auto holder = someone(robin);
        return site.db().write([&](db::Connection& db) {
            return mandates::give(db, site.tenant(), signed_in(alva), holder, {std::move(services), swedish_date(now()), {}}).value();
        });
    }
    void end(MandateId id) {
        REQUIRE(site.db().write([&](db::Connection& db) { return mandates::end(db, site.tenant(), signed_in(alva), id); }));
    }
    http::Response begin(TestSite::Typed typed) {
        auto first = site.follow(site.post(base + "/for-annan", std::move(typed)));
        handle = handle_in(first);
        return first;
    }
    http::Response begin_at_desk(const std::string& name, const std::string& number) {
        auto first = site.follow(site.post(base + "/vid-disken", {{"name", name}, {"number", number}, {"identified", "1"}}));
        handle = handle_in(first);
        return first;
    }
    /// "?utkast=…", by which the draft in hand is named in its addresses.
    std::string named() const { return "?utkast=" + handle.substr(0, handle.find('.')); }
    http::Response review() { return site.get(base + "/granska" + named()); }
    void fill_in_pages(const std::string& email = "") {
        answer("child", child);
        answer("school", school);
        answer("reason", reason);
        answer("journey", journey());
        TestSite::Typed contact = {{"applicant_name", "Alva Exempel"}};
        contact.emplace_back("applicant_email", email.empty() ? "alva@exempel.example" : email);
        CHECK(location(answer("contact", contact)) == base + "/granska" + named());
    }
    cases::Case sent_case() {
        const auto number = number_on(site.follow(send()));
        return site.db().read([&](db::Connection& db) { return cases::find_by_number(db, site.tenant(), number).value(); });
    }
    std::vector<cases::Party> parties(const cases::Case& of) {
        return site.db().read([&](db::Connection& db) { return cases::parties(db, site.tenant(), of); });
    }
    bool opens(const cases::Case& of, PersonId by) {
        return site.db().read([&](db::Connection& db) { return cases::find_for(db, site.tenant(), signed_in(by), of.number).has_value(); });
    }

    PersonId alva, robin;
};

TestSite::Typed to_sign(const std::string& number) {
    return {{"who", "without"}, {"name", "Alva Exempel"}, {"number", number}, {"email", "alva@exempel.example"}};
}

}  // namespace

#define HELPED() Helped town(GENERATE(from_range(db::kinds_under_test())))

TEST_CASE("who has a mandate fills in for the giver: the giver is the applicant, the helper the representative, and both follow the case") {
    HELPED();
    const auto id = town.give();
    CHECK(shows(town.site.get(base), "Jag fyller i för någon annan"));
    CHECK(shows(town.site.get(base + "/for-annan"), "Alva Exempel"));
    const auto first = town.begin({{"who", std::to_string(id.value)}});
    CHECK(shows(first, "Du fyller i för Alva Exempel"));
    town.fill_in_pages();
    const auto of = town.sent_case();
    const auto parties = town.parties(of);
    REQUIRE(parties.size() == 2);
    CHECK(parties[0].role == "applicant");
    CHECK(parties[0].person == town.alva);
    CHECK(parties[0].personal_number == town.someone(town.alva).number);
    CHECK(parties[1].role == cases::represents);
    CHECK(parties[1].person == town.robin);
    CHECK(parties[1].mandate == id);
    CHECK(town.opens(of, town.alva));
    CHECK(town.opens(of, town.robin));
    CHECK(town.site.last_audit()->event == "mandates.used");
    town.end(id);
    CHECK(town.opens(of, town.alva));
    CHECK_FALSE(town.opens(of, town.robin));
}

TEST_CASE("the signatory of an organisation applies for it, from form to case, and follows it for as long as the register has said") {
    HELPED();
    const std::string address = "/e-tjanster/foreningsprov";
    town.site.db().write([](db::Connection& db) {
        auto yaml = flow_services::yaml_of(flow_services::support);
        const auto put = [&](std::string_view old, std::string_view made) { yaml.replace(yaml.find(old), old.size(), made); };
        put("id: provbidrag", "id: foreningsprov");
        put("applicant: person", "applicant: organisation");
        put("flow:", R"(        - { id: organisation_name, type: text, label: { sv: Förening, en: Association }, sensitivity: ordinary }
        - { id: organisation_number, type: organisation_number, label: { sv: Organisationsnummer, en: Number }, sensitivity: ordinary }
flow:)");
        REQUIRE(services::put(db, yaml));
        REQUIRE(services::publish(db, "foreningsprov", 1));
    });
    const auto mandate = town.site.db().write([&](db::Connection& db) {
        return mandates::add_signatory(db, town.site.tenant(), town.signed_in(town.robin), {"556016-0680", "Vindkraft AB"}, "Prov").value();
    });
    CHECK(shows(town.site.get(address + "/for-annan"), "Vindkraft AB"));
    const auto first = town.site.follow(town.site.post(address + "/for-annan", {{"who", std::to_string(mandate.value)}}));
    CHECK(shows(first, "value=\"Vindkraft AB\""));
    CHECK(shows(first, "value=\"556016-0680\""));
    const auto draft = handle_in(first);
    const auto answered = town.site.post(
        address + "/about",
        {{"what", "en cykel"}, {"organisation_name", "Vindkraft AB"}, {"organisation_number", "556016-0680"}, {"draft", draft}});
    CHECK(location(answered).starts_with(address + "/contact?utkast="));
    const auto contact = town.site.post(
        address + "/contact", {{"applicant_name", "Vindkraft AB"}, {"applicant_email", "vind@exempel.example"}, {"draft", draft}});
    CHECK(location(contact).starts_with(address + "/granska?utkast="));
    CHECK(town.site.post(address + "/skicka", {{"draft", draft}}).status == 303);
    const auto entry = town.site.db().read([](db::Connection& db) { return audit::search(db, {.event_prefix = "cases.received"}); });
    REQUIRE(entry.size() == 1);
    const auto of =
        town.site.db().read([&](db::Connection& db) { return cases::find(db, town.site.tenant(), CaseId{entry.front().subject}).value(); });
    const auto parties = town.parties(of);
    REQUIRE(parties.size() == 2);
    CHECK(parties[0].organisation_name == "Vindkraft AB");
    CHECK(parties[0].organisation_number == "556016-0680");
    CHECK_FALSE(parties[0].person);
    CHECK(parties[1].role == cases::represents);
    CHECK(parties[1].person == town.robin);
    CHECK(parties[1].mandate == mandate);
    CHECK(town.opens(of, town.robin));
    CHECK_FALSE(town.opens(of, town.alva));
    set_clock(now() + 91 * microseconds_a_day);
    CHECK_FALSE(town.opens(of, town.robin));
    use_machine_clock();
}

TEST_CASE("a draft by a mandate that has been taken back is not sent") {
    HELPED();
    const auto id = town.give();
    town.begin({{"who", std::to_string(id.value)}});
    town.fill_in_pages();
    town.end(id);
    CHECK(town.review().status == 403);
    CHECK(town.send().status == 403);
    CHECK(town.cases() == 0);
}

TEST_CASE("a mandate for other services, another's mandate and none at all begin nothing") {
    HELPED();
    const auto other = town.give({"bygglov"});
    CHECK_FALSE(shows(town.site.get(base + "/for-annan"), "Alva Exempel"));
    CHECK(town.site.post(base + "/for-annan", {{"who", std::to_string(other.value)}}).status == 422);
    const auto all = town.give();
    town.site.sign_in_new_resident("Noa Annan");
    const auto refused = town.site.post(base + "/for-annan", {{"who", std::to_string(all.value)}});
    CHECK(refused.status == 422);
    CHECK(shows(refused, "Välj vem du fyller i för"));
    CHECK_FALSE(shows(refused, "Alva Exempel"));
}

TEST_CASE("without a mandate the applicant reads and signs, and is the applicant from then on; the helper follows until told off") {
    HELPED();
    const auto number = town.someone(town.alva).number;
    CHECK(shows(town.begin(to_sign(number)), "Du fyller i för Alva Exempel, som sedan får en länk"));
    town.fill_in_pages();
    const auto of = town.sent_case();
    CHECK(of.state == cases::waits_for_signatures);
    CHECK(town.parties(of).size() == 1);
    CHECK(town.opens(of, town.robin));
    CHECK_FALSE(town.opens(of, town.alva));
    const auto asked = town.site.db().read([&](db::Connection& db) {
        const auto path = cases::signing_path(town.site.tenant(), cases::signers(db, town.site.tenant(), of).front().id);
        return cases::find_asked(db, town.site.tenant(), path.substr(path.rfind('/') + 1)).value();
    });
    const auto sign = [&](PersonId by) {
        return town.site.db().write([&](db::Connection& db) {
            const auto visitor = town.signed_in(by);
            cases::Change change{db, town.site.tenant(), visitor};
            return cases::sign(change, asked);
        });
    };
    CHECK_FALSE(sign(town.robin));
    REQUIRE(sign(town.alva));
    CHECK(town.opens(of, town.alva));
    const auto parties = town.parties(of);
    REQUIRE(parties.size() == 2);
    CHECK(cases::applicant_of(parties)->person == town.alva);
    CHECK(town.site.db().read([&](db::Connection& db) { return cases::find(db, town.site.tenant(), of.id)->state; }) == "received");
    const auto held = town.site.db().read([&](db::Connection& db) { return mandates::given_by(db, town.site.tenant(), town.alva); });
    REQUIRE(held.size() == 1);
    town.end(held.front().id);
    CHECK_FALSE(town.opens(of, town.robin));
}

TEST_CASE("what is wrong with the one who is to sign is said beside the field, and what was typed stands") {
    HELPED();
    const auto wrong = town.site.post(base + "/for-annan", {{"who", "without"}, {"name", "Alva"}, {"number", "12"}, {"email", "alva"}});
    CHECK(wrong.status == 422);
    CHECK(shows(wrong, "Skriv personnumret med tio eller tolv siffror"));
    CHECK(shows(wrong, "Skriv en e-postadress"));
    CHECK(shows(wrong, R"(value="Alva")"));
    CHECK(shows(town.site.post(base + "/for-annan", to_sign(town.someone(town.robin).number)), "ditt eget personnummer"));
}

TEST_CASE("staff with the right fill in the same form for a resident at the desk, and the case says who typed it") {
    HELPED();
    town.site.sign_in_staff("disk", {may_serve});
    CHECK(shows(town.site.get(base), "Fyll i åt en invånare"));
    const auto number = town.someone(town.alva).number;
    const auto first =
        town.site.follow(town.site.post(base + "/vid-disken", {{"name", "Alva Exempel"}, {"number", number}, {"identified", "1"}}));
    town.handle = handle_in(first);
    CHECK(shows(first, "Du fyller i vid disken för Alva Exempel"));
    town.fill_in_pages();
    const auto of = town.sent_case();
    CHECK(of.channel == "desk");
    CHECK(town.opens(of, town.alva));
    const auto received = town.site.db().read([&](db::Connection& db) { return cases::events(db, town.site.tenant(), of).front(); });
    CHECK(received.actor_kind == "staff");
    CHECK_FALSE(received.actor_name.empty());
    CHECK(town.site.get("/mina-sidor/" + of.number).status != 200);
}

TEST_CASE("one who is served at the desk without showing who it is follows the case with its code, not by e-identification") {
    HELPED();
    town.site.sign_in_staff("disk", {may_serve});
    town.handle = handle_in(
        town.site.follow(town.site.post(base + "/vid-disken", {{"name", "Alva Exempel"}, {"number", town.someone(town.alva).number}})));
    town.fill_in_pages();
    CHECK_FALSE(town.opens(town.sent_case(), town.alva));
    CHECK(shows(town.site.post(base + "/vid-disken", {{"name", ""}, {"number", ""}}), "Skriv personens namn"));
}

TEST_CASE("nobody but staff with the right fills in at the desk") {
    HELPED();
    CHECK(town.site.get(base + "/vid-disken").status == 403);
    town.site.sign_in_staff("annan", {Permission{"cases.read"}});
    CHECK(town.site.get(base + "/vid-disken").status == 403);
}

TEST_CASE("two residents at the desk, side by side in two tabs, are never mixed up") {
    HELPED();
    town.site.sign_in_staff("disk", {may_serve});
    town.begin_at_desk("Alva Exempel", town.someone(town.alva).number);
    const auto alvas = town.named(), alvas_handle = town.handle;
    CHECK(location(town.answer("child", child)) == base + "/school" + alvas);
    town.begin_at_desk("Robin Exempel", town.someone(town.robin).number);
    const auto robins = town.named();
    CHECK(shows(town.site.get(base + "/child" + alvas), "Du fyller i vid disken för Alva Exempel"));
    CHECK(shows(town.site.get(base + "/child" + alvas), R"(value="20180101-2392")"));
    const auto second = town.site.get(base + "/child" + robins);
    CHECK(shows(second, "Du fyller i vid disken för Robin Exempel"));
    CHECK_FALSE(shows(second, R"(value="20180101-2392")"));
    CHECK(shows(second, base + "/child" + robins));  // where the form is posted
    const auto desk = town.site.get(base + "/vid-disken");
    CHECK(shows(desk, base + "/child" + alvas));
    CHECK(shows(desk, "Fortsätt för Robin Exempel"));
}

TEST_CASE("a form whose draft is gone is not written into anybody else's") {
    HELPED();
    town.site.sign_in_staff("disk", {may_serve});
    town.begin_at_desk("Alva Exempel", town.someone(town.alva).number);
    const auto gone = town.handle, alvas = town.named();
    town.begin_at_desk("Robin Exempel", town.someone(town.robin).number);
    const auto robins = town.named();
    town.site.db().write([&](db::Connection& db) { drafts::remove(db, DraftId{*whole_number(gone.substr(0, gone.find('.')))}); });
    auto typed = child;
    typed.emplace_back("draft", gone);
    const auto refused = town.site.post(base + "/child" + alvas, typed);
    CHECK(refused.status == 404);
    CHECK(shows(refused, "finns inte längre"));
    CHECK_FALSE(shows(town.site.get(base + "/child" + robins), R"(value="20180101-2392")"));
    CHECK(location(town.site.get(base + "/child" + alvas)) == base + "?borta=1");
}

TEST_CASE("who comes back to a draft for another that is gone is told so, and may choose again") {
    HELPED();
    const auto page = town.site.get(base + "/child?utkast=1");
    CHECK(shows(town.site.follow(page), "Det du höll på att fylla i finns inte längre"));
    CHECK_FALSE(shows(town.site.get(base), "finns inte längre"));
}

TEST_CASE("who has begun for another begins their own beside it, and goes on with both") {
    HELPED();
    town.begin({{"who", std::to_string(town.give().value)}});
    town.answer("child", child);
    const auto alvas = town.named();
    CHECK_FALSE(shows(town.site.get(base), "Starta om"));
    const auto own = town.site.follow(town.site.post(base + "/borja"));
    CHECK_FALSE(shows(own, "Du fyller i för"));
    CHECK_FALSE(shows(own, R"(value="20180101-2392")"));
    CHECK_FALSE(shows(town.site.get(base + "/child"), "Du fyller i för"));
    CHECK(shows(town.site.get(base + "/child" + alvas), "Du fyller i för Alva Exempel"));
    CHECK(shows(town.site.get(base + "/for-annan"), base + "/child" + alvas));
    town.site.sign_in_new_resident("Noa Annan");
    CHECK(location(town.site.get(base + "/child" + alvas)) == base + "?borta=1");
    town.site.sign_out();
    CHECK(location(town.site.get(base + "/child" + alvas)) == "/logga-in?till=" + http::percent_encoded(base + "/child" + alvas));
}

TEST_CASE("what was begun at the desk is nobody's but those who may serve there") {
    HELPED();
    town.site.sign_in_staff("disk", {may_serve});
    town.begin_at_desk("Alva Exempel", town.someone(town.alva).number);
    auto typed = child;
    typed.emplace_back("draft", town.handle);
    town.site.sign_in_resident(town.robin);
    const auto refused = town.site.post(base + "/child" + town.named(), typed);
    CHECK(refused.status == 403);
    CHECK_FALSE(shows(refused, "Alva Exempel"));
    CHECK(town.review().status == 403);
    CHECK(town.send().status == 403);
    CHECK(town.cases() == 0);
}

TEST_CASE("the helper's mandate has a last day when the applicant says no or nothing comes of it, and none when the applicant signs") {
    HELPED();
    town.begin(to_sign(town.someone(town.alva).number));
    town.fill_in_pages();
    const auto of = town.sent_case();
    const auto until = [&] {
        return town.site.db().read([&](db::Connection& db) { return mandates::given_by(db, town.site.tenant(), town.alva); }).front().until;
    };
    const auto asked = town.site.db().read([&](db::Connection& db) {
        const auto path = cases::signing_path(town.site.tenant(), cases::signers(db, town.site.tenant(), of).front().id);
        return cases::find_asked(db, town.site.tenant(), path.substr(path.rfind('/') + 1)).value();
    });
    const auto as = [&](PersonId by, auto work) {
        return town.site.db().write([&](db::Connection& db) {
            const auto visitor = town.signed_in(by);
            cases::Change change{db, town.site.tenant(), visitor};
            return work(change).has_value();
        });
    };
    const Date in_a_month{swedish_date(now()).days + 30};
    CHECK_FALSE(until());
    REQUIRE(as(town.alva, [&](cases::Change& change) { return cases::decline_to_sign(change, asked, "Nej"); }));
    CHECK(until() == in_a_month);
    CHECK(town.opens(of, town.robin));
    SECTION("signs after all") {
        REQUIRE(as(town.alva, [&](cases::Change& change) { return cases::sign(change, asked); }));
        CHECK_FALSE(until());
    }
    SECTION("is taken back unsigned") {
        town.site.db().write([&](db::Connection& db) { db.execute("UPDATE mandates_mandate SET until_day = NULL"); });
        REQUIRE(as(town.robin, [&](cases::Change& change) { return cases::withdraw(change, of.id, ""); }));
        CHECK(until() == in_a_month);
    }
}

}  // namespace e_services
