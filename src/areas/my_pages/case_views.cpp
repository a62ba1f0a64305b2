#include "areas/my_pages/case_views.h"

#include "areas/my_pages/signing_views.h"
#include "engines/audit/words.h"
#include "engines/directories/directories.h"
#include "engines/forms/spoken.h"
#include "engines/forms/view.h"
#include "engines/municipality/town_map.h"
#include "engines/services/fees.h"

namespace my_pages::views {

using html::Html;
using html::make;

namespace {

http::Response private_page(http::Response response) { return response.with("Cache-Control", "no-store"); }

Html back(const Context& c, const OpenedCase& opened) {
    return pages::back_link(opened.address(), opened.values.title.empty() ? c.text("back_to_case") : opened.values.title);
}

std::string heading_of(const Texts& text, const OpenedCase& opened) {
    if (opened.is_merged()) return text("merged_heading");
    return opened.is_withdrawn() ? text("withdrawn_heading") : opened.state().sentence.in(text.language());
}

std::string what_now(const Texts& text, const CaseFile& file) {
    const auto& opened = file.opened;
    if (opened.is_withdrawn()) return text("withdrawn_says");
    if (opened.is_merged()) return text("merged_says");
    auto says = opened.state().next.in(text.language());
    const bool waits_for_us = opened.values.state_kind != "closed" && !opened.service->is_registration();
    if (waits_for_us && opened.values.due_on && !opened.values.clock_stopped_on)
        says += " " + text(opened.service->decision.outcomes.empty() ? "answer_at_latest" : "decision_at_latest",
                           text.day(*opened.values.due_on));
    if (file.supplement) says += " " + text("answer_by", text.day(file.supplement->due_on));
    return says;
}

Html stages_of(const Texts& text, const OpenedCase& opened) {
    std::vector<pages::Stage> all;
    const auto& current = opened.state().stage;
    const bool is_closed = opened.values.state_kind == "closed";
    auto progress = pages::Progress::done;
    for (const auto& stage : opened.flow.stages) {
        std::string when;
        if (all.empty()) when = text.short_day(swedish_date(opened.values.received_at));
        if (stage.id == current && !is_closed) {
            progress = pages::Progress::current;
            when = text("now");
        } else if (progress == pages::Progress::current) {
            progress = pages::Progress::ahead;
        }
        if (&stage == &opened.flow.stages.back()) {
            if (is_closed && opened.values.closed_at) when = text.short_day(swedish_date(*opened.values.closed_at));
            else if (progress == pages::Progress::ahead && opened.values.due_on)
                when = text("at_latest", text.short_day(*opened.values.due_on));
        }
        all.push_back({progress, stage.label.in(text.language()), when});
    }
    return all.size() < 2 ? Html() : pages::stages(all);
}

Html standing(const Context& c, const CaseFile& file) {
    const auto& opened = file.opened;
    const auto answer = html::when(file.supplement.has_value(), [&] {
        return pages::button_row(pages::link_button(opened.address() + "/komplettera", c.text("answer_supplement")));
    });
    const auto read = html::when(file.decision.has_value(), [&] {
        return pages::button_row(pages::link_button(opened.address() + "/beslut", c.text(opened.read_letter_key())));
    });
    return make<R"(<section class="state" aria-labelledby="h-case"><p class="eyebrow">{} · <span class="nowrap">{}</span></p>
<h1 id="h-case">{}</h1><p class="lead">{}</p>{}{}{}</section>)">(title_of(c.text, opened.values), opened.values.number,
                                                                 heading_of(c.text, opened), what_now(c.text, file), answer, read,
                                                                 opened.ended_otherwise() ? Html() : stages_of(c.text, opened));
}

/// What comes, above what has happened; nothing when all is done.
std::vector<pages::TimelineItem> next_step(const Texts& text, const CaseFile& file) {
    const auto& values = file.opened.values;
    if (values.state_kind == "closed") return {};
    const auto step = [&](std::string_view heading, const std::string& when) {
        return std::vector{
            pages::TimelineItem{.moment = pages::Moment::is_next,
                                .when = text("next_step"),
                                .heading = text(heading),
                                .body = html::when(!when.empty(), [&] { return make<R"(<p class="muted">{}</p>)">(when); })}};
    };
    if (values.state == "waiting_for_signatures") return step("next_signatures", "");
    if (file.supplement) return step("next_you_answer", text("answer_by", text.day(file.supplement->due_on)));
    if (file.opened.service->is_registration()) return step("next_confirmation", "");
    const bool decides = !file.opened.service->decision.outcomes.empty();
    const bool has_day = values.due_on && !values.clock_stopped_on;
    return step(decides ? "next_decision" : "next_answer", has_day ? text("next_day", text.day(*values.due_on)) : "");
}

Html facts_of(const Context& c, const CaseFile& file) {
    const auto& values = file.opened.values;
    std::vector<pages::Fact> facts = {{c.text("service"), forms::said(c.text, file.opened.service->title)},
                                      {c.text("received_on"), html::text(c.text.day(swedish_date(values.received_at)))}};
    if (!values.officer_name.empty()) facts.push_back({c.text("officer"), html::text(values.officer_name)});
    if (!file.unit.empty()) facts.push_back({c.text("unit"), html::text(file.unit)});
    for (const auto& party : file.parties)
        if (party.role == cases::represents) facts.push_back({c.text("representative"), html::text(party.name)});
    facts.push_back({c.text("erased_when"), html::text(when_erased(c.text, file.opened))});
    return make<R"(<section aria-labelledby="h-facts"><h2 id="h-facts" class="aside-h">{}</h2>{}</section>)">(c.text("facts"),
                                                                                                              pages::facts(facts));
}

Html documents_of(const Context& c, const CaseFile& file) {
    if (file.documents.empty()) return {};
    std::vector<pages::Document> all;
    for (const auto& document : file.documents)
        all.push_back({document_address(file.opened, document.id.value), document.name, c.text.file_size(document.size)});
    return make<R"(<section aria-labelledby="h-docs"><h2 id="h-docs" class="aside-h">{}</h2>{}</section>)">(c.text("documents"),
                                                                                                            pages::documents(all));
}

Html choices(const Context& c, const CaseFile& file) {
    const auto address = file.opened.address();
    std::vector<pages::Link> links;
    if (can_appeal(file.opened, file.decision)) links.push_back({address + "/overklaga", "scale", c.text("appeal")});
    if (file.opened.can("withdraw")) links.push_back({address + "/ta-tillbaka", "arrow-back-up", c.text("withdraw")});
    if (!file.opened.only_reads) links.push_back({address + "/vem-har-last", "eye", c.text("readers")});
    links.push_back({address + "/allt.zip", "download", c.text("download_all")});
    return make<R"(<section aria-label="{}">{}</section>)">(c.text("do_more"), pages::linklist(links));
}

/// What the applicant writes, and files with it; what was typed and what is wrong with it stand where they were.
Html text_and_files(const Context& c, const Written& written, const std::string& label, const std::string& hint, int max_length) {
    const auto errors = wrong_with(c, written.errors);
    return pages::text_area(c.text, {.name = "text",
                                     .label = label,
                                     .hint = hint,
                                     .value = written.text,
                                     .error = errors.at("text"),
                                     .max_length = max_length}) +
           pages::file_field(
               c.text,
               {.name = "files", .label = c.text("attach"), .hint = c.text("attach_hint"), .error = errors.at("files"), .optional = true});
}

Html lines_of(const std::vector<cases::RuleLine>& lines) {
    std::vector<pages::Fact> facts;
    for (const auto& line : lines) facts.push_back({line.label, html::text(line.words)});
    return pages::facts(facts);
}

/// Law: dataskyddsförordningen art. 13.2 f, 15.1 h and 22.3: that nobody decided, by which rule, and the way to a person.
Html automatic_decision(const Context& c, const CaseFile& file, const Written& written) {
    if (!file.decision || !file.decision->automatic) return {};
    const auto& automatic = *file.decision->automatic;
    const auto& reasons = automatic.reasons(c.text.language());
    const auto why = pages::details(
        c.text("automatic_rule"),
        make<"<p>{}</p>{}<h3>{}</h3>{}">(c.text("automatic_row", automatic.row, automatic.version, automatic.title.in(c.text.language())),
                                         lines_of(reasons.rule), c.text("automatic_known"), lines_of(reasons.facts)));
    const auto ask = html::when(file.opened.can("ask_for_person"), [&] {
        return pages::form(c, file.opened.address() + "/be-om-manniska",
                           pages::text_area(c.text, {.name = "why",
                                                     .label = c.text("ask_for_person_why"),
                                                     .value = written.why,
                                                     .error = wrong_with(c, written.errors).at("why"),
                                                     .optional = true,
                                                     .max_length = static_cast<int>(cases::longest_words)}) +
                               pages::button(c.text("ask_for_person"), pages::Button::secondary));
    });
    return make<R"(<section class="panel" aria-labelledby="h-automatic"><h2 id="h-automatic">{}</h2><p>{}</p>{}{}</section>)">(
        c.text("automatic"), c.text(file.opened.can("ask_for_person") ? "automatic_says" : "automatic_was"), why, ask);
}

Html message_form(const Context& c, const CaseFile& file, const Written& written) {
    const auto fields = text_and_files(c, written, c.text("message"), c.text("message_hint"), 5000) +
                        pages::form_foot(pages::button(c.text("send_message"), pages::Button::secondary));
    const bool is_begun = !written.text.empty() || !written.errors.empty();
    const auto folded =
        pages::details(c.text("write_message"), pages::form(c, file.opened.address() + "/meddelanden", fields, pages::Upload::files),
                       is_begun ? pages::Fold::open : pages::Fold::closed);
    return make<R"(<section class="panel panel--tint" aria-labelledby="h-ask"><h2 id="h-ask">{}</h2><p>{}</p>{}</section>)">(
        c.text("questions"), c.text("questions_words"), folded);
}

Html reads_only(const Context& c) { return pages::notice(pages::Tone::info, c.text("reads_only")); }

Html answers_of(const Context& c, const CaseFile& file) {
    const auto address = [&](const forms::FileAnswer& sent) -> std::string {
        for (const auto& document : file.documents)
            if (document.hash == sent.hash) return document_address(file.opened, document.id.value);
        return {};
    };
    const auto& form = file.opened.service->form;
    return pages::details(
        c.text("what_you_sent"),
        forms::answers_summary(c.text, form, readable_answers(file.opened), {}, address, municipality::map_of(c.tenant), file.gone) +
            html::when(file.fee && !file.fee->rows.empty(), [&] { return services::fee_table(c.text, *file.fee); }));
}

std::string why(const Texts& text, const audit::Recorded& entry) {
    if (entry.event == "directories.asked") return directories::purpose(text, entry.detail);
    return entry.reason.empty() ? text("reader_processing") : audit::reason_words(text, entry);
}

}  // namespace

Html title_of(const Texts& text, const cases::Case& of) { return pages::spoken(text.language() == Language::sv ? "" : "sv", of.title); }

pages::Errors wrong_with(const Context& c, const std::vector<FieldError>& errors) { return {c.text, errors, {"forms", "cases"}}; }

/// In the log's words, but for what the party is not to learn here: a decision before it has left the house, a note.
std::string what_was_done(const Texts& text, const audit::Recorded& entry) {
    for (const auto* untold : {"cases.decided", "cases.decision_approved", "cases.decision_sent_back", "cases.decision_undone",
                               "cases.note", "cases.alarm_raised"})
        if (entry.event == untold) return text("reader_worked");
    return audit::event_words(text, entry.event);
}

std::string reader_of(const Texts& text, const audit::Recorded& entry) {
    return entry.actor_kind == "program" ? text("reader_program", entry.actor_name) : entry.actor_name;
}

std::string when_erased(const Texts& text, const OpenedCase& opened) {
    const auto& retention = opened.service->retention;
    if (retention.preserve) return text("kept_for_ever");
    if (opened.values.dispose_on) return text.day(*opened.values.dispose_on);
    return text("erased_years_after", retention.years);
}

std::string label_of(const Texts& text, const OpenedCase& opened) {
    if (opened.is_merged()) return text("merged_label");
    return opened.is_withdrawn() ? text("withdrawn_label") : opened.state().label.in(text.language());
}

Html state_tag(const Texts& text, const OpenedCase& opened) {
    const auto label = label_of(text, opened);
    if (opened.values.state_kind == "waiting") return pages::tag(pages::Tone::warn, "hourglass", label);
    if (opened.values.state_kind == "closed") return pages::tag(pages::Tone::ok, "circle-check", label);
    return pages::tag(pages::Tone::info, "clock", label);
}

http::Response case_page(const Context& c, const CaseFile& file, const Written& written) {
    auto thread = next_step(c.text, file);
    for (auto& happened : story(c.text, file.opened, file.events, file.parties)) thread.push_back(std::move(happened));
    const auto timeline = make<R"(<section aria-labelledby="h-tl"><h2 id="h-tl" class="tl-head">{}</h2>{}</section>)">(
        c.text("what_happened"), pages::timeline(thread));
    const auto aside = make<R"(<div class="stack-lg">{}{}{}{}{}</div>)">(
        signers_list(c, file.opened, file.signers),
        file.opened.only_reads ? reads_only(c) : message_form(c, file, written) + representative_panel(c, file), facts_of(c, file),
        documents_of(c, file), choices(c, file));
    const auto home = file.opened.acts_as.is_resident() ? pages::back_link("/mina-sidor", c.text("my_pages")) : Html();
    return private_page(pages::site(
        c, {.title = heading_of(c.text, file.opened),
            .main = home + pages::error_summary(c.text, wrong_with(c, written.errors)) + standing(c, file) +
                    pages::with_aside(
                        automatic_decision(c, file, written) + decision_request_panel(c, file, written) + timeline + answers_of(c, file),
                        aside),
            .status = written.errors.empty() ? 200 : 422,
            .has_errors = !written.errors.empty(),
            .island = "form"}));
}

http::Response letter_page(const Context& c, const OpenedCase& opened, const letters::Letter& letter, std::optional<DocumentId> pdf) {
    const auto download = html::when(pdf.has_value(), [&] {
        return pages::link_button(document_address(opened, pdf->value), c.text("download_pdf"), pages::Button::secondary, "download");
    });
    // The browser's own menu prints without scripts; form.ts shows the button.
    const auto print = make<R"(<button type="button" class="btn btn--secondary" data-print hidden>{}{}</button>)">(pages::icon("printer"),
                                                                                                                   c.text("print"));
    const auto tools =
        make<R"(<div class="row row--between paper-tools">{}{}</div>)">(back(c, opened), pages::button_row(download + print));
    // What is decided is decided in the words of the letter: nothing translates it for a reader of a further language.
    const auto says =
        html::when(is_further(c.text.language()), [&] { return pages::notice(pages::Tone::info, c.text("letter_in_swedish")); });
    const auto main = make<R"(<div class="wrap">{}{}{}</div>)">(tools, says, letters::article(c.tenant.texts, letter));
    return private_page(pages::task(c, {.title = letter.heading, .main = main, .wide = "page paper-page"}));
}

namespace {

/// What is appealed against, by when, to whom; and where it is sent.
struct AppealForm {
    std::string title, address;
    services::AppealTerms terms;
    Date last_day{};
};

http::Response appeal_form(const Context& c, const OpenedCase& opened, const AppealForm& appeal, const Written& written) {
    const auto fields = text_and_files(c, written, c.text("appeal_text"), c.text("appeal_text_hint"), 20000) +
                        pages::form_foot(pages::button(c.text("send_appeal")));
    const bool is_late = swedish_date(now()) > appeal.last_day;
    const auto last_day = c.text.day(appeal.last_day);
    const auto late = html::when(is_late, [&] { return pages::notice(pages::Tone::warn, c.text("appeal_late", last_day)); });
    const auto main = make<R"({}{}<h1>{}</h1><p class="lead">{}</p><p>{}</p>{}<div class="form-body">{}</div>)">(
        back(c, opened), pages::error_summary(c.text, wrong_with(c, written.errors)), appeal.title, c.text("appeal_last_day", last_day),
        c.text("appeal_says", appeal.terms.days, appeal.terms.court.in(c.text.language())), late,
        pages::form(c, appeal.address, fields, pages::Upload::files));
    return private_page(pages::task(
        c, {.title = appeal.title, .main = main, .status = written.errors.empty() ? 200 : 422, .has_errors = !written.errors.empty()}));
}

}  // namespace

http::Response appeal_page(const Context& c, const OpenedCase& opened, const cases::Decision& decision, const Written& written) {
    return appeal_form(
        c, opened,
        {c.text("appeal"), opened.address() + "/overklaga", appeal_terms(opened, decision), last_day_to_appeal(opened, decision)}, written);
}

http::Response refusal_appeal_page(const Context& c, const OpenedCase& opened, const cases::AppealableRefusal& refusal,
                                   const Written& written) {
    return appeal_form(c, opened, {c.text("appeal_refusal"), opened.address() + "/begaran/overklaga", refusal.terms, refusal.last_day},
                       written);
}

http::Response withdrawal_page(const Context& c, const OpenedCase& opened) {
    const auto fields = pages::text_area(c.text, {.name = "text", .label = c.text("withdraw_why"), .optional = true, .max_length = 2000}) +
                        pages::form_foot(pages::button(c.text("withdraw"), pages::Button::danger) +
                                         pages::link_button(opened.address(), c.text("common.cancel"), pages::Button::quiet));
    const auto main = make<R"({}<h1>{}</h1><p class="lead">{}</p><div class="form-body">{}</div>)">(
        back(c, opened), c.text("withdraw"), c.text("withdraw_says"), pages::form(c, opened.address() + "/ta-tillbaka", fields));
    return private_page(pages::task(c, {.title = c.text("withdraw"), .main = main}));
}

http::Response readers_page(const Context& c, const OpenedCase& opened, const std::vector<audit::Recorded>& entries) {
    std::vector<std::vector<Html>> rows;
    for (const auto& entry : entries) {
        rows.push_back({html::text(reader_of(c.text, entry)), html::text(c.text.moment(entry.at)), html::text(what_was_done(c.text, entry)),
                        html::text(why(c.text, entry))});
    }
    const auto list =
        rows.empty() ? pages::empty_state(c.text("no_readers"), c.text("no_readers_says"))
                     : pages::table(c.text("readers"),
                                    {{c.text("reader")}, {c.text("reader_when")}, {c.text("reader_what")}, {c.text("reader_why")}}, rows);
    const auto main = make<R"({}<h1>{}</h1><p class="lead">{}</p>{})">(back(c, opened), c.text("readers"), c.text("readers_says"), list);
    return private_page(pages::site(c, {.title = c.text("readers"), .main = main}));
}

}  // namespace my_pages::views
