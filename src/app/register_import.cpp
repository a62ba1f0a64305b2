#include "app/register_import.h"

#include <fmt/format.h>

#include <filesystem>
#include <iostream>

#include "app/commands.h"
#include "app/installation.h"
#include "foundation/base/unicode.h"

namespace app {

RegisterFile::RegisterFile(const std::string& path, const Texts& text) : text_(text), file_(path, std::ios::binary) {
    if (!file_ || file_.peek() == std::ifstream::traits_type::eof())
        throw UsageError{fmt::format("{} cannot be read: give the path of a file", path)};
    bytes_ = static_cast<std::int64_t>(std::filesystem::file_size(path));
}

bool RegisterFile::next_line() {
    if (!std::getline(file_, line_)) return false;
    ++number_;
    so_far_ += std::ssize(line_) + 1;
    return true;
}

bool RegisterFile::is_empty() const { return trimmed(line_).empty(); }

std::string RegisterFile::heading() {
    next_line();
    return line_;
}

void RegisterFile::tell(std::int64_t number, std::string_view text_key) const {
    std::cerr << fmt::format("line {}: {}\n", number, text_(text_key));
}

int import_ended(const RegisterFile& file, map_files::Kept kept) {
    using map_files::Kept;
    if (kept == Kept::looks_cut)
        std::cerr << "The file names less than half of what was there, so all of that stays: if it is right, run it again with --smaller\n";
    if (kept == Kept::has_wrong_lines)
        std::cerr
            << "What the file does not name stays, since it may stand in the lines that could not be read: mend them, or run it again "
               "with --smaller\n";
    if (kept == Kept::is_cut) std::cerr << "What the file does not name stays, since it ends too early\n";
    return file.ending().wrong == 0 && file.ending().is_whole && kept == Kept::nothing ? done : found_wrong;
}

}  // namespace app
