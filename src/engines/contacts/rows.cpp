#include "engines/contacts/rows.h"

#include <array>
#include <charconv>

#include "engines/identity/find_people.h"
#include "engines/identity/keys.h"
#include "foundation/base/unicode.h"
#include "foundation/json/json.h"
#include "foundation/mail/mail.h"

namespace contacts {

std::string to_json(const Said& said) {
    return json::to_text(json::object({{"name", said.name},
                                       {"number", said.number},
                                       {"phone", said.phone},
                                       {"email", said.email},
                                       {"heading", said.heading},
                                       {"words", said.words},
                                       {"note", said.note},
                                       {"place", said.place},
                                       {"place_id", said.place_id}}));
}

Said said_in(const std::string& text) {
    const auto parsed = json::parse(text);
    if (!parsed) return {};
    const auto& of = *parsed;
    return {of["name"].text(),  of["number"].text(), of["phone"].text(), of["email"].text(),      of["heading"].text(),
            of["words"].text(), of["note"].text(),   of["place"].text(), of["place_id"].integer()};
}

Row read_row(const db::Row& row) {
    return {.contact = {.id = row.as<ContactId>("id"),
                        .thread = row.as<ContactId>("thread"),
                        .channel = from_name<Channel>(row.text("channel")).value_or(Channel::phone),
                        .state = from_name<State>(row.text("state")).value_or(State::closed),
                        .outcome = from_name<Outcome>(row.text("outcome")),
                        .unit = row.as<UnitId>("unit"),
                        .subject = from_name<knowledge::Subject>(row.text("subject")).value_or(knowledge::Subject::other),
                        .person = row.maybe<PersonId>("person"),
                        .case_id = row.maybe<CaseId>("case_id"),
                        .agent = row.maybe<AccountId>("agent"),
                        .agent_name = row.text("agent_name"),
                        .received_at = row.as<Timestamp>("received_at"),
                        .answered_at = row.maybe<Timestamp>("answered_at"),
                        .ended_at = row.maybe<Timestamp>("ended_at"),
                        .call_back_at = row.maybe<Timestamp>("call_back_at"),
                        .is_erased = row.is_null("sealed"),
                        .is_automatic = row.integer("automatic") != 0,
                        .is_unproven = row.integer("unproven") != 0},
            .key = row.as<KeyId>("key"),
            .sealed = row.text("sealed")};
}

KeyId key_of(db::Connection& db, ContactId id) {
    return db.one([](const db::Row& row) { return row.as<KeyId>("key"); }, "SELECT key FROM contacts_contact WHERE id = ?", id).value();
}

std::vector<std::string> digests_of(const Tenant& tenant, std::optional<PersonId> person, const Said& said) {
    std::vector<std::string> all;
    const auto add = [&](const std::string& value) { all.push_back(identity::mac(tenant.secret, "contact", value)); };
    if (person) add("person " + std::to_string(person->value));
    // "Hidden" and "anonymous" are everybody's.
    if (const auto figures = identity::figures_of_telephone(said.phone); !figures.empty()) add("phone " + figures);
    if (mail::is_address(said.email)) add("email " + lower(said.email));
    return all;
}

const char* const contacts_where = "SELECT * FROM contacts_contact WHERE ";

static constexpr int letters_and_figures = 36;

std::string reference(ContactId id) {
    std::array<char, 20> figures{};
    const auto [end, error] = std::to_chars(figures.data(), figures.data() + figures.size(), id.value, letters_and_figures);
    std::string text = "K-";
    for (const char* at = figures.data(); at != end; ++at) text += *at >= 'a' ? static_cast<char>(*at - 'a' + 'A') : *at;
    return text;
}

std::optional<ContactId> referred(std::string_view words) {
    constexpr std::string_view mark = "[K-";
    for (auto at = words.find(mark); at != words.npos; at = words.find(mark, at + 1)) {
        const auto rest = words.substr(at + mark.size());
        const auto end = rest.find(']');
        ContactId id;
        if (end == rest.npos) return std::nullopt;
        const auto [stop, error] = std::from_chars(rest.data(), rest.data() + end, id.value, letters_and_figures);
        if (error == std::errc() && stop == rest.data() + end && id.value > 0) return id;
    }
    return std::nullopt;
}

}  // namespace contacts
