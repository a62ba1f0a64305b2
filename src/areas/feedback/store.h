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

// ---- providers, goals, and what is linked to them

struct Provider {
    std::int64_t id = 0;
    std::string name;
    std::optional<UnitId> unit{};  ///< whose staff read what is linked to it
    bool has_ended = false;
};
struct Goal {
    std::int64_t id = 0;
    std::string code, name;
    std::optional<UnitId> unit{};
    bool has_ended = false;
};
/// By name and by code; those that have ended too.
std::vector<Provider> providers(db::Connection&);
std::vector<Goal> goals(db::Connection&);
void add_provider(db::Connection&, std::string_view name, std::optional<UnitId>);
void add_goal(db::Connection&, std::string_view code, std::string_view name, std::optional<UnitId>);
/// False when there is none, or it has ended.
bool end_provider(db::Connection&, std::int64_t id);
bool end_goal(db::Connection&, std::int64_t id);

struct Link {
    std::int64_t provider = 0, goal = 0;  ///< 0: none
};
Link link_of(db::Connection&, CaseId);
void set_link(db::Connection&, const cases::Case&, const Link&);
/// Everything of the comment belongs to that unit from now on.
void move(db::Connection&, CaseId, UnitId);

/// Of comments in units where this member of staff reads.
std::vector<std::pair<CaseId, Link>> links(db::Connection&, AccountId);
std::vector<CaseId> linked_to_provider(db::Connection&, AccountId, std::int64_t provider, int limit);
std::vector<CaseId> linked_to_goal(db::Connection&, AccountId, std::int64_t goal, int limit);
/// What is linked to providers in whose unit this member of staff reads, newest first; of one comment alone when it is given.
std::vector<CaseId> of_own_providers(db::Connection&, AccountId, std::optional<CaseId>, int limit);

}  // namespace feedback::store
