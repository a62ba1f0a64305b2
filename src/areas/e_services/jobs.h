#pragma once
/// What e-services do outside a request.
#include "engines/area/area.h"

namespace e_services {

struct DraftCode {
    std::string email, code;
    Language language;
};
/// In the same write as the code is made.
void queue_draft_code(db::Connection&, const DraftCode&);

std::vector<AreaJob> area_jobs();

}  // namespace e_services
