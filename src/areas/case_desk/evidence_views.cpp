/// What the officer judges by: conditions with what registers say, documents with their pages, earlier cases.
#include <algorithm>

#include "areas/case_desk/addresses.h"
#include "areas/case_desk/views.h"

namespace case_desk::views {

using pages::Html;

Html section(std::string_view id, const std::string& heading, const Html& content) {
    return html::make<R"(<section aria-labelledby="{}"><h2 id="{}" class="desk__h2">{}</h2>{}</section>)">(id, id, heading, content);
}

// ---- conditions

static Html met_tag(const Context& c, const services::ConditionRow& row) {
    using pages::Tone;
    if (!row.counts()) return pages::tag(Tone::plain, "eye", c.text("met.by_hand"));
    switch (row.met) {
        case services::Met::yes: return pages::tag(Tone::ok, "check", c.text("met.yes"));
        case services::Met::no: return pages::tag(Tone::err, "x", c.text("met.no"));
        case services::Met::unknown: return pages::tag(Tone::warn, "alert-triangle", c.text("met.unknown"));
    }
    return {};
}

/// What the register says, and below it what the applicant answered.
static Html evidence(const Context& c, const services::ConditionRow& row) {
    if (!row.check) return html::text(row.shown.empty() ? "–" : row.shown);
    const auto answered = html::when(!row.shown.empty(), [&] {
        return html::make<R"(<br><span class="muted small">{}</span>)">(c.text("applicant_answered", row.shown));
    });
    return html::text(directories::shown(c.text, row.finding)) + answered;
}

static Html source(const Context& c, const CaseScreen& screen, const services::ConditionRow& row) {
    if (!row.check) return html::text(row.source.in(c.text.language()));
    const auto name = directories::source_name(c.text, *row.check, row.finding);
    using enum directories::State;
    const bool was_asked =
        row.finding.state == answered || row.finding.state == missing || row.finding.state == withheld || row.finding.state == unreachable;
    if (!was_asked || !screen.checked.at) return html::text(name);
    return html::make<R"({}<br><span class="muted small">{}</span>)">(name, c.text("fetched", c.text.moment(*screen.checked.at)));
}

static Html again(const Context& c, const CaseScreen& screen) {
    const bool has_register =
        std::ranges::any_of(screen.conditions, [](const services::ConditionRow& row) { return row.check && row.counts(); });
    if (!has_register || !screen.may_decide || screen.of.state_kind == "closed") return {};
    return pages::form(c, case_address(screen.of.number, "kontrollera"), pages::button(c.text("check_again"), pages::Button::quiet));
}

Html conditions(const Context& c, const CaseScreen& screen) {
    if (screen.conditions.empty()) return {};
    std::vector<std::vector<Html>> rows;
    for (const auto& row : screen.conditions)
        rows.push_back({html::text(row.label.in(c.text.language())), evidence(c, row), source(c, screen, row), met_tag(c, row)});
    return html::make<R"(<section class="rules">{}{}</section>)">(
        pages::table(c.text("conditions"), {{c.text("condition")}, {c.text("answer")}, {c.text("source")}, {c.text("is_met")}}, rows,
                     pages::Caption::shown),
        again(c, screen));
}

// ---- fee

Html fee(const Context& c, const CaseScreen& screen) {
    if (!screen.fee || screen.fee->rows.empty()) return {};
    return section("h-fee", c.text("fee"), services::fee_table(c.text, *screen.fee));
}

// ---- documents

std::string document_address(const CaseScreen& screen, const cases::Document& document) {
    return case_address(screen.of.number, "handlingar/" + std::to_string(document.id.value));
}

std::vector<pages::Option> document_options(const Context& c, const CaseScreen& screen) {
    std::vector<pages::Option> options;
    for (const auto& document : screen.documents)
        options.push_back({.value = std::to_string(document.id.value),
                           .label = document.name,
                           .hint = c.text.short_day(swedish_date(document.at)) + ", " + c.text.file_size(document.size)});
    return options;
}

/// Loaded when it comes into view; until then its place is kept by the stylesheet.
static Html page_picture(const Context& c, const std::string& address, const cases::Document& document, int page) {
    return html::make<R"(<img class="docs__page" src="{}" alt="{}" loading="lazy">)">(address + "/sida/" + std::to_string(page),
                                                                                      c.text("page_of", page, document.name));
}

/// The first page, and the next ones behind a summary.
static Html drawn_pages(const Context& c, const std::string& address, const cases::Document& document,
                        const std::optional<pdf::About>& about) {
    if (about && about->readable == pdf::Readable::locked)
        return html::make<R"(<p class="docs__state">{} {}</p>)">(pages::icon("lock"), c.text("document_locked"));
    if (about && about->readable == pdf::Readable::broken)
        return html::make<R"(<p class="docs__state">{} {}</p>)">(pages::icon("alert-triangle"), c.text("document_broken"));
    const auto first = page_picture(c, address, document, 1);
    if (!about || about->pages < 2) return first;
    const int last = std::min(about->pages, most_pages_drawn);
    Html more;
    for (int page = 2; page <= last; ++page) more += page_picture(c, address, document, page);
    const auto whole = html::make<R"(<p class="docs__whole"><a href="{}">{}</a></p>)">(address, c.text("open_whole", about->pages));
    return first + pages::details(c.text("more_pages", last, about->pages), html::make<R"(<div class="docs__more">{}</div>)">(more)) +
           whole;
}

static Html shown_document(const Context& c, const CaseScreen& screen, std::size_t which) {
    const auto& document = screen.documents[which];
    const auto& about = screen.pages[which];
    const auto address = document_address(screen, document);
    Html picture;
    if (document.type.starts_with("image/"))
        picture = html::make<R"(<img class="docs__picture" src="{}" alt="{}" loading="lazy">)">(address, document.name);
    else if (document.type == cases::drawn_type) picture = drawn_pages(c, address, document, about);
    const auto pages_in_words = about && about->pages > 0 ? " · " + c.text("pages", about->pages) : std::string();
    return html::make<R"(<li class="doc">{}<a href="{}">{}</a><span class="muted small">{} · {} · {}{}</span>{}</li>)">(
        pages::icon("file-text"), address, document.name, c.text("direction." + std::string(to_name(document.direction))),
        c.text.short_day(swedish_date(document.at)), c.text.file_size(document.size), pages_in_words, picture);
}

/// Pictures and the pages of PDFs stand on the page; other files open beside it.
Html documents(const Context& c, const CaseScreen& screen) {
    if (screen.documents.empty())
        return section("h-docs", c.text("documents"), html::make<R"(<p class="muted">{}</p>)">(c.text("no_documents")));
    Html all;
    for (std::size_t i = 0; i < screen.documents.size(); ++i) all += shown_document(c, screen, i);
    return section("h-docs", c.text("documents"), html::make<R"(<ul role="list" class="docs">{}</ul>)">(all));
}

// ---- earlier cases

static std::string why_related(const Context& c, const cases::Related& other) {
    std::string why;
    const auto add = [&](bool is_so, std::string_view key) {
        if (is_so) why += " · " + c.text(key);
    };
    add(other.same_person, "same_person");
    add(other.same_organisation, "same_organisation");
    add(other.same_property, "same_property");
    add(other.same_address, "same_address");
    return why;
}

Html earlier_cases(const Context& c, const CaseScreen& screen) {
    if (screen.related.empty()) return {};
    std::vector<pages::Link> links;
    for (const auto& other : screen.related)
        links.push_back({.href = case_address(other.of.number),
                         .words = other.of.title.empty() ? other.of.public_title : other.of.title,
                         .sub = other.of.number + " · " + c.text.short_day(swedish_date(other.of.received_at)) + why_related(c, other)});
    return section("h-earlier", c.text("earlier_cases"), pages::linklist(links));
}

}  // namespace case_desk::views
