#include "engines/contacts/contacts.h"

#include "engines/audit/audit.h"
#include "engines/contacts/chat.h"
#include "engines/contacts/households.h"
#include "engines/contacts/mail.h"
#include "engines/contacts/replies.h"
#include "engines/contacts/rows.h"
#include "engines/identity/units.h"
#include "foundation/json/json.h"

namespace contacts {
namespace {

constexpr std::int64_t days_kept = 396;  // 13 months: the same month of two years can be compared; twice that for one that nobody ends
constexpr auto same_thread_within = 7 * microseconds_a_day;

/// The best that is known of who it is.
std::optional<std::string> digest_of(const Tenant& tenant, std::optional<PersonId> person, const Said& said) {
    const auto all = digests_of(tenant, person, said);
    return all.empty() ? std::nullopt : std::optional(all.front());
}

/// What tells who it is: nothing that only a letter says of itself. A person that an agent has chosen stands beside it.
Said known_of(const Contact& contact) { return contact.is_unproven ? Said{} : contact.said; }

void keep_digests(db::Connection& db, const Tenant& tenant, ContactId id, std::optional<PersonId> person, const Said& said) {
    db.execute("DELETE FROM contacts_known_by WHERE contact = ?", id);
    for (const auto& who : digests_of(tenant, person, said))
        db.execute("INSERT INTO contacts_known_by(contact, who) VALUES (?, ?) ON CONFLICT (contact, who) DO NOTHING", id, who);
}

UnitId own_unit(db::Connection& db) { return identity::top_unit(db).value_or(UnitId{}); }

std::optional<ContactId> thread_of(db::Connection& db, const Incoming& incoming, const std::optional<std::string>& who, Timestamp at) {
    const auto thread = [](const db::Row& row) { return row.as<ContactId>("thread"); };
    if (incoming.thread) return incoming.thread;
    if (!incoming.answers_to.empty())
        if (const auto found = db.one(thread, "SELECT thread FROM contacts_contact WHERE outside = ?", incoming.answers_to)) return found;
    const bool is_written = incoming.channel == Channel::email || incoming.channel == Channel::sms;
    if (!is_written || !who) return std::nullopt;
    return db.one(thread,
                  "SELECT thread FROM contacts_contact WHERE who = ? AND channel = ? AND received_at > ? ORDER BY received_at DESC LIMIT 1",
                  *who, to_name(incoming.channel), at - same_thread_within);
}

void keep_original(db::Connection& db, const Tenant& tenant, ContactId id, KeyId key, const Original& original) {
    const auto named = json::to_text(json::object({{"name", original.name}, {"digest", original.digest}}));
    const auto sealed = privacy::seal_text(db, tenant.secret, key, named);
    db.execute("INSERT INTO contacts_original(id, contact, hash, type, size, sealed) VALUES (?, ?, ?, ?, ?, ?)", new_id(), id,
               original.hash, original.type, original.size, db::Blob{sealed});
}

ContactId insert(db::Connection& db, const Tenant& tenant, const Incoming& incoming, State state, const Visitor* agent) {
    if (!incoming.outside.empty())
        if (const auto known = find_by_outside(db, incoming.outside)) return *known;
    const ContactId id{new_id()};
    const auto key = privacy::new_key(db, tenant.secret);
    const auto at = incoming.at.value_or(now());
    // An address that nobody vouches for is no way to find anybody, now or later.
    const auto who = incoming.is_unproven ? std::nullopt : digest_of(tenant, incoming.person, incoming.said);
    const auto sealed = privacy::seal_text(db, tenant.secret, key, to_json(incoming.said));
    std::optional<std::string> outside;
    if (!incoming.outside.empty()) outside = incoming.outside;
    db.execute(
        "INSERT INTO contacts_contact(id, thread, key, channel, state, unit, subject, person, who, sealed, outside, agent, agent_name, "
        "received_at, answered_at, dispose_on, automatic, named_thread, unproven) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        id, thread_of(db, incoming, who, at).value_or(id), key, to_name(incoming.channel), to_name(state), own_unit(db),
        to_name(incoming.subject), incoming.person, who, db::Blob{sealed}, outside, agent ? std::optional(agent->account) : std::nullopt,
        agent ? agent->name : "", at, agent ? std::optional(at) : std::nullopt, Date{swedish_date(at).days + 2 * days_kept},
        incoming.is_automatic ? 1 : 0, incoming.named_thread, incoming.is_unproven ? 1 : 0);
    if (!incoming.is_unproven) keep_digests(db, tenant, id, incoming.person, incoming.said);
    for (const auto& original : incoming.originals) keep_original(db, tenant, id, key, original);
    return id;
}

void write_into_log(db::Connection& db, const Visitor& by, const char* event, ContactId id, std::string detail = {}) {
    audit::record(db, by, {.event = event, .subject_kind = "contact", .subject = id.value, .detail = std::move(detail)});
}

std::optional<Date> disposal_day(State state) {
    if (state != State::closed) return std::nullopt;
    return Date{swedish_date(now()).days + days_kept};
}

State state_after(Outcome outcome) {
    switch (outcome) {
        case Outcome::handed_over: return State::handed_over;
        case Outcome::call_back: return State::call_back;
        case Outcome::solved:
        case Outcome::missed: return State::closed;
    }
    return State::closed;
}

}  // namespace

ContactId receive(db::Connection& db, const Tenant& tenant, const Incoming& incoming) {
    return insert(db, tenant, incoming, State::waiting, nullptr);
}

ContactId begin(db::Connection& db, const Tenant& tenant, const Visitor& agent, const Incoming& incoming) {
    const auto id = insert(db, tenant, incoming, State::open, &agent);
    write_into_log(db, agent, "contacts.begun", id, std::string(to_name(incoming.channel)));
    return id;
}

Result<Contact> find(db::Connection& db, const Tenant& tenant, ContactId id) {
    auto found = opened(db, tenant, "id = ?", id);
    if (found.empty()) return failure(Fault::not_found);
    return std::move(found.front());
}

std::optional<ContactId> find_by_outside(db::Connection& db, std::string_view outside) {
    return db.one([](const db::Row& row) { return row.as<ContactId>("id"); }, "SELECT id FROM contacts_contact WHERE outside = ?", outside);
}

Result<Contact> find_for(db::Connection& db, const Tenant& tenant, AccountId account, ContactId id) {
    auto found = opened(db, tenant, "id = ? AND (" + in_units_served + " OR (state = 'handed_over' AND " + in_units_served + "))", id,
                        account, may_serve.name, now(), account, may_answer.name, now());
    if (found.empty()) return failure(Fault::not_found);
    return std::move(found.front());
}

Result<void> take(db::Connection& db, const Tenant&, const Visitor& agent, ContactId id, Take how) {
    const auto taken = db.execute(
        "UPDATE contacts_contact SET state = 'open', agent = ?, agent_name = ?, answered_at = COALESCE(answered_at, ?), call_back_at = "
        "NULL WHERE id = ? AND (state IN ('waiting', 'call_back') OR (? = 1 AND state = 'open' AND agent <> ?))",
        agent.account, agent.name, now(), id, how == Take::over ? 1 : 0, agent.account);
    if (taken == 0) return failure(Fault::conflict, "error_taken");
    write_into_log(db, agent, how == Take::over ? "contacts.taken_over" : "contacts.taken", id);
    return {};
}

/// With the digest by which it is found again.
static void keep(db::Connection& db, const Tenant& tenant, const Contact& contact) {
    const auto sealed = privacy::seal_text(db, tenant.secret, key_of(db, contact.id), to_json(contact.said));
    const auto known = known_of(contact);
    db.execute("UPDATE contacts_contact SET person = ?, sealed = ?, who = ? WHERE id = ?", contact.person, db::Blob{sealed},
               digest_of(tenant, contact.person, known), contact.id);
    keep_digests(db, tenant, contact.id, contact.person, known);
}

Result<void> set_person(db::Connection& db, const Tenant& tenant, const Visitor& by, ContactId id, std::optional<PersonId> person) {
    auto contact = TRY(find(db, tenant, id));
    if (contact.is_erased) return failure(Fault::conflict, "error_ended");
    contact.person = person;
    keep(db, tenant, contact);
    write_into_log(db, by, person ? "contacts.person_chosen" : "contacts.person_taken_back", id);
    return {};
}

Result<void> add_said(db::Connection& db, const Tenant& tenant, const Visitor& by, ContactId id, const Said& more) {
    auto contact = TRY(find(db, tenant, id));
    if (contact.is_erased) return failure(Fault::conflict, "error_ended");
    for (const auto field : {&Said::name, &Said::number, &Said::phone, &Said::email})
        if (!(more.*field).empty()) contact.said.*field = more.*field;
    keep(db, tenant, contact);
    write_into_log(db, by, "contacts.said_changed", id);
    return {};
}

Result<void> set_place(db::Connection& db, const Tenant& tenant, const Visitor& by, ContactId id, std::string_view words,
                       std::int64_t place_id) {
    auto contact = TRY(find(db, tenant, id));
    if (contact.is_erased) return failure(Fault::conflict, "error_ended");
    contact.said.place = words;
    contact.said.place_id = words.empty() ? 0 : place_id;
    keep(db, tenant, contact);
    write_into_log(db, by, words.empty() ? "contacts.place_taken_back" : "contacts.place_chosen", id);
    return {};
}

Result<void> finish(db::Connection& db, const Tenant& tenant, const Visitor& by, ContactId id, const Ending& ending) {
    auto contact = TRY(find(db, tenant, id));
    if (contact.state == State::closed) return failure(Fault::conflict, "error_ended");
    if (ending.outcome == Outcome::handed_over && !ending.unit && !ending.of_case) return invalid({{"unit", "error_unit"}});
    if (ending.outcome == Outcome::call_back && !ending.call_back_at) return invalid({{"call_back_day", "error_call_back"}});
    // What belongs to a case is the case's from here on.
    const auto state = ending.outcome == Outcome::handed_over && ending.of_case ? State::closed : state_after(ending.outcome);
    const auto ended = db.execute(
        "UPDATE contacts_contact SET state = ?, outcome = COALESCE(outcome, ?), subject = ?, unit = COALESCE(?, unit), case_id = "
        "COALESCE(?, case_id), call_back_at = ?, ended_at = COALESCE(ended_at, ?), dispose_on = COALESCE(?, dispose_on) "
        "WHERE id = ? AND state <> 'closed' AND (state <> 'open' OR agent = ?)",
        to_name(state), to_name(ending.outcome), to_name(ending.subject), ending.unit, ending.of_case, ending.call_back_at, now(),
        disposal_day(state), id, by.account);
    if (ended == 0) return failure(Fault::conflict, "error_taken");
    leave_chat(db, id);
    contact.said.note = ending.note;
    keep(db, tenant, contact);
    write_into_log(db, by, "contacts.ended", id, std::string(to_name(ending.outcome)));
    return {};
}

void note_answered(db::Connection& db, ContactId id, Timestamp at) {
    db.execute("UPDATE contacts_contact SET answered_at = ? WHERE id = ? AND answered_at IS NULL", at, id);
}

void note_ended(db::Connection& db, ContactId id, Timestamp at) {
    const auto missed = db.execute(
        "UPDATE contacts_contact SET state = 'closed', outcome = 'missed', ended_at = ?, dispose_on = ? WHERE id = ? AND state = 'waiting' "
        "AND answered_at IS NULL",
        at, disposal_day(State::closed), id);
    if (missed == 0) db.execute("UPDATE contacts_contact SET ended_at = ? WHERE id = ? AND ended_at IS NULL", at, id);
}

bool take_record(db::Connection& db, const Tenant& tenant, const CallRecord& call) {
    if (find_by_outside(db, call.outside)) return false;
    const auto id =
        receive(db, tenant, {.channel = Channel::phone, .said = {.phone = call.phone}, .outside = call.outside, .at = call.began});
    if (call.answered) note_answered(db, id, *call.answered);
    note_ended(db, id, call.ended);
    db.execute("UPDATE contacts_contact SET state = 'closed', dispose_on = ? WHERE id = ?", disposal_day(State::closed), id);
    return true;
}

std::int64_t close_answered(db::Connection& db) {
    constexpr auto after = 4 * microseconds_an_hour;  // whoever answered has had time to write what it was about
    return db.execute(
        "UPDATE contacts_contact SET state = 'closed', ended_at = COALESCE(ended_at, answered_at), dispose_on = ? WHERE state = 'waiting' "
        "AND answered_at IS NOT NULL AND COALESCE(ended_at, answered_at) < ?",
        disposal_day(State::closed), now() - after);
}

void use_article(db::Connection& db, ContactId id, ArticleId article) {
    db.execute("INSERT INTO contacts_article(contact, article) VALUES (?, ?) ON CONFLICT (contact, article) DO NOTHING", id, article);
}

std::vector<ArticleId> used_articles(db::Connection& db, ContactId id) {
    return db.all([](const db::Row& row) { return row.as<ArticleId>("article"); },
                  "SELECT article FROM contacts_article WHERE contact = ? ORDER BY article", id);
}

std::vector<Original> originals(db::Connection& db, const Tenant& tenant, ContactId id) {
    const auto rows = db.all(
        [](const db::Row& row) {
            return std::pair(Original{.id = row.integer("id"),
                                      .name = {},
                                      .type = row.text("type"),
                                      .hash = row.text("hash"),
                                      .digest = {},
                                      .size = row.integer("size")},
                             row.text("sealed"));
        },
        "SELECT * FROM contacts_original WHERE contact = ? ORDER BY id", id);
    std::vector<Original> all;
    for (auto [original, sealed] : rows)
        if (const auto text = privacy::unseal_text(db, tenant.secret, key_of(db, id), sealed)) {
            const auto named = json::parse(*text).value_or(json::Value());
            original.name = named["name"].text();
            original.digest = named["digest"].text();
            all.push_back(std::move(original));
        }
    return all;
}

bool keeps_file(db::Connection& db, std::string_view hash) {
    return db.number("SELECT COUNT(*) AS n FROM contacts_original WHERE hash = ?", hash) > 0;
}

std::vector<Contact> inbox(db::Connection& db, const Tenant& tenant, AccountId account, int limit) {
    auto all = opened(db, tenant, "state = 'open' AND agent = ? AND " + in_units_served + " ORDER BY received_at LIMIT ?", account, account,
                      may_serve.name, now(), limit);
    for (auto& waiting : opened(db, tenant, "state = 'waiting' AND " + in_units_served + " ORDER BY received_at LIMIT ?", account,
                                may_serve.name, now(), limit))
        all.push_back(std::move(waiting));
    return all;
}

std::int64_t count_waiting(db::Connection& db, AccountId account) {
    return db.number("SELECT COUNT(*) AS n FROM contacts_contact WHERE state = 'waiting' AND answered_at IS NULL AND " + in_units_served,
                     account, may_serve.name, now());
}

std::vector<Contact> to_call_back(db::Connection& db, const Tenant& tenant, AccountId account, int limit) {
    return opened(db, tenant, "state = 'call_back' AND " + in_units_served + " ORDER BY call_back_at, id LIMIT ?", account, may_serve.name,
                  now(), limit);
}

std::int64_t count_to_call_back(db::Connection& db, AccountId account) {
    return db.number("SELECT COUNT(*) AS n FROM contacts_contact WHERE state = 'call_back' AND " + in_units_served, account, may_serve.name,
                     now());
}

std::vector<Contact> handed_over(db::Connection& db, const Tenant& tenant, AccountId account, int limit) {
    return opened(db, tenant, "state = 'handed_over' AND " + in_units_served + " ORDER BY received_at, id LIMIT ?", account,
                  may_answer.name, now(), limit);
}

std::int64_t count_handed_over(db::Connection& db, AccountId account) {
    return db.number("SELECT COUNT(*) AS n FROM contacts_contact WHERE state = 'handed_over' AND " + in_units_served, account,
                     may_answer.name, now());
}

std::vector<Contact> earlier(db::Connection& db, const Tenant& tenant, AccountId account, const Contact& contact, int limit) {
    const auto known = known_of(contact);
    const auto who = digest_of(tenant, contact.person, known);
    if (!who) return {};
    // Before it was known who it is, the same person is found by telephone or e-mail.
    const auto before = contact.person ? digest_of(tenant, std::nullopt, known) : std::nullopt;
    return opened(
        db, tenant,
        "(who = ? OR who = ?) AND id <> ? AND (" + in_units_served + " OR " + in_units_served + ") ORDER BY received_at DESC LIMIT ?", *who,
        before.value_or(*who), contact.id, account, may_serve.name, now(), account, may_answer.name, now(), limit);
}

/// What was said in a chat, and what we answered, is the person's to read as well.
static void add_conversation(db::Connection& db, const Tenant& tenant, Contact& contact) {
    auto& words = contact.said.words;
    const auto add = [&](const std::string& said) { words += (words.empty() ? "" : "\n\n") + said; };
    const auto ours = tenant.name + ": ";
    for (const auto& line : lines(db, tenant, contact.id)) add(line.speaker == Speaker::resident ? line.words : ours + line.words);
    for (const auto& reply : replies(db, tenant, contact.id)) add(ours + reply.message.content.text);
}

std::vector<Contact> mine(db::Connection& db, const Tenant& tenant, PersonId person) {
    auto all = opened(db, tenant, "person = ? ORDER BY received_at DESC", person);
    for (auto& contact : all) add_conversation(db, tenant, contact);
    return all;
}

std::int64_t dispose_due(db::Connection& db) {
    constexpr int most_at_once = 1000;
    const auto due = db.all([](const db::Row& row) { return std::pair(row.as<ContactId>("id"), row.as<KeyId>("key")); },
                            "SELECT id, key FROM contacts_contact WHERE dispose_on <= ? AND sealed IS NOT NULL LIMIT ?",
                            swedish_date(now()), most_at_once);
    for (const auto& [id, key] : due) {
        privacy::destroy(db, key);
        db.execute("DELETE FROM contacts_original WHERE contact = ?", id);
        db.execute("DELETE FROM contacts_known_by WHERE contact = ?", id);
        db.execute("DELETE FROM contacts_line WHERE contact = ?", id);
        db.execute("UPDATE contacts_contact SET state = 'closed', sealed = NULL, person = NULL, who = NULL, outside = NULL WHERE id = ?",
                   id);
    }
    return std::ssize(due);
}

static void dispose(Tenant& tenant, const ::jobs::Job&) {
    while (tenant.db.write(dispose_due) > 0) continue;
}

static void close_all_answered(Tenant& tenant, const ::jobs::Job&) { tenant.db.write(close_answered); }

static void close_chats(Tenant& tenant, const ::jobs::Job&) {
    tenant.db.write([&](db::Connection& db) {
        end_waiting_chats(db, tenant);
        forget_households(db);
    });
}

std::vector<AreaJob> jobs() {
    return {{"contacts.dispose", dispose, "day 03:25"},
            {"contacts.close_chats", close_chats, "5 min"},
            {"contacts.close_answered", close_all_answered, "15 min"},
            {"contacts.fetch_mail", fetch_mail, "1 min"}};
}

}  // namespace contacts
