#pragma once
/// The conditions of a decision against the answers, and the outcome that follows. A person decides.
#include <optional>
#include <string>
#include <vector>

#include "engines/directories/directories.h"
#include "engines/forms/answers.h"
#include "engines/services/service.h"

namespace services {

enum class Met { yes, no, unknown };

struct ConditionRow {
    std::string id;
    Words label{};
    std::string shown{};  ///< the answer in plain words; "" when nothing is shown or answered
    Met met = Met::unknown;
    Words source{};  ///< of the answer
    std::optional<directories::Check> check{};
    directories::Finding finding{};  ///< of the check

    /// A check that no register can answer says nothing for or against: it is left to the officer.
    bool counts() const { return finding.state != directories::State::unconnected; }
};
/// What a check found is given by the id of its condition; one that is not there has not been asked yet.
std::vector<ConditionRow> condition_rows(const Texts&, const Service&, const forms::Answers&, const directories::Findings&);

struct Proposal {
    std::string outcome;  ///< an outcome's id, or "supplement"
    std::string reason{};
    std::vector<std::string> supplement{};  ///< ids to tick: supplement items whose field is shown but not answered
    bool operator==(const Proposal&) const = default;
};
/// The first proposal whose rule is true; nothing when none is.
std::optional<Proposal> propose(const Service&, const forms::Answers&, const directories::Findings&);

/// Ids of the supplement items whose question is asked of this applicant and not answered.
std::vector<std::string> missing_supplement(const Service&, const forms::Answers&, const forms::Scope&);

/// The answers' scope with `all_met` and `met.<id>` added.
forms::Scope decision_scope(const Service&, const forms::Answers&, const directories::Findings&, Date today = swedish_date(now()));

/// The checks by the id of their condition.
std::map<std::string, directories::Check> checks_of(const Service&);
/// The findings where no register is connected.
directories::Findings unconnected(const Service&);

}  // namespace services

template <>
inline constexpr EnumNames<services::Met, 3> names_of<services::Met> = {{
    {services::Met::yes, "yes"},
    {services::Met::no, "no"},
    {services::Met::unknown, "unknown"},
}};
