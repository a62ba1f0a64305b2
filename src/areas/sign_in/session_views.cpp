#include "areas/sign_in/recent.h"
#include "areas/sign_in/views.h"
#include "engines/pages/pages.h"

namespace sign_in::views {

using pages::Html;

static std::vector<Html> row_of(const Context& c, const identity::Session& session, bool may_end) {
    const auto device = session.device.empty() ? c.text("unknown_device") : session.device;
    const Html action = session.id == c.visitor.session ? pages::tag(pages::Tone::ok, "check", c.text("this_device"))
                        : !may_end                      ? Html{}
                                   : pages::form(c, sessions_page(c.visitor) + "/" + std::to_string(session.id.value) + "/avsluta",
                                                 pages::button(c.text("end_session"), pages::Button::quiet));
    return {html::text(device), html::text(c.text.moment(session.started)), html::text(c.text.moment(session.last_seen)), action};
}

std::string sessions_page(const Visitor& visitor) { return visitor.is_resident() ? "/mina-sidor/inloggningar" : "/personal/sessioner"; }

/// To where the visitor shows it anew, and back.
static Html show_first(const Context& c) {
    const auto page = std::string(c.visitor.is_resident() ? "/logga-in" : "/personal/logga-in");
    const auto address = page + "?" + std::string(again) + "=1&till=" + http::percent_encoded(sessions_page(c.visitor));
    return pages::notice(pages::Tone::info,
                         html::make<"<p>{}</p>{}">(c.text("show_before_ending"),
                                                   pages::link_button(address, c.text("show_it_is_you"), pages::Button::secondary)));
}

http::Response sessions(const Context& c, const std::vector<identity::Session>& all, const std::string& told) {
    const bool may_end = has_shown_recently(c.visitor, all);
    std::vector<std::vector<Html>> rows;
    for (const auto& session : all) rows.push_back(row_of(c, session, may_end));
    const Html first = html::when(all.size() > 1 && !may_end, [&] { return show_first(c); });
    const Html others = html::when(all.size() > 1 && may_end, [&] {
        return pages::form(c, sessions_page(c.visitor) + "/andra/avsluta", pages::button(c.text("end_others"), pages::Button::secondary));
    });
    const Html more = html::when(c.visitor.is_staff(), [&] {
        return html::make<R"(<ul role="list" class="linklist"><li>{}</li><li>{}</li></ul>)">(
            pages::link("/personal/losenord", c.text("new_password_title")),
            pages::link("/personal/tva-steg", c.text("second_step_title")));
    });
    const Html main = html::make<R"({}<h1>{}</h1><p class="lead">{}</p>{}{}{}{})">(
        html::when(c.text.has(told), [&] { return pages::notice(pages::Tone::ok, c.text(told)); }), c.text("sessions_title"),
        c.text("sessions_lead"), first,
        pages::table(c.text("sessions_title"), {{c.text("device")}, {c.text("signed_in")}, {c.text("last_seen")}, {c.text("what_to_do")}},
                     rows),
        others, more);
    const pages::Page page{.title = c.text("sessions_title"), .main = main};
    return c.visitor.is_resident() ? pages::site(c, page) : pages::app(c, page);
}

}  // namespace sign_in::views
