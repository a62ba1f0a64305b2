#pragma once
/// The technical log: one line of JSON an event on stderr, for journald or a collector.
///
/// Never personal data: no names, personal numbers, addresses, form contents, search words, or addresses of pages with such in
/// them. Log ids and counts. Who did what with personal data is `audit`, not this.
#include <concepts>
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <string>
#include <string_view>
#include <variant>

#include "foundation/base/enum_names.h"

namespace logging {

enum class Level { debug, info, warning, error };

struct Value {
    Value(std::same_as<bool> auto yes) : inside(yes) {}
    Value(std::integral auto number) requires(!std::same_as<decltype(number), bool>) : inside(static_cast<std::int64_t>(number)) {}
    Value(double number) : inside(number) {}
    Value(std::string_view text) : inside(text) {}
    Value(const std::string& text) : inside(std::string_view(text)) {}
    Value(const char* text) : inside(std::string_view(text)) {}
    std::variant<bool, std::int64_t, double, std::string_view> inside;
};
struct Field {
    std::string_view name;
    Value value;
};
using Fields = std::initializer_list<Field>;

/// logging::info("case_decided", {{"request_id", id}, {"ms", 3}});
void debug(std::string_view event, Fields = {});
void info(std::string_view event, Fields = {});
void warning(std::string_view event, Fields = {});
void error(std::string_view event, Fields = {});

/// Events below it are not written. Starts as info.
void set_level(Level);
/// Lines go here instead of stderr, for tests; an empty function goes back to stderr.
void set_output(std::function<void(std::string_view line)>);

}  // namespace logging

template <>
inline constexpr EnumNames<logging::Level, 4> names_of<logging::Level>{{{logging::Level::debug, "debug"},
                                                                        {logging::Level::info, "info"},
                                                                        {logging::Level::warning, "warning"},
                                                                        {logging::Level::error, "error"}}};
