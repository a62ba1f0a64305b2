#pragma once
/// Texts of a service with {answers} in them.
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "engines/forms/answers.h"
#include "engines/services/service.h"

namespace services {

enum class Markup {
    plain,     ///< titles
    markdown,  ///< letters: what people wrote is escaped
};

/// Puts answers, and `more` before them ("reasons" goes in as it is), into a template. A name without an answer becomes nothing.
std::string fill_words(const Texts&, std::string_view text, const forms::Form&, const forms::Answers&, Markup = Markup::plain,
                       const std::map<std::string, std::string, std::less<>>& more = {});
inline std::string fill_words(const Texts& text, const Words& words, const forms::Form& form, const forms::Answers& answers,
                              Markup markup = Markup::plain, const std::map<std::string, std::string, std::less<>>& more = {}) {
    return fill_words(text, words.in(text.language()), form, answers, markup, more);
}
/// What a letter says for {reasons}: the reason's words with answers in them, and the law that it rests on.
std::string reason_words(const Texts&, const Reason&, const forms::Form&, const forms::Answers&, Markup);
/// The names in braces: "Skolskjuts för {child_name}" has child_name.
std::vector<std::string> names_in(std::string_view text);

/// "Skolskjuts för Kim Exempel"; the service's title when an answer in it is missing.
std::string case_title(const Texts&, const Service&, const forms::Answers&);
std::string public_title(const Texts&, const Service&, const forms::Answers&);

/// What people wrote cannot become headings, links or markup: every character that Markdown reads is escaped.
std::string markdown_escaped(std::string_view);

}  // namespace services
