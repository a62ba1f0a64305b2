#include "areas/service_builder/sharing.h"

#include "areas/service_builder/parts.h"
#include "engines/audit/audit.h"
#include "engines/services/catalogue.h"

namespace service_builder {
namespace {

/// Its version number is the source's own and says nothing here.
yaml::Node as_ours(const yaml::Node& document, const yaml::Node& ours) {
    return services::with_part(document, {"version"}, ours.exists() ? ours["version"] : yaml::Node::of(std::int64_t{1}));
}

bool is_known(db::Connection& db, std::string_view service) {
    return draft_of(db, service).has_value() || services::newest_published(db, service) != nullptr;
}

}  // namespace

Result<TakenIn> take_in_definition(db::Connection& db, const Visitor& by, std::string_view yaml, InConflict in_conflict) {
    const auto theirs = yaml::parse(yaml);
    if (!theirs || !theirs->is_map()) return invalid({{"yaml", "error_yaml"}});
    const auto id = (*theirs)["id"].text();
    if (!is_service_id(id)) return invalid({{"yaml", "error_service_id"}});

    const auto draft = TRY(is_known(db, id) ? begin_from_published(db, by, id) : begin_new(db, by, id));
    const auto opened = TRY(open_draft(db, draft));
    const auto before = source_taken_in(db, opened.draft);
    const auto source = before ? before : source_of(db, id);
    const auto base = source ? yaml::parse(*source).value_or(yaml::Node{}) : yaml::Node{};
    const bool is_empty = opened.draft.base_version == 0 && opened.draft.revision == 1;
    const Save wanted{
        .draft = draft, .began_from = opened.draft.revision, .what = What::merged, .in_conflict = in_conflict, .source = std::string(yaml)};
    const auto saved =
        TRY(save_merged(db, by, wanted, as_ours(is_empty ? opened.document : base, opened.document), as_ours(*theirs, opened.document)));
    if (!saved.conflicts.empty()) return TakenIn{draft, saved.conflicts};
    audit::record(db, by, {.event = "service_builder.definition_taken_in", .subject_kind = "service", .detail = id});
    return TakenIn{draft};
}

}  // namespace service_builder
