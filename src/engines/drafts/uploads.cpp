#include "engines/drafts/uploads.h"

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
