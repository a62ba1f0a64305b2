#include "engines/cases/finish.h"

#include "engines/cases/event_log.h"
#include "engines/cases/find.h"
#include "engines/cases/motion.h"
#include "engines/cases/own_terms.h"
#include "engines/cases/pictures.h"

namespace cases {

Result<void> finish(Change& change, CaseId id, std::string_view transition, std::string_view words,
                    const std::vector<forms::FileAnswer>& files) {
    const auto of = TRY(find(change.db, change.tenant, id));
    auto state = move(change, of, transition, flows::Mover::officer);
    if (!state || (*state)["kind"].text() != "closed") return failure(Fault::conflict, "error_not_now");
    const auto dispose_on = disposal_day(*service_of(change.db, of), swedish_date(now()));
    auto data = json::object({{"transition", transition},
                              {"state", std::move(*state)},
                              {"dispose_on", dispose_on ? json::Value(dispose_on->days) : json::Value()}});
    if (!words.empty() || !files.empty())
        data.set("text", words).set("files", json::array(files, [](const forms::FileAnswer& file) { return to_json(file); }));
    append(change, of, EventKind::state_changed, std::move(data));
    queue_pictures(change.db, id, files);
    return {};
}

Result<void> reopen(Change& change, CaseId id, std::string_view words) {
    const auto of = TRY(find(change.db, change.tenant, id));
    auto state = move(change, of, "reopen", flows::Mover::applicant);
    if (!state) return failure(Fault::conflict, "error_not_now");
    const auto answers = forms::answers_from_json(of.answers).value_or(forms::Answers{});
    if (const auto due_on = due_day_of(change.db, *service_of(change.db, of), answers, swedish_date(now())))
        state->set("due_on", due_on->days);
    auto data = json::object({{"transition", "reopen"}, {"state", std::move(*state)}, {"reopens", true}});
    if (!words.empty()) data.set("text", words);
    append(change, of, EventKind::state_changed, std::move(data));
    return {};
}

}  // namespace cases
