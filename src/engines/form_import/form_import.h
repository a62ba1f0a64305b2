#pragma once
/// Forms that were made elsewhere, as drafts of our services: XGov form builder (GOV.UK) as JSON, and Open Formulieren (Open Forms) as its
/// export, a ZIP. What each part becomes stands in docs/form-import.md.
#include <string>
#include <string_view>
#include <tl/expected.hpp>

#include "engines/form_import/report.h"

namespace form_import {

inline constexpr std::size_t largest_file = 8 << 20;       ///< bytes
inline constexpr std::size_t largest_unpacked = 16 << 20;  ///< bytes of all files of a ZIP
inline constexpr int most_components = 3000;

struct Imported {
    std::string id, yaml;  ///< a definition that can be read, but not yet published
    Report report{};
};
/// Why nothing could be imported: a text of this module.
struct Refused {
    std::string text_key;
    std::vector<std::string> arguments{};
};

/// Is this a ZIP or JSON, and so nothing that a definition of ours can be?
bool is_foreign(std::string_view bytes);
tl::expected<Imported, Refused> import_form(std::string_view bytes);

}  // namespace form_import
