#include "areas/service_builder/store.h"

namespace service_builder {
namespace {

constexpr std::string_view columns =
    "SELECT id, service, title_sv, title_en, base_version, state, revision, words, proposed_by, proposer, version, publish_at, changed_at "
    "FROM service_builder_draft ";

Draft read_draft(const db::Row& row) {
    return {.id = {row.integer("id")},
            .service = row.text("service"),
            .title_sv = row.text("title_sv"),
            .title_en = row.text("title_en"),
            .base_version = static_cast<int>(row.integer("base_version")),
            .state = from_name<DraftState>(row.text("state")).value_or(DraftState::discarded),
            .revision = static_cast<int>(row.integer("revision")),
            .words = row.text("words"),
            .proposed_by = row.text("proposed_by"),
            .proposer = {row.integer("proposer")},
            .version = static_cast<int>(row.integer("version")),
            .publish_at = row.maybe<Timestamp>("publish_at"),
            .changed_at = {row.integer("changed_at")}};
}

Revision read_revision(const db::Row& row) {
    return {.number = static_cast<int>(row.integer("number")),
            .came_from = static_cast<int>(row.integer("came_from")),
            .what = from_name<What>(row.text("what")).value_or(What::saved),
            .part = row.text("part"),
            .author_name = row.text("author_name"),
            .saved_at = {row.integer("saved_at")},
            .base_version = static_cast<int>(row.integer("base_version"))};
}

constexpr std::string_view subscription_columns =
    "SELECT id, address, municipality, their_service, service, local_names, yaml, etag, changed_at, asked_at, problem "
    "FROM service_builder_subscription ";

Subscription read_subscription(const db::Row& row) {
    return {.id = {row.integer("id")},
            .address = row.text("address"),
            .municipality = row.text("municipality"),
            .their_service = row.text("their_service"),
            .service = row.text("service"),
            .names = our_names(row.text("local_names")),
            .yaml = row.text("yaml"),
            .etag = row.text("etag"),
            .changed_at = {row.integer("changed_at")},
            .asked_at = {row.integer("asked_at")},
            .problem = row.text("problem")};
}

/// After the draft's own revision; none when it has none.
void insert_revision(db::Connection& db, const Visitor& by, const Draft& draft, int number, const NewRevision& made) {
    db.execute(
        "INSERT INTO service_builder_revision (draft, number, came_from, yaml, what, part, author, author_name, saved_at, base_version, "
        "source_yaml) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        draft.id, number, draft.revision, made.yaml, to_name(made.what), made.part, by.account, by.name, now(), draft.base_version,
        made.source);
}

}  // namespace

std::vector<Draft> drafts_at_work(db::Connection& db) {
    return db.all(read_draft, std::string(columns) + "WHERE state IN ('open', 'proposed', 'approved') ORDER BY changed_at DESC, id");
}

Result<Draft> find_draft(db::Connection& db, ServiceDraftId id) {
    auto found = db.one(read_draft, std::string(columns) + "WHERE id = ?", id);
    if (!found) return failure(Fault::not_found);
    return std::move(*found);
}

std::optional<Draft> draft_of(db::Connection& db, std::string_view service) {
    return db.one(read_draft, std::string(columns) + "WHERE service = ? AND state IN ('open', 'proposed', 'approved') ORDER BY id LIMIT 1",
                  service);
}

ServiceDraftId begin_draft(db::Connection& db, const Visitor& by, const Draft& draft, std::string_view yaml) {
    const ServiceDraftId id{new_id()};
    db.execute(
        "INSERT INTO service_builder_draft (id, service, title_sv, title_en, base_version, state, revision, changed_at) "
        "VALUES (?, ?, ?, ?, ?, 'open', 1, ?)",
        id, draft.service, draft.title_sv, draft.title_en, draft.base_version, now());
    auto begun = draft;
    begun.id = id;
    insert_revision(db, by, begun, 1, {.yaml = std::string(yaml), .what = What::begun});
    return id;
}

Result<std::string> yaml_of(db::Connection& db, ServiceDraftId draft, int revision) {
    auto found = db.one([](const db::Row& row) { return row.text("yaml"); },
                        "SELECT yaml FROM service_builder_revision WHERE draft = ? AND number = ?", draft, revision);
    if (!found) return failure(Fault::not_found);
    return std::move(*found);
}

std::vector<Revision> revisions(db::Connection& db, ServiceDraftId draft) {
    return db.all(read_revision,
                  "SELECT number, came_from, what, part, author_name, saved_at, base_version FROM service_builder_revision WHERE draft = ? "
                  "ORDER BY number DESC LIMIT 100",
                  draft);
}

std::optional<int> revision_after(db::Connection& db, ServiceDraftId draft, int revision) {
    const auto after =
        db.number("SELECT COALESCE(MAX(number), 0) AS n FROM service_builder_revision WHERE draft = ? AND came_from = ?", draft, revision);
    return after == 0 ? std::nullopt : std::optional(static_cast<int>(after));
}

std::optional<Revision> find_revision(db::Connection& db, ServiceDraftId draft, int number) {
    return db.one(read_revision,
                  "SELECT number, came_from, what, part, author_name, saved_at, base_version FROM service_builder_revision WHERE draft = ? "
                  "AND number = ?",
                  draft, number);
}

bool add_revision(db::Connection& db, const Visitor& by, const Draft& draft, const NewRevision& made) {
    const auto number = 1 + static_cast<int>(db.number("SELECT MAX(number) AS n FROM service_builder_revision WHERE draft = ?", draft.id));
    auto then = draft;
    then.revision = number;
    if (!show_revision(db, draft, then)) return false;
    insert_revision(db, by, draft, number, made);
    return true;
}

bool show_revision(db::Connection& db, const Draft& before, const Draft& then) {
    return db.execute(
               "UPDATE service_builder_draft SET revision = ?, service = ?, title_sv = ?, title_en = ?, base_version = ?, changed_at = ? "
               "WHERE id = ? AND revision = ? AND state = 'open'",
               then.revision, then.service, then.title_sv, then.title_en, then.base_version, now(), before.id, before.revision) == 1;
}

bool change_state(db::Connection& db, const Draft& before, const Draft& after) {
    return db.execute(
               "UPDATE service_builder_draft SET state = ?, words = ?, proposed_by = ?, proposer = ?, version = ?, publish_at = ?, "
               "changed_at = ? "
               "WHERE id = ? AND state = ? AND revision = ?",
               to_name(after.state), after.words, after.proposed_by, after.proposer, after.version, after.publish_at, now(), before.id,
               to_name(before.state), before.revision) == 1;
}

void forget_history(db::Connection& db, const Draft& draft) {
    db.execute("DELETE FROM service_builder_revision WHERE draft = ? AND number <> ?", draft.id, draft.revision);
}

std::vector<Draft> due_to_publish(db::Connection& db, Timestamp then) {
    return db.all(read_draft, std::string(columns) + "WHERE state = 'approved' AND publish_at <= ? ORDER BY publish_at, id", then);
}

std::optional<std::string> source_taken_in(db::Connection& db, const Draft& draft) {
    return db.one([](const db::Row& row) { return row.text("source_yaml"); },
                  "WITH RECURSIVE back (came_from, source_yaml) AS ("
                  "SELECT came_from, source_yaml FROM service_builder_revision WHERE draft = ? AND number = ? UNION ALL "
                  "SELECT earlier.came_from, earlier.source_yaml FROM service_builder_revision AS earlier "
                  "JOIN back ON earlier.number = back.came_from WHERE earlier.draft = ? AND back.source_yaml IS NULL) "
                  "SELECT source_yaml FROM back WHERE source_yaml IS NOT NULL",
                  draft.id, draft.revision, draft.id);
}

std::optional<std::string> source_of(db::Connection& db, std::string_view service) {
    return db.one([](const db::Row& row) { return row.text("yaml"); }, "SELECT yaml FROM service_builder_source WHERE service = ?",
                  service);
}

void keep_source(db::Connection& db, std::string_view service, std::string_view yaml) {
    db.execute(
        "INSERT INTO service_builder_source (service, yaml, taken_at) VALUES (?, ?, ?) "
        "ON CONFLICT (service) DO UPDATE SET yaml = excluded.yaml, taken_at = excluded.taken_at",
        service, yaml, now());
}

std::vector<std::string> shared_ids(db::Connection& db) {
    return db.all([](const db::Row& row) { return row.text("service"); }, "SELECT service FROM service_builder_shared ORDER BY service");
}

void share(db::Connection& db, std::string_view service) {
    db.execute("INSERT INTO service_builder_shared (service, shared_at) VALUES (?, ?) ON CONFLICT (service) DO NOTHING", service, now());
}

bool stop_sharing(db::Connection& db, std::string_view service) {
    return db.execute("DELETE FROM service_builder_shared WHERE service = ?", service) == 1;
}

std::vector<Subscription> subscriptions(db::Connection& db) {
    return db.all(read_subscription, std::string(subscription_columns) + "ORDER BY municipality, their_service, id");
}

Result<Subscription> find_subscription(db::Connection& db, SubscriptionId id) {
    auto found = db.one(read_subscription, std::string(subscription_columns) + "WHERE id = ?", id);
    if (!found) return failure(Fault::not_found);
    return std::move(*found);
}

std::optional<Subscription> subscription_at(db::Connection& db, std::string_view address) {
    return db.one(read_subscription, std::string(subscription_columns) + "WHERE address = ?", address);
}

void add_subscription(db::Connection& db, const Subscription& one) {
    db.execute(
        "INSERT INTO service_builder_subscription (id, address, municipality, their_service, service, local_names, yaml, etag, changed_at, "
        "asked_at, problem) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        one.id, one.address, one.municipality, one.their_service, one.service, written(one.names), one.yaml, one.etag, one.changed_at,
        one.asked_at, one.problem);
}

void keep_names(db::Connection& db, const Subscription& one) {
    db.execute("UPDATE service_builder_subscription SET service = ?, local_names = ? WHERE id = ?", one.service, written(one.names),
               one.id);
}

void keep_asked(db::Connection& db, const Subscription& before, const Subscription& after) {
    db.execute(
        "UPDATE service_builder_subscription SET yaml = ?, etag = ?, changed_at = ?, asked_at = ?, problem = ? WHERE id = ? AND asked_at = "
        "?",
        after.yaml, after.etag, after.changed_at, after.asked_at, after.problem, before.id, before.asked_at);
}

KeptStanding standing_in_row(db::Connection& db, SubscriptionId id) {
    return db
        .one(
            [](const db::Row& row) {
                return KeptStanding{row.text("standing"), row.text("standing_of")};
            },
            "SELECT standing, standing_of FROM service_builder_subscription WHERE id = ?", id)
        .value_or(KeptStanding{});
}
void keep_standing(db::Connection& db, SubscriptionId id, const KeptStanding& standing) {
    db.execute("UPDATE service_builder_subscription SET standing = ?, standing_of = ? WHERE id = ?", standing.what, standing.of, id);
}

void end_subscription(db::Connection& db, SubscriptionId id) { db.execute("DELETE FROM service_builder_subscription WHERE id = ?", id); }

}  // namespace service_builder
