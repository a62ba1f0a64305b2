#include "engines/cases/letter_addresses.h"

#include <stdexcept>

#include "engines/audit/audit.h"
#include "engines/cases/find.h"
#include "engines/directories/children.h"
#include "engines/directories/residence.h"
#include "engines/identity/people.h"
#include "foundation/jobs/jobs.h"
#include "foundation/texts/paper_language.h"

namespace cases {
namespace {

using directories::Residence;

constexpr std::string_view job_name = "cases.find_letter_address";

/// What stands on the paper instead of an address.
void forward(db::Connection& db, const Tenant& tenant, const Case& of, MessageId id) {
    const auto message = notify::find(db, tenant, id);
    if (!message) return;
    const Texts text(tenant.texts, "cases", language_on_paper(message->content.language));
    if (!notify::set_address(db, tenant, id, text("letter_forwarded"))) return;
    store::insert_forwarded_letter(db, of.id, id);
}

/// Only by what the register says outright: an answer that cannot be understood marks nobody, and unmarks nobody.
void keep_mark(db::Connection& db, const Tenant& tenant, const Case& of, PersonId id, Residence::State state) {
    if (state != Residence::State::withheld && state != Residence::State::found) return;
    const bool is_protected = state == Residence::State::withheld;
    auto person = identity::find_person(db, tenant.secret, id);
    if (!person || person->protected_identity == is_protected) return;
    person->protected_identity = is_protected;
    if (!identity::change_person(db, tenant.secret, *person)) return;
    if (is_protected) directories::forget_all_children(db);
    audit::record(db, audit::program("torg"),
                  {.event = is_protected ? "cases.protection_marked" : "cases.protection_unmarked",
                   .subject_kind = "person",
                   .subject = id.value,
                   .reason = "processing",
                   .detail = of.number});
}

struct Asked {
    Case of;
    PersonId person;
    std::string number;
};
/// Of who is marked the register is asked too, though the letter is forwarded already: the mark ends when it says so.
std::optional<Asked> asked_about(db::Connection& db, Tenant& tenant, const json::Value& payload) {
    auto of = find(db, tenant, CaseId{payload["case"].integer()});
    const auto message = notify::find(db, tenant, MessageId{payload["message"].integer()});
    if (!of || of->erased || !message) return std::nullopt;
    for (const auto& party : parties(db, tenant, *of)) {
        if (party.id != payload["party"].integer() || !party.person) continue;
        const auto number = identity::personal_number_of(db, tenant.secret, *party.person);
        if (!number || (message->state != notify::State::needs_address && !identity::has_protected_identity(db, *party.person)))
            return std::nullopt;
        audit::record(db, audit::program("torg"),
                      {.event = "directories.asked",
                       .subject_kind = "case",
                       .subject = of->id.value,
                       .reason = "processing",
                       .detail = "population.address"});
        return Asked{*std::move(of), *party.person, number->digits()};
    }
    return std::nullopt;
}

}  // namespace

void find_letter_address(const Change& change, const Case& of, const Party& party, MessageId message) {
    if (!party.organisation_number.empty() || !party.person) return;
    if (identity::has_protected_identity(change.db, *party.person)) forward(change.db, change.tenant, of, message);
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
    using enum Residence::State;
    const MessageId message{(*payload)["message"].integer()};
    if (residence.state == unreachable) throw std::runtime_error("the population register does not answer");
    tenant.db.write([&](db::Connection& db) {
        if (residence.state == withheld || residence.state == unclear) forward(db, tenant, asked->of, message);
        keep_mark(db, tenant, asked->of, asked->person, residence.state);
        const auto& at = residence.address;
        if (residence.state == found) (void)notify::set_address(db, tenant, message, at.street + "\n" + at.postcode + " " + at.town);
    });
}

}  // namespace cases
