#include "areas/service_builder/publishing.h"

#include <fmt/format.h>

#include <algorithm>

#include "areas/service_builder/check.h"
#include "areas/service_builder/saving.h"
#include "engines/audit/audit.h"
#include "engines/services/catalogue.h"

namespace service_builder {
namespace {

void record(db::Connection& db, const Visitor& by, std::string_view event, std::string_view service, int version = 0) {
    audit::record(db, by,
                  {.event = std::string(event),
                   .subject_kind = "service",
                   .detail = version == 0 ? std::string(service) : fmt::format("{} {}", service, version)});
}

int next_version(db::Connection& db, std::string_view service) {
    int newest = 0;
    for (const auto& one : services::definitions(db))
        if (one.id == service) newest = std::max(newest, one.version);
    return newest + 1;
}

std::string with_version(const yaml::Node& document, int version) {
    return yaml::to_yaml(services::with_part(document, {"version"}, yaml::Node::of(std::int64_t{version})));
}

Result<Opened> in_state(db::Connection& db, ServiceDraftId id, int revision, std::initializer_list<DraftState> wanted) {
    auto opened = TRY(open_draft(db, id));
    const bool is_in_it = std::ranges::find(wanted, opened.draft.state) != wanted.end();
    if (!is_in_it || opened.draft.revision != revision) return failure(Fault::conflict, "error_state_changed");
    return opened;
}

Result<void> turn(db::Connection& db, const Draft& before, const Draft& after) {
    if (!change_state(db, before, after)) return failure(Fault::conflict, "error_state_changed");
    return {};
}

Result<void> ready_to_publish(db::Connection& db, const Opened& opened) {
    if (has_newer(db, opened.draft)) return failure(Fault::conflict, "newer_is_published");
    if (!checked(db, opened.document).may_be_published()) return failure(Fault::conflict, "error_to_mend");
    return {};
}

void publish_now(db::Connection& db, const Visitor& by, const Draft& draft) {
    auto after = draft;
    after.state = DraftState::published;
    if (!services::publish(db, draft.service, draft.version) || !change_state(db, draft, after)) return;
    forget_history(db, draft);
    record(db, by, "service_builder.version_published", draft.service, draft.version);
}

}  // namespace

bool has_newer(db::Connection& db, const Draft& draft) {
    const auto newest = services::newest_published(db, draft.service);
    return newest && newest->version > draft.base_version;
}

Result<void> propose(db::Connection& db, const Visitor& by, ServiceDraftId id, int revision, std::string_view words) {
    const auto opened = TRY(in_state(db, id, revision, {DraftState::open}));
    TRY(ready_to_publish(db, opened));
    auto after = opened.draft;
    after.state = DraftState::proposed;
    after.words = words;
    after.proposed_by = by.name;
    TRY(turn(db, opened.draft, after));
    record(db, by, "service_builder.draft_proposed", opened.draft.service);
    return {};
}

Result<void> approve(db::Connection& db, const Visitor& by, ServiceDraftId id, int revision, Timestamp publish_at) {
    const auto opened = TRY(in_state(db, id, revision, {DraftState::proposed}));
    TRY(ready_to_publish(db, opened));
    auto after = opened.draft;
    after.state = DraftState::approved;
    if (after.version == 0) after.version = next_version(db, opened.draft.service);
    after.publish_at = publish_at;
    TRY(services::put(db, with_version(opened.document, after.version)));
    TRY(turn(db, opened.draft, after));
    record(db, by, "service_builder.draft_approved", after.service, after.version);
    if (publish_at <= now()) publish_now(db, by, after);
    else jobs::enqueue(db, publish_job, "{}", publish_at, fmt::format("{}:{}", publish_job, id.value));
    return {};
}

Result<void> open_again(db::Connection& db, const Visitor& by, ServiceDraftId id, int revision, std::string_view words) {
    const auto opened = TRY(in_state(db, id, revision, {DraftState::proposed, DraftState::approved}));
    auto after = opened.draft;
    after.state = DraftState::open;
    after.words = words;
    after.publish_at.reset();
    TRY(turn(db, opened.draft, after));
    jobs::cancel(db, fmt::format("{}:{}", publish_job, id.value));
    record(db, by, "service_builder.draft_opened_again", opened.draft.service);
    return {};
}

Result<void> discard(db::Connection& db, const Visitor& by, ServiceDraftId id, int revision) {
    const auto opened = TRY(in_state(db, id, revision, {DraftState::open}));
    auto after = opened.draft;
    after.state = DraftState::discarded;
    TRY(turn(db, opened.draft, after));
    forget_history(db, opened.draft);
    record(db, by, "service_builder.draft_discarded", opened.draft.service);
    return {};
}

Result<int> publish_again(db::Connection& db, const Visitor& by, std::string_view service, int version) {
    const auto older = TRY(services::definition(db, service, version));
    const auto in_force = services::newest_published(db, service);
    if (!older.published_at || (in_force && in_force->version == version)) return failure(Fault::conflict, "error_not_older");
    const auto document = yaml::parse(older.yaml);
    if (!document) return failure(Fault::conflict, "error_not_older");
    const auto next = next_version(db, service);
    TRY(services::put(db, with_version(*document, next)));
    TRY(services::publish(db, service, next));
    record(db, by, "service_builder.version_rolled_back", service, next);
    return next;
}

void publish_due(Tenant& tenant, const jobs::Job&) {
    tenant.db.write([&](db::Connection& db) {
        for (const auto& draft : due_to_publish(db, now())) publish_now(db, audit::program("service_builder"), draft);
    });
}

}  // namespace service_builder
