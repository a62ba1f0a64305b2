/// How a unit writes a decision table: without scripts, with nothing typed lost, tried on last year's cases, approved by another.
#include <catch2/catch.hpp>

#include "areas/table_builder/area.h"
#include "areas/table_builder/table_form.h"
#include "areas/table_builder/views.h"
#include "engines/cases/find.h"
#include "engines/identity/accounts.h"
#include "engines/identity/sessions.h"
#include "engines/identity/tokens.h"
#include "engines/letters/letter.h"
#include "engines/services/catalogue.h"
#include "engines/testing/table_service.h"
#include "engines/testing/test_town.h"
#include "foundation/base/numbers.h"
#include "foundation/db/testing.h"

namespace table_builder {
namespace {

using Typed = TestSite::Typed;

struct Workshop : TestTown {
    explicit Workshop(db::Kind kind) : TestTown({area()}, kind) {
        write([&](db::Connection& db) { table_service::publish(db, here); });
        kim = add_resident("Kim Exempel");
        employ("writer", {"decision_tables.read", "decision_tables.write", "cases.read", "cases.decide"}, here);
        employ("approver", {"decision_tables.read", "decision_tables.approve", "cases.read"}, here);
        employ("outsider", {"decision_tables.read", "decision_tables.write", "decision_tables.approve"}, elsewhere);
        employ("clerk", {"cases.read"}, here);
        enter("writer");
    }
    void enter(std::string_view username) {
        site.sign_out();
        site.sign_in_account(read([&](db::Connection& db) { return identity::find_account(db, username)->id; }));
    }
    std::string unit() const { return std::to_string(here.value); }
    /// A new table, and the address of its first version.
    std::string begin() {
        const auto response =
            site.post("/beslutstabeller",
                      {{"service", std::string(table_service::id)}, {"unit", unit()}, {"title_sv", "Små belopp"}, {"title_en", ""}});
        REQUIRE(response.status == 303);
        return std::string(header_of(response, "Location"));
    }
    static DecisionTableId id_of(const std::string& address) {
        const auto begin = address.find('/', 1) + 1;
        return {whole_number(address.substr(begin, address.find('/', begin) - begin)).value()};
    }
    decision_tables::Version version(const std::string& address) {
        return read([&](db::Connection& db) {
            return decision_tables::find_version(db, id_of(address),
                                                 static_cast<int>(whole_number(address.substr(address.rfind('/') + 1)).value()))
                .value();
        });
    }
    std::string revision(const std::string& address) { return std::to_string(version(address).revision); }

    /// The whole form as a browser sends it.
    Typed form(const std::string& address, const decision_tables::Content& content, const std::string& button) {
        Typed fields{{"revision", revision(address)},
                     {"do", button},
                     {"policy", std::string(to_name(content.policy))},
                     {"column_count", std::to_string(content.columns.size())},
                     {"row_count", std::to_string(content.rows.size())},
                     {"example_count", std::to_string(content.examples.size())}};
        if (content.rejects_automatically) fields.emplace_back("rejects", "1");
        for (std::size_t i = 0; i < content.columns.size(); ++i) {
            const auto place = "columns." + std::to_string(i);
            fields.emplace_back(place + ".expression", content.columns[i].expression);
            fields.emplace_back(place + ".label_sv", content.columns[i].label.sv);
            fields.emplace_back(place + ".label_en", content.columns[i].label.en);
        }
        for (std::size_t i = 0; i < content.rows.size(); ++i) {
            const auto place = "rows." + std::to_string(i);
            for (std::size_t j = 0; j < content.rows[i].cells.size(); ++j)
                fields.emplace_back(place + ".cells." + std::to_string(j), content.rows[i].cells[j]);
            fields.emplace_back(place + ".ruling", content.rows[i].ruling);
        }
        for (std::size_t i = 0; i < content.examples.size(); ++i) {
            const auto place = "examples." + std::to_string(i);
            fields.emplace_back(place + ".name", content.examples[i].name);
            for (std::size_t j = 0; j < content.examples[i].facts.size(); ++j)
                fields.emplace_back(place + ".facts." + std::to_string(j), content.examples[i].facts[j]);
            fields.emplace_back(place + ".expected", content.examples[i].expected);
        }
        return fields;
    }
    http::Response save(const std::string& address, const decision_tables::Content& content, const std::string& button = "save") {
        return site.post(address, form(address, content, button));
    }
    http::Response act(const std::string& address, const std::string& what, Typed more = {}) {
        more.emplace_back("revision", revision(address));
        return site.post(address + "/" + what, more);
    }
    /// A version that somebody else has approved.
    std::string approved() {
        const auto address = begin();
        save(address, table_service::by_amount());
        CHECK(act(address, "foresla", {{"words", "Prov"}}).status == 303);
        enter("approver");
        CHECK(act(address, "godkann").status == 303);
        enter("writer");
        return address;
    }
    std::string close(double amount, const std::string& outcome) {
        const Visitor resident{.kind = Visitor::Kind::resident, .person = kim, .name = "Kim Exempel"};
        const auto receipt = as(resident, [&](cases::Change& change) {
            forms::Answers answers;
            answers.set("what", {std::string("kort")}).set("amount", {forms::NumberAnswer{"", amount}}).set("member", {true});
            return cases::receive(change, {.service = *services::newest_published(change.db, table_service::id),
                                           .answers = answers,
                                           .parties = {{.person = kim, .name = "Kim Exempel"}}});
        });
        site.tenant().print_letter = [](const letters::Letter&) -> Result<std::string> { return "%PDF"; };
        as(chief, [&](cases::Change& change) {
            must(cases::decide(change, receipt.id, {.outcome = outcome, .reason = outcome == "reject" ? "too_much" : ""}));
        });
        cases::send_decision(site.tenant(), receipt.id);
        return receipt.number;
    }

    PersonId kim{};
};

#define WORKSHOP() Workshop shop(GENERATE(from_range(db::kinds_under_test())))

}  // namespace

TEST_CASE("a new table begins with a version to write in, and what is missing is said with all that was typed") {
    WORKSHOP();
    const auto refused =
        shop.site.post("/beslutstabeller", {{"service", "provkort"}, {"unit", shop.unit()}, {"title_sv", ""}, {"title_en", "Small"}});
    CHECK(refused.status == 422);
    CHECK(shows(refused, "Skriv vad tabellen heter"));
    CHECK(shows(refused, "value=\"Small\""));
    const auto address = shop.begin();
    CHECK(shows(shop.site.get(address), "Version 1 av Små belopp"));
    CHECK(shows(shop.site.get("/beslutstabeller"), "Små belopp"));
    CHECK(shop.site.post("/beslutstabeller", {{"service", "provkort"}, {"unit", shop.unit()}, {"title_sv", "En till"}}).status == 422);
    const auto stranger =
        shop.site.post("/beslutstabeller", {{"service", "provkort"}, {"unit", std::to_string(shop.elsewhere.value)}, {"title_sv", "X"}});
    CHECK(stranger.status == 422);
    CHECK(shows(stranger, "Välj en enhet där du får skriva tabeller"));
}

TEST_CASE("buttons add, move and take away, and keep what is typed in the same press") {
    WORKSHOP();
    const auto address = shop.begin();
    auto content = table_service::by_amount();
    content.rows[0].cells[0] = "<= 700";
    CHECK(shop.save(address, content, "add_row").status == 303);
    auto saved = shop.version(address).content;
    REQUIRE(saved.rows.size() == 3);
    CHECK(saved.rows[0].cells[0] == "<= 700");
    CHECK(saved.rows[2].cells == std::vector<std::string>{"-", "-"});
    shop.save(address, saved, "up.1");
    saved = shop.version(address).content;
    CHECK(saved.rows[0].ruling == "proposal reject too_much");
    CHECK(saved.rows[1].cells[0] == "<= 700");
    shop.save(address, saved, "down.0");
    shop.save(address, shop.version(address).content, "drop_row.2");
    shop.save(address, shop.version(address).content, "add_column");
    shop.save(address, shop.version(address).content, "drop_column.2");
    shop.save(address, shop.version(address).content, "add_example");
    shop.save(address, shop.version(address).content, "drop_example.2");
    CHECK(shop.version(address).content == content);
}

TEST_CASE("buttons that name nothing change nothing") {
    auto content = table_service::by_amount();
    for (const auto* button :
         {"up.0", "up.9", "down.1", "drop_row.2", "drop_column.7", "drop_example.-1", "drop_row.x", "", "save", "up"}) {
        press(content, button);
        CHECK(content == table_service::by_amount());
    }
}

TEST_CASE("what cannot be read is saved, named at its cell, and neither proposed nor tried") {
    WORKSHOP();
    const auto address = shop.begin();
    auto content = table_service::by_amount();
    content.rows[1].cells[0] = "jättemycket";
    CHECK(shop.save(address, content).status == 303);
    const auto page = shop.site.get(address);
    CHECK(page.status == 200);
    CHECK(shows(page, "href=\"#rows.1.cells.0\""));
    CHECK(shows(page, "value=\"jättemycket\""));
    CHECK(shows(page, "”jättemycket” är inget tal"));
    CHECK(shows(page, "Inte kört. Rätta tabellen först."));
    CHECK(shop.act(address, "foresla", {{"words", "Prov"}}).status == 422);
    CHECK(shop.act(address, "omprovning").status == 409);
    CHECK(shop.version(address).state == decision_tables::State::open);
}

TEST_CASE("the tests are run at each save, and gaps and collisions are named") {
    WORKSHOP();
    const auto address = shop.begin();
    auto content = table_service::by_amount();
    content.examples[1].expected = "proposal approve";
    content.rows.push_back({{"> 3000", "nej"}, "proposal approve"});
    shop.save(address, content);
    const auto page = shop.site.get(address);
    CHECK(shows(page, "Går igenom"));
    CHECK(shows(page, "Ger i stället: ingenting"));
    CHECK(shows(page,
                "Raderna 2, 3 stämmer samtidigt: Belopp: mer än 3\xC2\xA0"
                "000 kr; Är du medlem: Nej"));
    CHECK(shows(page, "Ingen rad stämmer"));
    CHECK(shows(page, "Tabellen kan föreslås när"));
}

TEST_CASE("who saves from an older page loses nothing of what was typed") {
    WORKSHOP();
    const auto address = shop.begin();
    const auto older = shop.form(address, table_service::by_amount(), "save");
    auto content = table_service::by_amount();
    content.rows.pop_back();
    shop.save(address, content);
    const auto refused = shop.site.post(address, older);
    CHECK(refused.status == 422);
    CHECK(shows(refused, "Någon annan har ändrat"));
    CHECK(shows(refused, "&gt; 2000"));
    CHECK(shop.version(address).content == content);
    auto long_name = content;
    long_name.examples[0].name = std::string(501, 'x');
    const auto too_long = shop.save(address, long_name);
    CHECK(too_long.status == 422);
    CHECK(shows(too_long, std::string(501, 'x')));
}

TEST_CASE("another person approves, from a day, and the version holds; rolled back, the older one does") {
    WORKSHOP();
    const auto address = shop.begin();
    const auto table = "/beslutstabeller/" + std::to_string(Workshop::id_of(address).value);
    shop.save(address, table_service::by_amount());
    const auto without_words = shop.act(address, "foresla", {{"words", ""}});
    CHECK(without_words.status == 422);
    CHECK(shows(without_words, "Skriv vad som är ändrat och varför"));
    REQUIRE(shop.act(address, "foresla", {{"words", "Nytt tak"}}).status == 303);
    CHECK(shop.act(address, "godkann").status == 403);  // has no right to approve
    shop.employ("writer", {"decision_tables.approve"}, shop.here);
    const auto own = shop.act(address, "godkann");
    CHECK(own.status == 422);
    CHECK(shows(own, "Någon annan ska godkänna den."));
    shop.enter("approver");
    CHECK(shows(shop.site.get(address), "Nytt tak"));
    const auto no_day = shop.act(address, "godkann", {{"effective_from", "i övermorgon"}});
    CHECK(no_day.status == 422);
    CHECK(shows(no_day, "value=\"i övermorgon\""));
    CHECK(shop.act(address, "godkann", {{"effective_from", ""}}).status == 303);
    CHECK(shows(shop.site.get(table), "Gäller nu"));

    shop.enter("writer");
    const auto second = std::string(header_of(shop.site.post(table + "/ny-version"), "Location"));
    CHECK(second == table + "/2");
    auto changed = table_service::by_amount();
    changed.rows[0].cells[0] = "<= 600";
    shop.save(second, changed);
    CHECK(shows(shop.site.get(second), "Ny eller ändrad rad 1: Belopp: &lt;= 600"));
    shop.act(second, "foresla", {{"words", "Högre"}});
    shop.enter("approver");
    shop.act(second, "oppna", {{"back", "Räkna om"}});
    CHECK(shows(shop.site.get(second), "Versionen kom tillbaka: Räkna om"));
    shop.enter("writer");
    CHECK(shop.act(second, "foresla", {{"words", "Högre"}}).status == 303);
    shop.enter("approver");
    CHECK(shop.act(second, "godkann").status == 303);
    CHECK(shop.site.post(table + "/aterstall", {{"version", "1"}}).status == 303);
    const auto holds =
        shop.read([&](db::Connection& db) { return decision_tables::version_on(db, Workshop::id_of(address), swedish_date(now())); });
    CHECK(holds->number == 3);
    CHECK(holds->content == table_service::by_amount());
}

TEST_CASE("a change is tried on the closed cases of the last year by a job, and the cases are listed for those who may read them") {
    WORKSHOP();
    const auto same = shop.close(300, "approve"), otherwise = shop.close(400, "reject"), between = shop.close(1000, "approve");
    const auto address = shop.begin();
    shop.save(address, table_service::by_amount());
    CHECK(shows(shop.site.get(address), "Versionen är inte prövad"));
    CHECK(shop.act(address, "omprovning").status == 303);
    CHECK(shows(shop.site.get(address + "/omprovning"), "Prövningen pågår: 0 av 0 ärenden."));
    shop.act(address, "omprovning");  // pressed twice
    shop.site.run_jobs();
    const auto page = shop.site.get(address + "/omprovning");
    CHECK(shows(
        page, "3 ärenden är prövade: 1 blir som de beslutades, 1 blir annorlunda och 1 lämnas till en handläggare. Automatiskt avgörs 2."));
    CHECK(shows(page, otherwise));
    CHECK_FALSE(shows(page, same));
    CHECK_FALSE(shows(page, between));
    const auto entries =
        shop.read([&](db::Connection& db) { return audit::search(db, {.event_prefix = "table_builder.case_replayed", .count = 10}); });
    CHECK(entries.size() == 3);

    // Who may not read the case sees that there is one.
    shop.employ("reader", {"decision_tables.read"}, shop.here);
    shop.enter("reader");
    const auto hidden = shop.site.get(address + "/omprovning");
    CHECK_FALSE(shows(hidden, otherwise));
    CHECK(shows(hidden, "1 ärende till får du inte läsa."));
    // What is saved after that is another table.
    shop.enter("writer");
    shop.save(address, table_service::by_amount());
    CHECK(shows(shop.site.get(address + "/omprovning"), "Tabellen är ändrad sedan dess."));
    // Who is to approve it is told, too.
    shop.act(address, "foresla", {{"words", "Prov"}});
    CHECK(shows(shop.site.get(address), "Tabellen är ändrad sedan dess."));
    shop.act(address, "omprovning");
    shop.site.run_jobs();
    CHECK_FALSE(shows(shop.site.get(address), "Tabellen är ändrad sedan dess."));
    shop.enter("approver");
    shop.act(address, "godkann");
    CHECK_FALSE(shows(shop.site.get(address), "Tabellen är ändrad sedan dess."));
}

TEST_CASE(
    "cases with secrecy are tried, and what came of it is read, by who lately showed more than a password; every saving is in the log") {
    WORKSHOP();
    shop.close(300, "approve");
    const auto address = shop.begin();
    shop.save(address, table_service::by_amount());
    CHECK(shop.site.last_audit()->event == "decision_tables.version_saved");
    CHECK(shop.site.last_audit()->detail == "1");
    shop.write([&](db::Connection& db) {
        auto yaml = services::definition(db, table_service::id, 1).value().yaml;
        yaml.replace(yaml.find("version: 1"), 10, "version: 2\nsecrecy: { ref: OSL 26 kap. 1 §, hides: parties }");
        must(services::put(db, yaml));
        must(services::publish(db, table_service::id, 2));
    });
    shop.site.tenant().session_limits.proof = 60 * microseconds_a_minute;
    CHECK(shop.act(address, "omprovning").status == 403);
    CHECK(shop.site.get(address + "/omprovning").status == 200);  // nothing is tried
    const auto prove = [&](Timestamp at) {
        shop.write([&](db::Connection& db) { identity::mark_proved(db, shop.site.visitor().session, at); });
    };
    prove(now());
    CHECK(shop.act(address, "omprovning").status == 303);
    shop.site.run_jobs();
    CHECK(shop.site.get(address + "/omprovning").status == 200);
    prove(now() - 61 * microseconds_a_minute);
    CHECK(header_of(shop.site.get(address + "/omprovning"), "Location").starts_with("/personal/bekrafta?till="));
}

TEST_CASE("a case that was merged into another, or disposed of, is not taken for one that was decided") {
    WORKSHOP();
    const auto decided = shop.close(300, "approve"), merged = shop.close(300, "approve"), gone = shop.close(300, "approve");
    shop.write([&](db::Connection& db) {
        db.execute("UPDATE cases_case SET outcome = 'merged' WHERE number = ?", merged);
        db.execute("UPDATE cases_case SET sealed_title = NULL, sealed_answers = NULL WHERE number = ?", gone);
    });
    const auto address = shop.begin();
    shop.save(address, table_service::by_amount());
    shop.act(address, "omprovning");
    shop.site.run_jobs();
    CHECK(shows(shop.site.get(address + "/omprovning"), "1 ärende är prövat: 1 blir som"));
}

TEST_CASE("a version that is thrown away takes its trial along: the next one has its number") {
    WORKSHOP();
    const auto address = shop.begin();
    shop.save(address, table_service::by_amount());
    shop.act(address, "omprovning");
    shop.site.run_jobs();
    CHECK_FALSE(shows(shop.site.get(address), "Versionen är inte prövad"));
    const auto table = "/beslutstabeller/" + std::to_string(Workshop::id_of(address).value);
    shop.act(address, "kasta");
    REQUIRE(header_of(shop.site.post(table + "/ny-version"), "Location") == address);
    shop.save(address, {});
    CHECK(shows(shop.site.get(address), "Versionen är inte prövad"));
}

TEST_CASE("whoever sees that it goes wrong stops the table, and one who approves starts it again") {
    WORKSHOP();
    const auto address = shop.approved();
    const auto table = "/beslutstabeller/" + std::to_string(Workshop::id_of(address).value);
    const auto holds = [&] {
        return shop.read([&](db::Connection& db) {
            return decision_tables::in_force(db, table_service::id, shop.here, swedish_date(now())).has_value();
        });
    };
    CHECK(shows(shop.site.get(table), "Delegationsordningen låter inte beslut enligt Prov 9 fattas automatiskt."));
    REQUIRE(holds());
    CHECK(shop.site.post(table + "/stoppa").status == 303);
    CHECK_FALSE(holds());
    CHECK(shop.site.post(table + "/starta").status == 403);
    shop.enter("approver");
    CHECK(shows(shop.site.get(table), "stoppade tabellen"));
    CHECK(shop.site.post(table + "/starta").status == 303);
    CHECK(holds());
}

TEST_CASE("tables of another unit are as if they were not there") {
    WORKSHOP();
    const auto address = shop.begin();
    const auto table = "/beslutstabeller/" + std::to_string(Workshop::id_of(address).value);
    shop.save(address, table_service::by_amount());
    shop.enter("outsider");
    CHECK_FALSE(shows(shop.site.get("/beslutstabeller"), "Små belopp"));
    for (const auto& page : {table, address, address + "/omprovning"}) CHECK(shop.site.get(page).status == 404);
    for (const auto* what : {"foresla", "godkann", "oppna", "kasta", "omprovning"}) CHECK(shop.act(address, what).status == 404);
    for (const auto* what : {"/ny-version", "/aterstall", "/stoppa", "/starta"}) CHECK(shop.site.post(table + what).status == 404);
    CHECK(shop.save(address, {}).status == 404);
    shop.enter("clerk");
    CHECK(shop.site.get("/beslutstabeller").status == 403);
}

TEST_CASE("an unfinished version can be thrown away, an approved one cannot be changed") {
    WORKSHOP();
    const auto address = shop.approved();
    CHECK(shop.save(address, {}).status == 422);
    CHECK(shop.version(address).content == table_service::by_amount());
    CHECK(shop.act(address, "kasta").status == 422);
    const auto table = "/beslutstabeller/" + std::to_string(Workshop::id_of(address).value);
    const auto second = std::string(header_of(shop.site.post(table + "/ny-version"), "Location"));
    CHECK(shop.act(second, "kasta").status == 303);
    CHECK(shop.site.get(second).status == 404);
}

}  // namespace table_builder
