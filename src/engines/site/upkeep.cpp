#include "engines/site/upkeep.h"

#include "engines/audit/audit.h"
#include "engines/cases/find.h"
#include "engines/contacts/contacts.h"
#include "engines/drafts/drafts.h"
#include "engines/identity/known_devices.h"
#include "engines/identity/roles.h"
#include "engines/identity/throttle.h"
#include "engines/mandates/mandates.h"
#include "engines/oidc/attempts.h"
#include "foundation/log/log.h"

namespace site {
namespace {

void remove_sessions(Tenant& tenant, const jobs::Job&) {
    tenant.db.write([&](db::Connection& db) { identity::remove_ended_sessions(db, tenant.session_limits); });
}

void remove_assignments(Tenant& tenant, const jobs::Job&) { tenant.db.write(identity::remove_ended_assignments); }

void remove_failures(Tenant& tenant, const jobs::Job&) {
    tenant.db.write([](db::Connection& db) {
        identity::remove_old_failures(db);
        identity::forget_old_devices(db);
    });
}

void remove_attempts(Tenant& tenant, const jobs::Job&) { tenant.db.write(oidc::remove_old_attempts); }

void verify_log(Tenant& tenant, const jobs::Job&) {
    const auto report = audit::verify(tenant.db);
    if (report.problem) logging::error("audit_log_broken", {{"municipality", tenant.slug}, {"seq", report.seq}});
}

void remove_files(Tenant& tenant, const jobs::Job&) {
    const auto removed = tenant.files.remove_unwanted([&](const std::string& hash) {
        return tenant.db.read([&](db::Connection& db) {
            return cases::keeps_file(db, hash) || drafts::keeps_file(db, hash) || mandates::keeps_file(db, hash) ||
                   contacts::keeps_file(db, hash);
        });
    });
    logging::info("files_removed", {{"municipality", tenant.slug}, {"count", removed}});
}

}  // namespace

std::vector<AreaJob> identity_jobs() {
    return {{"identity.remove_ended_sessions", remove_sessions, "15 min"},
            {"identity.remove_ended_assignments", remove_assignments, "5 min"},
            {"identity.remove_old_failures", remove_failures, "day 03:10"}};
}

std::vector<AreaJob> oidc_jobs() { return {{"oidc.remove_old_attempts", remove_attempts, "15 min"}}; }

std::vector<AreaJob> files_jobs() { return {{"site.remove_unwanted_files", remove_files, "day 04:10"}}; }

std::vector<AreaJob> audit_jobs() { return {{"audit.verify", verify_log, "day 02:30"}}; }

}  // namespace site
