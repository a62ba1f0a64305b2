/// What the unit's decision table says of the case, and what one has decided.
#include "areas/case_desk/views.h"
#include "engines/decision_tables/words.h"

namespace case_desk::views {

using pages::Html;

static Html lines(const std::vector<pages::Fact>& facts) { return facts.empty() ? Html() : pages::facts(facts); }

static std::string rows_in_words(const std::vector<std::size_t>& rows) {
    std::string words;
    for (const auto row : rows) words += (words.empty() ? "" : ", ") + std::to_string(row);
    return words;
}

static std::string said(const Context& c, const CaseScreen& screen) {
    const auto& table = *screen.table;
    const auto title = table.table.title.in(c.text.language());
    using enum decision_tables::Found;
    switch (table.verdict.found) {
        case decided:
            return c.text("table_says", table.verdict.row, table.version, title,
                          decision_tables::ruling_words(c.text.of("decision_tables"), table.verdict.ruling, *screen.service));
        case several_rows: return c.text("table_several", rows_in_words(table.verdict.hits), table.version, title);
        case no_row: break;
    }
    return c.text("table_no_row", table.version, title);
}

Html table_panel(const Context& c, const CaseScreen& screen) {
    if (!screen.table) return {};
    const auto text = c.text.of("decision_tables");
    std::vector<pages::Fact> rule, facts;
    for (const auto& line : decision_tables::rule_lines(text, screen.table->compiled, screen.table->verdict.row))
        rule.push_back({line.label, html::text(line.words)});
    for (const auto& line : decision_tables::fact_lines(text, screen.table->compiled, screen.table->facts))
        facts.push_back({line.label, html::text(line.words)});
    const auto row = html::when(!rule.empty(), [&] { return html::make<"<h3>{}</h3>{}">(c.text("table_row"), lines(rule)); });
    return html::make<R"(<p class="small">{}</p>{})">(
        said(c, screen), pages::details(c.text("table_facts"), row + html::make<"<h3>{}</h3>{}">(c.text("table_known"), lines(facts))));
}

Html automatic_panel(const Context& c, const cases::Decision& decision) {
    if (!decision.automatic) return {};
    const auto& automatic = *decision.automatic;
    const auto& reasons = automatic.reasons(c.text.language());
    std::vector<pages::Fact> rule, facts;
    for (const auto& line : reasons.rule) rule.push_back({line.label, html::text(line.words)});
    for (const auto& line : reasons.facts) facts.push_back({line.label, html::text(line.words)});
    return html::make<R"(<p>{}</p>{})">(
        c.text("decided_by_table", automatic.row, automatic.version, automatic.title.in(c.text.language())),
        pages::details(c.text("table_facts"),
                       html::make<"<h3>{}</h3>{}<h3>{}</h3>{}">(c.text("table_row"), lines(rule), c.text("table_known"), lines(facts))));
}

Html person_asked_notice(const Context& c, const CaseScreen& screen) {
    return html::when(screen.of.person_asked_at.has_value(), [&] {
        return pages::notice(pages::Tone::warn, c.text("person_asked_words", c.text.moment(*screen.of.person_asked_at)));
    });
}

}  // namespace case_desk::views
