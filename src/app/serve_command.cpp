#include <fmt/format.h>

#include <iostream>

#include "app/commands.h"
#include "app/listen.h"
#include "engines/identity/e_id.h"
#include "engines/site/engines.h"

namespace app {

int serve(config::Settings settings) {
    Installation installation(std::move(settings), {.mark = identity::make_real_database});
    if (installation.tenants().empty())
        throw UsageError{
            fmt::format("there is no municipality in {} yet: add one with `torg tenant add`", installation.settings().data.folder)};
    for (auto* tenant : installation.tenants())
        if (tenant->is_demo)
            throw UsageError{fmt::format(
                "{} is a demo, where anyone can sign in as anyone: start it with `torg demo`, or take another data folder", tenant->slug)};
    installation.migrate();
    for (auto* tenant : installation.tenants()) tenant->db.write([](db::Connection& db) { identity::make_real_database(db); });
    listen(installation, [](std::uint16_t) {});
    return done;
}

int migrate(const config::Settings& settings) {
    Installation installation(settings);
    installation.migrate();
    std::cout << "The tables of " << installation.tenants().size() << " municipalities are up to date.\n";
    return done;
}

}  // namespace app
