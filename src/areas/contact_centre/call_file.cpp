#include "areas/contact_centre/call_file.h"

#include "foundation/base/unicode.h"

namespace contact_centre {
namespace {

std::string unquoted(std::string_view field) {
    field = trimmed(field);
    if (field.size() > 1 && field.front() == '"' && field.back() == '"') field = field.substr(1, field.size() - 2);
    return std::string(field);
}

/// "2026-04-14 09:40:12", also with a T between.
std::optional<Timestamp> moment(const std::string& typed) {
    constexpr std::size_t length_of_day = 10, length = 19;
    constexpr std::int64_t seconds_a_minute = 60;
    if (typed.size() != length || (typed[length_of_day] != ' ' && typed[length_of_day] != 'T')) return std::nullopt;
    const auto day = date_from_iso(typed.substr(0, length_of_day));
    const auto clock = split(std::string_view(typed).substr(length_of_day + 1), ':');
    if (!day || clock.size() != 3) return std::nullopt;
    const auto hour = whole_number(clock[0]), minute = whole_number(clock[1]), second = whole_number(clock[2]);
    if (!hour || !minute || !second || *hour < 0 || *hour > 23 || *minute < 0 || *second < 0 || *minute >= seconds_a_minute ||
        *second >= seconds_a_minute)
        return std::nullopt;
    return swedish_time(*day, static_cast<int>(*hour), static_cast<int>(*minute)) + *second * microseconds_a_second;
}

std::optional<contacts::CallRecord> call_in(std::string_view line, char separator) {
    constexpr std::size_t columns = 5;
    const auto fields = split(line, separator);
    if (fields.size() < columns) return std::nullopt;
    const auto began = moment(unquoted(fields[2])), answered = moment(unquoted(fields[3])), ended = moment(unquoted(fields[4]));
    const bool is_in_order = began && ended && *began <= *ended && (!answered || (*began <= *answered && *answered <= *ended));
    if (unquoted(fields[0]).empty() || !is_in_order || (!answered && !unquoted(fields[3]).empty())) return std::nullopt;
    return contacts::CallRecord{
        .outside = unquoted(fields[0]), .phone = unquoted(fields[1]), .began = *began, .answered = answered, .ended = *ended};
}

}  // namespace

CallFile read_calls(std::string_view text) {
    CallFile file;
    if (!is_utf8(text)) return file;
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    int number = 0;
    for (const auto line : split(text, '\n')) {
        ++number;
        const char separator = line.find(';') == line.npos ? ',' : ';';
        const bool is_heading = number == 1 && !moment(unquoted(split(std::string(line) + std::string(3, separator), separator)[2]));
        if (trimmed(line).empty() || is_heading) continue;
        if (auto call = call_in(line, separator)) file.calls.push_back(std::move(*call));
        else file.wrong_lines.push_back(number);
    }
    return file;
}

}  // namespace contact_centre
