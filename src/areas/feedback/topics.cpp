#include "areas/feedback/topics.h"

#include <algorithm>
#include <map>

#include "areas/feedback/opened.h"
#include "engines/cases/find.h"
#include "engines/identity/units.h"

namespace feedback {
namespace {

constexpr std::int64_t days_a_week = 7, days_grouped = 30 * months_grouped;

/// 0 is the last seven days, 1 the week before.
std::int64_t weeks_ago(Timestamp at) { return std::max<std::int64_t>(0, (now().value - at.value) / (days_a_week * microseconds_a_day)); }

void count(Flow& flow, Timestamp at) {
    ++flow.all;
    if (flow.before.empty()) flow.before.resize(weeks_before);
    const auto ago = weeks_ago(at);
    if (ago == 0) ++flow.last_week;
    else if (ago <= weeks_before) ++flow.before[static_cast<std::size_t>(weeks_before - ago)];
}

std::vector<Flow> in_order(std::vector<Flow> all) {
    for (auto& one : all) one.is_sudden = similarity::is_sudden(one.last_week, one.before);
    std::ranges::stable_sort(all, [](const Flow& a, const Flow& b) {
        if (a.is_sudden != b.is_sudden) return a.is_sudden;
        return a.all > b.all;
    });
    return all;
}

std::string said_in(const cases::Case& of) {
    const auto answers = forms::answers_from_json(of.answers);
    return answers ? answers->text("said") : std::string();
}

}  // namespace

Timestamp since_grouped() { return now() - days_grouped * microseconds_a_day; }
Timestamp last_week() { return now() - days_a_week * microseconds_a_day; }

void group_feedback(Tenant& tenant) {
    std::vector<cases::Received> cases;
    std::vector<similarity::Text> texts;
    tenant.db.read([&](db::Connection& db) {
        cases = cases::received_since(db, service_id(db), since_grouped());
        for (const auto& one : cases)
            if (const auto of = cases::find(db, tenant, one.id)) texts.push_back({one.id.value, said_in(*of)});
    });
    const auto placed = similarity::topics(texts);
    tenant.db.write([&](db::Connection& db) { store::put_topics(db, tenant, cases, placed); });
}

/// What is linked to providers and goals, of the comments that came in meanwhile.
static void add_linked(db::Connection& db, AccountId account, const std::map<std::int64_t, Timestamp>& came, Overview& made) {
    std::map<std::int64_t, Flow> providers, goals;
    for (const auto& [id, link] : store::links(db, account)) {
        const auto at = came.find(id.value);
        if (at == came.end()) continue;
        if (link.provider != 0) count(providers[link.provider], at->second);
        if (link.goal != 0) count(goals[link.goal], at->second);
    }
    std::vector<Flow> by_provider, by_goal;
    for (const auto& one : store::providers(db))
        if (const auto found = providers.find(one.id); found != providers.end()) {
            found->second.key = one.id;
            found->second.name = one.name;
            by_provider.push_back(std::move(found->second));
        }
    for (const auto& one : store::goals(db))
        if (const auto found = goals.find(one.id); found != goals.end()) {
            found->second.key = one.id;
            found->second.name = one.code + " " + one.name;
            by_goal.push_back(std::move(found->second));
        }
    made.providers = in_order(std::move(by_provider));
    made.goals = in_order(std::move(by_goal));
}

Overview overview(db::Connection& db, const Tenant& tenant, AccountId account, Language language) {
    const auto cases = cases::received_since(db, account, service_id(db), since_grouped());
    Overview made{.weeks = std::vector<std::int64_t>(weeks_before + 1), .comments = std::ssize(cases)};
    std::map<std::int64_t, Flow> topics, units;
    std::map<std::int64_t, Timestamp> came;
    for (const auto& one : cases) {
        came[one.id.value] = one.at;
        count(units[one.unit.value], one.at);
        if (const auto ago = weeks_ago(one.at); ago <= weeks_before) ++made.weeks[static_cast<std::size_t>(weeks_before - ago)];
    }
    std::map<std::int64_t, std::vector<std::vector<similarity::Weighted>>> words;
    for (auto& one : store::topics(db, tenant, account, cases)) {
        count(topics[one.topic], came.at(one.id.value));
        words[one.topic].push_back(std::move(one.words));
    }
    std::vector<Flow> named;
    for (auto& [key, flow] : topics) {
        flow.key = key;
        for (const auto& word : similarity::name(words[key])) flow.name += (flow.name.empty() ? "" : ", ") + word;
        // Of too few that this reader may see there is nothing to say.
        if (!flow.name.empty()) named.push_back(std::move(flow));
    }
    made.topics = in_order(std::move(named));
    std::vector<Flow> by_unit;
    for (auto& [key, flow] : units) {
        flow.key = key;
        if (const auto unit = identity::find_unit(db, UnitId{key})) flow.name = unit->name(language);
        by_unit.push_back(std::move(flow));
    }
    made.units = in_order(std::move(by_unit));
    add_linked(db, account, came, made);
    return made;
}

}  // namespace feedback
