#include "foundation/http/multipart.h"

#include <algorithm>
#include <system_error>

#include "foundation/http/text_repair.h"

namespace http {
namespace {

constexpr std::size_t longest_padding = 64;  // blanks that RFC 2046 lets stand behind a boundary

std::int64_t size_of(std::string_view text) { return static_cast<std::int64_t>(text.size()); }

}  // namespace

MultipartParser::MultipartParser(std::string_view boundary, MultipartLimits limits, std::filesystem::path folder)
    : delimiter_("\r\n--" + std::string(boundary)), limits_(limits), folder_(std::move(folder)) {}

bool MultipartParser::feed(std::string_view bytes) {
    if (fault_ != 0) return false;
    if (place_ == Place::epilogue) return true;
    waiting_ += bytes;
    while (fault_ == 0 && place_ != Place::epilogue && step()) {}
    waiting_.erase(0, read_);
    read_ = 0;
    return fault_ == 0;
}

bool MultipartParser::finish() { return fault_ == 0 && (place_ == Place::epilogue || refuse(400)); }

/// One step onwards; false when more bytes are needed.
bool MultipartParser::step() {
    switch (place_) {
        case Place::behind_boundary: return read_behind_boundary();
        case Place::part_header: return read_header();
        case Place::preamble:
        case Place::text:
        case Place::file: return read_content();
        case Place::epilogue: break;
    }
    return false;
}

bool MultipartParser::read_behind_boundary() {
    const std::string_view rest = std::string_view(waiting_).substr(read_);
    if (rest.starts_with("--")) {
        place_ = Place::epilogue;
        return true;
    }
    const std::size_t end = rest.find_first_not_of(" \t");
    if (std::min(end, rest.size()) > longest_padding) return refuse(400);
    if (end == std::string_view::npos || rest.size() - end < 2) {
        // A single "-" or CR may be half of what is to come; anything else is a line that only begins like the boundary.
        const bool may_continue = rest.empty() || end == std::string_view::npos || rest[end] == '\r' || rest == "-";
        return may_continue ? false : refuse(400);
    }
    if (rest.substr(end, 2) != "\r\n") return refuse(400);
    read_ += end;  // keeps the line end, so that a part without any header line is seen as one
    place_ = Place::part_header;
    return true;
}

bool MultipartParser::read_header() {
    const std::string_view rest = std::string_view(waiting_).substr(read_);
    const std::size_t end = rest.find("\r\n\r\n");
    if (std::min(end, rest.size()) > limits_.part_header) return refuse(413);
    if (end == std::string_view::npos) return false;
    auto header = end < 2 ? std::nullopt : read_part_header(rest.substr(2, end - 2));
    if (!header) return refuse(400);
    read_ += end + 4;
    return begin_part(*std::move(header));
}

bool MultipartParser::begin_part(PartHeader header) {
    if (++parts_ > limits_.parts) return refuse(413);
    repaired_ = repaired_ || header.repaired;
    if (!header.filename) {
        place_ = Place::text;
        text_name_ = std::move(header.name);
        text_.clear();
        text_size_ += size_of(text_name_);
        return text_size_ <= limits_.text || refuse(413);
    }
    place_ = Place::file;
    upload_ = Upload{
        .field = std::move(header.name), .filename = *std::move(header.filename), .declared_type = std::move(header.type), .path = {}};
    return true;
}

bool MultipartParser::read_content() {
    const std::string_view rest = std::string_view(waiting_).substr(read_);
    const std::size_t end = rest.find(delimiter_);
    if (end != std::string_view::npos) {
        if (!take_content(rest.substr(0, end))) return false;
        read_ += end + delimiter_.size();
        end_part();
        place_ = Place::behind_boundary;
        return true;
    }
    // The delimiter may have begun in the last bytes.
    const std::size_t certain = rest.size() < delimiter_.size() ? 0 : rest.size() - delimiter_.size() + 1;
    take_content(rest.substr(0, certain));
    read_ += certain;
    return false;
}

bool MultipartParser::take_content(std::string_view bytes) {
    if (place_ == Place::file) {
        add_to_file(bytes);
    } else if (place_ == Place::text) {
        text_size_ += size_of(bytes);
        if (text_size_ > limits_.text) return refuse(413);
        text_ += bytes;
    }
    return true;
}

/// A file that the disk does not take is dropped and marked: what was typed beside it is still worth keeping.
template <class Work>
void MultipartParser::on_disk(Work work) {
    try {
        work();
    } catch (const std::system_error&) {
        upload_.lost = true;
        file_.reset();
    }
}

void MultipartParser::add_to_file(std::string_view bytes) {
    upload_.size += size_of(bytes);
    if (upload_.size > limits_.file) {
        upload_.too_large = true;
        file_.reset();
    }
    if (upload_.too_large || upload_.lost || bytes.empty()) return;
    on_disk([&] {
        if (!file_) file_.emplace(folder_);
        file_->write(bytes);
    });
}

void MultipartParser::end_part() {
    if (place_ == Place::text) {
        RepairedText text = repaired_text(text_);
        repaired_ = repaired_ || text.changed;
        fields_.all.emplace_back(std::move(text_name_), std::move(text.text));
        return;
    }
    if (place_ != Place::file) return;
    const bool nothing_chosen = upload_.filename.empty() && upload_.size == 0;
    if (nothing_chosen) return;
    on_disk([&] {
        if (!file_ && !upload_.too_large && !upload_.lost) file_.emplace(folder_);
        if (file_) file_->close();
    });
    if (file_) {
        upload_.path = file_->path();
        upload_.keeps_file = file_->keeper();
        file_.reset();
    }
    uploads_.push_back(std::move(upload_));
}

bool MultipartParser::refuse(int status) {
    fault_ = status;
    file_.reset();
    return false;
}

}  // namespace http
