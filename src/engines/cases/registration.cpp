#include "engines/cases/registration.h"

#include "engines/audit/audit.h"
#include "engines/cases/event_log.h"
#include "engines/cases/find.h"
#include "engines/cases/motion.h"
#include "engines/cases/sending.h"

namespace cases {

bool is_registration(const flows::Flow& flow) { return flow.find_transition("register") != nullptr; }

void register_at_once(Change& change, const Case& of, const services::Service& service) {
    const auto by = audit::program("torg");
    Change by_house{change.db, change.tenant, by};
    auto state = move(by_house, of, "register", flows::Mover::system).value();
    const DecisionDraft draft{.outcome = std::string(services::registers)};
    const auto letter = letter_text(change.tenant, service, of, draft);
    append(by_house, of, EventKind::registered,
           json::object({{"outcome", draft.outcome},
                         {"heading", letter.heading},
                         {"body", letter.body},
                         {"send_at", now().value},
                         {"state", std::move(state)}}));
    queue_sending(change.db, of.id, now());
}

}  // namespace cases
