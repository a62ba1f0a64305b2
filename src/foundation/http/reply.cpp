#include "foundation/http/reply.h"

#include <fmt/format.h>
#include <algorithm>
#include <array>
#include <charconv>

#include "foundation/http/ascii.h"
#include "foundation/http/ranges.h"

namespace http {
namespace {

using Headers = std::vector<std::pair<std::string, std::string>>;

std::string* find_header(Headers& headers, std::string_view name) {
    const auto found =
        std::find_if(headers.begin(), headers.end(), [&](const auto& header) { return equals_ignoring_case(header.first, name); });
    return found == headers.end() ? nullptr : &found->second;
}

bool has_no_content(int status) { return status < 200 || status == 204 || status == 304; }

std::string_view without_weakness(std::string_view etag) { return etag.starts_with("W/") ? etag.substr(2) : etag; }

/// Weak comparison, RFC 9110 8.8.3.2.
bool names_etag(std::string_view list, std::string_view etag) {
    if (without_blanks_around(list) == "*") return true;
    while (!list.empty())
        if (without_weakness(without_blanks_around(take_until(list, ','))) == without_weakness(etag)) return true;
    return false;
}

bool is_unchanged(Reply& reply, const Request& request) {
    if (reply.status != 200 || (request.method != Method::get && request.method != Method::head)) return false;
    const auto wanted = request.headers.find("if-none-match");
    const std::string* etag = find_header(reply.headers, "etag");
    return wanted && etag && names_etag(*wanted, *etag);
}

void drop_content(Reply& reply) {
    reply.body.clear();
    reply.shared_body.reset();
    reply.type.clear();
    reply.length = 0;
}

void compress(Reply& reply, const Request& request, CompressedBodies& kept) {
    if (!is_compressible(reply.type)) return;
    const std::string_view text = reply.content();
    const bool is_coded = find_header(reply.headers, "content-encoding") != nullptr;
    if (!is_coded && text.size() <= smallest_compressed) return;
    reply.headers.emplace_back("Vary", "Accept-Encoding");
    if (is_coded) return;
    const Coding coding = best_coding(request.header("accept-encoding"), reply.shared_body ? Effort::kept : Effort::once);
    if (coding == Coding::identity) return;
    if (reply.shared_body) reply.shared_body = kept.get(reply.shared_body, coding);
    else reply.body = compressed(text, coding, Effort::once);
    reply.headers.emplace_back("Content-Encoding", to_string(coding));
    // The same page in another coding is other bytes: a strong tag would lie.
    if (std::string* etag = find_header(reply.headers, "etag"); etag && !etag->starts_with("W/")) etag->insert(0, "W/");
}

/// RFC 9110 13.1.5: a range of something else than the reader has begun with is useless; only a strong tag proves it is the same.
bool range_counts(Reply& reply, const Request& request) {
    if (request.method != Method::get || reply.status != 200 || !request.headers.has("range")) return false;
    const auto condition = request.headers.find("if-range");
    const std::string* etag = find_header(reply.headers, "etag");
    return !condition || (etag && !etag->starts_with("W/") && *condition == *etag);
}

void open_file(Reply& reply, const Request& request, std::shared_ptr<const Content> file) {
    reply.file = SentFile(std::move(file));
    reply.length = reply.file.size();
    reply.headers.emplace_back("Accept-Ranges", "bytes");
    if (range_counts(reply, request)) {
        const WantedPart part = wanted_part(request.header("range"), reply.file.size());
        if (std::holds_alternative<OutsideFile>(part)) {
            reply.headers.emplace_back("Content-Range", fmt::format("bytes */{}", reply.file.size()));
            reply.status = 416;
            reply.file = SentFile{};
            drop_content(reply);
            return;
        }
        if (const auto* range = std::get_if<ByteRange>(&part)) {
            reply.headers.emplace_back("Content-Range", fmt::format("bytes {}-{}/{}", range->first, range->last, reply.file.size()));
            reply.status = 206;
            reply.length = range->last - range->first + 1;
            reply.file.send_only(range->first, reply.length);
        }
    }
    if (reply.sends_content && reply.file.left() > 0) reply.file.read(reply.file_chunk);
}

Reply begun(Response& response, Method method) {
    Reply reply{.status = response.status, .type = std::move(response.type), .headers = std::move(response.headers)};
    reply.sends_content = method != Method::head;
    return reply;
}

// These follow from the message itself; a handler's word could only contradict them.
bool is_ours(std::string_view name) {
    static constexpr std::array<std::string_view, 8> ours{"content-length", "content-type", "transfer-encoding", "connection",
                                                          "keep-alive",     "date",         "x-request-id",      "trailer"};
    return std::any_of(ours.begin(), ours.end(), [&](std::string_view known) { return equals_ignoring_case(known, name); });
}

void write_value(std::string& out, std::string_view value) {
    for (const char c : value) out += is_control(c) ? ' ' : c;
}

void write_header(std::string& out, std::string_view name, std::string_view value) {
    out += name;
    out += ": ";
    write_value(out, value);
    out += "\r\n";
}

std::string_view reason(int status) {
    static constexpr std::array<std::pair<int, std::string_view>, 35> reasons{{
        {200, "OK"},
        {201, "Created"},
        {202, "Accepted"},
        {204, "No Content"},
        {206, "Partial Content"},
        {301, "Moved Permanently"},
        {302, "Found"},
        {303, "See Other"},
        {304, "Not Modified"},
        {307, "Temporary Redirect"},
        {308, "Permanent Redirect"},
        {400, "Bad Request"},
        {401, "Unauthorized"},
        {403, "Forbidden"},
        {404, "Not Found"},
        {405, "Method Not Allowed"},
        {406, "Not Acceptable"},
        {408, "Request Timeout"},
        {409, "Conflict"},
        {410, "Gone"},
        {412, "Precondition Failed"},
        {413, "Content Too Large"},
        {414, "URI Too Long"},
        {415, "Unsupported Media Type"},
        {416, "Range Not Satisfiable"},
        {417, "Expectation Failed"},
        {422, "Unprocessable Content"},
        {428, "Precondition Required"},
        {429, "Too Many Requests"},
        {431, "Request Header Fields Too Large"},
        {500, "Internal Server Error"},
        {501, "Not Implemented"},
        {502, "Bad Gateway"},
        {503, "Service Unavailable"},
        {505, "HTTP Version Not Supported"},
    }};
    const auto found = std::find_if(reasons.begin(), reasons.end(), [status](const auto& known) { return known.first == status; });
    return found == reasons.end() ? std::string_view{} : found->second;
}

void write_number(std::string& out, std::int64_t number) {
    std::array<char, 24> digits;
    out.append(digits.data(), std::to_chars(digits.begin(), digits.end(), number).ptr);
}

}  // namespace

Reply negotiated(Response response, const Request& request, CompressedBodies& kept) {
    Reply reply = begun(response, request.method);
    if (has_no_content(reply.status) || is_unchanged(reply, request)) {
        if (!has_no_content(reply.status)) reply.status = 304;
        if (reply.status == 304 && is_compressible(reply.type)) reply.headers.emplace_back("Vary", "Accept-Encoding");
        drop_content(reply);
        return reply;
    }
    if (response.file) {
        open_file(reply, request, std::move(response.file));
        return reply;
    }
    reply.body = std::move(response.body);
    reply.shared_body = std::move(response.shared_body);
    const bool sends_content = std::exchange(reply.sends_content, true);  // HEAD tells the length that GET would
    compress(reply, request, kept);
    reply.length = static_cast<std::int64_t>(reply.content().size());
    reply.sends_content = sends_content;
    return reply;
}

Reply plain_reply(Response response, Method method) {
    Reply reply = begun(response, method);
    reply.body = std::move(response.body);
    reply.length = static_cast<std::int64_t>(reply.body.size());
    return reply;
}

void write_head(std::string& out, const Reply& reply, std::string_view date, std::string_view request_id, Connection connection) {
    out += "HTTP/1.1 ";
    write_number(out, reply.status);
    out += ' ';
    out += reason(reply.status);
    out += "\r\nDate: ";
    out += date;
    out += "\r\n";
    if (!reply.type.empty() && reply.length > 0) write_header(out, "Content-Type", reply.type);
    if (!has_no_content(reply.status)) {
        out += "Content-Length: ";
        write_number(out, reply.length);
        out += "\r\n";
    }
    if (!request_id.empty()) write_header(out, "X-Request-Id", request_id);
    for (const auto& [name, value] : reply.headers)
        if (is_token(name) && !is_ours(name)) write_header(out, name, value);
    if (connection == Connection::close) out += "Connection: close\r\n";
    if (connection == Connection::keep_and_say_so) out += "Connection: keep-alive\r\n";
    out += "\r\n";
}

}  // namespace http
