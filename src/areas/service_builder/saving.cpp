#include "areas/service_builder/saving.h"

#include <algorithm>

#include "engines/services/catalogue.h"

namespace service_builder {
namespace {

yaml::Node read(const std::string& text) { return yaml::parse(text).value_or(yaml::Node{}); }

/// The draft's row follows its definition.
void follow(Draft& draft, const yaml::Node& document) {
    if (draft.base_version == 0 && !document["id"].text().empty()) draft.service = document["id"].text();
    draft.title_sv = words_in(document["title"], Language::sv);
    draft.title_en = words_in(document["title"], Language::en);
}

/// The merged document has theirs in each such place.
yaml::Node settled(yaml::Node document, const std::vector<services::Conflict>& conflicts, const InConflict& chosen) {
    for (const auto& conflict : conflicts) {
        const auto choice = chosen.of(conflict).value();
        if (choice == Settled::mine) document = services::with_part(document, conflict.path, conflict.mine);
        if (choice == Settled::both) document = services::with_part(document, conflict.path, both_of(conflict).value_or(conflict.mine));
    }
    return document;
}

bool is_settled(const std::vector<services::Conflict>& conflicts, const InConflict& chosen) {
    return std::ranges::all_of(conflicts, [&](const services::Conflict& one) { return chosen.of(one).has_value(); });
}

/// A published service keeps its id: its cases and its address are known by it. A new one takes none that is published or worked on.
Result<void> may_be_called(db::Connection& db, const Draft& draft, const std::string& id) {
    if (id == draft.service) return {};
    if (draft.base_version > 0) return failure(Fault::conflict, "error_id_is_fixed");
    const auto at_work = draft_of(db, id);
    const bool is_taken = (at_work && at_work->id != draft.id) || services::newest_published(db, id);
    if (is_taken) return failure(Fault::conflict, "error_id_is_taken");
    return {};
}

/// Keeps the merged document as a new revision.
Result<Saved> keep(db::Connection& db, const Visitor& by, const Save& save, Draft draft, services::Merged merged) {
    if (!is_settled(merged.conflicts, save.in_conflict)) return Saved{draft.revision, std::move(merged.conflicts)};
    const auto document = settled(std::move(merged.document), merged.conflicts, save.in_conflict);
    const auto text = yaml::to_yaml(document);
    if (text.size() > yaml::max_size) return failure(Fault::too_large);
    TRY(may_be_called(db, draft, document["id"].text()));
    follow(draft, document);
    if (!add_revision(db, by, draft, {text, save.what, save.part, save.source})) return failure(Fault::conflict, "error_saved_at_once");
    return Saved{.revision = TRY(find_draft(db, draft.id)).revision, .was_merged = save.began_from != draft.revision};
}

Result<Draft> open_for_changes(db::Connection& db, ServiceDraftId id) {
    auto draft = TRY(find_draft(db, id));
    if (draft.state != DraftState::open) return failure(Fault::conflict, "error_not_open");
    return draft;
}

std::string newest_yaml(db::Connection& db, std::string_view service, int version) {
    const auto found = services::definition(db, service, version);
    return found ? found->yaml : "";
}

ServiceDraftId begin(db::Connection& db, const Visitor& by, Draft draft, const std::string& yaml) {
    follow(draft, read(yaml));
    return begin_draft(db, by, draft, yaml);
}

}  // namespace

std::optional<yaml::Node> both_of(const services::Conflict& conflict) {
    const auto &mine = conflict.mine, &theirs = conflict.theirs;
    if (mine.is_list() && theirs.is_list()) {
        auto all = theirs.items();
        for (const auto& one : mine.items())
            if (std::ranges::find(all, one) == all.end()) all.push_back(one);
        return yaml::Node::of(std::move(all));
    }
    const auto is_prose = [](const yaml::Node& one) { return one.is_text() && one.text().find(' ') != std::string::npos; };
    const bool are_prose = is_prose(mine) && is_prose(theirs);
    return are_prose ? std::optional(yaml::Node::of(theirs.text() + " " + mine.text())) : std::nullopt;
}

std::optional<Settled> InConflict::of(const services::Conflict& conflict) const {
    if (all) return all;
    const auto found = one_by_one.find(services::to_text(conflict.path));
    return found == one_by_one.end() ? std::nullopt : std::optional(found->second);
}

Result<Opened> open_draft(db::Connection& db, ServiceDraftId id) {
    auto draft = TRY(find_draft(db, id));
    auto document = read(TRY(yaml_of(db, id, draft.revision)));
    auto usage = services::usage(db, draft.service, draft.base_version);
    return Opened{std::move(draft), std::move(document), std::move(usage)};
}

Result<Saved> save(db::Connection& db, const Visitor& by, const Save& save, const Edit& edit) {
    const auto draft = TRY(open_for_changes(db, save.draft));
    const auto base = read(TRY(yaml_of(db, draft.id, save.began_from)));
    const auto mine = TRY(edit(base));
    if (save.began_from == draft.revision) {
        if (mine == base) return Saved{draft.revision};
        return keep(db, by, save, draft, {mine});
    }
    const auto theirs = read(TRY(yaml_of(db, draft.id, draft.revision)));
    return keep(db, by, save, draft, services::merge(base, mine, theirs));
}

Result<Saved> save_merged(db::Connection& db, const Visitor& by, const Save& save, const yaml::Node& base, const yaml::Node& theirs) {
    const auto draft = TRY(open_for_changes(db, save.draft));
    const auto mine = read(TRY(yaml_of(db, draft.id, draft.revision)));
    return keep(db, by, save, draft, services::merge(base, mine, theirs));
}

Result<Saved> take_in_published(db::Connection& db, const Visitor& by, const Save& save) {
    auto draft = TRY(open_for_changes(db, save.draft));
    const auto newest = services::newest_published(db, draft.service);
    if (!newest || newest->version <= draft.base_version) return Saved{draft.revision};
    const auto mine = read(TRY(yaml_of(db, draft.id, draft.revision)));
    const auto theirs = read(newest_yaml(db, draft.service, newest->version));
    auto merged = services::merge(base_of(db, draft), mine, theirs);
    draft.base_version = newest->version;
    return keep(db, by, save, draft, std::move(merged));
}

Result<void> step(db::Connection& db, ServiceDraftId id, int began_from, Step step) {
    const auto draft = TRY(open_for_changes(db, id));
    if (draft.revision != began_from) return failure(Fault::conflict, "error_saved_at_once");
    const auto shown = find_revision(db, id, draft.revision);
    const auto number = step == Step::redo ? revision_after(db, id, draft.revision)
                        : shown            ? std::optional(shown->came_from)
                                           : std::nullopt;
    const auto wanted = number ? find_revision(db, id, *number) : std::nullopt;
    if (!wanted) return failure(Fault::not_found);
    auto then = draft;
    then.revision = wanted->number;
    then.base_version = wanted->base_version;
    follow(then, read(TRY(yaml_of(db, id, wanted->number))));
    if (!show_revision(db, draft, then)) return failure(Fault::conflict, "error_saved_at_once");
    return {};
}

Result<ServiceDraftId> begin_from_published(db::Connection& db, const Visitor& by, std::string_view service) {
    if (const auto at_work = draft_of(db, service)) return at_work->id;
    const auto newest = services::newest_published(db, service);
    if (!newest) return failure(Fault::not_found);
    return begin(db, by, {.service = newest->id, .base_version = newest->version}, newest_yaml(db, service, newest->version));
}

Result<ServiceDraftId> begin_new(db::Connection& db, const Visitor& by, std::string_view id) {
    if (const auto at_work = draft_of(db, id)) return at_work->id;
    if (services::newest_published(db, id)) return invalid({{"id", "error_id_taken"}});
    return begin(db, by, {.service = std::string(id)}, empty_definition(id));
}

yaml::Node base_of(db::Connection& db, const Draft& draft) {
    return draft.base_version == 0 ? yaml::Node{} : read(newest_yaml(db, draft.service, draft.base_version));
}

}  // namespace service_builder
