#pragma once
/// Disposal of a single answer: a question whose own retention is shorter than its case's. Listed, approved and reported as cases are
/// (disposal.h); the answer, its files and what it is found by are taken out of the case, also of its event log.
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "engines/cases/disposal.h"

namespace cases {

struct AnswerLine {
    CaseId of{};
    std::string number, service;
    int service_version = 0;
    std::string field;
    Date due_on{};
    LineResult result = LineResult::listed;
    std::optional<Timestamp> at{};  ///< of the result
};

/// Lists of the answers whose time is out, of one unit each; part of propose_disposal.
void propose_answer_disposal(Tenant&);
std::vector<AnswerLine> answer_lines_of(db::Connection&, DisposalListId);
/// Those of an approved list, one by one; part of dispose_approved.
void dispose_answers(Tenant&, DisposalListId);

/// By question, the day its answer was disposed of.
using GoneAnswers = std::map<std::string, Date, std::less<>>;
GoneAnswers gone_answers(db::Connection&, CaseId);

}  // namespace cases
