#include "foundation/mail_in/imap.h"

#include <curl/curl.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <stdexcept>

#include "foundation/base/numbers.h"
#include "foundation/base/this_machine.h"
#include "foundation/base/unicode.h"
#include "foundation/log/log.h"

namespace mail_in {

bool is_fit_server(std::string_view server) {
    const auto scheme = server.find("://");
    if (scheme == server.npos || (server.substr(0, scheme) != "imaps" && server.substr(0, scheme) != "imap")) return false;
    const auto host = server.substr(scheme + 3);
    return !host.empty() && std::ranges::all_of(host, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               std::string_view(".-:[]").find(c) != std::string_view::npos;
    });
}

/// What curl writes into; more than `most` is an end.
struct Taken {
    std::string bytes{};
    std::size_t most = 0;
};

static std::size_t take(char* bytes, std::size_t size, std::size_t count, void* into) {
    auto& taken = *static_cast<Taken*>(into);
    if (taken.bytes.size() + size * count > taken.most) return 0;
    taken.bytes.append(bytes, size * count);
    return size * count;
}

struct Session::Line {
    explicit Line(const Box& of) : box(of), curl(curl_easy_init(), curl_easy_cleanup) {
        static const auto started = curl_global_init(CURL_GLOBAL_DEFAULT);
        if (started != CURLE_OK || !curl) throw std::runtime_error("mail_in: libcurl does not start");
        curl_easy_setopt(curl.get(), CURLOPT_PROTOCOLS_STR, "imap,imaps");
        curl_easy_setopt(curl.get(), CURLOPT_USE_SSL, leads_to_this_machine(box.server) ? CURLUSESSL_TRY : CURLUSESSL_ALL);
        curl_easy_setopt(curl.get(), CURLOPT_USERNAME, box.user.c_str());
        curl_easy_setopt(curl.get(), CURLOPT_PASSWORD, box.password.c_str());
        curl_easy_setopt(curl.get(), CURLOPT_WRITEFUNCTION, take);
        curl_easy_setopt(curl.get(), CURLOPT_NOSIGNAL, 1L);
        curl_easy_setopt(curl.get(), CURLOPT_PROXY, "");
        curl_easy_setopt(curl.get(), CURLOPT_TIMEOUT, static_cast<long>(box.timeout.count()));
    }

    std::string folder() const {
        const std::unique_ptr<char, decltype(&curl_free)> escaped(
            curl_easy_escape(curl.get(), box.folder.data(), static_cast<int>(box.folder.size())), curl_free);
        return escaped ? escaped.get() : "";
    }
    /// `question` empty fetches the address itself.
    Result<std::string> ask(const std::string& path, const std::string& question, std::size_t most) {
        Taken taken{.most = most};
        curl_easy_setopt(curl.get(), CURLOPT_URL, (box.server + "/" + path).c_str());
        curl_easy_setopt(curl.get(), CURLOPT_CUSTOMREQUEST, question.empty() ? nullptr : question.c_str());
        curl_easy_setopt(curl.get(), CURLOPT_WRITEDATA, &taken);
        const auto code = curl_easy_perform(curl.get());
        if (code == CURLE_OK) return std::move(taken.bytes);
        // A server that lies about a size is not asked for the same again and again.
        if (code == CURLE_WRITE_ERROR) return failure(Fault::too_large, "mailbox_away");
        if (code == CURLE_OPERATION_TIMEDOUT) return failure(Fault::unavailable, std::string(too_slow));
        // Never curl's own message: it quotes the server, who quotes the user.
        logging::warning("mail_not_fetched", {{"curl", static_cast<int>(code)}});
        return failure(Fault::unavailable, code == CURLE_LOGIN_DENIED ? "mailbox_refuses" : "mailbox_away");
    }

    const Box box;
    std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> curl;
};

static std::int64_t number_after(std::string_view line, std::string_view word) {
    const auto at = line.find(word);
    if (at == line.npos) return 0;
    const auto rest = line.substr(at + word.size());
    return whole_number(rest.substr(0, rest.find_first_not_of("0123456789"))).value_or(0);
}

/// "* 3 FETCH (UID 12 RFC822.SIZE 2345)", in any order.
static std::vector<Waiting> waiting_in(std::string_view lines) {
    std::vector<Waiting> all;
    for (const auto line : split(lines, '\n'))
        if (line.find("FETCH (") != line.npos)
            if (const Waiting one{number_after(line, "UID "), number_after(line, "RFC822.SIZE ")}; one.uid > 0) all.push_back(one);
    std::ranges::sort(all, {}, &Waiting::uid);
    return all;
}

/// RFC 9051 9: day-month-year with the month in English.
static std::string day_of_search(Date date) {
    static constexpr std::array<std::string_view, 12> months = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                                "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const auto day = civil(date);
    return fmt::format("{}-{}-{}", day.day, months.at(static_cast<std::size_t>(day.month) - 1), day.year);
}

Session::Session(const Box& box) : line_(std::make_unique<Line>(box)) {}
Session::~Session() = default;

Result<Standing> Session::standing() {
    if (line_->box.folder.find_first_of("\"\\\r\n") != std::string::npos) return failure(Fault::unavailable, "mailbox_away");
    const auto answer = TRY(line_->ask("", fmt::format("STATUS \"{}\" (UIDVALIDITY UIDNEXT)", line_->box.folder), line_->box.longest_list));
    const Standing standing{number_after(answer, "UIDVALIDITY "), number_after(answer, "UIDNEXT ")};
    if (standing.validity == 0 || standing.next == 0) return failure(Fault::unavailable, "mailbox_away");
    return standing;
}

Result<std::vector<Waiting>> Session::after(std::int64_t uid, std::int64_t next) {
    const auto most = line_->box.longest_list;
    // A server need not tell of what came since it was asked to open the folder before it is asked anything else.
    TRY(line_->ask(line_->folder(), "NOOP", most));
    const auto asked = [&](std::string_view until) -> Result<std::vector<Waiting>> {
        auto all = waiting_in(TRY(line_->ask(line_->folder(), fmt::format("UID FETCH {}:{} (UID RFC822.SIZE)", uid + 1, until), most)));
        std::erase_if(all, [&](const Waiting& one) { return one.uid <= uid; });
        return all;
    };
    // "12:*" always holds the last message, also when its number is lower.
    auto all = asked("*");
    constexpr std::int64_t longest_line = 64;  // bytes, of one letter in the list
    const auto step = std::max<std::int64_t>(1, static_cast<std::int64_t>(most) / longest_line);
    // More than one answer has room for: the first of them, as many numbers at a time as surely fit.
    while (!all && all.error().fault == Fault::too_large && uid < next) {
        all = asked(std::to_string(uid + step));
        if (all && all->empty() && uid + step < next) all = failure(Fault::too_large);
        uid += step;
    }
    return all;
}

Result<std::vector<Waiting>> Session::since(Date date) {
    const auto answer = TRY(line_->ask(line_->folder(), "UID SEARCH SINCE " + day_of_search(date), line_->box.longest_list));
    std::string numbers;
    for (const auto line : split(answer, '\n'))
        if (line.starts_with("* SEARCH"))
            for (const auto number : split(trimmed(line.substr(8)), ' '))
                if (whole_number(number)) numbers.append(numbers.empty() ? "" : ",").append(number);
    if (numbers.empty()) return std::vector<Waiting>{};
    return waiting_in(TRY(line_->ask(line_->folder(), fmt::format("UID FETCH {} (UID RFC822.SIZE)", numbers), line_->box.longest_list)));
}

Result<std::string> Session::fetch(const Waiting& one) {
    constexpr std::size_t megabyte = 1u << 20;
    const auto& box = line_->box;
    const auto set_time = [&](std::int64_t seconds) { curl_easy_setopt(line_->curl.get(), CURLOPT_TIMEOUT, static_cast<long>(seconds)); };
    set_time(box.timeout.count() + one.bytes / std::max<std::int64_t>(1, box.slowest));
    auto letter =
        line_->ask(fmt::format("{}/;UID={}", line_->folder(), one.uid), {}, (static_cast<std::size_t>(box.largest_mb) + 1) * megabyte);
    set_time(box.timeout.count());
    return letter;
}

}  // namespace mail_in
