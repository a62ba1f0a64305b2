/// `torg demo`: two invented towns on this machine.
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>

#include "app/commands.h"
#include "app/demo_content.h"
#include "app/demo_people.h"
#include "app/demo_sharing.h"
#include "app/listen.h"
#include "app/progress.h"
#include "app/tenant_commands.h"
#include "engines/audit/audit.h"
#include "engines/identity/e_id.h"
#include "engines/services/catalogue.h"
#include "engines/towns/seed.h"
#include "foundation/http/server.h"
#include "foundation/log/log.h"

namespace fs = std::filesystem;

namespace app {
namespace {

struct TownToMake {
    std::string_view id;
    std::vector<std::string> hosts;
    double cases;
};
const std::vector<TownToMake>& towns_to_make() {
    static const std::vector<TownToMake> all = {{"exempelby", {"localhost", "127.0.0.1", "exempelby.localhost"}, 3000},
                                                {"modellkoping", {"modellkoping.localhost"}, 400}};
    return all;
}

/// The folder of a demo carries this file; only such a folder is ever thrown away.
constexpr std::string_view finished_mark = "torg-demo", unfinished_mark = "torg-demo-unfinished";

void put_mark(const fs::path& folder, std::string_view mark) {
    std::ofstream(folder / mark) << "Made by torg demo. Nothing here is real.\n";
}

bool holds_nothing(const fs::path& folder) { return !fs::exists(folder) || fs::is_empty(folder); }

config::Settings demo_settings(config::Settings settings, const DemoOptions& options, const std::string& folder) {
    settings.data.folder = folder;
    settings.files.folder.clear();
    settings.database.kind = config::DatabaseKind::sqlite;
    // The printed password is enough, unless somebody has chosen otherwise.
    auto& proof = settings.session.administrators_proof_minutes;
    if (proof == config::Settings{}.session.administrators_proof_minutes) proof = 0;
    settings.mail = {};  // letters go to the outbox folder, never to a server
    settings.server.address = "127.0.0.1";
    settings.tls.mode = config::Tls::none;
    settings.server.port = options.port;
    settings.server.public_address = fmt::format("http://localhost:{}", options.port);
    settings.outgoing.hosts_inside = {"localhost"};  // the towns follow each other's e-services
    return settings;
}

void print_welcome(std::uint16_t port) {
    std::cout << fmt::format(
        "\n  Exempelby     http://localhost:{0}/\n"
        "  Modellköping  http://modellkoping.localhost:{0}/\n\n"
        "  Staff, at http://localhost:{0}/personal/logga-in, with the password {1}:\n"
        "    officer         decides cases (Sam Testberg)\n"
        "    registrar       keeps the public register, approves disposal\n"
        "    agent           answers in the contact centre, fills in for those who call or come, and what comes on paper\n"
        "    approver        approves what others have decided, where two must see a decision\n"
        "    builder         builds e-services, which the administrator publishes\n"
        "    administrator   looks after users, e-services and the municipalities\n\n"
        "  Residents sign in with the simulated e-identification, at http://localhost:{0}/logga-in:\n",
        port, demo_password);
    for (const auto& resident : identity::demo_residents()) std::cout << fmt::format("    {}  {}\n", resident.number, resident.name);
    std::cout << "\n  Everything is invented. Stop with Ctrl+C; the same command goes on where you left.\n\n" << std::flush;
}

}  // namespace

/// The only place in the program that can mark a database as a demo and turn on the simulated e-identification.
class DemoCommand {
public:
    static int run(const DemoOptions& options, const config::Settings& given) {
        const fs::path folder = options.data;
        // A line for each request would push the addresses and sign-ins off the terminal; TORG_LOG_LEVEL=debug shows them.
        if (given.log.level == logging::Level::info) logging::set_level(logging::Level::warning);
        if (!http::is_free("127.0.0.1", options.port))
            throw UsageError{
                fmt::format("port {0} is taken, perhaps by a demo that runs already: take another with --port {1} (make demo PORT={1})",
                            options.port, options.port + 1)};
        if (options.fresh) throw_away(folder);
        if (holds_nothing(folder)) make(folder, options, given);
        else if (!fs::exists(folder / finished_mark) && !is_restored_demo(folder, options, given))
            throw UsageError{fmt::format("{} holds something else than a demo: take another folder with --data", folder.string())};
        Installation installation(demo_settings(given, options, folder), furnishing());
        bring_up_to_date(installation, folder);
        put_mark(folder, finished_mark);
        listen(installation, print_welcome);
        return done;
    }

private:
    static void bring_up_to_date(Installation& installation, const fs::path& folder) {
        try {
            installation.migrate();
        } catch (const db::Failure& problem) {
            throw UsageError{
                fmt::format("{} is the demo of another version of Torg and cannot be brought up to date: {}.\nMake it anew with --fresh "
                            "(make demo FRESH=1), or take another folder with --data (make demo DATA=…)",
                            folder.string(), problem.what())};
        }
    }

    static Furnishing furnishing() {
        return {.mark = [](db::Connection& db) { identity::make_demo_database(db, identity::DemoOnly{}); },
                .furnish =
                    [](Tenant& tenant) {
                        if (tenant.is_demo)
                            tenant.e_identifications.push_back(identity::simulated_e_identification(tenant.db, identity::DemoOnly{}));
                    }};
    }

    /// A backup carries no mark, but every database says of itself that it was made as a demo. The backup itself is let be.
    static bool is_restored_demo(const fs::path& folder, const DemoOptions& options, const config::Settings& given) {
        if (!fs::exists(folder / "tenants") || fs::exists(folder / "manifest")) return false;
        Installation installation(demo_settings(given, options, folder));
        const auto tenants = installation.tenants();
        return !tenants.empty() && std::ranges::all_of(tenants, [](const Tenant* tenant) { return tenant->is_demo; });
    }

    static void throw_away(const fs::path& folder) {
        if (holds_nothing(folder)) return;
        if (!fs::exists(folder / finished_mark) && !fs::exists(folder / unfinished_mark))
            throw UsageError{fmt::format("{} was not made by `torg demo`, so --fresh does not empty it: take another folder with --data",
                                         folder.string())};
        fs::remove_all(folder);
    }

    /// Beside its place and moved there when all is done, so that a start that was broken off leaves no half town.
    static void make(const fs::path& folder, const DemoOptions& options, const config::Settings& given) {
        const fs::path making = (folder.has_filename() ? folder : folder.parent_path()).string() + ".making";
        throw_away(making);
        fs::create_directories(making);
        put_mark(making, unfinished_mark);
        {
            Installation installation(demo_settings(given, options, making), furnishing());
            for (const auto& town : towns_to_make()) make_town(installation, town, options.scale);
            add_demo_sharing(installation.tenant(towns_to_make().front().id), installation.tenant(towns_to_make().back().id));
            let_manage(installation, towns_to_make().front().id, "administrator");
            for (auto* tenant : installation.tenants()) audit::forget(tenant->db);
        }
        fs::rename(making / unfinished_mark, making / finished_mark);
        if (fs::exists(folder)) fs::remove(folder);  // empty, as seen above
        fs::rename(making, folder);
    }

    static void make_town(Installation& installation, const TownToMake& to_make, double scale) {
        const auto& town = towns::town(to_make.id);
        std::cerr << fmt::format("Making {} …\n", town.name.sv);
        installation::NewMunicipality wanted{.slug = town.id, .name = town.name.sv, .hosts = to_make.hosts};
        for (const auto& service : services::carried()) wanted.services.push_back(service->id);
        wanted.taken = installation::Taken::published;
        (void)installation.add(wanted, audit::program("torg demo")).value();
        towns::seed(installation.tenant(town.id), town);
        Progress progress(town.name.sv);
        make_demo_content(installation.tenant(town.id), town, static_cast<std::int64_t>(to_make.cases * scale),
                          [&](std::int64_t done_so_far, std::int64_t all) { progress.show(done_so_far, all); });
    }
};

int demo(const DemoOptions& options, config::Settings settings) { return DemoCommand::run(options, settings); }

}  // namespace app
