#include "foundation/http/address.h"

#include <algorithm>

#include "foundation/http/ascii.h"
#include "foundation/http/urlencoded.h"

namespace http {
namespace {

bool is_host_character(char c) {
    return is_letter(c) || is_digit(c) || (c != '\0' && std::string_view{"-._~!$&'()*+,;=%"}.find(c) != std::string_view::npos);
}

bool is_port(std::string_view text) { return text.size() <= 5 && std::all_of(text.begin(), text.end(), is_digit); }

bool is_ip_literal(std::string_view text) {
    return text.size() > 2 && text.front() == '[' && text.back() == ']' &&
           std::all_of(text.begin() + 1, text.end() - 1, [](char c) { return is_letter(c) || is_digit(c) || c == ':' || c == '.'; });
}

// What browsers send raw is taken; what they always encode, or read as something else (a backslash), is not.
bool is_path_character(char c) { return c > 0x20 && c < 0x7F && std::string_view{"\"#<>\\"}.find(c) == std::string_view::npos; }
bool is_query_character(char c) { return c == '\\' || is_path_character(c); }

/// One part between slashes, decoded. An encoded slash or control character would mean different things to different readers.
std::optional<std::string> read_part(std::string_view raw) {
    auto part = percent_decoded(raw);
    if (!part || std::any_of(part->begin(), part->end(), [](char c) { return c == '/' || c == '\t' || is_control(c); }))
        return std::nullopt;
    return part;
}

std::optional<std::string> read_path(std::string_view raw) {
    if (!std::all_of(raw.begin(), raw.end(), is_path_character)) return std::nullopt;
    std::vector<std::string> parts;
    while (!raw.empty()) {
        auto part = read_part(take_until(raw, '/'));
        if (!part) return std::nullopt;
        if (*part == "..") {
            if (parts.empty()) return std::nullopt;
            parts.pop_back();
        } else if (!part->empty() && *part != ".") {
            parts.push_back(*std::move(part));
        }
    }
    std::string path;
    for (const std::string& part : parts) path += '/' + part;
    return path.empty() ? "/" : path;
}

/// Takes "http://host" off the front of an absolute form; false when the form is broken.
bool take_origin(std::string_view& target, Target& read) {
    const std::size_t end = target.find("://");
    const std::string_view scheme = target.substr(0, end);
    if (end == std::string_view::npos || !(equals_ignoring_case(scheme, "http") || equals_ignoring_case(scheme, "https"))) return false;
    target.remove_prefix(end + 3);
    const std::string_view authority = target.substr(0, target.find_first_of("/?"));
    if (authority.empty()) return false;
    target.remove_prefix(authority.size());
    read.host = host_without_port(authority);
    return read.host.has_value() && !read.host->empty();
}

}  // namespace

std::optional<std::string> host_without_port(std::string_view authority) {
    if (authority.starts_with('[')) {
        const std::size_t end = authority.find(']');
        const std::string_view literal = authority.substr(0, end == std::string_view::npos ? end : end + 1);
        const std::string_view rest = authority.substr(literal.size());
        if (!is_ip_literal(literal) || (!rest.empty() && (rest[0] != ':' || !is_port(rest.substr(1))))) return std::nullopt;
        return lower_ascii(literal);
    }
    const std::size_t colon = authority.find(':');
    const std::string_view host = authority.substr(0, colon);
    if (!std::all_of(host.begin(), host.end(), is_host_character)) return std::nullopt;
    if (colon != std::string_view::npos && !is_port(authority.substr(colon + 1))) return std::nullopt;
    return lower_ascii(host);
}

std::optional<Target> read_target(std::string_view target, Method method) {
    Target read;
    if (target == "*") {
        if (method != Method::options) return std::nullopt;
        read.path = "*";
        return read;
    }
    if (!target.starts_with('/') && !take_origin(target, read)) return std::nullopt;
    const std::size_t question = target.find('?');
    auto path = read_path(target.substr(0, question));
    if (!path) return std::nullopt;
    read.path = *std::move(path);
    if (question == std::string_view::npos) return read;
    const std::string_view raw_query = target.substr(question + 1);
    if (!std::all_of(raw_query.begin(), raw_query.end(), is_query_character)) return std::nullopt;
    if (raw_query.find("%00") != std::string_view::npos) return std::nullopt;
    auto query = decode_urlencoded(raw_query);
    if (!query) return std::nullopt;
    read.query = std::move(query->fields);
    read.query_repaired = query->repaired;
    return read;
}

}  // namespace http
