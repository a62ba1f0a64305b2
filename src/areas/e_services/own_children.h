#pragma once
/// A signed-in resident chooses among the own children, where a question asks for a child.
#include "engines/area/area.h"
#include "engines/drafts/drafts.h"
#include "engines/forms/view.h"
#include "engines/services/service.h"

namespace e_services {

/// Has the register asked, by a job, when the service asks for a child and the visitor applies for oneself.
void prepare_own_children(db::Connection&, const Tenant&, const Visitor&, const services::Service&, const drafts::Draft&);
/// What can be offered on this page now. Asks when it is time to: the answer is there for a page that is shown later.
forms::OfferedChildren offered_children(Context&, const services::Service&, const forms::Page&, const drafts::Draft&);

}  // namespace e_services
