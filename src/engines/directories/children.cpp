#include "engines/directories/children.h"

#include <algorithm>
#include <set>
#include <stdexcept>

#include "engines/audit/audit.h"
#include "engines/directories/children_store.h"
#include "engines/directories/records.h"
#include "engines/directories/residence.h"
#include "engines/identity/people.h"
#include "engines/privacy/privacy.h"
#include "foundation/jobs/jobs.h"

namespace directories {
namespace {

constexpr std::string_view ask_job = "directories.ask_for_children";
constexpr auto kept_for = microseconds_a_day;
/// A register that has not answered is left alone so long; and so long a page says that it is asked.
constexpr auto asked_again_after = 5 * microseconds_a_minute;
constexpr auto awaited_for = microseconds_a_minute;
constexpr std::size_t most_asked = 20;  // children of one guardian
// Law: föräldrabalken 6 kap. 2 §, custody ends at eighteen.
constexpr int of_age = 18;

std::vector<Child> read(const std::string& text) {
    std::vector<Child> all;
    const auto parsed = json::parse(text);
    if (!parsed) return all;
    for (const auto& one : parsed->items()) all.push_back({one["number"].text(), one["given_name"].text(), one["name"].text()});
    return all;
}

std::string written(const std::vector<Child>& children) {
    return json::to_text(json::array(children, [](const Child& child) {
        return json::object({{"number", child.number}, {"given_name", child.given_name}, {"name", child.name}});
    }));
}

std::optional<Person> look_up(const Tenant& tenant, const std::string& number) {
    const auto reply = person_in_register(tenant, number);
    if (reply.outcome == Outcome::unreachable) return std::nullopt;
    return reply.outcome == Outcome::found ? person_of(reply.record) : Person{};
}

/// In doubt it is not: the register must say that nothing is protected, and name the guardian in the child's own record.
bool may_be_offered(const Person& child, const identity::PersonalNumber& number, const std::string& guardian) {
    return child.is_unprotected && child.deregistered.empty() && !child.given_name.empty() &&
           std::ranges::find(child.guardians, guardian) != child.guardians.end() && number.age_on(swedish_date(now())) < of_age;
}

void keep(db::Connection& db, const Tenant& tenant, PersonId person, const std::vector<Child>& children) {
    if (const auto row = store::children_of(db, person))
        store::set_children(db, person, privacy::seal_text(db, tenant.secret, row->key, written(children)));
}

bool is_marked(db::Connection& db, const Tenant& tenant, const Child& child) {
    const auto number = identity::PersonalNumber::from(child.number);
    const auto id = number ? identity::find_person_by_number(db, tenant.secret, *number) : std::nullopt;
    return id && identity::has_protected_identity(db, *id);
}

void run_asking(Tenant& tenant, const ::jobs::Job& job) {
    const auto payload = json::parse(job.payload);
    if (!payload) throw std::logic_error("a job that cannot be read");
    const PersonId person{(*payload)["person"].integer()};
    const auto number = tenant.db.read([&](db::Connection& db) { return identity::personal_number_of(db, tenant.secret, person); });
    if (!number || !has_population_register(tenant)) return;
    // Nobody waits for an answer that comes late: the next form asks anew.
    const auto children = children_in_register(tenant, number->digits());
    if (children) tenant.db.write([&](db::Connection& db) { keep(db, tenant, person, *children); });
}

void forget_old(Tenant& tenant, const ::jobs::Job&) {
    tenant.db.write([](db::Connection& db) {
        for (const auto person : store::with_old_children(db)) store::delete_children(db, person);
    });
}

std::string event_of(ChildrenFor purpose) {
    return purpose == ChildrenFor::form ? "directories.children_asked" : "directories.children_asked_for_earlier";
}

}  // namespace

std::optional<std::vector<Child>> children_in_register(const Tenant& tenant, const std::string& guardian) {
    const auto record = look_up(tenant, guardian);
    if (!record) return std::nullopt;
    std::vector<Child> children;
    std::set<std::string> asked;
    for (const auto& written_number : record->custody_of) {
        const auto number = identity::PersonalNumber::from(written_number);
        if (!number || asked.size() == most_asked || !asked.insert(number->digits()).second) continue;
        const auto child = look_up(tenant, number->digits());
        if (!child) return std::nullopt;
        if (may_be_offered(*child, *number, guardian)) children.push_back({number->digits(), child->given_name, child->name()});
    }
    std::ranges::sort(children, {}, &Child::number);
    return children;
}

OwnChildren own_children(db::Connection& db, const Tenant& tenant, PersonId person) {
    const auto row = store::children_of(db, person);
    if (!row) return {};
    if (!row->sealed) return {.is_awaited = has_population_register(tenant) && now() < row->asked_at + awaited_for};
    auto all = read(privacy::unseal_text(db, tenant.secret, row->key, *row->sealed).value_or(""));
    std::erase_if(all, [&](const Child& child) { return is_marked(db, tenant, child); });
    return {.all = std::move(all)};
}

bool should_ask_for_children(db::Connection& db, const Tenant& tenant, PersonId person) {
    if (!has_population_register(tenant)) return false;
    const auto row = store::children_of(db, person);
    return !row || (!row->sealed && row->asked_at + asked_again_after <= now());
}

void ask_for_children(db::Connection& db, const Tenant& tenant, const Visitor& of, ChildrenFor purpose) {
    if (!of.is_resident() || !should_ask_for_children(db, tenant, of.person) || !identity::personal_number_of(db, tenant.secret, of.person))
        return;
    store::delete_children(db, of.person);
    store::insert_asked(db, of.person, privacy::new_key(db, tenant.secret), now() + kept_for);
    audit::record(db, of, {.event = event_of(purpose), .subject_kind = "person", .subject = of.person.value, .reason = "processing"});
    ::jobs::enqueue(db, ask_job, json::to_text(json::object({{"person", of.person.value}})), now(),
                    "children:" + std::to_string(of.person.value));
}

void forget_all_children(db::Connection& db) {
    for (const auto person : store::with_children(db)) store::delete_children(db, person);
}

std::vector<AreaJob> jobs() { return {{ask_job, run_asking}, {"directories.forget_children", forget_old, "15 min"}}; }

}  // namespace directories
