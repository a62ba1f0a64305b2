#include "engines/decision_tables/table.h"

#include "foundation/base/unicode.h"

namespace decision_tables {

std::string to_key(const std::optional<Ruling>& ruling) {
    if (!ruling) return {};
    auto key = std::string(to_name(ruling->mode)) + " " + ruling->outcome;
    if (!ruling->reason.empty()) key += " " + ruling->reason;
    return key;
}

std::optional<Ruling> ruling_from(std::string_view key) {
    const auto parts = split(key, ' ');
    if (parts.size() < 2 || parts.size() > 3 || parts[1].empty()) return std::nullopt;
    const auto mode = from_name<Mode>(parts[0]);
    if (!mode) return std::nullopt;
    return Ruling{*mode, std::string(parts[1]), parts.size() == 3 ? std::string(parts[2]) : std::string()};
}

static json::Value texts(const std::vector<std::string>& all) {
    return json::array(all, [](const std::string& one) { return json::Value(one); });
}

static std::vector<std::string> texts_from(const json::Value& all) {
    std::vector<std::string> texts;
    for (const auto& one : all.items()) texts.push_back(one.text());
    return texts;
}

json::Value to_json(const Content& content) {
    return json::object(
        {{"policy", to_name(content.policy)},
         {"rejects_automatically", content.rejects_automatically},
         {"columns",
          json::array(
              content.columns,
              [](const Column& column) {
                  return json::object({{"expression", column.expression}, {"label_sv", column.label.sv}, {"label_en", column.label.en}});
              })},
         {"rows", json::array(content.rows,
                              [](const Row& row) {
                                  return json::object({{"cells", texts(row.cells)}, {"ruling", row.ruling}});
                              })},
         {"examples", json::array(content.examples, [](const Example& example) {
              return json::object({{"name", example.name}, {"facts", texts(example.facts)}, {"expected", example.expected}});
          })}});
}

Content content_from(const json::Value& data) {
    Content content;
    content.policy = from_name<HitPolicy>(data["policy"].text()).value_or(HitPolicy::unique);
    content.rejects_automatically = data["rejects_automatically"].yes();
    for (const auto& column : data["columns"].items())
        content.columns.push_back({column["expression"].text(), {column["label_sv"].text(), column["label_en"].text()}});
    for (const auto& row : data["rows"].items()) content.rows.push_back({texts_from(row["cells"]), row["ruling"].text()});
    for (const auto& example : data["examples"].items())
        content.examples.push_back({example["name"].text(), texts_from(example["facts"]), example["expected"].text()});
    return content;
}

}  // namespace decision_tables
