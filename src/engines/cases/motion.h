#pragma once
/// How a case moves through its flow, and what that does to its clock.
#include "engines/cases/case.h"
#include "engines/cases/work.h"
#include "engines/flows/flow.h"

namespace cases {

/// Days that a deadline gives, from a day on: working days, or calendar days that end on a working day (lagen (1930:173)).
std::optional<Date> due_day(const services::Service&, Date from);

/// The state as events carry it: id, kind, due day, day the clock stopped.
json::Value state_data(const flows::State&, std::optional<Date> due_on, std::optional<Date> clock_stopped_on);

/// The state that a transition leads to, with the clock stopped, going or moved on; or why it cannot be made.
Result<json::Value> move(const Change&, const Case&, std::string_view transition, flows::Mover, std::string_view outcome = "");

/// It is a matter to decide again: the day of the state is the one of an application that came in today, or none.
void give_time_anew(db::Connection&, const Case&, json::Value& state);

/// The transition that leads back to work; where not everybody has signed, the one that leads back to the signers ("undo_unsigned").
std::string way_back(const Change&, const Case&, std::string_view transition);

/// The day a case closed now is to be disposed of; nothing when it is kept for ever.
std::optional<Date> disposal_day(const services::Service&, Date closed_on);

}  // namespace cases
