#include "areas/fault_reports/course.h"

#include <algorithm>
#include <map>

#include "areas/fault_reports/report.h"

namespace fault_reports {
namespace {

bool is_closed(const flows::Flow& flow, const std::string& id) {
    const auto* state = flow.find_state(id);
    return state && state->kind == flows::StateKind::closed;
}

/// How much of the time between two moments they had it.
std::int64_t shared(const Outside& one, Timestamp from, Timestamp until) {
    const auto begins = std::max(one.from.value, from.value), ends = std::min(one.until.value_or(until).value, until.value);
    return std::max<std::int64_t>(0, ends - begins);
}

}  // namespace

Course course_of(const flows::Flow& flow, const std::vector<Came>& states, const std::vector<Outside>& outside, Timestamp now) {
    Course course;
    if (states.empty()) return course;
    const auto reported = states.front().at;
    const auto since = [&](Timestamp at) { return at.value - reported.value; };

    if (states.size() > 1) course.to_first_sign = since(states[1].at);
    if (!outside.empty()) course.to_first_sign = std::min(course.to_first_sign.value_or(since(now)), since(outside.front().from));
    const auto visit = std::find_if(states.begin() + 1, states.end(), [&](const Came& one) { return !is_closed(flow, one.state); });
    if (visit != states.end()) course.to_visit = since(visit->at);
    if (states.back().state == mended_state) course.to_mended = since(states.back().at);

    std::int64_t ours = 0, reporters = 0;
    std::map<std::string, std::int64_t> theirs;
    for (std::size_t i = 0; i < states.size(); ++i) {
        const bool is_last = i + 1 == states.size();
        const auto from = states[i].at, until = is_last ? now : states[i + 1].at;
        if (is_closed(flow, states[i].state)) {
            if (!is_last) reporters += until.value - from.value;
            continue;
        }
        auto left = until.value - from.value;
        for (const auto& one : outside) {
            const auto part = std::min(left, shared(one, from, until));
            theirs[one.name] += part;
            left -= part;
        }
        ours += left;
    }
    const auto add = [&](Turn turn) {
        if (turn.microseconds > 0) course.turns.push_back(std::move(turn));
    };
    add({Turn::Whose::us, "", ours});
    for (const auto& [name, time] : theirs) add({Turn::Whose::outside, name, time});
    add({Turn::Whose::reporter, "", reporters});
    return course;
}

}  // namespace fault_reports
