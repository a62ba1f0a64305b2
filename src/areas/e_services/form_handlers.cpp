/// Filling in: every answer is saved page by page, also wrong ones stand as they were typed.
#include <algorithm>

#include "areas/e_services/catalogue_views.h"
#include "areas/e_services/form_views.h"
#include "areas/e_services/handlers.h"
#include "areas/e_services/on_behalf.h"
#include "areas/e_services/own_children.h"
#include "areas/e_services/page_saving.h"
#include "areas/e_services/sending.h"
#include "engines/cases/fee.h"
#include "engines/cases/find.h"
#include "engines/directories/organisation_names.h"
#include "engines/drafts/uploads.h"
#include "engines/municipality/town_map.h"
#include "engines/services/catalogue.h"
#include "engines/site/send_again.h"
#include "foundation/base/numbers.h"
#include "foundation/base/unicode.h"

namespace e_services {
namespace {

using ServicePointer = std::shared_ptr<const services::Service>;

std::string address_of(const services::Service& service) { return "/e-tjanster/" + service.id; }

bool must_sign_in(const Context& c, const services::Service& service) {
    const bool serves = c.visitor.is_staff() && c.visitor.may(may_serve);
    return service.sign_in == services::SignIn::required && !c.visitor.is_resident() && !serves;
}

/// Comes back to the draft that the address names.
http::Response to_sign_in(const Context& c, const services::Service& service) {
    const auto back = c.request.query.has(drafts::in_address) ? c.request.target : address_of(service);
    return http::see_other("/logga-in?till=" + http::percent_encoded(back));
}

/// What has changed since the draft was begun.
Changes changes_since(db::Connection& db, const services::Service& service, const drafts::Draft& draft) {
    if (draft.version == service.version) return {};
    const auto before = services::find(db, service.id, draft.version);
    return before ? changes_between(before->form, service.form) : Changes{};
}

/// A draft as this visitor may go on with it.
struct Held {
    drafts::Draft draft;
    Changes changes;
};
Result<Held> held(db::Connection& db, const Context& c, const services::Service& service, drafts::Draft draft) {
    TRY(may_fill_in(db, c.tenant, c.visitor, service, draft));
    bring_up_to_date(db, service, draft);
    auto changes = changes_since(db, service, draft);
    return Held{std::move(draft), std::move(changes)};
}

/// Not sent, and of this service.
Result<drafts::Draft> named_draft(db::Connection& db, const Context& c, const services::Service& service) {
    const DraftId id{whole_number(c.request.query.get(drafts::in_address)).value_or(0)};
    auto draft = TRY(drafts::find_for(db, c.tenant, c.visitor, id));
    if (draft.service != service.id || draft.case_id || drafts::sent(db, c.tenant, id)) return failure(Fault::not_found);
    return draft;
}

/// The draft of a form that is read: the one that the address names, or the one last worked on for oneself.
Result<Held> held_draft(Context& c, const services::Service& service) {
    return c.db.read([&](db::Connection& db) -> Result<Held> {
        if (c.request.query.has(drafts::in_address)) return held(db, c, service, TRY(named_draft(db, c, service)));
        auto draft = drafts::newest(db, c.tenant, c.visitor, service.id);
        if (!draft) return failure(Fault::not_found);
        return held(db, c, service, std::move(*draft));
    });
}

/// The draft of a form that is posted: by its handle, so that nothing is lost when the session ended meanwhile. When it is gone, what is
/// answered for oneself is begun anew; what was for another is not put into anybody else's.
Result<Held> posted_draft(Context& c, const services::Service& service) {
    return c.db.write([&](db::Connection& db) -> Result<Held> {
        auto draft = drafts::take_by_handle(db, c.tenant, c.visitor, c.request.field("draft"));
        if (!draft && draft.error().fault == Fault::sign_in_needed) return tl::unexpected(draft.error());
        if (draft && draft->service == service.id) return held(db, c, service, *std::move(draft));
        if (c.request.query.has(drafts::in_address)) return failure(Fault::not_found, "error_draft_gone");
        if (auto other = drafts::newest(db, c.tenant, c.visitor, service.id)) return held(db, c, service, *std::move(other));
        return held(db, c, service,
                    drafts::begin(db, c.tenant, c.visitor, service.id, service.version,
                                  with_known_contact(db, c.tenant, c.visitor, service, {}, {})));
    });
}

/// Where one who has no such draft goes on.
Result<http::Response> without_draft(const Context& c, const services::Service& service, const Error& error) {
    if (error.fault == Fault::sign_in_needed) return to_sign_in(c, service);
    if (error.fault == Fault::not_found) {
        const bool was_for_another = c.request.query.has(drafts::in_address);
        return http::see_other(address_of(service) + (was_for_another ? "?" + std::string(views::draft_is_gone) + "=1" : ""));
    }
    return tl::unexpected(error);
}

/// All that stands in the way of sending what stands in the draft.
std::vector<FieldError> errors_of_draft(Context& c, const services::Service& service, const drafts::Draft& draft) {
    const auto applies = [&](db::Connection& db) {
        return applicants(db, c.tenant, applying(c.visitor, service), draft.beside.on_behalf, draft.answers);
    };
    return errors_before_sending(service, draft.answers, c.db.read(applies), draft.beside.on_behalf);
}

/// What is wrong with a page as it stands in the draft, with the checks over several answers that are shown on it.
std::vector<FieldError> errors_of_page(Context& c, const services::Service& service, const forms::Page& page, const drafts::Draft& draft) {
    auto errors = forms::check_page(service.form, page, {draft.answers, {}, unread_on(service.form, page, draft)});
    for (const auto& error : errors_of_draft(c, service, draft))
        if (forms::page_of_error(service.form, error) == &page &&
            std::ranges::none_of(errors, [&](const FieldError& told) { return told.field == error.field; }))
            errors.push_back(error);
    return errors;
}

/// Offered on a page: never to another person, never where something is answered already.
std::vector<cases::EarlierAnswer> offers(Context& c, const services::Service& service, const forms::Page& page,
                                         const drafts::Draft& draft) {
    if (!applying(c.visitor, service).is_resident() || !draft.is_for_oneself() || page.id == services::contact_page_id) return {};
    const auto scope = forms::scope_of(service.form, draft.answers);
    std::vector<const forms::Field*> asked;
    for (const auto& field : page.fields) {
        const auto* answer = draft.answers.find(field.id);
        if ((!answer || answer->is_empty()) && forms::is_shown(service.form, page, field, scope)) asked.push_back(&field);
    }
    return c.db.read([&](db::Connection& db) { return cases::earlier_answers(db, c.tenant, c.visitor.person, asked); });
}

/// The button beside an earlier answer puts it where the question is, and the answer is offered no more.
void take_earlier(std::vector<cases::EarlierAnswer>& offered, const services::Service& service, std::string_view field,
                  forms::Filled& filled) {
    const auto found = std::ranges::find(offered, field, &cases::EarlierAnswer::field);
    if (found == offered.end()) return;
    filled.answers.set(found->field, found->answer);
    const auto& asked = *service.form.field(field);
    std::erase_if(filled.typed, [&](const auto& typed) { return is_input_of(asked, typed.first); });
    std::erase_if(filled.errors, [&](const FieldError& error) { return is_input_of(asked, error.field); });
    std::erase_if(offered, [&](const cases::EarlierAnswer& earlier) {
        const auto* answer = filled.answers.find(earlier.field);
        return answer && !answer->is_empty();
    });
}

const forms::Page* page_to_mend(Context& c, const services::Service& service, const drafts::Draft& draft) {
    const auto* wrong = forms::first_page_of(service.form, errors_of_draft(c, service, draft));
    const auto* unread = first_unread_page(service.form, draft);
    return !unread || (wrong && wrong < unread) ? wrong : unread;
}

Result<http::Response> save_for_later(Context& c, const views::Filling& filling) {
    if (filling.draft.person) return views::saved_page(c, filling, "");
    const auto code = c.db.write([&](db::Connection& db) { return drafts::give_code(db, c.tenant, filling.draft.id); });
    return views::saved_page(c, filling, code);
}

std::string after_page(const services::Service& service, const drafts::Draft& draft, const forms::Page& page, bool back_to_review) {
    const auto* next =
        back_to_review ? forms::first_page_with_error(service.form, draft.answers) : forms::next_page(service.form, draft.answers, page.id);
    return drafts::page_address(draft, next ? next->id : "granska");
}

/// The page once more, at the first question that the answers have shown: only readers without scripts have not seen it already.
std::string with_what_was_revealed(const drafts::Draft& draft, const forms::Page& page, const std::vector<std::string>& names,
                                   bool back_to_review) {
    std::vector<std::string> query;
    if (back_to_review) query.emplace_back("till=granska");
    for (const auto& name : names) query.push_back("fler=" + http::percent_encoded(name));
    return drafts::page_address(draft, page.id, joined(query, "&")) + "#" + std::string(forms::revealed_id);
}

http::Response receipt_of(const services::Service& service, DraftId draft) {
    return http::see_other(address_of(service) + "/kvitto?utkast=" + std::to_string(draft.value));
}

bool is_sent(Context& c, DraftId draft) {
    return c.db.read([&](db::Connection& db) { return drafts::sent(db, c.tenant, draft).has_value(); });
}

}  // namespace

Result<http::Response> begin_form(Context& c) {
    const auto service = TRY(asked_service(c));
    if (must_sign_in(c, *service)) return to_sign_in(c, *service);
    // Whom it is for is said first.
    if (service->sign_in == services::SignIn::required && !c.visitor.is_resident())
        return http::see_other(address_of(*service) + "/vid-disken");
    const auto draft = c.db.write([&](db::Connection& db) {
        auto before = c.request.field("new").empty() ? drafts::newest(db, c.tenant, c.visitor, service->id) : std::nullopt;
        auto begun = before ? *std::move(before)
                            : drafts::begin(db, c.tenant, c.visitor, service->id, service->version,
                                            with_known_contact(db, c.tenant, c.visitor, *service, {}, {}));
        prepare_own_children(db, c.tenant, c.visitor, *service, begun);
        return begun;
    });
    const auto* first = service->form.page(draft.page);
    if (!first) first = forms::next_page(service->form, draft.answers, "");
    return http::see_other(drafts::page_address(draft, first ? first->id : "granska"));
}

Result<http::Response> show_page(Context& c) {
    const auto service = TRY(asked_service(c));
    const auto* page = service->form.page(c.request.part("page"));
    if (!page) return failure(Fault::not_found);
    if (must_sign_in(c, *service)) return to_sign_in(c, *service);
    auto held = held_draft(c, *service);
    if (!held) return without_draft(c, *service, held.error());
    if (page->id == services::contact_page_id)
        held->draft.answers = c.db.read([&](db::Connection& db) {
            return with_known_contact(db, c.tenant, c.visitor, *service, held->draft.beside.on_behalf, held->draft.answers);
        });
    if (!forms::is_shown(*page, forms::scope_of(service->form, held->draft.answers)))
        page = forms::next_page(service->form, held->draft.answers, "");
    const bool shows_errors = c.request.query.has("kontrollera");
    const auto errors = shows_errors ? errors_of_page(c, *service, *page, held->draft) : std::vector<FieldError>{};
    auto response = views::question_page(c, {{*service, held->draft, held->changes, offered_children(c, *service, *page, held->draft)},
                                             *page,
                                             held->draft.beside.typed,
                                             errors,
                                             c.request.query.get("till") == "granska" || shows_errors,
                                             forms::revealed(service->form, *page, held->draft.answers, c.request.query.every("fler")),
                                             nullptr,
                                             {},
                                             offers(c, *service, *page, held->draft)});
    if (shows_errors) response.status = 200;  // read, not refused
    return response;
}

Result<http::Response> answer_page(Context& c) {
    const auto service = TRY(asked_service(c));
    const auto* page = service->form.page(c.request.part("page"));
    if (!page) return failure(Fault::not_found);
    if (must_sign_in(c, *service)) return site::send_again(c, signed_in_resident);
    auto held = posted_draft(c, *service);
    if (!held && held.error().fault == Fault::sign_in_needed) return site::send_again(c, signed_in_resident);
    if (!held) return tl::unexpected(held.error());
    auto& draft = held->draft;
    const bool is_as_typed = !c.request.field("_typed").empty();
    if (is_sent(c, draft.id)) return is_as_typed ? views::not_saved_as_typed(c, "sent_meanwhile") : receipt_of(*service, draft.id);

    auto children = offered_children(c, *service, *page, draft);
    forms::take_chosen_children(c.request.form, *page, children);
    auto filled = forms::read_page(service->form, *page, c.request, draft.answers, drafts::keep_in(c.db, c.tenant, c.visitor),
                                   municipality::map_of(c.tenant));
    for (const auto& name : directories::fill_in_organisation_names(c.tenant, c.visitor, page->fields, filled.answers))
        filled.typed.erase(name);
    const auto reused = c.request.field(views::reuse_button);
    auto offered = reused.empty() ? std::vector<cases::EarlierAnswer>{} : offers(c, *service, *page, draft);
    take_earlier(offered, *service, reused, filled);
    const bool back_to_review = c.request.field("till") == "granska";
    const views::Filling filling{*service, draft, held->changes, children};
    const auto errors = forms::check_page(service->form, *page, filled);
    const bool leaves = !filled.pressed && reused.empty() && !is_as_typed && c.request.field("save").empty();
    const auto leaving = !leaves ? Leaving::no : errors.empty() ? Leaving::without_errors : Leaving::with_errors;
    if (auto elsewhere = save_page(c, *service, draft, {*page, filled, leaving, errors}); !elsewhere.empty()) {
        if (is_as_typed) return views::not_saved_as_typed(c, "saved_elsewhere_meanwhile");
        const auto both = with_both(*page, filled, draft.answers);
        return views::question_page(
            c, {filling, *page, both.typed, both.errors, back_to_review, filled.revealed, &both.answers, std::move(elsewhere)});
    }
    if (is_as_typed) return views::saved_as_typed(c, {filling, *page, filled.typed, filled.errors});
    if (filled.pressed) return views::question_page(c, {filling, *page, filled.typed, filled.errors, back_to_review});
    if (!reused.empty())
        return views::question_page(c, {filling, *page, filled.typed, filled.errors, back_to_review, {}, nullptr, {}, std::move(offered)});
    if (!c.request.field("save").empty()) return save_for_later(c, filling);
    if (!errors.empty()) return views::question_page(c, {filling, *page, filled.typed, errors, back_to_review, filled.revealed});
    if (!filled.revealed.empty()) return http::see_other(with_what_was_revealed(draft, *page, filled.revealed, back_to_review));
    return http::see_other(after_page(*service, draft, *page, back_to_review));
}

Result<http::Response> show_review(Context& c) {
    const auto service = TRY(asked_service(c));
    if (must_sign_in(c, *service)) return to_sign_in(c, *service);
    const auto held = held_draft(c, *service);
    if (!held) return without_draft(c, *service, held.error());
    if (const auto* page = page_to_mend(c, *service, held->draft))
        return http::see_other(drafts::page_address(held->draft, page->id, "kontrollera=1"));
    return views::review_page(c, {*service, held->draft, held->changes}, forms::check_whole(service->form, held->draft.answers).warnings);
}

Result<http::Response> send_form(Context& c) {
    const auto service = TRY(asked_service(c));
    if (must_sign_in(c, *service)) return site::send_again(c, signed_in_resident);
    drafts::Draft draft;
    const auto sent = c.db.write([&](db::Connection& db) -> Result<drafts::Sent> {
        draft = TRY(drafts::take_by_handle(db, c.tenant, c.visitor, c.request.field("draft")));
        if (draft.service != service->id) return failure(Fault::not_found);
        bring_up_to_date(db, *service, draft);
        if (first_unread_page(service->form, draft)) return failure(Fault::invalid);
        const bool is_at_desk = draft.beside.on_behalf.kind == drafts::OnBehalf::Kind::at_desk;
        if (!is_at_desk && !drafts::sent(db, c.tenant, draft.id) && drafts::is_faster_than_people(draft, c.request.client_address))
            return failure(Fault::too_many);
        return send(db, c.tenant, c.visitor, *service, draft, c.text.language());
    });
    if (sent) return receipt_of(*service, draft.id);
    if (sent.error().fault == Fault::sign_in_needed) return site::send_again(c, signed_in_resident);
    if (sent.error().fault == Fault::invalid) return http::see_other(drafts::page_address(draft, "granska"));
    if (sent.error().fault == Fault::too_many)
        return http::see_other(drafts::page_address(draft, "granska", std::string(views::went_too_fast) + "=1"));
    return tl::unexpected(sent.error());
}

Result<http::Response> show_receipt(Context& c) {
    const auto service = TRY(asked_service(c));
    const DraftId id{whole_number(c.request.query.get("utkast")).value_or(0)};
    const auto receipt = TRY(c.db.read([&](db::Connection& db) -> Result<views::Receipt> {
        TRY(drafts::find_for(db, c.tenant, c.visitor, id));
        auto sent = drafts::sent(db, c.tenant, id);
        if (!sent) return failure(Fault::not_found);
        views::Receipt made{.sent = *std::move(sent), .usual_days = service->processing.usual_days};
        if (const auto of = cases::find_by_number(db, c.tenant, made.sent.number)) made.fee = cases::fee_of(db, *of);
        if (const auto usual = cases::usual_time(db, service->id); usual.cases >= 10) made.usual_days = usual.median_days;
        return made;
    }));
    return views::receipt_page(c, *service, receipt);
}

}  // namespace e_services
