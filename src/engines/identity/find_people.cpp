#include "engines/identity/find_people.h"

#include "engines/identity/keys.h"
#include "foundation/base/unicode.h"
#include "foundation/fulltext/index.h"

namespace identity {
namespace {

constexpr std::string_view kind = "person";
/// No unit has this number: whoever may search for people may find all of them.
constexpr std::int64_t scope_of_people = 3;

std::string search_secret(std::string_view secret) { return mac(secret, "search", "people"); }

/// An address of e-mail as one word.
std::string word_of_email(std::string_view email) {
    std::string word;
    for (const char c : lower(email))
        if (c != '@' && c != '.' && c != '-' && c != '_' && c != '+') word += c;
    return word;
}

std::string as_indexed(std::string_view typed) {
    if (auto figures = figures_of_telephone(typed); !figures.empty()) return figures;
    return typed.find('@') == typed.npos ? std::string(typed) : word_of_email(typed);
}

}  // namespace

std::string figures_of_telephone(std::string_view typed) {
    constexpr std::size_t fewest = 6, most = 15;
    std::string figures;
    for (const char c : typed) {
        if (c >= '0' && c <= '9') figures += c;
        else if (c != ' ' && c != '-' && c != '+' && c != '(' && c != ')' && c != '/') return {};
    }
    if (figures.starts_with("0046")) figures = "0" + figures.substr(4);
    else if (typed.starts_with('+') && figures.starts_with("46")) figures = "0" + figures.substr(2);
    return figures.size() < fewest || figures.size() > most ? std::string() : figures;
}

std::vector<Person> find_people(db::Connection& db, std::string_view secret, std::string_view typed, int limit) {
    std::vector<Person> found;
    if (const auto number = PersonalNumber::from(typed)) {
        if (const auto id = find_person_by_number(db, secret, *number)) found.push_back(find_person(db, secret, *id).value());
        return found;
    }
    const std::int64_t scopes[] = {scope_of_people};
    for (const auto& hit : fulltext::search(db, {.words = as_indexed(trimmed(typed)),
                                                .scopes = scopes,
                                                .kinds = {std::string(kind)},
                                                .limit = limit,
                                                .prefix_last = true,
                                                .secret = search_secret(secret)}))
        if (auto person = find_person(db, secret, PersonId{hit.id})) found.push_back(std::move(*person));
    return found;
}

void make_findable(db::Connection& db, std::string_view secret, PersonId id, std::string_view name, std::string_view phone,
                   std::string_view email) {
    fulltext::put(db, {.kind = std::string(kind),
                       .id = id.value,
                       .scope = scope_of_people,
                       .title = std::string(name),
                       .body = figures_of_telephone(phone) + " " + word_of_email(email),
                       .secret = search_secret(secret)});
    db.execute("UPDATE identity_person SET is_findable = 1 WHERE id = ?", id);
}

void remove_findable(db::Connection& db, PersonId id) { fulltext::remove(db, kind, id.value); }

void forget_findable(db::Connection& db) { db.execute("UPDATE identity_person SET is_findable = 0"); }

void make_all_findable(db::Database& database, std::string_view secret) {
    constexpr int most_at_once = 500;
    const auto some = [&](db::Connection& db) {
        const auto ids = db.all([](const db::Row& row) { return row.as<PersonId>("id"); },
                                "SELECT id FROM identity_person WHERE is_findable = 0 AND key IS NOT NULL LIMIT ?", most_at_once);
        for (const auto id : ids) {
            const auto person = find_person(db, secret, id).value();
            make_findable(db, secret, id, person.name, person.phone, person.email);
        }
        return ids.size();
    };
    while (database.write(some) > 0) continue;
}

}  // namespace identity
