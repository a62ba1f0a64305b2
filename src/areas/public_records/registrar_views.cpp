#include "areas/public_records/registrar_views.h"

#include <fmt/format.h>

#include <algorithm>

#include "areas/public_records/masking.h"
#include "areas/public_records/views.h"

namespace public_records::views {

namespace h = html;
using public_register::Entry;
using public_register::Hides;

std::string correction_address(const Entry& entry) { return "/registrator/" + http::percent_encoded(entry.number); }

Typed typed_of(const Entry& entry) {
    return {{entry.title_sv, entry.title_en}, {std::string(typed_name(entry.hides)), entry.secrecy_ref, ""}};
}

namespace {

std::string day_address(Date day) { return "/registrator?dag=" + to_iso(day); }

/// What is hidden, as the registrar reads it.
std::string shown_to_all(const Texts& text, const Entry& entry) {
    const auto masked = masking(text, entry);
    return masked ? fmt::format("{} ({})", masked->words, masked->ground) : entry.correspondent;
}

std::vector<h::Html> row(const Texts& text, const Entry& entry) {
    return {pages::link(correction_address(entry), entry.number), h::text(entry.title_sv), h::text(entry.title_en),
            h::text(shown_to_all(text, entry))};
}

h::Html title_form(const Context& c, const Entry& entry, const TitleForm& typed, const pages::Errors& errors) {
    const auto fields =
        pages::text_field(c.text, {.name = "title_sv", .label = c.text("title_sv"), .value = typed.sv, .error = errors.at("title_sv")}) +
        pages::text_field(c.text, {.name = "title_en", .label = c.text("title_en"), .value = typed.en, .error = errors.at("title_en")});
    return h::make<R"(<section class="stack"><h2>{}</h2><p>{}</p>{}</section>)">(
        c.text("mend_title"), c.text("mend_title_says"),
        pages::form(c, correction_address(entry) + "/rubrik", fields + pages::form_foot(pages::button(c.text("save_title")))));
}

h::Html secrecy_form(const Context& c, const Entry& entry, const SecrecyForm& typed, const pages::Errors& errors) {
    const auto fields =
        pages::radios(c.text, {.name = "hides", .label = c.text("hides"), .value = typed.hides, .error = errors.at("hides")},
                      {{std::string(typed_name(Hides::nothing)), c.text("hides_nothing"), c.text("hides_nothing_hint")},
                       {std::string(typed_name(Hides::parties)), c.text("hides_parties")},
                       {std::string(typed_name(Hides::all)), c.text("hides_all"), c.text("hides_all_hint")}}) +
        pages::text_field(
            c.text, {.name = "ref", .label = c.text("ref"), .hint = c.text("ref_hint"), .value = typed.ref, .error = errors.at("ref")}) +
        pages::text_area(c.text, {.name = "reason",
                                  .label = c.text("reason"),
                                  .hint = c.text("reason_hint"),
                                  .value = typed.reason,
                                  .error = errors.at("reason"),
                                  .max_length = 500});
    return h::make<R"(<section class="stack"><h2>{}</h2>{}</section>)">(
        c.text("secrecy"),
        pages::form(c, correction_address(entry) + "/sekretess", fields + pages::form_foot(pages::button(c.text("save_secrecy")))));
}

}  // namespace

http::Response day_page(const Context& c, Date day, const std::vector<Entry>& entries) {
    std::vector<std::vector<h::Html>> rows;
    for (const auto& entry : entries) rows.push_back(row(c.text, entry));
    const auto list =
        entries.empty()
            ? pages::empty_state(c.text("none_that_day"), c.text("none_that_day_do"))
            : pages::table(c.text("entries"), {{c.text("number")}, {c.text("title_sv")}, {c.text("title_en")}, {c.text("sender")}}, rows);
    const auto main = h::make<R"(<h1>{}</h1><p class="lead">{}</p><div class="stack-lg">{}{}</div>)">(
        c.text("entries_of", c.text.day(day)), c.text("registrar_lead"), list,
        pages::button_row(pages::link_button(day_address({day.days - 1}), c.text("day_before"), pages::Button::secondary) +
                          pages::link_button(day_address({day.days + 1}), c.text("day_after"), pages::Button::secondary)));
    return pages::app(c, {.title = c.text("registrar"), .main = main});
}

http::Response correction_page(const Context& c, const Entry& entry, const Typed& typed, const std::vector<FieldError>& wrong) {
    const pages::Errors errors(c.text, wrong);
    const auto saved =
        h::when(errors.empty() && c.request.query.has("klart"), [&] { return pages::notice(pages::Tone::ok, c.text("saved")); });
    const auto main = h::make<R"({}{}<h1>{}</h1><div class="stack-lg">{}{}{}{}</div>)">(
        pages::back_link(day_address(entry.received_on), c.text("registrar")), pages::error_summary(c.text, errors),
        c.text("correct", entry.number), saved,
        pages::facts({{c.text("sender"), h::text(shown_to_all(c.text, entry))},
                      {c.text("received"), h::text(c.text.day(entry.received_on))},
                      {c.text("on_the_web"), pages::link(address(entry), c.text("see_as_everyone"))}}),
        title_form(c, entry, typed.title, errors), secrecy_form(c, entry, typed.secrecy, errors));
    return pages::app(
        c, {.title = c.text("correct", entry.number), .main = main, .status = errors.empty() ? 200 : 422, .has_errors = !errors.empty()});
}

}  // namespace public_records::views
