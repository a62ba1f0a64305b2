#include "areas/my_pages/status.h"

#include <algorithm>

#include "foundation/base/unicode.h"

namespace my_pages {

std::string number_meant(std::string_view typed) {
    constexpr std::size_t longest = 40;
    auto all = first_characters(trimmed(typed), longest);
    for (char& c : all)
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    return all;
}

std::optional<std::string> birth_year(std::string_view typed) {
    const std::string year(trimmed(typed));
    const bool is_year = year.size() == 4 && std::ranges::all_of(year, [](char c) { return c >= '0' && c <= '9'; });
    return is_year ? std::optional(year) : std::nullopt;
}

Result<OpenedCase> case_by_birth_year(db::Connection& db, const Tenant& tenant, const StatusForm& form) {
    const auto year = birth_year(form.year);
    if (!year) return failure(Fault::not_found);
    auto values = TRY(cases::find_by_number(db, tenant, number_meant(form.number)));
    if (values.erased) return failure(Fault::not_found);
    const bool was_born = std::ranges::any_of(cases::followers(db, tenant, values),
                                              [&](const cases::Party& party) { return party.personal_number.starts_with(*year); });
    auto service = cases::service_of(db, values);
    const bool hides_all = service->secrecy && service->secrecy->hides == services::Hides::all;
    if (!was_born || hides_all) return failure(Fault::not_found);
    const auto& flow = cases::flow_of(db, values);
    return OpenedCase{std::move(values), std::move(service), flow, Visitor{}};
}

}  // namespace my_pages
