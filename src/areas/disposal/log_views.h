#pragma once
/// Values in, pages out: lists of what of the log is due, and their reports.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engines/audit/disposal.h"
#include "engines/municipality/log_retention.h"
#include "engines/pages/pages.h"

namespace disposal::views {

/// "/gallring/loggen/7204"
std::string address_of(LogListId);

struct ShownLog {
    audit::LogList list;
    std::vector<audit::LogMonth> months;
};
http::Response logs_page(const Context&, const std::vector<audit::LogList>&, const municipality::LogRetention&,
                         const std::optional<audit::Removed>&);
/// `error` is a text key; "" when nothing is wrong.
http::Response log_page(const Context&, const ShownLog&, std::string_view error);
http::Response csv(const Context&, const ShownLog&);

}  // namespace disposal::views
