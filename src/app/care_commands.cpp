/// Looking after an installation: audit, doctor, routes. Backup and restore: backup.cpp.
#include <fmt/format.h>
#include <sys/timex.h>

#include <iostream>

#include "app/areas.h"
#include "app/commands.h"
#include "app/installation.h"
#include "app/progress.h"
#include "engines/audit/audit.h"
#include "engines/audit/disposal.h"
#include "engines/cases/find.h"
#include "engines/cases/work.h"
#include "engines/identity/roles.h"
#include "engines/identity/units.h"
#include "engines/oidc/roles.h"
#include "foundation/files/scan.h"
#include "foundation/jobs/jobs.h"
#include "foundation/passwords/passwords.h"

namespace app {

static std::vector<Tenant*> chosen(Installation& installation, const std::string& slug) {
    if (!slug.empty()) return {&installation.tenant(slug)};
    return installation.tenants();
}

static std::string_view words_of(audit::Problem problem) {
    switch (problem) {
        case audit::Problem::changed: return "was changed";
        case audit::Problem::removed: return "was removed";
        case audit::Problem::reordered: return "was moved";
        case audit::Problem::added: return "was added from outside";
        case audit::Problem::cut_off: return "and later ones were cut off";
    }
    return "";
}

/// Where the chain begins, when its oldest entries were disposed of.
static std::string beginning(Tenant& tenant) {
    const auto gone = tenant.db.read(audit::removed);
    if (!gone) return "";
    return fmt::format("; {} older ones were disposed of, approved by {}, last on {}: the chain is read from entry {} on", gone->entries,
                       gone->approved_by_name, to_iso(swedish_date(gone->at)), gone->until + 1);
}

int audit_verify(const config::Settings& settings, const std::string& tenant_slug) {
    Installation installation(settings);
    int result = done;
    for (auto* tenant : chosen(installation, tenant_slug)) {
        audit::prepare(tenant->db, tenant->secret);
        const auto report = audit::verify(tenant->db);
        if (!report.problem) {
            std::cout << fmt::format("{}: {} entries, unbroken{}\n", tenant->slug, report.entries, beginning(*tenant));
            continue;
        }
        std::cout << fmt::format("{}: entry {} {}. Keep the disk as it is and compare with your latest backup.\n", tenant->slug, report.seq,
                                 words_of(*report.problem));
        result = found_wrong;
    }
    return result;
}

// ---- doctor

static int examine(Tenant& tenant) {
    int wrong = 0;
    const auto say = [&](bool is_fine, std::string_view what, std::string_view remedy) {
        std::cout << fmt::format("{}: {} {}{}\n", tenant.slug, is_fine ? "fine " : "WRONG", what,
                                 is_fine ? "" : fmt::format(" – {}", remedy));
        wrong += is_fine ? 0 : 1;
    };
    audit::prepare(tenant.db, tenant.secret);
    say(!audit::verify(tenant.db).problem, "the audit log is unbroken", "run `torg audit verify`");
    const auto dead = tenant.db.read([](db::Connection& db) { return jobs::list(db, {.state = jobs::State::dead}, {}, 1).size(); });
    say(dead == 0, "no job has failed for good", "see the page Jobb under Administration");
    std::int64_t missing = 0;
    tenant.db.read([&](db::Connection& db) {
        for (const auto& hash : cases::kept_files(db))
            if (!tenant.files.has(hash)) ++missing;
    });
    say(missing == 0, "every file of every case is there", fmt::format("{} are missing: copy them from your backup", missing));
    return wrong;
}

/// A rule that names nothing gives nothing, and who wrote it would not hear of it.
static int examine_role_rules(Tenant& tenant, const config::OidcProvider& provider) {
    if (!provider.municipality.empty() && provider.municipality != tenant.slug) return 0;
    int wrong = 0;
    for (const auto& rule : oidc::role_rules(provider)) {
        const auto [has_role, has_unit] = tenant.db.read([&](db::Connection& db) {
            return std::pair(identity::find_role(db, rule.role).has_value(),
                             rule.unit.empty() || identity::find_unit(db, rule.unit).has_value());
        });
        if (has_role && has_unit) continue;
        std::cout << fmt::format("{}: WRONG sign-in by {} gives no role to \"{}\" – there is no {} \"{}\" here\n", tenant.slug,
                                 provider.name, rule.group, has_role ? "unit" : "role", has_role ? rule.unit : rule.role);
        ++wrong;
    }
    return wrong;
}

/// Scanning is a choice; a scanner that is chosen and does not answer stops every upload.
static int examine_scanner(const config::Settings& settings) {
    const auto& socket = settings.files.clamd_socket;
    if (socket.empty()) {
        std::cout << "files: uploads are not scanned for viruses; set clamd_socket under [files] to scan them\n";
        return 0;
    }
    const auto probe = files::scan("/proc/self/cmdline", socket);
    const bool answers = probe.verdict == files::Verdict::clean;
    std::cout << (answers ? "files: fine  clamd answers\n"
                          : fmt::format("files: WRONG clamd does not answer at {} – start it, or no file is received\n", socket));
    return answers ? 0 : 1;
}

/// Without it every password that is long enough is taken.
static int examine_passwords() {
    const bool is_there = passwords::has_dictionary();
    std::cout << (is_there ? "passwords: fine  common ones are refused\n"
                           : "passwords: WRONG common ones are taken, since cracklib has no dictionary – install cracklib-runtime and run "
                             "update-cracklib\n");
    return is_there ? 0 : 1;
}

/// Codes of authenticator apps, sessions and deadlines go by the clock of the machine. Some are set from outside, which the system cannot
/// see.
static void examine_clock() {
    timex state{};
    const bool is_set = adjtimex(&state) != TIME_ERROR && (state.status & STA_UNSYNC) == 0;
    std::cout << (is_set ? "clock: fine  a time server sets it\n"
                         : "clock: no time server sets it, as far as the system knows: install systemd-timesyncd or chrony\n");
}

int doctor(const config::Settings& settings, bool rebuild) {
    Installation installation(settings);
    if (installation.tenants().empty())
        throw UsageError{fmt::format("there is no municipality in {} yet: add one with `torg tenant add`", settings.data.folder)};
    int wrong = examine_scanner(settings) + examine_passwords();
    examine_clock();
    for (auto* tenant : installation.tenants()) {
        if (rebuild) {
            Progress progress("cases of " + tenant->slug);
            audit::prepare(tenant->db, tenant->secret);
            const auto count =
                cases::rebuild(*tenant, [&](std::int64_t done_so_far, std::int64_t all) { progress.show(done_so_far, all); });
            std::cout << fmt::format("{}: {} cases made anew from their event logs\n", tenant->slug, count);
        }
        wrong += examine(*tenant);
        for (const auto& provider : settings.sign_in.oidc) wrong += examine_role_rules(*tenant, provider);
    }
    return wrong == 0 ? done : found_wrong;
}

int routes() {
    for (const auto& area : all_areas())
        for (const auto& route : area.routes)
            std::cout << fmt::format("{:<16} {:<7} {:<52} {}\n", area.name, http::to_string(route.method), route.path, route.who.name);
    return done;
}

}  // namespace app
