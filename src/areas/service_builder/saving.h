#pragma once
/// Saving a change of a draft that others may work on at the same time, and going back and forth between revisions.
#include <functional>
#include <map>
#include <optional>

#include "areas/service_builder/store.h"

namespace service_builder {

/// What a form wants to do with the definition it was made from.
using Edit = std::function<Result<yaml::Node>(const yaml::Node&)>;

/// What becomes of a place that two have changed, each in another way.
enum class Settled { mine, theirs, both };
/// Both texts one after the other, or what stands in either list; nothing where that makes no sense: a number, a part with parts.
std::optional<yaml::Node> both_of(const services::Conflict&);
/// What the reader of the conflicts has chosen. Nothing yet: whoever saves is asked.
struct InConflict {
    std::optional<Settled> all{};
    std::map<std::string, Settled, std::less<>> one_by_one{};  ///< by path

    static InConflict ask() { return {}; }
    static InConflict mine_wins() { return {.all = Settled::mine, .one_by_one = {}}; }
    std::optional<Settled> of(const services::Conflict&) const;
};
struct Save {
    ServiceDraftId draft{};
    int began_from = 0;  ///< the revision that the form was made from
    What what{};
    std::string part{};
    InConflict in_conflict{};
    std::optional<std::string> source{};  ///< the definition from elsewhere that is taken in
};
struct Saved {
    int revision = 0;                             ///< that is shown now
    std::vector<services::Conflict> conflicts{};  ///< when there are any, nothing was saved
    bool was_merged = false;                      ///< with what another has saved since
};

/// The draft and its definition. Failures: not_found.
Result<Opened> open_draft(db::Connection&, ServiceDraftId);

/// Makes the change on the revision the form began from, and merges it with what was saved after that. Failures: conflict (the draft is
/// proposed or published; another saved in the same moment; the id is not to be changed, or another's), too_large.
Result<Saved> save(db::Connection&, const Visitor&, const Save&, const Edit&);

/// What `theirs` has changed since `base`, from outside, merged into the draft as it is now.
Result<Saved> save_merged(db::Connection&, const Visitor&, const Save&, const yaml::Node& base, const yaml::Node& theirs);

/// What has been published since the draft began, merged into it.
Result<Saved> take_in_published(db::Connection&, const Visitor&, const Save&);

enum class Step { undo, redo };
/// One revision back, or forth again, with the published version that it was merged with. Failures: not_found when there is none, conflict.
Result<void> step(db::Connection&, ServiceDraftId, int began_from, Step);

/// Begins a draft from the newest published version, or from nothing; gives the one that is at work on that service already when there is
/// one. Failures: not_found (never published), invalid (the id is another service's).
Result<ServiceDraftId> begin_from_published(db::Connection&, const Visitor&, std::string_view service);
Result<ServiceDraftId> begin_new(db::Connection&, const Visitor&, std::string_view id);

/// The published version a draft began from, as a document; an empty one for a new service.
yaml::Node base_of(db::Connection&, const Draft&);

}  // namespace service_builder
