#include <array>
#include <cmath>
#include <type_traits>

#include "foundation/base/numbers.h"
#include "foundation/json/json.h"

namespace json {

struct Writer {
    std::string out{};
    bool readable = false;
    std::size_t level = 0;

    void write(const Value& value) {
        std::visit([this](const auto& inside) { write_inside(inside); }, value.inside_);
    }
    void write_quoted(std::string_view text);

private:
    void write_inside(std::nullptr_t) { out += "null"; }
    void write_inside(bool yes) { out += yes ? "true" : "false"; }
    void write_inside(std::int64_t number) { out += std::to_string(number); }
    void write_inside(double number) { out += std::isfinite(number) ? plain_number(number) : "null"; }
    void write_inside(const std::string& text) { write_quoted(text); }
    void write_inside(const Array& items) {
        write_between('[', items, ']', [this](const Value& item) { write(item); });
    }
    void write_inside(const Object& members) {
        write_between('{', members, '}', [this](const Member& member) {
            write_quoted(member.name);
            out += readable ? ": " : ":";
            write(member.value);
        });
    }

    void write_between(char begin, const auto& elements, char end, auto write_one) {
        out += begin;
        ++level;
        bool first = true;
        for (const auto& element : elements) {
            if (!first) out += ',';
            first = false;
            new_line();
            write_one(element);
        }
        --level;
        if (!first) new_line();
        out += end;
    }

    void new_line() {
        if (readable) out.append(1, '\n').append(2 * level, ' ');
    }
};

static void append_escaped(std::string& out, char c) {
    constexpr std::string_view digits = "0123456789abcdef";
    switch (c) {
        case '"': out += "\\\""; break;
        case '\\': out += "\\\\"; break;
        case '\n': out += "\\n"; break;
        case '\r': out += "\\r"; break;
        case '\t': out += "\\t"; break;
        default: out.append("\\u00").append(1, digits[static_cast<unsigned char>(c) >> 4]).append(1, digits[c & 15]);
    }
}

void Writer::write_quoted(std::string_view text) {
    // "<" too: inside a script element "</script" and "<!--" would end or bend it.
    static constexpr auto needs_escape = [] {
        std::array<bool, 256> table{};
        for (std::size_t c = 0; c < ' '; ++c) table[c] = true;
        table['"'] = table['\\'] = table['<'] = table[127] = true;
        return table;
    }();
    out += '"';
    std::size_t written = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (!needs_escape[static_cast<unsigned char>(text[i])]) continue;
        out.append(text, written, i - written);
        append_escaped(out, text[i]);
        written = i + 1;
    }
    out.append(text, written, text.size() - written);
    out += '"';
}

std::string to_text(const Value& value) {
    Writer writer;
    writer.write(value);
    return std::move(writer.out);
}

std::string to_readable_text(const Value& value) {
    Writer writer{.readable = true};
    writer.write(value);
    return std::move(writer.out) + "\n";
}

std::string quoted(std::string_view text) {
    Writer writer;
    writer.write_quoted(text);
    return std::move(writer.out);
}

}  // namespace json
