/// Findings as events keep them and as people read them.
#include <algorithm>

#include "engines/directories/directories.h"
#include "foundation/base/numbers.h"

namespace directories {

static json::Value found_json(const forms::Value& found) {
    if (found.type() == forms::ValueType::truth) return {found.is_true()};
    if (found.type() == forms::ValueType::number) return {found.number()};
    return {};
}

json::Value to_json(const Findings& findings) {
    auto all = json::object();
    for (const auto& [id, finding] : findings)
        all.set(id, json::object({{"state", to_name(finding.state)},
                                  {"found", found_json(finding.found)},
                                  {"facts", json::array(finding.facts,
                                                        [](const Fact& fact) {
                                                            return json::object({{"name", fact.name}, {"value", fact.value}});
                                                        })},
                                  {"source", finding.source}}));
    return all;
}

Findings findings_from(const json::Value& stored) {
    Findings findings;
    for (const auto& [id, value] : stored.members()) {
        Finding finding{.state = from_name<State>(value["state"].text()).value_or(State::not_asked), .source = value["source"].text()};
        if (value["found"].is_bool()) finding.found = value["found"].yes();
        if (value["found"].is_number()) finding.found = value["found"].number();
        for (const auto& fact : value["facts"].items()) finding.facts.push_back({fact["name"].text(), fact["value"].text()});
        findings[id] = std::move(finding);
    }
    return findings;
}

std::string source_name(const Texts& texts, const Check& check, const Finding& finding) {
    if (!finding.source.empty()) return finding.source;
    const auto text = texts.of("directories");
    return text("directory." + std::string(to_name(question_named(check.question)->directory)));
}

std::vector<std::string> sources_asked(const Texts& texts, const Tenant& tenant, const std::map<std::string, Check>& checks) {
    std::vector<std::string> names;
    for (const auto& [id, check] : checks) {
        if (!tenant.directories || !tenant.directories->connected.contains(question_named(check.question)->directory)) continue;
        auto name = source_name(texts, check, {});
        if (std::ranges::find(names, name) == names.end()) names.push_back(std::move(name));
    }
    return names;
}

/// A fact in words. What is a day, a number or one of some words is told in the reader's language.
static std::string shown(const Texts& text, const Fact& fact) {
    if (fact.name == "status") {
        const auto key = "status." + fact.value;
        return text.has(key) ? text(key) : fact.value;
    }
    if (fact.name == "guardians") return text("fact.guardians", whole_number(fact.value).value_or(0));
    if (fact.name == "kilometres") return text("fact.kilometres", text.number(decimal_number(fact.value).value_or(0), 1));
    if (fact.name == "registered_on")
        if (const auto day = date_from_iso(fact.value)) return text("fact.registered_on", text.day(*day));
    const auto key = "fact." + fact.name;
    return text.has(key) ? text(key, fact.value) : fact.value;
}

std::string shown(const Texts& texts, const Finding& finding) {
    const auto text = texts.of("directories");
    if (finding.state != State::answered) return text("state." + std::string(to_name(finding.state)));
    std::string words;
    for (const auto& fact : finding.facts) words += (words.empty() ? "" : ", ") + shown(text, fact);
    return words;
}

std::string purpose(const Texts& texts, std::string_view question) {
    const auto text = texts.of("directories");
    const auto key = "purpose." + std::string(question);
    return text.has(key) ? text(key) : std::string(question);
}

}  // namespace directories
