#include "engines/cases/letter_addresses.h"

#include <algorithm>
#include <stdexcept>

#include "engines/audit/audit.h"
#include "engines/cases/find.h"
#include "engines/directories/children.h"
#include "engines/directories/residence.h"
#include "engines/identity/people.h"
#include "foundation/jobs/jobs.h"

namespace cases {
namespace {

constexpr std::string_view job_name = "cases.find_letter_address";

std::string number_of(db::Connection& db, const Tenant& tenant, const Party& party) {
    if (const auto number = party.person ? identity::personal_number_of(db, tenant.secret, *party.person) : std::nullopt)
        return number->digits();
    const auto typed = identity::PersonalNumber::from(party.personal_number);
    return typed ? typed->digits() : "";
}

bool is_marked(db::Connection& db, const Tenant& tenant, const Party& party) {
    const auto person = party.person ? identity::find_person(db, tenant.secret, *party.person) : failure(Fault::not_found);
    return person && person->protected_identity;
}

/// What stands on the paper instead of an address.
void forward(db::Connection& db, const Tenant& tenant, const Case& of, MessageId id) {
    const auto message = notify::find(db, tenant, id);
    if (!message) return;
    const Texts text(tenant.texts, "cases", message->content.language);
    if (!notify::set_address(db, tenant, id, text("letter_forwarded"))) return;
    db.execute("INSERT INTO cases_forwarded_letter(message, case_id, made_at) VALUES (?, ?, ?) ON CONFLICT (message) DO NOTHING", id, of.id,
               now());
}

void mark(db::Connection& db, const Tenant& tenant, PersonId id) {
    auto person = identity::find_person(db, tenant.secret, id);
    if (!person || person->protected_identity) return;
    person->protected_identity = true;
    (void)identity::change_person(db, tenant.secret, *person);
    directories::forget_all_children(db);
}

struct Asked {
    Case of;
    Party party;
    std::string number;
};
std::optional<Asked> asked_about(db::Connection& db, Tenant& tenant, const json::Value& payload) {
    auto of = find(db, tenant, CaseId{payload["case"].integer()});
    const auto message = notify::find(db, tenant, MessageId{payload["message"].integer()});
    if (!of || of->erased || !message || message->state != notify::State::needs_address) return std::nullopt;
    for (const auto& party : parties(db, tenant, *of)) {
        if (party.id != payload["party"].integer()) continue;
        auto number = number_of(db, tenant, party);
        if (number.empty()) return std::nullopt;
        audit::record(db, audit::program("torg"),
                      {.event = "directories.asked",
                       .subject_kind = "case",
                       .subject = of->id.value,
                       .reason = "processing",
                       .detail = "population.address"});
        return Asked{*std::move(of), party, std::move(number)};
    }
    return std::nullopt;
}

}  // namespace

void find_letter_address(const Change& change, const Case& of, const Party& party, MessageId message) {
    if (!party.organisation_number.empty()) return;
    if (is_marked(change.db, change.tenant, party)) return forward(change.db, change.tenant, of, message);
    const auto& sources = change.tenant.directories;
    if (of.is_test || !sources || !sources->connected.contains(directories::Directory::population)) return;
    ::jobs::enqueue(change.db, job_name,
                    json::to_text(json::object({{"case", of.id.value}, {"party", party.id}, {"message", message.value}})));
}

void run_finding_letter_address(Tenant& tenant, const ::jobs::Job& job) {
    const auto payload = json::parse(job.payload);
    if (!payload) throw std::logic_error("a job that cannot be read");
    const auto asked = tenant.db.write([&](db::Connection& db) { return asked_about(db, tenant, *payload); });
    if (!asked) return;
    const auto residence = directories::residence_of(tenant, asked->number);
    using enum directories::Residence::State;
    const MessageId message{(*payload)["message"].integer()};
    if (residence.state == unreachable) throw std::runtime_error("the population register does not answer");
    tenant.db.write([&](db::Connection& db) {
        if (residence.state == withheld || residence.state == unclear) forward(db, tenant, asked->of, message);
        if (residence.state == withheld && asked->party.person) mark(db, tenant, *asked->party.person);
        const auto& at = residence.address;
        if (residence.state == found) (void)notify::set_address(db, tenant, message, at.street + "\n" + at.postcode + " " + at.town);
    });
}

std::vector<ForwardedLetter> forwarded_letters(db::Connection& db, int limit) {
    return db.all(
        [](const db::Row& row) {
            return ForwardedLetter{row.as<MessageId>("message"), row.as<CaseId>("case_id"), row.as<Timestamp>("made_at")};
        },
        "SELECT * FROM cases_forwarded_letter ORDER BY message DESC LIMIT ?", limit);
}

bool is_forwarded(db::Connection& db, MessageId message) {
    return db.number("SELECT COUNT(*) AS n FROM cases_forwarded_letter WHERE message = ?", message) > 0;
}

void forget_forwarded_letters(db::Connection& db, CaseId id) { db.execute("DELETE FROM cases_forwarded_letter WHERE case_id = ?", id); }

}  // namespace cases
