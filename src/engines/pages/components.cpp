#include "engines/pages/components.h"

#include <set>
#include <stdexcept>

#include "engines/pages/assets.h"
#include "engines/pages/fields.h"
#include "foundation/markdown/markdown.h"

namespace pages {
namespace {

/// The ids of the sprite's symbols, without "i-".
std::set<std::string, std::less<>> icons_of(std::string_view sprite) {
    constexpr std::string_view before = "id=\"i-";
    std::set<std::string, std::less<>> names;
    for (auto at = sprite.find(before); at != std::string_view::npos; at = sprite.find(before, at)) {
        at += before.size();
        names.emplace(sprite.substr(at, sprite.find('"', at) - at));
    }
    return names;
}

std::string_view tag_class(Tone tone) {
    switch (tone) {
        case Tone::plain: return "tag tag--line";
        case Tone::info: return "tag tag--info";
        case Tone::ok: return "tag tag--ok";
        case Tone::warn: return "tag tag--warn";
        case Tone::err: return "tag tag--err";
    }
    return "tag";
}

std::string_view notice_class(Tone tone) {
    switch (tone) {
        case Tone::plain: return "notice notice--plain";
        case Tone::info: return "notice";
        case Tone::ok: return "notice notice--ok";
        case Tone::warn: return "notice notice--warn";
        case Tone::err: return "notice notice--err";
    }
    return "notice";
}

std::string_view notice_icon(Tone tone) {
    switch (tone) {
        case Tone::ok: return "circle-check";
        case Tone::warn: return "alert-triangle";
        case Tone::err: return "alert-circle";
        default: return "info-circle";
    }
}

std::string_view button_class(Button kind) {
    switch (kind) {
        case Button::primary: return "btn";
        case Button::secondary: return "btn btn--secondary";
        case Button::quiet: return "btn btn--quiet";
        case Button::danger: return "btn btn--danger";
    }
    return "btn";
}

}  // namespace

bool has_icon(std::string_view name) {
    static const auto names = icons_of(*asset(asset_address("sprite.svg"))->shared_body);
    return names.contains(name);
}

Html icon(std::string_view name) {
    static const std::string sprite = asset_address("sprite.svg");
    if (!has_icon(name)) throw std::logic_error("no icon " + std::string(name) + " in ui/icons.txt");
    // What points along the line turns with it.
    const bool turns = name.ends_with("-left") || name.ends_with("-right") || name == "arrow-back-up";
    return html::make<R"(<svg class="{}" aria-hidden="true"><use href="{}#i-{}"/></svg>)">(turns ? "icon icon--turns" : "icon", sprite,
                                                                                           name);
}

Html tag(Tone tone, std::string_view icon_name, std::string_view words) {
    return html::make<R"(<span class="{}">{}{}</span>)">(tag_class(tone), icon(icon_name), words);
}

Html notice(Tone tone, const Html& content) {
    return html::make<R"(<div class="{}">{}<div>{}</div></div>)">(notice_class(tone), icon(notice_icon(tone)), content);
}

Html notice(Tone tone, std::string_view words) { return notice(tone, html::make<"<p>{}</p>">(words)); }

Html back_link(std::string_view href, std::string_view words) {
    return html::make<R"(<a class="back" href="{}">{}{}</a>)">(href, icon("arrow-left"), words);
}

Html link(std::string_view href, std::string_view words) { return html::make<R"(<a href="{}">{}</a>)">(href, words); }

Html button(std::string_view words, Button kind, std::string_view name, std::string_view value) {
    const auto sent = html::Attributes().maybe("name", name).maybe("value", value);
    return html::make<R"(<button class="{}" {}>{}</button>)">(button_class(kind), sent, words);
}

Html link_button(std::string_view href, std::string_view words, Button kind, std::string_view icon_name) {
    return html::make<R"(<a class="{}" href="{}">{}{}</a>)">(button_class(kind), href, icon_name.empty() ? Html() : icon(icon_name), words);
}

Html button_row(const Html& buttons) { return html::make<R"(<div class="btn-row btn-row--stack">{}</div>)">(buttons); }

Html details(std::string_view summary, const Html& content, Fold fold) {
    if (fold == Fold::open)
        return html::make<R"(<details class="more" open><summary>{}</summary><div>{}</div></details>)">(summary, content);
    return html::make<R"(<details class="more"><summary>{}</summary><div>{}</div></details>)">(summary, content);
}

Html receipt(std::string_view heading, const Html& content) {
    return html::make<R"(<div class="receipt">{}<div><h1 class="receipt__head">{}</h1>{}</div></div>)">(icon("circle-check"), heading,
                                                                                                        content);
}

Html undo_bar(const Context& c, const Html& words, std::string_view undo_address) {
    const auto undo = html::make<R"(<button class="btn btn--quiet btn--sm">{} <kbd>Z</kbd></button>)">(c.text.of("pages")("undo"));
    return html::make<R"(<div class="undo" role="status">{}<p>{}</p>{}</div>)">(icon("circle-check"), words, form(c, undo_address, undo));
}

Html empty_state(std::string_view heading, std::string_view words, const Html& action) {
    return html::make<R"(<div class="empty"><p><b>{}</b></p><p>{}</p>{}</div>)">(
        heading, words, html::when(!action.empty(), [&] { return html::make<R"(<p class="panel__foot">{}</p>)">(action); }));
}

Html search_form(const Texts& text, const SearchForm& search) {
    const auto suggestions = html::Attributes()
                                 .maybe("data-suggest", search.suggest_address)
                                 .flag("data-suggest-posted", !search.posted_with.empty())
                                 .maybe("placeholder", search.placeholder);
    const auto method = html::Attributes().maybe("method", search.posted_with.empty() ? "" : "post");
    const auto token = html::when(!search.posted_with.empty(), [&] { return hidden("_csrf", search.posted_with); });
    return html::make<R"(<form class="{}" role="search" action="{}" id="sok" {}>{}
<label class="visually-hidden" for="{}">{}</label>
<div class="search__field"><input class="search__input" id="{}" name="{}" type="search" value="{}" autocomplete="off" enterkeyhint="search" {}></div>
<button class="btn">{}<span>{}</span></button>
</form>)">(search.is_hero ? "search search--hero" : "search", search.action, method, token, search.name, search.label, search.name,
           search.name, search.value, suggestions, icon("search"), text.of("pages")("search"));
}

Html spoken(std::string_view lang, std::string_view words) {
    const auto language = language_from(lang);
    if (!language) return html::text(words);
    return html::make<R"(<span lang="{}" dir="{}">{}</span>)">(lang, direction_of(*language), words);
}

Html isolated(const Texts& text, std::string_view words) {
    if (row_of(text.language()).direction == Direction::left_to_right) return html::text(words);
    return html::make<"<bdi>{}</bdi>">(words);
}

Html phone_link(std::string_view number, std::string_view words) {
    std::string digits;
    for (const char character : number)
        if ((character >= '0' && character <= '9') || character == '+') digits += character;
    if (words.empty()) return html::make<R"(<a class="nowrap" dir="ltr" href="tel:{}">{}</a>)">(digits, number);
    return html::make<R"(<a class="nowrap" href="tel:{}">{}</a>)">(digits, words);
}

Html prose(std::string_view markdown_text) {
    return html::make<R"(<div class="prose">{}</div>)">(html::trusted(markdown::to_html(markdown_text)));
}

}  // namespace pages
