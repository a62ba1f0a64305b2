#include "areas/service_builder/preview.h"

#include <fmt/format.h>

#include "engines/forms/view.h"
#include "engines/services/fees.h"
#include "engines/services/templates.h"

namespace service_builder {

namespace h = html;
using forms::Answers;

namespace {

/// Only this site may show it in a frame; the answer to every other address may not be.
http::Response framed(http::Response response) {
    return std::move(response)
        .with("Content-Security-Policy",
              "default-src 'none'; style-src 'self'; img-src 'self' data:; font-src 'self'; script-src 'self'; form-action 'none'; "
              "base-uri 'none'; frame-ancestors 'self'")
        .with("X-Frame-Options", "SAMEORIGIN");
}

const services::Reason* reason_of(const services::Service& service, const services::Proposal& proposal) {
    const auto* outcome = service.decision.outcome(proposal.outcome);
    return outcome ? outcome->reason(proposal.reason) : nullptr;
}

h::Html conditions(const Context& c, const services::Service& service, const Answers& answers) {
    std::vector<std::vector<h::Html>> rows;
    for (const auto& row : services::condition_rows(c.text.of("services"), service, answers, services::unconnected(service))) {
        const auto tone = row.met == services::Met::yes  ? pages::Tone::ok
                          : row.met == services::Met::no ? pages::Tone::err
                                                         : pages::Tone::warn;
        rows.push_back({h::text(row.label.in(c.text.language())), h::text(row.shown),
                        pages::tag(tone, "circle-check", c.text("met." + std::string(to_name(row.met))))});
    }
    if (rows.empty()) return h::make<"<p>{}</p>">(c.text("no_conditions"));
    return pages::table(c.text("list.conditions"), {{c.text("kind.conditions")}, {c.text("answer")}, {c.text("is_met")}}, rows);
}

h::Html letter(const Context& c, const services::Service& service, const Answers& answers, const services::Proposal& proposal) {
    const auto* outcome = service.decision.outcome(proposal.outcome);
    if (!outcome) return {};
    const auto text = c.text.of("services");
    const auto* reason = reason_of(service, proposal);
    const auto reasons = reason ? services::reason_words(text, *reason, service.form, answers, services::Markup::markdown) : "";
    const auto heading = services::fill_words(text, outcome->letter.heading, service.form, answers);
    auto body = services::fill_words(text, outcome->letter.body, service.form, answers, services::Markup::markdown, {{"reasons", reasons}});
    for (const auto& block : outcome->letter.blocks)
        if (block.usual) body += "\n\n" + services::fill_words(text, block.text, service.form, answers, services::Markup::markdown);
    return section(c.text("letter"), h::make<R"(<div class="panel"><h3>{}</h3>{}</div>)">(heading, pages::prose(body)));
}

/// The page's questions, and below them what it costs so far where it costs something.
h::Html fields_with_fee(const Context& c, const services::Service& service, const forms::Page& page, const forms::PageContent& content) {
    if (!service.fee) return forms::page_fields(c.text, service.form, page, content);
    const auto form =
        services::with_running_fee(service, page.id, {c.text.in(Language::sv)("fee_so_far"), c.text.in(Language::en)("fee_so_far")});
    return forms::page_fields(c.text, form, *form.page(page.id), content);
}

h::Html fee(const Context& c, const services::Service& service, const Answers& answers) {
    const auto reckoned = services::fee_of(service, answers, swedish_date(now()));
    if (!reckoned || reckoned->rows.empty()) return {};
    return section(c.text("property.fee"), services::fee_table(c.text, *reckoned));
}

/// A trial of what is saved, or of what is not.
std::string_view trial_name(const std::string& unsaved) { return unsaved.empty() ? "prova" : "prova-osparat"; }

std::string proposal_words(const Context& c, const services::Service& service, const std::optional<services::Proposal>& proposal) {
    if (!proposal) return c.text("no_proposal");
    const auto* outcome = service.decision.outcome(proposal->outcome);
    return c.text("proposes", outcome ? outcome->label.in(c.text.language()) : c.text("choice.supplement"));
}

h::Html again(const Context& c, const Draft& draft, const std::string& unsaved) {
    if (unsaved.empty()) return pages::link_button(draft_address(draft.id, "prova"), c.text("try_again"), pages::Button::secondary);
    return pages::form(c, draft_address(draft.id, "prova-osparat"),
                       pages::hidden("osparat", unsaved) + pages::button(c.text("try_again"), pages::Button::secondary));
}

}  // namespace

h::Html try_unsaved_button(const Context& c, const Draft& draft) {
    return h::make<R"(<button class="btn btn--secondary" formaction="{}" formtarget="_blank">{}</button>)">(
        draft_address(draft.id, "prova-osparat"), c.text("try_unsaved"));
}

h::Html phone_frame(const Context& c, const Draft& draft, std::string_view page) {
    const auto address = draft_address(draft.id, "forhandsvisning/sida?sida=") + http::percent_encoded(page);
    return h::make<R"(<iframe class="builder-phone" src="{}" title="{}" loading="lazy"></iframe>)">(address, c.text("preview_of", page));
}

http::Response preview_page(const Context& c, const Draft& draft, const Checked& checked, std::string_view page) {
    h::Html content = problem_list(c, draft.id, checked.problems);
    if (checked.service) {
        const auto links = h::each(checked.service->form.pages, [&](const forms::Page& one) {
            const auto here = h::Attributes().maybe("aria-current", one.id == page ? "page" : "");
            return h::make<R"(<li><a href="{}" {}>{}</a></li>)">(
                draft_address(draft.id, "forhandsvisning?sida=") + http::percent_encoded(one.id), here, one.title.in(c.text.language()));
        });
        content +=
            h::make<R"(<div class="builder-preview"><nav aria-label="{}"><ul class="builder-tabs" role="list">{}</ul></nav>{}</div>)">(
                c.text("list.pages"), links, phone_frame(c, draft, page));
    }
    return draft_page(
        c, draft,
        {.title = c.text("tab.forhandsvisning"), .content = content, .back = draft_address(draft.id), .back_words = c.text("back")});
}

http::Response preview_frame(const Context& c, const services::Service& service, const forms::Page& page) {
    const auto fields = fields_with_fee(c, service, page, {{}, {}, {}});
    const auto main = h::make<R"(<p class="eyebrow">{}</p><h1>{}</h1><div class="form-body">{}</div>)">(
        service.title.in(c.text.language()), page.title.in(c.text.language()), fields);
    return framed(pages::task(c, {.title = page.title.in(c.text.language()), .main = main}));
}

http::Response trial_page(const Context& c, const TrialPage& shown) {
    const auto unsaved = h::when(!shown.unsaved.empty(), [&] { return pages::hidden("osparat", shown.unsaved); });
    const auto fields = pages::hidden("sida", shown.page.id) + pages::hidden("svar", forms::to_json(shown.answers)) + unsaved +
                        fields_with_fee(c, shown.service, shown.page, {shown.answers, shown.typed, shown.errors});
    const auto form =
        pages::form(c, draft_address(shown.draft.id, trial_name(shown.unsaved)), fields + pages::form_foot(pages::button(c.text("go_on"))),
                    forms::needs_upload(shown.page) ? pages::Upload::files : pages::Upload::none);
    return draft_page(
        c, shown.draft,
        {.title = shown.page.title.in(c.text.language()),
         .content = pages::notice(pages::Tone::info, c.text(shown.unsaved.empty() ? "trial_words" : "trial_unsaved_words")) +
                    forms::error_summary(c.text, shown.service.form, shown.errors) + h::make<R"(<div class="form-body">{}</div>)">(form),
         .back = draft_address(shown.draft.id),
         .back_words = c.text("back"),
         .has_errors = !shown.errors.empty(),
         .island = "answering"});
}

http::Response trial_result(const Context& c, const TrialResult& shown) {
    const auto& [draft, service, answers, unsaved] = shown;
    const auto proposal = services::propose(service, answers, services::unconnected(service));
    h::Html warnings;
    for (const auto& warning : forms::check_whole(service.form, answers).warnings)
        warnings += pages::notice(pages::Tone::warn, forms::words_of(c.text, service.form, warning));
    const auto text = c.text.of("services");
    const auto titles = pages::facts({{c.text("property.case_title"), h::text(services::case_title(text, service, answers))},
                                      {c.text("property.public_title"), h::text(services::public_title(text, service, answers))},
                                      {c.text("proposal"), h::text(proposal_words(c, service, proposal))}});
    return draft_page(
        c, draft,
        {.title = c.text("trial_result"),
         .content = pages::notice(pages::Tone::info, c.text("trial_counts_nowhere")) + warnings + titles +
                    section(c.text("list.conditions"), conditions(c, service, answers)) + fee(c, service, answers) +
                    (proposal ? letter(c, service, answers, *proposal) : h::Html{}) +
                    section(c.text("answers"), forms::answers_summary(c.text, service.form, answers)) + again(c, draft, unsaved),
         .back = draft_address(draft.id),
         .back_words = c.text("back")});
}

http::Response trial_to_mend(const Context& c, const Draft& draft, const std::vector<forms::Problem>& problems) {
    auto response =
        draft_page(c, draft,
                   {.title = c.text("tab.prova"),
                    .content = pages::notice(pages::Tone::warn, c.text("unsaved_to_mend")) + problem_list(c, draft.id, problems),
                    .back = draft_address(draft.id),
                    .back_words = c.text("back")});
    response.status = 422;
    return response;
}

}  // namespace service_builder
