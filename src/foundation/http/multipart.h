#pragma once
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "foundation/http/message.h"
#include "foundation/http/part_header.h"
#include "foundation/http/upload_file.h"

namespace http {

struct MultipartLimits {
    std::int64_t text = 1 << 20;         ///< bytes of all names and text fields
    std::int64_t file = 25LL << 20;      ///< bytes of one file; what is longer is dropped and marked
    std::size_t part_header = 8 * 1024;  ///< bytes
    int parts = 1000;
};

/// Reads multipart/form-data (RFC 7578) piece by piece: text stays in memory, files go to disk as they come.
class MultipartParser {
public:
    MultipartParser(std::string_view boundary, MultipartLimits, std::filesystem::path folder);

    /// False when the form is refused; then `fault()` is 400 or 413 and nothing more is read.
    bool feed(std::string_view bytes);
    /// After the last byte: false when the form was cut short.
    bool finish();

    int fault() const { return fault_; }
    bool repaired() const { return repaired_; }
    Fields take_fields() { return std::move(fields_); }
    std::vector<Upload> take_uploads() { return std::move(uploads_); }

private:
    enum class Place { preamble, behind_boundary, part_header, text, file, epilogue };

    bool step();
    bool read_behind_boundary();
    bool read_header();
    bool read_content();
    bool begin_part(PartHeader);
    bool take_content(std::string_view);
    void add_to_file(std::string_view);
    template <class Work>
    void on_disk(Work);
    void end_part();
    bool refuse(int status);

    std::string delimiter_;
    MultipartLimits limits_;
    std::filesystem::path folder_;
    Place place_ = Place::preamble;
    std::string waiting_ = "\r\n";  ///< not yet understood; the first boundary needs no line end before it
    std::size_t read_ = 0;          ///< bytes of `waiting_` that are done with
    int fault_ = 0;
    bool repaired_ = false;
    int parts_ = 0;
    std::int64_t text_size_ = 0;
    std::string text_name_, text_;
    Upload upload_{};
    std::optional<UploadFile> file_;
    Fields fields_;
    std::vector<Upload> uploads_;
};

}  // namespace http
