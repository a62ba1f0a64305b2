/// `torg assets import`: what stands in the street, from the municipality's own register.
#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <iostream>

#include "app/commands.h"
#include "app/installation.h"
#include "app/progress.h"
#include "engines/assets/register_file.h"
#include "engines/audit/audit.h"
#include "engines/site/engines.h"
#include "foundation/base/unicode.h"

namespace app {
namespace {

/// What cannot be read is named until somebody has seen enough of it.
constexpr std::int64_t most_wrong_shown = 20;

class Reading {
public:
    Reading(assets::Import& import, std::int64_t bytes, const Texts& text) : import_(import), bytes_(bytes), text_(text) {}

    void take(std::int64_t line, const Result<assets::FileAsset>& read, std::int64_t so_far) {
        ++all_;
        if (read) import_.add(*read);
        else if (++wrong_ <= most_wrong_shown) std::cerr << fmt::format("line {}: {}\n", line, text_(read.error().text_key));
        progress_.show(so_far, bytes_);
    }
    /// The file itself is wrong.
    void refuse(std::int64_t line, std::string_view key) {
        ++wrong_;
        std::cerr << fmt::format("line {}: {}\n", line, text_(key));
    }
    std::int64_t all() const { return all_; }
    std::int64_t wrong() const { return wrong_; }

private:
    assets::Import& import_;
    std::int64_t bytes_, all_ = 0, wrong_ = 0;
    const Texts& text_;
    Progress progress_{"assets, bytes"};
};

bool read_geojson(Reading& reading, std::istream& file, std::optional<assets::Kind> usual) {
    assets::Features features(file);
    while (const auto piece = features.next()) {
        const auto read = json::parse(piece->json);
        reading.take(piece->line, read ? assets::feature(*read, usual) : failure(Fault::invalid, "error_feature"), features.read_so_far());
    }
    return features.is_whole();
}

bool read_csv(Reading& reading, std::istream& file, std::optional<assets::Kind> usual) {
    std::string heading;
    std::getline(file, heading);
    const auto columns = assets::Columns::read(heading, usual);
    if (!columns) {
        reading.refuse(1, columns.error().text_key);
        return false;
    }
    std::int64_t number = 1, so_far = std::ssize(heading) + 1;
    for (std::string line; std::getline(file, line);) {
        ++number;
        so_far += std::ssize(line) + 1;
        if (!trimmed(line).empty()) reading.take(number, columns->line(line), so_far);
    }
    return true;
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
    std::ifstream file(path, std::ios::binary);
    if (!file || file.peek() == std::ifstream::traits_type::eof())
        throw UsageError{fmt::format("{} cannot be read: give the path of a file", path)};
    const auto usual = kind.empty() ? std::nullopt : assets::kind_called(kind);
    if (!kind.empty() && !usual) throw UsageError{fmt::format("--kind {}: {}", kind, text("error_kind"))};
    Installation installation(settings);
    auto& tenant = installation.tenant(tenant_slug);
    audit::prepare(tenant.db, tenant.secret);
    assets::Import import(tenant.db);
    std::int64_t all = 0, wrong = 0;
    bool is_whole = false;
    {
        Reading reading(import, static_cast<std::int64_t>(std::filesystem::file_size(path)), text);
        is_whole = is_geojson(file) ? read_geojson(reading, file, usual) : read_csv(reading, file, usual);
        if (!is_whole && reading.wrong() == 0) reading.refuse(1, "error_cut");
        all = reading.all();
        wrong = reading.wrong();
    }
    using Smaller = assets::Import::Smaller;
    const auto sums = import.finish(!is_whole ? Smaller::cut : smaller ? Smaller::meant : Smaller::refused);
    tenant.db.write([&](db::Connection& db) {
        audit::record(
            db, audit::program("torg assets import"),
            {.event = "assets.imported", .subject_kind = "municipality", .detail = fmt::format("{} -{}", sums.standing, sums.ended)});
    });
    std::cout << fmt::format("{} things stand in the register; {} of {} in the file could not be read; {} ended\n", sums.standing, wrong,
                             all, sums.ended);
    if (sums.is_cut && is_whole)
        std::cerr << "The file names less than half of what stood there, so nothing is ended: if that is right, run it again with "
                     "--smaller\n";
    return wrong == 0 && !sums.is_cut ? done : found_wrong;
}

}  // namespace app
