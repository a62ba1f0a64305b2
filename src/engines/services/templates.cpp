#include "engines/services/templates.h"

#include <functional>

#include "engines/forms/shown.h"
#include "foundation/base/unicode.h"

namespace services {
namespace {

bool is_name(std::string_view name) {
    return !name.empty() && name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") == name.npos;
}

/// Calls `words` for what stands between names, and `name` for each {name}.
void walk(std::string_view text, const std::function<void(std::string_view)>& words, const std::function<void(std::string_view)>& name) {
    while (!text.empty()) {
        const auto open = text.find('{');
        const auto close = open == text.npos ? text.npos : text.find('}', open);
        if (close == text.npos) return words(text);
        const auto inside = text.substr(open + 1, close - open - 1);
        if (is_name(inside)) {
            words(text.substr(0, open));
            name(inside);
            text.remove_prefix(close + 1);
        } else {
            words(text.substr(0, open + 1));
            text.remove_prefix(open + 1);
        }
    }
}

/// The service's own title when one of the names in it has no answer.
std::string filled_title(const Texts& texts, const Service& service, const Words& title, const forms::Answers& answers) {
    const auto kept = forms::without_hidden(service.form, answers);
    const auto scope = forms::scope_of(service.form, answers);
    std::string out;
    bool lacks_one = false;
    walk(
        title.in(texts.language()), [&](std::string_view words) { out += words; },
        [&](std::string_view name) {
            const auto* field = service.form.field(name);
            const auto words = field ? forms::shown(texts, *field, kept, scope) : std::string();
            lacks_one = lacks_one || words.empty();
            out += words;
        });
    return lacks_one ? service.title.in(texts.language()) : out;
}

}  // namespace

std::vector<std::string> names_in(std::string_view text) {
    std::vector<std::string> names;
    walk(
        text, [](std::string_view) {}, [&](std::string_view name) { names.emplace_back(name); });
    return names;
}

std::string markdown_escaped(std::string_view text) {
    std::string out;
    bool line_begins = true, only_digits = true;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c == '\n') {
            out += "\\\n";
            line_begins = only_digits = true;
            continue;
        }
        if (line_begins && (c == ' ' || c == '\t')) continue;
        const bool always = std::string_view("\\`*_[]<>#~|&@^$").find(c) != std::string_view::npos;
        const bool begins_list = line_begins && (c == '-' || c == '+' || c == '=');
        const bool numbers_list = only_digits && !line_begins && (c == '.' || c == ')');
        const bool begins_address =
            (c == ':' && text.substr(i).starts_with("://")) || (c == '.' && i >= 3 && lower(text.substr(i - 3, 3)) == "www");
        if (always || begins_list || numbers_list || begins_address) out += '\\';
        out += c;
        only_digits = only_digits && c >= '0' && c <= '9';
        line_begins = false;
    }
    return out;
}

std::string fill_words(const Texts& texts, std::string_view text, const forms::Form& form, const forms::Answers& answers, Markup markup,
                       const std::map<std::string, std::string, std::less<>>& more) {
    const auto kept = forms::without_hidden(form, answers);
    const auto scope = forms::scope_of(form, answers);
    std::string out;
    walk(
        text, [&](std::string_view words) { out += words; },
        [&](std::string_view name) {
            if (const auto given = more.find(name); given != more.end()) {
                out += given->second;
                return;
            }
            const auto* field = form.field(name);
            if (!field) return;
            const auto words = forms::shown(texts, *field, kept, scope);
            out += markup == Markup::markdown ? markdown_escaped(words) : words;
        });
    return out;
}

std::string reason_words(const Texts& texts, const Reason& reason, const forms::Form& form, const forms::Answers& answers, Markup markup) {
    const auto words = fill_words(texts, reason.text, form, answers, markup);
    return reason.ref.empty() ? words : words + " (" + reason.ref + ")";
}

std::string case_title(const Texts& texts, const Service& service, const forms::Answers& answers) {
    return filled_title(texts, service, service.case_title, answers);
}

std::string public_title(const Texts& texts, const Service& service, const forms::Answers& answers) {
    return filled_title(texts, service, service.public_title, answers);
}

}  // namespace services
