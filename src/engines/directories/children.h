#pragma once
/// Whom somebody has custody of, by the population register. A job asks when the person has begun a form that wants to know, or looks
/// for the earlier cases of a child, and the answer is kept sealed for a day; no page waits for it.
#include <string>
#include <vector>

#include "engines/area/area.h"
#include "engines/directories/directories.h"

namespace directories {

struct Child {
    std::string number;  ///< twelve digits
    std::string given_name;
    std::string name;  ///< whole
    bool operator==(const Child&) const = default;
};

/// What the register says now; nothing when it does not answer. Blocks: for jobs. Who is not certainly the person's own child, under
/// eighteen and without protected identity is left out: of a child in hiding nobody is told anything, the guardians least of all. Nothing
/// either when it does not answer about one of them: half an answer would be kept for a day.
std::optional<std::vector<Child>> children_in_register(const Tenant&, const std::string& guardian);

struct OwnChildren {
    bool is_awaited = false;  ///< has been asked for a moment ago
    std::vector<Child> all{};
};
/// What is known, without asking.
OwnChildren own_children(db::Connection&, const Tenant&, PersonId);
/// True when it is time to ask: a register is connected, and nothing is known or on its way.
bool should_ask_for_children(db::Connection&, const Tenant&, PersonId);
/// What the answer is for, which the entry in the log says.
enum class ChildrenFor { form, earlier_cases };
/// Queues the job, with an entry in the log that the person can read. Harmless when it is not time to ask.
void ask_for_children(db::Connection&, const Tenant&, const Visitor& of, ChildrenFor);
/// Somebody has turned out to be in hiding: what is kept of anybody's children is gone, and the register asked anew.
void forget_all_children(db::Connection&);

std::vector<AreaJob> jobs();

}  // namespace directories
