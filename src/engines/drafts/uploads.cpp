#include "engines/drafts/uploads.h"

namespace drafts {

static constexpr int most_files = 10, most_megabytes = 25;

static files::Limits limits() {
    return {.max_size = std::int64_t{most_megabytes} << 20,
            .types = {"application/pdf",
                      "image/jpeg",
                      "image/png",
                      "image/gif",
                      "image/webp",
                      "image/heic",
                      "image/heif",
                      "image/tiff",
                      "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
                      "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                      "application/vnd.openxmlformats-officedocument.presentationml.presentation",
                      "application/vnd.oasis.opendocument.text",
                      "application/vnd.oasis.opendocument.spreadsheet",
                      "application/vnd.oasis.opendocument.presentation",
                      "application/msword",
                      "application/vnd.ms-excel",
                      "application/vnd.ms-powerpoint",
                      "application/rtf",
                      "text/rtf",
                      "text/plain"}};
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
        return forms::FileAnswer{stored->hash, upload.filename, stored->size, stored->type};
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
