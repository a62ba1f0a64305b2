#include "engines/mandates/mandates.h"

#include <catch2/catch.hpp>

#include "engines/cases/find.h"
#include "engines/mandates/store.h"
#include "engines/services/catalogue.h"
#include "engines/testing/test_town.h"
#include "foundation/db/testing.h"
#include "foundation/mail/mail.h"
#include "foundation/sms/sms.h"

namespace mandates {
namespace {

Date today() { return swedish_date(now()); }
Date in_days(int days) { return {today().days + days}; }

/// Alva needs help, Robin helps, Noa has nothing to do with it.
struct Town : TestTown {
    explicit Town(db::Kind kind)
        : TestTown({}, kind), alva(add_resident("Alva Exempel")), robin(add_resident("Robin Exempel")), noa(add_resident("Noa Annan")) {}

    static Visitor signed_in(PersonId person) { return {.kind = Visitor::Kind::resident, .person = person}; }
    Someone someone(PersonId person) {
        return read([&](db::Connection& db) {
            return Someone{identity::personal_number_of(db, site.tenant().secret, person)->digits(),
                           identity::find_person(db, site.tenant().secret, person)->name};
        });
    }
    MandateId give(Scope scope = {{}, today(), {}}) {
        return write(
            [&](db::Connection& db) { return mandates::give(db, site.tenant(), signed_in(alva), someone_in(db, robin), scope).value(); });
    }
    Someone someone_in(db::Connection& db, PersonId person) {
        return {identity::personal_number_of(db, site.tenant().secret, person)->digits(),
                identity::find_person(db, site.tenant().secret, person)->name};
    }
    MandateId ask() {
        return write([&](db::Connection& db) {
            return mandates::ask(db, site.tenant(), signed_in(robin), {someone_in(db, alva).number, "Alva"}, {{}, today(), {}}).value();
        });
    }
    Mandate found(MandateId id) {
        return read([&](db::Connection& db) { return find(db, site.tenant(), id).value(); });
    }
    State state(MandateId id) { return found(id).state_on(today()); }
    bool is_usable(MandateId id, PersonId by, std::string_view service = "skolskjuts") {
        return read([&](db::Connection& db) { return find_usable(db, site.tenant(), signed_in(by), id, service).has_value(); });
    }
    Result<void> end(MandateId id, PersonId by) {
        return write([&](db::Connection& db) { return mandates::end(db, site.tenant(), signed_in(by), id); });
    }
    /// A case that Robin sent for Alva by the mandate.
    CaseId send(MandateId id) {
        return as(signed_in(robin), [&](cases::Change& change) {
            cases::Party applicant{.person = alva, .name = "Alva Exempel", .email = "alva@exempel.example"};
            cases::Party helper{.role = std::string(cases::represents),
                                .person = robin,
                                .name = "Robin Exempel",
                                .email = "robin@exempel.example",
                                .mandate = id,
                                .mandate_origin = "e_identification"};
            return cases::receive(
                       change,
                       {.service = *services::newest_published(change.db, "skolskjuts"), .answers = {}, .parties = {applicant, helper}})
                .id;
        });
    }
    bool opens(CaseId id, PersonId by) {
        return read([&](db::Connection& db) {
            const auto of = cases::find(db, site.tenant(), id).value();
            return cases::find_for(db, site.tenant(), signed_in(by), of.number).has_value();
        });
    }
    std::size_t listed(PersonId by) {
        return read([&](db::Connection& db) { return cases::cases_of(db, site.tenant(), by, false).size(); });
    }

    PersonId alva, robin, noa;
};

}  // namespace

#define TOWN() Town town(GENERATE(from_range(db::kinds_under_test())))

TEST_CASE("a mandate that is given is in force for its holder, in its services and on its days, and for nobody else") {
    TOWN();
    const auto all = town.give(), some = town.give({{"bygglov", "skolskjuts"}, today(), in_days(3)});
    CHECK(town.is_usable(all, town.robin));
    CHECK_FALSE(town.is_usable(all, town.noa));
    CHECK_FALSE(town.is_usable(all, town.alva));
    CHECK(town.is_usable(some, town.robin, "bygglov"));
    CHECK_FALSE(town.is_usable(some, town.robin, "parkering"));
    CHECK_FALSE(town.is_usable(town.give({{}, in_days(1), {}}), town.robin));
    CHECK(town.found(some).state_on(in_days(3)) == State::in_force);
    CHECK(town.found(some).state_on(in_days(4)) == State::over);
    CHECK(town.site.last_audit()->event == "mandates.given");
}

TEST_CASE("nobody gives a mandate to themselves, or asks themselves for one") {
    TOWN();
    town.write([&](db::Connection& db) {
        const auto me = town.someone_in(db, town.alva);
        CHECK(give(db, town.site.tenant(), Town::signed_in(town.alva), me, {}).error().fields.front().text_key == "error_oneself");
        CHECK(ask(db, town.site.tenant(), Town::signed_in(town.alva), me, {}).error().fields.front().text_key == "error_oneself");
    });
}

TEST_CASE(
    "one that is asked for opens nothing until the one who is asked has said yes, and then carries the name of the e-identification") {
    TOWN();
    const auto id = town.ask();
    CHECK(town.ask() == id);
    CHECK_FALSE(town.is_usable(id, town.robin));
    const auto answered = [&](PersonId by, Answer said) {
        return town.write([&](db::Connection& db) { return answer(db, town.site.tenant(), Town::signed_in(by), id, said); });
    };
    CHECK(answered(town.robin, Answer::yes).error().fault == Fault::not_found);
    CHECK(answered(town.noa, Answer::yes).error().fault == Fault::not_found);
    REQUIRE(answered(town.alva, Answer::yes));
    CHECK(town.is_usable(id, town.robin));
    CHECK(town.found(id).giver.name == "Alva Exempel");
    CHECK(answered(town.alva, Answer::no).error().fault == Fault::conflict);
}

TEST_CASE("one that is refused never opens anything") {
    TOWN();
    const auto id = town.ask();
    must(town.write([&](db::Connection& db) { return answer(db, town.site.tenant(), Town::signed_in(town.alva), id, Answer::no); }));
    CHECK(town.state(id) == State::refused);
    CHECK_FALSE(town.is_usable(id, town.robin));
    CHECK(town.site.last_audit()->event == "mandates.refused");
}

TEST_CASE("both follow a case that was sent by a mandate, and taking it back closes the case to the representative at once") {
    TOWN();
    const auto id = town.give();
    const auto sent = town.send(id);
    CHECK(town.opens(sent, town.alva));
    CHECK(town.opens(sent, town.robin));
    CHECK(town.listed(town.robin) == 1);
    REQUIRE(town.end(id, town.alva));
    CHECK(town.opens(sent, town.alva));
    CHECK_FALSE(town.opens(sent, town.robin));
    CHECK(town.listed(town.robin) == 0);
    CHECK(town.listed(town.alva) == 1);
    CHECK(town.site.last_audit()->event == "mandates.ended");
}

TEST_CASE("the holder may give a mandate up, and a stranger ends none") {
    TOWN();
    const auto id = town.give();
    CHECK(town.end(id, town.noa).error().fault == Fault::not_found);
    REQUIRE(town.end(id, town.robin));
    CHECK(town.state(id) == State::ended);
    REQUIRE(town.end(id, town.robin));
}

TEST_CASE("an appointed trustee is not dismissed by the one whom the trustee acts for, but by those who registered it") {
    TOWN();
    const auto alva = town.someone(town.alva), robin = town.someone(town.robin);
    const Visitor clerk{.kind = Visitor::Kind::staff, .account = town.chief.account, .name = "Chef"};
    const auto id = town.write([&](db::Connection& db) {
        return register_by_staff(db, town.site.tenant(), clerk,
                                 {Origin::trustee, alva, robin, {{}, today(), {}}, "Överförmyndaren, dnr 118", {}});
    });
    CHECK(town.is_usable(id, town.robin));
    CHECK(town.end(id, town.alva).error().fault == Fault::forbidden);
    CHECK(town.is_usable(id, town.robin));
    must(town.write([&](db::Connection& db) { return end_by_staff(db, town.site.tenant(), clerk, id); }));
    CHECK_FALSE(town.is_usable(id, town.robin));
    const auto given = town.give();
    CHECK(town.write([&](db::Connection& db) { return end_by_staff(db, town.site.tenant(), clerk, given); }).error().fault ==
          Fault::not_found);
}

TEST_CASE("a mandate says that it opens earlier cases only when it can, and when it is the giver who has said so") {
    TOWN();
    const auto alva = town.someone(town.alva), robin = town.someone(town.robin);
    const Visitor clerk{.kind = Visitor::Kind::staff, .account = town.chief.account, .name = "Chef"};
    const Scope scope{.from = today(), .opens_earlier = true};
    const auto registered = [&](Origin origin) {
        return town.found(town.write([&](db::Connection& db) {
            return register_by_staff(db, town.site.tenant(), clerk, {origin, alva, robin, scope, "dnr 118", {}});
        }));
    };
    CHECK(registered(Origin::trustee).opens_earlier);
    CHECK_FALSE(registered(Origin::signatory).opens_earlier);
    CHECK(town.found(town.give(scope)).opens_earlier);
    CHECK_FALSE(town.found(town.write([&](db::Connection& db) {
                        return ask(db, town.site.tenant(), Town::signed_in(town.noa), alva, scope).value();
                    }))
                    .opens_earlier);
}

TEST_CASE("the mandate of one application begins no other") {
    TOWN();
    const auto alva = town.someone(town.alva);
    const auto id = town.write(
        [&](db::Connection& db) { return begin_with_application(db, town.site.tenant(), Town::signed_in(town.robin), alva).value(); });
    CHECK(town.state(id) == State::in_force);
    CHECK_FALSE(town.is_usable(id, town.robin));
}

TEST_CASE("names and numbers stand sealed in the database, and are gone with the mandate two years after its end") {
    TOWN();
    const auto id = town.give(), kept = town.give({{}, today(), in_days(9)});
    const auto stored = town.read([&](db::Connection& db) {
        return db
            .one([](const db::Row& row) { return row.text("giver") + row.text("holder") + row.text("sealed_details"); },
                 "SELECT * FROM mandates_mandate WHERE id = ?", id)
            .value();
    });
    CHECK(stored.find(town.someone(town.alva).number) == stored.npos);
    CHECK(stored.find("Alva") == stored.npos);
    REQUIRE(town.end(id, town.alva));
    CHECK(town.write(remove_old) == 0);
    town.write([&](db::Connection& db) {
        db.execute("UPDATE mandates_mandate SET ended_at = ? WHERE id = ?", now() - 731 * microseconds_a_day, id);
    });
    CHECK(town.write(remove_old) == 1);
    CHECK(town.state(kept) == State::in_force);
}

TEST_CASE("both are told by e-mail that something has happened to a mandate, never what") {
    TOWN();
    std::vector<mail::Message> sent;
    town.site.tenant().send_mail = [&](const mail::Message& message) {
        sent.push_back(message);
        return Result<void>{};
    };
    town.write([&](db::Connection& db) {
        for (const auto person : {town.alva, town.robin}) {
            auto known = identity::find_person(db, town.site.tenant().secret, person).value();
            known.email = std::to_string(person.value) + "@exempel.example";
            must(identity::change_person(db, town.site.tenant().secret, known));
        }
    });
    town.give();
    town.site.run_jobs();
    REQUIRE(sent.size() == 2);
    for (const auto& message : sent) {
        CHECK(message.text.find("/mina-sidor/fullmakter") != message.text.npos);
        CHECK(message.text.find("Robin") == message.text.npos);
        CHECK(message.text.find("Alva") == message.text.npos);
    }
}

TEST_CASE("each is told by the way that the person has chosen, once") {
    TOWN();
    std::vector<std::string> mails, texts;
    town.site.tenant().send_mail = [&](const mail::Message& message) {
        mails.push_back(message.to);
        return Result<void>{};
    };
    town.site.tenant().send_sms = [&](const sms::Message& message) -> Result<std::string> {
        texts.push_back(message.to);
        return "";
    };
    set_clock(swedish_time(swedish_date(now()), 12));  // a text message waits for the morning
    town.write([&](db::Connection& db) {
        auto known = identity::find_person(db, town.site.tenant().secret, town.alva).value();
        known.email = "alva@exempel.example";
        known.phone = "0701740605";
        known.preferred = identity::Channel::email_and_sms;
        must(identity::change_person(db, town.site.tenant().secret, known));
    });
    town.give();
    town.site.run_jobs();
    CHECK(mails == std::vector<std::string>{"alva@exempel.example"});
    CHECK(texts.size() == 1);
    use_machine_clock();
}

TEST_CASE("a signatory who is asked for anew goes on by the same mandate, and the cases begun by it open again") {
    TOWN();
    const auto add = [&](const std::string& name) {
        return town.write([&](db::Connection& db) {
            return add_signatory(db, town.site.tenant(), Town::signed_in(town.robin), {"556016-0680", name}, "Registret").value();
        });
    };
    const auto id = add("Vindkraft AB");
    const auto of = town.send(id);
    town.write([&](db::Connection& db) { db.execute("UPDATE mandates_mandate SET until_day = ? WHERE id = ?", in_days(-1), id); });
    CHECK_FALSE(town.opens(of, town.robin));
    CHECK(town.listed(town.robin) == 0);
    CHECK(add("Nya Vindkraft AB") == id);
    CHECK(town.opens(of, town.robin));
    CHECK(town.listed(town.robin) == 1);
    CHECK(town.found(id).until == in_days(90));
    CHECK(town.found(id).giver.name == "Nya Vindkraft AB");
    CHECK(town.site.last_audit()->event == "mandates.registered");
}

TEST_CASE("a second tap gives nothing more, by a resident or by staff, and nobody gives without end") {
    TOWN();
    CHECK(town.give() == town.give());
    const auto alva = town.someone(town.alva), robin = town.someone(town.robin);
    const Visitor clerk{.kind = Visitor::Kind::staff, .account = town.chief.account, .name = "Chef"};
    const auto registered = [&](std::string source) {
        return town.write([&](db::Connection& db) {
            return register_by_staff(db, town.site.tenant(), clerk, {Origin::trustee, alva, robin, {{}, today(), {}}, source, {}});
        });
    };
    const auto first = registered("dnr 118");
    CHECK(town.site.last_audit()->reason == "registering");
    CHECK(registered("dnr 118") == first);
    CHECK(registered("dnr 119") != first);
    must(town.write([&](db::Connection& db) { return end_by_staff(db, town.site.tenant(), clerk, first); }));
    CHECK(registered("dnr 118") != first);
    for (int days = 1; days < 50; ++days) town.give({{}, today(), in_days(days)});
    const auto one_more = town.write([&](db::Connection& db) {
        return give(db, town.site.tenant(), Town::signed_in(town.alva), robin, {{}, today(), in_days(51)});
    });
    REQUIRE_FALSE(one_more);
    CHECK(one_more.error().fields.front().text_key == "error_many_given");
}

TEST_CASE("only the use of a mandate is read as done by a representative") {
    TOWN();
    const auto id = town.give();
    CHECK(town.site.last_audit()->reason.empty());
    town.write([&](db::Connection& db) { record_use(db, Town::signed_in(town.robin), id, 1); });
    CHECK(town.site.last_audit()->reason == "mandate");
}

TEST_CASE("the mandate of one application can be given a last day, and ends with its case; others do not") {
    TOWN();
    const auto alva = town.someone(town.alva);
    const auto one_case = town.write(
        [&](db::Connection& db) { return begin_with_application(db, town.site.tenant(), Town::signed_in(town.robin), alva).value(); });
    const auto given = town.give();
    town.write([&](db::Connection& db) {
        for (const auto id : {one_case, given}) limit_to_case(db, id, in_days(-1));
    });
    CHECK(town.state(one_case) == State::over);
    CHECK(town.state(given) == State::in_force);
    town.write([&](db::Connection& db) { limit_to_case(db, one_case, std::nullopt); });
    CHECK(town.state(one_case) == State::in_force);
    town.write([&](db::Connection& db) {
        for (const auto id : {one_case, given}) end_with_case(db, town.site.tenant(), Visitor{}, id);
    });
    CHECK(town.state(one_case) == State::ended);
    CHECK(town.state(given) == State::in_force);
}

TEST_CASE("who has no personal number signs for no organisation and fills in for nobody") {
    TOWN();
    town.write([&](db::Connection& db) {
        const auto unknown =
            Town::signed_in(identity::find_or_add_person_by_email(db, town.site.tenant().secret, "x@exempel.example", "X"));
        CHECK(add_signatory(db, town.site.tenant(), unknown, {"556016-0680", "AB"}, "").error().fault == Fault::forbidden);
        CHECK(begin_with_application(db, town.site.tenant(), unknown, {"189001019802", "Alva"}).error().fault == Fault::forbidden);
    });
}

}  // namespace mandates
