#include "areas/representatives/mandate_form.h"

#include <algorithm>

#include "engines/identity/personal_number.h"
#include "engines/pages/pages.h"
#include "foundation/base/unicode.h"

namespace representatives {
namespace {

constexpr std::size_t longest_name = 200, longest_source = 500;

mandates::Someone checked_someone(std::vector<FieldError>& errors, const std::string& before, const std::string& name,
                                  const std::string& number) {
    const auto read = identity::PersonalNumber::from(number);
    if (name.empty()) errors.push_back({before + "name", "error_name"});
    else if (count_characters(name) > longest_name) errors.push_back({before + "name", "error_long", {std::to_string(longest_name)}});
    if (!read) errors.push_back({before + "number", "error_number"});
    return {read ? read->digits() : "", name};
}

/// The same day, or the first of March where there is no leap day.
Date years_on(Date day, int years) {
    const auto from = civil(day);
    const auto same = date_from(from.year + years, from.month, from.day);
    return same ? *same : date_from(from.year + years, 3, 1).value();
}

/// The last day that a mandate may have; nothing when it lasts until it is ended. Law: guardianship ends at the age of 18
/// (föräldrabalken 9 kap. 1 §, 10 kap. 2 §); a trustee is dismissed by the authority (11 kap. 19 §).
std::optional<Date> last_day(mandates::Origin origin, const std::string& giver_number, Date from) {
    if (origin == mandates::Origin::trustee) return std::nullopt;
    const auto child = origin == mandates::Origin::guardian ? identity::PersonalNumber::from(giver_number) : std::nullopt;
    return child ? Date{years_on(child->born(), 18).days - 1} : years_on(from, mandates::most_years);
}

mandates::Scope checked_scope(std::vector<FieldError>& errors, const MandateForm& form, mandates::Origin origin,
                              const std::vector<std::string>& published, Date today) {
    mandates::Scope scope{.from = today, .opens_earlier = form.opens_earlier};
    if (form.in == "some") {
        for (const auto& service : form.services)
            if (std::ranges::find(published, service) != published.end()) scope.services.push_back(service);
        if (scope.services.empty()) errors.push_back({"services", "error_services"});
    }
    const auto day = [&](std::string_view field, const std::string& typed) -> std::optional<Date> {
        if (typed.empty()) return std::nullopt;
        const auto found = date_from_iso(typed);
        if (!found) errors.push_back({std::string(field), "error_day"});
        return found;
    };
    if (const auto from = day("from", form.from)) scope.from = *from;
    const auto last = last_day(origin, form.giver_number, scope.from);
    const bool is_of_child = origin == mandates::Origin::guardian;
    scope.until = form.until.empty() ? last : day("until", form.until);
    if (is_of_child && last && *last < std::max(scope.from, today)) errors.push_back({"giver_number", "error_of_age"});
    else if (scope.until && *scope.until < std::max(scope.from, today)) errors.push_back({"until", "error_until_past"});
    else if (scope.until && last && *scope.until > *last && is_of_child) errors.push_back({"until", "error_until_of_age"});
    else if (scope.until && last && *scope.until > *last)
        errors.push_back({"until", "error_until_far", {std::to_string(mandates::most_years)}});
    return scope;
}

}  // namespace

MandateForm typed_mandate(const http::Request& request) {
    MandateForm form{.name = tidy_text(request.field("name")),
                     .number = tidy_text(request.field("number")),
                     .giver_name = tidy_text(request.field("giver_name")),
                     .giver_number = tidy_text(request.field("giver_number")),
                     .origin = std::string(request.field("origin")),
                     .source = tidy_text(request.field("source")),
                     .in = request.field("in") == "some" ? "some" : "all",
                     .from = pages::day_answer(request.form, "from", YearMeant::nearest),
                     .until = pages::day_answer(request.form, "until", YearMeant::coming),
                     .opens_earlier = !request.field("opens_earlier").empty()};
    for (const auto service : request.form.every("services")) form.services.emplace_back(service);
    return form;
}

Result<Checked> checked(const MandateForm& form, const std::vector<std::string>& published, Date today) {
    std::vector<FieldError> errors;
    auto other = checked_someone(errors, "", form.name, form.number);
    auto scope = checked_scope(errors, form, mandates::Origin::e_identification, published, today);
    if (!errors.empty()) return invalid(std::move(errors));
    return Checked{std::move(other), std::move(scope)};
}

Result<mandates::Registered> checked_by_staff(const MandateForm& form, const std::vector<std::string>& published, Date today) {
    std::vector<FieldError> errors;
    mandates::Registered made;
    const auto origin = from_name<mandates::Origin>(form.origin);
    if (!origin || !mandates::is_registered_by_staff(*origin)) errors.push_back({"origin", "error_origin"});
    made.origin = origin.value_or(mandates::Origin::paper);
    made.giver = checked_someone(errors, "giver_", form.giver_name, form.giver_number);
    made.holder = checked_someone(errors, "", form.name, form.number);
    if (!made.giver.number.empty() && made.giver.number == made.holder.number) errors.push_back({"number", "error_same_person"});
    if (form.source.empty()) errors.push_back({"source", "error_source"});
    else if (count_characters(form.source) > longest_source) errors.push_back({"source", "error_long", {std::to_string(longest_source)}});
    made.source = form.source;
    made.scope = checked_scope(errors, form, made.origin, published, today);
    if (!errors.empty()) return invalid(std::move(errors));
    return made;
}

}  // namespace representatives
