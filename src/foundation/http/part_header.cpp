#include "foundation/http/part_header.h"

#include <algorithm>

#include "foundation/http/ascii.h"
#include "foundation/http/message.h"
#include "foundation/http/text_repair.h"

namespace http {
namespace {

constexpr std::size_t longest_filename = 200;
constexpr std::size_t longest_ending = 20;

struct Parameter {
    std::string name;
    std::string value;
};

/// A quoted string; only \" and \\ are escapes, since old browsers sent whole Windows paths unescaped.
std::optional<std::string> take_quoted(std::string_view& text) {
    std::string value;
    for (std::size_t at = 1; at < text.size(); ++at) {
        const bool escapes = text[at] == '\\' && at + 1 < text.size() && (text[at + 1] == '"' || text[at + 1] == '\\');
        if (text[at] == '"') {
            text.remove_prefix(at + 1);
            return value;
        }
        if (escapes) ++at;
        value += text[at];
    }
    return std::nullopt;
}

std::string take_token(std::string_view& text) {
    const std::string_view value = without_blanks_around(text.substr(0, text.find(';')));
    text.remove_prefix(std::min(text.find(';'), text.size()));
    return std::string(value);
}

/// Takes `; name=value` off the front; nothing when that is not what stands there.
std::optional<Parameter> take_parameter(std::string_view& text) {
    text = without_blanks_around(text);
    if (!text.starts_with(';')) return std::nullopt;
    text.remove_prefix(1);
    const std::size_t equals = text.find('=');
    if (equals == std::string_view::npos) return std::nullopt;
    Parameter parameter{lower_ascii(without_blanks_around(text.substr(0, equals))), {}};
    text = without_blanks_around(text.substr(equals + 1));
    auto value = text.starts_with('"') ? take_quoted(text) : std::optional(take_token(text));
    if (!is_token(parameter.name) || !value) return std::nullopt;
    parameter.value = *std::move(value);
    return parameter;
}

void replace_all(std::string& text, std::string_view from, std::string_view to) {
    for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) text.replace(at, from.size(), to);
}

// Browsers write exactly these three in percent form inside name and filename (WHATWG HTML, multipart/form-data).
std::string without_browser_escapes(std::string text) {
    replace_all(text, "%22", "\"");
    replace_all(text, "%0D", "\r");
    replace_all(text, "%0A", "\n");
    return text;
}

bool read_disposition(std::string_view value, PartHeader& header) {
    const std::string_view kind = without_blanks_around(value.substr(0, value.find(';')));
    if (!equals_ignoring_case(kind, "form-data")) return false;
    value.remove_prefix(std::min(value.find(';'), value.size()));
    bool named = false;
    while (!without_blanks_around(value).empty()) {
        const auto parameter = take_parameter(value);
        if (!parameter) return false;
        RepairedText text = repaired_text(without_browser_escapes(parameter->value));
        if (parameter->name == "name") {
            if (named) return false;
            named = true;
            header.name = std::move(text.text);
        } else if (parameter->name == "filename") {
            if (header.filename) return false;
            header.filename = plain_filename(text.text);
        } else {
            continue;
        }
        header.repaired = header.repaired || text.changed;
    }
    return named;
}

bool is_plain_encoding(std::string_view value) {
    return equals_ignoring_case(value, "binary") || equals_ignoring_case(value, "8bit") || equals_ignoring_case(value, "7bit");
}

}  // namespace

std::optional<PartHeader> read_part_header(std::string_view lines) {
    PartHeader header;
    bool has_disposition = false;
    while (!lines.empty()) {
        std::string_view line = take_until(lines, '\n');
        if (line.ends_with('\r')) line.remove_suffix(1);
        const std::size_t colon = line.find(':');
        if (colon == std::string_view::npos || !is_token(line.substr(0, colon))) return std::nullopt;
        const std::string_view name = line.substr(0, colon);
        const std::string_view value = without_blanks_around(line.substr(colon + 1));
        if (std::any_of(value.begin(), value.end(), is_control)) return std::nullopt;
        if (equals_ignoring_case(name, "content-disposition")) {
            if (has_disposition || !read_disposition(value, header)) return std::nullopt;
            has_disposition = true;
        } else if (equals_ignoring_case(name, "content-type")) {
            header.type = repaired_text(value).text;
        } else if (equals_ignoring_case(name, "content-transfer-encoding") && !is_plain_encoding(value)) {
            return std::nullopt;
        }
    }
    if (!has_disposition) return std::nullopt;
    return header;
}

/// UTF-8''l%C3%A4rare.pdf (RFC 8187).
static std::optional<std::string> extended_value(std::string_view value) {
    const std::size_t quote = value.find('\''), second = value.find('\'', quote + 1);
    if (quote == std::string_view::npos || second == std::string_view::npos) return std::nullopt;
    if (!equals_ignoring_case(value.substr(0, quote), "utf-8")) return std::nullopt;
    return percent_decoded(value.substr(second + 1));
}

std::string filename_of(std::string_view value) {
    value.remove_prefix(std::min(value.find(';'), value.size()));
    std::string name;
    while (const auto parameter = take_parameter(value)) {
        if (parameter->name == "filename*") {
            // Wins over filename, which is for those who do not know it.
            if (const auto extended = extended_value(parameter->value)) return plain_filename(*extended);
        } else if (parameter->name == "filename") {
            name = plain_filename(repaired_text(parameter->value).text);
        }
    }
    return name;
}

std::optional<std::string> boundary_of(std::string_view content_type) {
    content_type.remove_prefix(std::min(content_type.find(';'), content_type.size()));
    while (!without_blanks_around(content_type).empty()) {
        auto parameter = take_parameter(content_type);
        if (!parameter) return std::nullopt;
        if (parameter->name != "boundary") continue;
        const std::string& boundary = parameter->value;
        const auto allowed = [](char c) {
            return is_letter(c) || is_digit(c) || (c != '\0' && std::string_view{"'()+_,-./:=? "}.find(c) != std::string_view::npos);
        };
        if (boundary.empty() || boundary.size() > 70 || boundary.back() == ' ') return std::nullopt;
        if (!std::all_of(boundary.begin(), boundary.end(), allowed)) return std::nullopt;
        return boundary;
    }
    return std::nullopt;
}

std::string plain_filename(std::string_view sent) {
    std::string name(sent.substr(sent.find_last_of("/\\") + 1));
    std::erase_if(name, [](char c) { return c == '\t' || is_control(c); });
    if (name == "." || name == "..") return {};
    if (name.size() <= longest_filename) return name;
    const std::size_t dot = name.rfind('.');
    const std::string ending = dot != std::string::npos && name.size() - dot <= longest_ending ? name.substr(dot) : std::string{};
    return std::string(cut_at_character(name, longest_filename - ending.size())) + ending;
}

}  // namespace http
