#include "areas/e_services/on_behalf_views.h"

#include "areas/e_services/form_views.h"

namespace e_services::views {

using html::Html;
using html::make;

namespace {

http::Response page(const Context& c, const services::Service& service, const std::string& title, const Html& content,
                    const pages::Errors& errors) {
    const auto address = "/e-tjanster/" + service.id;
    const auto main = make<R"({}{}<p class="eyebrow">{}</p><h1>{}</h1><div class="form-body stack-lg">{}</div>)">(
        pages::back_link(address, c.text("back_to", service.title.in(c.text.language()))), pages::error_summary(c.text, errors),
        service.title.in(c.text.language()), title, content);
    return pages::task(c, {.title = title + " – " + service.title.in(c.text.language()),
                           .main = main,
                           .status = errors.empty() ? 200 : 422,
                           .has_errors = !errors.empty()})
        .with("Cache-Control", "no-store");
}

Html who_it_is(const Context& c, const ForWhomForm& form, const pages::Errors& errors, std::string_view number_hint) {
    return pages::text_field(
               c.text,
               {.name = "name", .label = c.text("their_name"), .value = form.name, .error = errors.at("name"), .autocomplete = "off"}) +
           pages::text_field(c.text, {.name = "number",
                                      .label = c.text("their_number"),
                                      .hint = c.text(number_hint),
                                      .value = form.number,
                                      .error = errors.at("number"),
                                      .autocomplete = "off",
                                      .inputmode = "numeric",
                                      .width = "10"});
}

/// What was begun for others, each with the person it is for.
Html to_go_on(const Context& c, const services::Service& service, const std::vector<drafts::Draft>& begun) {
    if (begun.empty()) return {};
    const auto rows = html::each(begun, [&](const drafts::Draft& draft) {
        return make<R"(<li><a href="{}">{}</a> <span class="muted">{}</span></li>)">(drafts::address_to_go_on(draft, service.form),
                                                                                     c.text("go_on_for", draft.beside.on_behalf.name),
                                                                                     c.text("saved_then", c.text.moment(draft.updated_at)));
    });
    return make<
        R"(<section class="stack" aria-labelledby="h-begun"><h2 id="h-begun">{}</h2><ul role="list" class="stack">{}</ul></section>)">(
        c.text("begun"), rows);
}

}  // namespace

http::Response for_another_page(const Context& c, const services::Service& service, const Ways& ways, const ForWhomForm& form,
                                const std::vector<FieldError>& wrong) {
    const auto& [usable, can_sign, begun] = ways;
    const pages::Errors errors(c.text, wrong);
    std::vector<pages::Option> options;
    for (const auto& mandate : usable)
        options.push_back({std::to_string(mandate.id.value), mandate.giver.name, mandates::origin_words(c.text, mandate.origin)});
    if (can_sign) options.push_back({"without", c.text("without_mandate"), c.text("without_mandate_hint")});
    const auto ask = make<R"(<p><a href="/mina-sidor/fullmakter/be-om?tjanst={}">{}</a>. {}</p>)">(service.id, c.text("ask_mandate"),
                                                                                                   c.text("ask_mandate_says"));
    if (options.empty())
        return page(c, service, c.text("for_another"), make<"{}<p>{}</p>{}">(to_go_on(c, service, begun), c.text("no_mandate"), ask),
                    errors);
    const auto below = html::when(ways.can_sign, [&] {
        const auto email = pages::text_field(c.text, {.name = "email",
                                                      .label = c.text("their_email"),
                                                      .hint = c.text("their_email_hint"),
                                                      .value = form.email,
                                                      .error = errors.at("email"),
                                                      .autocomplete = "off",
                                                      .type = "email"});
        return pages::details(c.text("who_signs"), who_it_is(c, form, errors, "their_number_hint") + email,
                              ways.usable.empty() || form.who == "without" ? pages::Fold::open : pages::Fold::closed);
    });
    const auto fields = pages::radios(c.text,
                                      {.name = "who",
                                       .label = c.text("for_whom"),
                                       .value = options.size() == 1 ? options.front().value : form.who,
                                       .error = errors.at("who")},
                                      options) +
                        below + pages::form_foot(pages::button(c.text("common.continue")));
    return page(c, service, c.text("for_another"),
                to_go_on(c, service, begun) + pages::form(c, "/e-tjanster/" + service.id + "/for-annan", fields) + ask, errors);
}

http::Response desk_page(const Context& c, const services::Service& service, const std::vector<drafts::Draft>& begun,
                         const ForWhomForm& form, const std::vector<FieldError>& wrong) {
    const pages::Errors errors(c.text, wrong);
    const auto identified = pages::checkbox(
        c.text, {.name = "identified", .label = c.text("identified"), .hint = c.text("identified_hint")}, form.is_identified);
    const auto fields =
        who_it_is(c, form, errors, "desk_number_hint") + identified + pages::form_foot(pages::button(c.text("start_for_them")));
    return page(c, service, c.text("at_desk"),
                make<R"(<p class="lead">{}</p>{}{})">(c.text("at_desk_says"), to_go_on(c, service, begun),
                                                      pages::form(c, "/e-tjanster/" + service.id + "/vid-disken", fields)),
                errors);
}

Html for_whom(const Context& c, const drafts::OnBehalf& of) {
    using Kind = drafts::OnBehalf::Kind;
    if (of.kind == Kind::oneself) return {};
    const auto* key = of.kind == Kind::mandate ? "fills_in_by_mandate" : of.kind == Kind::at_desk ? "fills_in_at_desk" : "fills_in_to_sign";
    return pages::notice(pages::Tone::info, c.text(key, of.name));
}

}  // namespace e_services::views
