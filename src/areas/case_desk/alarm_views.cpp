#include "areas/case_desk/addresses.h"
#include "areas/case_desk/views.h"

namespace case_desk::views {

using pages::Html;

namespace {

/// Several units stand on the page: each has its own names of fields in what is wrong.
pages::Errors errors_of(const Context& c, const AlarmsScreen& screen, UnitId unit) {
    return screen.typed && screen.typed->unit == unit ? shown(c, screen.errors) : pages::Errors();
}

Html unit_form(const Context& c, const AlarmsScreen& screen, const AlarmsScreen::OfUnit& of) {
    const auto errors = errors_of(c, screen, of.unit.id);
    const bool is_typed = screen.typed && screen.typed->unit == of.unit.id;
    std::vector<pages::Option> people{{.value = "", .label = c.text("alarm_approvers")}};
    for (const auto& account : of.readers) people.push_back({.value = std::to_string(account.id.value), .label = account.name});
    const auto days = [&](std::string_view name, std::string_view label, std::int64_t now_is, const std::string& typed) {
        return pages::text_field(c.text, {.name = std::string(name),
                                          .label = c.text(label),
                                          .value = is_typed ? typed : std::to_string(now_is),
                                          .error = errors.at(name),
                                          .inputmode = "numeric",
                                          .width = "4"});
    };
    const auto told = of.settings.told ? std::to_string(of.settings.told->value) : std::string();
    const auto fields = pages::hidden("enhet", std::to_string(of.unit.id.value)) +
                        days("days_before", "alarm_days_before", of.settings.days_before, is_typed ? screen.typed->days_before : "") +
                        pages::select(c.text,
                                      {.name = "told",
                                       .label = c.text("alarm_told"),
                                       .hint = c.text("alarm_told_hint"),
                                       .value = is_typed ? screen.typed->told : told,
                                       .error = errors.at("told")},
                                      people) +
                        days("days_after", "alarm_days_after", of.settings.days_after, is_typed ? screen.typed->days_after : "") +
                        pages::button(c.text("common.save"), pages::Button::secondary);
    return pages::form(c, alarms_address, fields);
}

/// One unit at a time, so that the page has each name once.
Html chosen_unit(const Context& c, const AlarmsScreen& screen) {
    const auto chosen = screen.typed ? std::to_string(screen.typed->unit.value) : std::string(c.request.query.get("enhet"));
    std::vector<pages::Link> links;
    for (const auto& of : screen.units) {
        const auto id = std::to_string(of.unit.id.value);
        if (id == chosen || screen.units.size() == 1)
            return html::make<R"(<h2 class="desk__h2">{}</h2>{})">(of.unit.name(c.text.language()), unit_form(c, screen, of));
        links.push_back({.href = std::string(alarms_address) + "?enhet=" + id,
                         .icon_name = "clock",
                         .words = of.unit.name(c.text.language()),
                         .sub = c.text("alarm_says", of.settings.days_before, of.settings.days_after)});
    }
    return pages::linklist(links);
}

}  // namespace

http::Response alarms_page(const Context& c, const AlarmsScreen& screen) {
    const auto saved = html::when(screen.is_saved, [&] { return pages::notice(pages::Tone::ok, c.text("alarms_saved")); });
    const auto content =
        html::make<R"({}{}{}<header class="desk__head"><h1>{}</h1></header><p>{}</p><div class="stack-lg form-body">{}</div>)">(
            pages::back_link(all_address, c.text("all_cases")), pages::error_summary(c.text, shown(c, screen.errors)), saved,
            c.text("alarms"), c.text("alarms_words"), chosen_unit(c, screen));
    return pages::app(c, {.title = c.text("alarms"),
                          .main = pages::desk(c.text, {}, content),
                          .status = screen.errors.empty() ? 200 : 422,
                          .has_errors = !screen.errors.empty(),
                          .island = "desk"});
}

}  // namespace case_desk::views
