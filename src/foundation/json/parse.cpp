#include <nlohmann/json.hpp>
#include <unordered_set>

#include "foundation/json/json.h"

namespace json {

namespace {

/// Builds the value from what nlohmann reads, so that a name that stands twice and too many levels are seen.
struct Builder final : nlohmann::json_sax<nlohmann::json> {
    struct Open {
        bool is_object;
        Array items{};
        Object members{};
        std::string name{};
        std::unordered_set<std::string> seen{};
    };
    std::vector<Open> open{};
    Value root{};
    Problem problem{};

    bool null() override { return put(nullptr); }
    bool boolean(bool yes) override { return put(yes); }
    bool number_integer(number_integer_t number) override { return put(std::int64_t{number}); }
    bool number_unsigned(number_unsigned_t number) override {
        if (number > static_cast<number_unsigned_t>(std::numeric_limits<std::int64_t>::max())) return put(static_cast<double>(number));
        return put(static_cast<std::int64_t>(number));
    }
    bool number_float(number_float_t number, const string_t&) override { return put(number); }
    bool string(string_t& text) override { return put(std::move(text)); }
    bool binary(binary_t&) override { return false; }
    bool start_object(std::size_t) override { return start(true); }
    bool start_array(std::size_t) override { return start(false); }
    bool end_array() override { return end(); }
    bool end_object() override { return end(); }

    bool key(string_t& name) override {
        auto& inner = open.back();
        if (!inner.seen.insert(name).second) {
            problem = {0, "the name \"" + name + "\" stands twice"};
            return false;
        }
        inner.name = std::move(name);
        return true;
    }

    bool parse_error(std::size_t byte, const std::string&, const nlohmann::detail::exception& exception) override {
        problem = {byte, exception.what()};
        return false;
    }

private:
    bool start(bool is_object) {
        if (open.size() >= max_depth) {
            problem = {0, "too many levels inside each other"};
            return false;
        }
        open.push_back({is_object});
        return true;
    }

    bool end() {
        auto done = std::move(open.back());
        open.pop_back();
        return put(done.is_object ? Value(std::move(done.members)) : Value(std::move(done.items)));
    }

    bool put(Value value) {
        if (open.empty()) root = std::move(value);
        else if (open.back().is_object) open.back().members.push_back({std::move(open.back().name), std::move(value)});
        else open.back().items.push_back(std::move(value));
        return true;
    }
};

}  // namespace

tl::expected<Value, Problem> parse(std::string_view text) {
    // nlohmann skips a byte order mark, which RFC 8259 lets a reader refuse.
    if (text.starts_with("\xef\xbb\xbf")) return tl::unexpected(Problem{1, "a byte order mark"});
    Builder builder;
    if (!nlohmann::json::sax_parse(text.begin(), text.end(), &builder)) return tl::unexpected(std::move(builder.problem));
    return std::move(builder.root);
}

}  // namespace json
