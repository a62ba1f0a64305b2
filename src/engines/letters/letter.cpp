#include "engines/letters/letter.h"

#include "engines/letters/embedded.h"
#include "engines/pages/assets.h"
#include "foundation/markdown/markdown.h"
#include "foundation/pdf/pdf.h"

namespace letters {

using html::Html;

static Html paragraphs(const std::vector<std::string>& all) {
    return html::each(all, [](const std::string& words) { return html::make<"<p>{}</p>">(words); });
}

static std::vector<std::string> appeal_words(const Texts& text, const Letter& letter) {
    switch (letter.appeal.kind) {
        case AppealKind::none: return {};
        case AppealKind::administrative:
            return {text("appeal_when", letter.from.unit, letter.appeal.days), text("appeal_what", letter.number),
                    text("appeal_how", letter.appeal.court)};
        case AppealKind::legality: return {text("legality_when", letter.appeal.court), text("legality_what", letter.number)};
    }
    return {};
}

static Html appeal_section(const Texts& text, const Letter& letter) {
    const auto words = appeal_words(text, letter);
    if (words.empty()) return {};
    return html::make<"<section><h2>{}</h2>{}</section>">(text("appeal_heading"), paragraphs(words));
}

static Html law_section(const Texts& text, const Letter& letter) {
    if (letter.law.empty()) return {};
    return html::make<"<section><h2>{}</h2><ul>{}</ul></section>">(
        text("law"), html::each(letter.law, [](const std::string& ref) { return html::make<"<li>{}</li>">(ref); }));
}

static Html contact_section(const Texts& text, const Letter& letter) {
    if (letter.from.phone.empty()) return {};
    return html::make<"<section><h2>{}</h2><p>{}</p></section>">(
        text("contact"), text("contact_words", letter.from.phone, letter.from.email, letter.number));
}

static Html recipient(const Letter& letter) {
    return html::make<R"(<p class="letter__to">{}</p>)">(html::join(
        [&] {
            std::vector<Html> lines;
            for (const auto& line : letter.to) lines.push_back(html::text(line));
            return lines;
        }(),
        html::make<"<br>">()));
}

static Html signature(const Texts& text, const Letter& letter) {
    if (letter.signer.empty()) return {};
    auto role = letter.is_automatic         ? text("signed_automatically", letter.delegation)
                : letter.delegation.empty() ? text("signed")
                                            : text("signed_by_delegation", letter.delegation);
    if (!letter.minutes.empty()) role = text("decided_in_minutes", letter.minutes);
    return html::make<R"(<footer class="letter__sign"><p><b>{}</b><br>{}</p></footer>)">(letter.signer, role);
}

static Html article_with(const Html& mark, const texts::Catalog& catalog, const Letter& letter) {
    const Texts text(catalog, "letters", letter.language);
    const auto sender = text("municipality", letter.from.municipality);
    std::string foot = sender;
    for (const auto* part : {&letter.from.address, &letter.from.phone, &letter.from.email})
        if (!part->empty()) foot += " · " + *part;
    return html::make<R"(<article class="letter" lang="{}" dir="ltr">
<header class="letter__head"><div class="letter__from">{}<p><b>{}</b><br>{}</p></div>
<dl class="letter__meta"><div><dt>{}</dt><dd>{}</dd></div><div><dt>{}</dt><dd>{}</dd></div></dl></header>
{}<h1>{}</h1><div class="letter__body prose">{}</div>{}{}{}{}<p class="letter__foot">{}</p></article>)">(
        to_code(letter.language), mark, sender, letter.from.unit, text("date"), text.day(letter.date), text("case_number"), letter.number,
        recipient(letter), letter.heading, html::trusted(markdown::to_html(letter.body)), law_section(text, letter),
        appeal_section(text, letter), contact_section(text, letter), signature(text, letter), foot);
}

Html article(const texts::Catalog& catalog, const Letter& letter) { return article_with(letter.from.mark, catalog, letter); }

std::string document(const texts::Catalog& catalog, const Letter& letter) {
    std::string css;
    for (const auto& file : embedded::files())
        if (file.name == "letter.css") css = file.content;
    // The style sheet is ours and goes in as it is; html::make rightly refuses holes in <style>.
    return "<!doctype html><html lang=\"" + std::string(to_code(letter.language)) + "\"><head><meta charset=\"utf-8\"><title>" +
           html::text(letter.heading).str() + "</title><style>" + css + "</style></head><body>" +
           article_with(letter.from.printed_mark, catalog, letter).str() + "</body></html>";
}

/// The static cuts of the font, as the style sheet names them.
static const pdf::Resources& fonts() {
    static const pdf::Resources found = [] {
        pdf::Resources all;
        for (const std::string subset : {"latin", "latin-ext"})
            for (const std::string weight : {"400", "700"}) {
                const auto name = "public-sans-" + subset + "-" + weight + "-normal.woff2";
                const auto answer = pages::asset(pages::asset_address(name));
                all[name] = answer->shared_body ? *answer->shared_body : answer->body;
            }
        return all;
    }();
    return found;
}

Result<std::string> print(pdf::Printer& printer, std::string_view document, std::string_view title, Language language) {
    return printer.print(document, fonts(), title, to_code(language));
}

Result<std::string> print(pdf::Printer& printer, const texts::Catalog& catalog, const Letter& letter) {
    return print(printer, document(catalog, letter), letter.heading, letter.language);
}

}  // namespace letters
