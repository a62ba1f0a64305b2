#include <algorithm>
#include <map>

#include "engines/paper/paper.h"
#include "foundation/base/numbers.h"
#include "foundation/base/unicode.h"

namespace paper {

static constexpr std::string_view mark = "TORG";
static constexpr int most_parts = 1000;

int parts_of(const services::Service& service) { return static_cast<int>(service.form.pages.size()) + 1; }

std::string to_text(const Code& code) {
    return std::string(mark) + " " + code.service + " " + std::to_string(code.version) + " " + std::to_string(code.part) + "/" +
           std::to_string(code.parts);
}

std::optional<Code> code_from(std::string_view text) {
    const auto words = split(trimmed(text), ' ');
    if (words.size() != 4 || words[0] != mark) return std::nullopt;
    const auto slash = std::min(words[3].find('/'), words[3].size());
    const auto version = whole_number(words[2]), part = whole_number(words[3].substr(0, slash)),
               parts = whole_number(words[3].substr(std::min(slash + 1, words[3].size())));
    const bool is_right = version && part && parts && *version > 0 && *part > 0 && *part <= *parts && *parts <= most_parts;
    if (!is_right || *version > INT32_MAX) return std::nullopt;
    return Code{std::string(words[1]), static_cast<int>(*version), static_cast<int>(*part), static_cast<int>(*parts)};
}

static std::optional<Code> code_on(const std::vector<std::string>& sheet) {
    for (const auto& text : sheet)
        if (auto code = code_from(text)) return code;
    return std::nullopt;
}

std::optional<Recognised> recognised(const std::vector<std::vector<std::string>>& sheets) {
    Recognised found;
    std::multimap<int, int> by_part;
    for (std::size_t i = 0; i < sheets.size(); ++i) {
        const int sheet = static_cast<int>(i) + 1;
        const auto code = code_on(sheets[i]);
        if (code && found.form.service.empty()) found.form = *code;
        const bool is_of_form =
            code && code->service == found.form.service && code->version == found.form.version && code->parts == found.form.parts;
        if (is_of_form) by_part.emplace(code->part, sheet);
        else (code ? found.foreign : found.uncoded).push_back(sheet);
    }
    if (found.form.service.empty()) return std::nullopt;
    for (const auto& [part, sheet] : by_part) found.order.push_back(sheet);
    for (const auto* last : {&found.uncoded, &found.foreign}) found.order.insert(found.order.end(), last->begin(), last->end());
    found.signatures = static_cast<int>(by_part.count(found.form.parts));
    for (int part = 1; part <= found.form.parts; ++part)
        if (!by_part.contains(part)) found.missing.push_back(part);
    return found;
}

}  // namespace paper
