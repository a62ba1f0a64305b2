#include "engines/services/rename.h"

#include <algorithm>
#include <functional>
#include <set>

#include "engines/services/service.h"

namespace services {
namespace {

using Rewrite = std::function<std::string(std::string_view)>;

bool is_name_character(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '.';
}

/// Every name of the rule as `rewrite` says; texts in quotes and names of functions stay.
std::string with_names_rewritten(std::string_view rule, const Rewrite& rewrite) {
    std::string text;
    for (std::size_t at = 0; at < rule.size();) {
        auto end = at + 1;
        if (rule[at] == '\'') {
            end = std::min(rule.find('\'', end), rule.size() - 1) + 1;
        } else if (is_name_character(rule[at])) {
            while (end < rule.size() && is_name_character(rule[end])) ++end;
            const auto name = rule.substr(at, end - at);
            const bool is_function = end < rule.size() && rule[end] == '(';
            if (!is_function) {
                text += rewrite(name);
                at = end;
                continue;
            }
        }
        text += rule.substr(at, end - at);
        at = end;
    }
    return text;
}

/// "{child_name} får skolskjuts".
std::string with_braces_rewritten(std::string_view words, const Rewrite& rewrite) {
    std::string text;
    for (std::size_t at = 0; at < words.size();) {
        const auto open = words.find('{', at);
        const auto close = open == words.npos ? open : words.find('}', open);
        if (close == words.npos) return text.append(words.substr(at));
        text.append(words.substr(at, open + 1 - at)).append(rewrite(words.substr(open + 1, close - open - 1)));
        at = close;
    }
    return text;
}

bool is_one_of(std::string_view key, std::initializer_list<std::string_view> keys) { return std::ranges::find(keys, key) != keys.end(); }

/// Every rule, name of an answer and {answer} below the node as `rewrite` says.
yaml::Node rewritten(const yaml::Node& node, std::string_view key, const Rewrite& rewrite) {
    if (node.is_list()) {
        std::vector<yaml::Node> items;
        for (const auto& item : node.items()) items.push_back(rewritten(item, key, rewrite));
        return yaml::Node::of(std::move(items));
    }
    if (node.is_map()) {
        std::vector<std::pair<std::string, yaml::Node>> members;
        for (const auto& [name, inner] : parts_of(node)) {
            const bool is_language = language_from(name).has_value();
            const bool is_option = name == "value" && !node["type"].exists();
            members.emplace_back(name, is_option ? inner : rewritten(inner, is_language ? key : name, rewrite));
        }
        return yaml::Node::of(std::move(members));
    }
    if (!node.is_text() || node.yes_no() || node.number()) return node;
    std::string text = node.text();
    if (is_one_of(key, {"show_if", "required", "earliest", "latest", "value", "unless", "met", "when", "amount", "check"}))
        text = with_names_rewritten(text, rewrite);
    else if (is_one_of(key, {"field", "shows"})) text = rewrite(text);
    else if (is_one_of(key, {"case_title", "public_title", "heading", "body", "text"})) text = with_braces_rewritten(text, rewrite);
    return text == node.text() ? node : yaml::Node::of(std::move(text));
}

/// What an answer of that type is called by in rules besides its id: a compound's boxes.
std::vector<std::string> endings(std::string_view type) {
    if (type == "period") return {"_start", "_end"};
    if (type == "child" || type == "organisation") return {"_name", "_number"};
    if (type == "person") return {"_name", "_number", "_email", "_phone", "_address"};
    return {};
}

std::string answer_renamed(std::string_view name, std::string_view old_name, std::string_view new_name, std::string_view group) {
    const auto dot = name.find('.');
    const auto first = name.substr(0, dot);
    if (first == old_name) return std::string(new_name) + std::string(name.substr(first.size()));
    const bool is_inside = !group.empty() && dot != name.npos && first == group && name.substr(dot + 1) == old_name;
    return is_inside ? std::string(group) + "." + std::string(new_name) : std::string(name);
}

/// In the proposals: the outcome, or the reason of one outcome.
yaml::Node with_proposals_renamed(yaml::Node document, std::string_view key, std::string_view old_id, std::string_view new_id,
                                  std::string_view of_outcome = {}) {
    for (std::size_t i = 1; i <= document["proposals"].size(); ++i) {
        const Path path = {"proposals", std::to_string(i)};
        const auto& proposal = document["proposals"].items()[i - 1];
        if (proposal[key].text() != old_id || (!of_outcome.empty() && proposal["outcome"].text() != of_outcome)) continue;
        document = with_part(document, inside(path, key), yaml::Node::of(std::string(new_id)));
    }
    return document;
}

/// What the id alone has said is written out: the outcome is the same under its new name.
yaml::Node with_meaning_of_id(const yaml::Node& document, const Path& path) {
    const bool approved = path.back() == approves;
    auto outcome = part_at(document, path);
    for (const auto& [key, usual] : {std::pair("goes_against", !approved), {"grants", approved}})
        if (!outcome[key].exists()) outcome = with_part(outcome, {key}, yaml::Node::of(usual));
    return with_part(document, path, outcome);
}

yaml::Node with_outcome_renamed(const yaml::Node& before, const Path& path, std::string_view new_id) {
    const bool changes_meaning = (path.back() == approves) != (new_id == approves);
    const auto document = changes_meaning ? with_meaning_of_id(before, path) : before;
    std::vector<std::pair<std::string, yaml::Node>> outcomes;
    for (auto& [name, node] : parts_of(part_at(document, parent_of(path))))
        outcomes.emplace_back(name == path.back() ? std::string(new_id) : name, node);
    const auto with_key = with_part(document, parent_of(path), yaml::Node::of(std::move(outcomes)));
    return with_proposals_renamed(with_key, "outcome", path.back(), new_id);
}

yaml::Node with_question_renamed(yaml::Node document, const Path& path, const yaml::Node& question, std::string_view new_id) {
    const std::string old_id = question["id"].text();
    const bool is_in_group = path.size() == 7;  // form.pages.<page>.fields.<group>.fields.<question>
    const std::string group = is_in_group ? path[4] : "";
    std::vector<std::string> all_endings = endings(question["type"].text());
    all_endings.emplace_back("");
    return rewritten(document, "", [&](std::string_view name) {
        for (const auto& ending : all_endings) {
            auto now = answer_renamed(name, old_id + ending, std::string(new_id) + ending, group);
            if (now != name) return now;
        }
        return std::string(name);
    });
}

}  // namespace

std::string with_answer_renamed(std::string_view rule, std::string_view old_name, std::string_view new_name, std::string_view group) {
    return with_names_rewritten(rule, [&](std::string_view name) { return answer_renamed(name, old_name, new_name, group); });
}

yaml::Node renamed(const yaml::Node& document, const Path& path, std::string_view new_id) {
    const auto part = part_at(document, path);
    if (path.size() < 2 || !part.is_map()) return document;
    const auto& list = path[path.size() - 2];
    if (list == "outcomes") return with_outcome_renamed(document, path, new_id);
    const auto with_id = with_part(document, inside(path, "id"), yaml::Node::of(std::string(new_id)));
    const auto old_id = part["id"].text();
    if (list == "fields") return with_question_renamed(with_id, path, part, new_id);
    if (list == "reasons") return with_proposals_renamed(with_id, "reason", old_id, new_id, path[2]);
    if (list != "conditions") return with_id;
    const std::string old_name = "met." + old_id, new_name = "met." + std::string(new_id);
    return rewritten(with_id, "", [&](std::string_view name) { return name == old_name ? new_name : std::string(name); });
}

}  // namespace services
