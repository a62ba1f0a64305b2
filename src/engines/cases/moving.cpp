#include "engines/cases/moving.h"

#include "engines/cases/event_log.h"
#include "engines/cases/find.h"
#include "engines/cases/words.h"
#include "engines/identity/units.h"

namespace cases {

Result<void> move_to_unit(Change& change, CaseId id, UnitId unit, std::string_view reason) {
    const auto of = TRY(find(change.db, change.tenant, id));
    const auto from = identity::find_unit(change.db, of.unit), to = identity::find_unit(change.db, unit);
    std::vector<FieldError> errors;
    if (!to || unit == of.unit) errors.push_back({"unit", "error_other_unit"});
    check_words(errors, "reason", reason, "error_move_reason", longest_text);
    if (!errors.empty()) return invalid(std::move(errors));
    if (of.state_kind == "closed" || of.state_kind == "decided") return failure(Fault::conflict, "error_not_now");
    append(change, of, EventKind::assigned,
           json::object({{"officer", json::Value()},
                         {"officer_name", ""},
                         {"unit", unit.value},
                         {"unit_name", to->name_sv},
                         {"from_name", from ? from->name_sv : ""},
                         {"text", reason}}));
    return {};
}

}  // namespace cases
