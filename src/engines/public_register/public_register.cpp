#include "engines/public_register/public_register.h"

#include <algorithm>

#include "engines/audit/audit.h"
#include "foundation/fulltext/index.h"

namespace public_register {

// Open to everyone: the full-text index keeps the register under a scope of its own.
static constexpr std::int64_t public_scope = 0;
// A search by words that finds more than this is too wide to read; the best are kept.
static constexpr int most_found = 1000;

static Entry entry_from(const db::Row& row) {
    Entry entry{
        .case_id = row.integer("case_id"),
        .number = row.text("number"),
        .unit = row.as<UnitId>("unit"),
        .service = row.text("service"),
        .title_sv = row.text("title_sv"),
        .title_en = row.text("title_en"),
        .correspondent = row.text("correspondent"),
        .hides = from_name<Hides>(row.text("hides")).value_or(Hides::all),
        .secrecy_ref = row.text("secrecy_ref"),
        .received_on = row.as<Date>("received_on"),
        .closed_on = row.maybe<Date>("closed_on"),
    };
    if (entry.hides != Hides::nothing) entry.correspondent.clear();
    return entry;
}

static std::optional<Entry> entry_of(db::Connection& db, std::int64_t case_id) {
    return db.one(entry_from, "SELECT * FROM public_register_entry WHERE case_id = ?", case_id);
}

static void make_searchable(db::Connection& db, const Entry& entry) {
    fulltext::put(db, {.kind = "register",
                       .id = entry.case_id,
                       .scope = public_scope,
                       .title = entry.number + " " + entry.title_sv,
                       .body = entry.title_en + "\n" + entry.correspondent});
}

void enter(db::Connection& db, const Entry& entry) {
    const auto added = db.execute(
        "INSERT INTO public_register_entry(id, case_id, number, unit, service, title_sv, title_en, correspondent, hides, secrecy_ref, "
        "received_on) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (case_id) DO NOTHING",
        new_id(), entry.case_id, entry.number, entry.unit, entry.service, entry.title_sv, entry.title_en,
        entry.hides == Hides::nothing ? entry.correspondent : "", to_name(entry.hides), entry.secrecy_ref, entry.received_on);
    if (added > 0) make_searchable(db, *entry_of(db, entry.case_id));
}

void move(db::Connection& db, std::int64_t case_id, UnitId unit) {
    db.execute("UPDATE public_register_entry SET unit = ? WHERE case_id = ?", unit, case_id);
}

void add_record(db::Connection& db, std::int64_t case_id, std::string_view direction, std::string_view kind, Timestamp at,
                std::int64_t source) {
    db.execute(
        "INSERT INTO public_register_record(id, entry, ordinal, direction, at, kind, source) "
        "SELECT ?, e.id, (SELECT COALESCE(MAX(r.ordinal), 0) + 1 FROM public_register_record r WHERE r.entry = e.id), ?, ?, ?, ? "
        "FROM public_register_entry e WHERE e.case_id = ? ON CONFLICT (source) DO NOTHING",
        new_id(), direction, at, kind, source, case_id);
}

void close(db::Connection& db, std::int64_t case_id, Date day) {
    db.execute("UPDATE public_register_entry SET closed_on = ? WHERE case_id = ?", day, case_id);
}

void reopen(db::Connection& db, std::int64_t case_id) {
    db.execute("UPDATE public_register_entry SET closed_on = NULL WHERE case_id = ?", case_id);
}

Result<void> retitle(db::Connection& db, const Visitor& registrar, std::int64_t case_id, std::string_view title_sv,
                     std::string_view title_en) {
    if (db.execute("UPDATE public_register_entry SET title_sv = ?, title_en = ? WHERE case_id = ?", title_sv, title_en, case_id) == 0)
        return failure(Fault::not_found);
    make_searchable(db, *entry_of(db, case_id));
    // The old title stays out of the log: it is changed because it says too much.
    audit::record(db, registrar, {.event = "public_register.entry_retitled", .subject_kind = "case", .subject = case_id});
    return {};
}

Result<void> set_secrecy(db::Connection& db, const Visitor& registrar, std::int64_t case_id, const Secrecy& secrecy) {
    if (db.execute("UPDATE public_register_entry SET hides = ?, secrecy_ref = ? WHERE case_id = ?", to_name(secrecy.hides), secrecy.ref,
                   case_id) == 0)
        return failure(Fault::not_found);
    make_searchable(db, *entry_of(db, case_id));
    audit::record(db, registrar,
                  {.event = secrecy.hides == Hides::nothing ? "public_register.entry_shown" : "public_register.entry_hidden",
                   .subject_kind = "case",
                   .subject = case_id,
                   .reason = secrecy.reason,
                   .detail = std::string(to_name(secrecy.hides)) + " " + secrecy.ref});
    return {};
}

using Key = std::pair<Date, std::int64_t>;

static Key key_of(const Entry& entry) { return {entry.received_on, entry.case_id}; }

static std::vector<Entry> found_by_words(db::Connection& db, const Search& wanted, const Key& after) {
    static constexpr std::int64_t scopes[] = {public_scope};
    std::vector<Entry> found;
    const auto hits =
        fulltext::search(db, {.words = wanted.words, .scopes = scopes, .kinds = {"register"}, .limit = most_found, .prefix_last = true});
    for (const auto& hit : hits) {
        auto entry = entry_of(db, hit.id);
        if (!entry || key_of(*entry) >= after) continue;
        if ((wanted.from && entry->received_on < *wanted.from) || (wanted.to && entry->received_on > *wanted.to)) continue;
        found.push_back(std::move(*entry));
    }
    std::ranges::sort(found, [](const Entry& one, const Entry& other) { return key_of(one) > key_of(other); });
    if (std::ssize(found) > wanted.limit) found.erase(found.begin() + wanted.limit, found.end());
    return found;
}

std::vector<Entry> search(db::Connection& db, const Search& wanted) {
    const auto after = wanted.after.value_or(Key{Date{INT32_MAX}, INT64_MAX});
    if (!wanted.words.empty()) return found_by_words(db, wanted, after);
    // One bound, which is where the index is entered: a page far back costs what the first one does.
    const auto before = wanted.to ? std::min(after, Key{Date{wanted.to->days + 1}, INT64_MIN}) : after;
    return db.all(entry_from,
                  "SELECT * FROM public_register_entry WHERE received_on >= ? AND (received_on, case_id) < (?, ?) "
                  "ORDER BY received_on DESC, case_id DESC LIMIT ?",
                  wanted.from.value_or(Date{0}), before.first, before.second, wanted.limit);
}

Result<Entry> find(db::Connection& db, std::string_view number) {
    auto entry = db.one(entry_from, "SELECT * FROM public_register_entry WHERE number = ?", number);
    if (!entry) return failure(Fault::not_found);
    return std::move(*entry);
}

std::vector<Record> records(db::Connection& db, const Entry& entry) {
    return db.all(
        [](const db::Row& row) {
            return Record{static_cast<int>(row.integer("ordinal")), row.text("direction"), row.as<Timestamp>("at"), row.text("kind")};
        },
        "SELECT r.* FROM public_register_record r JOIN public_register_entry e ON e.id = r.entry WHERE e.case_id = ? ORDER BY r.ordinal",
        entry.case_id);
}

}  // namespace public_register
