#include "engines/contacts/threads.h"

#include <algorithm>

#include "engines/audit/audit.h"
#include "engines/contacts/rows.h"
#include "engines/identity/people.h"

namespace contacts {
namespace {

constexpr auto near = 60 * microseconds_a_day;
const std::string may_be_seen = "(" + identity::in_units_of("unit") + " OR " + identity::in_units_of("unit") + ")";

void move(db::Connection& db, ContactId from, ContactId to) {
    db.execute("UPDATE contacts_contact SET thread = ? WHERE thread = ?", to, from);
}

}  // namespace

std::vector<Contact> in_thread(db::Connection& db, const Tenant& tenant, AccountId account, const Contact& contact) {
    constexpr int most = 50;
    return opened(db, tenant, "thread = ? AND id <> ? AND " + may_be_seen + " ORDER BY received_at, id LIMIT ?", contact.thread, contact.id,
                  account, may_serve.name, now(), account, may_answer.name, now(), most);
}

bool is_in_thread(db::Connection& db, const Tenant& tenant, ContactId thread, const Said& said) {
    return std::ranges::any_of(digests_of(tenant, std::nullopt, said), [&](const std::string& who) {
        return db.number(
                   "SELECT COUNT(*) AS n FROM contacts_known_by k JOIN contacts_contact c ON c.id = k.contact WHERE k.who = ? AND c.thread "
                   "= ?",
                   who, thread) > 0;
    });
}

/// Those of the thread that it names without being of it.
static std::vector<Contact> named_by(db::Connection& db, const Tenant& tenant, AccountId account, const Contact& contact, int limit) {
    return opened(db, tenant,
                  "thread = (SELECT named_thread FROM contacts_contact WHERE id = ?) AND thread <> ? AND sealed IS NOT NULL AND " +
                      may_be_seen + " ORDER BY received_at DESC LIMIT ?",
                  contact.id, contact.thread, account, may_serve.name, now(), account, may_answer.name, now(), limit);
}

std::vector<Contact> may_belong(db::Connection& db, const Tenant& tenant, AccountId account, const Contact& contact, int limit) {
    std::vector<std::string> digests = digests_of(tenant, contact.person, contact.said);
    // Before it was said who it is, the same person called from the number that is theirs.
    if (contact.person)
        if (const auto person = identity::find_person(db, tenant.secret, *contact.person))
            for (auto& one : digests_of(tenant, std::nullopt, {.phone = person->phone, .email = person->email}))
                digests.push_back(std::move(one));
    std::vector<Contact> all;
    for (const auto& digest : digests)
        for (auto& found : opened(db, tenant,
                                  "id IN (SELECT contact FROM contacts_known_by WHERE who = ?) AND thread <> ? AND sealed IS NOT NULL AND "
                                  "received_at > ? AND received_at < ? AND " +
                                      may_be_seen + " ORDER BY received_at DESC LIMIT ?",
                                  digest, contact.thread, contact.received_at - near, contact.received_at + near, account, may_serve.name,
                                  now(), account, may_answer.name, now(), limit))
            if (std::ranges::find(all, found.id, &Contact::id) == all.end()) all.push_back(std::move(found));
    std::ranges::sort(all, [](const Contact& a, const Contact& b) { return a.received_at > b.received_at; });
    auto named = named_by(db, tenant, account, contact, limit);
    for (auto& one : all)
        if (std::ranges::find(named, one.id, &Contact::id) == named.end()) named.push_back(std::move(one));
    if (std::ssize(named) > limit) named.resize(static_cast<std::size_t>(limit));
    return named;
}

Result<void> join(db::Connection& db, const Tenant& tenant, const Visitor& by, ContactId id, ContactId with) {
    const auto one = TRY(find_for(db, tenant, by.account, id));
    const auto other = TRY(find_for(db, tenant, by.account, with));
    if (one.is_erased || other.is_erased) return failure(Fault::not_found);
    if (one.thread == other.thread) return {};
    move(db, std::max(one.thread, other.thread), std::min(one.thread, other.thread));
    audit::record(db, by,
                  {.event = "contacts.joined", .subject_kind = "contact", .subject = id.value, .detail = std::to_string(with.value)});
    return {};
}

Result<void> part(db::Connection& db, const Tenant& tenant, const Visitor& by, ContactId id) {
    const auto contact = TRY(find_for(db, tenant, by.account, id));
    if (contact.thread == id) {
        // A thread is called by its first: the next is first now.
        const auto next = db.number("SELECT COALESCE(MIN(id), 0) AS n FROM contacts_contact WHERE thread = ? AND id <> ?", id, id);
        if (next == 0) return {};
        move(db, id, ContactId{next});
    }
    db.execute("UPDATE contacts_contact SET thread = ? WHERE id = ?", id, id);
    audit::record(db, by, {.event = "contacts.parted", .subject_kind = "contact", .subject = id.value});
    return {};
}

}  // namespace contacts
