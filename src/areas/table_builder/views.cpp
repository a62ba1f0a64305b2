#include "areas/table_builder/views.h"

#include <fmt/format.h>

#include <algorithm>

#include "engines/decision_tables/words.h"

namespace table_builder {

using pages::Html;

std::string table_address(DecisionTableId id, std::string_view part) {
    return fmt::format("{}/{}{}{}", list_address, id.value, part.empty() ? "" : "/", part);
}

std::string version_address(const decision_tables::Version& version, std::string_view part) {
    return table_address(version.table, fmt::format("{}{}{}", version.number, part.empty() ? "" : "/", part));
}

http::Response and_say(const std::string& address, std::string_view said) {
    return http::see_other(address + "?sagt=" + std::string(said));
}

namespace views {
namespace {

std::string service_title(const Context& c, const TableRow& row) {
    return row.service ? row.service->title.in(c.text.language()) : row.table.service;
}

Html standing(const Context& c, const TableRow& row) {
    if (row.table.stopped_at) return pages::tag(pages::Tone::err, "alert-triangle", c.text("is_stopped"));
    if (!row.holds) return pages::tag(pages::Tone::plain, "clock", c.text("nothing_holds"));
    return pages::tag(pages::Tone::ok, "circle-check",
                      c.text(is_automatic(row.holds->content) ? "holds_automatic" : "holds_proposals", row.holds->number));
}

Html list_of_tables(const Context& c, const ListScreen& screen) {
    if (screen.tables.empty()) return pages::empty_state(c.text("no_tables"), c.text("no_tables_words"));
    std::vector<std::vector<Html>> rows;
    for (const auto& row : screen.tables) {
        const auto waits = html::when(row.unfinished.has_value(), [&] { return state_tag(c, *row.unfinished); });
        rows.push_back({pages::link(table_address(row.table.id), row.table.title.in(c.text.language())), html::text(service_title(c, row)),
                        html::text(row.unit), standing(c, row), waits});
    }
    return pages::table(c.text("title"),
                        {{c.text("table")}, {c.text("service")}, {c.text("unit")}, {c.text("holds_now")}, {c.text("work")}}, rows);
}

Html new_table(const Context& c, const ListScreen& screen) {
    if (screen.units.empty()) return {};
    const pages::Errors errors(c.text, screen.errors, {"decision_tables"});
    std::vector<pages::Option> services{{.value = "", .label = c.text("choose")}}, units;
    for (const auto& service : screen.services) services.push_back({.value = service->id, .label = service->title.in(c.text.language())});
    std::ranges::sort(services.begin() + 1, services.end(), {}, &pages::Option::label);
    for (const auto& unit : screen.units) units.push_back({.value = std::to_string(unit.id.value), .label = unit.name(c.text.language())});
    const auto fields =
        pages::select(c.text, {.name = "service", .label = c.text("service"), .value = screen.typed.service, .error = errors.at("service")},
                      services) +
        pages::select(
            c.text,
            {.name = "unit", .label = c.text("unit"), .hint = c.text("unit_hint"), .value = screen.typed.unit, .error = errors.at("unit")},
            units) +
        pages::text_field(c.text, {.name = "title_sv",
                                   .label = c.text("title_sv"),
                                   .hint = c.text("title_hint"),
                                   .value = screen.typed.title_sv,
                                   .error = errors.at("title_sv")}) +
        pages::text_field(c.text, {.name = "title_en",
                                   .label = c.text("title_en"),
                                   .value = screen.typed.title_en,
                                   .error = errors.at("title_en"),
                                   .optional = true}) +
        pages::button(c.text("begin_table"));
    return pages::details(c.text("new_table"), pages::form(c, std::string(list_address), fields),
                          screen.errors.empty() ? pages::Fold::closed : pages::Fold::open);
}

std::string who_and_when(const Context& c, const decision_tables::Version& version) {
    if (version.state == decision_tables::State::approved)
        return c.text(version.restored_from == 0 ? "written_and_approved" : "restored_by", version.author_name, version.approver_name,
                      version.restored_from);
    return c.text("written_by", version.author_name);
}

Html list_of_versions(const Context& c, const TableScreen& screen) {
    std::vector<std::vector<Html>> rows;
    for (const auto& version : screen.versions) {
        const bool holds = screen.row.holds && screen.row.holds->number == version.number;
        const bool is_approved = version.state == decision_tables::State::approved;
        const auto from = version.effective_from ? c.text.day(*version.effective_from) : std::string();
        const auto back = html::when(is_approved && !holds && screen.rights.may_approve, [&] {
            return pages::form(
                c, table_address(version.table, "aterstall"),
                pages::hidden("version", std::to_string(version.number)) +
                    html::make<R"(<button class="btn btn--quiet btn--sm">{}</button>)">(c.text("roll_back", version.number)));
        });
        rows.push_back({pages::link(version_address(version), c.text("version", version.number)),
                        holds ? pages::tag(pages::Tone::ok, "circle-check", c.text("holds")) : state_tag(c, version), html::text(from),
                        html::text(who_and_when(c, version)), back});
    }
    if (rows.empty()) return {};
    return pages::table(c.text("versions"),
                        {{c.text("version_head")}, {c.text("state")}, {c.text("holds_from")}, {c.text("who")}, {c.text("do")}}, rows);
}

Html stopping(const Context& c, const TableScreen& screen) {
    const auto& table = screen.row.table;
    if (table.stopped_at)
        return pages::notice(pages::Tone::err, c.text("stopped_words", table.stopped_by, c.text.moment(*table.stopped_at))) +
               html::when(screen.rights.may_approve, [&] {
                   return pages::form(c, table_address(table.id, "starta"), pages::button(c.text("start"), pages::Button::secondary));
               });
    if (!screen.row.holds) return {};
    return pages::details(c.text("stop"), html::make<"<p>{}</p>{}">(c.text("stop_words"),
                                                                    pages::form(c, table_address(table.id, "stoppa"),
                                                                                pages::button(c.text("stop_now"), pages::Button::danger))));
}

Html delegation_notice(const Context& c, const TableScreen& screen) {
    const bool decides = screen.row.holds && is_automatic(screen.row.holds->content);
    if (!decides || !screen.row.service) return {};
    return pages::notice(screen.is_delegated ? pages::Tone::info : pages::Tone::warn,
                         c.text(screen.is_delegated ? "is_delegated" : "is_not_delegated", screen.row.service->decision.delegation));
}

}  // namespace

bool is_automatic(const decision_tables::Content& content) {
    return std::ranges::any_of(content.rows, [](const decision_tables::Row& row) { return row.ruling.starts_with("automatic "); });
}

Html state_tag(const Context& c, const decision_tables::Version& version) {
    const auto words = c.text("state." + std::string(to_name(version.state)), version.number);
    switch (version.state) {
        case decision_tables::State::open: return pages::tag(pages::Tone::plain, "pencil", words);
        case decision_tables::State::proposed: return pages::tag(pages::Tone::warn, "clock", words);
        case decision_tables::State::approved: break;
    }
    return pages::tag(pages::Tone::plain, "check", words);
}

Html said(const Context& c) {
    const auto key = "said." + std::string(c.request.query.get("sagt"));
    return html::when(c.text.has(key), [&] { return pages::notice(pages::Tone::ok, c.text(key)); });
}

http::Response list_page(const Context& c, const ListScreen& screen) {
    const auto main = html::make<R"({}<h1>{}</h1><p class="lead">{}</p><div class="stack-lg">{}{}</div>)">(
        pages::error_summary(c.text, pages::Errors(c.text, screen.errors, {"decision_tables"})), c.text("title"), c.text("lead"),
        list_of_tables(c, screen), new_table(c, screen));
    return pages::app(
        c, {.title = c.text("title"), .main = main, .status = screen.errors.empty() ? 200 : 422, .has_errors = !screen.errors.empty()});
}

http::Response table_page(const Context& c, const TableScreen& screen) {
    const auto& table = screen.row.table;
    const auto begin = html::when(screen.rights.may_write && !screen.row.unfinished, [&] {
        return pages::form(c, table_address(table.id, "ny-version"), pages::button(c.text("new_version")));
    });
    const auto main = html::make<R"({}<h1>{}</h1><p>{} · {}</p><div class="stack-lg">{}{}{}{}{}</div>)">(
        pages::back_link(list_address, c.text("title")), table.title.in(c.text.language()), service_title(c, screen.row), screen.row.unit,
        said(c), delegation_notice(c, screen), list_of_versions(c, screen), begin, stopping(c, screen));
    return pages::app(c, {.title = table.title.in(c.text.language()), .main = main});
}

}  // namespace views
}  // namespace table_builder
