#include "engines/site/engines.h"

#include "engines/addresses/embedded.h"
#include "engines/assets/embedded.h"
#include "engines/audit/audit.h"
#include "engines/audit/embedded.h"
#include "engines/cases/embedded.h"
#include "engines/cases/work.h"
#include "engines/contacts/contacts.h"
#include "engines/contacts/embedded.h"
#include "engines/decision_tables/embedded.h"
#include "engines/directories/children.h"
#include "engines/directories/embedded.h"
#include "engines/drafts/embedded.h"
#include "engines/form_import/embedded.h"
#include "engines/forms/embedded.h"
#include "engines/identity/embedded.h"
#include "engines/identity/find_people.h"
#include "engines/identity/people.h"
#include "engines/knowledge/embedded.h"
#include "engines/knowledge/knowledge.h"
#include "engines/letters/embedded.h"
#include "engines/mandates/embedded.h"
#include "engines/mandates/mandates.h"
#include "engines/municipality/embedded.h"
#include "engines/notify/embedded.h"
#include "engines/notify/notify.h"
#include "engines/oidc/embedded.h"
#include "engines/opinions/embedded.h"
#include "engines/pages/embedded.h"
#include "engines/paper/embedded.h"
#include "engines/privacy/embedded.h"
#include "engines/public_register/embedded.h"
#include "engines/services/embedded.h"
#include "engines/site/account_notices.h"
#include "engines/site/embedded.h"
#include "engines/site/upkeep.h"
#include "foundation/db/migrations.h"
#include "foundation/fulltext/embedded.h"
#include "foundation/fulltext/index.h"
#include "foundation/jobs/embedded.h"

namespace site {

/// What the site itself does.
static std::vector<AreaJob> own_jobs() {
    auto all = files_jobs();
    for (const auto& job : account_notice_jobs()) all.push_back(job);
    return all;
}

std::vector<Area> engines() {
    return {
        {.name = "jobs", .migrations = ::jobs::embedded::migrations()},
        {.name = "fulltext", .migrations = ::fulltext::embedded::migrations()},
        {.name = "privacy", .migrations = privacy::embedded::migrations()},
        {.name = "identity", .migrations = identity::embedded::migrations(), .texts = identity::embedded::texts(), .jobs = identity_jobs()},
        {.name = "oidc", .migrations = oidc::embedded::migrations(), .texts = oidc::embedded::texts(), .jobs = oidc_jobs()},
        {.name = "audit", .migrations = audit::embedded::migrations(), .texts = audit::embedded::texts(), .jobs = audit_jobs()},
        {.name = "municipality", .migrations = municipality::embedded::migrations()},
        {.name = "addresses", .migrations = addresses::embedded::migrations(), .texts = addresses::embedded::texts()},
        {.name = "assets", .migrations = assets::embedded::migrations(), .texts = assets::embedded::texts()},
        {.name = "form_import", .texts = form_import::embedded::texts()},
        {.name = "forms", .texts = forms::embedded::texts()},
        {.name = "services", .migrations = services::embedded::migrations(), .texts = services::embedded::texts()},
        {.name = "directories",
         .migrations = directories::embedded::migrations(),
         .texts = directories::embedded::texts(),
         .jobs = directories::jobs()},
        {.name = "decision_tables", .migrations = decision_tables::embedded::migrations(), .texts = decision_tables::embedded::texts()},
        {.name = "public_register", .migrations = public_register::embedded::migrations(), .texts = public_register::embedded::texts()},
        {.name = "mandates",
         .migrations = mandates::embedded::migrations(),
         .texts = mandates::embedded::texts(),
         .jobs = mandates::jobs()},
        {.name = "drafts", .migrations = drafts::embedded::migrations()},
        {.name = "notify", .migrations = notify::embedded::migrations(), .texts = notify::embedded::texts(), .jobs = notify::jobs()},
        {.name = "opinions", .migrations = opinions::embedded::migrations()},
        {.name = "cases", .migrations = cases::embedded::migrations(), .texts = cases::embedded::texts(), .jobs = cases::jobs()},
        {.name = "knowledge",
         .migrations = knowledge::embedded::migrations(),
         .texts = knowledge::embedded::texts(),
         .jobs = knowledge::jobs()},
        {.name = "contacts",
         .migrations = contacts::embedded::migrations(),
         .texts = contacts::embedded::texts(),
         .jobs = contacts::jobs()},
        {.name = "paper", .texts = paper::embedded::texts()},
        {.name = "letters", .texts = letters::embedded::texts()},
        {.name = "pages", .texts = pages::embedded::texts()},
        {.name = "site", .texts = embedded::texts(), .jobs = own_jobs()},
    };
}

namespace {

/// Engines first, then the areas.
std::vector<Area> everything(const std::vector<Area>& areas) {
    auto all = engines();
    all.insert(all.end(), areas.begin(), areas.end());
    return all;
}

}  // namespace

void add_texts(texts::Catalog& catalog, const std::vector<Area>& areas) {
    for (const auto& part : everything(areas))
        if (!part.texts.empty()) catalog.add(part.name, part.texts);
}

std::vector<db::Migration> migrations(const std::vector<Area>& areas) {
    std::vector<db::Migration> all;
    for (const auto& part : everything(areas))
        for (const auto& file : part.migrations) all.push_back({std::string(part.name), std::string(file.name), file.content});
    return all;
}

bool migrate(db::Database& database, const std::vector<Area>& areas, std::string_view secret) {
    db::migrate(database, migrations(areas));
    const bool index_is_missing = database.write([](db::Connection& connection) { return fulltext::ensure_index(connection); });
    audit::prepare(database, secret);
    database.write([&](db::Connection& connection) {
        identity::seal_people(connection, secret);
        if (index_is_missing) identity::forget_findable(connection);
    });
    identity::make_all_findable(database, secret);
    return index_is_missing;
}

jobs::Handlers job_handlers(Tenant& tenant, const std::vector<Area>& areas) {
    jobs::Handlers handlers;
    for (const auto& part : everything(areas))
        for (const auto& job : part.jobs)
            handlers.emplace(std::string(job.name), [&tenant, run = job.run](const jobs::Job& given) { run(tenant, given); });
    return handlers;
}

std::vector<jobs::Periodic> periodic_jobs(const std::vector<Area>& areas) {
    std::vector<jobs::Periodic> periodic;
    for (const auto& part : everything(areas))
        for (const auto& job : part.jobs)
            if (!job.every.empty()) periodic.push_back({std::string(job.name), std::string(job.every)});
    return periodic;
}

}  // namespace site
