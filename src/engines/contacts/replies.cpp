#include "engines/contacts/replies.h"

#include <algorithm>
#include <array>

#include "engines/audit/audit.h"
#include "engines/contacts/chat.h"
#include "engines/contacts/rows.h"
#include "engines/identity/personal_number.h"
#include "engines/notify/notify.h"
#include "foundation/base/unicode.h"
#include "foundation/mail/mail.h"
#include "foundation/sms/sms.h"

namespace contacts {
namespace {

constexpr std::string_view mail_prefix = "mail:";

/// The Message-ID of the letter that it is, "" for what is none.
std::string message_id_of(db::Connection& db, ContactId id) {
    const auto outside = db.one([](const db::Row& row) { return row.text("outside"); },
                                "SELECT COALESCE(outside, '') AS outside FROM contacts_contact WHERE id = ?", id);
    return outside && outside->starts_with(mail_prefix) ? outside->substr(mail_prefix.size()) : "";
}

std::string first_half(std::string_view message_id) { return std::string(message_id.substr(0, message_id.find('@'))); }

notify::Content by_email(db::Connection& db, const Tenant& tenant, const Visitor& agent, const Contact& contact, const std::string& words) {
    const Texts text(tenant.texts, "contacts", Language::sv);
    const auto mark = "[" + reference(contact.thread) + "]";
    // The subject of an answer says nothing that may not be said in it, whoever wrote it first.
    const bool is_theirs = !contact.said.heading.empty() && !has_personal_number(contact.said.heading);
    auto heading = is_theirs ? contact.said.heading : text("reply_heading", tenant.name);
    if (heading.find(mark) == heading.npos) heading += " " + mark;
    return {.name = contact.said.name,
            .address = contact.said.email,
            .subject = !is_theirs || lower(heading).starts_with("sv:") ? heading : text("reply_to", heading),
            .text = text("reply_text", words, agent.name, tenant.name),
            .answers = message_id_of(db, contact.id)};
}

notify::Content by_sms(const Contact& contact, const std::string& words) {
    return {.name = contact.said.name, .address = sms::mobile_number(contact.said.phone).value_or(""), .subject = {}, .text = words};
}

Result<void> fits(WayBack way, const std::string& words) {
    const auto longest = way == WayBack::sms ? longest_text_message : longest_reply;
    if (words.empty() || count_characters(words) > longest) return invalid({{"reply", "error_reply", {std::to_string(longest)}}});
    if (has_personal_number(words)) return invalid({{"reply", "error_reply_number"}});
    if (way != WayBack::email && way != WayBack::sms) return invalid({{"reply", "error_no_way_back"}});
    return {};
}

}  // namespace

/// With the hyphen and the space of the keyboard for those that telephones write.
static std::string as_typed_by_hand(std::string_view words) {
    std::string all(words);
    for (const auto& [written, typed] : std::array<std::pair<std::string_view, char>, 5>{
             {{"\u2010", '-'}, {"\u2011", '-'}, {"\u2013", '-'}, {"\u2212", '-'}, {"\u00a0", ' '}}})
        for (auto at = all.find(written); at != all.npos; at = all.find(written, at)) all.replace(at, written.size(), 1, typed);
    return all;
}

bool has_personal_number(std::string_view as_written) {
    const auto by_hand = as_typed_by_hand(as_written);
    const std::string_view words = by_hand;
    const auto is_part = [](char c) { return (c >= '0' && c <= '9') || c == '-' || c == '+'; };
    for (auto at = words.begin(); at != words.end();) {
        const auto begin = std::find_if(at, words.end(), is_part);
        at = std::find_if_not(begin, words.end(), is_part);
        std::string_view run(begin, at);
        // "900101-9802." and "19900101 9802": with a stop behind, or a space where the line stands.
        while (!run.empty() && run.back() == '-') run.remove_suffix(1);
        if (identity::PersonalNumber::from(run)) return true;
        if (at != words.end() && *at == ' ' && (run.size() == 6 || run.size() == 8)) {
            const auto last = std::find_if_not(at + 1, words.end(), is_part);
            if (identity::PersonalNumber::from(std::string(run) + "-" + std::string(at + 1, last))) return true;
        }
    }
    return false;
}

WayBack way_back(db::Connection& db, const Tenant& tenant, const Contact& contact) {
    if (contact.is_erased || contact.is_automatic) return WayBack::none;
    const bool has_mail = mail::is_address(contact.said.email);
    const bool has_mobile = tenant.send_sms && sms::mobile_number(contact.said.phone);
    switch (contact.channel) {
        case Channel::sms:
            if (has_mobile) return WayBack::sms;
            break;
        case Channel::phone:
        case Channel::callback:
        case Channel::voice_mail:
            // Whoever has called waits for a voice.
            if (!contact.said.phone.empty()) return WayBack::call;
            break;
        case Channel::chat:
            // The line itself, while it is there: another program's chat is only told of here.
            if (const auto chat = chat_at(db, contact.id); chat && !chat->ended_at && contact.state == State::open) return WayBack::chat;
            break;
        default: break;
    }
    if (has_mail) return WayBack::email;
    if (has_mobile) return WayBack::sms;
    return contact.said.phone.empty() ? WayBack::none : WayBack::call;
}

Result<void> reply(db::Connection& db, const Tenant& tenant, const Visitor& agent, ContactId id, const std::string& words,
                   std::string_view name) {
    const auto contact = TRY(find(db, tenant, id));
    if (contact.state != State::open || contact.agent != agent.account) return failure(Fault::conflict, "error_taken");
    const auto way = way_back(db, tenant, contact);
    if (way == WayBack::chat) return say(db, tenant, id, Speaker::agent, {words, std::string(name)});
    TRY(fits(way, words));
    const bool is_mail = way == WayBack::email;
    const auto message = notify::queue(db, tenant,
                                       {.about = {.id = {}, .number = reference(id), .unit = contact.unit, .key = key_of(db, id)},
                                        .occasion = std::string(notify::contact_answered),
                                        .channel = is_mail ? notify::Channel::email : notify::Channel::sms,
                                        .content = is_mail ? by_email(db, tenant, agent, contact, words) : by_sms(contact, words)});
    db.execute("INSERT INTO contacts_reply(id, contact, message, mail_id, agent, agent_name) VALUES (?, ?, ?, ?, ?, ?)", new_id(), id,
               message, is_mail ? mail::message_id(std::to_string(message.value)) : "", agent.account, agent.name);
    audit::record(db, agent,
                  {.event = "contacts.replied", .subject_kind = "contact", .subject = id.value, .detail = is_mail ? "email" : "sms"});
    return {};
}

std::vector<Reply> replies(db::Connection& db, const Tenant& tenant, ContactId id) {
    const auto rows = db.all([](const db::Row& row) { return std::pair(row.as<MessageId>("message"), row.text("agent_name")); },
                             "SELECT message, agent_name FROM contacts_reply WHERE contact = ? ORDER BY id", id);
    std::vector<Reply> all;
    for (const auto& [message, agent_name] : rows)
        if (auto found = notify::find(db, tenant, message)) all.push_back({*std::move(found), agent_name});
    return all;
}

std::string mail_name(std::string_view message_id) {
    constexpr std::size_t longest = 250;  // characters: half of one is no text to PostgreSQL
    return std::string(mail_prefix) + first_characters(message_id, longest);
}

static ContactId read_thread(const db::Row& row) { return row.as<ContactId>("thread"); }

std::optional<ContactId> thread_of_answer(db::Connection& db, const std::vector<std::string>& message_ids) {
    for (const auto& id : message_ids) {
        if (const auto found = db.one(read_thread, "SELECT thread FROM contacts_contact WHERE outside = ?", mail_name(id))) return found;
        if (const auto found = db.one(read_thread,
                                      "SELECT contacts_contact.thread AS thread FROM contacts_contact JOIN contacts_reply ON "
                                      "contacts_reply.contact = contacts_contact.id WHERE contacts_reply.mail_id = ? AND "
                                      "contacts_reply.mail_id <> ''",
                                      first_half(id)))
            return found;
    }
    return std::nullopt;
}

std::optional<ContactId> thread_named(db::Connection& db, std::string_view subject) {
    const auto named = referred(subject);
    if (!named) return std::nullopt;
    return db.one(read_thread, "SELECT thread FROM contacts_contact WHERE id = ?", *named);
}

void note_returned(db::Connection& db, const std::vector<std::string>& message_ids) {
    for (const auto& id : message_ids)
        if (const auto message = db.one([](const db::Row& row) { return row.as<MessageId>("message"); },
                                        "SELECT message FROM contacts_reply WHERE mail_id = ? AND mail_id <> ''", first_half(id)))
            notify::note_returned(db, *message);
}

}  // namespace contacts
