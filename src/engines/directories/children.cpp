#include "engines/directories/children.h"

#include <algorithm>
#include <stdexcept>

#include "engines/audit/audit.h"
#include "engines/directories/records.h"
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
constexpr std::size_t most_children = 20;
// Law: föräldrabalken 6 kap. 2 §, custody ends at eighteen.
constexpr int of_age = 18;

struct Kept {
    KeyId key;
    std::optional<std::string> sealed;
    Timestamp asked_at, expires_at;
};
std::optional<Kept> kept(db::Connection& db, PersonId person) {
    return db.one(
        [](const db::Row& row) {
            return Kept{row.as<KeyId>("key"), row.is_null("sealed_children") ? std::nullopt : std::optional(row.text("sealed_children")),
                        row.as<Timestamp>("asked_at"), row.as<Timestamp>("expires_at")};
        },
        "SELECT * FROM directories_own_children WHERE person = ? AND expires_at > ?", person, now());
}

void forget(db::Connection& db, PersonId person) {
    const auto key = db.one([](const db::Row& row) { return row.as<KeyId>("key"); },
                            "DELETE FROM directories_own_children WHERE person = ? RETURNING key", person);
    if (key) privacy::destroy(db, *key);
}

bool is_connected(const Tenant& tenant) { return tenant.directories && tenant.directories->connected.contains(Directory::population); }

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
    const auto reply =
        tenant.directories->connected.at(Directory::population)({Directory::population, json::object({{"personal_number", number}})});
    if (reply.outcome == Outcome::unreachable) return std::nullopt;
    return reply.outcome == Outcome::found ? person_of(reply.record) : Person{};
}

/// In doubt it is not: the register must say that nothing is protected, and name the guardian in the child's own record.
bool may_be_offered(const Person& child, const identity::PersonalNumber& number, const std::string& guardian) {
    return child.is_unprotected && child.deregistered.empty() && !child.given_name.empty() &&
           std::ranges::find(child.guardians, guardian) != child.guardians.end() && number.age_on(swedish_date(now())) < of_age;
}

void keep(db::Connection& db, const Tenant& tenant, PersonId person, const std::vector<Child>& children) {
    const auto row = kept(db, person);
    if (!row) return;
    db.execute("UPDATE directories_own_children SET sealed_children = ? WHERE person = ?",
               db::Blob{privacy::seal_text(db, tenant.secret, row->key, written(children))}, person);
}

void run_asking(Tenant& tenant, const ::jobs::Job& job) {
    const auto payload = json::parse(job.payload);
    if (!payload) throw std::logic_error("a job that cannot be read");
    const PersonId person{(*payload)["person"].integer()};
    const auto number = tenant.db.read([&](db::Connection& db) { return identity::personal_number_of(db, tenant.secret, person); });
    if (!number || !is_connected(tenant)) return;
    // Nobody waits for an answer that comes late: the next form asks anew.
    const auto children = children_in_register(tenant, number->digits());
    if (children) tenant.db.write([&](db::Connection& db) { keep(db, tenant, person, *children); });
}

void forget_old(Tenant& tenant, const ::jobs::Job&) {
    tenant.db.write([](db::Connection& db) {
        for (const auto person : db.all([](const db::Row& row) { return row.as<PersonId>("person"); },
                                        "SELECT person FROM directories_own_children WHERE expires_at <= ?", now()))
            forget(db, person);
    });
}

}  // namespace

std::optional<std::vector<Child>> children_in_register(const Tenant& tenant, const std::string& guardian) {
    const auto record = look_up(tenant, guardian);
    if (!record) return std::nullopt;
    std::vector<Child> children;
    for (const auto& written_number : record->custody_of) {
        const auto number = identity::PersonalNumber::from(written_number);
        const bool is_told = !number || std::ranges::find(children, number->digits(), &Child::number) != children.end();
        if (is_told || children.size() == most_children) continue;
        const auto child = look_up(tenant, number->digits());
        if (!child || !may_be_offered(*child, *number, guardian)) continue;
        children.push_back({number->digits(), child->given_name, child->name()});
    }
    std::ranges::sort(children, {}, &Child::number);
    return children;
}

OwnChildren own_children(db::Connection& db, const Tenant& tenant, PersonId person) {
    const auto row = kept(db, person);
    if (!row) return {};
    if (!row->sealed) return {.is_awaited = is_connected(tenant) && now() < row->asked_at + awaited_for};
    return {.all = read(privacy::unseal_text(db, tenant.secret, row->key, *row->sealed).value_or(""))};
}

bool should_ask_for_children(db::Connection& db, const Tenant& tenant, PersonId person) {
    if (!is_connected(tenant)) return false;
    const auto row = kept(db, person);
    return !row || (!row->sealed && row->asked_at + asked_again_after <= now());
}

void ask_for_children(db::Connection& db, const Tenant& tenant, const Visitor& of) {
    if (!of.is_resident() || !should_ask_for_children(db, tenant, of.person) || !identity::personal_number_of(db, tenant.secret, of.person))
        return;
    forget(db, of.person);
    db.execute("INSERT INTO directories_own_children(person, key, asked_at, expires_at) VALUES (?, ?, ?, ?)", of.person,
               privacy::new_key(db, tenant.secret), now(), now() + kept_for);
    audit::record(db, of,
                  {.event = "directories.children_asked", .subject_kind = "person", .subject = of.person.value, .reason = "processing"});
    ::jobs::enqueue(db, ask_job, json::to_text(json::object({{"person", of.person.value}})), now(),
                    "children:" + std::to_string(of.person.value));
}

std::vector<AreaJob> jobs() { return {{ask_job, run_asking}, {"directories.forget_children", forget_old, "15 min"}}; }

}  // namespace directories
