#include "engines/audit/words.h"

#include <algorithm>

#include "foundation/base/unicode.h"

namespace audit {
namespace {

constexpr std::string_view event_key = "audit.", subject_key = "subject.", reason_key = "reason.";

std::string_view module_of(std::string_view event) { return event.substr(0, event.find('.')); }
std::string_view own_name(std::string_view event) { return event.substr(std::min(event.find('.') + 1, event.size())); }

/// The module's own word, else the one that all share, else the name.
std::string words(const Texts& text, std::string_view event, std::string_view kind_of_key, const std::string& name) {
    const auto key = std::string(kind_of_key) + name;
    for (const auto module : {module_of(event), std::string_view("audit")})
        if (const auto theirs = text.of(module); theirs.has(key)) return theirs(key);
    return name;
}

std::vector<Choice> in_order(std::vector<Choice> all) {
    std::ranges::sort(all, {}, [](const Choice& one) { return lower(one.words); });
    return all;
}

}  // namespace

std::string event_words(const Texts& text, std::string_view event) {
    const auto theirs = text.of(module_of(event));
    const auto key = std::string(event_key) + std::string(own_name(event));
    return theirs.has(key) ? theirs(key) : std::string(event);
}

std::string subject_words(const Texts& text, const Recorded& entry) { return words(text, entry.event, subject_key, entry.subject_kind); }

std::string reason_words(const Texts& text, const Recorded& entry) {
    return entry.reason.empty() ? "" : words(text, entry.event, reason_key, entry.reason);
}

std::vector<Choice> known_events(const texts::Catalog& catalog, Language language) {
    std::vector<Choice> all;
    for (const auto& module : catalog.modules())
        for (const auto& key : catalog.keys(module, language))
            if (key.starts_with(event_key))
                all.push_back({module + "." + key.substr(event_key.size()), catalog.format(module, key, language, {})});
    return in_order(std::move(all));
}

std::vector<Choice> known_subjects(const texts::Catalog& catalog, Language language) {
    std::vector<Choice> all;
    for (const auto& module : catalog.modules())
        for (const auto& key : catalog.keys(module, language))
            if (key.starts_with(subject_key)) all.push_back({key.substr(subject_key.size()), catalog.format(module, key, language, {})});
    return in_order(std::move(all));
}

}  // namespace audit
