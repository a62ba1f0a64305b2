#include "foundation/zip/zip.h"

#include <archive.h>
#include <archive_entry.h>
#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <fstream>
#include <stdexcept>

#include "foundation/base/unicode.h"
#include "foundation/zip/utf8_locale.h"

namespace zip {

namespace {

bool is_safe(std::string_view name) {
    if (name.empty() || name.size() > 1000 || !is_utf8(name)) return false;
    for (const char c : name)
        if (static_cast<unsigned char>(c) < ' ' || c == 127 || c == '\\' || c == ':') return false;
    for (const auto part : split(name, '/'))
        if (part.empty() || part == "." || part == "..") return false;
    return true;
}

}  // namespace

struct Writer::Archive {
    archive* inside = archive_write_new();
    int file = -1;

    ~Archive() {
        archive_write_free(inside);
        if (file >= 0) ::close(file);
    }
    void check(la_ssize_t code) const {
        if (code < ARCHIVE_OK) throw std::runtime_error(std::string("zip: ") + archive_error_string(inside));
    }
    void write(std::string_view bytes) const {
        while (!bytes.empty()) {
            const auto count = archive_write_data(inside, bytes.data(), bytes.size());
            check(count);
            if (count == 0) throw std::runtime_error("zip: the content is longer than was said");
            bytes.remove_prefix(static_cast<std::size_t>(count));
        }
    }
};

Writer::Writer(const std::filesystem::path& target) : target_(target), archive_(std::make_unique<Archive>()) {
    archive_->file = ::open(target.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0640);
    if (archive_->file < 0) throw std::runtime_error("zip: the target cannot be written");
    const Utf8Locale locale;
    archive_->check(archive_write_set_format_zip(archive_->inside));
    archive_->check(archive_write_set_options(archive_->inside, "zip:hdrcharset=UTF-8"));
    archive_->check(archive_write_set_bytes_per_block(archive_->inside, 0));
    archive_->check(archive_write_open_fd(archive_->inside, archive_->file));
}

Writer::~Writer() {
    archive_.reset();
    std::error_code ignored;
    if (!finished_) std::filesystem::remove(target_, ignored);
}

void Writer::begin(std::string_view name, std::int64_t size, Timestamp changed) {
    if (!is_safe(name)) throw std::invalid_argument("zip: not a safe name");
    // Windows unpacks "A.txt" over "a.txt".
    if (!names_.insert(lower(name)).second) throw std::invalid_argument("zip: the name is taken");
    const Utf8Locale locale;
    const std::unique_ptr<archive_entry, decltype(&archive_entry_free)> entry(archive_entry_new(), archive_entry_free);
    archive_entry_set_pathname(entry.get(), std::string(name).c_str());
    archive_entry_set_filetype(entry.get(), AE_IFREG);
    archive_entry_set_perm(entry.get(), 0644);
    archive_entry_set_size(entry.get(), size);
    archive_entry_set_mtime(entry.get(), changed.value / microseconds_a_second, 0);
    archive_->check(archive_write_header(archive_->inside, entry.get()));
}

void Writer::add(std::string_view name, std::string_view content, Timestamp changed) {
    begin(name, static_cast<std::int64_t>(content.size()), changed);
    archive_->write(content);
    archive_->check(archive_write_finish_entry(archive_->inside));
}

void Writer::add_file(std::string_view name, const std::filesystem::path& source, Timestamp changed) {
    std::ifstream file(source, std::ios::binary);
    if (!file) throw std::runtime_error("zip: a source file cannot be read");
    auto left = std::filesystem::file_size(source);
    begin(name, static_cast<std::int64_t>(left), changed);
    std::array<char, 1 << 16> buffer;
    while (file.read(buffer.data(), buffer.size()) || file.gcount() > 0) {
        archive_->write({buffer.data(), static_cast<std::size_t>(file.gcount())});
        left -= static_cast<std::uintmax_t>(file.gcount());
    }
    if (left != 0) throw std::runtime_error("zip: a source file changed while it was read");
    archive_->check(archive_write_finish_entry(archive_->inside));
}

void Writer::finish() {
    archive_->check(archive_write_close(archive_->inside));
    if (::fsync(archive_->file) != 0) throw std::runtime_error("zip: the file cannot be brought to disk");
    finished_ = true;
}

std::string safe_name(std::string_view title) {
    std::string name = is_utf8(title) ? tidy_text(title) : std::string{};
    for (char& c : name)
        if (static_cast<unsigned char>(c) < ' ' || std::string_view("/\\:*?\"<>|").find(c) != std::string_view::npos) c = '_';
    name = first_characters(name, 120);
    while (!name.empty() && (name.back() == '.' || name.back() == ' ')) name.pop_back();
    return name.empty() ? "fil" : name;
}

}  // namespace zip
