#pragma once
#include "engines/contacts/forecast.h"
#include "engines/pages/pages.h"

namespace contact_centre::views {

struct StaffingScreen {
    Date day{};
    std::string typed{};  ///< what was asked for and is no day to look at; "" when it is
    double talk_seconds = 0;
    contacts::Forecast forecast{};
};
/// Of the day that the address asks for, else of the next working day.
StaffingScreen staffing_of(db::Connection&, const Context&, double talk_seconds);
/// How many are needed when, with a way to another day.
pages::Html staffing(const Context&, const StaffingScreen&);

/// "09.30"
std::string half_hour_words(std::ptrdiff_t half_hour);

/// As typed.
struct SpecialDayForm {
    std::string name{}, first{}, last{};
};
struct SpecialDaysScreen {
    std::vector<contacts::SpecialDay> coming{};
    std::vector<contacts::DayCounted> past{};
    SpecialDayForm form{};
    std::vector<FieldError> errors{};
};
http::Response special_days_page(const Context&, const SpecialDaysScreen&);

}  // namespace contact_centre::views
