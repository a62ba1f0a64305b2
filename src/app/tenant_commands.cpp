/// Municipalities of the installation.
#include "app/tenant_commands.h"

#include <fmt/format.h>

#include <algorithm>
#include <iostream>

#include "app/commands.h"
#include "app/standard_roles.h"
#include "engines/audit/audit.h"
#include "engines/identity/accounts.h"
#include "engines/identity/roles.h"
#include "engines/identity/units.h"
#include "engines/services/catalogue.h"
#include "foundation/base/unicode.h"
#include "foundation/http/host_name.h"

namespace app {
namespace {

std::vector<std::string> carried_ids() {
    std::vector<std::string> ids;
    for (const auto& service : services::carried()) ids.push_back(service->id);
    return ids;
}

/// "all", "none", or their names with commas between.
std::vector<std::string> chosen_services(const std::string& words) {
    const auto known = carried_ids();
    if (words == "all") return known;
    std::vector<std::string> chosen;
    for (const auto word : words == "none" ? std::vector<std::string_view>{} : split(words, ',')) {
        const std::string id(trimmed(word));
        if (std::ranges::find(known, id) == known.end())
            throw UsageError{fmt::format("there is no e-service '{}'; take all, none, or some of: {}", id, joined(known, ","))};
        chosen.push_back(id);
    }
    return chosen;
}

std::vector<std::string> checked_hosts(const std::vector<std::string>& typed) {
    std::vector<std::string> hosts;
    for (const auto& each : typed) {
        auto host = http::host_name(each);
        if (!host) throw UsageError{fmt::format("'{}' is no host name: give it alone, as kommunen.example", each)};
        hosts.push_back(*std::move(host));
    }
    return hosts;
}

std::string words_of(const FieldError& error) {
    const auto argument = [&](std::size_t i) { return i < error.arguments.size() ? error.arguments[i] : std::string(); };
    if (error.text_key == "error_slug")
        return fmt::format("the short name must be of a–z, 0–9 and -, at most 40 of them, as in {}", argument(0));
    if (error.text_key == "error_slug_taken") return fmt::format("there is a municipality '{}' already", argument(0));
    if (error.text_key == "error_host_taken") return fmt::format("{} leads to {} already", argument(0), argument(1));
    return "that was refused";
}

std::string what_to_do_next(const Installation& installation, const std::string& slug, std::size_t open_services) {
    const auto where = fmt::format("--tenant {} --data {}", slug, installation.settings().data.folder);
    std::string words =
        fmt::format("Now add its first administrator:\n  torg user add NAME --name \"First Last\" --role administrator {}\n", where);
    if (open_services == 0)
        words +=
            "No e-service is open. The administrator takes over those that come with Torg under Administration, E-tjänster,\n"
            "or take them here with: torg service import FILE.yaml --publish " +
            where + "\n";
    else words += fmt::format("{} e-services are open.\n", open_services);
    return words;
}

}  // namespace

int tenant_add(const config::Settings& settings, const NewTenant& wanted) {
    const auto services = chosen_services(wanted.services);
    const auto hosts = checked_hosts(wanted.hosts);
    Installation installation(settings);
    const bool was_alone = installation.tenants().size() == 1;
    const auto operating = installation.operating();
    const auto added = installation.add(
        {.slug = wanted.slug, .name = wanted.name, .hosts = hosts, .services = services, .taken = installation::Taken::published},
        audit::program("command line"));
    if (!added) throw UsageError{words_of(added.error().fields.front())};
    std::cout << wanted.name << " is added. " << what_to_do_next(installation, wanted.slug, services.size());
    if (was_alone && installation.operating().empty())
        std::cout << fmt::format("{} is no longer alone: say who manages the municipalities in the browser with: torg tenant operator\n",
                                 operating);
    return done;
}

int tenant_list(const config::Settings& settings) {
    Installation installation(settings);
    const auto all = installation.tenants();
    for (auto* tenant : all) {
        std::cout << tenant->slug << "\t" << tenant->name;
        for (const auto& host : tenant->hosts) std::cout << "\t" << host;
        if (all.size() > 1 && tenant->slug == installation.operating()) std::cout << "\toperator";
        if (tenant->is_paused) std::cout << "\tpaused";
        std::cout << "\n";
    }
    return done;
}

void let_manage(Installation& installation, std::string_view slug, std::string_view username) {
    auto& tenant = installation.tenant(slug);
    audit::prepare(tenant.db, tenant.secret);
    const auto account = tenant.db.read([&](db::Connection& db) { return identity::find_account(db, username); });
    if (!username.empty() && !account) throw UsageError{fmt::format("{} has no user '{}': see `torg user list`", slug, username)};
    installation.name_operating(tenant.slug);
    tenant.db.write([&](db::Connection& db) {
        add_installation_role(db);
        if (!account) return;
        const auto role = identity::find_role(db, installation_role).value();
        const auto held = identity::assignments_of(db, account->id);
        if (std::ranges::find(held, role.id, &identity::Assignment::role) != held.end()) return;
        identity::assign(db, account->id, role.id, identity::units(db).front().id);
        audit::record(
            db, audit::program("command line"),
            {.event = "administration.role_assigned", .subject_kind = "account", .subject = account->id.value, .detail = role.slug});
    });
}

int tenant_operator(const config::Settings& settings, const std::string& slug, const std::string& username) {
    Installation installation(settings);
    let_manage(installation, slug, username);
    std::cout << fmt::format("{} manages the municipalities of this installation.", slug);
    if (!username.empty()) std::cout << fmt::format(" {} may do it, under Administration, Kommuner.", username);
    std::cout << " A running torg must be restarted to know.\n";
    return done;
}

}  // namespace app
