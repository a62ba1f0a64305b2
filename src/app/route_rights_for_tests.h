#pragma once
/// A town where every route can be tried by every kind of visitor, and how the answers are told apart.
#include <fmt/format.h>

#include "app/areas.h"
#include "app/attempts_for_tests.h"
#include "areas/fault_reports/store.h"
#include "areas/feedback/store.h"
#include "areas/service_builder/store.h"
#include "engines/area/operations.h"
#include "engines/audit/disposal.h"
#include "engines/cases/committee.h"
#include "engines/cases/delegated_decisions.h"
#include "engines/cases/disposal.h"
#include "engines/cases/find.h"
#include "engines/cases/teamwork.h"
#include "engines/contacts/chat.h"
#include "engines/contacts/contacts.h"
#include "engines/contacts/special_days.h"
#include "engines/decision_tables/versions.h"
#include "engines/drafts/drafts.h"
#include "engines/identity/delegation.h"
#include "engines/identity/invitations.h"
#include "engines/identity/passkeys.h"
#include "engines/identity/tokens.h"
#include "engines/identity/units.h"
#include "engines/letters/letter.h"
#include "engines/mandates/mandates.h"
#include "engines/notify/notify.h"
#include "engines/notify/print.h"
#include "engines/opinions/opinions.h"
#include "engines/services/catalogue.h"
#include "engines/site/site.h"
#include "engines/testing/flow_services.h"
#include "engines/testing/test_town.h"
#include "engines/towns/plain_pdf.h"
#include "foundation/crypto/crypto.h"
#include "foundation/db/testing.h"
#include "foundation/pdf/previews.h"
#include "foundation/webauthn/test_authenticator.h"

namespace route_rights {

using attempts::Things;

/// In the order of the table's columns.
inline constexpr std::string_view people[] = {"nobody", "code",      "party",     "stranger", "officer",
                                              "reader", "elsewhere", "registrar", "admin",    "operator"};
inline constexpr std::string_view staff[] = {"officer", "reader", "elsewhere", "registrar", "admin", "operator"};

inline std::vector<std::string> all_permissions() {
    std::vector<std::string> all;
    for (const auto& area : all_areas())
        for (const auto& declared : area.permissions) all.emplace_back(declared.permission.name);
    return all;
}

struct Town : TestTown {
    explicit Town(db::Kind kind)
        : TestTown(all_areas(), kind),
          party(add_resident("Kim Exempel")),
          stranger(add_resident("Robin Exempel")),
          another(add_resident("Noa Annan")) {
        site.tenant().theme_css = "a{}";
        site.tenant().operations = std::make_shared<const installation::Operations>(operations());
        site.tenant().previews = std::make_shared<pdf::Previews>(pictures);
        site.tenant().print_letter = [](const letters::Letter& letter) -> Result<std::string> {
            return towns::plain_pdf(letter.heading, letter.body);
        };
        accounts["officer"] = employ("officer",
                                     {"cases.read", "cases.decide", "cases.approve", "e_services.submit", "decision_tables.read",
                                      "decision_tables.write", "decision_tables.approve"},
                                     here);
        accounts["reader"] = employ("reader", {"cases.read"}, here);
        employ("reader", all_permissions(), elsewhere);
        const auto streets = site.unit("gata-park");
        employ("officer", {"cases.read", "cases.decide"}, streets);
        employ("reader", {"cases.read"}, streets);
        accounts["elsewhere"] = employ("elsewhere", all_permissions(), elsewhere);
        accounts["registrar"] =
            employ("registrar", {"cases.read", "public_records.keep", "cases.dispose", "cases.report", "mandates.register"}, top);
        accounts["admin"] =
            employ("admin", {"administration.manage", "administration.services", "services.build", "services.publish"}, top);
        accounts["operator"] = employ("operator", {"installation.manage"}, top);
        accounts["victim"] = employ("victim", {"cases.read"}, elsewhere);
        accounts["program"] = add_program("program", {"cases.read", "cases.decide", "e_services.submit"}, here);
        let_officer_decide();
        for (const auto* stage : {"received", "asked", "sent", "proposed"}) lasting[stage] = things(stage);
    }

    ~Town() {
        std::error_code ignored;
        std::filesystem::remove_all(pictures, ignored);
    }
    Town(const Town&) = delete;
    Town& operator=(const Town&) = delete;

    /// By the delegation order too, so that nothing but the right can stop a decision.
    void let_officer_decide() {
        write([&](db::Connection& db) {
            const auto role = identity::assignments_of(db, accounts.at("officer")).front().role;
            for (auto rule : identity::delegation_order(db, top)) {
                rule.roles.push_back(role);
                must(identity::set_delegation(db, rule));
            }
        });
    }

    /// This is the operating municipality, and nothing that is asked of it happens.
    static installation::Operations operations() {
        const auto done = [](auto&&...) -> Result<void> { return {}; };
        const auto link = [](auto&&...) -> Result<std::string> { return "https://exempelby.test/personal/valkommen?kod=x"; };
        const installation::Municipality here{"exempelby", "Exempelby", {"exempelby.test"}, "https://exempelby.test", true};
        return {[here] { return std::vector{here}; }, link, link, done, done, done};
    }

    /// A case, a draft, keys … of the party, the officer and the administrator, that nobody has touched yet.
    /// What takes long is made only when `asked`, the names in braces of an attempt, has it.
    Things things(std::string_view stage,
                  const std::string& asked =
                      "{service_draft}{list}{log_list}{bundle}{consented}{invitation_to_answer}{article}{contact}"
                      "{batch}{search}{task}{decision_table}{committee}{report}{subscription}{shared_service}{special_day}") {
        const auto asks = [&](std::string_view name) { return asked.find(name) != asked.npos; };
        const auto of = stage == "proposed" ? apply(party, Stage::decided, flow_services::support)
                                            : apply(party, stage == "asked"  ? Stage::asked
                                                           : stage == "sent" ? Stage::sent
                                                                             : Stage::received);
        Things made{{"number", of.number},
                    {"code", of.code},
                    {"document", id(of.document)},
                    {"name", "simulated"},
                    {"file", "gammal.css"},
                    {"service", "skolskjuts"},
                    {"other_service", "gravtillstand"},
                    {"version", "1"},
                    {"page", "child"},
                    {"outcome", "approve"},
                    {"unit", "miljo"},
                    {"unit_id", id(here)},
                    {"account", id(accounts["victim"])},
                    {"rule", "Prov 1"},
                    {"id", "1"},
                    {"municipality", "exempelby"},
                    {"leaf", "1"},
                    {"field", "share_business"},
                    {"occasion", "decision"},
                    {"language", "sv"},
                    {"program", id(accounts["program"])}};
        made["signature"] = ask_to_sign(stranger, party).path.substr(std::string_view("/underteckna/").size());
        write([&](db::Connection& db) {
            const Visitor owner{.kind = Visitor::Kind::resident, .person = party};
            const auto draft = drafts::begin(db, site.tenant(), owner, "skolskjuts", 1, {});
            made["handle"] = drafts::handle(site.tenant(), draft.id);
            const auto receipt = drafts::begin(db, site.tenant(), owner, "skolskjuts", 1, {});
            drafts::mark_sent(db, site.tenant(), receipt.id, {of.number, of.code});
            made["receipt"] = id(receipt.id);
            add_mandates(db, made);
            add_scan(db, made);
            add_fault(db, made);
            add_comment(db, made);
            made["session"] =
                id(identity::sign_in_staff(db, site.tenant().secret, site.tenant().session_limits, accounts["officer"], {}, "").session.id);
            made["resident_session"] =
                id(identity::sign_in_resident(db, site.tenant().secret, site.tenant().session_limits, party, {}, "").session.id);
            const auto roles = identity::roles(db);
            made["role"] = roles.front().slug;
            made["passkey"] = add_passkey(db);
            made["assignment"] = id(identity::assign(db, accounts["victim"], roles.front().id, elsewhere));
            made["invitation"] = identity::invite(db, accounts["victim"]);
            made["job"] = id(jobs::list(db).front().id);
            const auto message = tell(db, of);
            made["message"] = id(message);
            const auto receipt_address = notify::receipt_address(site.tenant(), message);
            made["message_token"] = receipt_address.substr(receipt_address.rfind('/') + 1);
            (void)identity::set_delegation(db, {"Prov 1", "Prov", "", top, {roles.front().id}});
            for (const auto& [holder, thing] : {std::pair("admin", "token"), std::pair("program", "program_token")}) {
                identity::create_token(db, accounts[holder], "prov");
                made[thing] = id(identity::tokens_of(db, accounts[holder]).front().id);
            }
            // The town's people guess wrong more often than anybody may.
            db.execute("DELETE FROM identity_throttle");
        });
        if (asks("{bundle}")) made["bundle"] = printed_bundle(of);
        if (asks("{batch}") || asks("{search}")) add_lists(made);
        if (asks("{task}") || asks("{note}") || asks("{consultation}")) add_teamwork(stage == "received" ? of : apply(party), made);
        if (asks("{committee}")) add_proposal(stage == "received" ? of : apply(party), made);
        if (asks("{report}")) add_report(made);
        if (asks("{service_draft}")) made["service_draft"] = begun_service_draft();
        if (asks("{shared_service}")) made["shared_service"] = shared_service();
        if (asks("{subscription}")) made["subscription"] = begun_subscription();
        if (asks("{decision_table}")) made["decision_table"] = begun_table();
        if (asks("{list}") || asks("{held}")) add_disposal(made);
        if (asks("{log_list}")) add_log_list(made);
        if (asks("{special_day}")) made["special_day"] = special_day();
        if (asks("{article")) add_article(made);
        if (asks("{contact}") || asks("{chat}")) add_contact(made);
        if (asks("{consented}")) made["consented"] = consented();
        if (asks("{invitation_to_answer}"))
            made["invitation_to_answer"] =
                write([&](db::Connection& db) { return opinions::invite(db, site.tenant().secret, "skolskjuts", "prov " + of.number); });
        site.sign_out();  // nobody's key may come along
        return made;
    }

    /// What somebody has said of the officer's unit.
    void add_comment(db::Connection& db, Things& made) {
        forms::Answers answers;
        answers.set("kind", {std::string("comment")}).set("said", {std::string("Bra")}).set("reply", {std::string("none")});
        answers.set("unit", {identity::find_unit(db, here).value().slug});
        const Visitor nobody;
        cases::Change change{db, site.tenant(), nobody};
        const auto of = cases::receive(change, {.service = *services::newest_published(db, "synpunkt"), .answers = answers});
        made["feedback"] = of.number;
        feedback::store::add_provider(db, "Prov AB", here);
        feedback::store::set_link(db, cases::find(db, site.tenant(), of.id).value(),
                                  {.provider = feedback::store::providers(db).front().id});
    }

    MessageId tell(db::Connection& db, const TestTown::Case& told_of) {
        const auto of = cases::find(db, site.tenant(), told_of.id).value();
        return notify::queue(db, site.tenant(),
                             {.about = {of.id, of.number, of.unit, of.key},
                              .occasion = "received",
                              .content = {"Kim Exempel", "kim@exempel.example", "Prov", "Prov"}});
    }

    /// A letter of the case that the officer has printed.
    std::string printed_bundle(const TestTown::Case& told_of) {
        return write([&](db::Connection& db) {
            const auto of = cases::find(db, site.tenant(), told_of.id).value();
            notify::queue(db, site.tenant(),
                          {.about = {of.id, of.number, of.unit, of.key},
                           .occasion = "received",
                           .channel = notify::Channel::letter,
                           .content = {"Kim Exempel", "Ekvägen 7", "Prov", "Prov"}});
            return id(notify::take_letters(db, accounts["officer"], {cases::may_read, cases::may_decide}).value());
        });
    }

    /// Ticked cases of the officer's, and a list that the officer shares with the unit.
    void add_lists(Things& made) {
        site.sign_out();
        site.sign_in_account(accounts["officer"]);
        const auto last_part = [](const http::Response& response) {
            const std::string leads_to(header_of(response, "Location"));
            return leads_to.substr(leads_to.rfind('/') + 1);
        };
        made["batch"] =
            last_part(site.post("/handlaggning/markerade", {{"lista", "all"}, {"gor", "decide"}, {"arende", made.at("number")}}));
        made["search"] = last_part(site.post("/handlaggning/sokningar", {{"lista", "all"}, {"namn", "Prov"}, {"dela", id(here)}}));
        site.sign_out();
    }

    /// A task and a note of the officer's, and a question to the unit of those elsewhere.
    void add_teamwork(const TestTown::Case& of, Things& made) {
        const auto officer = read([&](db::Connection& db) { return identity::visitor_of_account(db, accounts["officer"]); });
        as(officer, [&](cases::Change& change) {
            must(cases::add_task(change, of.id, {.words = "Prov"}));
            must(cases::write_note(change, of.id, "Prov"));
            must(cases::consult(
                change, of.id,
                {.unit = elsewhere, .question = "Prov", .answer_by = Date{swedish_date(now()).days + 9}, .documents = {of.document}}));
            const auto now_is = cases::find(change.db, change.tenant, of.id).value();
            made["task"] = std::to_string(cases::tasks(change.db, change.tenant, now_is).back().id);
            made["note"] = std::to_string(cases::messages(change.db, change.tenant, now_is).back().id);
            made["consultation"] = std::to_string(cases::consultations(change.db, change.tenant, now_is).back().id);
        });
    }

    /// What waits for a committee over the officer's unit.
    void add_proposal(const TestTown::Case& of, Things& made) {
        const Date meeting_on{swedish_date(now()).days + 20};
        write([&](db::Connection& db) {
            auto unit = identity::find_unit(db, here).value();
            unit.committee = true;
            must(identity::change_unit(db, unit));
        });
        const auto officer = read([&](db::Connection& db) { return identity::visitor_of_account(db, accounts["officer"]); });
        as(officer, [&](cases::Change& change) {
            must(cases::propose(
                change, of.id, {.committee = here, .meeting_on = meeting_on, .outcome = "approve", .proposal = "Prov", .reasons = "Prov"}));
        });
        made["committee"] = id(here);
        made["day"] = to_iso(meeting_on);
    }

    /// A decision that the registrar has reported to that committee.
    void add_report(Things& made) {
        apply(party, Stage::sent);
        const auto registrar = read([&](db::Connection& db) { return identity::visitor_of_account(db, accounts["registrar"]); });
        const Date today = swedish_date(now());
        as(registrar, [&](cases::Change& change) {
            const auto report =
                cases::report(change, here, {.meeting_on = Date{today.days + 20}, .since = Date{today.days - 1}, .until = now()});
            must(report);
            made["report"] = id(*report);
        });
    }

    /// One that the party is asked for, and one that staff have registered with its paper.
    void add_mandates(db::Connection& db, Things& made) {
        const auto someone = [&](PersonId of) {
            return mandates::Someone{identity::personal_number_of(db, site.tenant().secret, of)->digits(), "Kim Exempel"};
        };
        const Visitor asker{.kind = Visitor::Kind::resident, .person = another};
        mandates::Scope scope{.from = swedish_date(now())};
        scope.services = {made.at("number")};  // one that is the same is not asked for twice
        made["mandate"] = id(mandates::ask(db, site.tenant(), asker, someone(party), scope).value());
        const auto paper = site.tenant().files.keep_text("%PDF-1.4", "application/pdf");
        made["registered"] =
            id(mandates::register_by_staff(db, site.tenant(), chief,
                                           {mandates::Origin::paper,
                                            someone(another),
                                            someone(stranger),
                                            {.from = swedish_date(now())},
                                            "Prov",
                                            forms::FileAnswer{paper.hash, "fullmakt.pdf", paper.size, paper.type, paper.digest}}));
        for (const auto& waiting : mandates::held_by(db, site.tenant(), another))
            if (id(waiting.id) != made["mandate"] && waiting.given_at == std::nullopt && !waiting.ended_at)
                must(mandates::end(db, site.tenant(), asker, waiting.id));
    }

    /// A scanned form that staff are to type.
    void add_scan(db::Connection& db, Things& made) {
        const auto file = site.tenant().files.keep_text(towns::plain_pdf("Blankett", "Ifylld"), "application/pdf");
        auto draft = drafts::begin(db, site.tenant(), {}, "skolskjuts", 1, {});
        draft.beside.scan = drafts::Scan{{file.hash, "blankett.pdf", file.size, file.type, file.digest}, {1}};
        drafts::save(db, site.tenant(), draft);
        made["scan"] = drafts::handle(site.tenant(), draft.id);
        made["sheet"] = "1";
    }

    /// Of the unit in which some hold every right there is; so is the contact.
    void add_article(Things& made) {
        const auto article = write([&](db::Connection& db) {
            const auto added = knowledge::add(db, chief, {.unit = elsewhere},
                                              {.title = {"Prov " + std::to_string(new_id()), "Test"}, .body = {"Prov", "Test"}});
            return knowledge::find(db, added).value();
        });
        made["article"] = article.slug;
        made["article_id"] = id(article.id);
    }
    /// The same each time: nobody may begin very many.
    std::string chat_begun(db::Connection& db) {
        if (!chat.empty()) return chat;
        contacts::Week always;
        for (auto& day : always) day = contacts::Hours{0, 24 * 60};
        contacts::save_chat_hours(db, chief, always);
        const Visitor nobody;
        const auto begun = contacts::begin_chat(db, site.tenant(), nobody, knowledge::Subject::other, {.words = "Hej"}).value();
        db.execute("UPDATE contacts_contact SET unit = ? WHERE id = ?", elsewhere, begun);
        return chat = id(begun);
    }

    void add_contact(Things& made) {
        const auto file = site.tenant().files.keep_text("Prov", "text/plain");
        write([&](db::Connection& db) {
            const auto& tenant = site.tenant();
            const auto contact = contacts::begin(
                db, tenant, chief,
                {.channel = contacts::Channel::letter,
                 .originals = {{.name = "brev.txt", .type = file.type, .hash = file.hash, .digest = file.digest, .size = file.size}}});
            must(contacts::finish(db, tenant, chief, contact, {.outcome = contacts::Outcome::handed_over, .unit = elsewhere}));
            made["contact"] = id(contact);
            made["chat"] = chat_begun(db);
            made["original"] = std::to_string(contacts::originals(db, tenant, contact).at(0).id);
        });
    }

    /// A fault report of the officer's, with a picture that everybody may see.
    void add_fault(db::Connection& db, Things& made) {
        const auto file = site.tenant().files.keep_text("\x89PNG", "image/png");
        forms::Answers answers;
        answers.set("place", {forms::Point{60.02, 15.35}});
        const Visitor nobody;
        cases::Change change{db, site.tenant(), nobody};
        const auto receipt = cases::receive(change, {.service = *services::newest_published(db, "fel-belysning"),
                                                     .answers = answers,
                                                     .files = {{file.hash, "bild.png", file.size, file.type, file.digest}}});
        const auto picture = cases::documents(db, site.tenant(), cases::find(db, site.tenant(), receipt.id).value()).front().id;
        const auto key = cases::find(db, site.tenant(), receipt.id).value().key;
        fault_reports::store::keep_picture(db, site.tenant(), receipt.id, key, picture, "JPEG");
        fault_reports::store::show(db, receipt.id, {.picture = picture});
        made["placed"] = receipt.number;
        made["picture"] = id(picture);
        made["asked"] = "pahittad";
        made["entry"] = receipt.number + ".json";
        // Who mends outside the house has a link, and nothing with them.
        const fault_reports::Receiver receiver{.id = fault_reports::ReceiverId{new_id()},
                                               .name = "Prov",
                                               .email = "prov@exempel.example",
                                               .takes = {{.service = "fel-belysning"}}};
        fault_reports::store::put_receiver(db, site.tenant(), receiver);
        made["receiver"] = id(receiver.id);
        made["receiver_link"] = "prov-" + id(receiver.id);
        fault_reports::store::add_link(db, receiver.id, new_id(), made["receiver_link"], now() + microseconds_a_day);
    }

    /// A case of the party's where something was consented to.
    std::string consented() {
        return as({.kind = Visitor::Kind::resident, .person = party}, [&](cases::Change& change) {
            forms::Answers answers;
            answers.set("share_business", {true});
            const auto service = services::newest_published(change.db, "feriejobb");
            return cases::receive(change, {.service = *service, .answers = answers, .parties = {{.person = party, .name = "Kim Exempel"}}})
                .number;
        });
    }

    /// A list that waits for an archivist, and a case that one has held from disposal.
    void add_disposal(Things& made) {
        const auto closed = apply(party), held = apply(party);
        as({.kind = Visitor::Kind::resident, .person = party}, [&](cases::Change& change) {
            must(cases::withdraw(change, closed.id, ""));
            change.db.execute("UPDATE cases_case SET dispose_on = 1 WHERE id = ?", closed.id);
        });
        as(read([&](db::Connection& db) { return identity::visitor_of_account(db, accounts["registrar"]); }),
           [&](cases::Change& change) { must(cases::hold(change, held.number, "Tvist")); });
        cases::propose_disposal(site.tenant());
        made["held"] = held.number;
        made["list"] = read([&](db::Connection& db) { return id(cases::disposal_lists(db, accounts["registrar"], 1).at(0).id); });
    }

    /// One in the forecast that nobody has removed.
    std::string special_day() {
        const auto name = std::to_string(new_id());
        return write([&](db::Connection& db) {
            must(contacts::add_special_day(db, {}, {.name = name}));
            return id(contacts::special_days(db, Date{}, Date{}).front().id);
        });
    }

    /// As if the town were old. One list waits at a time: the one before is done.
    void add_log_list(Things& made) {
        write([](db::Connection& db) { db.execute("UPDATE audit_list SET done_at = 1"); });
        audit::propose_removal(site.db(), Date{swedish_date(now()).days + 1}, "Prov", cases::keeps_log);
        made["log_list"] = read([](db::Connection& db) { return id(audit::log_lists(db, 1).at(0).id); });
    }

    /// The draft of a service that the administrator builds on.
    std::string begun_service_draft() {
        site.sign_out();  // nobody's key may come along
        site.sign_in_account(accounts["admin"]);
        const std::string leads_to(header_of(site.post("/e-tjanstebyggaren/ny", {{"service", "skolskjuts"}}), "Location"));
        site.sign_out();
        return leads_to.substr(leads_to.rfind('/') + 1);
    }

    std::string shared_service() {
        write([](db::Connection& db) { service_builder::share(db, "skolskjuts"); });
        return "skolskjuts";
    }
    /// Another municipality's service that is followed.
    std::string begun_subscription() {
        return write([&](db::Connection& db) {
            service_builder::Subscription one{.id = {new_id()}, .municipality = "Norrby", .their_service = "skolskjuts"};
            one.address = "https://127.0.0.1:1/" + id(one.id);
            one.yaml = services::definition(db, "skolskjuts", 1).value().yaml;
            service_builder::add_subscription(db, one);
            return id(one.id);
        });
    }

    /// A table of the officer's unit, with a version that somebody works on. A unit has one of each service: the one before makes room.
    std::string begun_table() {
        return write([&](db::Connection& db) {
            db.execute("UPDATE decision_tables_table SET service = service || '-' || id WHERE service = 'skolskjuts'");
            const auto table = decision_tables::add(db, chief, here, "skolskjuts", {"Prov", "Test"}).value();
            must(decision_tables::begin(db, chief, table));
            return id(table);
        });
    }

    /// Of the officer, whose session has been proved with it.
    std::string add_passkey(db::Connection& db) {
        const auto& tenant = site.tenant();
        const auto session = identity::sign_in_staff(db, tenant.secret, tenant.session_limits, accounts["officer"], {}, "").session.id;
        identity::remove_passkeys(db, accounts["officer"]);  // nobody has as many as there are attempts
        const auto made = webauthn::TestAuthenticator().make(identity::new_challenge(db, session));
        must(identity::add_passkey(db, tenant.secret, tenant.public_address, session, accounts["officer"],
                                   {"Prov", crypto::base64url(made.client_data), crypto::base64url(made.authenticator_data)}));
        return id(identity::passkeys_of(db, accounts["officer"]).back().id);
    }

    void enter(std::string_view who, const Things& with) {
        site.sign_out();
        if (who == "code") (void)site.post("/folj", {{"number", with.at("number")}, {"kod", with.at("code")}});
        else if (who == "party") site.sign_in_resident(party);
        else if (who == "stranger") site.sign_in_resident(stranger);
        else if (who != "nobody") site.sign_in_account(accounts.at(std::string(who)));
    }

    /// Read with what lasts, change what is new each time.
    Things things_for(const Route& route) {
        const auto stage = attempts::stage_of(route.path);
        if (route.method == http::Method::get) return lasting[std::string(stage)];
        const auto needs = attempts::needs_of(route);
        return things(stage, std::string(needs.address) + std::string(needs.fields) + std::string(route.path));
    }

    /// By whoever has come in.
    http::Response attempt(const Route& route, Things with) {
        const auto needs = attempts::needs_of(route);
        if (needs.fields.find("{state}") != needs.fields.npos) with["state"] = begun_state();
        if (needs.fields.find("{invitation}") != needs.fields.npos)  // a new one ends the one before
            with["invitation"] = write([&](db::Connection& db) { return identity::invite(db, accounts.at("victim")); });
        // The officer has a key, and has shown it.
        if (route.path.starts_with("/personal/tva-steg/"))
            write([&](db::Connection& db) { identity::mark_proved(db, site.visitor().session, now()); });
        const auto address = attempts::filled(needs.address, with), fields = attempts::filled(needs.fields, with);
        if (route.method == http::Method::get) return site.get(address + (fields.empty() ? "" : "?" + fields));
        if (route.path.starts_with("/api/")) return site.post_json(address, R"({"outcome":"approve","answers":{}})");
        return site.post(address, http::parse_urlencoded(fields).value().all);
    }

    /// What an e-identification that this browser has begun sends back.
    std::string begun_state() {
        const auto leads_to = std::string(header_of(site.post("/logga-in/borja", {{"val", "simulated"}}), "Location"));
        const auto begin = leads_to.find("state=");
        return begin == leads_to.npos ? "none" : leads_to.substr(begin + 6, leads_to.find('&') - begin - 6);
    }

    template <class SomeId>
    static std::string id(SomeId of) {
        return std::to_string(of.value);
    }

    std::string chat{};
    std::filesystem::path pictures = std::filesystem::temp_directory_path() / ("torg-pictures-" + crypto::random_token(9));
    std::map<std::string, AccountId> accounts;
    std::map<std::string, Things> lasting;
    PersonId party, stranger, another;
};

/// yes: let in, be it to hear what is wrong with the form. in: asked to sign in. no: refused. -: told that there is no such thing.
inline std::string answer(Town& town, const http::Response& response) {
    const Texts text(town.site.tenant().texts, "site", Language::sv);
    const auto leads_to = header_of(response, "Location");
    if (response.status / 100 == 3 && site::local_path(leads_to) != leads_to) return "broken:leads away";
    const bool asks = leads_to.starts_with("/logga-in?till=") || leads_to.starts_with("/personal/logga-in?till=");
    if (response.status == 401 || asks || (response.status == 403 && shows(response, text("send_again_title")))) return "in";
    if (response.status == 403) return "no";
    if (response.status == 404) return "-";
    return response.status < 500 && response.status != 405 ? "yes" : fmt::format("broken:{}", response.status);
}

inline std::string try_route(Town& town, const Route& route, std::string_view who) {
    const auto things = town.things_for(route);
    town.enter(who, things);
    return answer(town, town.attempt(route, things));
}

inline std::vector<Route> all_routes() {
    std::vector<Route> all;
    for (const auto& area : all_areas()) all.insert(all.end(), area.routes.begin(), area.routes.end());
    return all;
}

inline bool is_page(const Route& route) { return !route.path.starts_with("/api/"); }

}  // namespace route_rights
