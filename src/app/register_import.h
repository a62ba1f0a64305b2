#pragma once
/// What `torg addresses import` and `torg assets import` do alike: read a file line by line, name what cannot be read, say what was kept.
#include <cstdint>
#include <fstream>
#include <istream>
#include <string>

#include "app/progress.h"
#include "engines/map_files/map_file.h"
#include "foundation/texts/texts.h"

namespace app {

/// The file to be taken in, and what became of its lines. Throws UsageError for one that cannot be read.
class RegisterFile {
public:
    /// `text`: of the register's engine, whose words say what is wrong with a line.
    RegisterFile(const std::string& path, const Texts& text);

    std::istream& stream() { return file_; }
    /// The first line of a file with a heading.
    std::string heading();
    /// Each line but the heading.
    template <typename Columns, typename Import>
    void take_lines(const Columns& columns, Import& import) {
        while (next_line())
            if (!is_empty()) take(number_, columns.line(line_), so_far_, import);
    }
    template <typename OneLine, typename Import>
    void take(std::int64_t number, const Result<OneLine>& read, std::int64_t so_far, Import& import) {
        ++all_;
        if (read) import.add(*read);
        else if (++ending_.wrong <= most_wrong_shown) tell(number, read.error().text_key);
        progress_.show(so_far, bytes_);
    }
    /// On standard error, as what is wrong with a line.
    void tell(std::int64_t number, std::string_view text_key) const;
    void ends_too_early() { ending_.is_whole = false; }

    const map_files::Ending& ending() const { return ending_; }
    std::int64_t all() const { return all_; }

private:
    bool next_line();
    bool is_empty() const;

    /// Lines that cannot be read are named until somebody has seen enough of them.
    static constexpr std::int64_t most_wrong_shown = 20;

    const Texts& text_;
    std::ifstream file_;
    std::int64_t bytes_ = 0, all_ = 0, number_ = 0, so_far_ = 0;
    std::string line_{};
    map_files::Ending ending_{};
    Progress progress_{"bytes of the file"};
};

/// Says why what the file does not name is kept, if it is. The exit code.
int import_ended(const RegisterFile&, map_files::Kept);

}  // namespace app
