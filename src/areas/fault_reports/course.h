#pragma once
/// What of the time until a fault was mended: when something was first done, and who waited for whom. No I/O.
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engines/flows/flow.h"
#include "foundation/base/time.h"

namespace fault_reports {

/// A state that the report has been in, from then until the next one.
struct Came {
    std::string state;
    Timestamp at{};
};
/// Somebody outside the house had it.
struct Outside {
    std::string name;
    Timestamp from{};
    std::optional<Timestamp> until{};
};

struct Turn {
    enum class Whose { us, outside, reporter } whose = Whose::us;
    std::string name{};  ///< of whom outside the house
    std::int64_t microseconds = 0;
};
/// Times from the report, in microseconds; nothing when it has not come to that.
struct Course {
    std::optional<std::int64_t> to_first_sign{};  ///< it left its first state, or was handed over
    std::optional<std::int64_t> to_visit{};       ///< work began
    std::optional<std::int64_t> to_mended{};      ///< and it is mended now
    std::vector<Turn> turns{};                    ///< ours first, then theirs by name, then the reporter's; none of no time
};
/// `states` and `outside` in order of time. While it is closed the time is the reporter's if it was opened again, else nobody's.
Course course_of(const flows::Flow&, const std::vector<Came>& states, const std::vector<Outside>& outside, Timestamp now);

}  // namespace fault_reports
