#include <fmt/format.h>

#include <algorithm>

#include "foundation/base/time.h"
#include "foundation/base/unicode.h"
#include "foundation/crypto/crypto.h"
#include "foundation/mail/address.h"
#include "foundation/mail/mail.h"

namespace mail {

static constexpr std::size_t longest_line = 76;  // RFC 2045 6.7 and RFC 2047 2

static bool is_plain(char c) { return c >= ' ' && c <= '~'; }

// One line: what follows a line end would be a header of its own.
static std::string on_one_line(std::string_view text) {
    std::string line = is_utf8(text) ? tidy_text(text) : std::string{};
    for (char& c : line)
        if (static_cast<unsigned char>(c) < ' ' || c == 127) c = ' ';
    return line;
}

/// RFC 2047: "=?UTF-8?B?…?=" pieces, each a whole number of characters, each on a line of its own.
static std::string header_words(std::string_view text) {
    const auto line = on_one_line(text);
    if (std::all_of(line.begin(), line.end(), is_plain) && line.size() <= 60 && line.find("=?") == line.npos) return line;
    std::string encoded;
    std::size_t begin = 0;
    while (begin < line.size()) {
        std::size_t end = std::min(begin + 42, line.size());  // 56 letters of base64
        while (end < line.size() && (static_cast<unsigned char>(line[end]) & 0xc0) == 0x80) --end;
        if (begin > 0) encoded += "\r\n ";
        encoded += fmt::format("=?UTF-8?B?{}?=", crypto::base64(std::string_view(line).substr(begin, end - begin)));
        begin = end;
    }
    return encoded;
}

/// RFC 5322 3.2.4: a name with marks such as a comma stands in quotes.
static std::string sender_name(std::string_view name) {
    auto words = header_words(name);
    if (words.find_first_of("()<>[]:;@\\,.\"") == words.npos || words.starts_with("=?")) return words;
    std::string quoted = "\"";
    for (const char c : words) {
        if (c == '"' || c == '\\') quoted += '\\';
        quoted += c;
    }
    return quoted + '"';
}

/// RFC 2045 6.7. Line ends become \r\n; a line is broken softly before it is too long.
static std::string quoted_printable(std::string_view text) {
    std::string out;
    std::size_t in_line = 0;
    const auto put = [&](std::string_view piece) {
        if (in_line + piece.size() > longest_line - 1) {
            out += "=\r\n";
            in_line = 0;
        }
        out += piece;
        in_line += piece.size();
    };
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c == '\r' && i + 1 < text.size() && text[i + 1] == '\n') continue;
        if (c == '\n') {
            out += "\r\n";
            in_line = 0;
            continue;
        }
        const bool ends_line = i + 1 == text.size() || text[i + 1] == '\n' || text[i + 1] == '\r';
        const bool space_inside = (c == ' ' || c == '\t') && !ends_line;
        // A dot or "From " first in a line is changed by some servers.
        const bool touched_on_the_way = in_line == 0 && (c == '.' || c == 'F');
        const bool as_it_is = space_inside || (is_plain(c) && c != ' ' && c != '=' && !touched_on_the_way);
        put(as_it_is ? std::string(1, c) : fmt::format("={:02X}", static_cast<unsigned char>(c)));
    }
    return out;
}

static std::string part(std::string_view type, std::string_view content) {
    return fmt::format("Content-Type: {}; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n{}\r\n", type,
                       quoted_printable(content));
}

static std::string body(const Message& message) {
    if (message.html.empty()) return part("text/plain", message.text);
    // "=_" never stands in quoted-printable (RFC 2045 6.7), so the boundary is in neither part.
    const auto boundary = "=_" + crypto::random_token(18);
    return fmt::format("Content-Type: multipart/alternative; boundary=\"{0}\"\r\n\r\n--{0}\r\n{1}--{0}\r\n{2}--{0}--\r\n", boundary,
                       part("text/plain", message.text), part("text/html", message.html));
}

static std::string date_header() {
    auto date = to_http_date(now());  // the same form but for the zone
    return date.substr(0, date.size() - 3) + "+0000";
}

std::string message_id(const std::string& id) { return crypto::sha256_hex(id).substr(0, 32); }

/// The other program's own word: never more than one line, nor a sign that ends it.
static std::string thread_headers(const Message& message) {
    const auto id = on_one_line(message.answers);
    if (id.empty() || !std::all_of(id.begin(), id.end(), is_plain) || id.find_first_of("<> ") != id.npos || id.size() > 250) return {};
    return fmt::format("In-Reply-To: <{0}>\r\nReferences: <{0}>\r\n", id);
}

static std::string id_header(const Message& message, const Address& from) {
    const auto id = message.id.empty() ? crypto::random_token() : message_id(message.id);
    return fmt::format("<{}@{}>", id, from.box.substr(from.box.find('@') + 1));
}

std::string as_eml(const Message& message, const std::string& from_text) {
    const auto from = address_of(from_text);
    const auto sender = from.name.empty() ? from.box : fmt::format("{} <{}>", sender_name(from.name), from.box);
    return fmt::format("Date: {}\r\nFrom: {}\r\nTo: {}\r\nSubject: {}\r\nMessage-ID: {}\r\nMIME-Version: 1.0\r\n{}{}{}", date_header(),
                       sender, on_one_line(message.to), header_words(message.subject), id_header(message, from), thread_headers(message),
                       // RFC 3834: no holiday answers back.
                       message.writer == Writer::machine ? "Auto-Submitted: auto-generated\r\n" : "", body(message));
}

}  // namespace mail
