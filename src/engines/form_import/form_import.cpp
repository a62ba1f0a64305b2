#include "engines/form_import/form_import.h"

#include "engines/form_import/readers.h"
#include "foundation/zip/zip.h"

namespace form_import {
namespace {

bool is_zip(std::string_view bytes) { return bytes.starts_with("PK\x03\x04"); }

std::string_view without_mark(std::string_view bytes) {
    if (bytes.starts_with("\xef\xbb\xbf")) bytes.remove_prefix(3);
    return bytes.substr(std::min(bytes.find_first_not_of(" \t\r\n"), bytes.size()));
}

tl::expected<json::Value, Refused> parsed(std::string_view text, const std::string& file) {
    auto value = json::parse(without_mark(text));
    if (value) return *std::move(value);
    return tl::unexpected(Refused{"refused_json", {file, value.error().message}});
}

/// A JSON file of forms.json has a list of one.
const json::Value& first_of(const json::Value& value) { return value.is_array() ? value[std::size_t{0}] : value; }

tl::expected<ForeignForm, Refused> read_zip(std::string_view bytes) {
    const auto files = zip::read(bytes, {.files = 200, .bytes = largest_unpacked});
    if (!files) return tl::unexpected(Refused{files.error().fault == Fault::too_large ? "refused_too_large" : "refused_zip"});
    OpenFormsExport exported;
    bool has_form = false;
    for (const auto& file : *files) {
        const auto name = file.name.substr(file.name.rfind('/') + 1);
        auto* place = name == "forms.json"             ? &exported.form
                      : name == "formSteps.json"       ? &exported.steps
                      : name == "formDefinitions.json" ? &exported.definitions
                      : name == "formLogic.json"       ? &exported.logic
                      : name == "formVariables.json"   ? &exported.variables
                                                       : nullptr;
        if (!place) continue;
        auto value = parsed(file.content, name);
        if (!value) return tl::unexpected(value.error());
        *place = *std::move(value);
        has_form = has_form || name == "forms.json";
    }
    if (!has_form) return tl::unexpected(Refused{"refused_no_form"});
    exported.form = json::Value(first_of(exported.form));
    return read_open_forms(exported);
}

tl::expected<ForeignForm, Refused> read_json(std::string_view bytes) {
    const auto value = parsed(bytes, "JSON");
    if (!value) return tl::unexpected(value.error());
    if (is_xgov(*value)) return read_xgov(*value);
    return tl::unexpected(Refused{"refused_unknown"});
}

}  // namespace

bool is_foreign(std::string_view bytes) { return is_zip(bytes) || without_mark(bytes).starts_with('{'); }

tl::expected<Imported, Refused> import_form(std::string_view bytes) {
    if (bytes.size() > largest_file) return tl::unexpected(Refused{"refused_too_large"});
    auto foreign = is_zip(bytes) ? read_zip(bytes) : read_json(bytes);
    if (!foreign) return tl::unexpected(foreign.error());
    return drafted(*foreign);
}

tl::expected<Imported, Refused> drafted(ForeignForm& foreign) {
    if (foreign.report.components > most_components) return tl::unexpected(Refused{"refused_too_large"});
    if (foreign.pages.empty()) return tl::unexpected(Refused{"refused_no_questions"});
    const auto service = draft_of(foreign);
    auto yaml = services::to_yaml(service);
    // Whatever the form said, what is saved can be read again.
    if (!services::parse_service(yaml)) return tl::unexpected(Refused{"refused_not_readable"});
    return Imported{service.id, std::move(yaml), std::move(foreign.report)};
}

}  // namespace form_import
