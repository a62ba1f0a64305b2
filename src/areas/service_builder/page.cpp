#include "areas/service_builder/page.h"

#include <fmt/format.h>

#include "areas/service_builder/parts.h"
#include "areas/service_builder/rights.h"

namespace service_builder {

namespace h = html;

namespace {

h::Html said(const Context& c) {
    const auto key = fmt::format("said.{}", c.request.query.get("sagt"));
    if (!c.text.has(key)) return {};
    return pages::notice(pages::Tone::ok, c.text(key));
}

h::Html state_tag(const Context& c, const Draft& draft) {
    const auto words = c.text("state." + std::string(to_name(draft.state)));
    switch (draft.state) {
        case DraftState::open: return pages::tag(pages::Tone::plain, "pencil", words);
        case DraftState::proposed: return pages::tag(pages::Tone::warn, "clock", words);
        case DraftState::approved:
        case DraftState::published: return pages::tag(pages::Tone::ok, "circle-check", words);
        case DraftState::discarded: break;
    }
    return pages::tag(pages::Tone::plain, "x", words);
}

h::Html tabs(const Context& c, const Draft& draft) {
    constexpr std::string_view names[] = {"", "skillnad", "forhandsvisning", "prova", "omprovning", "yaml", "historik"};
    const auto items = h::each(names, [&](std::string_view name) {
        const auto address = draft_address(draft.id, name);
        const auto here = h::Attributes().maybe("aria-current", c.request.path == address ? "page" : "");
        return h::make<R"(<li><a href="{}" {}>{}</a></li>)">(address, here, c.text("tab." + std::string(name.empty() ? "overview" : name)));
    });
    return h::make<R"(<nav aria-label="{}"><ul class="builder-tabs" role="list">{}</ul></nav>)">(c.text("tabs"), items);
}

h::Html undo(const Context& c, const Draft& draft) {
    if (draft.state != DraftState::open) return {};
    return draft_form(c, draft, "steg",
                      pages::button_row(pages::button(c.text("undo"), pages::Button::quiet, "do", "undo") +
                                        pages::button(c.text("redo"), pages::Button::quiet, "do", "redo")));
}

}  // namespace

std::string draft_address(ServiceDraftId id, std::string_view page) {
    return fmt::format("{}/{}{}{}", list_address, id.value, page.empty() ? "" : "/", page);
}

std::string holder_address(ServiceDraftId id, const services::Path& path) {
    const auto holder = holder_of(path);
    return holder.empty() ? draft_address(id) : part_address(id, services::to_text(holder));
}

std::string part_address(ServiceDraftId id, std::string_view part) { return draft_address(id, "del?del=") + http::percent_encoded(part); }

http::Response page(const Context& c, const Shown& shown) {
    const auto main = h::make<R"({}<h1>{}</h1><div class="stack-lg">{}{}</div>)">(
        pages::back_link(shown.back, shown.back_words.empty() ? c.text("title") : shown.back_words), shown.title, said(c), shown.content);
    return pages::app(c, {.title = shown.title,
                          .main = main,
                          .status = shown.has_errors ? 422 : 200,
                          .has_errors = shown.has_errors,
                          .island = shown.island});
}

http::Response draft_page(const Context& c, const Draft& draft, Shown shown) {
    shown.content = h::make<R"(<div class="row row--between"><div>{}</div>{}</div>{}{}{})">(
        state_tag(c, draft), undo(c, draft), tabs(c, draft),
        h::when(draft.state != DraftState::open, [&] { return pages::notice(pages::Tone::info, c.text("closed_for_changes")); }),
        shown.content);
    return page(c, shown).with(
        "Content-Security-Policy",
        "default-src 'none'; style-src 'self'; img-src 'self' data:; font-src 'self'; script-src 'self'; connect-src 'self'; "
        "frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'");
}

http::Response and_say(std::string_view address, std::string_view said) {
    return http::see_other(fmt::format("{}{}sagt={}", address, address.find('?') == address.npos ? '?' : '&', said));
}

h::Html section(std::string_view heading, const h::Html& content) {
    return h::make<R"(<section class="stack"><h2>{}</h2>{}</section>)">(heading, content);
}

h::Html problem_list(const Context& c, ServiceDraftId id, const std::vector<forms::Problem>& problems) {
    if (problems.empty()) return {};
    constexpr std::size_t most_shown = 50;
    h::Html items;
    for (std::size_t i = 0; i < std::min(problems.size(), most_shown); ++i) {
        const auto& problem = problems[i];
        const auto form = form_of(services::path_of(problem.path));
        const auto address = form.empty() ? draft_address(id, "yaml") : part_address(id, form);
        const auto place = h::make<R"(<a href="{}">{}</a>)">(address, problem.path.empty() ? c.text("tab.yaml") : problem.path);
        items += h::make<"<li>{}: {}</li>">(place, forms::message(c.text, problem));
    }
    return pages::notice(pages::Tone::warn, h::make<"<p><b>{}</b></p><ul>{}</ul>">(c.text("to_mend", problems.size()), items));
}

h::Html draft_form(const Context& c, const Draft& draft, std::string_view page, const h::Html& content) {
    return pages::form(c, draft_address(draft.id, page), pages::hidden("revision", std::to_string(draft.revision)) + content);
}

}  // namespace service_builder
