#include "areas/e_services/form_views.h"

#include <algorithm>

#include "areas/e_services/on_behalf_views.h"
#include "areas/e_services/page_saving.h"
#include "areas/e_services/paper_views.h"
#include "engines/forms/shown.h"
#include "engines/forms/spoken.h"
#include "engines/municipality/place_map.h"
#include "engines/municipality/town_map.h"
#include "foundation/json/json.h"

namespace e_services::views {

using html::Html;
using html::make;

namespace {

std::string address(std::string_view service) { return "/e-tjanster/" + std::string(service); }

using ShownPages = std::vector<const forms::Page*>;

Html steps(const Context& c, const Filling& filling, const ShownPages& shown, const forms::Page* current) {
    std::vector<pages::Step> all;
    auto progress = pages::Progress::done;
    for (const auto* page : shown) {
        if (page == current) progress = pages::Progress::current;
        all.push_back({progress, page->title.in(c.text.language()),
                       progress == pages::Progress::done ? drafts::page_address(filling.draft, page->id) : "",
                       std::string(page->title.lang(c.text.language()))});
        if (page == current) progress = pages::Progress::ahead;
    }
    all.push_back({current ? pages::Progress::ahead : pages::Progress::current, c.text("review")});
    return pages::steps(c.text, all);
}

Html back(const Context& c, const Filling& filling, const ShownPages& shown, const forms::Page* current) {
    const auto at = std::ranges::lower_bound(shown, current);
    if (at == shown.begin())
        return pages::back_link(address(filling.service.id), c.text("back_to", filling.service.title.in(c.text.language())));
    const auto& before = **std::prev(at);
    return pages::back_link(drafts::page_address(filling.draft, before.id), c.text("back_to", before.title.in(c.text.language())));
}

/// The way back and the steps around what stands on a page of the form; `current` null is the review.
Html among_pages(const Context& c, const Filling& filling, const forms::Page* current, const Html& content) {
    const auto shown = forms::shown_pages(filling.service.form, filling.draft.answers);
    return back(c, filling, shown, current) + pages::with_steps(steps(c, filling, shown, current), content);
}

/// The scanned form beside the one that is typed, sheet by sheet.
Html with_scan(const Context& c, const drafts::Draft& draft, const Html& form) {
    if (!draft.beside.scan || !c.visitor.is_staff()) return form;
    Html sheets;
    for (std::size_t i = 0; i < draft.beside.scan->order.size(); ++i) {
        const auto address = sheet_address(c, draft.id, draft.beside.scan->order[i]);
        const auto name = c.text("sheet", i + 1);
        sheets += make<R"(<p><a href="{}"><img src="{}" alt="{}" loading="lazy" width="600"></a></p>)">(address, address, name);
    }
    return pages::with_aside(form, make<R"(<section aria-labelledby="h-scan"><h2 id="h-scan" class="aside-h">{}</h2>{}</section>)">(
                                       c.text("scan_beside"), sheets));
}

Html labels(const std::vector<std::string>& words) {
    return make<"<ul>{}</ul>">(html::each(words, [](const std::string& one) { return make<"<li>{}</li>">(one); }));
}

/// New, changed and gone since the draft was begun: of one page, or of all (null).
Html changes_notice(const Context& c, const Filling& filling, const forms::Page* page) {
    const auto language = c.text.language();
    const auto& form = filling.service.form;
    const auto labels_of = [&](const std::vector<std::string>& ids) {
        std::vector<std::string> words;
        for (const auto& id : ids)
            if (const auto* field = form.field(id); field && (!page || form.page_of(id) == page))
                words.push_back(field->label.in(language));
        return words;
    };
    std::vector<std::string> gone;
    for (const auto& question : filling.changes.gone)
        if (!page || question.page == page->id) gone.push_back(question.label.in(language));
    Html said;
    const auto say = [&](std::string_view key, const std::vector<std::string>& words) {
        if (!words.empty()) said += make<"<p>{}</p>{}">(c.text(key), labels(words));
    };
    say("questions_added", labels_of(filling.changes.added));
    say("questions_changed", labels_of(filling.changes.changed));
    say("questions_gone", gone);
    if (said.empty()) return {};
    return pages::notice(pages::Tone::warn, make<"<p><b>{}</b></p>{}">(c.text("form_has_changed"), said));
}

/// What another device has answered meanwhile, where it is something else than what stands here.
Html elsewhere_notice(const Context& c, const Question& q) {
    if (q.elsewhere.empty()) return {};
    std::vector<std::string> answers;
    const auto scope = forms::scope_of(q.filling.service.form, q.filling.draft.answers);
    for (const auto& id : q.elsewhere)
        if (const auto* field = q.filling.service.form.field(id)) {
            const auto unread = unread_words(q.filling.draft, *field);
            answers.push_back(c.text("answered_elsewhere", field->label.in(c.text.language()),
                                     unread.empty() ? forms::shown(c.text, *field, q.filling.draft.answers, scope) : unread));
        }
    return pages::notice(pages::Tone::warn,
                         make<"<p><b>{}</b></p><p>{}</p>{}">(c.text("saved_elsewhere"), c.text("saved_elsewhere_says"), labels(answers)));
}

/// What the same person has answered before to the same question, with where it comes from.
Html earlier_answers(const Context& c, const Question& q) {
    if (q.earlier.empty()) return {};
    const auto items = html::each(q.earlier, [&](const cases::EarlierAnswer& earlier) {
        const auto& field = *q.filling.service.form.field(earlier.field);
        const auto label = field.label.in(c.text.language());
        return make<
            R"(<li><p><b>{}</b><br>{}</p><p class="small muted">{}</p><p><button class="btn btn--secondary btn--sm" name="{}" value="{}">{}<span class="visually-hidden"> {}</span></button></p></li>)">(
            label, forms::shown(c.text, field, earlier.answer),
            c.text("earlier_source", earlier.number, c.text.day(swedish_date(earlier.at))), reuse_button, earlier.field,
            c.text("use_earlier"), label);
    });
    return make<
        R"(<section class="panel panel--tint" aria-labelledby="h-earlier"><h2 id="h-earlier">{}</h2><p>{}</p><ul role="list" class="stack">{}</ul></section>)">(
        c.text("earlier_heading"), c.text("earlier_says"), items);
}

std::string saved_words(const Context& c, const drafts::Draft& draft) {
    return c.text("draft_saved", c.text.clock(draft.updated_at), c.text.short_day(swedish_date(draft.expires_at)));
}

Html saved_line(const Context& c, const drafts::Draft& draft) {
    return make<R"(<p class="saved">{}<span>{}</span></p>)">(pages::icon("circle-check"), saved_words(c, draft));
}

/// The island that saves while someone types says here when it cannot.
Html trouble_line(const Context& c) {
    return make<R"(<p role="status" data-saving-trouble="{}" data-saving-ended="{}"></p>)">(c.text("cannot_save"), c.text("saving_ended"));
}

/// Enter sends the first button of a form: it must not be one that removes something.
Html default_button(const Context& c) {
    return make<R"(<button class="visually-hidden" tabindex="-1" aria-hidden="true">{}</button>)">(c.text("common.continue"));
}

http::Response private_page(http::Response response) { return response.with("Cache-Control", "no-store"); }

forms::PlaceMap place_map(const Context& c) {
    return municipality::place_map(c.tenant, "/e-tjanster/plats", c.text("map_credit", c.tenant.name));
}

/// What it costs, with the sum; nothing when it is free or no line applies.
Html fee(const Context& c, const std::optional<services::ReckonedFee>& reckoned) {
    if (!reckoned || reckoned->rows.empty()) return {};
    return make<R"(<section class="answered"><div class="section-head"><h2>{}</h2></div>{}</section>)">(
        c.text("fee"), services::fee_table(c.text, *reckoned));
}

Html code_shown(std::string_view code) { return make<R"(<p class="lead"><b class="nowrap">{}</b></p>)">(code); }

}  // namespace

/// The page's questions, and below them what it costs so far where it costs something.
static Html fields_of(const Context& c, const Question& q, const forms::PlaceMap& map) {
    const auto& service = q.filling.service;
    const forms::PageContent content{
        q.answers ? *q.answers : q.filling.draft.answers, q.typed, q.errors, map, q.revealed, "/e-tjanster/adresser", q.filling.children};
    if (!service.fee) return forms::page_fields(c.text, service.form, q.page, content);
    const auto form = services::with_running_fee(service, q.page.id, forms::words_of_text(c.text, "fee_so_far"));
    return forms::page_fields(c.text, form, *form.page(q.page.id), content);
}

http::Response question_page(const Context& c, const Question& q) {
    const auto& service = q.filling.service;
    const auto language = c.text.language();
    const auto map = place_map(c);
    const auto fields = fields_of(c, q, map);
    const auto buttons =
        pages::button(c.text("common.continue")) + pages::button(c.text("common.save_for_later"), pages::Button::secondary, "save", "1");
    const auto content = default_button(c) + pages::hidden("draft", drafts::handle(c.tenant, q.filling.draft.id)) +
                         pages::hidden("drawn", drawn_mark(q.filling.draft, q.page)) +
                         (q.back_to_review ? pages::hidden("till", "granska") : Html()) + earlier_answers(c, q) + fields +
                         pages::form_foot(buttons, saved_line(c, q.filling.draft) + trouble_line(c));
    const auto form = with_scan(c, q.filling.draft,
                                pages::form(c, drafts::page_address(q.filling.draft, q.page.id), content,
                                            forms::needs_upload(q.page) ? pages::Upload::files : pages::Upload::none));
    const auto question = make<R"({}{}<p class="eyebrow">{}</p><h1>{}</h1><div class="form-body">{}</div>)">(
        forms::error_summary(c.text, service.form, q.errors),
        for_whom(c, q.filling.draft.beside.on_behalf) + changes_notice(c, q.filling, &q.page) + elsewhere_notice(c, q),
        forms::said(c.text, service.title), forms::said(c.text, q.page.title), form);
    const auto title = q.page.title.in(language) + " – " + service.title.in(language);
    return private_page(pages::task(c, {.title = title,
                                        .main = among_pages(c, q.filling, &q.page, question),
                                        .status = !q.elsewhere.empty() ? 409
                                                  : q.errors.empty()   ? 200
                                                                       : 422,
                                        .has_errors = !q.errors.empty(),
                                        .island = map.map && forms::asks_for_place(q.page) ? "answering place" : "answering"}));
}

http::Response saved_as_typed(const Context& c, const Question& q) {
    const auto told = json::object({{"drawn", drawn_mark(q.filling.draft, q.page)},
                                    {"words", saved_words(c, q.filling.draft)},
                                    {"files_are_kept", std::ranges::none_of(q.errors, [&](const FieldError& error) {
                                         const auto* field = forms::field_of_input(q.filling.service.form, error.field);
                                         return field && field->type == forms::FieldType::file;
                                     })}});
    return http::Response{.type = "application/json", .body = json::to_text(told)};
}

http::Response not_saved_as_typed(const Context& c, std::string_view why) {
    return http::Response{.type = "application/json", .body = json::to_text(json::object({{"trouble", c.text(why)}}))};
}

http::Response review_page(const Context& c, const Filling& filling, const std::vector<FieldError>& warnings) {
    const auto& service = filling.service;
    const auto change = [&](const forms::Page& page) { return drafts::page_address(filling.draft, page.id, "till=granska"); };
    const auto summary = forms::answers_summary(c.text, service.form, filling.draft.answers, change, {}, municipality::map_of(c.tenant));
    Html notices = for_whom(c, filling.draft.beside.on_behalf) + changes_notice(c, filling, nullptr);
    if (c.request.query.has(went_too_fast)) notices += pages::notice(pages::Tone::warn, c.text("went_too_fast"));
    for (const auto& warning : warnings) notices += pages::notice(pages::Tone::warn, forms::words_of(c.text, service.form, warning));
    const auto buttons = pages::button(c.text("send_in"));
    const auto form = pages::form(
        c, drafts::page_address(filling.draft, "skicka"),
        pages::hidden("draft", drafts::handle(c.tenant, filling.draft.id)) + pages::form_foot(buttons, saved_line(c, filling.draft)));
    const auto cost = fee(c, services::fee_of(service, filling.draft.answers, swedish_date(now())));
    const auto content = make<R"(<p class="eyebrow">{}</p><h1>{}</h1><p class="lead">{}</p>{}{}{}{})">(
        forms::said(c.text, service.title), c.text("review"), c.text("review_says"), notices, summary, cost, form);
    return private_page(pages::task(
        c, {.title = c.text("review") + " – " + service.title.in(c.text.language()), .main = among_pages(c, filling, nullptr, content)}));
}

http::Response saved_page(const Context& c, const Filling& filling, std::string_view code, const std::vector<FieldError>& errors,
                          bool mail_is_sent) {
    const auto until = c.text.day(swedish_date(filling.draft.expires_at));
    const auto go_on =
        pages::link_button(drafts::page_address(filling.draft, filling.draft.page), c.text("go_on"), pages::Button::secondary);
    Html content, below;
    if (code.empty()) {
        content = make<"<p>{}</p>">(c.text("saved_on_my_pages", until));
    } else {
        const auto error = errors.empty() ? std::string() : c.text(errors.front().text_key);
        const auto mail = pages::hidden("draft", drafts::handle(c.tenant, filling.draft.id)) +
                          pages::text_field(c.text, {.name = "email",
                                                     .label = c.text("mail_the_code"),
                                                     .hint = c.text("mail_the_code_hint"),
                                                     .value = std::string(c.request.field("email")),
                                                     .error = error,
                                                     .autocomplete = "email",
                                                     .type = "email"}) +
                          pages::form_foot(pages::button(c.text("send_mail"), pages::Button::secondary));
        content = make<"<p>{}</p>{}<p>{}</p>">(c.text("saved_with_code", until), code_shown(code), c.text("saved_where"));
        if (mail_is_sent) below = pages::notice(pages::Tone::ok, c.text("mail_is_sent"));
        else below = pages::form(c, drafts::page_address(filling.draft, "mejla-kod"), mail);
    }
    return private_page(pages::task(
        c, {.title = c.text("saved"),
            .main = make<R"({}<div class="form-body stack">{}{}</div>)">(pages::receipt(c.text("saved"), content), below, go_on),
            .status = errors.empty() ? 200 : 422,
            .has_errors = !errors.empty()}));
}

static std::vector<std::string> steps_after(const Texts& text, const services::Service& service, std::int64_t usual_days) {
    if (service.is_registration()) return {text("then_confirms"), text("then_nothing_more")};
    const auto* answers = service.decision.outcomes.empty() ? "then_answers" : "then_decides";
    return {text("then_reads"), text("then_asks"), text(answers, usual_days)};
}

http::Response receipt_page(const Context& c, const services::Service& service, const Receipt& receipt) {
    const auto& sent = receipt.sent;
    auto content = make<R"(<p>{} <b class="nowrap">{}</b></p>)">(c.text("case_number"), pages::isolated(c.text, sent.number));
    const bool is_on_my_pages = c.visitor.is_resident() && service.sign_in != services::SignIn::none;
    if (!is_on_my_pages)
        content += make<R"(<p>{} <b class="nowrap">{}</b></p><p>{}</p>)">(c.text("case_code"), pages::isolated(c.text, sent.code),
                                                                          c.text("case_code_says"));
    const auto follow = pages::button_row(
        pages::link_button("/mina-sidor/" + sent.number, c.text(service.is_registration() ? "see_confirmation" : "follow_case")));
    const auto title = c.text(service.is_registration() ? "registered" : "received");
    const auto next = pages::what_happens_now(c.text, steps_after(c.text, service, receipt.usual_days));
    return private_page(pages::task(c, {.title = title, .main = pages::receipt(title, content) + fee(c, receipt.fee) + next + follow}));
}

namespace {

Html code_form(const Context& c, const CodeForm& form, bool with_number, std::string_view action, std::string_view button) {
    const auto error = form.error.empty() ? std::string() : c.text(form.error);
    Html fields;
    if (with_number)
        fields += pages::text_field(c.text, {.name = "number",
                                             .label = c.text("case_number_label"),
                                             .hint = c.text("case_number_hint"),
                                             .value = form.number,
                                             .error = error,
                                             .width = "10"});
    fields += pages::text_field(c.text, {.name = "kod",
                                         .label = c.text(with_number ? "case_code_label" : "draft_code_label"),
                                         .hint = c.text("code_hint"),
                                         .value = form.code,
                                         .error = with_number ? "" : error,
                                         .autocomplete = "off",
                                         .width = "10"});
    return pages::form(c, action, fields + pages::form_foot(pages::button(button)));
}

http::Response code_page(const Context& c, const CodeForm& form, std::string_view title, std::string_view lead, const Html& content,
                         std::string_view first) {
    std::vector<pages::ShownError> errors;
    if (!form.error.empty()) errors.push_back({std::string(first), c.text(form.error)});
    const auto main = make<R"({}<h1>{}</h1><p class="lead">{}</p><div class="form-body">{}</div>)">(pages::error_summary(c.text, errors),
                                                                                                    title, lead, content);
    return pages::task(c, {.title = std::string(title),
                           .main = main,
                           .status = errors.empty()                   ? 200
                                     : form.error == "error_too_many" ? 429
                                                                      : 422,
                           .has_errors = !errors.empty()});
}

}  // namespace

http::Response case_code_page(const Context& c, const CodeForm& form) {
    return code_page(c, form, c.text("follow_case"), c.text("follow_says"), code_form(c, form, true, "/folj", c.text("open_case")),
                     "number");
}

http::Response draft_code_page(const Context& c, const CodeForm& form) {
    return code_page(c, form, c.text("go_on_with_code"), c.text("draft_code_says"),
                     code_form(c, form, false, "/e-tjanster/fortsatt", c.text("open_draft")), "kod");
}

}  // namespace e_services::views
