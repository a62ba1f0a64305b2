#include "foundation/log/log.h"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <atomic>
#include <mutex>

#include "foundation/base/time.h"
#include "foundation/base/unicode.h"
#include "foundation/json/json.h"

namespace logging {

static std::atomic<Level> lowest{Level::info};

static std::mutex output_lock;
static std::function<void(std::string_view)>& other_output() {
    static std::function<void(std::string_view)> function;
    return function;
}

static spdlog::logger& to_stderr() {
    static spdlog::logger logger = [] {
        spdlog::logger made("torg", std::make_shared<spdlog::sinks::stderr_sink_mt>());
        made.set_pattern("%v");
        made.set_level(spdlog::level::trace);
        made.flush_on(spdlog::level::trace);
        return made;
    }();
    return logger;
}

// A value from outside must not draw on the operator's terminal or look like a line of its own.
static std::string cleaned(std::string_view text) {
    constexpr std::size_t longest = 1000;
    std::string clean(text);
    const bool readable = is_utf8(text);
    for (char& c : clean) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte < ' ' || byte == 127) c = ' ';
        else if (byte > 127 && !readable) c = '?';
    }
    // U+0080 to U+009F are control characters too; in UTF-8 they are C2 80 to C2 9F.
    for (std::size_t i = 0; readable && i + 1 < clean.size(); ++i)
        if (clean[i] == '\xc2' && static_cast<unsigned char>(clean[i + 1]) < 0xa0) clean.replace(i, 2, " ");
    return clean.size() > longest ? first_characters(clean, longest) : clean;
}

static json::Value as_json(const Value& value) {
    if (const auto* text = std::get_if<std::string_view>(&value.inside)) return cleaned(*text);
    if (const auto* number = std::get_if<std::int64_t>(&value.inside)) return *number;
    if (const auto* real = std::get_if<double>(&value.inside)) return *real;
    return std::get<bool>(value.inside);
}

static void write(Level level, std::string_view event, Fields fields) {
    if (level < lowest.load(std::memory_order_relaxed)) return;
    json::Object line{{"time", to_rfc3339(now())}, {"level", to_name(level)}, {"event", cleaned(event)}};
    for (const auto& field : fields) line.push_back({cleaned(field.name), as_json(field.value)});
    const auto text = json::to_text(std::move(line));
    const std::lock_guard lock(output_lock);
    if (other_output()) other_output()(text);
    else to_stderr().log(spdlog::level::info, text);
}

void debug(std::string_view event, Fields fields) { write(Level::debug, event, fields); }
void info(std::string_view event, Fields fields) { write(Level::info, event, fields); }
void warning(std::string_view event, Fields fields) { write(Level::warning, event, fields); }
void error(std::string_view event, Fields fields) { write(Level::error, event, fields); }

void set_level(Level level) { lowest = level; }

void set_output(std::function<void(std::string_view)> output) {
    const std::lock_guard lock(output_lock);
    other_output() = std::move(output);
}

}  // namespace logging
