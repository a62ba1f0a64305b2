#pragma once
/// From what was filled in to a case; and what is told when something happens to it.
#include <string>
#include <string_view>
#include <vector>

#include "areas/fault_reports/report.h"
#include "engines/area/area.h"
#include "engines/cases/places.h"
#include "engines/cases/work.h"

namespace fault_reports {

/// In the catalogue's order.
Categories categories(db::Connection&);

/// Pictures that have come, carried through the page until it is sent: sealed, so that nobody names another's file.
std::string carried(const Tenant&, const std::vector<forms::FileAnswer>&);
std::vector<forms::FileAnswer> carried_back(const Tenant&, std::string_view sealed);

/// Where the first picture was taken, when it says so, as coordinates in the box for the place; "" when it does not.
std::string place_of_picture(const Tenant&, const std::vector<forms::FileAnswer>&);

struct Sender {
    std::string name{}, email{}, phone{};
    Language language = Language::sv;
    std::string channel = "web";
};
/// `answers` are those of the category's own form.
cases::Receipt send(cases::Change&, const services::Service&, const forms::Answers& answers, const Sender&);

enum class News { mended, left, reopened };
/// The reporter and everybody who follows, each with a link of their own to say whether it is so.
void tell(db::Connection&, const Tenant&, CaseId, News, std::string_view words);

/// Who the token in such a link was made for, as add_verdict wants it; "" when it was made for nobody in this case.
std::string asked_by(db::Connection&, const Tenant&, const cases::Case&, std::string_view token);

}  // namespace fault_reports
