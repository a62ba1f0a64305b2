#include "areas/fault_reports/receiver.h"

#include <algorithm>

#include "engines/forms/normal.h"
#include "foundation/base/unicode.h"
#include "foundation/fetch/fetch.h"

namespace fault_reports {

static constexpr std::size_t longest_name = 100, longest_address = 500;

const Takes* Receiver::takes_in(std::string_view service, std::string_view district) const {
    if (is_ended) return nullptr;
    if (!districts.empty() && std::ranges::find(districts, district) == districts.end()) return nullptr;
    const auto found = std::ranges::find(takes, service, &Takes::service);
    if (found == takes.end() || (way == Way::open311 && found->their_code.empty())) return nullptr;
    return &*found;
}

std::vector<TheirAttribute> Receiver::asks_of(std::string_view service, std::string_view district) const {
    const auto* how = way == Way::open311 ? takes_in(service, district) : nullptr;
    if (how == nullptr) return {};
    const auto found = std::ranges::find(services, how->their_code, &TheirService::code);
    return found == services.end() ? std::vector<TheirAttribute>{} : found->attributes;
}

ReceiverForm form_of(const Receiver& receiver) {
    ReceiverForm form{.name = receiver.name,
                      .way = std::string(to_name(receiver.way)),
                      .language = std::string(to_code(receiver.language)),
                      .email = receiver.email,
                      .districts = joined(receiver.districts, "\n"),
                      .endpoint = receiver.endpoint,
                      .jurisdiction = receiver.jurisdiction};
    for (const auto& one : receiver.takes) {
        form.takes.push_back(one.service);
        if (one.is_automatic) form.automatic.push_back(one.service);
        form.codes.push_back({.service = one.service, .their_code = one.their_code});
    }
    return form;
}

static bool holds(const std::vector<std::string>& all, std::string_view one) { return std::ranges::find(all, one) != all.end(); }

static std::vector<Takes> takes_of(const ReceiverForm& form, const Categories& categories, const Receiver& made) {
    std::vector<Takes> all;
    for (const auto& category : categories) {
        if (!holds(form.takes, category->id)) continue;
        Takes one{.service = category->id, .is_automatic = holds(form.automatic, category->id)};
        const auto code = std::ranges::find(form.codes, category->id, &Takes::service);
        if (made.way == Way::open311 && code != form.codes.end()) one.their_code = first_characters(trimmed(code->their_code), 100);
        all.push_back(std::move(one));
    }
    return all;
}

Result<Receiver> checked(const ReceiverForm& form, const Categories& categories, const Receiver& before) {
    auto made = before;
    std::vector<FieldError> errors;
    made.name = tidy_text(form.name);
    if (made.name.empty() || count_characters(made.name) > longest_name || made.name.find('\n') != std::string::npos)
        errors.push_back({"namn", "error_receiver_name"});
    const auto way = from_name<Way>(form.way);
    if (!way) errors.push_back({"satt", "error_receiver_way"});
    made.way = way.value_or(Way::link);
    made.language = language_from(form.language).value_or(Language::sv);
    made.email.clear();
    if (made.way != Way::open311) {
        if (const auto email = forms::email(form.email)) made.email = *email;
        else errors.push_back({"epost", "error_receiver_email"});
    }
    made.districts.clear();
    for (const auto line : split(form.districts, '\n'))
        if (const auto one = trimmed(line); !one.empty() && !holds(made.districts, one)) made.districts.emplace_back(one);
    if (made.way == Way::open311) {
        auto endpoint = std::string(trimmed(form.endpoint));
        while (endpoint.ends_with('/')) endpoint.pop_back();
        if (endpoint.size() > longest_address || !fetch::is_fit_address(endpoint) || endpoint.find_first_of("?#") != std::string::npos)
            errors.push_back({"adress", "error_receiver_endpoint"});
        // What they said of another address says nothing of this one; their key is given to nobody else.
        if (endpoint != before.endpoint) {
            made.services.clear();
            made.asked_at.reset();
            made.problem.clear();
            made.key.clear();
        }
        made.endpoint = std::move(endpoint);
        made.jurisdiction = first_characters(trimmed(form.jurisdiction), longest_name);
        if (const auto key = trimmed(form.key); !key.empty()) made.key = first_characters(key, longest_address);
    }
    made.takes = takes_of(form, categories, made);
    if (made.takes.empty()) errors.push_back({"tar", "error_receiver_takes"});
    if (!errors.empty()) return invalid(std::move(errors));
    return made;
}

std::int64_t pause_after(int failures) {
    constexpr std::int64_t first = 15 * microseconds_a_minute;
    constexpr int most_doublings = 7;
    return std::min(microseconds_a_day, first << std::clamp(failures - 1, 0, most_doublings));
}

}  // namespace fault_reports
