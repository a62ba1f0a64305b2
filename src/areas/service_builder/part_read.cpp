#include <algorithm>

#include "areas/service_builder/part_form.h"
#include "engines/services/service.h"
#include "foundation/base/numbers.h"
#include "foundation/base/unicode.h"

namespace service_builder {
namespace {

using services::Path;
using yaml::Node;

/// Line ends as in the program's own files, and no space around.
std::string typed(const http::Request& request, std::string_view name) {
    std::string text(request.field(name));
    std::erase(text, '\r');
    return std::string(trimmed(text));
}

Node text_or_missing(std::string text) { return text.empty() ? Node{} : Node::of(std::move(text)); }

std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> lines;
    for (const auto& line : split(text, '\n'))
        if (const auto one = trimmed(line); !one.empty()) lines.emplace_back(one);
    return lines;
}

Node words(std::string sv, std::string en) {
    if (sv.empty() && en.empty()) return {};
    return Node::of({{"sv", Node::of(std::move(sv))}, {"en", Node::of(std::move(en))}});
}

/// What the languages have on the same line belongs together.
Node word_lines(const std::string& sv, const std::string& en) {
    auto swedish = lines_of(sv), english = lines_of(en);
    const auto count = std::max(swedish.size(), english.size());
    swedish.resize(count);
    english.resize(count);
    std::vector<Node> items;
    for (std::size_t i = 0; i < count; ++i) items.push_back(words(swedish[i], english[i]));
    return items.empty() ? Node{} : Node::of(std::move(items));
}

Node list_of(const std::vector<std::string>& texts) {
    std::vector<Node> items;
    for (const auto& text : texts) items.push_back(Node::of(text));
    return items.empty() ? Node{} : Node::of(std::move(items));
}

Node several(const http::Request& request, const Property& property) {
    std::vector<std::string> chosen;
    for (const auto value : request.form.every(property.key))
        if (std::ranges::find(property.choices, value) != property.choices.end()) chosen.emplace_back(value);
    return list_of(chosen);
}

Node required(const http::Request& request) {
    const auto chosen = request.field("required");
    if (chosen == "never") return Node::of(false);
    return chosen == "rule" ? text_or_missing(typed(request, "required.rule")) : Node{};
}

/// The rows in the order of their numbers; those without a value are gone.
Node options(const http::Request& request) {
    std::vector<std::pair<std::int64_t, Node>> rows;
    for (int row = 0; request.form.has("options." + std::to_string(row) + ".value"); ++row) {
        const auto name = "options." + std::to_string(row) + ".";
        const auto value = typed(request, name + "value");
        if (value.empty()) continue;
        std::vector<std::pair<std::string, Node>> members{{"value", Node::of(value)}};
        for (const std::string key : {"label", "hint"})
            if (auto said = words(typed(request, name + key + ".sv"), typed(request, name + key + ".en")); said.exists())
                members.emplace_back(key, std::move(said));
        rows.emplace_back(whole_number(typed(request, name + "place")).value_or(row + 1), Node::of(std::move(members)));
    }
    std::ranges::stable_sort(rows, {}, [](const auto& row) { return row.first; });
    std::vector<Node> items;
    for (auto& [place, item] : rows) items.push_back(std::move(item));
    return items.empty() ? Node{} : Node::of(std::move(items));
}

Node read(const http::Request& request, const Property& property) {
    const std::string key(property.key);
    switch (property.kind) {
        case Kind::words:
        case Kind::prose: return words(typed(request, key + ".sv"), typed(request, key + ".en"));
        case Kind::whole:
        case Kind::decimal: {
            auto number = typed(request, key);
            std::ranges::replace(number, ',', '.');
            return number.empty() ? Node{} : Node::plain(std::move(number));
        }
        case Kind::truth: return request.field(key).empty() ? Node{} : Node::of(true);
        case Kind::untruth: return request.field(key).empty() ? Node::of(false) : Node{};
        case Kind::choice: {
            auto chosen = typed(request, key);
            return chosen.empty() ? Node{} : Node::plain(std::move(chosen));
        }
        case Kind::several: return several(request, property);
        case Kind::lines: return list_of(lines_of(typed(request, key)));
        case Kind::word_lines: return word_lines(typed(request, key + ".sv"), typed(request, key + ".en"));
        case Kind::required: return required(request);
        case Kind::options: return options(request);
        case Kind::id:
        case Kind::line:
        case Kind::rule: break;
    }
    return text_or_missing(typed(request, key));
}

/// The same to whoever reads it: space around does not count, and a text in one language means the same in both.
bool says_the_same(const Node& before, const Node& now) {
    if (before.is_text() && now.is_map()) return says_the_same(before, now["sv"]) && says_the_same(before, now["en"]);
    if (before.is_text() && now.is_text()) return before == now || (!before.number() && trimmed(before.text()) == now.text());
    if (before.is_map() != now.is_map() || before.is_list() != now.is_list() || before.keys() != now.keys()) return false;
    const auto old_parts = services::parts_of(before), new_parts = services::parts_of(now);
    return before.exists() == now.exists() &&
           std::ranges::equal(old_parts, new_parts, [](const auto& one, const auto& other) { return says_the_same(one.node, other.node); });
}

Node without_unknown(Node question) {
    const auto type = from_name<forms::FieldType>(question["type"].text());
    if (!type) return question;
    const auto known = services::keys_of(*type);
    for (const auto& key : std::vector(question.keys()))
        if (std::ranges::find(known, key) == known.end()) question = services::without_part(question, {key});
    return question;
}

}  // namespace

Node with_typed(const Node& part, std::string_view kind, const http::Request& request) {
    auto now = part;
    for (const auto& property : properties_of(kind, part)) {
        if (property.kind == Kind::id) continue;
        const Path path = services::path_of(property.key);
        const auto value = read(request, property);
        if (!says_the_same(services::part_at(part, path), value)) now = services::with_part(now, path, value);
    }
    return kind == "fields" && now["type"].text() != part["type"].text() ? without_unknown(std::move(now)) : now;
}

}  // namespace service_builder
