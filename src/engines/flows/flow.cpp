#include "engines/flows/flow.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "foundation/yaml/yaml.h"

namespace flows {

namespace {

class Reader {
public:
    std::vector<Problem> problems{};

    void complain(int line, std::string message) { problems.push_back({line, std::move(message)}); }

    void only_keys(const yaml::Node& node, std::initializer_list<std::string_view> known) {
        for (const auto& key : node.keys())
            if (std::find(known.begin(), known.end(), key) == known.end())
                complain(node.line_of(key), fmt::format("'{}' is not known here; take one of: {}", key, fmt::join(known, ", ")));
    }

    std::string needed(const yaml::Node& node, std::string_view key) {
        const auto value = node[key];
        if (!value.is_text()) complain(node.line(), fmt::format("'{}' is missing; write {}: …", key, key));
        return value.text();
    }

    forms::Words words(const yaml::Node& node, std::string_view key) {
        const auto value = node[key];
        if (value.is_text()) return {value.text(), value.text()};
        forms::Words both{value["sv"].text(), value["en"].text()};
        if (both.sv.empty() || both.en.empty())
            complain(node.line(), fmt::format("'{}' needs words in both languages: {{ sv: …, en: … }}", key));
        for (const auto& row : further_languages())
            if (value[row.code].is_text()) both.further.emplace_back(row.language, value[row.code].text());
        return both;
    }

    template <class Enum>
    Enum choice(const yaml::Node& node, std::string_view key, Enum otherwise) {
        const auto found = from_name<Enum>(node[key].text());
        if (!found) {
            std::vector<std::string_view> names;
            for (const auto& [value, name] : names_of<Enum>) names.push_back(name);
            complain(node.line(), fmt::format("'{}' must be one of: {}", key, fmt::join(names, ", ")));
        }
        return found.value_or(otherwise);
    }
};

State read_state(Reader& reader, std::string id, const yaml::Node& node) {
    reader.only_keys(node, {"kind", "stage", "label", "sentence", "next"});
    return {
        .id = std::move(id),
        .kind = reader.choice(node, "kind", StateKind::open),
        .stage = reader.needed(node, "stage"),
        .label = reader.words(node, "label"),
        .sentence = reader.words(node, "sentence"),
        .next = reader.words(node, "next"),
    };
}

Transition read_transition(Reader& reader, const yaml::Node& node) {
    reader.only_keys(node, {"id", "from", "to", "by", "unless"});
    Transition transition{
        .id = reader.needed(node, "id"), .from = {}, .to = reader.needed(node, "to"), .by = reader.choice(node, "by", Mover::officer)};
    for (const auto& state : node["from"].items()) transition.from.push_back(state.text());
    if (transition.from.empty()) reader.complain(node.line(), "'from' is missing; write from: [state, …]");
    if (const auto unless = node["unless"]; unless.exists()) {
        auto rule = forms::parse(unless.text());
        if (rule) transition.unless = std::move(*rule);
        else reader.complain(unless.line(), fmt::format("the rule cannot be read at character {}", rule.error().position + 1));
    }
    return transition;
}

Timer read_timer(Reader& reader, const yaml::Node& node) {
    reader.only_keys(node, {"id", "in", "after_days", "does"});
    const auto days = node["after_days"].whole();
    if (!days || *days < 1 || *days > 3650) reader.complain(node.line(), "'after_days' must be a whole number of working days, 1 to 3650");
    return {reader.needed(node, "id"), reader.needed(node, "in"), static_cast<int>(days.value_or(1)), reader.needed(node, "does")};
}

void check_ways(Reader& reader, const Flow& flow, const yaml::Node& root) {
    const int line = root.line();
    const auto state_exists = [&](const std::string& id, std::string_view where) {
        if (!flow.find_state(id)) reader.complain(line, fmt::format("{} names the state '{}', which does not exist", where, id));
    };
    state_exists(flow.begins, "'begins'");
    for (const auto& state : flow.states)
        if (std::none_of(flow.stages.begin(), flow.stages.end(), [&](const Stage& stage) { return stage.id == state.stage; }))
            reader.complain(line, fmt::format("state '{}' names the stage '{}', which does not exist", state.id, state.stage));
    for (const auto& transition : flow.transitions) {
        for (const auto& from : transition.from) state_exists(from, fmt::format("transition '{}'", transition.id));
        state_exists(transition.to, fmt::format("transition '{}'", transition.id));
    }
    for (const auto& timer : flow.timers) {
        state_exists(timer.in, fmt::format("timer '{}'", timer.id));
        const auto* does = flow.find_transition(timer.does);
        const bool is_errand = std::ranges::find(timer_errands, timer.does) != std::end(timer_errands);
        if (!is_errand && (!does || does->by != Mover::timer))
            reader.complain(line, fmt::format("timer '{}' must do one of: {}; or a transition by timer, not '{}'", timer.id,
                                              fmt::join(timer_errands, ", "), timer.does));
    }

    std::set<std::string> reached{flow.begins};
    for (bool grew = true; grew;) {
        grew = false;
        for (const auto& transition : flow.transitions)
            for (const auto& from : transition.from)
                if (reached.contains(from)) grew |= reached.insert(transition.to).second;
    }
    for (const auto& state : flow.states) {
        if (!reached.contains(state.id)) reader.complain(line, fmt::format("nothing leads to the state '{}'", state.id));
        const bool left = std::any_of(flow.transitions.begin(), flow.transitions.end(), [&](const Transition& transition) {
            return std::find(transition.from.begin(), transition.from.end(), state.id) != transition.from.end();
        });
        if (!left && state.kind != StateKind::closed)
            reader.complain(line, fmt::format("nothing leads from the state '{}', and it is not closed", state.id));
    }
}

}  // namespace

const State* Flow::find_state(std::string_view wanted) const {
    const auto found = std::find_if(states.begin(), states.end(), [&](const State& state) { return state.id == wanted; });
    return found == states.end() ? nullptr : &*found;
}

const Transition* Flow::find_transition(std::string_view wanted) const {
    const auto found =
        std::find_if(transitions.begin(), transitions.end(), [&](const Transition& transition) { return transition.id == wanted; });
    return found == transitions.end() ? nullptr : &*found;
}

tl::expected<Flow, std::vector<Problem>> parse_flow(std::string_view text) {
    const auto root = yaml::parse(text);
    if (!root) return tl::unexpected(std::vector<Problem>{{root.error().line, root.error().message}});

    Reader reader;
    reader.only_keys(*root, {"id", "title", "begins", "follow", "unit_by", "states", "stages", "transitions", "timers"});
    Flow flow{.id = reader.needed(*root, "id"), .title = reader.words(*root, "title"), .begins = reader.needed(*root, "begins")};
    const auto states = (*root)["states"];
    for (const auto& id : states.keys()) flow.states.push_back(read_state(reader, id, states[id]));
    for (const auto& node : (*root)["stages"].items()) {
        reader.only_keys(node, {"id", "label"});
        flow.stages.push_back({reader.needed(node, "id"), reader.words(node, "label")});
    }
    for (const auto& node : (*root)["transitions"].items()) flow.transitions.push_back(read_transition(reader, node));
    for (const auto& node : (*root)["timers"].items()) flow.timers.push_back(read_timer(reader, node));
    if (const auto follow = (*root)["follow"]; follow.exists() && follow.text().find("{number}") == std::string::npos)
        reader.complain(follow.line(), "'follow' is the path of a case's public page, with {number} in it");
    check_ways(reader, flow, *root);
    if (!reader.problems.empty()) return tl::unexpected(std::move(reader.problems));
    return flow;
}

Result<const State*> moved(const Flow& flow, std::string_view state, std::string_view transition_id, Mover mover,
                           const forms::Scope& facts) {
    const auto* transition = flow.find_transition(transition_id);
    if (!transition) return failure(Fault::not_found);
    if (transition->by != mover) return failure(Fault::forbidden);
    if (std::find(transition->from.begin(), transition->from.end(), state) == transition->from.end()) return failure(Fault::conflict);
    if (transition->unless && forms::evaluate(*transition->unless, facts).is_true()) return failure(Fault::conflict);
    return flow.find_state(transition->to);
}

}  // namespace flows
