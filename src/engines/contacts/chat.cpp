#include "engines/contacts/chat.h"

#include <fmt/format.h>

#include "engines/audit/audit.h"
#include "engines/contacts/replies.h"
#include "engines/contacts/rows.h"
#include "engines/flows/calendar.h"
#include "engines/notify/notify.h"
#include "foundation/base/unicode.h"
#include "foundation/crypto/crypto.h"
#include "foundation/mail/mail.h"

namespace contacts {
namespace {

constexpr int minutes_an_hour = 60, days_a_week = 7;

const std::optional<Hours>& hours_of(const Week& week, Date day) { return week.at(static_cast<std::size_t>(weekday(day)) - 1); }

Result<void> fits(const std::string& words) {
    if (words.empty() || count_characters(words) > longest_line) return invalid({{"words", "error_line", {std::to_string(longest_line)}}});
    if (has_personal_number(words)) return invalid({{"words", "error_line_number"}});
    return {};
}

Chat read_chat(const db::Row& row) {
    return {.contact = row.as<ContactId>("contact"),
            .language = language_from(row.text("language")).value_or(Language::sv),
            .agent_name = row.text("agent_name"),
            .ended_at = row.maybe<Timestamp>("ended_at"),
            .before = row.integer("before_it")};
}

/// Whoever has left does not wait, though what they wrote does.
constexpr std::string_view nobody_has_left =
    "NOT EXISTS (SELECT 1 FROM contacts_chat gone WHERE gone.contact = other.id AND gone.ended_at IS NOT NULL)";
const std::string every_chat =
    "SELECT contacts_chat.*, contacts_contact.agent_name AS agent_name, (SELECT COUNT(*) FROM contacts_contact other WHERE other.channel = "
    "'chat' AND other.state = 'waiting' AND other.received_at < contacts_contact.received_at AND " +
    std::string(nobody_has_left) +
    ") AS before_it FROM contacts_chat JOIN "
    "contacts_contact ON contacts_contact.id = contacts_chat.contact WHERE ";

/// Other words under the same name, as after a step back in the browser, are something else that was said.
std::optional<std::string> digest_of(const ToSay& said) {
    if (said.name.empty()) return std::nullopt;
    return crypto::sha256_hex(said.name + "\n" + said.words);
}

bool stands_already(db::Connection& db, ContactId id, const ToSay& said) {
    const auto digest = digest_of(said);
    return digest && db.number("SELECT COUNT(*) AS n FROM contacts_line WHERE contact = ? AND said_as = ?", id, *digest) > 0;
}

void add_line(db::Connection& db, const Tenant& tenant, ContactId id, Speaker speaker, const ToSay& said, std::string_view agent_name) {
    db.execute("INSERT INTO contacts_line(id, contact, speaker, sealed, said_at, agent_name, said_as) VALUES (?, ?, ?, ?, ?, ?, ?)",
               new_id(), id, to_name(speaker), db::Blob{privacy::seal_text(db, tenant.secret, key_of(db, id), said.words)}, now(),
               agent_name, digest_of(said));
}

}  // namespace

Week chat_hours(db::Connection& db) {
    Week week;
    for (const auto& [day, hours] : db.all(
             [](const db::Row& row) {
                 return std::pair(static_cast<std::size_t>(row.integer("weekday")),
                                  Hours{static_cast<int>(row.integer("opens")), static_cast<int>(row.integer("closes"))});
             },
             "SELECT * FROM contacts_chat_hours"))
        if (day >= 1 && day <= week.size()) week.at(day - 1) = hours;
    return week;
}

void save_chat_hours(db::Connection& db, const Visitor& by, const Week& week) {
    db.execute("DELETE FROM contacts_chat_hours");
    for (std::size_t day = 0; day < week.size(); ++day)
        if (const auto& hours = week.at(day))
            db.execute("INSERT INTO contacts_chat_hours(weekday, opens, closes) VALUES (?, ?, ?)", static_cast<std::int64_t>(day) + 1,
                       hours->opens, hours->closes);
    audit::record(db, by, {.event = "contacts.chat_hours_changed", .subject_kind = "contact"});
}

bool is_open(const Week& week, Timestamp at) {
    const auto day = swedish_date(at);
    const auto& hours = hours_of(week, day);
    // Saturdays and Sundays are no working days, but may be open all the same.
    if (!hours || (weekday(day) < 6 && !flows::is_working_day(day))) return false;
    const auto clock = swedish_clock(at);
    const int minutes = clock.hour * minutes_an_hour + clock.minute;
    return minutes >= hours->opens && minutes < hours->closes;
}

std::optional<Timestamp> opens_next(const Week& week, Timestamp at) {
    const auto today = swedish_date(at);
    for (int ahead = 0; ahead < 2 * days_a_week; ++ahead) {
        const Date day{today.days + ahead};
        const auto& hours = hours_of(week, day);
        if (!hours) continue;
        const auto opens = swedish_time(day, hours->opens / minutes_an_hour, hours->opens % minutes_an_hour);
        if (opens > at && is_open(week, opens)) return opens;
    }
    return std::nullopt;
}

Result<ContactId> begin_chat(db::Connection& db, const Tenant& tenant, const Visitor& who, knowledge::Subject subject, const ToSay& said) {
    TRY(fits(said.words));
    if (const auto other = chat_of(db, who.session); other && !other->ended_at) return failure(Fault::conflict, "error_chat_going_on");
    if (db.number("SELECT COUNT(*) AS n FROM contacts_contact other WHERE other.channel = 'chat' AND other.state = 'waiting' AND " +
                  std::string(nobody_has_left)) >= most_waiting_chats)
        return failure(Fault::too_many);
    const auto id = receive(
        db, tenant, {.channel = Channel::chat, .subject = subject, .person = who.is_resident() ? std::optional(who.person) : std::nullopt});
    db.execute("INSERT INTO contacts_chat(contact, session, language) VALUES (?, ?, ?)", id, who.session, to_code(who.language));
    add_line(db, tenant, id, Speaker::resident, said, "");
    return id;
}

std::optional<Chat> chat_of(db::Connection& db, SessionId session) {
    if (session == SessionId{}) return std::nullopt;
    return db.one(read_chat, every_chat + "contacts_chat.session = ? ORDER BY contacts_chat.contact DESC LIMIT 1", session);
}

std::optional<Chat> chat_at(db::Connection& db, ContactId id) { return db.one(read_chat, every_chat + "contacts_chat.contact = ?", id); }

Result<void> say(db::Connection& db, const Tenant& tenant, ContactId id, Speaker speaker, const ToSay& said) {
    const auto chat = chat_at(db, id);
    if (!chat) return failure(Fault::not_found);
    if (stands_already(db, id, said)) return {};
    // One at a time: lines are numbered in the order in which they can be read, so that who asks for what came after one misses none.
    if (db.execute("UPDATE contacts_chat SET ended_at = NULL WHERE contact = ? AND ended_at IS NULL", id) == 0)
        return failure(Fault::conflict, "error_chat_ended");
    TRY(fits(said.words));
    if (speaker == Speaker::resident) {
        const auto all = db.number("SELECT COUNT(*) AS n FROM contacts_line WHERE contact = ?", id);
        const auto lately = db.number("SELECT COUNT(*) AS n FROM contacts_line WHERE contact = ? AND speaker = 'resident' AND said_at > ?",
                                      id, now() - microseconds_a_minute);
        if (all >= most_lines || lately >= most_lines_a_minute) return failure(Fault::too_many);
    }
    add_line(db, tenant, id, speaker, said, speaker == Speaker::agent ? chat->agent_name : "");
    return {};
}

std::vector<Line> lines(db::Connection& db, const Tenant& tenant, ContactId id, std::int64_t after) {
    const auto rows = db.all(
        [](const db::Row& row) {
            return Line{.id = row.integer("id"),
                        .speaker = from_name<Speaker>(row.text("speaker")).value_or(Speaker::resident),
                        .agent_name = row.text("agent_name"),
                        .words = row.text("sealed"),
                        .said_at = row.as<Timestamp>("said_at")};
        },
        "SELECT * FROM contacts_line WHERE contact = ? AND id > ? ORDER BY id", id, after);
    std::vector<Line> all;
    if (rows.empty()) return all;
    const auto key = key_of(db, id);
    for (auto line : rows)
        if (auto words = privacy::unseal_text(db, tenant.secret, key, line.words)) {
            line.words = *std::move(words);
            all.push_back(std::move(line));
        }
    return all;
}

void leave_chat(db::Connection& db, ContactId id) {
    db.execute("UPDATE contacts_chat SET ended_at = ? WHERE contact = ? AND ended_at IS NULL", now(), id);
}

using ChatToEnd = std::pair<ContactId, Language>;
static ChatToEnd chat_to_end(const db::Row& row) {
    return {row.as<ContactId>("id"), language_from(row.text("language")).value_or(Language::sv)};
}
static void end_all(db::Connection& db, const Tenant& tenant, const std::vector<ChatToEnd>& chats, std::string_view words) {
    for (const auto& [id, language] : chats) {
        add_line(db, tenant, id, Speaker::house, {.words = Texts(tenant.texts, "contacts", language)(words)}, "");
        leave_chat(db, id);
    }
}

std::int64_t end_waiting_chats(db::Connection& db, const Tenant& tenant) {
    if (is_open(chat_hours(db), now())) return 0;
    const auto waiting = db.all(chat_to_end,
                                "SELECT c.id, chat.language FROM contacts_chat chat JOIN contacts_contact c ON c.id = chat.contact "
                                "WHERE chat.ended_at IS NULL AND c.state = 'waiting' AND c.sealed IS NOT NULL ORDER BY c.id");
    const auto quiet = db.all(
        chat_to_end,
        "SELECT c.id, chat.language FROM contacts_chat chat JOIN contacts_contact c ON c.id = chat.contact "
        "WHERE chat.ended_at IS NULL AND c.state <> 'waiting' AND c.sealed IS NOT NULL AND NOT EXISTS (SELECT 1 FROM contacts_line l "
        "WHERE l.contact = c.id AND l.said_at > ?) ORDER BY c.id",
        now() - quiet_minutes * microseconds_a_minute);
    end_all(db, tenant, waiting, "chat_closed_waiting");
    end_all(db, tenant, quiet, "chat_closed_quiet");
    return std::ssize(waiting) + std::ssize(quiet);
}

void forget_chat(db::Connection& db, ContactId id) { db.execute("UPDATE contacts_chat SET session = 0 WHERE contact = ?", id); }

std::string transcript(db::Connection& db, const Tenant& tenant, ContactId id, Language language) {
    const Texts text(tenant.texts, "contacts", language);
    std::string all;
    for (const auto& line : lines(db, tenant, id))
        all += fmt::format("{} {}\n{}\n\n", text.moment(line.said_at), line.speaker == Speaker::resident ? text("chat_you") : tenant.name,
                           line.words);
    return all;
}

Result<void> send_transcript(db::Connection& db, const Tenant& tenant, ContactId id, const std::string& email) {
    if (!mail::is_address(email)) return invalid({{"email", "error_chat_email"}});
    const auto contact = TRY(find(db, tenant, id));
    const auto chat = chat_at(db, id);
    if (!chat || contact.is_erased) return failure(Fault::not_found);
    // Else anybody could let the municipality mail words of theirs to anybody.
    if (db.number("SELECT COUNT(*) AS n FROM contacts_line WHERE contact = ? AND speaker = 'agent'", id) == 0)
        return invalid({{"email", "error_chat_unanswered"}});
    if (db.execute("UPDATE contacts_chat SET transcripts = transcripts + 1 WHERE contact = ? AND transcripts < ?", id, most_transcripts) ==
        0)
        return failure(Fault::too_many);
    const Texts text(tenant.texts, "contacts", chat->language);
    notify::queue(db, tenant,
                  {.about = {.id = {}, .number = reference(id), .unit = contact.unit, .key = key_of(db, id)},
                   .occasion = std::string(notify::contact_answered),
                   .channel = notify::Channel::email,
                   .content = {.name = {},
                               .address = email,
                               .subject = text("chat_transcript_of", tenant.name),
                               .text = transcript(db, tenant, id, chat->language)}});
    return {};
}

}  // namespace contacts
