#include "engines/cases/checks.h"

#include <algorithm>
#include <stdexcept>

#include "engines/audit/audit.h"
#include "engines/cases/event_log.h"
#include "engines/cases/judging.h"
#include "engines/directories/children.h"
#include "engines/services/conditions.h"
#include "foundation/jobs/jobs.h"

namespace cases {
namespace {

using directories::Finding;
using directories::Findings;
using directories::State;

bool any(const Findings& findings, State state) {
    return std::ranges::any_of(findings, [&](const auto& each) { return each.second.state == state; });
}

forms::Answers answers_of(const Case& of) { return forms::answers_from_json(of.answers).value_or(forms::Answers{}); }

/// The checks that a register can be asked about now.
std::map<std::string, directories::Check> askable(db::Connection& db, const Tenant& tenant, const Case& of) {
    // A trial by the staff holds made-up numbers: no register is asked about strangers for its sake.
    if (of.is_test || of.erased || of.state_kind == "closed") return {};
    auto checks = services::checks_of(*service_of(db, of));
    const auto answers = answers_of(of);
    std::erase_if(checks, [&](const auto& each) { return directories::readiness(tenant, each.second, answers) != State::not_asked; });
    return checks;
}

/// In the log before anybody is asked.
void record_questions(Change& change, const Case& of, const std::map<std::string, directories::Check>& checks) {
    for (const auto& [condition, check] : checks)
        audit::record(change.db, change.by,
                      {.event = "directories.asked",
                       .subject_kind = "case",
                       .subject = of.id.value,
                       .reason = "processing",
                       .detail = check.question});
}

Findings ask(db::Connection& db, const Tenant& tenant, const Case& of) {
    const auto service = service_of(db, of);
    return directories::ask(tenant, services::checks_of(*service), service->form, answers_of(of));
}

void keep(Change& change, CaseId id, const Findings& findings) {
    const auto of = find(change.db, change.tenant, id);
    if (!of || of->erased || of->state_kind == "closed") return;
    // A register that is away is asked again and again; that it still is tells nothing new.
    if (any(findings, State::unreachable) && checked(change.db, change.tenant, *of).findings == findings) return;
    append(change, *of, EventKind::checked, json::object({{"findings", directories::to_json(findings)}}));
    if (any(findings, State::withheld)) directories::forget_all_children(change.db);
    queue_judging(change, *of);
}

void queue(Change& change, CaseId id) {
    auto payload = json::object({{"case", id.value}});
    if (change.by.is_staff()) payload.set("account", change.by.account.value).set("name", change.by.name);
    ::jobs::enqueue(change.db, "cases.check", json::to_text(payload), now(), "check:" + std::to_string(id.value));
}

/// On whose behalf the registers are asked.
Visitor asker(const json::Value& payload) {
    if (!payload.has("account")) return audit::program("torg");
    Visitor officer;
    officer.kind = Visitor::Kind::staff;
    officer.account = AccountId{payload["account"].integer()};
    officer.name = payload["name"].text();
    return officer;
}

}  // namespace

bool Checked::has_protected_identity() const { return any(findings, State::withheld); }

Checked checked(db::Connection& db, const Tenant& tenant, const Case& of) {
    Checked newest;
    if (const auto event = store::newest_event({db, tenant, of.key}, of.id, EventKind::checked)) {
        newest.at = event->at;
        newest.findings = directories::findings_from(event->data["findings"]);
    }
    const auto answers = answers_of(of);
    for (const auto& [condition, check] : services::checks_of(*service_of(db, of))) {
        if (newest.findings.contains(condition)) continue;
        const auto state = of.is_test ? State::unconnected : directories::readiness(tenant, check, answers);
        if (state != State::not_asked) newest.findings[condition].state = state;
    }
    return newest;
}

void queue_checks(Change& change, CaseId id) {
    const auto of = find(change.db, change.tenant, id);
    if (!of) return;
    if (change.tenant.directories && !askable(change.db, change.tenant, *of).empty()) return queue(change, id);
    queue_judging(change, *of);
}

Result<void> check_again(Change& change, CaseId id) {
    const auto of = TRY(find(change.db, change.tenant, id));
    if (askable(change.db, change.tenant, of).empty()) return failure(Fault::conflict, "error_nothing_to_check");
    queue(change, id);
    return {};
}

void check_at_once(Change& change, CaseId id) {
    const auto of = find(change.db, change.tenant, id);
    if (!of) return;
    const auto checks = askable(change.db, change.tenant, *of);
    if (checks.empty()) return;
    record_questions(change, *of, checks);
    keep(change, id, ask(change.db, change.tenant, *of));
}

void run_checks(Tenant& tenant, const ::jobs::Job& job) {
    const auto payload = json::parse(job.payload);
    if (!payload) throw std::logic_error("a job that cannot be read");
    const CaseId id{(*payload)["case"].integer()};
    const auto by = asker(*payload);
    const auto of = tenant.db.write([&](db::Connection& db) -> std::optional<Case> {
        auto found = find(db, tenant, id);
        if (!found) return std::nullopt;
        const auto checks = askable(db, tenant, *found);
        if (checks.empty()) return std::nullopt;
        Change change{db, tenant, by, "processing"};
        record_questions(change, *found, checks);
        return std::move(*found);
    });
    if (!of) return;
    const auto service = tenant.db.read([&](db::Connection& db) { return service_of(db, *of); });
    const auto findings = directories::ask(tenant, services::checks_of(*service), service->form, answers_of(*of));
    tenant.db.write([&](db::Connection& db) {
        Change change{db, tenant, by, "processing"};
        keep(change, id, findings);
    });
    if (any(findings, State::unreachable)) throw std::runtime_error("a register does not answer");
}

}  // namespace cases
