#include "engines/public_register/public_register.h"

#include "foundation/fulltext/index.h"

namespace public_register {

// Open to everyone: the full-text index keeps the register under a scope of its own.
static constexpr std::int64_t public_scope = 0;

static Entry entry_from(const db::Row& row) {
    return {
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
}

void enter(db::Connection& db, const Entry& entry) {
    const auto added = db.execute(
        "INSERT INTO public_register_entry(id, case_id, number, unit, service, title_sv, title_en, correspondent, hides, secrecy_ref, received_on) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (case_id) DO NOTHING",
        new_id(), entry.case_id, entry.number, entry.unit, entry.service, entry.title_sv, entry.title_en,
        entry.hides == Hides::nothing ? entry.correspondent : "", to_name(entry.hides), entry.secrecy_ref, entry.received_on);
    if (added == 0) return;
    fulltext::put(db, {.kind = "register", .id = entry.case_id, .scope = public_scope, .title = entry.number + " " + entry.title_sv,
                       .body = entry.title_en + "\n" + (entry.hides == Hides::nothing ? entry.correspondent : "")});
}

void add_record(db::Connection& db, std::int64_t case_id, std::string_view direction, std::string_view kind, Timestamp at, std::int64_t source) {
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

std::vector<Entry> search(db::Connection& db, const Search& wanted) {
    std::vector<Entry> found;
    if (wanted.words.empty()) {
        const auto [day, case_id] = wanted.after.value_or(std::pair{Date{INT32_MAX}, INT64_MAX});
        return db.all(entry_from,
                      "SELECT * FROM public_register_entry WHERE received_on >= ? AND received_on <= ? "
                      "AND (received_on < ? OR (received_on = ? AND case_id < ?)) ORDER BY received_on DESC, case_id DESC LIMIT ?",
                      wanted.from.value_or(Date{0}), wanted.to.value_or(Date{INT32_MAX}), day, day, case_id, wanted.limit);
    }
    static constexpr std::int64_t scopes[] = {public_scope};
    const auto hits = fulltext::search(db, {.words = wanted.words, .scopes = scopes, .kinds = {"register"}, .limit = wanted.limit, .prefix_last = true});
    for (const auto& hit : hits) {
        auto entry = db.one(entry_from, "SELECT * FROM public_register_entry WHERE case_id = ?", hit.id);
        if (!entry) continue;
        if ((wanted.from && entry->received_on < *wanted.from) || (wanted.to && entry->received_on > *wanted.to)) continue;
        found.push_back(std::move(*entry));
    }
    return found;
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
        "SELECT r.* FROM public_register_record r JOIN public_register_entry e ON e.id = r.entry WHERE e.case_id = ? ORDER BY r.ordinal", entry.case_id);
}

}  // namespace public_register
