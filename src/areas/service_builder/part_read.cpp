#include <algorithm>
#include <functional>
#include <map>

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

/// `said` gives the words of a language. A further language without words is left out.
Node words(const std::function<std::string(const LanguageRow&)>& said) {
    std::vector<std::pair<std::string, Node>> all;
    bool is_empty = true;
    for (const auto& row : languages()) {
        auto one = said(row);
        is_empty = is_empty && one.empty();
        if (!one.empty() || !is_further(row.language)) all.emplace_back(row.code, Node::of(std::move(one)));
    }
    return is_empty ? Node{} : Node::of(std::move(all));
}

Node typed_words(const http::Request& request, const std::string& name) {
    return words([&](const LanguageRow& row) { return typed(request, name + "." + std::string(row.code)); });
}

/// What the languages have on the same line belongs together.
Node word_lines(const http::Request& request, const std::string& name) {
    std::map<Language, std::vector<std::string>> lines;
    std::size_t count = 0;
    for (const auto& row : languages())
        count = std::max(count, (lines[row.language] = lines_of(typed(request, name + "." + std::string(row.code)))).size());
    std::vector<Node> items;
    for (std::size_t i = 0; i < count; ++i)
        items.push_back(words([&](const LanguageRow& row) {
            const auto& of = lines[row.language];
            return i < of.size() ? of[i] : std::string();
        }));
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
            if (auto said = typed_words(request, name + key); said.exists()) members.emplace_back(key, std::move(said));
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
        case Kind::prose: return typed_words(request, key);
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
        case Kind::word_lines: return word_lines(request, key);
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
    if (before.is_text() && now.is_map())
        return now.keys().size() == 2 && says_the_same(before, now["sv"]) && says_the_same(before, now["en"]);
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
