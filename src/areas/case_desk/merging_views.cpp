#include "areas/case_desk/addresses.h"
#include "areas/case_desk/views.h"
#include "engines/cases/words.h"

namespace case_desk::views {

using pages::Html;

namespace {

Html merge_form(const Context& c, const MergingScreen& screen, const pages::Errors& errors) {
    return section("h-merge", c.text("merge_heading"),
                   html::make<"<p>{}</p>">(c.text("merge_words", screen.of.of.number)) +
                       pages::form(c, case_address(screen.of.of.number, "for-ihop"),
                                   pages::text_field(c.text, {.name = "other",
                                                              .label = c.text("merge_other"),
                                                              .hint = c.text("merge_other_hint"),
                                                              .value = screen.typed.other,
                                                              .error = errors.at("other"),
                                                              .width = "10"}) +
                                       pages::button(c.text("merge_button"), pages::Button::secondary)));
}

Html split_form(const Context& c, const MergingScreen& screen, const pages::Errors& errors) {
    std::vector<pages::Option> services;
    for (const auto& service : screen.services) services.push_back({.value = service->id, .label = service->title.in(c.text.language())});
    const auto documents = html::when(!screen.of.documents.empty(), [&] {
        return pages::checkboxes(c.text,
                                 {.name = "documents",
                                  .label = c.text("split_documents"),
                                  .hint = c.text("split_documents_hint"),
                                  .error = errors.at("documents"),
                                  .optional = true},
                                 document_options(c, screen.of), screen.typed.documents);
    });
    return section("h-split", c.text("split_heading"),
                   html::make<"<p>{}</p>">(c.text("split_words_about")) +
                       pages::form(c, case_address(screen.of.of.number, "dela"),
                                   pages::hidden("seen_event", std::to_string(screen.of.of.last_event)) +
                                       pages::select(c.text,
                                                     {.name = "service",
                                                      .label = c.text("split_service"),
                                                      .hint = c.text("split_service_hint"),
                                                      .value = screen.typed.service,
                                                      .error = errors.at("service")},
                                                     services) +
                                       pages::text_area(c.text, {.name = "split_words",
                                                                 .label = c.text("split_words"),
                                                                 .hint = c.text("split_words_hint"),
                                                                 .value = screen.typed.words,
                                                                 .error = errors.at("split_words"),
                                                                 .max_length = static_cast<int>(cases::longest_words)}) +
                                       documents + pages::button(c.text("split_button"), pages::Button::secondary)));
}

Html one_merged(const Context& c, const CaseScreen& screen, const MergedCase& merged) {
    if (!merged.may_be_opened) return html::make<"<li>{} {}</li>">(pages::tag(pages::Tone::plain, "lock", c.text("merged")), merged.number);
    std::vector<pages::Document> documents;
    for (const auto& document : merged.documents)
        documents.push_back(
            {case_address(merged.number, "handlingar/" + std::to_string(document.id.value)), document.name,
             c.text("direction." + std::string(to_name(document.direction))) + ", " + c.text.short_day(swedish_date(document.at))});
    const auto messages = html::each(merged.messages, [&](const cases::Message& message) {
        const auto who = message.from_party ? c.text("by_applicant") : message.author;
        const auto kind =
            html::when(message.is_note, [&] { return html::make<" {}">(pages::tag(pages::Tone::plain, "lock", c.text("note"))); });
        return html::make<R"(<li class="message"><p class="muted small">{} · {}{}</p><p>{}</p></li>)">(who, c.text.moment(message.at), kind,
                                                                                                       message.text);
    });
    std::vector<pages::Fact> parties;
    for (const auto& party : merged.parties)
        parties.push_back({c.text(party.role == cases::represents ? "representative" : "by_applicant"),
                           html::text(party.organisation_name.empty() ? party.name : party.organisation_name + ", " + party.name)});
    const auto inside = pages::facts(parties) + html::when(!documents.empty(), [&] { return pages::documents(documents); }) +
                        html::when(!messages.empty(), [&] { return html::make<R"(<ul role="list" class="messages">{}</ul>)">(messages); });
    const auto take_out = html::when(screen.may_decide && screen.of.state_kind != "closed", [&] {
        return pages::form(c, case_address(screen.of.number, "skilj-ut"),
                           pages::button(c.text("unmerge", merged.number), pages::Button::quiet, "other", merged.number));
    });
    return html::make<R"(<li class="teamwork__row"><div>{} {}<span class="sub">{}</span>{}</div>{}</li>)">(
        pages::tag(pages::Tone::plain, "link", c.text("merged")), pages::link(case_address(merged.number), merged.title), merged.number,
        pages::details(c.text("merged_holds", merged.documents.size(), merged.messages.size()), inside), take_out);
}

}  // namespace

Html merged_cases(const Context& c, const CaseScreen& screen) {
    const auto items = html::each(screen.merged, [&](const MergedCase& merged) { return one_merged(c, screen, merged); });
    return html::when(!items.empty(), [&] {
        return section("h-merged", c.text("merged_here"), html::make<R"(<ul role="list" class="teamwork">{}</ul>)">(items));
    });
}

Html goes_on_notice(const Context& c, const CaseScreen& screen) {
    if (!screen.goes_on_in) return {};
    const auto& other = *screen.goes_on_in;
    const auto number = other.may_be_opened ? pages::link(case_address(other.number), other.number) : html::text(other.number);
    return pages::notice(pages::Tone::info, html::make<"{} {}">(c.text("goes_on_in"), number));
}

http::Response merging_page(const Context& c, const MergingScreen& screen) {
    const auto errors = shown(c, screen.errors);
    return page_beside_case(c, screen.of, c.text("merge_or_split"), screen.errors, screen.notice,
                            merge_form(c, screen, errors) + split_form(c, screen, errors));
}

}  // namespace case_desk::views
