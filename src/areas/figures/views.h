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
    std::int64_t received = 0, closed = 0;
    services::Completion forms;
    cases::UsualTime usual;
    opinions::Sums sums;
};
http::Response figures_page(const Context&, const std::vector<ServiceFigures>&);
http::Response csv(const Context&, const std::vector<ServiceFigures>&);

struct Month {
    Date first;
    std::int64_t received = 0, closed = 0;
};
struct TimeInState {
    std::string label;
    cases::TimeInState time;
};
http::Response service_page(const Context&, const ServiceFigures&, const std::vector<Month>&, const std::vector<TimeInState>&);
/// One row a case.
http::Response cases_csv(const Context&, const services::Service&, const std::vector<cases::ClosedCase>&);

}  // namespace figures::views
