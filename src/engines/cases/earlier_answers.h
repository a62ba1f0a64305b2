#pragma once
/// Answer once: what somebody has answered in earlier cases, offered where the same is asked again.
#include <string>
#include <vector>

#include "engines/cases/case.h"
#include "engines/forms/answers.h"

namespace cases {

struct EarlierAnswer {
    std::string field;  ///< that it would answer now
    forms::Answer answer;
    std::string number;  ///< of the case it was given in
    Timestamp at{};
};
/// Whether the two ask the same: by type, id and words. Sensitive answers, files, signatures and what is agreed to are never the same
/// twice.
bool asks_the_same(const forms::Field&, const forms::Field&);
/// The newest for each question that is asked now, of the newest cases that the person has applied in for oneself. Erased cases give none.
std::vector<EarlierAnswer> earlier_answers(db::Connection&, const Tenant&, PersonId, std::vector<const forms::Field*> asked);

}  // namespace cases
