#include "areas/disposal/approval_views.h"

namespace disposal::views {

namespace h = html;

h::Html state_of(const Texts& text, const Standing& list) {
    if (list.done_at) return pages::tag(pages::Tone::ok, "check", text("state_done"));
    if (list.approved_at) return pages::tag(pages::Tone::info, "hourglass", list.approved_words);
    return pages::tag(pages::Tone::warn, "file-search", text("state_waiting"));
}

void add_standing(const Texts& text, const Standing& list, std::string_view outcome, std::vector<pages::Fact>& facts) {
    if (list.approved_at)
        facts.push_back({text("approved"), h::text(text("approved_by", list.approved_by_name, text.moment(*list.approved_at)))});
    if (!list.done_at) return;
    facts.push_back({text("done"), h::text(text.moment(*list.done_at))});
    facts.push_back({text("outcome"), h::text(outcome)});
}

static h::Html approve_form(const Context& c, const ListPage& page, std::string_view error) {
    const auto box = pages::checkbox(c.text, {.name = "looked_through", .label = page.looked_through, .error = std::string(error)}, false);
    return h::make<R"(<section class="stack"><h2>{}</h2><p>{}</p>{}</section>)">(
        c.text("approve_heading"), page.approve_says,
        pages::form(c, page.address + "/godkann", box + pages::form_foot(pages::button(c.text("approve"), pages::Button::danger))));
}

http::Response page_of_list(const Context& c, const ListPage& page) {
    const auto error = page.error.empty() ? std::string() : c.text(page.error);
    std::vector<pages::ShownError> errors;
    if (!error.empty()) errors.push_back({"looked_through", error});
    const auto main = h::make<R"({}{}<h1>{}</h1><div class="stack-lg">{}{}{}{}</div>)">(
        page.back, pages::error_summary(c.text, errors), page.title, page.facts, page.table,
        h::when(page.may_approve, [&] { return approve_form(c, page, error); }),
        pages::button_row(pages::link_button(page.address + "/rapport.csv", c.text("as_csv"), pages::Button::secondary)));
    return pages::app(c, {.title = page.title, .main = main, .status = errors.empty() ? 200 : 422, .has_errors = !errors.empty()});
}

}  // namespace disposal::views
