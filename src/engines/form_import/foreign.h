#pragma once
/// A form from elsewhere as both readers leave it: our fields, and conditions still in foreign names.
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "engines/form_import/names.h"
#include "engines/form_import/report.h"
#include "engines/form_import/say.h"
#include "engines/services/service.h"

namespace form_import {

struct Question {
    forms::Field field{};  ///< without rules and inner fields
    std::string place{};   ///< where it stands in the foreign form
    std::string was{};     ///< its foreign type
    Logic show_if = truth(true), required = truth(true);
    std::optional<Logic> earliest{}, latest{}, value{};
    std::vector<Question> inner{};  ///< of a group
};

struct ForeignPage {
    std::string id;
    forms::Words title{};
    std::string place{};
    Logic show_if = truth(true);
    std::vector<Question> questions{};
};

/// What must hold before the form is sent.
struct ForeignCheck {
    std::string id;
    Logic unless{};
    std::string field;  ///< our id
    forms::Words message{};
    std::string place{};
};

/// A condition of the foreign form, to be counted and proved one by one.
struct ForeignCondition {
    std::string place;
    Logic logic{};
    std::string group{};
};

struct ForeignForm {
    std::string name{};  ///< for the service's id
    forms::Words title{}, summary{};
    services::ApplicantKind applicant = services::ApplicantKind::either;
    services::SignIn sign_in = services::SignIn::none;
    std::vector<ForeignPage> pages{};
    std::vector<ForeignCheck> checks{};
    std::vector<ForeignCondition> conditions{};
    Uses uses{};
    Names names{}, page_names{}, check_names{};
    Report report{};
};

/// Nobody gets on who answers so: a check of the form, whose message stands at the last question that `when` asks about.
void add_barrier(ForeignForm&, const std::string& place, const Logic& when, const forms::Words& message);

/// A definition that can be read; what the foreign form does not say is marked to be filled in. Notes in the report what could not be said.
services::Service draft_of(ForeignForm&);

}  // namespace form_import
