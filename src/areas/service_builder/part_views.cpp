#include "areas/service_builder/part_views.h"
#include "areas/service_builder/preview.h"

#include <fmt/format.h>

#include "areas/service_builder/part_form.h"
#include "areas/service_builder/preview.h"

namespace service_builder {

namespace h = html;
using services::Path;

namespace {

h::Html order_button(const Context& c, std::string_view what, std::string_view icon, std::string_view part, std::string_view about) {
    return h::make<R"(<button class="btn btn--quiet btn--sm" name="do" value="{} {}" aria-label="{}">{}</button>)">(
        what, part, c.text(fmt::format("do.{}", what), about), pages::icon(icon));
}

h::Html sub_line(const Context& c, const yaml::Node& node, std::size_t problems, std::int64_t mended) {
    h::Html line;
    const auto type_key = "choice." + node["type"].text();
    if (const auto& id = node["id"].text(); !id.empty()) line += h::make<R"(<code class="muted small">{}</code> )">(id);
    if (c.text.has(type_key)) line += h::make<R"(<span class="muted small">{}</span> )">(c.text(type_key));
    if (mended > 0) line += h::make<R"(<span class="muted small">{}</span> )">(c.text("mended_times", mended));
    if (problems > 0) line += pages::tag(pages::Tone::warn, "alert-circle", c.text("to_mend", problems));
    return line;
}

h::Html row(const Context& c, const Opened& opened, const Checked& checked, const PartList& list, const services::NamedPart& part,
            std::size_t index) {
    const auto path = services::inside(list.path, address_name(list.kind, part, index));
    const auto name = services::to_text(path);
    auto words = name_of(part.node, c.text.language());
    if (words.empty()) words = part.name;
    const auto errors = opened.usage.errors.find(part.node["id"].text());
    const auto mended = list.kind == "fields" && errors != opened.usage.errors.end() ? errors->second : 0;
    const auto buttons = h::when(opened.draft.state == DraftState::open, [&] {
        return h::make<R"(<div class="builder-row__buttons">{}{}</div>)">(order_button(c, "up", "arrow-up", name, words),
                                                                          order_button(c, "down", "arrow-down", name, words));
    });
    return h::make<
        R"(<li class="builder-row" data-part="{}"><div class="builder-row__words"><a href="{}">{}</a><div>{}</div></div>{}</li>)">(
        name, part_address(opened.draft.id, name), words, sub_line(c, part.node, checked.of(path).size(), mended), buttons);
}

/// A new question needs its type; other parts are begun with a button.
h::Html adding(const Context& c, const Draft& draft, const PartList& list) {
    if (draft.state != DraftState::open) return {};
    h::Html type;
    if (list.kind == "fields") {
        std::vector<pages::Option> types;
        for (const auto& [value, name] : names_of<forms::FieldType>)
            types.push_back({std::string(name), c.text(fmt::format("choice.{}", name))});
        type = pages::select(c.text, {.name = "type", .label = c.text("property.type")}, types);
    }
    const auto button = pages::button(c.text(fmt::format("add.{}", list.kind)), pages::Button::secondary);
    return draft_form(
        c, draft, "ny-del",
        pages::hidden("list", services::to_text(list.path)) + h::make<R"(<div class="row builder-add">{}{}</div>)">(type, button));
}

h::Html remove_button(const Context& c, const PartPage& shown) {
    return draft_form(
        c, shown.opened.draft, "ordning",
        h::make<R"(<button class="btn btn--danger btn--sm" name="do" value="remove {}">{}</button>)">(shown.name, c.text("remove_part")));
}

/// A question may be moved to another page.
h::Html other_page(const Context& c, const PartPage& shown, const Path& path) {
    if (kind_of(path) != "fields" || path.size() != 5) return {};
    std::vector<pages::Option> all;
    for (const auto& page : services::parts_of(shown.opened.document["form"]["pages"]))
        all.push_back({page.name, name_of(page.node, c.text.language())});
    return draft_form(c, shown.opened.draft, "flytta",
                      pages::hidden("part", shown.name) +
                          h::make<R"(<div class="row builder-add">{}{}</div>)">(
                              pages::select(c.text, {.name = "page", .label = c.text("other_page"), .value = path[2]}, all),
                              pages::button(c.text("move_to_page"), pages::Button::secondary)));
}

std::string title_of(const Context& c, const PartPage& shown, const Path& path) {
    if (is_head_form(shown.name)) return c.text("form." + shown.name);
    const auto name = name_of(services::part_at(shown.opened.document, path), c.text.language());
    return name.empty() ? c.text(fmt::format("kind.{}", kind_of(path))) : name;
}

/// What is worked on, with its page as a phone shows it.
h::Html beside_phone(const Context& c, const Draft& draft, const h::Html& work, std::string_view page) {
    return h::make<R"(<div class="builder-desk"><div>{}</div><div class="builder-desk__phone">{}</div></div>)">(
        work, section(c.text("tab.forhandsvisning"), phone_frame(c, draft, page)));
}

}  // namespace

h::Html part_list(const Context& c, const Opened& opened, const Checked& checked, const PartList& list) {
    h::Html rows;
    const auto parts = services::parts_of(services::part_at(opened.document, list.path));
    for (std::size_t i = 0; i < parts.size(); ++i) rows += row(c, opened, checked, list, parts[i], i);
    const auto all = h::when(!rows.empty(), [&] {
        return draft_form(c, opened.draft, "ordning",
                          h::make<R"(<ol class="builder-list" data-list="{}">{}</ol>)">(services::to_text(list.path), rows));
    });
    return all + adding(c, opened.draft, list);
}

http::Response part_page(const Context& c, const PartPage& shown) {
    const bool is_head = is_head_form(shown.name);
    const auto path = is_head ? Path{} : services::path_of(shown.name);
    const auto kind = is_head ? std::string_view(shown.name) : kind_of(path);
    const auto& draft = shown.opened.draft;
    auto node = shown.shown;
    if (kind == "outcomes") node = services::with_part(node, {"id"}, yaml::Node::of(path.back()));
    h::Html content = pages::error_summary(c.text, pages::Errors(c.text, shown.errors));
    content += problem_list(c, draft.id, is_head ? std::vector<forms::Problem>{} : shown.checked.of(path));
    const auto button =
        draft.state == DraftState::open ? pages::form_foot(pages::button(c.text("save")) + try_unsaved_button(c, draft)) : h::Html{};
    content += draft_form(c, draft, "del", pages::hidden("del", shown.name) + property_fields(c, kind, node, shown.errors) + button);
    if (!is_head)
        for (const auto& list : lists_in(path, node))
            content += section(c.text(fmt::format("list.{}", list.kind)), part_list(c, shown.opened, shown.checked, list));
    if (!is_head && draft.state == DraftState::open)
        content += section(c.text("more_to_do"), other_page(c, shown, path) + remove_button(c, shown));
    if (shown.checked.service && path.size() > 2 && path[1] == "pages") content = beside_phone(c, draft, content, path[2]);
    return draft_page(c, draft,
                      {.title = title_of(c, shown, path),
                       .content = content,
                       .back = is_head ? draft_address(draft.id) : holder_address(draft.id, path),
                       .back_words = c.text("back"),
                       .has_errors = !shown.errors.empty(),
                       .island = "builder"});
}

}  // namespace service_builder
