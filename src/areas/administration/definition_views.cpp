#include <fmt/format.h>

#include "areas/administration/definitions.h"
#include "engines/form_import/keep.h"

namespace administration {

namespace h = html;
using services::Definition;
using services::DefinitionState;

namespace {

constexpr std::string_view list_address = "/administration/e-tjanster", import_address = "/administration/e-tjanster/las-in",
                           take_address = "/administration/e-tjanster/ta-over";

h::Html state(const Texts& text, DefinitionState state) {
    switch (state) {
        case DefinitionState::draft: return pages::tag(pages::Tone::info, "pencil", text("state.draft"));
        case DefinitionState::published: return pages::tag(pages::Tone::ok, "check", text("state.published"));
        case DefinitionState::retired: return pages::tag(pages::Tone::plain, "archive", text("state.retired"));
    }
    return {};
}

h::Html report(const Context& c, const std::vector<forms::Problem>& problems) {
    const auto lines =
        h::each(problems, [&](const forms::Problem& problem) { return h::make<"<li>{}</li>">(forms::line_of_report(c.text, problem)); });
    return pages::notice(pages::Tone::err,
                         h::make<R"(<p><b>{}</b></p><div class="prose"><ul>{}</ul></div>)">(c.text("problems", problems.size()), lines));
}

/// What became of the parts of a form from elsewhere.
h::Html import_report(const Context& c, const Definition& definition) {
    const auto lines = form_import::report_in(definition.yaml);
    if (lines.empty() || definition.state != DefinitionState::draft) return {};
    const auto list = h::each(lines, [](const std::string& line) { return h::make<"<li>{}</li>">(line); });
    return section(c.text("import_report"),
                   h::make<R"(<p>{}</p><div class="prose"><ul>{}</ul></div>)">(c.text("import_report_says"), list));
}

h::Html buttons(const Context& c, const DefinitionPage& shown) {
    const auto& definition = shown.definition;
    const auto address = definition_address(definition);
    h::Html all;
    if (definition.state == DefinitionState::draft && shown.problems.empty())
        all += post_button(c, address + "/publicera", c.text("publish"), pages::Button::primary);
    all += pages::link_button(
        fmt::format("{}?fran={}&version={}", import_address, http::percent_encoded(definition.id), definition.version),
        c.text(definition.state == DefinitionState::draft ? "edit_draft" : "make_new_version"), pages::Button::secondary);
    all += pages::link_button(address + "/hamta", c.text("download"), pages::Button::secondary);
    return pages::button_row(all);
}

h::Html retire(const Context& c, const Definition& definition) {
    if (definition.state != DefinitionState::published) return {};
    return pages::details(c.text("retire"), h::make<R"(<div class="stack"><p>{}</p>{}</div>)">(
                                                c.text("retire_says"), post_button(c, definition_address(definition) + "/avsluta",
                                                                                   c.text("retire"), pages::Button::danger)));
}

}  // namespace

std::string definition_address(const Definition& definition) {
    return fmt::format("{}/{}/{}", list_address, http::percent_encoded(definition.id), definition.version);
}

static h::Html to_take_over(const Context& c, const std::vector<Carried>& not_taken) {
    if (not_taken.empty()) return {};
    std::vector<std::vector<h::Html>> rows;
    for (const auto& [id, title] : not_taken)
        rows.push_back(
            {h::text(title), h::text(id), row_button(c, take_address, c.text("take_over"), title, pages::hidden("service", id))});
    return section(
        c.text("carried"),
        h::make<"<p>{}</p>{}">(c.text("carried_says"),
                               pages::table(c.text("carried"), {{c.text("service")}, {c.text("short_name")}, {c.text("change")}}, rows)));
}

http::Response definitions_page(const Context& c, const std::vector<ListedDefinition>& all, const std::vector<Carried>& not_taken) {
    std::vector<std::vector<h::Html>> rows;
    for (const auto& [definition, title] : all)
        rows.push_back({pages::link(definition_address(definition), title.empty() ? definition.id : title), h::text(definition.id),
                        h::text(std::to_string(definition.version)), state(c.text, definition.state),
                        h::text(definition.published_at ? c.text.day(swedish_date(*definition.published_at)) : "")});
    const auto list =
        rows.empty()
            ? pages::empty_state(c.text("no_definitions"), c.text("no_definitions_do"))
            : pages::table(
                  c.text("definitions"),
                  {{c.text("service")}, {c.text("short_name")}, {c.text("version"), true}, {c.text("state")}, {c.text("published_on")}},
                  rows);
    return page(c, {.title = c.text("definitions"),
                    .content = pages::link_button(import_address, c.text("import")) + list + to_take_over(c, not_taken)});
}

http::Response import_page(const Context& c, const Import& import) {
    const bool is_refused = !import.problems.empty() || !import.refused.empty();
    h::Html said;
    if (!import.problems.empty()) said += report(c, import.problems);
    if (!import.refused.empty()) said += pages::notice(pages::Tone::err, import.refused);
    const auto fields =
        pages::text_area(c.text, {.name = "yaml",
                                  .label = c.text("yaml"),
                                  .hint = c.text("yaml_hint"),
                                  .value = import.yaml,
                                  .error = is_refused ? c.text("error_yaml") : ""}) +
        pages::file_field(c.text, {.name = "file", .label = c.text("yaml_file"), .hint = c.text("yaml_file_hint"), .optional = true}) +
        pages::form_foot(pages::button(c.text("check_and_save")));
    const pages::Errors errors = is_refused ? pages::Errors(c.text, {{"yaml", "error_yaml"}}) : pages::Errors();
    return page(c, {.title = c.text("import"),
                    .content = said + pages::form(c, import_address, fields, pages::Upload::files),
                    .back = std::string(list_address),
                    .back_words = c.text("definitions"),
                    .errors = errors});
}

http::Response definition_page(const Context& c, const DefinitionPage& shown) {
    const auto& definition = shown.definition;
    const auto title = shown.service ? shown.service->title.in(c.text.language()) : definition.id;
    std::vector<pages::Fact> facts{{c.text("short_name"), h::text(definition.id)},
                                   {c.text("version"), h::text(std::to_string(definition.version))},
                                   {c.text("state"), state(c.text, definition.state)}};
    if (definition.published_at) facts.push_back({c.text("published_on"), h::text(c.text.moment(*definition.published_at))});
    const auto checks = shown.problems.empty() ? pages::notice(pages::Tone::ok, c.text("no_problems")) : report(c, shown.problems);
    const auto yaml = h::make<R"(<div class="table-scroll" tabindex="0" role="region" aria-label="{}"><pre class="small">{}</pre></div>)">(
        c.text("yaml"), definition.yaml);
    return page(c, {.title = title,
                    .content = pages::facts(facts) + checks + buttons(c, shown) + import_report(c, definition) +
                               section(c.text("yaml"), yaml) + retire(c, definition),
                    .back = std::string(list_address),
                    .back_words = c.text("definitions")});
}

}  // namespace administration
