#include "areas/service_builder/publishing.h"

#include <fmt/format.h>

#include <algorithm>

#include "areas/service_builder/check.h"
#include "areas/service_builder/rights.h"
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

Result<void> publish_now(db::Connection& db, const Visitor& by, const Draft& draft) {
    const auto opened = TRY(open_draft(db, draft.id));
    TRY(ready_to_publish(db, opened));
    auto after = draft;
    after.state = DraftState::published;
    after.version = next_version(db, draft.service);
    TRY(services::put(db, with_version(opened.document, after.version)));
    TRY(services::publish(db, after.service, after.version));
    TRY(turn(db, draft, after));
    if (const auto source = source_taken_in(db, draft)) keep_source(db, draft.service, *source);
    forget_history(db, draft);
    record(db, by, "service_builder.version_published", after.service, after.version);
    return {};
}

/// What was approved cannot take effect: it is open again, and says why.
void take_back(db::Connection& db, const Tenant& tenant, const Draft& draft, const Error& why) {
    const Texts text(tenant.texts, "service_builder", Language::sv);
    auto after = draft;
    after.state = DraftState::open;
    after.words = text.has(why.text_key) ? text(why.text_key) : text("error_to_mend");
    after.publish_at.reset();
    if (change_state(db, draft, after)) record(db, audit::program("service_builder"), "service_builder.draft_opened_again", draft.service);
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
    after.proposer = by.account;
    TRY(turn(db, opened.draft, after));
    record(db, by, "service_builder.draft_proposed", opened.draft.service);
    return {};
}

Result<void> approve(db::Connection& db, const Visitor& by, ServiceDraftId id, int revision, Timestamp publish_at) {
    const auto opened = TRY(in_state(db, id, revision, {DraftState::proposed}));
    TRY(ready_to_publish(db, opened));
    if (opened.draft.proposer == by.account) return failure(Fault::forbidden, "error_own_proposal");
    auto after = opened.draft;
    after.state = DraftState::approved;
    after.publish_at = publish_at;
    TRY(turn(db, opened.draft, after));
    record(db, by, "service_builder.draft_approved", after.service);
    if (publish_at <= now()) return publish_now(db, by, after);
    jobs::enqueue(db, publish_job, "{}", publish_at, fmt::format("{}:{}", publish_job, id.value));
    return {};
}

Result<void> open_again(db::Connection& db, const Visitor& by, ServiceDraftId id, int revision, std::string_view words) {
    const auto opened = TRY(in_state(db, id, revision, {DraftState::proposed, DraftState::approved}));
    const bool was_approved = opened.draft.state == DraftState::approved;
    if (was_approved && !holds_at_the_top(db, by, may_publish)) return failure(Fault::forbidden);
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
    if (!document || !checked(db, *document).may_be_published()) return failure(Fault::conflict, "error_older_is_wrong");
    const auto next = next_version(db, service);
    TRY(services::put(db, with_version(*document, next)));
    TRY(services::publish(db, service, next));
    record(db, by, "service_builder.version_rolled_back", service, next);
    return next;
}

void publish_due(Tenant& tenant, const jobs::Job&) {
    tenant.db.write([&](db::Connection& db) {
        for (const auto& draft : due_to_publish(db, now()))
            if (const auto done = publish_now(db, audit::program("service_builder"), draft); !done)
                take_back(db, tenant, draft, done.error());
    });
}

}  // namespace service_builder
