#include "areas/case_desk/addresses.h"
#include "areas/case_desk/views.h"
#include "engines/flows/calendar.h"

namespace case_desk::views {

using pages::Html;
using Whose = cases::Filter::Whose;

static std::string_view address_of(Whose whose) {
    switch (whose) {
        case Whose::mine: return my_queue_address;
        case Whose::unassigned: return unassigned_address;
        case Whose::all: return all_address;
        case Whose::to_approve: return to_approve_address;
    }
    return all_address;
}

static std::string_view title_key(Whose whose) {
    switch (whose) {
        case Whose::mine: return "my_queue";
        case Whose::unassigned: return "unassigned";
        case Whose::all: return "all_cases";
        case Whose::to_approve: return "to_approve";
    }
    return "all_cases";
}

static std::string service_name(const Context& c, const QueueScreen& screen, const std::string& id) {
    for (const auto& service : screen.services)
        if (service->id == id) return service->title.in(c.text.language());
    return id;
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
    }
    return {};
}

static Html case_cell(const cases::QueueRow& row) {
    return html::make<R"(<a href="{}">{}</a><span class="sub">{}</span>)">(case_address(row.number), row.title, row.number);
}

static Html case_table(const Context& c, const QueueScreen& screen, std::string_view caption) {
    std::vector<pages::Column> columns{{.title = c.text("column.case")}};
    for (const auto column : screen.columns) columns.push_back({.title = c.text("column." + std::string(to_name(column)))});
    std::vector<std::vector<Html>> rows;
    for (const auto& row : screen.rows) {
        std::vector<Html> cells{case_cell(row)};
        for (const auto column : screen.columns) cells.push_back(cell(c, screen, row, column));
        rows.push_back(std::move(cells));
    }
    return pages::table(caption, columns, rows);
}

static Html filters(const Context& c, const QueueScreen& screen) {
    std::vector<pages::Option> services{{.value = "", .label = c.text("all_services")}}, kinds{{.value = "", .label = c.text("all_open")}};
    for (const auto& service : screen.services) services.push_back({.value = service->id, .label = service->title.in(c.text.language())});
    for (const auto* kind : {"open", "waiting", "decided", "closed"})
        kinds.push_back({.value = kind, .label = c.text("kind." + std::string(kind))});
    return html::make<R"(<form class="filters row" action="{}">{}{}{}</form>)">(
        address_of(screen.filter.whose),
        pages::select(c.text, {.name = "tjanst", .label = c.text("column.service"), .value = screen.filter.service}, services),
        pages::select(c.text, {.name = "lage", .label = c.text("column.state"), .value = screen.filter.state_kind}, kinds),
        pages::button(c.text("show"), pages::Button::secondary));
}

static Html column_choice(const Context& c, const QueueScreen& screen) {
    std::vector<pages::Option> all;
    std::vector<std::string> chosen;
    for (const auto& [column, name] : names_of<Column>)
        all.push_back({.value = std::string(name), .label = c.text("column." + std::string(name))});
    for (const auto column : screen.columns) chosen.emplace_back(to_name(column));
    return pages::details(c.text("choose_columns"),
                          pages::form(c, "/handlaggning/kolumner",
                                      pages::hidden("tillbaka", address_of(screen.filter.whose)) +
                                          pages::checkboxes(c.text, {.name = "kolumn", .label = c.text("columns")}, all, chosen) +
                                          pages::button(c.text("save_columns"), pages::Button::secondary)));
}

http::Response queue_page(const Context& c, const QueueScreen& screen) {
    const auto title = c.text(title_key(screen.filter.whose));
    const auto list =
        screen.rows.empty() ? pages::empty_state(c.text("empty_heading"), c.text("empty_words")) : case_table(c, screen, title);
    const auto content = html::make<R"(<header class="desk__head"><h1>{}</h1></header>{}{}{}{})">(
        title, filters(c, screen), list, pages::pagination(c.text, "", screen.next_page), column_choice(c, screen));
    return pages::app(c, {.title = title, .main = pages::desk(c.text, {}, content), .island = "desk"});
}

http::Response search_page(const Context& c, std::string_view words, const std::vector<cases::QueueRow>& hits) {
    const QueueScreen screen{.rows = hits, .columns = {Column::state, Column::officer, Column::received}, .today = swedish_date(now())};
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
