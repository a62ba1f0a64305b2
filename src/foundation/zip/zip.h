#pragma once
/// Writes a ZIP in memory: what lies sealed never stands open on disk. Reads a small one.
#include <cstdint>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "foundation/base/content.h"
#include "foundation/base/result.h"
#include "foundation/base/time.h"

namespace zip {

/// Throws std::runtime_error when a source fails, and std::invalid_argument for a name that is empty, not
/// UTF-8, absolute, has "..", a backslash or a control character, or stands in the file already (also with other letters' size).
class Writer {
public:
    /// Appends to `target`, which outlives it.
    explicit Writer(std::string& target);
    ~Writer();
    Writer(const Writer&) = delete;
    Writer& operator=(const Writer&) = delete;

    void add(std::string_view name, std::string_view content, Timestamp = now());
    void add(std::string_view name, const Content& content, Timestamp = now());
    /// Writes the list of contents; the ZIP is whole after it.
    void finish();

private:
    struct Archive;
    void begin(std::string_view name, std::int64_t size, Timestamp);

    std::unique_ptr<Archive> archive_;
    std::set<std::string> names_{};
};

struct Limits {
    std::size_t files = 100;
    std::size_t bytes = 32 << 20;  ///< of all files together, unpacked
};
struct Unpacked {
    std::string name, content;
};
/// The files of a ZIP that somebody sent. Failures: invalid (it is none, or is broken or encrypted), too_large (more than the limits say:
/// a bomb is not unpacked further than to them).
Result<std::vector<Unpacked>> read(std::string_view bytes, const Limits& = {});

/// A name that Writer takes, from any title: strange characters become "_", an empty one "fil".
std::string safe_name(std::string_view);

}  // namespace zip
