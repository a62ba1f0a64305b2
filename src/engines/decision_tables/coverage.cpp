#include "engines/decision_tables/coverage.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <set>

#include "foundation/base/unicode.h"

namespace decision_tables {
namespace {

using forms::Value;
using forms::ValueType;

/// A stretch of what a column can be, within which all its cells say the same.
struct Part {
    Value like{};  ///< one fact in it
    // of numbers and days: the ends, where it has any
    std::optional<double> from{}, to{};
    bool is_point = false;
    bool is_rest = false;  ///< of texts: all that no cell names
};

double number_of(const Value& value) { return value.type() == ValueType::date ? static_cast<double>(value.date().days) : value.number(); }

Value value_at(double number, ValueType type) {
    if (type == ValueType::date) return Value(Date{static_cast<decltype(Date{}.days)>(number)});
    return Value(number);
}

std::set<double> ends_in(const Compiled& table, std::size_t column) {
    std::set<double> ends;
    for (const auto& row : table.rows)
        for (const auto& test : row.cells[column].tests) {
            ends.insert(number_of(test.value));
            if (test.how == Compares::between) ends.insert(number_of(test.upper));
        }
    return ends;
}

std::vector<Part> parts_of_numbers(const Compiled& table, std::size_t column) {
    const auto& type = table.columns[column].type;
    const bool counts_whole = type.is_whole || type.type == ValueType::date;
    auto ends = ends_in(table, column);
    if (type.least) ends.insert(*type.least);
    if (type.most) ends.insert(*type.most);
    if (ends.empty()) return {Part{.like = value_at(0, type.type)}};
    std::vector<Part> parts;
    if (!type.least) parts.push_back({.like = value_at(*ends.begin() - 1, type.type), .to = *ends.begin()});
    for (auto end = ends.begin(); end != ends.end(); ++end) {
        if ((type.least && *end < *type.least) || (type.most && *end > *type.most)) continue;
        parts.push_back({.like = value_at(*end, type.type), .from = *end, .to = *end, .is_point = true});
        const auto next = std::next(end);
        if (next == ends.end()) {
            if (!type.most) parts.push_back({.like = value_at(*end + 1, type.type), .from = *end});
        } else if (!counts_whole || *next - *end > 1) {
            const double inside = counts_whole ? *end + 1 : (*end + *next) / 2;
            parts.push_back({.like = value_at(inside, type.type), .from = *end, .to = *next});
        }
    }
    return parts;
}

std::vector<Part> parts_of_texts(const Compiled& table, std::size_t column) {
    std::vector<Part> parts;
    const auto& type = table.columns[column].type;
    for (const auto& option : type.options) parts.push_back({.like = Value(option.value)});
    if (!parts.empty()) return parts;
    std::set<std::string> named;
    for (const auto& row : table.rows)
        for (const auto& test : row.cells[column].tests) named.insert(test.value.text());
    for (const auto& text : named) parts.push_back({.like = Value(text)});
    parts.push_back({.like = Value(std::string("\x01")), .is_rest = true});
    return parts;
}

std::vector<Part> parts_of(const Compiled& table, std::size_t column) {
    switch (table.columns[column].type.type) {
        case ValueType::truth: return {{.like = Value(true)}, {.like = Value(false)}};
        case ValueType::number:
        case ValueType::date: return parts_of_numbers(table, column);
        case ValueType::text: return parts_of_texts(table, column);
        default: return {Part{.like = Value::list({}), .is_rest = true}};
    }
}

using Chosen = std::set<std::size_t>;  ///< parts of one column
using Box = std::vector<Chosen>;       ///< one for each column

/// Boxes that differ in one column alone become one, column by column.
std::vector<Box> put_together(std::vector<Box> boxes, std::size_t columns) {
    for (std::size_t column = columns; column-- > 0;) {
        std::map<Box, Chosen> by_rest;
        for (auto& box : boxes) {
            auto rest = box;
            rest[column].clear();
            by_rest[std::move(rest)].insert(box[column].begin(), box[column].end());
        }
        boxes.clear();
        for (const auto& [rest, chosen] : by_rest) {
            boxes.push_back(rest);
            boxes.back()[column] = chosen;
        }
    }
    return boxes;
}

class Words {
public:
    Words(const Texts& text, const ColumnType& type, const std::vector<Part>& parts) : text_(text), type_(type), parts_(parts) {}

    std::string of(const Chosen& chosen) const {
        if (chosen.size() == parts_.size()) return {};
        std::vector<std::string> words;
        const bool is_line = type_.type == ValueType::number || type_.type == ValueType::date;
        if (!is_line) {
            for (const auto one : chosen)
                words.push_back(parts_[one].is_rest ? text_("anything_else") : in_words(text_, parts_[one].like, type_));
        } else {
            for (auto one = chosen.begin(); one != chosen.end();) {
                auto last = one;
                while (std::next(last) != chosen.end() && *std::next(last) == *last + 1) ++last;
                words.push_back(stretch(parts_[*one], parts_[*last]));
                one = std::next(last);
            }
        }
        return joined(words, " " + text_("or") + " ");
    }

private:
    std::string shown(double number) const { return in_words(text_, value_at(number, type_.type), type_); }

    std::string stretch(const Part& first, const Part& last) const {
        if (first.is_point && last.is_point && *first.from == *last.to) return shown(*first.from);
        std::vector<std::string> words;
        if (first.from) words.push_back(text_(first.is_point ? "at_least" : "more_than", shown(*first.from)));
        if (last.to) words.push_back(text_(last.is_point ? "at_most" : "less_than", shown(*last.to)));
        return joined(words, " " + text_("and") + " ");
    }

    const Texts& text_;
    const ColumnType& type_;
    const std::vector<Part>& parts_;
};

}  // namespace

Coverage coverage(const Compiled& table, const Texts& text) {
    Coverage found;
    const auto columns = table.columns.size();
    std::vector<std::vector<Part>> parts;
    std::size_t combinations = 1;
    for (std::size_t i = 0; i < columns; ++i) {
        parts.push_back(parts_of(table, i));
        if (table.columns[i].type.type == ValueType::list) found.not_reckoned.push_back(i);
        combinations *= parts.back().size();
        if (combinations > most_combinations) return {.is_too_large = true};
    }

    std::vector<Box> gaps;
    std::map<std::vector<std::size_t>, std::vector<Box>> overlaps;
    std::set<std::size_t> decides;
    std::vector<std::size_t> at(columns, 0);
    for (std::size_t n = 0; n < combinations; ++n) {
        Facts facts;
        Box box(columns);
        auto rest = n;
        for (std::size_t i = 0; i < columns; ++i) {
            at[i] = rest % parts[i].size();
            rest /= parts[i].size();
            facts.push_back(parts[i][at[i]].like);
            box[i] = {at[i]};
        }
        const auto verdict = judge(table, facts);
        if (verdict.found == Found::no_row) gaps.push_back(std::move(box));
        else if (verdict.found == Found::several_rows) overlaps[verdict.hits].push_back(std::move(box));
        if (table.policy == HitPolicy::first && verdict.row > 0) decides.insert(verdict.row);
        if (table.policy != HitPolicy::first) decides.insert(verdict.hits.begin(), verdict.hits.end());
    }

    const auto areas_of = [&](std::vector<Box> boxes, const std::vector<std::size_t>& rows) {
        std::vector<Area> areas;
        for (const auto& box : put_together(std::move(boxes), columns)) {
            Area area{.rows = rows};
            for (std::size_t i = 0; i < columns; ++i) area.where.push_back(Words(text, table.columns[i].type, parts[i]).of(box[i]));
            areas.push_back(std::move(area));
        }
        return areas;
    };
    found.gaps = areas_of(std::move(gaps), {});
    for (auto& [rows, boxes] : overlaps)
        for (auto& area : areas_of(std::move(boxes), rows)) found.overlaps.push_back(std::move(area));
    // A list of answers that no cell names says nothing of the rows that name some.
    if (found.not_reckoned.empty())
        for (std::size_t row = 1; row <= table.rows.size(); ++row)
            if (!decides.contains(row)) found.never.push_back(row);
    return found;
}

}  // namespace decision_tables
