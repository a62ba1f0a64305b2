#include "engines/notify/settings.h"

#include <fmt/format.h>

#include <cmath>
#include <stdexcept>

#include "engines/flows/calendar.h"
#include "engines/notify/store.h"
#include "foundation/base/numbers.h"
#include "foundation/sms/sms.h"

namespace notify {
namespace {

constexpr std::int64_t dearest = 100'000;  // 1000 kr

bool is_day_to_text(const SmsHours& hours, Date day) { return hours.days == SmsDays::all_days || flows::is_working_day(day); }

Date next_day_to_text(const SmsHours& hours, Date day) {
    return hours.days == SmsDays::all_days ? Date{day.days + 1} : flows::after_working_days(day, 1);
}

std::string kronor(std::int64_t ore) { return fmt::format("{},{:02}", ore / 100, ore % 100); }

std::optional<std::int64_t> ore(std::string_view typed) {
    const auto kronor = decimal_number(typed);
    if (!kronor || *kronor < 0 || *kronor * 100 > dearest) return std::nullopt;
    return std::llround(*kronor * 100);
}

}  // namespace

Settings settings(db::Connection& db) { return store::settings(db); }
void save(db::Connection& db, const Settings& changed) { store::save(db, changed); }

SettingsForm form_of(const Settings& settings) {
    const auto& [sms, prices] = settings;
    return {.sms_from = std::to_string(sms.from),
            .sms_until = std::to_string(sms.until),
            .sms_days = std::string(to_name(sms.days)),
            .price_email = kronor(prices.email),
            .price_sms = kronor(prices.sms),
            .price_digital_post = kronor(prices.digital_post),
            .price_letter = kronor(prices.letter)};
}

Result<Settings> checked(const SettingsForm& form) {
    Settings settings;
    std::vector<FieldError> errors;
    const auto hour = [&](std::string_view name, std::string_view typed, std::int64_t& into) {
        const auto found = whole_number(typed);
        if (found && *found >= 0 && *found <= 24) into = *found;
        else errors.push_back({std::string(name), "error_hour"});
    };
    const auto price = [&](std::string_view name, std::string_view typed, std::int64_t& into) {
        if (const auto found = ore(typed)) into = *found;
        else errors.push_back({std::string(name), "error_price"});
    };
    hour("sms_from", form.sms_from, settings.sms.from);
    hour("sms_until", form.sms_until, settings.sms.until);
    if (errors.empty() && settings.sms.from >= settings.sms.until) errors.push_back({"sms_until", "error_hours_in_order"});
    settings.sms.days = from_name<SmsDays>(form.sms_days).value_or(SmsDays::working_days);
    price("price_email", form.price_email, settings.prices.email);
    price("price_sms", form.price_sms, settings.prices.sms);
    price("price_digital_post", form.price_digital_post, settings.prices.digital_post);
    price("price_letter", form.price_letter, settings.prices.letter);
    if (!errors.empty()) return invalid(std::move(errors));
    return settings;
}

Timestamp sms_may_leave(const SmsHours& hours, Timestamp from) {
    const Date day = swedish_date(from);
    const int first = static_cast<int>(hours.from);
    if (is_day_to_text(hours, day)) {
        const int hour = swedish_clock(from).hour;
        if (hour >= hours.from && hour < hours.until) return from;
        if (hour < hours.from) return swedish_time(day, first);
    }
    return swedish_time(next_day_to_text(hours, day), first);
}

std::int64_t price_of(const Prices& prices, const Message& message) {
    switch (message.channel) {
        case Channel::email: return prices.email;
        case Channel::sms: return prices.sms * sms::parts(message.content.text);
        case Channel::digital_post: return prices.digital_post;
        case Channel::letter: return prices.letter;
    }
    throw std::logic_error("a message without a channel");
}

}  // namespace notify
