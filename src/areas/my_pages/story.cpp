#include "areas/my_pages/story.h"

#include <algorithm>
#include <optional>
#include <set>

#include "engines/directories/directories.h"
#include "foundation/base/unicode.h"

namespace my_pages {
namespace {

using html::Html;
using html::make;

struct Told {
    std::string heading;
    Html body{};
};

Html paragraph(std::string_view words) {
    if (words.empty()) return {};
    return make<"<p>{}</p>">(words);
}

Html file_links(const Texts& text, const OpenedCase& opened, const json::Value& files) {
    Html all;
    for (const auto& file : files.items())
        all += make<R"(<p class="doc">{}<a href="{}">{}</a> ({})</p>)">(pages::icon("paperclip"),
                                                                        document_address(opened, file["id"].integer()), file["name"].text(),
                                                                        text.file_size(file["size"].integer()));
    return all;
}

/// To another case of the same parties.
Html case_link(const json::Value& data) {
    return make<R"(<p><a href="/mina-sidor/{}">{}</a></p>)">(data["number"].text(), data["number"].text());
}

Html asked_for(const Texts& text, const json::Value& data) {
    const auto items = html::each(data["items"].items(), [](const json::Value& item) { return make<"<li>{}</li>">(item["text"].text()); });
    return html::when(!items.empty(), [&] { return make<"<ul>{}</ul>">(items); }) + paragraph(data["words"].text()) +
           paragraph(text("answer_by", text.day(Date{data["due_on"].integer()})));
}

std::optional<Told> moved(const Texts& text, const OpenedCase& opened, const json::Value& data) {
    const auto* state = opened.flow.find_state(data["state"]["id"].text());
    if (!state || state->kind == flows::StateKind::decided) return std::nullopt;
    return Told{state->sentence.in(text.language())};
}

/// Which registers answered. What they said stands in the decision when it matters.
std::optional<Told> checked_registers(const Texts& text, const OpenedCase& opened, const json::Value& data) {
    std::set<std::string> names;
    for (const auto& [condition, finding] : directories::findings_from(data["findings"])) {
        const auto* asked = opened.service->condition(condition);
        const bool answered = finding.state == directories::State::answered || finding.state == directories::State::missing;
        if (asked && asked->check && answered) names.insert(directories::source_name(text, *asked->check, finding));
    }
    if (names.empty()) return std::nullopt;
    return Told{text("we_checked"), paragraph(joined({names.begin(), names.end()}, ", "))};
}

bool is_from_party(const cases::Event& event) { return event.actor_kind == "resident" || event.actor_kind == "nobody"; }

/// Whether the reader did it: of several parties each sees what the others have done as theirs.
bool is_reader(const OpenedCase& opened, const cases::Event& event, const std::vector<cases::Party>& parties) {
    using enum cases::EventKind;
    if (!is_from_party(event)) return false;
    if (event.actor_kind == "resident" && opened.acts_as.is_resident()) return event.actor == opened.acts_as.person.value;
    // With its code, or sent without e-identification, the case is the applicant's: all but what those who sign too have done.
    const bool by_signer =
        event.kind == co_signed || event.kind == signature_declined || std::ranges::any_of(parties, [&](const cases::Party& party) {
            return party.role == cases::co_signs && party.person && party.person->value == event.actor;
        });
    return !by_signer && !opened.is_co_signer;
}

std::optional<Told> signed_or_not(const Texts& text, const cases::Event& event, bool is_you) {
    using enum cases::EventKind;
    const auto& data = event.data;
    if (event.kind == co_signed) return Told{is_you ? text("you_signed") : text("they_signed", data["party"]["name"].text())};
    if (event.kind == signature_declined)
        return Told{is_you ? text("you_declined") : text("they_declined", data["name"].text()), paragraph(data["text"].text())};
    return Told{text("not_all_have_signed"), paragraph(data["names"].text())};
}

std::optional<Told> told(const Texts& text, const OpenedCase& opened, const cases::Event& event, bool is_you) {
    using enum cases::EventKind;
    const auto& data = event.data;
    const auto who_did = [&](std::string_view you, std::string_view they) { return text(is_you ? you : they); };
    const auto files = [&] { return file_links(text, opened, data["files"]); };
    switch (event.kind) {
        case received:
            if (event.actor_kind == "staff") return Told{text("we_typed_it", event.actor_name), files()};
            return Told{who_did("you_sent_it", "they_sent_it"), files()};
        case assigned:
            if (data.has("unit")) return Told{text("unit_took_it", data["unit_name"].text())};
            if (data["officer_name"].text().empty()) return std::nullopt;
            return Told{text("officer_took_it", data["officer_name"].text())};
        case state_changed: return moved(text, opened, data);
        case supplement_requested: return Told{text("we_asked"), asked_for(text, data)};
        case supplement_answered: return Told{who_did("you_answered", "they_answered"), paragraph(data["text"].text()) + files()};
        case reminded: return Told{text(data["signers"].yes() ? "we_reminded_signers" : "we_reminded")};
        case message:
            return Told{is_from_party(event) ? who_did("you_wrote", "they_wrote") : text("we_wrote"),
                        paragraph(data["text"].text()) + files()};
        case decision_sent:
            return Told{text(opened.service->is_registration() ? "we_confirmed" : "we_decided"),
                        make<R"(<p><a href="/mina-sidor/{}/beslut">{}</a></p>)">(opened.values.number, text(opened.read_letter_key()))};
        case delayed:
            return Told{text("it_is_late"),
                        paragraph(data["text"].text()) + paragraph(text("expected_on", text.day(Date{data["expected_on"].integer()})))};
        case consent_taken_back: return Told{who_did("you_took_back_consent", "they_took_back_consent"), paragraph(data["text"].text())};
        case withdrawn: return Told{who_did("you_withdrew", "they_withdrew"), paragraph(data["text"].text())};
        case appealed:
            return Told{
                data.has("against") ? who_did("you_appealed_refusal", "they_appealed_refusal") : who_did("you_appealed", "they_appealed"),
                paragraph(data["text"].text()) + files()};
        case co_signed:
        case signature_declined:
        case signatures_overdue: return signed_or_not(text, event, is_you);
        case checked: return checked_registers(text, opened, data);
        case due_day_moved: return Told{text("due_day_moved", text.day(Date{data["due_on"].integer()})), paragraph(data["text"].text())};
        case person_asked_for: return Told{who_did("you_asked_for_person", "they_asked_for_person"), paragraph(data["text"].text())};
        case consulted: return Told{text("we_asked_unit", data["unit_name"].text())};
        case consultation_answered: return Told{text("unit_answered", data["unit_name"].text())};
        case handed_over: return Told{text("we_handed_over", data["receiver"].text())};
        case merged_into: return Told{text("we_merged"), case_link(data)};
        case merged: return Told{text("we_took_in"), case_link(data)};
        case unmerged_from:
        case unmerged: return Told{text("we_unmerged"), case_link(data)};
        case split_off: return Told{text("we_split"), paragraph(data["text"].text()) + case_link(data)};
        case split_from: return Told{text("we_made_of_part"), paragraph(data["text"].text()) + case_link(data)};
        case proposed:
            return Told{text("we_proposed", data["committee_name"].text()),
                        paragraph(text("meeting_on", text.day(Date{data["meeting_on"].integer()})))};
        case minutes_kept: return Told{text("minutes_are_here"), files()};
        case decision_requested: return Told{who_did("you_asked_for_decision", "they_asked_for_decision"), paragraph(data["text"].text())};
        case decision_request_refused: return Told{text("we_refused_to_decide"), paragraph(data["text"].text())};
        case representative_changed:
            return Told{data["name"].text().empty() ? text("nobody_represents") : text("now_represented_by", data["name"].text())};
        case signing_link_renewed: return Told{text("new_link_sent", data["name"].text())};
        case request_refusal_sent: return Told{text("refusal_is_here"), files()};
        case alarm_raised:
        case proposal_taken_back:
        case outside_answered:
        case note:
        case note_changed:
        case task_added:
        case task_done:
        case linked:
        case unlinked:
        case decided:
        case registered:
        case decision_approved:
        case decision_sent_back:
        case decision_undone:
        case disposal_held:
        case hold_ended:
        case disposed: return std::nullopt;
    }
    return std::nullopt;
}

/// What was asked for and what was written, a line each.
std::string words_in(const json::Value& data) {
    std::vector<std::string> lines;
    for (const auto& item : data["items"].items()) lines.push_back(item["text"].text());
    for (const auto* written : {"words", "text"})
        if (!data[written].text().empty()) lines.push_back(data[written].text());
    return joined(lines, "\n");
}

std::string machine_time(Timestamp at) {
    const auto clock = swedish_clock(at);
    const auto two = [](int n) { return (n < 10 ? "0" : "") + std::to_string(n); };
    return to_iso(swedish_date(at)) + "T" + two(clock.hour) + ":" + two(clock.minute);
}

}  // namespace

std::string document_address(const OpenedCase& opened, std::int64_t document) {
    return opened.address() + "/handlingar/" + std::to_string(document);
}

std::vector<pages::TimelineItem> story(const Texts& text, const OpenedCase& opened, const std::vector<cases::Event>& events,
                                       const std::vector<cases::Party>& parties) {
    std::vector<pages::TimelineItem> items;
    for (auto event = events.rbegin(); event != events.rend(); ++event) {
        const bool is_you = is_reader(opened, *event, parties);
        auto what = told(text, opened, *event, is_you);
        if (!what) continue;
        items.push_back({is_you ? pages::Moment::is_you : pages::Moment::plain, machine_time(event->at),
                         text.short_day(swedish_date(event->at)) + " " + text.clock(event->at), std::move(what->heading),
                         std::move(what->body), words_in(event->data)});
    }
    return items;
}

std::string newest_line(const Texts& text, const OpenedCase& opened, const std::vector<cases::Event>& events,
                        const std::vector<cases::Party>& parties) {
    for (auto event = events.rbegin(); event != events.rend(); ++event)
        if (const auto what = told(text, opened, *event, is_reader(opened, *event, parties)))
            return text.short_day(swedish_date(event->at)) + ": " + what->heading;
    return {};
}

}  // namespace my_pages
