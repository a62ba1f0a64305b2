#pragma once
/// All SQL of the area.
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "engines/area/tenant.h"
#include "engines/cases/of_service.h"
#include "engines/similarity/similarity.h"

namespace feedback::store {

/// "Du sa, vi gjorde" of one comment.
struct Story {
    std::string said, changed;
    std::optional<Timestamp> published_at{};
};
/// A draft, in place of what was there; a published one is taken back.
void put_draft(db::Connection&, const Tenant&, const cases::Case&, const Story&);
std::optional<Story> story(db::Connection&, const Tenant&, const cases::Case&);
/// From here on in the open: the caller has had the words looked through.
void publish(db::Connection&, CaseId, std::string_view said, std::string_view changed);
/// Where the case is disposed of: there is no key left to seal a draft with.
void forget(db::Connection&, CaseId);

struct Published {
    CaseId id{};
    UnitId unit{};
    Date month{};
    std::string said, changed;
};
using Key = std::pair<std::int64_t, std::int64_t>;  ///< month and case of the last one on the page before
std::vector<Published> published(db::Connection&, std::optional<Key> before, int limit);
/// Those of units where this member of staff has the permission.
std::vector<Published> published_of(db::Connection&, AccountId, std::string_view permission, std::optional<Key> before, int limit);

struct InTopic {
    CaseId id{};
    std::int64_t topic = 0;
    std::vector<similarity::Weighted> words{};
};
/// In place of all that was there.
void put_topics(db::Connection&, const Tenant&, const std::vector<cases::Received>&, const std::vector<similarity::Placed>&);
/// Of those cases, in units where this member of staff reads; words only of cases whose keys are there. `topic`: of that one alone.
std::vector<InTopic> topics(db::Connection&, const Tenant&, AccountId, const std::vector<cases::Received>&,
                            std::optional<std::int64_t> topic = {});
/// The cases of a topic in units where this member of staff reads, newest first.
std::vector<CaseId> cases_of_topic(db::Connection&, AccountId, std::int64_t topic, int limit);

}  // namespace feedback::store
