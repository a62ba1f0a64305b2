#pragma once
/// What happens in a demonstration town, planned before it is done: three years of cases up to this moment.
#include <string>
#include <vector>

#include "app/demo_people.h"
#include "engines/directories/invented.h"
#include "engines/forms/answers.h"
#include "engines/towns/comments.h"

namespace app {

enum class Deed { receive, take_up, note, question, reply, ask, supply, decide, send, withdraw, finish };

struct DemoStep {
    Timestamp at{};
    std::size_t which = 0;  ///< of DemoPlan.cases
    Deed deed{};
    std::string words{};
};

struct DemoCase {
    ServicePointer service{};
    const DemoResident* resident = nullptr;  ///< null: sent without e-ID
    towns::Applicant who{};
    Language language = Language::sv;
    Timestamp received{};
    forms::Answers answers{}, supplement{};
    std::vector<directories::InventedRecord> registers{};  ///< what they say of this applicant
    std::vector<std::string> asked{};                      ///< ids of supplement items
    std::string outcome{}, reason{};
    const Visitor* officer = nullptr;  ///< null: nobody has taken it
    bool waits_for_others = false;     ///< nobody has signed besides the applicant, or approved
    bool real_letter = false;          ///< printed as PDF/A, as in life; other cases share one for each outcome
    std::string channel = "web";
    const towns::Change* change = nullptr;  ///< what came of a comment
    bool is_told = false;                   ///< to everybody
};

struct DemoPlan {
    std::vector<DemoCase> cases{};
    std::vector<DemoStep> steps{};  ///< in order of time
    DemoStep last{};                ///< a decision that can still be undone
};

struct DemoTown {
    const towns::Town& town;
    const std::vector<ServicePointer>& services;
    const std::vector<DemoResident>& residents;
    const DemoStaff& staff;
    const towns::KeepMade& keep;
};
/// Moves the program's clock. At least 20 cases.
DemoPlan demo_plan(const DemoTown&, std::int64_t cases, Timestamp now, towns::Chance&);

}  // namespace app
