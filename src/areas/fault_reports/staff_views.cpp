#include <fmt/format.h>

#include "areas/fault_reports/views.h"
#include "engines/municipality/town_map.h"
#include "foundation/geo/map_svg.h"

namespace fault_reports::views {

using pages::Html;
namespace h = html;

namespace {

std::string address_of(const cases::PlacedCase& of) { return "/handlaggning/felanmalningar/" + of.number; }

}  // namespace

Html due(const Context& c, const cases::PlacedCase& of) {
    if (!of.due_on) return {};
    const auto day = c.text.short_day(*of.due_on);
    return *of.due_on < swedish_date(now()) ? pages::tag(pages::Tone::err, "alert-triangle", c.text("late_since", day)) : h::text(day);
}

std::string distance_words(const Context& c, double metres) {
    return metres < 1000 ? c.text("metres", c.text.number(metres)) : c.text("kilometres", c.text.number(metres / 1000, 1));
}

Html map_of_work(const Context& c, const std::vector<WorkRow>& rows) {
    const auto* map = municipality::map_of(c.tenant);
    if (!map || rows.empty()) return {};
    std::vector<geo::Position> places;
    geo::Picture picture;
    int number = 0;
    constexpr std::size_t most_pins = 50;
    for (const auto& row : rows) {
        if (places.size() == most_pins) break;
        places.push_back(row.of.place.at);
        const bool is_late = row.of.due_on && *row.of.due_on < swedish_date(now());
        picture.pins.push_back({row.of.place.at, std::to_string(++number), is_late ? geo::Pin::Kind::hot : geo::Pin::Kind::plain});
    }
    picture.view = geo::view_of(places);
    picture.title = c.text("map_of_work");
    picture.label_kinds = {"town", "district", "water"};
    picture.fit = geo::Fit::whole;
    return h::make<R"(<div class="map map--tall">{}</div>)">(geo::map_svg(*map, picture));
}

namespace {

/// What crew.ts says, and on the list the button that takes all of it along; nothing without scripts.
Html offline(const Context& c, const Html& button) {
    return h::make<R"(<div class="stack" {} hidden>{}<p class="notice" role="status" hidden></p></div>)">(
        h::Attributes()
            .set("data-island", "fault-crew")
            .set("data-worker", "/handlaggning/felarbete.js")
            .set("data-who", c.visitor.account.value)
            .set("data-taking", c.text("crew_taking"))
            .set("data-taken", c.text("crew_taken", "{n}"))
            .set("data-failed", c.text("crew_failed"))
            .set("data-kept", c.text("crew_kept"))
            .set("data-sent", c.text("crew_sent", "{n}"))
            .set("data-offline", c.text("crew_offline"))
            .set("data-refused", c.text("crew_refused", "{n}"))
            .set("data-pictures", c.text("crew_pictures", "{n}"))
            .set("data-remove", c.text("crew_remove")),
        button);
}

}  // namespace

http::Response worklist_page(const Context& c, const std::vector<WorkRow>& rows, const SortedFrom& from) {
    std::vector<std::vector<Html>> lines;
    int number = 0;
    for (const auto& row : rows) {
        auto place = where(row.of.place);
        if (row.metres) place += (place.empty() ? "" : ", ") + distance_words(c, *row.metres);
        const auto handed = h::when(!row.handed_to.empty(), [&] {
            return h::make<R"(<br><span class="small muted">{}</span>)">(c.text("is_with", row.handed_to));
        });
        lines.push_back({h::make<R"({} <a href="{}">{}</a>{})">(std::to_string(++number) + ".", address_of(row.of), row.title, handed),
                         h::text(place), due(c, row.of), h::text(row.followers == 0 ? "" : std::to_string(row.followers)),
                         h::text(row.of.number)});
    }
    const auto table =
        lines.empty()
            ? pages::empty_state(c.text("nothing_to_mend"), c.text("nothing_to_mend_do"))
            : pages::table(
                  c.text("faults"),
                  {{c.text("what_fault")}, {c.text("place")}, {c.text("at_latest")}, {c.text("follow_it"), true}, {c.text("number")}},
                  lines);
    const auto error = from.is_unknown ? c.text("error_place_unknown") : std::string();
    const auto sort = h::make<
        R"(<form class="filters" action="/handlaggning/felanmalningar" method="post" data-island="fault-near">{}{}{}<button type="button" class="btn btn--secondary" hidden data-do="here">{}</button></form>)">(
        pages::hidden("_csrf", c.visitor.csrf),
        pages::text_field(
            c.text, {.name = "fran", .label = c.text("sort_from"), .hint = c.text("sort_from_hint"), .value = from.typed, .error = error}),
        pages::button(c.text("sort"), pages::Button::secondary), c.text("nearest_me"));
    const bool by_distance = !from.typed.empty() && !from.is_unknown;
    const auto take =
        offline(c, h::make<R"(<button type="button" class="btn btn--secondary" hidden data-do="take">{}</button>)">(c.text("crew_take")));
    const auto ways =
        pages::button_row(pages::link_button("/handlaggning/felanmalningar/statistik", c.text("statistics"), pages::Button::secondary) +
                          pages::link_button("/handlaggning/felanmalningar/kostnader", c.text("costs"), pages::Button::secondary));
    const auto main = h::make<R"(<h1>{}</h1><p class="lead">{}</p>{}{}<div class="stack-lg">{}{}{}</div>)">(
        c.text("faults"), by_distance ? c.text("by_distance") : c.text("by_due"), take, sort, map_of_work(c, rows), table, ways);
    return pages::app(c, {.title = c.text("faults"),
                          .main = main,
                          .status = from.is_unknown ? 422 : 200,
                          .has_errors = from.is_unknown,
                          .island = "fault crew"});
}

namespace {

Html pictures(const Context& c, const Work& work) {
    return h::each(work.pictures, [&](const cases::Document& one) {
        const auto address = "/handlaggning/arenden/" + work.report.of.number + "/handlingar/" + std::to_string(one.id.value);
        return h::make<R"(<figure class="fault__picture"><a href="{}"><img src="{}" alt="{}" loading="lazy"></a></figure>)">(
            address, address, c.text(one.direction == cases::Direction::dispatched ? "picture_after" : "picture_before"));
    });
}

pages::Errors errors_of(const Context& c, const WorkForm& form) { return {c.text, form.errors, {"forms", "cases"}}; }
std::string error_at(const Context& c, const WorkForm& form, std::string_view field) { return errors_of(c, form).at(field); }

Html finish_forms(const Context& c, const Work& work, const WorkForm& form) {
    const auto& of = work.report.of;
    const auto begin = h::when(of.state == "received", [&] {
        return pages::form(c, address_of(of) + "/borja", pages::button(c.text("begin"), pages::Button::secondary));
    });
    const auto answer = pages::text_area(c.text, {.name = "svar",
                                                  .label = c.text("answer"),
                                                  .hint = c.text("answer_hint"),
                                                  .value = form.answer,
                                                  .error = error_at(c, form, "svar"),
                                                  .optional = true,
                                                  .max_length = static_cast<int>(longest_answer)});
    const auto after = pages::file_field(
        c.text, {.name = "efter", .label = c.text("picture_after"), .error = error_at(c, form, "efter"), .optional = true});
    const auto shows = pages::checkbox(c.text, {.name = "visa_efter", .label = c.text("show_after")}, form.shows_after);
    const auto took = amounts(c, work.resources, form.typed, errors_of(c, form));
    const auto ways = h::make<R"(<button class="btn">{}</button><button class="btn btn--secondary" formaction="{}">{}</button>)">(
        c.text("is_mended"), address_of(of) + "/avsluta", c.text("close_without"));
    return begin + pages::form(c, address_of(of) + "/lagat", answer + after + shows + took + pages::form_foot(ways), pages::Upload::files);
}

Html shown_form(const Context& c, const Work& work, const WorkForm& form) {
    std::vector<pages::Option> options{{"", c.text("no_picture")}};
    std::string chosen;
    int number = 0;
    for (const auto& one : work.pictures) {
        if (one.direction == cases::Direction::dispatched) continue;
        options.push_back({std::to_string(one.id.value), c.text("picture_number", ++number)});
        if (form.picture ? *form.picture == options.back().value : work.report.shown.picture == one.id) chosen = options.back().value;
    }
    const auto picture = h::when(number > 0, [&] {
        return pages::radios(
            c.text, {.name = "bild", .label = c.text("shown_picture"), .value = chosen, .error = error_at(c, form, "bild")}, options);
    });
    const auto text = pages::text_area(c.text, {.name = "beskrivning",
                                                .label = c.text("shown_words"),
                                                .hint = c.text("shown_hint"),
                                                .value = form.description.value_or(work.report.shown.description),
                                                .error = error_at(c, form, "beskrivning"),
                                                .optional = true,
                                                .max_length = static_cast<int>(longest_answer)});
    return pages::details(c.text("let_everybody_see"),
                          pages::form(c, address_of(work.report.of) + "/visa",
                                      text + picture + pages::button_row(pages::button(c.text("save"), pages::Button::secondary))),
                          form.description ? pages::Fold::open : pages::Fold::closed);
}

}  // namespace

Html about_asset(const Context& c, const ReportedAsset& about, const OthersOfAsset& others) {
    const auto how = c.text("thing_is." + std::string(to_name(about.how))) + (about.of.is_ended ? " " + c.text("thing_is_gone") : "");
    if (others.newest.empty()) return h::make<R"(<p class="small muted">{}</p>)">(how);
    std::vector<std::vector<Html>> rows;
    for (const auto& one : others.newest)
        rows.push_back({pages::link(address_of(one), one.number), h::text(c.text.short_day(swedish_date(one.received_at))),
                        h::text(one.closed_at ? c.text.short_day(swedish_date(*one.closed_at)) : c.text("not_closed"))});
    const auto often = h::when(others.times_in_a_year > 1,
                               [&] { return pages::notice(pages::Tone::warn, c.text("times_in_a_year", others.times_in_a_year)); });
    const auto heading = c.text(others.are_all ? "others_of_thing" : "others_of_thing_or_more", std::ssize(others.newest));
    return h::make<R"(<p class="small muted">{}</p>{}{})">(
        how, often, pages::details(heading, pages::table(heading, {{c.text("number")}, {c.text("reported")}, {c.text("closed")}}, rows)));
}

http::Response work_page(const Context& c, const Work& work, const WorkForm& form) {
    const auto& of = work.report.of;
    std::vector<pages::Fact> facts;
    for (const auto& [question, answer] : work.answers) facts.push_back({question, h::text(answer)});
    if (work.report.asset) facts.push_back({c.text("which_thing_it_is"), h::text(with_reference(c.text, work.report.asset->of))});
    facts.push_back({c.text("reported"), h::text(c.text.moment(of.received_at))});
    if (of.due_on) facts.push_back({c.text("at_latest"), due(c, of)});
    facts.push_back({c.text("follow_it"), h::text(std::to_string(work.report.followers))});
    const auto about = work.report.asset ? about_asset(c, *work.report.asset, work.others) : Html();
    const auto* state = work.report.flow.find_state(of.state);
    const auto changes = h::when(work.may_change && of.is_open, [&] { return finish_forms(c, work, form); });
    // Somebody closed it while this was typed: there is no form for it any more.
    const auto not_sent = h::when(!of.is_open && !form.answer.empty(), [&] {
        return h::make<"<h2>{}</h2><blockquote><p>{}</p></blockquote>">(c.text("not_sent"), form.answer);
    });
    const auto took = what_it_took(c, work.uses);
    const auto shown = h::when(work.may_change, [&] { return handing(c, work, form) + shown_form(c, work, form); });
    const auto notice = h::when(!form.notice.empty(), [&] { return pages::notice(pages::Tone::warn, c.text(form.notice)); });
    const auto words = h::when(!work.words.empty(), [&] { return h::make<"<blockquote><p>{}</p></blockquote>">(work.words); });
    const auto* map = municipality::map_of(c.tenant);
    const auto drawn = h::when(map != nullptr, [&] {
        geo::Picture picture{.view = {of.place.at, 500, 320}, .title = c.text("map_of", work.report.title)};
        picture.has_road_names = true;
        picture.pins = {{of.place.at, "", geo::Pin::Kind::drop}};
        return h::make<R"(<div class="map fault__map">{}</div>)">(geo::map_svg(*map, picture));
    });
    const auto main = h::make<
        R"({}{}{}{}<h1>{}</h1><p class="lead">{}</p><div class="fault"><section class="stack">{}{}{}{}{}</section><section class="stack">{}{}{}</section></div>)">(
        pages::error_summary(c.text, errors_of(c, form)), pages::back_link("/handlaggning/felanmalningar", c.text("faults")),
        offline(c, {}), notice, work.report.title,
        where(of.place) + (state ? (where(of.place).empty() ? "" : " · ") + state->label.in(c.text.language()) : ""), words,
        pages::facts(facts), about, pictures(c, work), drawn, changes + not_sent + took, shown,
        pages::button_row(pages::link_button("/handlaggning/arenden/" + of.number, c.text("whole_case"), pages::Button::quiet) +
                          pages::link_button("/felanmalan/" + of.number, c.text("public_page"), pages::Button::quiet)));
    return pages::app(c, {.title = work.report.title + " " + of.number,
                          .main = main,
                          .status = form.errors.empty() ? form.notice.empty() ? 200 : 409 : 422,
                          .has_errors = !form.errors.empty(),
                          .island = "crew"});
}

}  // namespace fault_reports::views
