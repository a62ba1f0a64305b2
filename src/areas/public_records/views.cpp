#include "areas/public_records/views.h"

#include <fmt/format.h>

#include <algorithm>

#include "areas/public_records/masking.h"

namespace public_records::views {

namespace h = html;
using public_register::Entry;
using public_register::Record;

const std::string& title(const Texts& text, const Entry& entry) {
    return text.language() == Language::en ? entry.title_en : entry.title_sv;
}

std::string address(const Entry& entry) { return "/diarium/" + http::percent_encoded(entry.number); }

namespace {

h::Html state(const Texts& text, const Entry& entry) {
    if (entry.closed_on) return pages::tag(pages::Tone::ok, "check", text("closed"));
    return pages::tag(pages::Tone::info, "clock", text("ongoing"));
}

/// The name, or why it is not there.
h::Html sender(const Texts& text, const Entry& entry) {
    const auto masked = masking(text, entry);
    if (!masked) return h::text(entry.correspondent);
    return h::make<R"(<div>{}<br><span class="muted small">{}</span></div>)">(masked->words, masked->ground);
}

h::Html day(const Texts& text, Date date) { return h::make<R"(<time datetime="{}">{}</time>)">(to_iso(date), text.day(date)); }

h::Html search_form(const Context& c, const QueryForm& form, const std::vector<FieldError>& errors) {
    const pages::Errors wrong(c.text, errors);
    const auto words = pages::text_field(
        c.text, {.name = "q", .label = c.text("words"), .hint = c.text("words_hint"), .value = form.words, .type = "search"});
    const auto from = pages::day_field(c.text, {.name = "fran", .label = c.text("from"), .value = form.from, .error = wrong.at("from")});
    const auto to = pages::day_field(c.text, {.name = "till", .label = c.text("to"), .value = form.to, .error = wrong.at("to")});
    return h::make<R"(<form role="search" action="/diarium" class="filters">{}{}{}{}</form>)">(words, from, to,
                                                                                               pages::button(c.text("search")));
}

std::vector<h::Html> row(const Texts& text, const Entry& entry) {
    return {h::make<R"(<a class="nowrap" href="{}">{}</a>)">(address(entry), entry.number), h::text(title(text, entry)),
            sender(text, entry), day(text, entry.received_on), state(text, entry)};
}

h::Html entries_table(const Texts& text, const std::vector<Entry>& entries) {
    std::vector<std::vector<h::Html>> rows;
    for (const auto& entry : entries) rows.push_back(row(text, entry));
    return pages::table(text("entries"), {{text("number")}, {text("about")}, {text("sender")}, {text("received")}, {text("state")}}, rows);
}

std::string next_address(const QueryForm& form, const Found& found) {
    if (!found.has_more) return "";
    return fmt::format("/diarium?q={}&fran={}&till={}&efter={}", http::percent_encoded(form.words), http::percent_encoded(form.from),
                       http::percent_encoded(form.to), page_key(found.entries.back()));
}

std::vector<pages::ShownError> shown(const Texts& text, const std::vector<FieldError>& errors) {
    std::vector<pages::ShownError> all;
    for (const auto& error : errors)
        all.push_back({error.field == "from" ? "fran" : error.field == "to" ? "till" : "q", text(error.text_key)});
    return all;
}

std::string direction(const Texts& text, const Record& record) { return text("direction." + record.direction); }

std::string kind(const Texts& text, const Record& record) {
    const auto key = "kind." + record.kind;
    return text.has(key) ? text(key) : text("kind.other");
}

std::vector<h::Html> record_row(const Texts& text, const Entry& entry, const Record& record) {
    // Drawn up in the house: nobody sent it and nobody has got it.
    const bool stays = record.direction == "drawn_up";
    return {h::text(fmt::format("{}.{}", entry.number, record.ordinal)), h::text(kind(text, record)), h::text(direction(text, record)),
            day(text, swedish_date(record.at)), stays ? h::text(text("no_correspondent")) : sender(text, entry)};
}

h::Html records_table(const Texts& text, const Entry& entry, const std::vector<Record>& records) {
    std::vector<std::vector<h::Html>> rows;
    for (const auto& record : records) rows.push_back(record_row(text, entry, record));
    return pages::table(text("records"),
                        {{text("record_number")}, {text("record_kind")}, {text("direction")}, {text("day")}, {text("correspondent")}}, rows,
                        pages::Caption::shown);
}

h::Html ask_for_records(const Context& c, std::string_view request_address) {
    const auto way = request_address.empty() ? h::make<"<p>{}</p>">(c.text("ask_by_contact", c.tenant.email, c.tenant.phone))
                                             : pages::link_button(request_address, c.text("ask"));
    return h::make<R"(<section class="panel"><h2>{}</h2><p>{}</p><div class="panel__foot">{}</div></section>)">(c.text("ask_heading"),
                                                                                                                c.text("ask_says"), way);
}

}  // namespace

http::Response register_page(const Context& c, const QueryForm& form, const Found& found, const std::vector<FieldError>& errors) {
    const auto list = !errors.empty()         ? h::Html()
                      : found.entries.empty() ? pages::empty_state(c.text("none"), c.text("none_do"))
                                              : entries_table(c.text, found.entries);
    const auto main = h::make<R"({}<h1>{}</h1><p class="lead">{}</p><div class="stack-lg">{}{}{}{}</div>)">(
        pages::error_summary(c.text, shown(c.text, errors)), c.text("title"), c.text("lead"), search_form(c, form, errors), list,
        pages::pagination(c.text, "", next_address(form, found)), pages::details(c.text("law_heading"), pages::prose(c.text("law_says"))));
    return pages::site(c, {.title = c.text("title"), .main = main, .status = errors.empty() ? 200 : 422, .has_errors = !errors.empty()});
}

http::Response entry_page(const Context& c, const Entry& entry, const std::vector<Record>& records, std::string_view request_address) {
    std::vector<pages::Fact> facts{{c.text("number"), h::text(entry.number)},
                                   {c.text("sender"), sender(c.text, entry)},
                                   {c.text("received"), day(c.text, entry.received_on)},
                                   {c.text("state"), state(c.text, entry)}};
    if (entry.closed_on) facts.push_back({c.text("closed_on"), day(c.text, *entry.closed_on)});
    const auto content = h::make<R"({}{}{})">(pages::facts(facts), records_table(c.text, entry, records),
                                              pages::details(c.text("law_heading"), pages::prose(c.text("law_says"))));
    const auto main = h::make<"{}<h1>{}</h1>{}">(pages::back_link("/diarium", c.text("title")), title(c.text, entry),
                                                 pages::with_aside(content, ask_for_records(c, request_address)));
    return pages::site(c, {.title = entry.number, .main = main});
}

}  // namespace public_records::views
