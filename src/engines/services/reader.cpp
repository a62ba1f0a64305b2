#include "engines/services/reader.h"

#include <algorithm>

#include "foundation/base/unicode.h"

namespace services {

void Reader::problem(const yaml::Node& at, std::string path, std::string key, std::vector<std::string> arguments) {
    problems.push_back({std::move(path), at.line(), std::move(key), std::move(arguments), "services"});
}

void Reader::not_known(const yaml::Node& at, std::string path, const std::string& written, const std::vector<std::string>& known) {
    problem(at, std::move(path), "problem_not_known", {written, forms::nearest(written, known), joined(known, ", ")});
}

void Reader::keys(const yaml::Node& map, const std::string& path, const std::vector<std::string>& known) {
    for (const auto& key : map.keys()) {
        if (std::find(known.begin(), known.end(), key) != known.end()) continue;
        problems.push_back(
            {path + key, map.line_of(key), "problem_unknown_key", {key, forms::nearest(key, known), joined(known, ", ")}, "services"});
    }
}

bool Reader::is_map(const yaml::Node& node, const std::string& path) {
    if (node.is_map()) return true;
    problem(node, path, "problem_not_a_map");
    return false;
}

std::string Reader::text(const yaml::Node& map, std::string_view key, const std::string& path, Presence presence) {
    const auto node = map[key];
    auto found = tidy_text(node.text());
    const bool is_missing = !node.exists() || node.is_empty() || (node.is_text() && found.empty());
    if (is_missing && presence == Presence::required)
        problem(node.exists() ? node : map, path + std::string(key), "problem_missing", {std::string(key)});
    else if (!is_missing && !node.is_text()) problem(node, path + std::string(key), "problem_not_a_text");
    return found;
}

forms::Words Reader::words(const yaml::Node& node, const std::string& path) {
    if (node.is_text()) {
        auto same = tidy_text(node.text());
        return {same, same};
    }
    if (!node.is_map()) {
        problem(node, path, "problem_not_words");
        return {};
    }
    std::vector<std::string> codes;
    for (const auto& row : languages()) codes.emplace_back(row.code);
    keys(node, path + ".", codes);
    forms::Words found{text(node, "sv", path + "."), text(node, "en", path + ".")};
    for (const auto& row : further_languages())
        if (auto said = text(node, row.code, path + ".", Presence::optional); !said.empty()) found.further.emplace_back(row.language, said);
    return found;
}

forms::Words Reader::words(const yaml::Node& map, std::string_view key, const std::string& path, Presence presence) {
    const auto node = map[key];
    const auto where = path + std::string(key);
    if (!node.exists() || node.is_empty()) {
        if (presence == Presence::required) problem(map, where, "problem_missing", {std::string(key)});
        return {};
    }
    auto found = words(node, where);
    if (node.is_text() && found.empty() && presence == Presence::required) problem(node, where, "problem_missing", {std::string(key)});
    return found;
}

int Reader::whole(const yaml::Node& map, std::string_view key, const std::string& path, int least, int otherwise) {
    const auto node = map[key];
    if (!node.exists() || node.is_empty()) return otherwise;
    const auto found = node.whole();
    if (found && *found >= least && *found <= 1'000'000) return static_cast<int>(*found);
    problem(node, path + std::string(key), "problem_not_whole", {std::to_string(least)});
    return otherwise;
}

std::optional<double> Reader::number(const yaml::Node& map, std::string_view key, const std::string& path) {
    const auto node = map[key];
    if (!node.exists() || node.is_empty()) return std::nullopt;
    const auto found = node.number();
    if (!found) problem(node, path + std::string(key), "problem_not_number");
    return found;
}

bool Reader::truth(const yaml::Node& map, std::string_view key, const std::string& path, bool otherwise) {
    const auto node = map[key];
    if (!node.exists() || node.is_empty()) return otherwise;
    const auto found = node.yes_no();
    if (!found) problem(node, path + std::string(key), "problem_not_truth");
    return found.value_or(otherwise);
}

forms::Rule Reader::rule(const yaml::Node& map, std::string_view key, const std::string& path, Presence presence) {
    const auto node = map[key];
    const auto where = path + std::string(key);
    if (!node.exists() || node.is_empty()) {
        if (presence == Presence::required) problem(map, where, "problem_missing", {std::string(key)});
        return {};
    }
    if (!node.is_text()) {
        problem(node, where, "problem_not_a_text");
        return {};
    }
    const auto found = forms::parse(node.text());
    if (found) return *found;
    problems.push_back({where, node.line(), found.error().text_key, found.error().arguments, "forms"});
    return {};
}

std::vector<std::string> Reader::texts(const yaml::Node& map, std::string_view key, const std::string& path) {
    std::vector<std::string> found;
    each(map, key, path, [&](const yaml::Node& item, const std::string& where) {
        if (item.is_text()) found.push_back(tidy_text(item.text()));
        else problem(item, where, "problem_not_a_text");
    });
    return found;
}

void Reader::each(const yaml::Node& map, std::string_view key, const std::string& path,
                  const std::function<void(const yaml::Node&, std::string)>& read) {
    const auto node = map[key];
    if (!node.exists() || node.is_empty()) return;
    const auto where = path + std::string(key);
    if (!node.is_list()) return problem(node, where, "problem_not_a_list");
    for (std::size_t i = 0; i < node.items().size(); ++i) {
        const auto& item = node.items()[i];
        const auto name = item.is_map() ? item["id"].text() : std::string();
        read(item, where + "." + (name.empty() ? std::to_string(i + 1) : name));
    }
}

}  // namespace services
