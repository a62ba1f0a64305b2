#include "engines/towns/plain_pdf.h"

#include <fmt/format.h>

#include <vector>

#include "foundation/base/unicode.h"

namespace towns {
namespace {

constexpr std::size_t line_length = 88, lines_a_page = 48;

struct Codepoint {
    unsigned value;
    std::size_t bytes;
};

Codepoint first_of(std::string_view utf8) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned>(static_cast<unsigned char>(utf8[i])); };
    if (byte(0) < 0x80 || utf8.size() < 2) return {byte(0), 1};
    if (byte(0) < 0xE0) return {((byte(0) & 0x1F) << 6) | (byte(1) & 0x3F), 2};
    if (byte(0) < 0xF0 && utf8.size() >= 3) return {((byte(0) & 0x0F) << 12) | ((byte(1) & 0x3F) << 6) | (byte(2) & 0x3F), 3};
    return {'?', std::min<std::size_t>(4, utf8.size())};
}

/// A PDF string in WinAnsiEncoding (ISO 32000-1, annex D); what it has no sign for becomes a question mark.
std::string pdf_string(std::string_view utf8) {
    std::string out = "(";
    for (std::size_t i = 0; i < utf8.size();) {
        const auto [value, bytes] = first_of(utf8.substr(i));
        i += bytes;
        if (value == '(' || value == ')' || value == '\\') out += fmt::format("\\{}", static_cast<char>(value));
        else if (value >= 0x20 && value < 0x7F) out += static_cast<char>(value);
        else if (value >= 0xA0 && value <= 0xFF) out += fmt::format("\\{:o}", value);
        else if (value == 0x2013) out += "\\226";
        else if (value == 0x2019) out += "\\222";
        else if (value == 0x201D) out += "\\224";
        else out += '?';
    }
    return out + ")";
}

std::vector<std::string> wrapped(std::string_view text) {
    std::vector<std::string> lines;
    for (const auto paragraph : split(text, '\n')) {
        std::string line;
        for (const auto word : split(paragraph, ' ')) {
            if (!line.empty() && count_characters(line) + 1 + count_characters(word) > line_length) {
                lines.push_back(std::move(line));
                line.clear();
            }
            if (!line.empty()) line += ' ';
            line += word;
        }
        lines.push_back(std::move(line));
    }
    return lines;
}

std::vector<std::string> page_contents(std::string_view heading, std::string_view text) {
    const auto lines = wrapped(text);
    std::vector<std::string> pages;
    for (std::size_t from = 0; pages.empty() || from < lines.size(); from += lines_a_page) {
        std::string content = "BT /F2 16 Tf 60 780 Td " + pdf_string(pages.empty() ? heading : "") + " Tj /F1 11 Tf 0 -30 Td 14 TL\n";
        for (std::size_t i = from; i < lines.size() && i < from + lines_a_page; ++i) content += pdf_string(lines[i]) + " Tj T*\n";
        pages.push_back(content + "ET");
    }
    return pages;
}

}  // namespace

std::string plain_pdf(std::string_view heading, std::string_view text) {
    const auto pages = page_contents(heading, text);
    std::string kids;
    for (std::size_t i = 0; i < pages.size(); ++i) kids += fmt::format("{} 0 R ", 5 + 2 * i);
    std::vector<std::string> objects = {
        "<< /Type /Catalog /Pages 2 0 R /Lang (sv) >>",
        fmt::format("<< /Type /Pages /Kids [ {}] /Count {} >>", kids, pages.size()),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>",
    };
    for (std::size_t i = 0; i < pages.size(); ++i) {
        objects.push_back(fmt::format(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {} 0 R /Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> >>",
            6 + 2 * i));
        objects.push_back(fmt::format("<< /Length {} >>\nstream\n{}\nendstream", pages[i].size(), pages[i]));
    }
    std::string out = "%PDF-1.4\n";
    std::string table = fmt::format("xref\n0 {}\n0000000000 65535 f \n", objects.size() + 1);
    for (std::size_t i = 0; i < objects.size(); ++i) {
        table += fmt::format("{:010} 00000 n \n", out.size());
        out += fmt::format("{} 0 obj\n{}\nendobj\n", i + 1, objects[i]);
    }
    const auto begins = out.size();
    return out + table + fmt::format("trailer << /Size {} /Root 1 0 R >>\nstartxref\n{}\n%%EOF\n", objects.size() + 1, begins);
}

}  // namespace towns
