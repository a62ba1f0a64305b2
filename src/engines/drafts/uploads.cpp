#include "engines/drafts/uploads.h"

#include <optional>

#include "engines/drafts/drafts.h"

namespace drafts {

static constexpr int most_files = 10, most_megabytes = 25;

struct Taken {
    std::string_view type, ending;
};
static constexpr Taken taken[] = {
    {"application/pdf", ".pdf"},
    {"image/jpeg", ".jpg"},
    {"image/png", ".png"},
    {"image/gif", ".gif"},
    {"image/webp", ".webp"},
    {"image/heic", ".heic"},
    {"image/heif", ".heif"},
    {"image/tiff", ".tiff"},
    {"application/vnd.openxmlformats-officedocument.wordprocessingml.document", ".docx"},
    {"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ".xlsx"},
    {"application/vnd.openxmlformats-officedocument.presentationml.presentation", ".pptx"},
    {"application/vnd.oasis.opendocument.text", ".odt"},
    {"application/vnd.oasis.opendocument.spreadsheet", ".ods"},
    {"application/vnd.oasis.opendocument.presentation", ".odp"},
    {"application/msword", ".doc"},
    {"application/vnd.ms-excel", ".xls"},
    {"application/vnd.ms-powerpoint", ".ppt"},
    {"application/rtf", ".rtf"},
    {"text/rtf", ".rtf"},
    {"text/plain", ".txt"},
};

static files::Limits limits() {
    files::Limits limits{.max_size = std::int64_t{most_megabytes} << 20};
    for (const auto& one : taken) limits.types.emplace_back(one.type);
    return limits;
}

std::string ending_of(std::string_view type) {
    for (const auto& one : taken)
        if (one.type == type) return std::string(one.ending);
    return {};
}

static std::string key_of(const Error& error) {
    if (error.fault == Fault::too_large) return "error_file_large";
    if (error.text_key == "file_is_empty") return "error_file_empty";
    if (error.text_key == "file_is_infected") return "error_file_infected";
    if (error.text_key == "file_not_scanned") return "error_file_not_scanned";
    if (error.text_key == "file_not_kept") return "error_file_not_kept";
    return "error_file_type";
}

forms::KeepFile keep_in(const files::Store& store) {
    return [&store](const http::Upload& upload) -> Result<forms::FileAnswer> {
        const auto stored = store.keep(upload.path, limits());
        if (!stored) return failure(stored.error().fault, key_of(stored.error()));
        return forms::FileAnswer{stored->hash, upload.filename, stored->size, stored->type, stored->digest};
    };
}

static std::int64_t bytes_in(const forms::Answers& answers) {
    std::int64_t bytes = 0;
    for (const auto& [field, answer] : answers.all()) {
        for (const auto& file : answer.files()) bytes += file.size;
        for (const auto& item : answer.groups()) bytes += bytes_in(item);
    }
    return bytes;
}

static std::int64_t bytes_unsent(db::Connection& db, const Tenant& tenant, const Visitor& visitor) {
    std::int64_t bytes = 0;
    for (const auto& draft : drafts_of(db, tenant, visitor)) bytes += bytes_in(draft.answers);
    return bytes;
}

forms::KeepFile keep_in(db::Database& database, const Tenant& tenant, const Visitor& visitor) {
    std::optional<std::int64_t> room;  // looked up when a file comes
    return [&, room, keep = keep_in(tenant.files)](const http::Upload& upload) mutable -> Result<forms::FileAnswer> {
        if (!room) room = most_bytes_unsent - database.read([&](db::Connection& db) { return bytes_unsent(db, tenant, visitor); });
        if (upload.size > *room) return failure(Fault::too_large, "error_file_no_room");
        *room -= upload.size;
        return keep(upload);
    };
}

Uploads uploads_of(const http::Request& request, std::string_view field, const files::Store& store) {
    Uploads read;
    const auto keep = keep_in(store);
    const auto wrong = [&](std::string key, const http::Upload& upload) {
        read.errors.push_back({std::string(field), std::move(key), {"", upload.filename, std::to_string(most_megabytes)}});
    };
    for (const auto& upload : request.uploads) {
        if (upload.field != field || (upload.filename.empty() && upload.size == 0 && !upload.too_large)) continue;
        if (upload.too_large) {
            wrong("error_file_large", upload);
        } else if (read.kept.size() >= most_files) {
            read.errors.push_back({std::string(field), "error_files_many", {"", std::to_string(most_files)}});
            break;
        } else if (auto file = keep(upload)) {
            read.kept.push_back(std::move(*file));
        } else {
            wrong(file.error().text_key, upload);
        }
    }
    return read;
}

}  // namespace drafts
