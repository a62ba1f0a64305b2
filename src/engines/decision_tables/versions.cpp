#include "engines/decision_tables/versions.h"

#include <algorithm>

#include "engines/audit/audit.h"
#include "engines/decision_tables/store.h"
#include "engines/identity/roles.h"
#include "engines/identity/units.h"
#include "engines/services/catalogue.h"
#include "foundation/base/unicode.h"

namespace decision_tables {
namespace {

void record(db::Connection& db, const Visitor& by, std::string_view event, DecisionTableId id, int number = 0) {
    audit::record(db, by,
                  {.event = std::string(event),
                   .subject_kind = "decision_table",
                   .subject = id.value,
                   .detail = number == 0 ? "" : std::to_string(number)});
}

Result<Version> in_state(db::Connection& db, DecisionTableId id, int number, int revision, std::initializer_list<State> wanted) {
    auto version = TRY(find_version(db, id, number));
    const bool is_in_it = std::ranges::find(wanted, version.state) != wanted.end();
    if (!is_in_it || version.revision != revision) return failure(Fault::conflict, "error_changed");
    return version;
}

Result<void> put(db::Connection& db, const Version& after, int revision_before) {
    if (!store::change_version(db, after, revision_before)) return failure(Fault::conflict, "error_changed");
    return {};
}

std::vector<FieldError> too_long(const Content& content) {
    std::vector<FieldError> errors;
    const auto check = [&](const std::string& place, std::string_view words) {
        if (count_characters(words) > longest_cell) errors.push_back({place, "error_words_long", {std::to_string(longest_cell)}});
    };
    for (std::size_t i = 0; i < content.columns.size(); ++i) {
        const auto place = "columns." + std::to_string(i);
        check(place + ".expression", content.columns[i].expression);
        check(place + ".label_sv", content.columns[i].label.sv);
        check(place + ".label_en", content.columns[i].label.en);
    }
    for (std::size_t i = 0; i < content.rows.size(); ++i)
        for (std::size_t j = 0; j < content.rows[i].cells.size(); ++j)
            check("rows." + std::to_string(i) + ".cells." + std::to_string(j), content.rows[i].cells[j]);
    for (std::size_t i = 0; i < content.examples.size(); ++i) {
        check("examples." + std::to_string(i) + ".name", content.examples[i].name);
        for (std::size_t j = 0; j < content.examples[i].facts.size(); ++j)
            check("examples." + std::to_string(i) + ".facts." + std::to_string(j), content.examples[i].facts[j]);
    }
    return errors;
}

int next_number(db::Connection& db, DecisionTableId id) {
    const auto all = store::versions(db, id);
    return all.empty() ? 1 : all.front().number + 1;
}

}  // namespace

Result<DecisionTableId> add(db::Connection& db, const Visitor& by, UnitId unit, std::string_view service, const forms::Words& title) {
    std::vector<FieldError> errors;
    if (title.sv.empty()) errors.push_back({"title_sv", "error_title"});
    if (count_characters(title.sv) > longest_title) errors.push_back({"title_sv", "error_title_long", {std::to_string(longest_title)}});
    if (count_characters(title.en) > longest_title) errors.push_back({"title_en", "error_title_long", {std::to_string(longest_title)}});
    const auto found = services::newest_published(db, service);
    if (!found || found->is_registration()) errors.push_back({"service", "error_service"});
    else if (store::table_of(db, service, unit)) errors.push_back({"service", "error_has_table"});
    if (!errors.empty()) return invalid(std::move(errors));
    Table table{.id = DecisionTableId{new_id()}, .unit = unit, .service = std::string(service), .title = title};
    if (table.title.en.empty()) table.title.en = table.title.sv;
    store::insert_table(db, table);
    record(db, by, "decision_tables.table_added", table.id);
    return table.id;
}

Result<Table> find(db::Connection& db, DecisionTableId id) {
    auto found = store::table(db, id);
    if (!found) return failure(Fault::not_found);
    return std::move(*found);
}

Result<Table> find_for(db::Connection& db, AccountId account, Permission permission, DecisionTableId id) {
    auto found = TRY(find(db, id));
    if (!identity::has_right(db, account, permission.name, found.unit)) return failure(Fault::not_found);
    return found;
}

std::vector<Table> tables_of(db::Connection& db, AccountId account) { return store::tables(db, account, may_read.name); }

Result<Version> find_version(db::Connection& db, DecisionTableId id, int number) {
    auto found = store::version(db, id, number);
    if (!found) return failure(Fault::not_found);
    return std::move(*found);
}

std::vector<Version> versions(db::Connection& db, DecisionTableId id) { return store::versions(db, id); }

std::optional<Version> unfinished(db::Connection& db, DecisionTableId id) {
    for (auto& version : store::versions(db, id))
        if (version.state != State::approved) return version;
    return std::nullopt;
}

Result<int> begin(db::Connection& db, const Visitor& by, DecisionTableId id) {
    TRY(find(db, id));
    if (unfinished(db, id)) return failure(Fault::conflict, "error_unfinished");
    Version version{.table = id, .number = next_number(db, id), .author = by.account, .author_name = by.name};
    if (const auto holds = store::version_on(db, id, swedish_date(now()))) version.content = holds->content;
    store::insert_version(db, version);
    record(db, by, "decision_tables.version_begun", id, version.number);
    return version.number;
}

Result<Version> save(db::Connection& db, const Visitor& by, DecisionTableId id, int number, int revision, const Content& content) {
    auto version = TRY(in_state(db, id, number, revision, {State::open}));
    if (auto errors = too_long(content); !errors.empty()) return invalid(std::move(errors));
    version.content = content;
    version.author = by.account;
    version.author_name = by.name;
    if (std::ranges::find(version.writers, by.account) == version.writers.end()) version.writers.push_back(by.account);
    ++version.revision;
    TRY(put(db, version, revision));
    record(db, by, "decision_tables.version_saved", id, number);
    return version;
}

Result<void> propose(db::Connection& db, const Visitor& by, DecisionTableId id, int number, int revision, std::string_view words) {
    auto version = TRY(in_state(db, id, number, revision, {State::open}));
    if (words.empty()) return invalid({{"words", "error_why"}});
    if (count_characters(words) > longest_words) return invalid({{"words", "error_words_long", {std::to_string(longest_words)}}});
    const auto service = services::newest_published(db, TRY(find(db, id)).service);
    if (!service || !is_ready(version.content, *service)) return failure(Fault::conflict, "error_not_ready");
    version.state = State::proposed;
    version.words = words;
    version.proposer = by.account;
    version.proposer_name = by.name;
    ++version.revision;
    TRY(put(db, version, revision));
    record(db, by, "decision_tables.version_proposed", id, number);
    return {};
}

bool has_a_hand_in(const Version& version, AccountId account) {
    return account == version.proposer || account == version.author || std::ranges::find(version.writers, account) != version.writers.end();
}

Result<void> approve(db::Connection& db, const Visitor& by, DecisionTableId id, int number, int revision, Date effective_from) {
    auto version = TRY(in_state(db, id, number, revision, {State::proposed}));
    if (by.kind != Visitor::Kind::staff || has_a_hand_in(version, by.account)) return failure(Fault::forbidden, "error_own_version");
    if (effective_from < swedish_date(now())) return invalid({{"effective_from", "error_day"}});
    const auto service = services::newest_published(db, TRY(find(db, id)).service);
    // The service may have changed since it was proposed.
    if (!service || !is_ready(version.content, *service)) return failure(Fault::conflict, "error_not_ready");
    version.state = State::approved;
    version.approver = by.account;
    version.approver_name = by.name;
    version.approved_at = now();
    version.effective_from = effective_from;
    ++version.revision;
    TRY(put(db, version, revision));
    record(db, by, "decision_tables.version_approved", id, number);
    return {};
}

Result<void> send_back(db::Connection& db, const Visitor& by, DecisionTableId id, int number, int revision, std::string_view words) {
    auto version = TRY(in_state(db, id, number, revision, {State::proposed}));
    if (count_characters(words) > longest_words) return invalid({{"words", "error_words_long", {std::to_string(longest_words)}}});
    version.state = State::open;
    version.words = words;
    ++version.revision;
    TRY(put(db, version, revision));
    record(db, by, "decision_tables.version_sent_back", id, number);
    return {};
}

Result<void> discard(db::Connection& db, const Visitor& by, DecisionTableId id, int number, int revision) {
    TRY(in_state(db, id, number, revision, {State::open}));
    store::remove_version(db, id, number);
    record(db, by, "decision_tables.version_discarded", id, number);
    return {};
}

Result<int> roll_back(db::Connection& db, const Visitor& by, DecisionTableId id, int number) {
    const auto older = TRY(find_version(db, id, number));
    if (older.state != State::approved) return failure(Fault::conflict, "error_changed");
    if (unfinished(db, id)) return failure(Fault::conflict, "error_unfinished");
    auto again = older;
    again.number = next_number(db, id);
    again.revision = 1;
    again.restored_from = number;
    again.approver = by.account;
    again.approver_name = by.name;
    again.approved_at = now();
    again.effective_from = swedish_date(now());
    store::insert_version(db, again);
    record(db, by, "decision_tables.rolled_back", id, again.number);
    return again.number;
}

Result<void> stop(db::Connection& db, const Visitor& by, DecisionTableId id) {
    if (TRY(find(db, id)).stopped_at) return failure(Fault::conflict, "error_changed");
    store::set_stopped(db, id, now(), by.name);
    record(db, by, "decision_tables.stopped", id);
    return {};
}

Result<void> start(db::Connection& db, const Visitor& by, DecisionTableId id) {
    if (!TRY(find(db, id)).stopped_at) return failure(Fault::conflict, "error_changed");
    store::set_stopped(db, id, std::nullopt, "");
    record(db, by, "decision_tables.started", id);
    return {};
}

std::optional<Version> version_on(db::Connection& db, DecisionTableId id, Date day) { return store::version_on(db, id, day); }

std::optional<InForce> in_force(db::Connection& db, std::string_view service, UnitId unit, Date day) {
    if (!store::has_table(db, service)) return std::nullopt;  // asked for every application
    for (const auto above : identity::path_to_root(db, unit)) {
        auto table = store::table_of(db, service, above);
        if (!table) continue;
        if (table->stopped_at) return std::nullopt;
        auto version = store::version_on(db, table->id, day);
        if (!version) continue;
        return InForce{std::move(*table), std::move(*version)};
    }
    return std::nullopt;
}

}  // namespace decision_tables
