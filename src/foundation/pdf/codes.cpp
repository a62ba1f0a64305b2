#include "foundation/pdf/codes.h"

#include <algorithm>
#include <chrono>
#include <semaphore>

#include "foundation/base/unicode.h"
#include "foundation/log/log.h"
#include "foundation/pdf/memory_file.h"
#include "foundation/pdf/pages_told.h"

namespace pdf {
namespace {

const std::string standard_input = "/proc/self/fd/0";
constexpr std::string_view dots_an_inch = "150";
// ImageMagick, which reads pictures for zbar, opens no file of /proc.
const std::string picture_on_standard_input = "pgm:fd:0";
constexpr int nothing_found = 4;  // what zbarimg exits with

using Clock = std::chrono::steady_clock;

/// Each program takes much of the machine.
std::counting_semaphore<2> places{2};
struct Place {
    ~Place() { places.release(); }
};

struct Reading {
    const CodeOptions& options;
    Clock::time_point until = Clock::now() + options.time;
};

Result<Ran> run(const Reading& reading, const std::string& program, const std::vector<std::string>& arguments, const Content& input) {
    if (Clock::now() >= reading.until) return failure(Fault::too_large);
    if (!places.try_acquire_until(reading.until)) return failure(Fault::unavailable);
    const Place taken;
    auto limits = reading.options.limits;
    limits.time = std::min(limits.time, std::chrono::ceil<std::chrono::milliseconds>(reading.until - Clock::now()));
    auto ran = run_limited(program, arguments, limits, MemoryFile(input).descriptor());
    if (ran.ended == Ended::not_started) {
        logging::error("pdf_codes_program_missing", {{"program", program}});
        return failure(Fault::unavailable);
    }
    if (ran.ended == Ended::late && Clock::now() >= reading.until) return failure(Fault::too_large);
    return ran;
}

Result<std::vector<std::string>> codes_on(const Reading& reading, const Content& pdf, int page) {
    const auto number = std::to_string(page);
    auto drawn = TRY(run(reading, reading.options.pdftoppm,
                         {"-gray", "-r", std::string(dots_an_inch), "-f", number, "-l", number, standard_input}, pdf));
    if (drawn.code != 0 || drawn.output.empty()) return failure(Fault::invalid);
    const auto picture = text_content(std::move(drawn.output));
    const auto read = TRY(run(reading, reading.options.zbarimg,
                              {"--raw", "-q", "--nodbus", "-Sdisable", "-Sqrcode.enable", picture_on_standard_input}, *picture));
    std::vector<std::string> codes;
    if (read.code == nothing_found) return codes;
    if (read.code != 0) return failure(Fault::unavailable);
    for (const auto line : split(read.output, '\n'))
        if (!line.empty()) codes.emplace_back(line);
    return codes;
}

}  // namespace

Result<std::vector<std::vector<std::string>>> codes_on_pages(const Content& pdf, const CodeOptions& options) {
    const Reading reading{options};
    const auto told = TRY(run(reading, options.pdfinfo, {standard_input}, pdf));
    const int pages = told.code == 0 ? pages_told(told.output) : 0;
    if (pages == 0) return failure(Fault::invalid);
    if (pages > options.most_pages) return failure(Fault::too_large);
    std::vector<std::vector<std::string>> all;
    for (int page = 1; page <= pages; ++page) all.push_back(TRY(codes_on(reading, pdf, page)));
    return all;
}

}  // namespace pdf
