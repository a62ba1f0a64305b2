/// `torg assets import`: what stands in the street, from the municipality's own register.
#include <fmt/format.h>

#include <iostream>

#include "app/commands.h"
#include "app/installation.h"
#include "app/register_import.h"
#include "engines/assets/register_file.h"
#include "engines/audit/audit.h"
#include "engines/site/engines.h"

namespace app {
namespace {

using Usual = std::optional<assets::Kind>;

void take_features(RegisterFile& file, assets::Import& import, Usual usual) {
    assets::Features features(file.stream());
    while (const auto piece = features.next()) {
        const auto read = json::parse(piece->json);
        file.take(piece->line, read ? assets::feature(*read, usual) : failure(Fault::invalid, "error_feature"), features.read_so_far(),
                  import);
    }
    if (features.is_whole()) return;
    file.ends_too_early();
    file.tell(features.line(), "error_cut");
}

/// GeoJSON begins with a brace, and no heading does.
bool is_geojson(std::istream& file) {
    char first = ' ';
    while (file.get(first) &&
           (first == ' ' || first == '\n' || first == '\r' || first == '\t' || static_cast<unsigned char>(first) > 0x7F)) {}
    file.clear();
    file.seekg(0);
    return first == '{';
}

}  // namespace

int assets_import(const config::Settings& settings, const std::string& tenant_slug, const std::string& path, const std::string& kind,
                  bool smaller) {
    texts::Catalog catalog;
    site::add_texts(catalog, {});
    const Texts text(catalog, "assets", Language::en);
    RegisterFile file(path, text);
    const auto usual = kind.empty() ? std::nullopt : assets::kind_called(kind);
    if (!kind.empty() && !usual) throw UsageError{fmt::format("--kind {}: {}", kind, text("error_kind"))};
    std::optional<assets::Columns> columns;
    if (!is_geojson(file.stream())) {
        const auto read = assets::Columns::read(file.heading(), usual);
        if (!read) {
            file.tell(1, read.error().text_key);
            return found_wrong;
        }
        columns = *read;
    }
    Installation installation(settings);
    auto& tenant = installation.tenant(tenant_slug);
    audit::prepare(tenant.db, tenant.secret);
    assets::Import import(tenant.db);
    if (columns) file.take_lines(*columns, import);
    else take_features(file, import, usual);
    // A file without a single feature was no register.
    if (file.all() == 0 && !file.ending().is_whole) return found_wrong;
    const auto sums = import.finish(file.ending(), smaller ? map_files::Smaller::meant : map_files::Smaller::refused);
    tenant.db.write([&](db::Connection& db) {
        audit::record(
            db, audit::program("torg assets import"),
            {.event = "assets.imported", .subject_kind = "municipality", .detail = fmt::format("{} -{}", sums.standing, sums.ended)});
    });
    std::cout << fmt::format("{} things stand in the register; {} of {} in the file could not be read; {} ended\n", sums.standing,
                             file.ending().wrong, file.all(), sums.ended);
    return import_ended(file, sums.kept);
}

}  // namespace app
