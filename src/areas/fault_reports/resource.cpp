#include "areas/fault_reports/resource.h"

#include <fmt/format.h>

#include <cmath>

#include "foundation/base/numbers.h"
#include "foundation/base/unicode.h"

namespace fault_reports {
namespace {

constexpr std::size_t longest_name = 60, longest_unit = 20;
/// Of a price, of carbon dioxide in kilograms, and of what one report takes.
constexpr double most = 1'000'000;

/// From nought to `most`, with at most `decimals`, in whole parts of that size; nothing when it is something else.
std::optional<std::int64_t> in_parts(std::string_view typed, int decimals) {
    const auto number = decimal_number(trimmed(typed));
    if (!number || *number < 0 || *number > most) return std::nullopt;
    const double parts = *number * std::pow(10, decimals), whole = std::round(parts);
    if (std::abs(parts - whole) > 1e-6) return std::nullopt;
    return static_cast<std::int64_t>(whole);
}

std::int64_t of_thousandths(std::int64_t thousandths, std::int64_t each) { return (thousandths * each + 500) / 1000; }

}  // namespace

std::string as_typed(std::int64_t parts, int decimals) {
    auto text = plain_number(static_cast<double>(parts) / std::pow(10, decimals));
    if (const auto point = text.find('.'); point != std::string::npos) text[point] = ',';
    return text;
}

ResourceForm form_of(const Resource& of) { return {of.name, of.unit, as_typed(of.ore, 2), as_typed(of.grams, 3)}; }

Result<Resource> resource_of(const ResourceForm& form) {
    Resource made{.name = tidy_text(form.name), .unit = tidy_text(form.unit)};
    std::vector<FieldError> errors;
    const auto check = [&](std::string_view field, const std::string& text, std::size_t longest) {
        if (text.empty() || count_characters(text) > longest)
            errors.push_back({std::string(field), "error_" + std::string(field), {std::to_string(longest)}});
    };
    check("namn", made.name, longest_name);
    check("enhet", made.unit, longest_unit);
    if (const auto ore = in_parts(form.kronor, 2)) made.ore = *ore;
    else errors.push_back({"kronor", "error_kronor"});
    if (const auto grams = in_parts(form.kilograms, 3)) made.grams = *grams;
    else errors.push_back({"koldioxid", "error_koldioxid"});
    if (!errors.empty()) return invalid(std::move(errors));
    return made;
}

std::int64_t Use::ore() const { return of_thousandths(thousandths, of.ore); }
std::int64_t Use::grams() const { return of_thousandths(thousandths, of.grams); }

std::string amount_field(ResourceId id) { return fmt::format("atgang-{}", id.value); }

Result<std::vector<Use>> uses_in(const http::Fields& typed, const std::vector<Resource>& all) {
    std::vector<Use> uses;
    std::vector<FieldError> errors;
    for (const auto& one : all) {
        const auto field = amount_field(one.id);
        const auto amount = trimmed(typed.get(field));
        if (amount.empty()) continue;
        const auto thousandths = in_parts(amount, 3);
        if (!thousandths) errors.push_back({field, "error_amount", {one.name}});
        else if (*thousandths > 0) uses.push_back({one, *thousandths});
    }
    if (!errors.empty()) return invalid(std::move(errors));
    return uses;
}

}  // namespace fault_reports
