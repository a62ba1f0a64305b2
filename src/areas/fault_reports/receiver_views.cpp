#include <fmt/format.h>

#include <algorithm>

#include "areas/fault_reports/views.h"
#include "engines/municipality/town_map.h"
#include "foundation/base/unicode.h"
#include "foundation/geo/map_svg.h"

namespace fault_reports::views {

using pages::Html;
namespace h = html;

namespace {

constexpr std::string_view address = "/handlaggning/mottagare";
std::string address_of(ReceiverId id) { return fmt::format("{}/{}", address, id.value); }

Html said(const Context& c, const std::string& key) {
    return h::when(!key.empty(), [&] { return pages::notice(pages::Tone::ok, c.text(key)); });
}

}  // namespace

http::Response receivers_page(const Context& c, const std::vector<ReceiverRow>& rows) {
    std::vector<std::vector<Html>> lines;
    for (const auto& [of, reports] : rows) {
        const auto stands = of.is_ended           ? pages::tag(pages::Tone::plain, "x", c.text("receiver_ended"))
                            : !of.problem.empty() ? pages::tag(pages::Tone::warn, "alert-triangle", c.text(of.problem))
                                                  : h::text("");
        lines.push_back({pages::link(address_of(of.id), of.name), h::text(c.text("way." + std::string(to_name(of.way)))),
                         h::text(std::to_string(reports)), stands});
    }
    const auto list =
        lines.empty()
            ? pages::empty_state(c.text("no_receivers"), c.text("no_receivers_do"))
            : pages::table(c.text("receivers"),
                           {{c.text("receiver_name")}, {c.text("receiver_way")}, {c.text("has_now"), true}, {c.text("stands")}}, lines);
    return pages::app(
        c, {.title = c.text("receivers"),
            .main = h::make<R"({}<h1>{}</h1><p class="lead">{}</p>{}{})">(
                pages::back_link("/administration", c.text.of("administration")("title")), c.text("receivers"), c.text("receivers_lead"),
                list, pages::button_row(pages::link_button(std::string(address) + "/ny", c.text("new_receiver"))))});
}

namespace {

pages::Errors errors_of(const Context& c, const ReceiverPage& page) { return {c.text, page.errors, {"forms"}}; }

Html what_they_take(const Context& c, const ReceiverPage& page, const pages::Errors& errors) {
    std::vector<pages::Option> options;
    for (const auto& one : page.categories) options.push_back({one->id, one->title.in(c.text.language())});
    return pages::checkboxes(c.text, {.name = "tar", .label = c.text("receiver_takes"), .error = errors.at("tar")}, options,
                             page.form.takes) +
           pages::checkboxes(
               c.text,
               {.name = "sjalv", .label = c.text("receiver_automatic"), .hint = c.text("receiver_automatic_hint"), .optional = true},
               options, page.form.automatic);
}

/// One choice for each category that they take, among theirs.
Html their_categories(const Context& c, const ReceiverPage& page) {
    if (page.of.services.empty()) return pages::notice(pages::Tone::info, c.text("ask_for_services_first"));
    std::vector<pages::Option> theirs{{"", c.text("not_handed")}};
    for (const auto& one : page.of.services) theirs.push_back({one.code, one.name + " (" + one.code + ")"});
    Html all;
    for (const auto& category : page.categories) {
        if (std::ranges::find(page.form.takes, category->id) == page.form.takes.end()) continue;
        const auto code = std::ranges::find(page.form.codes, category->id, &Takes::service);
        all += pages::select(c.text,
                             {.name = "kod-" + category->id,
                              .label = c.text("their_category_of", category->title.in(c.text.language())),
                              .value = code == page.form.codes.end() ? "" : code->their_code},
                             theirs);
    }
    return all;
}

Html open311_fields(const Context& c, const ReceiverPage& page, const pages::Errors& errors) {
    const auto& form = page.form;
    return h::make<"<h2>Open311</h2><p>{}</p>{}{}{}{}">(
        c.text("open311_lead"),
        pages::text_field(c.text, {.name = "adress",
                                   .label = c.text("endpoint"),
                                   .hint = c.text("endpoint_hint"),
                                   .value = form.endpoint,
                                   .error = errors.at("adress"),
                                   .optional = true}),
        pages::text_field(c.text, {.name = "kommun", .label = c.text("jurisdiction"), .value = form.jurisdiction, .optional = true}),
        pages::text_field(c.text, {.name = "nyckel",
                                   .label = c.text("api_key"),
                                   .hint = c.text(page.of.key.empty() ? "api_key_hint" : "api_key_there"),
                                   .optional = true,
                                   .autocomplete = "off"}),
        h::when(page.of.way == Way::open311 && page.of.id != ReceiverId{}, [&] { return their_categories(c, page); }));
}

Html receiver_form(const Context& c, const ReceiverPage& page, const pages::Errors& errors) {
    const auto& form = page.form;
    std::vector<pages::Option> ways;
    for (const auto& [way, name] : names_of<Way>)
        ways.push_back({std::string(name), c.text("way." + std::string(name)), c.text("way_hint." + std::string(name))});
    std::string known = joined(page.districts, ", ");
    const auto fields =
        pages::text_field(c.text, {.name = "namn", .label = c.text("receiver_name"), .value = form.name, .error = errors.at("namn")}) +
        pages::radios(c.text, {.name = "satt", .label = c.text("receiver_way"), .value = form.way, .error = errors.at("satt")}, ways) +
        pages::text_field(c.text, {.name = "epost",
                                   .label = c.text("receiver_email"),
                                   .hint = c.text("receiver_email_hint"),
                                   .value = form.email,
                                   .error = errors.at("epost"),
                                   .optional = true,
                                   .type = "email"}) +
        pages::radios(c.text, {.name = "sprak", .label = c.text("receiver_language"), .value = form.language},
                      {{"sv", c.text("language.sv")}, {"en", c.text("language.en")}}) +
        what_they_take(c, page, errors) +
        pages::text_area(c.text, {.name = "omraden",
                                  .label = c.text("receiver_districts"),
                                  .hint = c.text("receiver_districts_hint", known),
                                  .value = form.districts,
                                  .optional = true}) +
        open311_fields(c, page, errors);
    const auto action = page.of.id == ReceiverId{} ? std::string(address) + "/ny" : address_of(page.of.id);
    return pages::form(c, action, fields + pages::form_foot(pages::button(c.text("save"))));
}

Html ways_on(const Context& c, const Receiver& of) {
    const auto act = [&](std::string_view what, std::string_view words, pages::Button look) {
        return pages::form(c, address_of(of.id) + "/" + std::string(what), pages::button(words, look));
    };
    Html all;
    if (of.way == Way::open311) {
        if (!of.problem.empty()) all += pages::notice(pages::Tone::warn, c.text(of.problem));
        if (of.asked_at) all += h::make<"<p>{}</p>">(c.text("services_asked_at", of.services.size(), c.text.moment(*of.asked_at)));
        all += act("kategorier", c.text("ask_for_services"), pages::Button::secondary);
    } else {
        all += h::make<"<p>{}</p>">(c.text("link_lead")) + act("lank", c.text("new_link"), pages::Button::secondary);
    }
    return all + h::make<"<h2>{}</h2><p>{}</p>">(c.text("end_receiver"), c.text("end_receiver_lead")) +
           act("avsluta", c.text("end_receiver"), pages::Button::danger);
}

}  // namespace

http::Response receiver_page(const Context& c, const ReceiverPage& page) {
    const auto errors = errors_of(c, page);
    const auto title = page.of.id == ReceiverId{} ? c.text("new_receiver") : page.of.name;
    const auto content = page.of.is_ended
                             ? pages::notice(pages::Tone::info, c.text("receiver_is_ended"))
                             : receiver_form(c, page, errors) + h::when(page.of.id != ReceiverId{}, [&] { return ways_on(c, page.of); });
    return pages::app(
        c, {.title = title,
            .main = h::make<R"({}{}{}<h1>{}</h1>{})">(pages::error_summary(c.text, errors), pages::back_link(address, c.text("receivers")),
                                                      said(c, page.said), title, content),
            .status = page.errors.empty() ? 200 : 422,
            .has_errors = !page.errors.empty()});
}

http::Response their_list_page(const Context& c, const TheirList& page) {
    const auto here = "/utforare/" + page.link;
    std::vector<std::vector<Html>> lines;
    int number = 0;
    for (const auto& row : page.rows) {
        auto place = where(row.of.place);
        if (row.metres) place += (place.empty() ? "" : ", ") + distance_words(c, *row.metres);
        lines.push_back({h::make<R"({} <a href="{}">{}</a>)">(std::to_string(++number) + ".", here + "/" + row.of.number, row.title),
                         h::text(place), due(c, row.of), h::text(row.of.number)});
    }
    const auto table = lines.empty()
                           ? pages::empty_state(c.text("they_have_none"), c.text("they_have_none_do"))
                           : pages::table(c.text("their_reports"),
                                          {{c.text("what_fault")}, {c.text("place")}, {c.text("at_latest")}, {c.text("number")}}, lines);
    const auto sort = h::when(!lines.empty(), [&] {
        const auto error = page.from.is_unknown ? c.text("error_place_unknown") : std::string();
        return h::make<
            R"(<form class="filters" action="{}" method="post" data-island="fault-near">{}{}{}<button type="button" class="btn btn--secondary" hidden data-do="here">{}</button></form>)">(
            here, pages::hidden("_csrf", c.visitor.csrf),
            pages::text_field(
                c.text,
                {.name = "fran", .label = c.text("sort_from"), .hint = c.text("sort_from_hint"), .value = page.from.typed, .error = error}),
            pages::button(c.text("sort"), pages::Button::secondary), c.text("nearest_me"));
    });
    const auto main = h::make<R"({}<h1>{}</h1><p class="lead">{}</p>{}<div class="stack-lg">{}{}</div>)">(
        said(c, page.said), c.text("their_reports"), c.text("their_reports_lead", page.receiver.name, c.tenant.name), sort,
        map_of_work(c, page.rows), table);
    return pages::task(c, {.title = c.text("their_reports"),
                           .main = main,
                           .status = page.from.is_unknown ? 422 : 200,
                           .has_errors = page.from.is_unknown,
                           .island = "fault"});
}

namespace {

Html their_answers(const Context& c, const TheirReport& page, const std::string& here, const pages::Errors& errors) {
    const auto begin = h::when(page.handed.state == HandedState::sent, [&] {
        return pages::form(c, here + "/paborjat", pages::button(c.text("we_begin"), pages::Button::secondary));
    });
    const auto done =
        pages::text_area(c.text, {.name = "svar",
                                  .label = c.text("answer"),
                                  .hint = c.text("answer_hint"),
                                  .value = page.answer,
                                  .error = errors.at("svar"),
                                  .optional = true,
                                  .max_length = static_cast<int>(longest_answer)}) +
        pages::file_field(c.text, {.name = "efter", .label = c.text("picture_after"), .error = errors.at("efter"), .optional = true}) +
        pages::checkbox(c.text, {.name = "visa_efter", .label = c.text("show_after")}, page.shows_after);
    const auto not_ours = pages::text_area(c.text, {.name = "varfor",
                                                    .label = c.text("why_not_ours"),
                                                    .value = page.why_not,
                                                    .error = errors.at("varfor"),
                                                    .max_length = static_cast<int>(longest_answer)});
    const bool says_not_ours = !errors.at("varfor").empty();
    return begin +
           h::make<"<h2>{}</h2>{}">(
               c.text("we_are_done"),
               pages::form(c, here + "/klart", done + pages::form_foot(pages::button(c.text("is_mended"))), pages::Upload::files)) +
           pages::details(c.text("not_ours"),
                          pages::form(c, here + "/inte-vart",
                                      not_ours + pages::button_row(pages::button(c.text("give_back"), pages::Button::secondary))),
                          says_not_ours ? pages::Fold::open : pages::Fold::closed);
}

Html their_map(const Context& c, const PublicReport& report) {
    const auto* map = municipality::map_of(c.tenant);
    if (!map) return {};
    geo::Picture picture{.view = {report.of.place.at, 500, 320}, .title = c.text("map_of", report.title)};
    picture.has_road_names = true;
    picture.pins = {{report.of.place.at, "", geo::Pin::Kind::drop}};
    return h::make<R"(<div class="map fault__map">{}</div>)">(geo::map_svg(*map, picture));
}

}  // namespace

http::Response their_report_page(const Context& c, const TheirReport& page) {
    const auto& of = page.report.of;
    const pages::Errors errors(c.text, page.errors, {"forms", "cases"});
    const auto list = "/utforare/" + page.link, here = list + "/" + of.number;
    std::vector<pages::Fact> facts{
        {c.text("number"), h::text(of.number)},
        {c.text("place"), h::text(where(of.place))},
        {c.text("coordinates"), h::text(fmt::format("{:.5f}, {:.5f}", of.place.at.latitude, of.place.at.longitude))},
        {c.text("handed_at"), h::text(c.text.moment(page.handed.handed_at))}};
    if (page.report.asset) facts.push_back({c.text("which_thing_it_is"), h::text(with_reference(c.text, page.report.asset->of))});
    if (of.due_on) facts.push_back({c.text("at_latest"), due(c, of)});
    const auto words = h::when(!page.handed.said.empty(), [&] { return h::make<"<blockquote><p>{}</p></blockquote>">(page.handed.said); });
    const auto picture = h::when(page.handed.picture.has_value(), [&] {
        return h::make<R"(<figure class="fault__picture"><img src="{}" alt="{}"></figure>)">(here + "/bild", c.text("picture_before"));
    });
    const auto main =
        h::make<R"({}{}<h1>{}</h1>{}<div class="fault"><section class="stack">{}{}{}</section><section class="stack">{}</section></div>)">(
            pages::error_summary(c.text, errors), pages::back_link(list, c.text("their_reports")), page.report.title, words,
            pages::facts(facts), picture, their_map(c, page.report), their_answers(c, page, here, errors));
    return pages::task(c, {.title = page.report.title + " " + of.number,
                           .main = main,
                           .status = page.errors.empty() ? 200 : 422,
                           .has_errors = !page.errors.empty()});
}

}  // namespace fault_reports::views
