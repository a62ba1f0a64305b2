#include "foundation/zip/zip.h"

#include <archive.h>
#include <archive_entry.h>

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

    Archive() = default;
    ~Archive() { archive_write_free(inside); }
    Archive(const Archive&) = delete;
    Archive& operator=(const Archive&) = delete;
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

static la_ssize_t append(archive*, void* target, const void* bytes, std::size_t size) {
    static_cast<std::string*>(target)->append(static_cast<const char*>(bytes), size);
    return static_cast<la_ssize_t>(size);
}

Writer::Writer(std::string& target) : archive_(std::make_unique<Archive>()) {
    const Utf8Locale locale;
    archive_->check(archive_write_set_format_zip(archive_->inside));
    archive_->check(archive_write_set_options(archive_->inside, "zip:hdrcharset=UTF-8"));
    archive_->check(archive_write_set_bytes_per_block(archive_->inside, 0));
    archive_->check(archive_write_open(archive_->inside, &target, nullptr, append, nullptr));
}

Writer::~Writer() = default;

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

void Writer::add(std::string_view name, const Content& content, Timestamp changed) {
    begin(name, content.size(), changed);
    each_piece(content, [&](std::string_view piece) { archive_->write(piece); });
    archive_->check(archive_write_finish_entry(archive_->inside));
}

void Writer::finish() { archive_->check(archive_write_close(archive_->inside)); }

std::string safe_name(std::string_view title) {
    std::string name = is_utf8(title) ? tidy_text(title) : std::string{};
    for (char& c : name)
        if (static_cast<unsigned char>(c) < ' ' || std::string_view("/\\:*?\"<>|").find(c) != std::string_view::npos) c = '_';
    name = first_characters(name, 120);
    while (!name.empty() && (name.back() == '.' || name.back() == ' ')) name.pop_back();
    return name.empty() ? "fil" : name;
}

}  // namespace zip
