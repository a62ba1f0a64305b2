#include "engines/cases/outside.h"

#include "engines/cases/event_log.h"
#include "engines/cases/find.h"

namespace cases {

static json::Value data_of(std::string_view receiver, std::string_view words) {
    auto data = json::object({{"receiver", receiver}});
    if (!words.empty()) data.set("text", words);
    return data;
}

Result<void> hand_over(Change& change, CaseId id, std::string_view receiver, std::string_view words) {
    const auto of = TRY(find(change.db, change.tenant, id));
    if (of.erased || of.state_kind == "closed") return failure(Fault::conflict, "error_not_now");
    append(change, of, EventKind::handed_over, data_of(receiver, words));
    return {};
}

Result<void> note_outside_answer(Change& change, CaseId id, std::string_view receiver, std::string_view words) {
    const auto of = TRY(find(change.db, change.tenant, id));
    if (of.erased) return failure(Fault::not_found);
    append(change, of, EventKind::outside_answered, data_of(receiver, words));
    return {};
}

}  // namespace cases
