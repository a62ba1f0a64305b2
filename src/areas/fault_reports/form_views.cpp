#include <fmt/format.h>

#include <algorithm>

#include "areas/fault_reports/views.h"
#include "engines/forms/spoken.h"
#include "engines/forms/view.h"
#include "engines/municipality/place_map.h"
#include "foundation/json/json.h"

namespace fault_reports::views {

using pages::Html;
namespace h = html;

namespace {

forms::PlaceMap place_map(const Context& c) {
    return municipality::place_map(c.tenant, "/felanmalan/plats", c.text("map_credit", c.tenant.name));
}

/// A part of the page, so that the place stands beside the rest.
Html fields_of(const Context& c, const forms::Form& form, const FormPage& page, const std::vector<std::string_view>& wanted, bool other) {
    auto part = form.pages.front();
    std::erase_if(part.fields, [&](const forms::Field& field) { return (std::ranges::find(wanted, field.id) == wanted.end()) != other; });
    return forms::page_fields(
        c.text, form, part,
        {.answers = page.filled.answers, .typed = page.filled.typed, .errors = page.errors, .map = place_map(c), .revealed = {}});
}

std::string category_error(const Context& c, const FormPage& page) {
    for (const auto& error : page.errors)
        if (error.field == "typ") return c.text(error.text_key);
    return {};
}

Html tiles(const Context& c, const FormPage& page) {
    Html all;
    for (const auto& one : page.categories) {
        const auto id = one == page.categories.front() ? std::string("typ") : "typ-" + one->id;
        const auto is_chosen = page.category && page.category->id == one->id;
        all += h::make<R"(<div class="tile"><input type="radio" name="typ" id="{}" value="{}" {}><label for="{}">{}{}</label></div>)">(
            id, one->id, h::Attributes().flag("checked", is_chosen), id, pages::icon(one->icon), forms::said(c.text, one->title));
    }
    const auto error = category_error(c, page);
    const auto said = h::when(!error.empty(), [&] { return h::make<R"(<p class="field__error" id="typ-error">{}</p>)">(error); });
    const auto guess =
        h::when(page.is_suggested, [&] { return h::make<R"(<p class="field__hint" role="status">{}</p>)">(c.text("we_guess")); });
    return h::make<
        R"(<fieldset class="field" {}><legend class="field__label field__label--h2">{}</legend>{}{}<div class="tiles field__control">{}</div></fieldset>)">(
        h::Attributes().maybe("aria-describedby", error.empty() ? "" : "typ-error"), c.text("what"), guess, said, all);
}

std::string reported_words(const Context& c, const NearReport& one) {
    const auto& of = one.near.of;
    if (one.is_same) return c.text("same_thing_reported", c.text.short_day(swedish_date(of.received_at)));
    const auto place = where(of.place);
    const auto day = c.text.short_day(swedish_date(of.received_at));
    return place.empty() ? c.text("reported_on", day) : c.text("reported_at", place, day);
}

/// Which of the things that stand there it is; nothing when none do.
Html things(const Context& c, const AssetChoice& choice) {
    if (choice.offered.empty())
        return h::when(choice.before_category != AssetId{},
                       [&] { return pages::hidden("sak", std::to_string(choice.before_category.value)); });
    std::vector<pages::Option> options;
    for (const auto& one : choice.offered)
        options.push_back({std::to_string(one.of.id.value), assets::words_of(c.text, one.of) + ", " + distance_words(c, one.metres)});
    options.push_back({std::string(none_of_them), c.text("none_of_them")});
    const auto chosen = choice.of.asset != AssetId{} ? std::to_string(choice.of.asset.value)
                        : choice.is_settled          ? std::string(none_of_them)
                                                     : std::string();
    const auto guess =
        h::when(choice.of.asset != AssetId{} && choice.of.how == How::nearest, [&] { return pages::hidden("_narmast", chosen); });
    return pages::hidden("_saker", choice.seen()) + guess +
           pages::radios(
               c.text,
               {.name = "sak", .label = c.text("which_thing"), .hint = c.text("which_thing_hint"), .value = chosen, .optional = true},
               options);
}

Html near_list(const Context& c, const FormPage& page) {
    const auto items = h::each(page.near, [&](const NearReport& one) {
        const auto title = title_of(c, page.categories, one.near.of.service);
        return h::make<R"(<li><span><a href="/felanmalan/{}"><b>{}</b></a><span class="sub">{}</span></span></li>)">(
            one.near.of.number, title, reported_words(c, one));
    });
    return h::make<
        R"(<section class="near" aria-labelledby="h-near" {}><h2 id="h-near">{}</h2><p class="small">{}</p><ul role="list">{}</ul></section>)">(
        h::Attributes().flag("hidden", page.near.empty()), c.text("is_it_this"), c.text("follow_instead"), items);
}

Html errors_of(const Context& c, const forms::Form& form, const FormPage& page) {
    std::vector<pages::ShownError> shown;
    for (const auto& error : page.errors) {
        const bool is_ours = c.text.has(error.text_key);
        shown.push_back({error.field == "typ" ? "typ" : forms::input_of(form, error),
                         is_ours ? c.text(error.text_key) : forms::words_of(c.text, form, error)});
    }
    return pages::error_summary(c.text, shown);
}

}  // namespace

http::Response form_page(const Context& c, const FormPage& page) {
    const auto form = report_form(c.text, page.category);
    const auto once_more = h::when(page.asks_once_more, [&] { return pages::notice(pages::Tone::info, c.text("once_more")); });
    const auto asked = h::when(page.category != nullptr, [&] { return pages::hidden("_fragor", page.category->id); });
    const auto seen = h::when(!page.near.empty(), [&] { return pages::hidden("_sett", "1"); });
    const auto pictures = h::when(!page.pictures.empty(), [&] { return pages::hidden("bilder", page.pictures); });
    const auto inside = h::make<
        R"(<div class="fault"><section class="fault__where">{}<div class="fault__things">{}</div>{}</section><div class="fault__what">{}{}{}{}{}<div class="fault__send">{}</div></div></div>)">(
        fields_of(c, form, page, {photo_field, place_field}, false), things(c, page.assets), near_list(c, page), tiles(c, page),
        fields_of(c, form, page, {photo_field, place_field}, true), asked, seen, pictures, pages::button(c.text("send")));
    const auto urgent = c.tenant.phone.empty() ? c.text("lead") : c.text("lead_phone", c.tenant.phone);
    const auto main = h::make<R"({}<h1>{}</h1><p class="lead fault__lead">{}</p>{}<p>{}</p><div id="fel" data-island="fault" {}>{}</div>)">(
        errors_of(c, form, page), c.text("title"), urgent, once_more, pages::link("/felanmalan/karta", c.text("see_map")),
        h::Attributes()
            .set("data-near", "/felanmalan/nara")
            .set("data-kept", c.text("kept_until_connected"))
            .set("data-incomplete", c.text("kept_needs_more"))
            .set("data-wrong", c.text("kept_was_wrong"))
            .set("data-sent", c.text("kept_is_sent")),
        pages::form(c, "/felanmalan", inside, pages::Upload::files));
    return pages::site(c, {.title = c.text("title"),
                           .main = main,
                           .status = page.errors.empty() ? 200 : 422,
                           .has_errors = !page.errors.empty(),
                           .island = "place form fault"});
}

std::string near_as_json(const Context& c, const Categories& categories, const std::vector<NearReport>& near, const AssetChoice& choice) {
    auto reports = json::array(near, [&](const NearReport& one) {
        return json::object({{"name", title_of(c, categories, one.near.of.service)},
                             {"where", reported_words(c, one)},
                             {"href", "/felanmalan/" + one.near.of.number}});
    });
    return json::to_text(json::object({{"near", std::move(reports)}, {"things", things(c, choice).str()}}));
}

}  // namespace fault_reports::views
