/// The table itself: as a form that works without scripts, and as it is read.
#include "areas/table_builder/views.h"
#include "engines/decision_tables/read_once.h"
#include "engines/decision_tables/words.h"
#include "engines/services/service.h"

namespace table_builder::views {

using pages::Html;

namespace {

std::string at(std::string_view list, std::size_t i, std::string_view part) {
    return std::string(list) + "." + std::to_string(i) + "." + std::string(part);
}

/// Whatever is wrong with the version as it stands, and with what was typed.
pages::Errors errors_of(const Context& c, const VersionScreen& screen) {
    auto all = screen.errors;
    if (screen.row.service) {
        const auto compiled = decision_tables::compile(screen.version.content, *screen.row.service);
        if (!compiled) all.insert(all.end(), compiled.error().begin(), compiled.error().end());
        else
            for (const auto& tried : decision_tables::try_examples(*compiled, screen.version.content))
                all.insert(all.end(), tried.errors.begin(), tried.errors.end());
    }
    return {c.text, all, {"decision_tables"}};
}

/// In a cell the column's heading is the label.
Html input(const std::string& name, const std::string& label, const std::string& value, const std::string& error) {
    const auto id_of_error = name + "-error";
    const auto control = html::make<R"(<input class="{}" id="{}" name="{}" value="{}" aria-label="{}" autocomplete="off" {}>)">(
        error.empty() ? "input" : "input input--error", name, name, value, label,
        html::Attributes().maybe("aria-invalid", error.empty() ? "" : "true").maybe("aria-describedby", error.empty() ? "" : id_of_error));
    return control +
           html::when(!error.empty(), [&] { return html::make<R"(<p class="field__error" id="{}">{}</p>)">(id_of_error, error); });
}

Html choice(const std::string& name, const std::string& label, const std::string& value, const std::string& error,
            const std::vector<std::pair<std::string, std::string>>& options, const std::string& nothing) {
    Html items = html::make<R"(<option value="">{}</option>)">(nothing);
    for (const auto& [key, words] : options)
        items += html::make<R"(<option value="{}" {}>{}</option>)">(key, html::Attributes().flag("selected", key == value), words);
    const auto id_of_error = name + "-error";
    const auto control = html::make<R"(<select class="{}" id="{}" name="{}" aria-label="{}" {}>{}</select>)">(
        error.empty() ? "input" : "input input--error", name, name, label,
        html::Attributes().maybe("aria-invalid", error.empty() ? "" : "true").maybe("aria-describedby", error.empty() ? "" : id_of_error),
        items);
    return control +
           html::when(!error.empty(), [&] { return html::make<R"(<p class="field__error" id="{}">{}</p>)">(id_of_error, error); });
}

Html small_button(std::string_view words, std::string_view value) {
    return html::make<R"(<button class="btn btn--quiet btn--sm" name="do" value="{}">{}</button>)">(value, words);
}

std::string column_label(const Context& c, const VersionScreen& screen, std::size_t i) {
    const auto& column = screen.version.content.columns[i];
    std::string label = column.label.in(c.text.language());
    if (label.empty()) label = column.label.sv;
    if (label.empty() && screen.row.service)
        label = decision_tables::compiled_column(column, *screen.row.service).label.in(c.text.language());
    return label.empty() ? c.text("column", i + 1) : label;
}

Html columns_form(const Context& c, const VersionScreen& screen, const pages::Errors& errors) {
    const auto& columns = screen.version.content.columns;
    std::vector<std::vector<Html>> rows;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        const auto field = [&](std::string_view part, const std::string& label, const std::string& value) {
            const auto name = at("columns", i, part);
            return input(name, c.text("of_column", label, i + 1), value, errors.at(name));
        };
        rows.push_back({html::text(std::to_string(i + 1)), field("expression", c.text("expression"), columns[i].expression),
                        field("label_sv", c.text("label_sv"), columns[i].label.sv),
                        field("label_en", c.text("label_en"), columns[i].label.en),
                        small_button(c.text("drop_column", i + 1), "drop_column." + std::to_string(i))});
    }
    return html::make<R"(<section class="stack" id="columns"><h2>{}</h2><p>{}</p>{}{}{}</section>)">(
        c.text("columns"), c.text("columns_words"), pages::hidden("column_count", std::to_string(columns.size())),
        html::when(!rows.empty(),
                   [&] {
                       return pages::table(
                           c.text("columns"),
                           {{c.text("number")}, {c.text("expression")}, {c.text("label_sv")}, {c.text("label_en")}, {c.text("do")}}, rows);
                   }),
        pages::button_row(pages::button(c.text("add_column"), pages::Button::secondary, "do", "add_column")));
}

Html names_to_use(const Context& c, const services::Service& service) {
    std::vector<pages::Fact> facts;
    for (const auto& page : service.form.pages)
        for (const auto& field : page.fields) {
            const bool fits = field.type == forms::FieldType::yes_no || field.type == forms::FieldType::number ||
                              field.type == forms::FieldType::money || field.type == forms::FieldType::date ||
                              field.type == forms::FieldType::choice || field.type == forms::FieldType::multiple ||
                              field.type == forms::FieldType::calculated;
            if (fits) facts.push_back({field.id, html::text(field.label.in(c.text.language()))});
        }
    for (const auto& condition : service.conditions)
        facts.push_back({"met." + condition.id, html::text(condition.label.in(c.text.language()))});
    return pages::details(c.text("names_to_use"), pages::facts(facts));
}

Html rows_form(const Context& c, const VersionScreen& screen, const pages::Errors& errors,
               const std::vector<std::pair<std::string, std::string>>& rulings) {
    const auto& content = screen.version.content;
    std::vector<pages::Column> heads{{c.text("row_head")}};
    for (std::size_t i = 0; i < content.columns.size(); ++i) heads.push_back({column_label(c, screen, i)});
    heads.push_back({c.text("leads_to")});
    heads.push_back({c.text("do")});
    std::vector<std::vector<Html>> rows;
    for (std::size_t i = 0; i < content.rows.size(); ++i) {
        std::vector<Html> cells{html::text(std::to_string(i + 1))};
        for (std::size_t j = 0; j < content.columns.size(); ++j) {
            const auto name = at("rows", i, "cells." + std::to_string(j));
            const auto value = j < content.rows[i].cells.size() ? content.rows[i].cells[j] : std::string();
            cells.push_back(input(name, c.text("of_row", column_label(c, screen, j), i + 1), value, errors.at(name)));
        }
        const auto name = at("rows", i, "ruling");
        cells.push_back(
            choice(name, c.text("of_row", c.text("leads_to"), i + 1), content.rows[i].ruling, errors.at(name), rulings, c.text("choose")));
        const auto number = std::to_string(i);
        cells.push_back(html::when(i > 0, [&] { return small_button(c.text("up", i + 1), "up." + number); }) +
                        html::when(i + 1 < content.rows.size(), [&] { return small_button(c.text("down", i + 1), "down." + number); }) +
                        small_button(c.text("drop_row", i + 1), "drop_row." + number));
        rows.push_back(std::move(cells));
    }
    std::vector<pages::Option> policies;
    for (const auto& [policy, policy_name] : names_of<decision_tables::HitPolicy>)
        policies.push_back({.value = std::string(policy_name), .label = c.text("policy." + std::string(policy_name))});
    return html::make<R"(<section class="stack" id="rows"><h2>{}</h2><p>{}</p>{}{}{}{}{}</section>)">(
        c.text("rows"), c.text("rows_words"), pages::hidden("row_count", std::to_string(content.rows.size())),
        html::when(!rows.empty(), [&] { return pages::table(c.text("rows"), heads, rows); }),
        pages::button_row(pages::button(c.text("add_row"), pages::Button::secondary, "do", "add_row")),
        pages::select(c.text, {.name = "policy", .label = c.text("policy"), .value = std::string(to_name(content.policy))}, policies),
        pages::checkbox(c.text, {.name = "rejects", .label = c.text("rejects"), .hint = c.text("rejects_hint")},
                        content.rejects_automatically));
}

/// How the tests beside the table go, when it can be read.
std::vector<Html> results(const Context& c, const VersionScreen& screen) {
    std::vector<Html> all;
    const std::vector<Html> not_tried(screen.version.content.examples.size(), html::text(c.text("not_tried")));
    if (!screen.row.service) return not_tried;
    const auto compiled = decision_tables::compile(screen.version.content, *screen.row.service);
    if (!compiled) return not_tried;
    for (const auto& tried : decision_tables::try_examples(*compiled, screen.version.content)) {
        if (tried.passes) {
            all.push_back(pages::tag(pages::Tone::ok, "circle-check", c.text("passes")));
        } else if (!tried.errors.empty()) {
            all.push_back(html::text(c.text("not_tried")));
        } else {
            const auto got = tried.verdict.found == decision_tables::Found::several_rows
                                 ? c.text("got_several")
                                 : decision_tables::ruling_words(c.text.of("decision_tables"), tried.verdict.ruling, *screen.row.service);
            all.push_back(pages::tag(pages::Tone::err, "x", c.text("fails", got)));
        }
    }
    return all;
}

Html examples_form(const Context& c, const VersionScreen& screen, const pages::Errors& errors,
                   const std::vector<std::pair<std::string, std::string>>& rulings) {
    const auto& content = screen.version.content;
    std::vector<pages::Column> heads{{c.text("test")}};
    for (std::size_t i = 0; i < content.columns.size(); ++i) heads.push_back({column_label(c, screen, i)});
    for (const auto* key : {"expected", "result", "do"}) heads.push_back({c.text(key)});
    const auto how = results(c, screen);
    std::vector<std::vector<Html>> rows;
    for (std::size_t i = 0; i < content.examples.size(); ++i) {
        const auto& example = content.examples[i];
        const auto named = at("examples", i, "name");
        std::vector<Html> cells{input(named, c.text("name_of_test", i + 1), example.name, errors.at(named))};
        for (std::size_t j = 0; j < content.columns.size(); ++j) {
            const auto name = at("examples", i, "facts." + std::to_string(j));
            cells.push_back(input(name, c.text("of_test", column_label(c, screen, j), i + 1),
                                  j < example.facts.size() ? example.facts[j] : "", errors.at(name)));
        }
        const auto name = at("examples", i, "expected");
        cells.push_back(choice(name, c.text("of_test", c.text("expected"), i + 1), example.expected, errors.at(name), rulings,
                               c.text("expects_nothing")));
        cells.push_back(i < how.size() ? how[i] : Html());
        cells.push_back(small_button(c.text("drop_example", i + 1), "drop_example." + std::to_string(i)));
        rows.push_back(std::move(cells));
    }
    return html::make<R"(<section class="stack" id="examples"><h2>{}</h2><p>{}</p>{}{}{}</section>)">(
        c.text("tests"), c.text("tests_words"), pages::hidden("example_count", std::to_string(content.examples.size())),
        html::when(!rows.empty(), [&] { return pages::table(c.text("tests"), heads, rows); }),
        pages::button_row(pages::button(c.text("add_example"), pages::Button::secondary, "do", "add_example")));
}

std::string place_words(const Context& c, const VersionScreen& screen, const decision_tables::Area& area) {
    std::string words;
    for (std::size_t i = 0; i < area.where.size(); ++i) {
        if (area.where[i].empty()) continue;
        auto label = column_label(c, screen, i);
        while (label.ends_with('?')) label.pop_back();
        words += (words.empty() ? "" : "; ") + label + ": " + area.where[i];
    }
    return words.empty() ? c.text("everything") : words;
}

std::string rows_in_words(const std::vector<std::size_t>& rows) {
    std::string words;
    for (const auto row : rows) words += (words.empty() ? "" : ", ") + std::to_string(row);
    return words;
}

}  // namespace

Html editor(const Context& c, const VersionScreen& screen) {
    if (!screen.row.service) return pages::notice(pages::Tone::warn, c.text("service_is_gone"));
    const auto errors = errors_of(c, screen);
    const auto rulings = decision_tables::ruling_choices(c.text.of("decision_tables"), *screen.row.service);
    // The first button is what the Enter key presses.
    const auto save = pages::button_row(pages::button(c.text("save"), pages::Button::primary, "do", "save"));
    const bool is_new = screen.version.revision == 1;
    return html::when(!is_new, [&] { return pages::error_summary(c.text, errors); }) +
           pages::form(c, version_address(screen.version),
                       html::make<R"(<div class="stack-lg">{}{}{}{}{}{}{}</div>)">(
                           pages::hidden("revision", std::to_string(screen.version.revision)), save, columns_form(c, screen, errors),
                           names_to_use(c, *screen.row.service), rows_form(c, screen, errors, rulings),
                           examples_form(c, screen, errors, rulings), save));
}

Html read_only(const Context& c, const VersionScreen& screen) {
    const auto& content = screen.version.content;
    const auto text = c.text.of("decision_tables");
    const auto ruling = [&](const std::string& key) {
        const auto read = decision_tables::ruling_from(key);
        return html::text(screen.row.service ? decision_tables::ruling_words(text, read, *screen.row.service) : key);
    };
    std::vector<pages::Column> heads{{c.text("row_head")}}, test_heads{{c.text("test")}};
    for (std::size_t i = 0; i < content.columns.size(); ++i) {
        heads.push_back({column_label(c, screen, i)});
        test_heads.push_back({column_label(c, screen, i)});
    }
    heads.push_back({c.text("leads_to")});
    test_heads.push_back({c.text("expected")});
    test_heads.push_back({c.text("result")});
    std::vector<std::vector<Html>> rows, tests;
    for (std::size_t i = 0; i < content.rows.size(); ++i) {
        std::vector<Html> cells{html::text(std::to_string(i + 1))};
        for (const auto& cell : content.rows[i].cells) cells.push_back(html::text(cell));
        cells.push_back(ruling(content.rows[i].ruling));
        rows.push_back(std::move(cells));
    }
    const auto how = results(c, screen);
    for (std::size_t i = 0; i < content.examples.size(); ++i) {
        std::vector<Html> cells{html::text(content.examples[i].name)};
        for (const auto& fact : content.examples[i].facts) cells.push_back(html::text(fact));
        cells.push_back(ruling(content.examples[i].expected));
        cells.push_back(i < how.size() ? how[i] : Html());
        tests.push_back(std::move(cells));
    }
    return html::make<R"(<section class="stack"><h2>{}</h2>{}<p>{}</p></section><section class="stack"><h2>{}</h2>{}</section>)">(
        c.text("rows"), pages::table(c.text("rows"), heads, rows),
        c.text("policy_is", c.text("policy." + std::string(to_name(content.policy)))), c.text("tests"),
        pages::table(c.text("tests"), test_heads, tests));
}

Html coverage_section(const Context& c, const VersionScreen& screen) {
    if (!screen.row.service) return {};
    const auto reckoned = decision_tables::coverage_once(screen.version.content, screen.row.service, c.text.of("decision_tables"));
    if (!reckoned) return {};
    const auto& found = *reckoned;
    constexpr std::size_t most_shown = 20;
    Html items;
    std::size_t count = 0;
    const auto add = [&](const std::string& words) {
        if (count++ < most_shown) items += html::make<"<li>{}</li>">(words);
    };
    for (const auto& area : found.overlaps) add(c.text("overlap", rows_in_words(area.rows), place_words(c, screen, area)));
    for (const auto row : found.never) add(c.text("never", row));
    for (const auto& area : found.gaps) add(c.text("gap", place_words(c, screen, area)));
    for (const auto column : found.not_reckoned) add(c.text("not_reckoned", column_label(c, screen, column)));
    if (found.is_too_large) add(c.text("too_large"));
    if (count > most_shown) items += html::make<"<li>{}</li>">(c.text("and_more", count - most_shown));
    const auto list =
        count == 0 ? html::make<"<p>{}</p>">(c.text("no_gaps")) : html::make<"<p>{}</p><ul>{}</ul>">(c.text("gaps_words"), items);
    return html::make<R"(<section class="stack"><h2>{}</h2>{}</section>)">(c.text("gaps"), list);
}

}  // namespace table_builder::views
