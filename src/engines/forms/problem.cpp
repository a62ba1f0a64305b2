#include "engines/forms/problem.h"

#include <algorithm>

namespace forms {

std::string message(const Texts& texts, const Problem& problem) {
    const auto argument = [&](std::size_t i) { return i < problem.arguments.size() ? problem.arguments[i] : std::string(); };
    const auto own = texts.of(problem.module);
    // The second argument is the name that was probably meant, when one is near.
    const auto with_guess = problem.text_key + "_near";
    const bool has_guess = !argument(1).empty() && own.has(with_guess);
    return own(has_guess ? with_guess : problem.text_key, argument(0), argument(1), argument(2));
}

std::string line_of_report(const Texts& texts, const Problem& problem) {
    const auto forms_texts = texts.of("forms");
    const auto line = std::to_string(problem.line);
    const auto where = problem.line <= 0      ? problem.path
                       : problem.path.empty() ? forms_texts("problem_line", line)
                                              : forms_texts("problem_where", line, problem.path);
    return where + ": " + message(texts, problem);
}

/// Levenshtein's distance, in bytes.
static std::size_t distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        auto diagonal = row[0];
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const auto above = row[j];
            row[j] = std::min({above + 1, row[j - 1] + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1)});
            diagonal = above;
        }
    }
    return row.back();
}

std::string nearest(std::string_view written, const std::vector<std::string>& known) {
    if (written.size() > 100) return {};
    std::string best;
    auto least = (written.size() <= 3 ? 1 : std::max<std::size_t>(written.size() / 3, 2)) + 1;
    for (const auto& name : known) {
        if (name.size() > written.size() + least || written.size() > name.size() + least) continue;
        if (const auto d = distance(written, name); d < least) {
            least = d;
            best = name;
        }
    }
    return best;
}

}  // namespace forms
