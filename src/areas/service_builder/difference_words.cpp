#include "areas/service_builder/difference_words.h"

#include <fmt/format.h>

#include "areas/service_builder/part_form.h"
#include "areas/service_builder/parts.h"

namespace service_builder {
namespace {

namespace h = html;
using services::Difference;
using services::Path;

std::string property_words(const Texts& text, Path rest) {
    if (rest.empty()) return "";
    const auto language = language_from(rest.back());
    if (language) rest.pop_back();
    const auto name = services::to_text(rest);
    const auto key = "property." + name, first_key = "property." + (rest.empty() ? "" : rest.front());
    auto words = text.has(key) ? text(key) : text.has(first_key) ? fmt::format("{} ({})", text(first_key), name) : name;
    return language ? words_in_language(text, row_of(*language), words) : words;
}

}  // namespace

PlaceWords place_words(const Texts& text, const Path& path, const yaml::Node& document) {
    for (auto part = path; part.size() >= 2; part.pop_back()) {
        const auto kind = kind_of(part);
        if (kind.empty()) continue;
        auto name = name_of(services::part_at(document, part), text.language());
        if (name.empty()) name = part.back();
        return {text("named_part", text(fmt::format("kind.{}", kind)), name),
                property_words(text, Path(path.begin() + static_cast<std::ptrdiff_t>(part.size()), path.end()))};
    }
    return {text("kind.service"), property_words(text, path)};
}

std::string value_words(const Texts& text, const yaml::Node& node) {
    if (!node.exists()) return text("nothing");
    if (const auto answer = node.yes_no()) return text(*answer ? "yes" : "no");
    if (node.is_text()) {
        const auto key = "choice." + node.text();
        return text.has(key) ? text(key) : node.text();
    }
    return yaml::to_yaml(node);
}

h::Html difference_line(const Texts& text, const Difference& difference, const yaml::Node& before, const yaml::Node& after) {
    const auto place = place_words(text, difference.path, difference.what == Difference::What::removed ? before : after);
    if (place.property.empty()) {
        const bool is_added = difference.what == Difference::What::added, is_removed = difference.what == Difference::What::removed;
        return h::make<"<li>{}</li>">(text(is_added     ? "difference.added"
                                           : is_removed ? "difference.removed"
                                                        : "difference.moved",
                                           place.part));
    }
    return h::make<
        R"(<li>{}<dl class="builder-change"><div><dt>{}</dt><dd><del>{}</del></dd></div><div><dt>{}</dt><dd><ins>{}</ins></dd></div></dl></li>)">(
        text("difference.changed", place.part, place.property), text("before"), value_words(text, difference.before), text("after"),
        value_words(text, difference.after));
}

}  // namespace service_builder
