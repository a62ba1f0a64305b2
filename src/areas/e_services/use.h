#pragma once
/// What the builders of a form learn of how it is filled in; nothing of who did.
#include "engines/drafts/drafts.h"
#include "engines/forms/fill.h"
#include "engines/services/service.h"

namespace e_services {

/// Counts an answered page that leads on, the first time as far as the draft tells, or the questions that were to be mended on it. `page`
/// is one of the service's own; `before` is the draft as it was.
void count_use(db::Connection&, const services::Service&, const forms::Page&, const drafts::Draft& before,
               const std::vector<FieldError>& errors);

}  // namespace e_services
