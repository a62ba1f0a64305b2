#include "engines/cases/automatic.h"

#include "engines/decision_tables/words.h"
#include "engines/services/templates.h"
#include "foundation/texts/paper_language.h"

namespace cases {
namespace {

json::Value lines_json(const std::vector<decision_tables::Line>& lines) {
    return json::array(lines, [](const decision_tables::Line& line) {
        return json::object({{"label", line.label}, {"words", line.words}});
    });
}

std::vector<RuleLine> lines_from(const json::Value& data) {
    std::vector<RuleLine> lines;
    for (const auto& line : data.items()) lines.push_back({line["label"].text(), line["words"].text()});
    return lines;
}

std::string listed(const std::vector<RuleLine>& lines) {
    std::string all;
    for (const auto& line : lines) all += "\n- " + services::markdown_escaped(line.label) + ": " + services::markdown_escaped(line.words);
    return all;
}

}  // namespace

json::Value to_json(const texts::Catalog& catalog, const TableVerdict& said) {
    auto data = json::object({{"table", said.table.id.value},
                              {"version", said.version},
                              {"row", said.verdict.row},
                              {"title_sv", said.table.title.sv},
                              {"title_en", said.table.title.en}});
    for (const auto language : {Language::sv, Language::en}) {
        const Texts text(catalog, "decision_tables", language);
        const auto code = std::string(to_code(language));
        data.set("rule_" + code, lines_json(decision_tables::rule_lines(text, said.compiled, said.verdict.row)));
        data.set("facts_" + code, lines_json(decision_tables::fact_lines(text, said.compiled, said.facts)));
    }
    return data;
}

Automatic automatic_from(const json::Value& data) {
    Automatic automatic;
    automatic.table = DecisionTableId{data["table"].integer()};
    automatic.version = static_cast<int>(data["version"].integer());
    automatic.row = static_cast<int>(data["row"].integer());
    automatic.title = {data["title_sv"].text(), data["title_en"].text()};
    automatic.in_swedish = {lines_from(data["rule_sv"]), lines_from(data["facts_sv"])};
    automatic.in_english = {lines_from(data["rule_en"]), lines_from(data["facts_en"])};
    return automatic;
}

std::string automatic_words(const Tenant& tenant, const Case& of, const Automatic& automatic) {
    const Texts text(tenant.texts, "cases", language_on_paper(of.language));
    const auto& reasons = automatic.reasons(language_on_paper(of.language));
    return text("automatic_letter", automatic.row, automatic.version,
                services::markdown_escaped(automatic.title.in(language_on_paper(of.language)))) +
           "\n" + listed(reasons.rule) + "\n\n" + text("automatic_facts") + "\n" + listed(reasons.facts) + "\n\n" +
           text("automatic_ask", tenant.public_address + "/mina-sidor/" + of.number);
}

}  // namespace cases
