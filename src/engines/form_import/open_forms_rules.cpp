#include <algorithm>

#include "engines/form_import/json_logic.h"
#include "engines/form_import/open_forms.h"

namespace form_import::open_forms {

constexpr std::size_t most_rules = 500;

Rules::Rules(ForeignForm& foreign, const OpenFormsExport& exported) : foreign_(foreign) {
    read_variables(exported.variables);
    std::vector<const json::Value*> rules;
    for (const auto& rule : exported.logic.items()) rules.push_back(&rule);
    std::stable_sort(rules.begin(), rules.end(),
                     [](const auto* a, const auto* b) { return (*a)["order"].integer() < (*b)["order"].integer(); });
    if (rules.size() > most_rules) {
        foreign_.report.form_lost("formLogic", "", "why_too_large");
        rules.resize(most_rules);
    }
    for (std::size_t i = 0; i < rules.size(); ++i)
        if (rules[i]->is_object()) read_rule(*rules[i], "formLogic/" + std::to_string(i + 1));
    for (const auto& [key, value] : variables_) foreign_.uses.emplace(key, Use{.kind = Use::Kind::variable, .value = value});
}

void Rules::read_variables(const json::Value& variables) {
    for (const auto* key : {"today", "now"}) variables_[key] = call("today", {});
    for (const auto& variable : variables.items()) {
        if (raw_text(variable["source"]) == "component") continue;
        const auto key = raw_text(variable["key"]);
        if (key.empty()) continue;
        variables_[key] = constant_of(variable["initial_value"]);
        initial_values_[key] = &variable["initial_value"];
        const bool is_fetched = !variable["service_fetch_configuration"].is_null() || !raw_text(variable["prefill_plugin"]).empty();
        if (is_fetched) foreign_.report.form_lost("formVariables/" + key, raw_text(variable["data_type"]), "why_fetched");
    }
}

const json::Value& Rules::initial_value(const std::string& key) const {
    static const json::Value none;
    const auto found = initial_values_.find(key);
    return found == initial_values_.end() ? none : *found->second;
}

/// What variables are worth when a rule is reached: later rules may change them.
Logic Rules::with_values(const Logic& logic) const {
    if (logic.kind == Logic::Kind::name) {
        const auto variable = variables_.find(logic.words);
        return variable == variables_.end() ? logic : variable->second;
    }
    Logic made = logic;
    for (auto& part : made.parts) part = with_values(part);
    return made;
}

void Rules::read_rule(const json::Value& rule, const std::string& place) {
    auto trigger = read_json_logic(rule["json_logic_trigger"]);
    auto when = trigger ? with_values(*trigger) : Logic{};
    if (trigger && size_of(when) > largest_logic) trigger = tl::unexpected(Unsayable{"why_too_large"});
    if (!trigger) {
        foreign_.report.conditions += 1;
        return foreign_.report.form_lost(place, "logic", trigger.error().text_key, trigger.error().arguments);
    }
    foreign_.conditions.push_back({place, when});
    for (const auto& action : rule["actions"].items()) read_action(action, when, place);
}

void Rules::read_action(const json::Value& action, const Logic& when, const std::string& place) {
    const auto& done = action["action"];
    const auto type = raw_text(done["type"]);
    if (type == "property") {
        const auto property = raw_text(done["property"]["value"]);
        if (property == "hidden") effects_.push_back({"shown", raw_text(action["component"]), when, !is_yes(done["state"])});
        else if (property == "validate.required")
            effects_.push_back({property, raw_text(action["component"]), when, is_yes(done["state"])});
        else foreign_.report.form_lost(place, property + " " + raw_text(action["component"]), "why_property", {property});
    } else if (type == "step-not-applicable" || type == "step-applicable") {
        auto step = raw_text(action["form_step_uuid"]);
        if (step.empty()) step = raw_text(action["form_step"]);
        while (step.ends_with('/')) step.pop_back();
        effects_.push_back({"applicable", step.substr(step.rfind('/') + 1), when, type == "step-applicable"});
    } else if (type == "disable-next") barriers_.push_back({place, when});
    else if (type == "variable" || type == "value") set_variable(action, when, place);
    else foreign_.report.form_lost(place, type, "why_action", {type});
}

void Rules::set_variable(const json::Value& action, const Logic& when, const std::string& place) {
    auto key = raw_text(action["variable"]);
    if (key.empty()) key = raw_text(action["component"]);
    const auto value = read_json_logic(action["action"]["value"]);
    if (!value) return foreign_.report.form_lost(place, "variable " + key, value.error().text_key, value.error().arguments);
    auto worth = with_values(*value);
    const auto variable = variables_.find(key);
    if (variable == variables_.end()) return settings_.push_back({key, when, std::move(worth)});
    auto chosen = when.is_always() ? std::move(worth) : call("if", {when, std::move(worth), variable->second});
    if (size_of(chosen) > largest_logic) return foreign_.report.form_lost(place, "variable " + key, "why_too_large");
    variable->second = std::move(chosen);
}

Logic Rules::after(std::string_view what, const std::string& on, bool at_first) const {
    auto state = truth(at_first);
    for (const auto& effect : effects_) {
        if (effect.what != what || effect.on != on) continue;
        state = effect.state ? either(std::move(state), effect.when) : both(std::move(state), negated(effect.when));
    }
    return state;
}

std::optional<Logic> Rules::value(const std::string& key, Logic at_first) const {
    bool is_set = false;
    for (const auto& [on, when, value] : settings_) {
        if (on != key) continue;
        is_set = true;
        at_first = when.is_always() ? value : call("if", {when, value, std::move(at_first)});
    }
    return is_set ? std::optional(std::move(at_first)) : std::nullopt;
}

}  // namespace form_import::open_forms
