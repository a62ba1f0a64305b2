#pragma once
/// What a study shows. Values in, pages out.
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "areas/figures/study.h"
#include "engines/pages/pages.h"
#include "engines/services/service.h"

namespace figures {

/// As typed.
struct StudyForm {
    std::string day, months, minutes, kronor;
};
struct StudyTerms {
    Date changed_on{};
    std::int64_t most_days = 0;  ///< of each side
    Assumptions assumed{};
};
struct StudySides {
    Window window{};
    cases::Studied before{}, after{};
};
struct StudyScreen {
    std::shared_ptr<const services::Service> service{};
    StudyForm typed{};
    std::vector<FieldError> errors{};
    std::optional<StudyTerms> terms{};  ///< nothing until it is asked for
    StudySides sides{};
    std::optional<Study> study{};  ///< nothing when there are too few cases
};

namespace views {

http::Response study_page(const Context&, const StudyScreen&);
/// One row a case.
http::Response study_csv(const Context&, const services::Service&, const StudySides&);

}  // namespace views
}  // namespace figures
