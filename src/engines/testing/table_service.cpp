#include "engines/testing/table_service.h"

#include <stdexcept>

#include "engines/identity/delegation.h"
#include "engines/identity/roles.h"
#include "engines/services/catalogue.h"

namespace table_service {
namespace {

constexpr std::string_view definition = R"(id: provkort
version: 1
title: { sv: Provkort, en: Test card }
summary: { sv: Prov., en: Test. }
icon: bus
theme: education
unit: barn-och-utbildning
series: PKO
applicant: person
sign_in: optional
case_title: { sv: "Provkort för {what}", en: "Test card for {what}" }
public_title: { sv: Provkort, en: Test card }
law: [{ ref: "Provlagen 1 §", url: "https://www.riksdagen.se/", about: { sv: Prov., en: Test. } }]
privacy:
  purpose: { sv: Prov., en: Test. }
  legal_ground: public_authority
processing: { usual_days: 10, deadline: { days: 10, ref: "Provlagen 2 §" } }
retention: { years: 2, ref: Provplanen }
form:
  pages:
    - id: about
      title: { sv: Om, en: About }
      fields:
        - { id: what, type: text, label: { sv: "Vad gäller det?", en: "What is it about?" }, sensitivity: ordinary }
        - { id: amount, type: number, unit: kr, min: 0, label: { sv: "Hur mycket?", en: "How much?" } }
        - { id: member, type: yes_no, label: { sv: "Är du medlem?", en: "Are you a member?" } }
flow: decision
proposals:
  - { when: "amount > 5000", outcome: reject, reason: too_much }
decision:
  delegation: "Prov 9"
  outcomes:
    approve:
      label: { sv: Bifall, en: Approve }
      letter:
        heading: { sv: "Du får {what}", en: "You get {what}" }
        body: { sv: "Du har sökt {what}.", en: "You have applied for {what}." }
    reject:
      label: { sv: Avslag, en: Reject }
      reasons: [{ id: too_much, label: { sv: För mycket, en: Too much }, text: { sv: Det är för mycket., en: It is too much. }, ref: "Provlagen 1 §" }]
      letter:
        heading: { sv: "Du får inte {what}", en: "You do not get {what}" }
        body: { sv: "{reasons}", en: "{reasons}" }
  supplement:
    - { id: more, text: { sv: Mer, en: More } }
  appeal: { kind: administrative, court: { sv: Förvaltningsrätten, en: The administrative court }, days: 21 }
)";

template <class Value>
Value must_be(Result<Value> result) {
    if (!result) throw std::logic_error("the test's table cannot be made: " + result.error().text_key);
    if constexpr (!std::is_void_v<Value>) return *std::move(result);
}

Visitor nobody_in_particular(std::int64_t account, std::string_view name) {
    return {.kind = Visitor::Kind::staff, .account = AccountId{account}, .name = std::string(name)};
}

}  // namespace

void publish(db::Connection& db, UnitId committee) {
    must_be(services::put(db, definition));
    must_be(services::publish(db, id, 1));
    const auto roles = identity::roles(db);
    identity::DelegationRule rule{"Prov 9", "Beslut om provkort", "Provlagen 1 §", committee, {}};
    for (const auto& role : roles) rule.roles.push_back(role.id);
    must_be(identity::set_delegation(db, rule));
}

decision_tables::Content by_amount() {
    return {.columns = {{"amount", {"Belopp", "Amount"}}, {"member", {}}},
            .rows = {{{"<= 500", "ja"}, "automatic approve"}, {{"> 2000", "-"}, "proposal reject too_much"}},
            .examples = {{"Lite", {"100", "ja"}, "automatic approve"}, {"Mitt emellan", {"1000", "ja"}, ""}}};
}

DecisionTableId hold(db::Connection& db, UnitId unit, const decision_tables::Content& content) {
    const auto writer = nobody_in_particular(1, "Kim Skriver"), approver = nobody_in_particular(2, "Bo Godkänner");
    const auto table = must_be(decision_tables::add(db, writer, unit, id, {"Små belopp", "Small amounts"}));
    const auto number = must_be(decision_tables::begin(db, writer, table));
    must_be(decision_tables::save(db, writer, table, number, 1, content));
    must_be(decision_tables::propose(db, writer, table, number, 2, "Prov"));
    must_be(decision_tables::approve(db, approver, table, number, 3, swedish_date(now())));
    return table;
}

void delegate(db::Connection& db) {
    if (!identity::find_role(db, identity::automatic_role))
        must_be(identity::add_role(db, {std::string(identity::automatic_role), "Automatiska beslut", "Automatic decisions", {}}));
    auto rule = must_be(identity::find_delegation(db, "Prov 9"));
    rule.roles.push_back(identity::find_role(db, identity::automatic_role)->id);
    must_be(identity::set_delegation(db, rule));
}

DecisionTableId set_up(db::Connection& db, UnitId unit) {
    publish(db, unit);
    delegate(db);
    return hold(db, unit);
}

}  // namespace table_service
