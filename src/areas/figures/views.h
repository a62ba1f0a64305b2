#pragma once
/// Values in, pages out. A view never sees the database.
#include <string>
#include <string_view>
#include <vector>

#include "engines/cases/find.h"
#include "engines/cases/stays.h"
#include "engines/opinions/opinions.h"
#include "engines/pages/pages.h"
#include "engines/services/usage.h"

namespace figures::views {

/// `service` is its title; may be empty.
http::Response questions_page(const Context&, std::string_view token, const opinions::Invitation&, std::string_view service);

struct ServiceFigures {
    std::string id, title;
    Date since{}, today{};  ///< what is counted of what came and was closed
    std::int64_t received = 0, closed = 0;
    services::Completion forms;
    cases::UsualTime usual;
    opinions::Sums sums;
};
http::Response figures_page(const Context&, const std::vector<ServiceFigures>&);
http::Response csv(const Context&, const std::vector<ServiceFigures>&);

struct Month {
    Date first, after;  ///< its first day, and the next month's
    std::int64_t received = 0, closed = 0;
};
struct TimeInState {
    std::string label;
    cases::TimeInState time;
};
http::Response service_page(const Context&, const ServiceFigures&, const std::vector<Month>&, const std::vector<TimeInState>&);

/// The cases behind a figure. `until` is its last day; `state` is the label of the state that is asked about, or empty.
struct CasesBehind {
    const services::Service& service;
    cases::Figure figure;
    Date until;
    std::string state;
    std::vector<cases::FigureCase> cases;
    std::int64_t in_all = 0;  ///< those that the reader may not open too
};
inline constexpr int most_rows = 200;
/// Says that there are more when more than most_rows are given.
http::Response cases_page(const Context&, const CasesBehind&);
/// One row a case.
http::Response cases_csv(const Context&, const CasesBehind&);

}  // namespace figures::views
