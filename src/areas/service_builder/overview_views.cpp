#include <fmt/format.h>

#include "areas/service_builder/part_views.h"
#include "areas/service_builder/views.h"

namespace service_builder {

namespace h = html;

namespace {

h::Html new_service_form(const Context& c, const std::vector<FieldError>& errors) {
    const pages::Field id{.name = "id",
                          .label = c.text("new_id"),
                          .hint = c.text("new_id_hint"),
                          .value = std::string(c.request.field("id")),
                          .error = errors.empty() ? "" : c.text(errors.front().text_key),
                          .autocomplete = "off"};
    return pages::form(c, std::string(list_address) + "/ny",
                       pages::text_field(c.text, id) + pages::form_foot(pages::button(c.text("begin_new"))));
}

h::Html published_list(const Context& c, const std::vector<Published>& all) {
    std::vector<std::vector<h::Html>> rows;
    for (const auto& service : all) {
        const auto build = h::make<R"(<button class="btn btn--quiet btn--sm">{}<span class="visually-hidden"> {}</span></button>)">(
            c.text("build_on"), service.title);
        const auto shared = h::when(service.is_shared, [&] { return pages::tag(pages::Tone::info, "share", c.text("is_shared")); });
        rows.push_back({pages::link(fmt::format("{}/tjanst/{}", list_address, service.id), service.title), h::text(service.id), shared,
                        h::text(std::to_string(service.version)),
                        pages::form(c, std::string(list_address) + "/ny", pages::hidden("service", service.id) + build)});
    }
    return pages::table(c.text("published"),
                        {{c.text("service")}, {c.text("id")}, {c.text("shared")}, {c.text("version"), true}, {c.text("build")}}, rows);
}

h::Html draft_list(const Context& c, const std::vector<Draft>& drafts) {
    if (drafts.empty()) return h::make<"<p>{}</p>">(c.text("no_drafts"));
    std::vector<std::vector<h::Html>> rows;
    for (const auto& draft : drafts)
        rows.push_back({pages::link(draft_address(draft.id), draft.title(c.text.language())), h::text(draft.service),
                        h::text(c.text("state." + std::string(to_name(draft.state)))), h::text(c.text.moment(draft.changed_at))});
    return pages::table(c.text("drafts"), {{c.text("service")}, {c.text("id")}, {c.text("state")}, {c.text("changed_at")}}, rows);
}

}  // namespace

http::Response list_page(const Context& c, const ListPage& shown) {
    return page(c,
                {.title = c.text("title"),
                 .content = section(c.text("drafts"), draft_list(c, shown.drafts)) +
                            section(c.text("new_service"), new_service_form(c, shown.errors) +
                                                               pages::link_button(std::string(list_address) + "/hamta",
                                                                                  c.text("take_in_definition"), pages::Button::secondary)) +
                            section(c.text("followed"), followed_list(c, shown.followed)) +
                            section(c.text("published"), published_list(c, shown.published)),
                 .back = "/administration",
                 .back_words = c.text("administration"),
                 .has_errors = !shown.errors.empty()});
}

http::Response take_in_page(const Context& c, const std::string& yaml, const std::vector<FieldError>& errors) {
    const auto error = errors.empty() ? std::string() : c.text(errors.front().text_key);
    const auto fields =
        pages::text_area(c.text, {.name = "yaml", .label = c.text("yaml"), .value = yaml, .error = error}) +
        pages::file_field(c.text, {.name = "file", .label = c.text("yaml_file"), .hint = c.text("yaml_file_hint"), .optional = true}) +
        pages::form_foot(pages::button(c.text("take_in_definition")));
    return page(c, {.title = c.text("take_in_definition"),
                    .content = h::make<"<p>{}</p>">(c.text("take_in_words")) +
                               pages::form(c, std::string(list_address) + "/hamta", fields, pages::Upload::files),
                    .has_errors = !errors.empty()});
}

http::Response overview_page(const Context& c, const Opened& opened, const Checked& checked) {
    const auto& draft = opened.draft;
    h::Html heads;
    for (const auto form : head_forms)
        heads += h::make<"<li>{}</li>">(pages::link(part_address(draft.id, form), c.text("form." + std::string(form))));
    h::Html lists;
    for (const auto& list : lists_in({}, opened.document))
        lists += section(c.text("list." + std::string(list.kind)), part_list(c, opened, checked, list));
    const auto state =
        checked.problems.empty() ? pages::notice(pages::Tone::ok, c.text("nothing_to_mend")) : problem_list(c, draft.id, checked.problems);
    return draft_page(
        c, draft,
        {.title = draft.title(c.text.language()),
         .content = state + section(c.text("about_the_service"), h::make<R"(<ul class="builder-list" role="list">{}</ul>)">(heads)) + lists,
         .island = "builder"});
}

}  // namespace service_builder
