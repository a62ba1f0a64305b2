#include "areas/public_records/query.h"

#include <fmt/format.h>

#include "foundation/base/numbers.h"
#include "foundation/base/unicode.h"

namespace public_records {

Result<public_register::Search> checked(const QueryForm& form, int limit) {
    std::vector<FieldError> errors;
    const auto day = [&](std::string_view field, std::string_view typed) -> std::optional<Date> {
        if (typed.empty()) return std::nullopt;
        const auto found = date_from_iso(typed);
        if (!found) errors.push_back({std::string(field), "error_day"});
        return found;
    };
    public_register::Search search{
        .words = first_characters(tidy_text(form.words), 200), .from = day("from", form.from), .to = day("to", form.to), .limit = limit};
    if (search.from && search.to && *search.to < *search.from) errors.push_back({"to", "error_order"});
    if (!form.after.empty()) {
        search.after = key_of_page(form.after);
        if (!search.after) errors.push_back({"after", "error_page"});
    }
    if (!errors.empty()) return invalid(std::move(errors));
    return search;
}

std::string page_key(const public_register::Entry& last) { return fmt::format("{}.{}", to_iso(last.received_on), last.case_id); }

std::optional<std::pair<Date, std::int64_t>> key_of_page(std::string_view key) {
    const auto dot = key.find('.');
    if (dot == std::string_view::npos) return std::nullopt;
    const auto day = date_from_iso(key.substr(0, dot));
    const auto case_id = whole_number(key.substr(dot + 1));
    if (!day || !case_id) return std::nullopt;
    return std::pair(*day, *case_id);
}

}  // namespace public_records
