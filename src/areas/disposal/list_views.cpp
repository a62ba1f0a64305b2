#include <fmt/format.h>

#include "areas/disposal/approval_views.h"
#include "areas/disposal/views.h"
#include "engines/pages/csv_file.h"
#include "foundation/csv/csv.h"

namespace disposal::views {

namespace h = html;
using cases::DisposalList;
using cases::LineResult;

std::string address_of(DisposalListId id) { return fmt::format("/gallring/listor/{}", id.value); }

namespace {

Standing standing(const Context& c, const DisposalList& list) { return standing_of(list, c.text("state_approved")); }

h::Html result_of(const Texts& text, LineResult result) {
    const auto words = text("result." + std::string(to_name(result)));
    switch (result) {
        case LineResult::disposed: return pages::tag(pages::Tone::ok, "check", words);
        case LineResult::held: return pages::tag(pages::Tone::warn, "player-pause", words);
        case LineResult::not_due: return pages::tag(pages::Tone::plain, "ban", words);
        case LineResult::listed: return pages::tag(pages::Tone::plain, "hourglass", words);
    }
    return {};
}

h::Html way_to_hold(const Texts& text, LineResult result, const std::string& number) {
    if (result != LineResult::listed) return {};
    return h::make<R"(<a href="/gallring/stopp?nummer={}">{}<span class="visually-hidden"> {}</span></a>)">(http::percent_encoded(number),
                                                                                                            text("hold"), number);
}

h::Html answers_table(const Context& c, const ShownList& shown) {
    const bool may_hold = !shown.list.approved_at;
    std::vector<std::vector<h::Html>> rows;
    for (const auto& [line, question] : shown.answers) {
        std::vector<h::Html> row{h::make<R"(<span class="nowrap">{}</span>)">(line.number), h::text(shown.names.service(line.service)),
                                 h::text(question), h::text(c.text.day(line.due_on)), result_of(c.text, line.result)};
        if (may_hold) row.push_back(way_to_hold(c.text, line.result, line.number));
        rows.push_back(std::move(row));
    }
    std::vector<pages::Column> columns{
        {c.text("number")}, {c.text("service")}, {c.text("question")}, {c.text("dispose_on")}, {c.text("result")}};
    if (may_hold) columns.push_back({c.text("change")});
    return pages::table(c.text("answers"), columns, rows);
}

h::Html lines_table(const Context& c, const ShownList& shown) {
    const bool may_hold = !shown.list.approved_at;
    std::vector<std::vector<h::Html>> rows;
    for (const auto& line : shown.lines) {
        std::vector<h::Html> row{h::make<R"(<span class="nowrap">{}</span>)">(line.number),
                                 h::text(shown.names.service(line.service)),
                                 h::text(c.text.day(swedish_date(line.closed_at))),
                                 h::text(c.text.day(line.dispose_on)),
                                 h::text(line.ground),
                                 h::text(std::to_string(line.documents)),
                                 result_of(c.text, line.result)};
        if (may_hold) row.push_back(way_to_hold(c.text, line.result, line.number));
        rows.push_back(std::move(row));
    }
    std::vector<pages::Column> columns{{c.text("number")}, {c.text("service")},         {c.text("closed")}, {c.text("dispose_on")},
                                       {c.text("ground")}, {c.text("documents"), true}, {c.text("result")}};
    if (may_hold) columns.push_back({c.text("change")});
    return pages::table(c.text("cases"), columns, rows);
}

/// Words that differ when the list is of single answers.
std::string words_of(const ShownList& shown, std::string_view key) { return (shown.list.answers > 0 ? "answers_" : "") + std::string(key); }

h::Html facts(const Context& c, const ShownList& shown) {
    const auto& list = shown.list;
    std::vector<pages::Fact> all{{c.text("unit"), h::text(shown.names.unit(list.unit))},
                                 {c.text("made"), h::text(c.text.moment(list.made_at))},
                                 {c.text("state"), state_of(c.text, standing(c, list))}};
    add_standing(c.text, standing(c, list), c.text(words_of(shown, "outcome_says"), list.disposed, list.kept), all);
    return pages::facts(all);
}

std::string title_of(const Texts& text, const DisposalList& list) {
    return text(list.answers > 0 ? "answers_list_of" : "list_of", text.day(swedish_date(list.made_at)));
}

/// The report of a list of single answers.
std::string answers_csv(const Context& c, const ShownList& shown) {
    auto body = csv::line({c.text("number"), c.text("service"), c.text("unit"), c.text("question"), c.text("dispose_on"), c.text("result"),
                           c.text("result_day"), c.text("approved")});
    for (const auto& [line, question] : shown.answers)
        body += csv::line({line.number, shown.names.service(line.service), shown.names.unit(shown.list.unit), question, to_iso(line.due_on),
                           c.text("result." + std::string(to_name(line.result))), line.at ? to_iso(swedish_date(*line.at)) : "",
                           shown.list.approved_by_name});
    return body;
}

}  // namespace

http::Response lists_page(const Context& c, const std::vector<DisposalList>& lists, const Names& names, SeesLog sees_log) {
    std::vector<std::vector<h::Html>> rows;
    for (const auto& list : lists)
        rows.push_back({pages::link(address_of(list.id), title_of(c.text, list)), h::text(names.unit(list.unit)),
                        h::text(std::to_string(list.listed + list.disposed + list.kept)), state_of(c.text, standing(c, list))});
    const auto table =
        rows.empty()
            ? pages::empty_state(c.text("no_lists"), c.text("no_lists_do"))
            : pages::table(c.text("lists"), {{c.text("list")}, {c.text("unit")}, {c.text("how_many"), true}, {c.text("state")}}, rows);
    const auto main = h::make<R"(<h1>{}</h1><p class="lead">{}</p><div class="stack-lg">{}{}{}</div>)">(
        c.text("title"), c.text("lead"), table,
        pages::button_row(pages::link_button("/gallring/stopp", c.text("holds"), pages::Button::secondary) +
                          h::when(sees_log == SeesLog::yes,
                                  [&] { return pages::link_button("/gallring/loggen", c.text("log_title"), pages::Button::secondary); })),
        pages::details(c.text("law_heading"), pages::prose(c.text("law_says"))));
    return pages::app(c, {.title = c.text("title"), .main = main});
}

http::Response list_page(const Context& c, const ShownList& shown, std::string_view error) {
    return page_of_list(c, {.title = title_of(c.text, shown.list),
                            .address = address_of(shown.list.id),
                            .back = pages::back_link("/gallring", c.text("title")),
                            .facts = facts(c, shown),
                            .table = shown.list.answers > 0 ? answers_table(c, shown) : lines_table(c, shown),
                            .may_approve = !shown.list.approved_at && shown.list.listed > 0,
                            .looked_through = c.text(words_of(shown, "looked_through"), shown.list.listed),
                            .approve_says = c.text(words_of(shown, "approve_says")),
                            .error = error});
}

http::Response csv(const Context& c, const ShownList& shown) {
    const auto name = fmt::format("gallring-{}", shown.list.id.value);
    if (shown.list.answers > 0) return pages::csv_file(answers_csv(c, shown), name);
    auto body = csv::line({c.text("number"), c.text("service"), c.text("unit"), c.text("closed"), c.text("dispose_on"), c.text("ground"),
                           c.text("documents"), c.text("result"), c.text("result_day"), c.text("approved")});
    for (const auto& line : shown.lines)
        body += csv::line({line.number, shown.names.service(line.service), shown.names.unit(shown.list.unit),
                           to_iso(swedish_date(line.closed_at)), to_iso(line.dispose_on), line.ground, std::to_string(line.documents),
                           c.text("result." + std::string(to_name(line.result))), line.at ? to_iso(swedish_date(*line.at)) : "",
                           shown.list.approved_by_name});
    return pages::csv_file(std::move(body), name);
}

}  // namespace disposal::views
