#include "foundation/http/head_check.h"

#include <algorithm>

#include "foundation/http/address.h"
#include "foundation/http/ascii.h"

namespace http {
namespace {

constexpr std::string_view line_end = "\r\n";
constexpr std::size_t longest_method = 32;
constexpr std::size_t longest_length = 18;  // digits that surely fit 64 bits

/// What the fields say together; each alone may be right.
struct Seen {
    bool version_1_0 = false;
    int hosts = 0;
    int lengths = 0;
    int codings = 0;
};

bool is_version(std::string_view text) {
    return text.size() == 8 && text.starts_with("HTTP/") && is_digit(text[5]) && text[6] == '.' && is_digit(text[7]);
}

int fault_in_request_line(std::string_view line, Seen& seen) {
    const std::size_t first_space = line.find(' ');
    const std::size_t last_space = line.rfind(' ');
    if (first_space == std::string_view::npos || first_space == last_space) return 400;
    const std::string_view method = line.substr(0, first_space);
    const std::string_view target = line.substr(first_space + 1, last_space - first_space - 1);
    const std::string_view version = line.substr(last_space + 1);
    if (!is_token(method) || method.size() > longest_method) return 400;
    if (target.size() > target_limit) return 414;
    if (target.empty() || std::any_of(target.begin(), target.end(), [](char c) { return c <= 0x20 || c == 0x7F; })) return 400;
    if (!is_version(version)) return 400;
    if (version != "HTTP/1.1" && version != "HTTP/1.0") return 505;
    if (method == "CONNECT" || method == "TRACE") return 501;
    seen.version_1_0 = version == "HTTP/1.0";
    return 0;
}

int fault_in_length(std::string_view value, Seen& seen) {
    const bool whole_number = !value.empty() && value.size() <= longest_length && std::all_of(value.begin(), value.end(), is_digit);
    return ++seen.lengths > 1 || !whole_number ? 400 : 0;
}

int fault_in_coding(std::string_view value, Seen& seen) {
    return ++seen.codings > 1 || seen.version_1_0 || !equals_ignoring_case(value, "chunked") ? 400 : 0;
}

int fault_in_host(std::string_view value, Seen& seen) { return ++seen.hosts > 1 || !host_without_port(value) ? 400 : 0; }

int fault_in_field(std::string_view line, Seen& seen) {
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos) return 400;
    const std::string_view name = line.substr(0, colon);
    const std::string_view value = without_blanks_around(line.substr(colon + 1));
    // A folded line begins with a blank and white space before the colon ends a name: neither is a token.
    if (!is_token(name) || std::any_of(value.begin(), value.end(), is_control)) return 400;
    if (equals_ignoring_case(name, "content-length")) return fault_in_length(value, seen);
    if (equals_ignoring_case(name, "transfer-encoding")) return fault_in_coding(value, seen);
    if (equals_ignoring_case(name, "host")) return fault_in_host(value, seen);
    if (equals_ignoring_case(name, "expect") && !equals_ignoring_case(value, "100-continue")) return 417;
    return 0;
}

int fault_in_sum(const Seen& seen) {
    if (seen.lengths > 0 && seen.codings > 0) return 400;
    if (seen.hosts == 0 && !seen.version_1_0) return 400;
    return 0;
}

/// Takes the next whole line off the front; false when there is none.
bool take_line(std::string_view& text, std::string_view& line) {
    const std::size_t end = text.find(line_end);
    if (end == std::string_view::npos) return false;
    line = text.substr(0, end);
    text.remove_prefix(end + line_end.size());
    return true;
}

bool has_bare_line_end(std::string_view text) {
    for (std::size_t at = text.find_first_of(line_end); at != std::string_view::npos; at = text.find_first_of(line_end, at)) {
        if (text[at] == '\n') return true;
        if (at + 1 < text.size() && text[at + 1] != '\n') return true;
        at = std::min(at + 2, text.size());
    }
    return false;
}

}  // namespace

std::size_t end_of_head(std::string_view bytes) {
    const std::size_t at = bytes.find("\r\n\r\n");
    return at == std::string_view::npos ? at : at + 4;
}

int fault_in_head(std::string_view head) {
    if (has_bare_line_end(head)) return 400;
    Seen seen;
    std::string_view line;
    if (!take_line(head, line)) return 400;
    if (const int fault = fault_in_request_line(line, seen)) return fault;
    while (take_line(head, line) && !line.empty())
        if (const int fault = fault_in_field(line, seen)) return fault;
    return fault_in_sum(seen);
}

int fault_in_unfinished_head(std::string_view beginning) {
    if (has_bare_line_end(beginning)) return 400;
    Seen seen;
    std::string_view line;
    if (!take_line(beginning, line)) return beginning.size() > longest_method + target_limit ? 414 : 0;
    if (const int fault = fault_in_request_line(line, seen)) return fault;
    while (take_line(beginning, line) && !line.empty())
        if (const int fault = fault_in_field(line, seen)) return fault;
    return seen.lengths > 0 && seen.codings > 0 ? 400 : 0;
}

}  // namespace http
