#include "engines/addresses/addresses.h"

#include <algorithm>
#include <deque>

#include "engines/addresses/words.h"
#include "foundation/base/unicode.h"

namespace addresses {
namespace {

constexpr std::string_view columns =
    "e.id, e.written, e.property, e.latitude, e.longitude, g.kind, g.name, g.postcode, g.locality FROM addresses_entry e "
    "JOIN addresses_group g ON g.id = e.group_id ";

Entry entry_in(const db::Row& row) {
    Entry entry{.id = row.as<AddressId>("id"),
                .kind = from_name<Kind>(row.text("kind")).value_or(Kind::address),
                .name = row.text("name"),
                .number = row.text("written"),
                .postcode = row.text("postcode"),
                .locality = row.text("locality"),
                .property = row.text("property")};
    if (!row.is_null("latitude") && !row.is_null("longitude")) entry.at = geo::Position{row.real("latitude"), row.real("longitude")};
    return entry;
}

/// What comes after every text that begins so.
std::string end_of(std::string_view beginning) { return std::string(beginning) + "\U0010FFFF"; }

using GroupId = Id<struct GroupTag>;

/// A statement that is put together, with what it binds.
class Statement {
public:
    Statement& add(std::string_view words) {
        sql_ += words;
        return *this;
    }
    Statement& bind(std::int64_t number) {
        values_.emplace_back(number);
        return *this;
    }
    Statement& bind(std::string words) {
        values_.emplace_back(texts_.emplace_back(std::move(words)));
        return *this;
    }
    Statement& bind_beginning(const std::string& word) { return bind(word).bind(end_of(word)); }

    std::vector<GroupId> groups(db::Connection& db) const {
        std::vector<GroupId> found;
        db.each(
            [&](const db::Row& row) {
                const auto id = row.as<GroupId>("group_id");
                if (std::ranges::find(found, id) == found.end()) found.push_back(id);
            },
            sql_, values_);
        return found;
    }

private:
    std::string sql_{};
    std::vector<db::Argument> values_{};
    std::deque<std::string> texts_{};  ///< what is bound stays where it is
};

/// Counting ends here: so many are many.
constexpr std::int64_t many = 400;

std::int64_t count_of_name(db::Connection& db, const std::string& name) {
    std::int64_t all = 0;
    for (const int place : {0, 1})
        all +=
            db.number("SELECT COUNT(*) AS n FROM (SELECT 1 FROM addresses_word WHERE place = ? AND word >= ? AND word < ? LIMIT ?) AS few",
                      place, name, end_of(name), many);
    return all;
}
std::int64_t count_of_label(db::Connection& db, const std::string& label) {
    return db.number("SELECT COUNT(*) AS n FROM (SELECT 1 FROM addresses_entry WHERE label >= ? AND label < ? LIMIT ?) AS few", label,
                     end_of(label), many);
}

/// The rarest word leads, the others are asked for in each group that it finds.
struct Lead {
    std::size_t name = 0;
    bool is_label = false;
};
Lead rarest(db::Connection& db, const Reading& reading) {
    Lead lead;
    if (reading.names.size() == 1 && reading.label.empty()) return lead;
    auto fewest = count_of_name(db, reading.names.front());
    for (std::size_t i = 1; i < reading.names.size(); ++i)
        if (const auto number = count_of_name(db, reading.names[i]); number < fewest) {
            fewest = number;
            lead.name = i;
        }
    lead.is_label = !reading.label.empty() && fewest >= many && count_of_label(db, reading.label) < many;
    return lead;
}

void add_kind(Statement& statement, std::optional<Kind> kind) {
    if (kind) statement.add("AND g.kind = ? ").bind(std::string(to_name(*kind)));
}
void add_names(Statement& statement, const Reading& reading, const Lead& lead) {
    for (std::size_t i = 0; i < reading.names.size(); ++i)
        if (lead.is_label || i != lead.name)
            statement.add("AND EXISTS (SELECT 1 FROM addresses_word o WHERE o.group_id = g.id AND o.word >= ? AND o.word < ?) ")
                .bind_beginning(reading.names[i]);
}

/// In the order of the words that were found, those of names first. Reads the index of words as far as is needed.
std::vector<GroupId> groups_by_name(db::Connection& db, const Reading& reading, const Lead& lead, std::optional<Kind> kind, int limit) {
    std::vector<GroupId> found;
    for (const int place : {0, 1}) {
        if (std::ssize(found) >= limit) break;
        Statement statement;
        statement
            .add(
                "SELECT w.word, w.group_id FROM addresses_word w JOIN addresses_group g ON g.id = w.group_id "
                "WHERE w.place = ? AND w.word >= ? AND w.word < ? ")
            .bind(place)
            .bind_beginning(reading.names[lead.name]);
        add_kind(statement, kind);
        add_names(statement, reading, lead);
        if (!reading.label.empty())
            statement.add("AND EXISTS (SELECT 1 FROM addresses_entry l WHERE l.group_id = g.id AND l.label >= ? AND l.label < ?) ")
                .bind_beginning(reading.label);
        statement.add("ORDER BY w.word, w.group_id LIMIT ?").bind(limit);
        for (const auto id : statement.groups(db))
            if (std::ranges::find(found, id) == found.end()) found.push_back(id);
    }
    return found;
}

std::vector<GroupId> groups_by_label(db::Connection& db, const Reading& reading, const Lead& lead, std::optional<Kind> kind, int limit) {
    Statement statement;
    statement
        .add(
            "SELECT l.label, l.group_id FROM addresses_entry l JOIN addresses_group g ON g.id = l.group_id "
            "WHERE l.label >= ? AND l.label < ? ")
        .bind_beginning(reading.label);
    add_kind(statement, kind);
    add_names(statement, reading, lead);
    statement.add("ORDER BY l.label, l.group_id LIMIT ?").bind(limit);
    return statement.groups(db);
}

std::vector<Entry> entries_of(db::Connection& db, GroupId group, const std::string& label, int limit) {
    const auto rest = std::string(columns) +
                      "WHERE e.group_id = ? AND e.label >= ? AND e.label < ? "
                      "ORDER BY CASE WHEN e.label = ? THEN 0 ELSE 1 END, e.number, e.second, e.label LIMIT ?";
    return db.all(entry_in, "SELECT " + rest, group, label, end_of(label), label, limit);
}

std::vector<Entry> found_by(db::Connection& db, const Reading& reading, std::optional<Kind> kind, int limit) {
    const auto lead = rarest(db, reading);
    const auto groups = lead.is_label ? groups_by_label(db, reading, lead, kind, limit) : groups_by_name(db, reading, lead, kind, limit);
    if (groups.empty()) return {};
    // Where several streets may be meant, some numbers of each.
    const auto of_each = std::max(1, limit / static_cast<int>(groups.size()));
    std::vector<Entry> found;
    for (const auto group : groups)
        for (auto& entry : entries_of(db, group, reading.label, of_each))
            if (std::ssize(found) < limit) found.push_back(std::move(entry));
    // "12" in one street before "120" in another.
    if (!reading.label.empty())
        std::stable_partition(found.begin(), found.end(), [&](const Entry& entry) { return label_of(entry.number) == reading.label; });
    return found;
}

}  // namespace

std::string Entry::written() const {
    const auto town = postcode.empty() ? locality : locality.empty() ? postcode : postcode + " " + locality;
    return kind == Kind::property || town.empty() ? first_line() : first_line() + ", " + town;
}

std::vector<Entry> search(db::Connection& db, std::string_view typed, std::optional<Kind> kind, int limit) {
    for (const auto& reading : readings(typed))
        if (auto found = found_by(db, reading, kind, limit); !found.empty()) return found;
    return {};
}

Result<Entry> find(db::Connection& db, AddressId id) {
    auto found = db.one(entry_in, "SELECT " + std::string(columns) + "WHERE e.id = ?", id);
    if (!found) return failure(Fault::not_found);
    return std::move(*found);
}

std::vector<Entry> on_property(db::Connection& db, std::string_view designation, int limit) {
    if (designation.empty()) return {};
    return db.all(
        entry_in,
        "SELECT " + std::string(columns) + "WHERE e.property = ? AND g.kind = 'address' ORDER BY e.group_id, e.number, e.label LIMIT ?",
        designation, limit);
}

bool has_any(db::Connection& db) { return db.number("SELECT COUNT(*) AS n FROM (SELECT 1 FROM addresses_group LIMIT 1) AS one") > 0; }

}  // namespace addresses
