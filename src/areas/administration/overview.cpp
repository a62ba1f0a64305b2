#include "areas/administration/handlers.h"
#include "areas/administration/page.h"
#include "engines/pages/navigation.h"
#include "engines/services/catalogue.h"
#include "foundation/jobs/jobs.h"

namespace administration {

namespace h = html;

namespace {

/// What waits for an administrator.
struct Waiting {
    std::size_t dead_jobs = 0, drafts = 0;
};

Waiting waiting(db::Connection& db) {
    Waiting found{.dead_jobs = jobs::list(db, {.state = jobs::State::dead}).size()};
    for (const auto& one : services::definitions(db)) found.drafts += one.state == services::DefinitionState::draft;
    return found;
}

}  // namespace

Result<http::Response> show_overview(Context& c) {
    const auto found = c.db.read(waiting);
    std::vector<pages::Todo> todo;
    if (found.dead_jobs > 0 && c.visitor.may(may_manage))
        todo.push_back({c.text("dead_jobs", found.dead_jobs), h::make<"<p>{}</p>">(c.text("dead_jobs_do")),
                        "/administration/jobb?lage=dead", c.text("look")});
    if (found.drafts > 0 && c.visitor.may(may_manage_services))
        todo.push_back(
            {c.text("drafts_wait", found.drafts), h::make<"<p>{}</p>">(c.text("drafts_do")), "/administration/e-tjanster", c.text("look")});
    const auto menu = pages::menu(c, NavigationEntry::Place::administration);
    const auto main = h::make<
        R"(<h1>{}</h1><div class="stack-lg"><p class="lead">{}</p>{}<ul role="list" class="linklist linklist--cols">{}</ul></div>)">(
        c.text("title"), c.text("lead", c.tenant.name), pages::todo(c.text, todo), menu);
    return pages::app(c, {.title = c.text("title"), .main = main});
}

}  // namespace administration
