#include "areas/table_builder/table_form.h"

#include <algorithm>

#include "foundation/base/numbers.h"
#include "foundation/base/unicode.h"

namespace table_builder {

using decision_tables::Content;

namespace {

std::string typed(const http::Fields& form, const std::string& name) { return tidy_text(form.get(name)); }

std::size_t count_in(const http::Fields& form, std::string_view name, std::size_t most) {
    const auto count = whole_number(form.get(name)).value_or(0);
    return std::min(static_cast<std::size_t>(std::max<std::int64_t>(count, 0)), most);
}

void add_row(Content& content) {
    if (content.rows.size() < decision_tables::most_rows)
        content.rows.push_back({std::vector<std::string>(content.columns.size(), "-"), ""});
}

void add_column(Content& content) {
    if (content.columns.size() >= decision_tables::most_columns) return;
    content.columns.emplace_back();
    for (auto& row : content.rows) row.cells.emplace_back("-");
    for (auto& example : content.examples) example.facts.emplace_back();
}

void drop_column(Content& content, std::size_t which) {
    const auto at = static_cast<std::ptrdiff_t>(which);
    content.columns.erase(content.columns.begin() + at);
    for (auto& row : content.rows) row.cells.erase(row.cells.begin() + at);
    for (auto& example : content.examples) example.facts.erase(example.facts.begin() + at);
}

}  // namespace

Content content_in(const http::Fields& form) {
    Content content;
    content.policy = from_name<decision_tables::HitPolicy>(form.get("policy")).value_or(decision_tables::HitPolicy::unique);
    content.rejects_automatically = form.has("rejects");
    const auto columns = count_in(form, "column_count", decision_tables::most_columns);
    for (std::size_t i = 0; i < columns; ++i) {
        const auto place = "columns." + std::to_string(i);
        content.columns.push_back(
            {typed(form, place + ".expression"), {typed(form, place + ".label_sv"), typed(form, place + ".label_en")}});
    }
    const auto cells = [&](const std::string& place) {
        std::vector<std::string> all;
        for (std::size_t j = 0; j < columns; ++j) all.push_back(typed(form, place + "." + std::to_string(j)));
        return all;
    };
    for (std::size_t i = 0; i < count_in(form, "row_count", decision_tables::most_rows); ++i) {
        const auto place = "rows." + std::to_string(i);
        content.rows.push_back({cells(place + ".cells"), typed(form, place + ".ruling")});
    }
    for (std::size_t i = 0; i < count_in(form, "example_count", decision_tables::most_examples); ++i) {
        const auto place = "examples." + std::to_string(i);
        content.examples.push_back({typed(form, place + ".name"), cells(place + ".facts"), typed(form, place + ".expected")});
    }
    return content;
}

void press(Content& content, std::string_view button) {
    if (button == "add_row") return add_row(content);
    if (button == "add_column") return add_column(content);
    if (button == "add_example" && content.examples.size() < decision_tables::most_examples)
        content.examples.push_back({"", std::vector<std::string>(content.columns.size()), ""});
    const auto parts = split(button, '.');
    if (parts.size() != 2) return;
    const auto number = whole_number(parts[1]).value_or(-1);
    if (number < 0) return;
    const auto which = static_cast<std::size_t>(number);
    auto& rows = content.rows;
    if (parts[0] == "up" && which > 0 && which < rows.size()) std::swap(rows[which], rows[which - 1]);
    if (parts[0] == "down" && which + 1 < rows.size()) std::swap(rows[which], rows[which + 1]);
    if (parts[0] == "drop_row" && which < rows.size()) rows.erase(rows.begin() + number);
    if (parts[0] == "drop_column" && which < content.columns.size()) drop_column(content, which);
    if (parts[0] == "drop_example" && which < content.examples.size()) content.examples.erase(content.examples.begin() + number);
}

}  // namespace table_builder
