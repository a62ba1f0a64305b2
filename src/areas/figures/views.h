#pragma once
/// Values in, pages out. A view never sees the database.
#include <string>
#include <string_view>
#include <vector>

#include "engines/cases/find.h"
#include "engines/opinions/opinions.h"
#include "engines/pages/pages.h"

namespace figures::views {

/// `service` is its title; may be empty.
http::Response questions_page(const Context&, std::string_view token, const opinions::Invitation&, std::string_view service);

struct ServiceFigures {
    std::string id, title;
    std::int64_t closed = 0;
    cases::UsualTime usual;
    opinions::Sums sums;
};
http::Response figures_page(const Context&, const std::vector<ServiceFigures>&);
http::Response csv(const Context&, const std::vector<ServiceFigures>&);

}  // namespace figures::views
