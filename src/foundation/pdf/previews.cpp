#include "foundation/pdf/previews.h"

#include <algorithm>
#include <condition_variable>
#include <fstream>
#include <iterator>
#include <mutex>

#include "foundation/base/id.h"
#include "foundation/base/numbers.h"
#include "foundation/base/unicode.h"
#include "foundation/log/log.h"
#include "foundation/pdf/memory_file.h"
#include "foundation/pdf/pages_told.h"

namespace pdf {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view about_file = "about";
const std::string standard_input = "/proc/self/fd/0";
constexpr std::string_view longest_side = "1200";  // pixels: an A4 page can be read, and is some 100 kB

std::string written(const About& about) {
    switch (about.readable) {
        case Readable::yes: return "pages " + std::to_string(about.pages);
        case Readable::locked: return "locked";
        case Readable::broken: break;
    }
    return "broken";
}

std::optional<About> read_about(const fs::path& path) {
    std::ifstream file(path);
    std::string word;
    int pages = 0;
    if (!(file >> word)) return std::nullopt;
    if (word == "locked") return About{Readable::locked};
    if (word != "pages" || !(file >> pages)) return About{Readable::broken};
    return About{Readable::yes, pages};
}

/// Whole or not at all, whoever else writes the same.
void put(const fs::path& path, std::string_view bytes) {
    fs::create_directories(path.parent_path());
    const fs::path unfinished = path.string() + "." + std::to_string(new_id());
    std::ofstream(unfinished, std::ios::binary) << bytes;
    fs::rename(unfinished, path);
}

std::string read_all(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

struct Previews::Inside {
    fs::path folder;
    PreviewOptions options;
    std::mutex guard{};
    std::condition_variable freed{};
    int running = 0, waiting = 0;

    fs::path place(std::string_view hash) const { return folder / hash.substr(0, 2) / hash; }

    /// Nothing when too many wait already.
    std::optional<Ran> run(const std::string& program, const std::vector<std::string>& arguments, const Content& input) {
        {
            std::unique_lock lock(guard);
            if (waiting >= options.waiting) return std::nullopt;
            ++waiting;
            freed.wait(lock, [&] { return running < options.at_once; });
            --waiting;
            ++running;
        }
        auto ran = run_limited(program, arguments, options.limits, MemoryFile(input).descriptor());
        {
            const std::lock_guard lock(guard);
            --running;
        }
        freed.notify_one();
        if (ran.ended == Ended::not_started) {
            logging::error("pdf_preview_program_missing", {{"program", program}});
            return std::nullopt;
        }
        if (ran.ended != Ended::by_itself) logging::warning("pdf_preview_stopped", {{"late", ran.ended == Ended::late}});
        return ran;
    }
};

Previews::Previews(fs::path folder, PreviewOptions options)
    : inside_(new Inside{.folder = std::move(folder), .options = std::move(options)}) {}
Previews::~Previews() = default;

std::optional<About> Previews::known(std::string_view hash) const { return read_about(inside_->place(hash) / about_file); }

Result<About> Previews::about(const Original& of) {
    if (const auto before = known(of.hash)) return *before;
    const auto ran = inside_->run(inside_->options.pdfinfo, {standard_input}, *of.content);
    if (!ran) return failure(Fault::unavailable);
    About found;
    if (ran->ended == Ended::by_itself && ran->code == 0) found = {Readable::yes, pages_told(ran->output)};
    else if (ran->errors.find("Incorrect password") != std::string::npos) found.readable = Readable::locked;
    if (found.pages == 0 && found.readable == Readable::yes) found.readable = Readable::broken;
    put(inside_->place(of.hash) / about_file, written(found));
    return found;
}

Result<std::string> Previews::page(const Original& of, int number) {
    const auto page = std::to_string(number), bound_to = of.hash + " " + page;
    const auto path = inside_->place(of.hash) / (page + ".jpg");
    if (fs::exists(path)) {
        const auto sealed = read_all(path);
        if (sealed.empty()) return failure(Fault::not_found);
        if (auto picture = crypto::unseal(of.key, sealed, bound_to)) return std::move(*picture);
    }
    const auto found = TRY(about(of));
    if (number < 1 || number > found.pages) return failure(Fault::not_found);
    const auto ran = inside_->run(inside_->options.pdftocairo,
                                  {"-jpeg", "-jpegopt", "quality=85", "-singlefile", "-f", page, "-l", page, "-scale-to",
                                   std::string(longest_side), standard_input, "-"},
                                  *of.content);
    if (!ran) return failure(Fault::unavailable);
    if (ran->ended != Ended::by_itself || ran->code != 0 || !ran->output.starts_with("\xff\xd8")) {
        // Kept as an empty picture: a page that costs all its time would cost it again at each look.
        put(path, "");
        if (number == 1) put(inside_->place(of.hash) / about_file, written({Readable::broken}));
        return failure(Fault::not_found);
    }
    put(path, crypto::seal(of.key, ran->output, bound_to));
    return ran->output;
}

void Previews::forget(std::string_view hash) const {
    std::error_code ignored;
    fs::remove_all(inside_->place(hash), ignored);
}

void Previews::remove_older_than(std::chrono::hours age) const {
    const auto oldest = fs::file_time_type::clock::now() - age;
    std::error_code ignored;
    for (const auto& shelf : fs::directory_iterator(inside_->folder, ignored))
        for (const auto& document : fs::directory_iterator(shelf.path(), ignored))
            if (const auto at = fs::last_write_time(document.path() / about_file, ignored); ignored || at < oldest)
                fs::remove_all(document.path(), ignored);
}

}  // namespace pdf
