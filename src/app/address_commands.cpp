/// `torg addresses import`: what is where, from the municipality's map system.
#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <iostream>

#include "app/commands.h"
#include "app/installation.h"
#include "app/progress.h"
#include "engines/addresses/register_file.h"
#include "engines/audit/audit.h"
#include "engines/site/engines.h"
#include "foundation/base/unicode.h"

namespace app {
namespace {

/// Lines that cannot be read are named until somebody has seen enough of them.
constexpr std::int64_t most_wrong_shown = 20;

struct Read {
    std::int64_t lines = 0, wrong = 0;
};

Read read_into(addresses::Import& import, const addresses::Columns& columns, std::istream& file, std::int64_t bytes, const Texts& text) {
    Read read;
    Progress progress("addresses, bytes");
    std::int64_t number = 1, so_far = 0;
    for (std::string line; std::getline(file, line);) {
        ++number;
        so_far += std::ssize(line) + 1;
        if (trimmed(line).empty()) continue;
        ++read.lines;
        if (const auto parsed = columns.line(line)) import.add(*parsed);
        else if (++read.wrong <= most_wrong_shown) std::cerr << fmt::format("line {}: {}\n", number, text(parsed.error().text_key));
        progress.show(so_far, bytes);
    }
    return read;
}

}  // namespace

int addresses_import(const config::Settings& settings, const std::string& tenant_slug, const std::string& path, bool smaller) {
    texts::Catalog catalog;
    site::add_texts(catalog, {});
    const Texts text(catalog, "addresses", Language::en);
    std::ifstream file(path, std::ios::binary);
    std::string heading;
    if (!file || !std::getline(file, heading)) throw UsageError{fmt::format("{} cannot be read: give the path of a file", path)};
    const auto columns = addresses::Columns::read(heading);
    if (!columns) {
        std::cerr << fmt::format("line 1: {}\n", text(columns.error().text_key));
        return found_wrong;
    }
    Installation installation(settings);
    auto& tenant = installation.tenant(tenant_slug);
    audit::prepare(tenant.db, tenant.secret);
    addresses::Import import(tenant.db);
    const auto read = read_into(import, *columns, file, static_cast<std::int64_t>(std::filesystem::file_size(path)), text);
    using Smaller = addresses::Import::Smaller;
    const auto sums = import.finish(smaller ? Smaller::meant : Smaller::refused);
    tenant.db.write([&](db::Connection& db) {
        audit::record(db, audit::program("torg addresses import"),
                      {.event = "addresses.imported",
                       .subject_kind = "municipality",
                       .detail = fmt::format("{} {} -{}", sums.addresses, sums.properties, sums.removed)});
    });
    std::cout << fmt::format("{} addresses and {} properties; {} of {} lines could not be read; {} removed\n", sums.addresses,
                             sums.properties, read.wrong, read.lines, sums.removed);
    if (sums.is_cut)
        std::cerr << "The file names less than half of what was there, so nothing is removed: if that is right, run it again with "
                     "--smaller\n";
    return read.wrong == 0 && !sums.is_cut ? done : found_wrong;
}

}  // namespace app
