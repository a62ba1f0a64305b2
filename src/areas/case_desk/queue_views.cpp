#include <algorithm>

#include "areas/case_desk/addresses.h"
#include "areas/case_desk/views.h"
#include "engines/flows/calendar.h"

namespace case_desk::views {

using pages::Html;
using Whose = cases::Filter::Whose;

static std::string_view title_key(Whose whose) {
    switch (whose) {
        case Whose::mine: return "my_queue";
        case Whose::unassigned: return "unassigned";
        case Whose::all: return "all_cases";
        case Whose::to_approve: return "to_approve";
        case Whose::watched: return "watched";
        case Whose::person_asked: return "person_asked";
    }
    return "all_cases";
}

static std::string service_name(const Context& c, const QueueScreen& screen, const std::string& id) {
    for (const auto& service : screen.services)
        if (service->id == id) return service->title.in(c.text.language());
    return id;
}

static std::string unit_name(const Context& c, const QueueScreen& screen, UnitId id) {
    for (const auto& unit : screen.units)
        if (unit.id == id) return unit.name(c.text.language());
    return {};
}

static Html state_tag(const Context& c, const cases::QueueRow& row) {
    using pages::Tone;
    if (row.state == "waiting_for_signatures") return pages::tag(Tone::warn, "hourglass", c.text("state.waiting_for_signatures"));
    if (row.state_kind == "waiting") return pages::tag(Tone::warn, "hourglass", c.text("state.waiting"));
    if (row.state_kind == "decided") return pages::tag(Tone::info, "mail", c.text("state.decided"));
    if (row.state_kind == "closed") return pages::tag(Tone::plain, "check", c.text("state.closed"));
    if (row.state == "waiting_for_approval") return pages::tag(Tone::warn, "users", c.text("state.waiting_for_approval"));
    return row.state == "received" ? pages::tag(Tone::info, "circle-check", c.text("state.new"))
                                   : pages::tag(Tone::info, "clock", c.text("state.open"));
}

/// Normal terms are plain; what is late or soon late is loud.
static Html due_cell(const Context& c, const cases::QueueRow& row, Date today) {
    if (row.clock_stopped) return html::make<R"(<span class="queue__due queue__due--wait">{}</span>)">(c.text("clock_stopped"));
    if (!row.due_on || row.state_kind == "closed") return html::text("–");
    const auto left = flows::working_days_between(today, *row.due_on);
    const auto words = left < 0 ? c.text("days_late", -left) : c.text("days_left", left);
    if (left <= 3) return html::make<R"(<span class="queue__due queue__due--warn">{}{}</span>)">(pages::icon("alert-triangle"), words);
    return html::make<R"(<span>{} <span class="muted small">{}</span></span>)">(words, c.text.short_day(*row.due_on));
}

static Html cell(const Context& c, const QueueScreen& screen, const cases::QueueRow& row, Column column) {
    switch (column) {
        case Column::service: return html::text(service_name(c, screen, row.service));
        case Column::state: return state_tag(c, row);
        case Column::due: return due_cell(c, row, screen.today);
        case Column::officer: return html::text(row.officer_name.empty() ? c.text("nobody") : row.officer_name);
        case Column::received: return html::text(c.text.short_day(swedish_date(row.received_at)));
        case Column::unit: return html::text(unit_name(c, screen, row.unit));
        case Column::came_by: return html::text(c.text("came_by." + row.channel));
    }
    return {};
}

static bool has_ticks(const QueueScreen& screen) {
    return !screen.officers.empty() && screen.asked.whose != Whose::to_approve && screen.asked.state_kind != "closed";
}

static Html tick(const Context& c, const QueueScreen& screen, const cases::QueueRow& row) {
    if (!has_ticks(screen)) return {};
    const bool is_ticked = screen.all_are_ticked || std::ranges::find(screen.ticked, row.number) != screen.ticked.end();
    return html::make<R"(<input type="checkbox" name="arende" value="{}" aria-label="{}" {}>)">(
        row.number, c.text("tick_case", row.number), html::Attributes().flag("checked", is_ticked));
}

static Html case_cell(const Context& c, const QueueScreen& screen, const cases::QueueRow& row) {
    const auto news = html::when(row.has_news, [&] { return pages::tag(pages::Tone::info, "news", c.text("has_news")); });
    const auto asked =
        html::when(row.decision_is_asked_for, [&] { return pages::tag(pages::Tone::warn, "hourglass", c.text("decision_is_asked_for")); });
    return html::make<R"(<div class="pick">{}<div><a href="{}">{}</a><span class="sub">{}</span>{}{}</div></div>)">(
        tick(c, screen, row), case_address(row.number), row.title, row.number, news, asked);
}

static Html case_table(const Context& c, const QueueScreen& screen, std::string_view caption) {
    std::vector<pages::Column> columns{{.title = c.text("column.case")}};
    for (const auto column : screen.columns) columns.push_back({.title = c.text("column." + std::string(to_name(column)))});
    std::vector<std::vector<Html>> rows;
    for (const auto& row : screen.rows) {
        std::vector<Html> cells{case_cell(c, screen, row)};
        for (const auto column : screen.columns) cells.push_back(cell(c, screen, row, column));
        rows.push_back(std::move(cells));
    }
    return pages::table(caption, columns, rows);
}

static std::vector<pages::Option> unit_options(const Context& c, const QueueScreen& screen, std::string_view first_key) {
    std::vector<pages::Option> units{{.value = "", .label = c.text(first_key)}};
    for (const auto& unit : screen.units) units.push_back({.value = std::to_string(unit.id.value), .label = unit.name(c.text.language())});
    return units;
}

static Html filters(const Context& c, const QueueScreen& screen) {
    if (screen.saved) return {};
    const auto& asked = screen.asked;
    std::vector<pages::Option> services{{.value = "", .label = c.text("all_services")}}, kinds{{.value = "", .label = c.text("all_open")}},
        sizes;
    for (const auto& service : screen.services) services.push_back({.value = service->id, .label = service->title.in(c.text.language())});
    for (const auto* kind : {"open", "waiting", "decided", "closed"})
        kinds.push_back({.value = kind, .label = c.text("kind." + std::string(kind))});
    for (const auto* size : {"50", "200"}) sizes.push_back({.value = size, .label = c.text("rows", size)});
    const auto units = html::when(screen.units.size() > 1, [&] {
        return pages::select(
            c.text, {.name = "enhet", .label = c.text("column.unit"), .value = asked.unit ? std::to_string(asked.unit->value) : ""},
            unit_options(c, screen, "all_units"));
    });
    return html::make<R"(<form class="filters row" action="{}">{}{}{}{}{}{}</form>)">(
        list_address(screen),
        pages::select(c.text, {.name = "tjanst", .label = c.text("column.service"), .value = asked.service}, services),
        pages::select(c.text, {.name = "lage", .label = c.text("column.state"), .value = asked.state_kind}, kinds), units,
        pages::select(c.text, {.name = "tid", .label = c.text("column.due"), .value = asked.due},
                      {{.value = "", .label = c.text("any_time")},
                       {.value = "snart", .label = c.text("soon_late")},
                       {.value = "sen", .label = c.text("late")}}),
        pages::select(c.text, {.name = "antal", .label = c.text("page_size"), .value = std::to_string(screen.page_size)}, sizes),
        pages::button(c.text("show"), pages::Button::secondary));
}

/// What tells a form's handler which list it stood on.
static Html list_fields(const QueueScreen& screen) {
    const auto& asked = screen.asked;
    const auto saved =
        html::when(screen.saved.has_value(), [&] { return pages::hidden("sokning", std::to_string(screen.saved->id.value)); });
    return pages::hidden("lista", to_name(asked.whose)) + pages::hidden("tjanst", asked.service) + pages::hidden("lage", asked.state_kind) +
           pages::hidden("enhet", asked.unit ? std::to_string(asked.unit->value) : "") + pages::hidden("tid", asked.due) +
           pages::hidden("antal", std::to_string(screen.page_size)) + pages::hidden("efter", screen.after) + saved;
}

static Html column_choice(const Context& c, const QueueScreen& screen) {
    if (screen.saved) return {};
    std::vector<pages::Option> all;
    std::vector<std::string> chosen;
    for (const auto& [column, name] : names_of<Column>)
        all.push_back({.value = std::string(name), .label = c.text("column." + std::string(name))});
    for (const auto column : screen.columns) chosen.emplace_back(to_name(column));
    return pages::details(c.text("choose_columns"),
                          pages::form(c, "/handlaggning/kolumner",
                                      pages::hidden("tillbaka", list_address(screen)) +
                                          pages::checkboxes(c.text, {.name = "kolumn", .label = c.text("columns")}, all, chosen) +
                                          pages::button(c.text("save_columns"), pages::Button::secondary)));
}

/// What can be done with the ticked cases, under the list.
static Html bulk_bar(const Context& c, const QueueScreen& screen) {
    std::vector<pages::Option> officers{{.value = "", .label = c.text("choose_officer")}};
    for (const auto& officer : screen.officers) officers.push_back({.value = std::to_string(officer.id.value), .label = officer.name});
    const auto query = query_of(screen.asked);
    const auto all = list_address(screen) + "?antal=" + std::to_string(screen.page_size) +
                     "&markera=" + (screen.all_are_ticked ? "inga" : "alla") + (screen.after.empty() ? "" : "&efter=" + screen.after) +
                     (query.empty() || screen.saved ? "" : "&" + query);
    return html::make<R"(<div class="filters bulk"><p class="bulk__all"><a href="{}">{}</a></p>{}{}{}</div>)">(
        all, c.text(screen.all_are_ticked ? "tick_none" : "tick_all"),
        pages::select(
            c.text,
            {.name = "till", .label = c.text("give_to"), .value = screen.typed_officer, .error = shown(c, screen.errors).at("till")},
            officers),
        pages::button(c.text("assign_ticked"), pages::Button::secondary, "gor", "assign"),
        pages::button(c.text("decide_ticked"), pages::Button::primary, "gor", "decide"));
}

static Html listed_cases(const Context& c, const QueueScreen& screen, std::string_view title) {
    if (screen.rows.empty()) return pages::empty_state(c.text("empty_heading"), c.text("empty_words"));
    const auto table = case_table(c, screen, title);
    if (!has_ticks(screen)) return table;
    return pages::form(c, ticked_address, list_fields(screen) + table + bulk_bar(c, screen));
}

/// The lists of one's own, with what waits there, and those that are saved.
static Html other_lists(const Context& c, const QueueScreen& screen) {
    const auto link = [](std::string_view address, const std::string& words, bool is_this) {
        const auto current = html::Attributes().maybe("aria-current", is_this ? "page" : "");
        return html::make<R"(<li><a href="{}" {}>{}</a></li>)">(address, current, words);
    };
    auto links = link(watched_address, c.text("watched_count", screen.own.news), !screen.saved && screen.asked.whose == Whose::watched) +
                 link(tasks_address, c.text("tasks_count", screen.own.tasks), false);
    if (c.visitor.may(cases::may_decide))
        links += link(consultations_address, c.text("consultations_count", screen.own.consultations), false);
    links += link(meetings_address, c.text("meetings"), false);
    links += link(conflicts_address, c.text("conflict_of_interest"), false);
    if (c.visitor.may(cases::may_approve)) links += link(alarms_address, c.text("alarms"), false);
    for (const auto& search : screen.searches)
        links += link(search_address(search.id), search.name, screen.saved && screen.saved->id == search.id);
    return html::make<R"(<nav class="saved" aria-label="{}"><ul role="list">{}</ul></nav>)">(c.text("own_lists"), links);
}

static Html save_form(const Context& c, const QueueScreen& screen) {
    if (screen.saved) {
        const auto shared =
            screen.saved->shared_with ? c.text("shared_with", unit_name(c, screen, *screen.saved->shared_with)) : c.text("only_mine");
        const auto remove = html::when(screen.saved->account == c.visitor.account, [&] {
            return pages::form(c, search_address(screen.saved->id) + "/ta-bort",
                               pages::button(c.text("remove_search"), pages::Button::quiet));
        });
        return html::make<R"(<p class="muted small">{}</p>{}{})">(
            shared, remove, pages::link_button(all_address, c.text("all_cases"), pages::Button::quiet));
    }
    const auto errors = shown(c, screen.errors);
    const auto name_error = errors.at("namn"), share_error = errors.at("dela");
    return pages::details(c.text("save_search"),
                          pages::form(c, "/handlaggning/sokningar",
                                      list_fields(screen) +
                                          pages::text_field(c.text, {.name = "namn",
                                                                     .label = c.text("search_name"),
                                                                     .hint = c.text("search_name_hint"),
                                                                     .value = screen.typed_name,
                                                                     .error = name_error,
                                                                     .max_length = static_cast<int>(longest_search_name)}) +
                                          pages::select(c.text, {.name = "dela", .label = c.text("share_with"), .error = share_error},
                                                        unit_options(c, screen, "only_me")) +
                                          pages::button(c.text("save_search_button"), pages::Button::secondary)),
                          name_error.empty() && share_error.empty() ? pages::Fold::closed : pages::Fold::open);
}

http::Response queue_page(const Context& c, const QueueScreen& screen) {
    const auto title = screen.saved ? screen.saved->name : c.text(title_key(screen.asked.whose));
    const auto content = html::make<R"({}<header class="desk__head"><h1>{}</h1></header>{}{}{}{}{}{})">(
        pages::error_summary(c.text, shown(c, screen.errors)), title, other_lists(c, screen), filters(c, screen),
        listed_cases(c, screen, title), pages::pagination(c.text, "", screen.next_page), column_choice(c, screen), save_form(c, screen));
    return pages::app(c, {.title = title,
                          .main = pages::desk(c.text, {}, content),
                          .status = screen.errors.empty() ? 200 : 422,
                          .has_errors = !screen.errors.empty(),
                          .island = "desk"});
}

http::Response search_page(const Context& c, std::string_view words, const std::vector<cases::QueueRow>& hits) {
    const QueueScreen screen{
        .asked = {}, .rows = hits, .columns = {Column::state, Column::officer, Column::received}, .today = swedish_date(now())};
    const auto list = words.empty()  ? html::make<R"(<p class="muted">{}</p>)">(c.text("no_hits_words"))
                      : hits.empty() ? pages::empty_state(c.text("no_hits", words), c.text("no_hits_words"))
                                     : case_table(c, screen, c.text("hits_for", words));
    const auto fields =
        pages::text_field(
            c.text, {.name = "q", .label = c.text("search_label"), .value = std::string(words), .autocomplete = "off", .type = "search"}) +
        pages::button(c.text("search"));
    const auto content = html::make<R"(<header class="desk__head"><h1>{}</h1></header>{}{})">(
        c.text("search"), pages::form(c, "/handlaggning/sok", fields), list);
    return pages::app(c, {.title = c.text("search"), .main = pages::desk(c.text, {}, content), .island = "desk"});
}

// ---- the queue beside a case

static Html queue_due(const Context& c, const cases::QueueRow& row, Date today) {
    if (row.clock_stopped)
        return html::make<R"(<span class="queue__due queue__due--wait">{}</span>)">(
            c.text(row.state == "waiting_for_signatures" ? "signatures" : "supplement_short"));
    if (!row.due_on) return {};
    const auto left = flows::working_days_between(today, *row.due_on);
    const auto days = c.text("days_short", left);
    if (left <= 3) return html::make<R"(<span class="queue__due queue__due--warn">{}{}</span>)">(pages::icon("alert-triangle"), days);
    return html::make<R"(<span class="queue__due">{}</span>)">(days);
}

Html queue_column(const Context& c, const CaseScreen& screen) {
    if (screen.queue.empty()) return {};
    const auto rows = html::each(screen.queue, [&](const cases::QueueRow& row) {
        const auto current = html::Attributes().maybe("aria-current", row.id == screen.of.id ? "true" : "");
        return html::make<R"(<li><a href="{}" {}><b>{}</b>{}<span class="queue__sub">{}</span></a></li>)">(
            case_address(row.number), current, row.title, queue_due(c, row, screen.today), row.number);
    });
    return html::make<R"(<nav class="queue" aria-label="{}"><h2 class="queue__head">{}</h2><ul role="list">{}</ul>
<p class="queue__keys"><kbd>J</kbd> <kbd>K</kbd> {}</p></nav>)">(c.text("my_queue"), c.text("queue_head", screen.queue.size()), rows,
                                                                 c.text("queue_keys"));
}

}  // namespace case_desk::views
