#pragma once
/// How the forms were filled in, in a demonstration town: who came to the end, who stopped on the way, what they had to mend, and what
/// they thought of it afterwards.
#include "engines/cases/case.h"
#include "engines/forms/answers.h"
#include "engines/services/service.h"
#include "engines/towns/chance.h"
#include "foundation/db/database.h"

namespace app {

class DemoUse {
public:
    explicit DemoUse(std::uint64_t seed) : chance_(seed) {}
    /// Somebody sent an application with these answers; now and then somebody else stopped before.
    void sent(db::Connection&, const services::Service&, const forms::Answers&);
    /// Whoever applied is asked the two questions. Most have something else to do.
    void closed(db::Connection&, std::string_view secret, const services::Service&, CaseId);

private:
    void came_through(db::Connection&, const services::Service&, const forms::Page&);

    towns::Chance chance_;
};

}  // namespace app
