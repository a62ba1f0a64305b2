#pragma once
/// What a case is about, to be compared with other cases. Events carry it in words, tables only as digests.
#include <string>
#include <vector>

#include "engines/cases/case.h"
#include "engines/forms/answers.h"
#include "engines/services/service.h"

struct Tenant;

namespace cases {

struct Subject {
    std::string kind;  ///< person, property, address
    std::string of;    ///< the same however it was written
    auto operator<=>(const Subject&) const = default;
};

/// The people, properties and addresses that the answers name, each once; and the parties.
std::vector<Subject> subjects_of(const Tenant&, const services::Service&, const forms::Answers&, const std::vector<Party>&);
json::Value to_json(const std::vector<Subject>&);

}  // namespace cases
