#include "engines/cases/appeals.h"

#include "engines/cases/event_log.h"
#include "engines/cases/motion.h"
#include "engines/cases/pictures.h"

namespace cases {

static Result<json::Value> moved(const Change& change, const Case& of) {
    const auto decided = decision(change.db, change.tenant, of);
    if (!decided || !decided->sent_at) return failure(Fault::conflict, "error_not_now");
    return move(change, of, "appeal", flows::Mover::applicant);
}

bool can_be_appealed(const Change& change, const Case& of) { return moved(change, of).has_value(); }

Result<void> bring_in_appeal(Change& change, CaseId id, const AppealBroughtIn& appeal) {
    const auto of = TRY(find(change.db, change.tenant, id));
    auto state = moved(change, of);
    if (!state) return failure(Fault::conflict, "error_not_now");
    append(change, of, EventKind::appealed,
           json::object({{"text", appeal.text},
                         {"files", json::array(appeal.files, [](const forms::FileAnswer& file) { return to_json(file); })},
                         {"received_at", appeal.received_at.value},
                         {"state", std::move(*state)}}));
    queue_pictures(change.db, id, appeal.files);
    return {};
}

}  // namespace cases
