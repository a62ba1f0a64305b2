#include "app/command_line.h"

#include <CLI/CLI.hpp>
#include <cstdio>
#include <iostream>

#include "app/commands.h"
#include "app/installation.h"
#include "foundation/db/connection_string.h"
#include "foundation/fetch/fetch.h"
#include "foundation/log/log.h"

namespace app {

namespace {

/// What is written in good form and would still send the municipality's data in the clear.
std::vector<config::Problem> unsafe(const config::Settings& settings) {
    std::vector<config::Problem> found;
    if (settings.database.kind == config::DatabaseKind::postgresql)
        if (auto problem = db::problem_of_connection(settings.database.connection); !problem.empty())
            found.push_back({0, "database.connection: " + std::move(problem)});
    if (!settings.files.s3_endpoint.empty() && !fetch::is_fit_address(settings.files.s3_endpoint))
        found.push_back({0, "files.s3_endpoint must begin with https://, unless it is this machine"});
    return found;
}

/// Where settings come from: a file, overruled by --data.
struct Where {
    std::string config, data;

    config::Settings settings() const {
        auto read = config::read_file(config);
        if (read)
            if (auto problems = unsafe(*read); !problems.empty()) read = tl::unexpected(std::move(problems));
        if (!read) {
            std::string message = config.empty() ? "the environment's TORG_ settings are wrong:" : config + " is wrong:";
            for (const auto& problem : read.error())
                message += "\n  " + (problem.line ? "line " + std::to_string(problem.line) + ": " : std::string()) + problem.message;
            throw UsageError{message};
        }
        if (!data.empty()) read->data.folder = data;
        logging::set_level(read->log.level);
        return *read;
    }
};

void add_where(CLI::App& command, Where& where) {
    command.add_option("--config", where.config, "Settings file (see `torg config`)");
    command.add_option("--data", where.data, "Data folder; overrules the settings file");
}

/// The commands, their options, and the function that each one calls.
struct Commands {
    CLI::App program{"Torg: a town hall's digital services in one program."};
    Where where;
    DemoOptions demo_options;
    std::string tenant, slug, name, service, file, password;
    NewTenant new_tenant;
    NewUser user;
    std::vector<std::string> files;
    int version = 0, days = 365;
    std::string keys, report, kind;
    bool publish = false, rebuild = false, smaller = false;
    int exit_code = done;

    CLI::App* add(CLI::App& parent, const char* word, const char* what, std::function<int()> work) {
        auto* command = parent.add_subcommand(word, what);
        command->callback([this, work = std::move(work)] { exit_code = work(); });
        return command;
    }
    CLI::App* group(const char* word, const char* what) {
        auto* command = program.add_subcommand(word, what);
        command->require_subcommand(1);
        return command;
    }

    Commands() {
        program.require_subcommand(1);
        program.set_version_flag("--version", "torg 0.1.0");
        program.footer("Every command has --help. Exit codes: 0 done, 1 tried and something is wrong, 2 called wrongly.");
        running();
        tenants();
        users();
        services();
        registers();
        care();
    }

    void running() {
        auto* demo_command = add(program, "demo", "Two invented towns full of content, on this machine only",
                                 [this] { return demo(demo_options, Where{}.settings()); });
        demo_command->add_option("--port", demo_options.port, "Port on localhost")->capture_default_str();
        demo_command->add_option("--data", demo_options.data, "Folder for the demo's data")->capture_default_str();
        demo_command->add_option("--scale", demo_options.scale, "How much content; 1 is three years of a town of 40 000")
            ->check(CLI::Range(0.0, 100.0))
            ->capture_default_str();
        demo_command->add_flag("--fresh", demo_options.fresh, "Throw away what an earlier demo left in the folder");
        add_where(*add(program, "serve", "Answer requests, by the settings file", [this] { return serve(where.settings()); }), where);
        add_where(
            *add(program, "migrate", "Bring the tables of every municipality up to date", [this] { return migrate(where.settings()); }),
            where);
        add(program, "config", "Print a settings file with every key explained", [] {
            std::cout << config::documented();
            return done;
        });
        add(program, "routes", "Print every address and who may use it", [] { return routes(); });
    }

    void tenants() {
        auto* tenant_group = group("tenant", "Municipalities of this installation");
        auto* add_command = add(*tenant_group, "add", "Add a municipality", [this] { return tenant_add(where.settings(), new_tenant); });
        add_command->add_option("slug", new_tenant.slug, "Short name for folders and commands, as exempelby")->required();
        add_command->add_option("--name", new_tenant.name, "Name that people see, without the word kommun, as Exempelby")->required();
        add_command->add_option("--host", new_tenant.hosts, "Host name that leads to it; may be given several times");
        add_command->add_option("--services", new_tenant.services, "E-services that are open at once: all, none, or as skolskjuts,forskola")
            ->capture_default_str();
        add_where(*add_command, where);
        auto* operator_command = add(*tenant_group, "operator", "Name the municipality that manages the others in the browser",
                                     [this] { return tenant_operator(where.settings(), slug, name); });
        operator_command->add_option("slug", slug, "Its short name")->required();
        operator_command->add_option("--user", name, "User of that municipality who may do it");
        add_where(*operator_command, where);
        add_where(*add(*tenant_group, "list", "List them", [this] { return tenant_list(where.settings()); }), where);
    }

    void add_tenant_option(CLI::App& command) {
        command.add_option("--tenant", tenant, "Municipality; not needed when there is only one");
        add_where(command, where);
    }

    void users() {
        auto* user_group = group("user", "Members of staff and programs that sign in");
        auto* add_command = add(*user_group, "add", "Add one", [this] {
            user.tenant = tenant;
            return user_add(where.settings(), user);
        });
        add_command->add_option("username", user.username, "Name to sign in with")->required();
        add_command->add_option("--name", user.name, "Name that people see")->required();
        add_command->add_option("--email", user.email, "Where to write to");
        add_command->add_option("--password", user.password, "At least 12 characters; read from standard input when it is not given");
        add_command->add_option("--role", user.role, "Role, as administrator")->capture_default_str();
        add_command->add_option("--unit", user.unit, "Unit the role holds in; the whole municipality when it is not given");
        add_tenant_option(*add_command);
        add_tenant_option(*add(*user_group, "list", "List them", [this] { return user_list(where.settings(), tenant); }));
        auto* password_command =
            add(*user_group, "password", "Set a new password", [this] { return user_password(where.settings(), tenant, name, password); });
        password_command->add_option("username", name)->required();
        password_command->add_option("--password", password, "At least 12 characters; read from standard input when it is not given");
        add_tenant_option(*password_command);
        auto* disable_command = add(*user_group, "disable", "Shut one out, and end the sessions",
                                    [this] { return user_disable(where.settings(), tenant, name); });
        disable_command->add_option("username", name)->required();
        add_tenant_option(*disable_command);

        auto* token_group = group("token", "Keys for programs that use the API");
        auto* create = add(*token_group, "create", "Make one; prints the token alone",
                           [this] { return token_create(where.settings(), tenant, user.username, name, days); });
        create->add_option("--user", user.username, "Whose rights it carries")->required();
        create->add_option("--name", name, "What it is for");
        create->add_option("--days", days, "How long it holds")->check(CLI::Range(1, 3650))->capture_default_str();
        add_tenant_option(*create);
    }

    void services() {
        auto* service_group = group("service", "Definitions of e-services");
        add(*service_group, "check", "Say what is wrong in definition files", [this] { return service_check(files); })
            ->add_option("files", files, "YAML files")
            ->required();
        auto* import = add(*service_group, "import", "Take definitions, or forms from elsewhere, into a municipality", [this] {
            return service_import(where.settings(), tenant, {files, publish, report});
        });
        import->add_option("files", files, "YAML files; or JSON of the XGov form builder, or exports (ZIP) of Open Formulieren: as drafts")
            ->required();
        import->add_flag("--publish", publish, "Publish definitions at once; forms from elsewhere stay drafts");
        import->add_option("--report", report, "File for what became of forms from elsewhere; it is added to");
        add_tenant_option(*import);
        import->add_option("--into", where.data, "The same as --data");
        auto* convert =
            add(*service_group, "convert", "Print a form from elsewhere as a definition", [this] { return service_convert(file, report); });
        convert->add_option("file", file, "JSON of the XGov form builder, or an export (ZIP) of Open Formulieren")->required();
        convert->add_option("--report", report, "File for what became of it; standard error when it is not given");
        auto* export_command = add(*service_group, "export", "Print a definition, for another municipality",
                                   [this] { return service_export(where.settings(), tenant, service, version); });
        export_command->add_option("service", service, "As skolskjuts")->required();
        export_command->add_option("--version", version, "The published one when it is not given");
        add_tenant_option(*export_command);
    }

    void registers() {
        auto* addresses_group = group("addresses", "The municipality's register of addresses and properties");
        auto* import = add(*addresses_group, "import", "Take in a newer file; what it does not name is removed",
                           [this] { return addresses_import(where.settings(), tenant, file, smaller); });
        import
            ->add_option("file", file,
                         "CSV with a heading: adress, postnummer, postort, fastighet, and nord, ost (SWEREF 99 TM) or latitud, longitud")
            ->required();
        import->add_flag("--smaller", smaller, "Also when the file names less than half of what is there");
        add_tenant_option(*import);
        auto* assets_group = group("assets", "The municipality's register of its things in the street");
        auto* take = add(*assets_group, "import", "Take in a newer file; what it does not name of the same kinds is ended",
                         [this] { return assets_import(where.settings(), tenant, file, kind, smaller); });
        take->add_option("file", file,
                         "GeoJSON, or CSV with a heading: id, typ, namn, aktiv, and nord, ost (SWEREF 99 TM) or latitud, longitud")
            ->required();
        take->add_option("--kind", kind, "What everything in the file is when it does not say so, as lyktstolpe");
        take->add_flag("--smaller", smaller, "Also when the file names less than half of what stands there");
        add_tenant_option(*take);
    }

    void care() {
        auto* audit_group = group("audit", "The log of who did and read what");
        add_tenant_option(*add(*audit_group, "verify", "Find any entry that was changed, removed or reordered",
                               [this] { return audit_verify(where.settings(), tenant); }));
        auto* backup_command = add(program, "backup", "Copy everything to a folder, also while the program runs",
                                   [this] { return backup(where.settings(), file, keys); });
        backup_command->add_option("--to", file, "Folder; what it has already is not copied again")->required();
        backup_command->add_option("--keys", keys,
                                   "Folder of the cases' keys, one for all backups; beside the backup when it is not given");
        add_where(*backup_command, where);
        auto* restore_command = add(program, "restore", "Put a backup back into an empty data folder, on either kind of database",
                                    [this] { return restore(where.settings(), file, keys); });
        restore_command
            ->add_option("--from", file, "Folder of the backup; or the data folder of a stopped installation on SQLite, to move it")
            ->required();
        restore_command->add_option("--keys", keys, "Folder of the cases' keys; beside the backup when it is not given");
        add_where(*restore_command, where);
        auto* doctor_command =
            add(program, "doctor", "Look for what is wrong with this installation", [this] { return doctor(where.settings(), rebuild); });
        doctor_command->add_flag("--rebuild", rebuild, "Make everything that is derived anew from the event logs");
        add_where(*doctor_command, where);
    }
};

}  // namespace

int run(int argc, char** argv) {
    Commands commands;
    try {
        commands.program.parse(argc, argv);
        return commands.exit_code;
    } catch (const CLI::ParseError& problem) {
        return commands.program.exit(problem) == 0 ? done : called_wrongly;
    } catch (const UsageError& problem) {
        std::cerr << "torg: " << problem.message << "\n";
        return called_wrongly;
    } catch (const std::exception& problem) {
        std::cerr << "torg: " << problem.what() << "\n";
        return found_wrong;
    }
}

}  // namespace app
