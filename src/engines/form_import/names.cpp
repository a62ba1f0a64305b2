#include "engines/form_import/names.h"

#include <algorithm>

#include "engines/services/service.h"
#include "foundation/base/unicode.h"

namespace form_import {

static bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
static bool is_lower(char c) { return c >= 'a' && c <= 'z'; }

/// Form builders that make up names give six letters, large and small: "kRxOHF". Words that people write have vowels: "hasDog".
static bool is_made_up(std::string_view name) {
    if (name.size() != 6) return false;
    std::size_t letters = 0, vowels = 0;
    const auto is_word = [&] { return letters == 0 || (letters >= 3 && vowels > 0); };
    for (std::size_t i = 0; i < name.size(); ++i) {
        if (!is_upper(name[i]) && !is_lower(name[i])) return false;
        if (is_upper(name[i])) {
            if (!is_word()) return true;
            letters = vowels = 0;
        }
        ++letters;
        vowels += std::string_view("aeiouAEIOU").find(name[i]) != std::string_view::npos;
    }
    return !is_word();
}

std::string safe_id(std::string_view foreign) {
    std::string apart;
    for (std::size_t i = 0; i < foreign.size(); ++i) {
        if (i > 0 && is_upper(foreign[i]) && is_lower(foreign[i - 1])) apart += '-';
        apart += foreign[i];
    }
    auto id = is_utf8(apart) ? slug(apart) : std::string();
    std::replace(id.begin(), id.end(), '-', '_');
    if (!id.empty() && !is_lower(id[0])) id = "q_" + id;
    return id;
}

/// Whole words of a label, about as many as a name bears.
static std::string shortened(std::string id, std::size_t most) {
    if (id.size() <= most) return id;
    const auto end = id.rfind('_', most);
    return id.substr(0, end == id.npos || end < 8 ? most : end);
}

std::string Names::made(std::string_view foreign, std::string_view label) {
    static const std::set<std::string, std::less<>> reserved = [] {
        std::set<std::string, std::less<>> names = {"and", "or", "not", "in", "true", "false", "met", "all_met", "found", "reasons"};
        for (const auto& field : services::contact_page(services::ApplicantKind::either, services::SignIn::required).fields)
            names.insert(field.id);
        return names;
    }();
    auto id = is_made_up(foreign) ? std::string() : shortened(safe_id(foreign), 50);
    if (id.empty()) id = shortened(safe_id(label), 40);
    if (id.empty()) id = shortened(safe_id(foreign), 50);
    if (id.empty() || reserved.contains(id)) id = "q_" + id;
    if (taken_.insert(id).second) return id;
    auto& number = numbers_.try_emplace(id, 1).first->second;
    std::string unique;
    do unique = id + "_" + std::to_string(++number);
    while (!taken_.insert(unique).second);
    return unique;
}

}  // namespace form_import
