#pragma once
#include <map>
#include <set>
#include <string>

#include "engines/forms/fill.h"
#include "engines/identity/visitor.h"

namespace drafts {

/// What a draft holds besides its answers.
struct BesideAnswers {
    forms::Typed typed{};                         ///< could not be read: "12x" where a number is wanted
    std::map<std::string, SessionId> saved_by{};  ///< page -> who saved it last
    std::set<std::string> passed{};               ///< pages that were left without errors
    Timestamp passed_at{};                        ///< the last of them, or when the draft was begun
    bool operator==(const BesideAnswers&) const = default;
};

std::string to_json(const BesideAnswers&);
/// What cannot be read is nothing.
BesideAnswers beside_answers_from_json(std::string_view stored);

}  // namespace drafts
