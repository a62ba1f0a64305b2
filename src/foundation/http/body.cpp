#include "foundation/http/body.h"

#include <system_error>

#include "foundation/http/ascii.h"
#include "foundation/http/part_header.h"
#include "foundation/http/request_head.h"
#include "foundation/http/urlencoded.h"

namespace http {
namespace {

std::string media_type(const Request& request) {
    const std::string_view type = request.header("content-type");
    return lower_ascii(without_blanks_around(type.substr(0, type.find(';'))));
}

std::filesystem::path upload_folder(const ServerOptions& options) {
    return options.temporary_folder.empty() ? std::filesystem::temp_directory_path() : options.temporary_folder;
}

}  // namespace

IncomingBody::IncomingBody(const Request& request, const ServerOptions& options)
    : limit_(options.max_body), folder_(upload_folder(options)), max_upload_(options.max_upload) {
    // Nothing that comes in is unpacked: a kilobyte could become a gigabyte (RFC 9110 8.4: 415 says that no coding is taken).
    if (const auto coding = request.headers.find("content-encoding"); coding && !equals_ignoring_case(*coding, "identity")) {
        fault_ = 415;
        return;
    }
    const std::string type = media_type(request);
    const bool is_file = type != "multipart/form-data" && options.sends_file && options.sends_file(request);
    if (is_file) {
        kind_ = Kind::file;
        limit_ = options.max_uploads;
        upload_.declared_type = type;
        upload_.filename = filename_of(request.header("content-disposition"));
    } else if (type == "application/x-www-form-urlencoded") {
        kind_ = Kind::urlencoded;
    } else if (type == "multipart/form-data") {
        kind_ = Kind::multipart;
        limit_ = options.max_uploads;
        const auto boundary = boundary_of(request.header("content-type"));
        if (!boundary) {
            fault_ = 400;
            return;
        }
        const MultipartLimits limits{.text = options.max_body, .file = options.max_upload};
        multipart_.emplace(*boundary, limits, folder_);
    }
}

void IncomingBody::take(std::string_view bytes) {
    if (fault_ != 0) return;
    try {
        if (kind_ == Kind::file) take_file(bytes);
        else if (!multipart_) whole_ += bytes;
        else if (!multipart_->feed(bytes)) fault_ = multipart_->fault();
    } catch (const std::exception&) {  // no room in memory
        fault_ = 503;
    }
}

void IncomingBody::take_file(std::string_view bytes) {
    upload_.size += static_cast<std::int64_t>(bytes.size());
    if (upload_.size > max_upload_) {
        upload_.too_large = true;
        file_.reset();
    }
    if (upload_.too_large || upload_.lost) return;
    try {
        if (!file_) file_.emplace(folder_);
        file_->write(bytes);
    } catch (const std::system_error&) {
        upload_.lost = true;
        file_.reset();
    }
}

void IncomingBody::finish_file(Request& request) {
    if (file_) {
        file_->close();
        upload_.path = file_->path();
        upload_.keeps_file = file_->keeper();
    }
    if (upload_.size > 0) request.uploads.push_back(std::move(upload_));
}

void IncomingBody::finish(Request& request) {
    if (fault_ != 0) return;
    if (kind_ == Kind::whole) {
        request.body = std::move(whole_);
    } else if (kind_ == Kind::file) {
        finish_file(request);
    } else if (kind_ == Kind::urlencoded) {
        auto form = decode_urlencoded(whole_);
        if (!form) {
            fault_ = 400;
            return;
        }
        request.form = std::move(form->fields);
        if (form->repaired) mark_invalid_utf8(request);
    } else if (multipart_->finish()) {
        request.form = multipart_->take_fields();
        request.uploads = multipart_->take_uploads();
        if (multipart_->repaired()) mark_invalid_utf8(request);
    } else {
        fault_ = multipart_->fault();
    }
}

}  // namespace http
