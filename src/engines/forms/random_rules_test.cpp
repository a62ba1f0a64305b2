/// Random rules. Every constant here has broken some evaluator: decimals that binary numbers cannot hold, leap days, characters of several
/// code points.
#include <fmt/format.h>

#include "engines/forms/random_rules_for_tests.h"

namespace forms::testing {
namespace {

using Texts = std::vector<std::string>;

const Texts numbers{"0",
                    "1",
                    "2",
                    "3",
                    "7",
                    "12",
                    "18",
                    "100",
                    "0.1",
                    "0.2",
                    "0.3",
                    "0.5",
                    "1.5",
                    "2.5",
                    "1.005",
                    "2.675",
                    "1.45",
                    "-1",
                    "-0.5",
                    "-2.5",
                    "0.0000000001",
                    "0.999999999",
                    "1000000",
                    "999999999999999",
                    "123456789.12345",
                    "365",
                    "120000"};
const Texts texts{"",
                  "a",
                  "b",
                  "å",
                  "Åke",
                  "e\u0301",
                  "\u00e9",
                  "\U0001F1F8\U0001F1EA",
                  "yes",
                  "12",
                  "två ord",
                  "rad\nrad",
                  " a  b ",
                  "2026-02-28",
                  "2026-02-29",
                  "2024-02-29",
                  "2026-01-31",
                  "2026-12-31",
                  "0001-01-01",
                  "9999-12-31",
                  "2026-13-01",
                  "201801012392",
                  "19900101-9802",
                  "900101-9802",
                  "121212+1212",
                  "\U0001F468\u200D\U0001F469\u200D\U0001F467",
                  "SE45 5000 0000 0583 9825 7466",
                  "n\u0303a",
                  "\u0e01\u0e33"};

const Texts patterns{"[a-z]+",  "å|Å.*",      "\\d{2}",      "(\\w|-)+", "^[0-9]{8}-?[0-9]{4}$",
                     ".*\\s.*", "(a+)+b?",    "[^\\s]{1,3}", ".{1,}\\D", "(?:yes|no)",
                     "\\W*",    "[",          "(?=a)a",      "a{2,1}",   "\u00e9",
                     ".",       "[\\]\\-a-]+"};

std::string quoted(const std::string& words) {
    std::string out = "'";
    for (const char c : words) {
        if (c == '\'' || c == '\\') out += '\\';
        out += c;
    }
    return out + "'";
}

const std::vector<ValueType> types{ValueType::truth, ValueType::number, ValueType::text, ValueType::date, ValueType::list};

class Writer {
public:
    Writer(Chance& chance, const Known& known) : chance_(chance), known_(known) {}

    std::string rule(ValueType type, int depth) {
        if (chance_.one_in(15)) type = chance_.of(types);  // wrong, as a rule that was never checked
        if (depth <= 0 || chance_.one_in(4)) return leaf(type);
        switch (type) {
            case ValueType::truth: return truth(depth - 1);
            case ValueType::number: return number(depth - 1);
            case ValueType::date: return date(depth - 1);
            case ValueType::list: return list(depth - 1);
            default: return chance_.one_in(2) ? leaf(type) : choice(type, depth - 1);
        }
    }

private:
    std::string leaf(ValueType type) {
        if (chance_.one_in(40)) return "nobody";
        if (!chance_.one_in(4))
            if (const auto name = known(type); !name.empty()) return name;
        switch (type) {
            case ValueType::truth: return chance_.one_in(2) ? "true" : "false";
            case ValueType::number: return chance_.of(numbers);
            case ValueType::date: return chance_.one_in(3) ? "today()" : quoted(chance_.of(texts));
            case ValueType::list: return fmt::format("[{}, {}]", quoted(chance_.of(texts)), quoted(chance_.of(texts)));
            default: return quoted(chance_.of(texts));
        }
    }

    std::string known(ValueType type) {
        Texts fitting;
        for (const auto& one : is_in_items_ ? known_.in_items : known_.names)
            if (one.type == type) fitting.push_back(one.name);
        if (is_in_items_ && (fitting.empty() || chance_.one_in(3)))
            for (const auto& one : known_.names)
                if (one.type == type) fitting.push_back(one.name);
        return fitting.empty() ? "" : chance_.of(fitting);
    }

    /// A name with a value that can be counted, or asked whether it is answered.
    std::string any_name() { return known_.names.empty() ? "nobody" : chance_.of(known_.names).name; }

    std::string choice(ValueType type, int depth) {
        return fmt::format("if({}, {}, {})", rule(ValueType::truth, depth), rule(type, depth), rule(type, depth));
    }

    std::string over_group(std::string_view function, ValueType type, int depth) {
        if (is_in_items_ || known_.in_items.empty()) return leaf(function == "sum" ? ValueType::number : ValueType::truth);
        is_in_items_ = true;
        const auto asked = rule(type, depth);
        is_in_items_ = false;
        return fmt::format("{}({})", function, asked);
    }

    std::string truth(int depth) {
        const auto type = chance_.of(types);
        switch (chance_.below(14)) {
            case 0: return fmt::format("not ({})", rule(ValueType::truth, depth));
            case 1:
            case 2: return fmt::format("(({}) and ({}))", rule(ValueType::truth, depth), rule(ValueType::truth, depth));
            case 3:
                return fmt::format("(({}) or ({}) or ({}))", rule(ValueType::truth, depth), rule(ValueType::truth, depth),
                                   rule(ValueType::truth, depth));
            case 4: return fmt::format("(({}) == ({}))", rule(type, depth), rule(type, depth));
            case 5: return fmt::format("(({}) != ({}))", rule(type, depth), rule(type, depth));
            case 6:
            case 7: {
                const auto compared = chance_.one_in(2) ? ValueType::number : ValueType::date;
                return fmt::format("(({}) {} ({}))", rule(compared, depth), chance_.of(Texts{"<", "<=", ">", ">="}), rule(compared, depth));
            }
            case 8: return fmt::format("(({}) in ({}))", rule(ValueType::text, depth), rule(ValueType::list, depth));
            case 9: return fmt::format("answered({})", chance_.one_in(2) ? any_name() : rule(type, depth));
            case 10: return over_group(chance_.one_in(2) ? "any" : "all", ValueType::truth, depth);
            case 11: return fmt::format("matches({}, {})", rule(ValueType::text, depth), quoted(chance_.of(patterns)));
            case 12: return fmt::format("is_iban({})", rule(ValueType::text, depth));
            default: return choice(ValueType::truth, depth);
        }
    }

    std::string number(int depth) {
        switch (chance_.below(13)) {
            case 0:
            case 1:
            case 2:
                return fmt::format("(({}) {} ({}))", rule(ValueType::number, depth), chance_.of(Texts{"+", "-", "*", "/"}),
                                   rule(ValueType::number, depth));
            case 3: return fmt::format("-({})", rule(ValueType::number, depth));
            case 4:
                return fmt::format("{}({}, {})", chance_.of(Texts{"min", "max"}), rule(ValueType::number, depth),
                                   rule(ValueType::number, depth));
            case 5: return fmt::format("round({}, {})", rule(ValueType::number, depth), rule(ValueType::number, depth));
            case 6: return fmt::format("round({})", rule(ValueType::number, depth));
            case 7: return fmt::format("{}({})", chance_.of(Texts{"length", "words", "age"}), rule(ValueType::text, depth));
            case 8: return fmt::format("count({})", any_name());
            case 9:
                return fmt::format("{}({}, {})", chance_.of(Texts{"days_between", "years_between"}), rule(ValueType::date, depth),
                                   rule(ValueType::date, depth));
            case 10:
            case 11: return over_group("sum", ValueType::number, depth);
            default: return choice(ValueType::number, depth);
        }
    }

    std::string date(int depth) {
        switch (chance_.below(5)) {
            case 0:
            case 1:
            case 2:
                return fmt::format("{}({}, {})", chance_.of(Texts{"days_after", "months_after", "years_after"}),
                                   rule(ValueType::date, depth), rule(ValueType::number, depth));
            case 3:
                return fmt::format("{}({}, {})", chance_.of(Texts{"min", "max"}), rule(ValueType::date, depth),
                                   rule(ValueType::date, depth));
            default: return choice(ValueType::date, depth);
        }
    }

    std::string list(int depth) {
        const auto type = chance_.of(types);
        if (chance_.one_in(4)) return "[]";
        return fmt::format("[{}, {}]", rule(type, depth), rule(type, depth));
    }

    Chance& chance_;
    const Known& known_;
    bool is_in_items_ = false;
};

}  // namespace

Rule random_rule(Chance& chance, const Known& known, ValueType type) {
    while (true)
        if (auto rule = parse(Writer(chance, known).rule(type, 1 + static_cast<int>(chance.below(4))))) return *std::move(rule);
}

Value random_value(Chance& chance, ValueType type) {
    if (chance.one_in(5)) return {};
    switch (type) {
        case ValueType::truth: return chance.one_in(2);
        case ValueType::number:
            if (chance.one_in(10)) return -0.0;
            if (chance.one_in(10)) return 1e300;
            return evaluate(*parse(chance.of(numbers)), Scope(Date{0}));
        case ValueType::date: {
            static const std::vector<std::int64_t> days{-719162, 0, 19782, 20000, 20514, 20515, 20483, 21000, 2932896};
            return Date{chance.of(days)};
        }
        case ValueType::list: {
            std::vector<Value> items;
            for (std::size_t i = chance.below(4); i > 0; --i)
                items.push_back(chance.one_in(4) ? Value(static_cast<double>(i)) : Value(chance.of(texts)));
            return Value::list(std::move(items));
        }
        default: return Value(chance.of(texts));
    }
}

}  // namespace forms::testing
