/// `torg addresses import`: what is where, from the municipality's map system.
#include <fmt/format.h>

#include <iostream>

#include "app/commands.h"
#include "app/installation.h"
#include "app/register_import.h"
#include "engines/addresses/register_file.h"
#include "engines/audit/audit.h"
#include "engines/site/engines.h"

namespace app {

int addresses_import(const config::Settings& settings, const std::string& tenant_slug, const std::string& path, bool smaller) {
    texts::Catalog catalog;
    site::add_texts(catalog, {});
    const Texts text(catalog, "addresses", Language::en);
    RegisterFile file(path, text);
    const auto columns = addresses::Columns::read(file.heading());
    if (!columns) {
        file.tell(1, columns.error().text_key);
        return found_wrong;
    }
    Installation installation(settings);
    auto& tenant = installation.tenant(tenant_slug);
    audit::prepare(tenant.db, tenant.secret);
    addresses::Import import(tenant.db);
    file.take_lines(*columns, import);
    const auto sums = import.finish(file.ending(), smaller ? map_files::Smaller::meant : map_files::Smaller::refused);
    tenant.db.write([&](db::Connection& db) {
        audit::record(db, audit::program("torg addresses import"),
                      {.event = "addresses.imported",
                       .subject_kind = "municipality",
                       .detail = fmt::format("{} {} -{}", sums.addresses, sums.properties, sums.removed)});
    });
    std::cout << fmt::format("{} addresses and {} properties; {} of {} lines could not be read; {} removed\n", sums.addresses,
                             sums.properties, file.ending().wrong, file.all(), sums.removed);
    return import_ended(file, sums.kept);
}

}  // namespace app
