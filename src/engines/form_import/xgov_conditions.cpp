#include <array>

#include "engines/form_import/expression_text.h"
#include "engines/form_import/xgov.h"
#include "foundation/base/numbers.h"
#include "foundation/base/result.h"
#include "foundation/base/unicode.h"

namespace form_import::xgov {
namespace {

using Read = tl::expected<Logic, Unsayable>;

constexpr int deepest = 20;

tl::unexpected<Unsayable> unsayable(std::string key, std::vector<std::string> arguments = {}) {
    return tl::unexpected(Unsayable{std::move(key), std::move(arguments)});
}

/// "is at least 18 years in the past" is on that day or before it: of a day long gone, more time has passed.
struct Comparing {
    std::string_view operation, sign, in_the_past;
};
constexpr std::array<Comparing, 8> comparing = {{{"is", "==", "=="},
                                                 {"is not", "!=", "!="},
                                                 {"is at least", ">=", "<="},
                                                 {"is at most", "<=", ">="},
                                                 {"is less than", "<", ">"},
                                                 {"is more than", ">", "<"},
                                                 {"is before", "<", "<"},
                                                 {"is after", ">", ">"}}};
constexpr std::array<std::pair<std::string_view, std::string_view>, 3> lengths = {
    {{"is longer than", ">"}, {"is shorter than", "<"}, {"has length", "=="}}};

class ConditionReader {
public:
    explicit ConditionReader(const json::Value& form) {
        for (const auto& condition : form["conditions"].items()) written_.emplace(raw_text(condition["name"]), &condition["value"]);
    }

    Conditions all() {
        Conditions read;
        for (const auto& [name, value] : written_) read.emplace(name, of(*value));
        return read;
    }

private:
    Read of(const json::Value& value) {
        if (value.is_text()) return parse_expression(value.text());
        if (!value.is_object()) return unsayable("why_expression", {""});
        return group(value["conditions"].items());
    }

    Read named(const std::string& name) {
        const auto found = written_.find(name);
        if (found == written_.end()) return unsayable("why_no_condition", {name});
        if (++level_ > deepest) return unsayable("why_circle", {name});
        auto read = of(*found->second);
        --level_;
        return read;
    }

    /// a and b or c and d: "and" binds tighter.
    Read group(const json::Array& conditions) {
        Logic whole = truth(false), run = truth(true);
        bool is_first = true;
        for (const auto& condition : conditions) {
            auto one = TRY(single(condition));
            const auto& coordinator = condition.has("conditions") && condition["conditions"].size() > 0
                                          ? condition["conditions"][std::size_t{0}]["coordinator"]
                                          : condition["coordinator"];
            if (!is_first && (raw_text(coordinator) == "or" || raw_text(condition["coordinator"]) == "or")) {
                whole = either(std::move(whole), std::move(run));
                run = std::move(one);
            } else run = both(std::move(run), std::move(one));
            is_first = false;
        }
        return is_first ? Read(truth(false)) : either(std::move(whole), std::move(run));
    }

    Read single(const json::Value& condition) {
        if (condition.has("conditions")) return group(condition["conditions"].items());
        if (condition.has("conditionName")) return named(raw_text(condition["conditionName"]));
        const auto about = raw_text(condition["field"]["name"]);
        const auto operation = raw_text(condition["operator"]);
        const auto& value = condition["value"];
        if (value["type"].text() == "RelativeTime") return relative(about, operation, value);
        const auto& plain = value.is_object() ? value["value"] : value;
        const bool is_contained = operation == "contains" || operation == "does not contain";
        const bool is_checkboxes = raw_text(condition["field"]["type"]) == "CheckboxesField";
        if (is_contained || (is_checkboxes && (operation == "is" || operation == "is not"))) {
            auto contained = call("in", {text(raw_text(plain)), name(about)});
            return operation == "contains" || operation == "is" ? contained : negated(std::move(contained));
        }
        for (const auto& [written, sign] : lengths)
            if (operation == written) return call(std::string(sign), {call("length", {name(about)}), number(number_of(plain).value_or(0))});
        for (const auto& [written, sign, past] : comparing)
            if (operation == written) return call(std::string(sign), {name(about), constant_of(plain)});
        return unsayable("why_operation", {first_characters(operation, 40)});
    }

    static Read relative(const std::string& about, const std::string& operation, const json::Value& value) {
        const bool is_past = raw_text(value["direction"]) == "in the past";
        const auto period = number_of(value["timePeriod"]);
        if (is_yes(value["timeOnly"]) || !period) return unsayable("why_clock_now", {about});
        const auto by = [&](const char* unit) { return number(raw_text(value["timeUnit"]) == unit ? (is_past ? -*period : *period) : 0); };
        auto then = call("later", {call("today", {}), by("years"), by("months"), by("days")});
        for (const auto& [written, sign, past] : comparing)
            if (operation == written) return call(std::string(is_past ? past : sign), {name(about), std::move(then)});
        return unsayable("why_operation", {first_characters(operation, 40)});
    }

    std::map<std::string, const json::Value*, std::less<>> written_{};
    int level_ = 0;
};

}  // namespace

Conditions read_conditions(const json::Value& form) { return ConditionReader(form).all(); }

}  // namespace form_import::xgov
