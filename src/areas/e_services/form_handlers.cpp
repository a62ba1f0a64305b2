/// Filling in: every answer is saved page by page, also wrong ones stand as they were typed.
#include <algorithm>

#include "areas/e_services/form_views.h"
#include "areas/e_services/handlers.h"
#include "areas/e_services/on_behalf.h"
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

namespace e_services {
namespace {

using ServicePointer = std::shared_ptr<const services::Service>;

std::string address_of(const services::Service& service) { return "/e-tjanster/" + service.id; }

bool must_sign_in(const Context& c, const services::Service& service) {
    const bool serves = c.visitor.is_staff() && c.visitor.may(may_serve);
    return service.sign_in == services::SignIn::required && !c.visitor.is_resident() && !serves;
}

http::Response to_sign_in(const services::Service& service) {
    return http::see_other("/logga-in?till=" + http::percent_encoded(address_of(service)));
}

/// What has changed since the draft was begun.
Changes changes_since(db::Connection& db, const services::Service& service, const drafts::Draft& draft) {
    if (draft.version == service.version) return {};
    const auto before = services::find(db, service.id, draft.version);
    return before ? changes_between(before->form, service.form) : Changes{};
}

/// The draft of a form that is read: the one last worked on.
struct Held {
    drafts::Draft draft;
    Changes changes;
};
std::optional<Held> held_draft(Context& c, const services::Service& service) {
    return c.db.read([&](db::Connection& db) -> std::optional<Held> {
        auto draft = drafts::newest(db, c.tenant, c.visitor, service.id);
        if (!draft) return std::nullopt;
        bring_up_to_date(db, service, *draft);
        auto changes = changes_since(db, service, *draft);
        return Held{std::move(*draft), std::move(changes)};
    });
}

/// The draft of a form that is posted: by its handle, so that nothing is lost when the session ended meanwhile; begun anew when there is
/// none.
Result<Held> posted_draft(Context& c, const services::Service& service) {
    return c.db.write([&](db::Connection& db) -> Result<Held> {
        auto draft = drafts::take_by_handle(db, c.tenant, c.visitor, c.request.field("draft"));
        if (!draft && draft.error().fault == Fault::sign_in_needed) return tl::unexpected(draft.error());
        if (!draft || draft->service != service.id) {
            if (auto other = drafts::newest(db, c.tenant, c.visitor, service.id)) draft = std::move(*other);
            else
                draft = drafts::begin(db, c.tenant, c.visitor, service.id, service.version,
                                      with_known_contact(db, c.tenant, c.visitor, service, {}, {}));
        }
        bring_up_to_date(db, service, *draft);
        auto changes = changes_since(db, service, *draft);
        return Held{std::move(*draft), std::move(changes)};
    });
}

/// All that stands in the way of sending what stands in the draft.
std::vector<FieldError> errors_of_draft(Context& c, const services::Service& service, const drafts::Draft& draft) {
    const auto applies = [&](db::Connection& db) {
        return applicants(db, c.tenant, applying(c.visitor, service), draft.beside.on_behalf, draft.answers);
    };
    return errors_before_sending(service, draft.answers, c.db.read(applies));
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

/// Who may no longer fill in for the one whom the draft is for, chooses anew.
bool may_go_on(Context& c, const services::Service& service, const drafts::Draft& draft) {
    return c.db.read([&](db::Connection& db) { return acting_for(db, c.tenant, c.visitor, service, draft).has_value(); });
}

/// Offered on a page: never to another person, never where something is answered already.
std::vector<cases::EarlierAnswer> offers(Context& c, const services::Service& service, const forms::Page& page,
                                         const drafts::Draft& draft) {
    const bool is_for_oneself = draft.beside.on_behalf.kind == drafts::OnBehalf::Kind::oneself;
    if (!applying(c.visitor, service).is_resident() || !is_for_oneself || page.id == services::contact_page_id) return {};
    auto all = c.db.read([&](db::Connection& db) { return cases::earlier_answers(db, c.tenant, c.visitor.person, page); });
    const auto scope = forms::scope_of(service.form, draft.answers);
    std::erase_if(all, [&](const cases::EarlierAnswer& earlier) {
        const auto* answer = draft.answers.find(earlier.field);
        return (answer && !answer->is_empty()) || !forms::is_shown(service.form, page, *service.form.field(earlier.field), scope);
    });
    return all;
}

/// The button beside an earlier answer puts it where the question is.
void take_earlier(const std::vector<cases::EarlierAnswer>& offered, std::string_view field, forms::Filled& filled) {
    const auto found = std::ranges::find(offered, field, &cases::EarlierAnswer::field);
    if (found == offered.end()) return;
    filled.answers.set(found->field, found->answer);
    const auto is_of_field = [&](std::string_view input) { return input == field || input.starts_with(std::string(field) + "-"); };
    std::erase_if(filled.typed, [&](const auto& typed) { return is_of_field(typed.first); });
    std::erase_if(filled.errors, [&](const FieldError& error) { return is_of_field(error.field); });
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
    return views::page_address(service.id, next ? next->id : "granska");
}

/// The page once more, at the first question that the answers have shown: only readers without scripts have not seen it already.
std::string with_what_was_revealed(const services::Service& service, const forms::Page& page, const std::vector<std::string>& names,
                                   bool back_to_review) {
    auto address = views::page_address(service.id, page.id) + (back_to_review ? "?till=granska" : "");
    for (const auto& name : names) address += (address.find('?') == address.npos ? "?fler=" : "&fler=") + http::percent_encoded(name);
    return address + "#" + std::string(forms::revealed_id);
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
    if (must_sign_in(c, *service)) return to_sign_in(*service);
    // Whom it is for is said first.
    if (service->sign_in == services::SignIn::required && !c.visitor.is_resident())
        return http::see_other(address_of(*service) + "/vid-disken");
    const auto draft = c.db.write([&](db::Connection& db) {
        if (c.request.field("new").empty())
            if (auto before = drafts::newest(db, c.tenant, c.visitor, service->id)) return *std::move(before);
        return drafts::begin(db, c.tenant, c.visitor, service->id, service->version,
                             with_known_contact(db, c.tenant, c.visitor, *service, {}, {}));
    });
    const auto* first = service->form.page(draft.page);
    if (!first) first = forms::next_page(service->form, draft.answers, "");
    return http::see_other(views::page_address(service->id, first ? first->id : "granska"));
}

Result<http::Response> show_page(Context& c) {
    const auto service = TRY(asked_service(c));
    const auto* page = service->form.page(c.request.part("page"));
    if (!page) return failure(Fault::not_found);
    if (must_sign_in(c, *service)) return to_sign_in(*service);
    auto held = held_draft(c, *service);
    if (!held) return http::see_other(address_of(*service));
    if (!may_go_on(c, *service, held->draft)) return failure(Fault::forbidden, "error_mandate_ended");
    if (page->id == services::contact_page_id)
        held->draft.answers = c.db.read([&](db::Connection& db) {
            return with_known_contact(db, c.tenant, c.visitor, *service, held->draft.beside.on_behalf, held->draft.answers);
        });
    if (!forms::is_shown(*page, forms::scope_of(service->form, held->draft.answers)))
        page = forms::next_page(service->form, held->draft.answers, "");
    const bool shows_errors = c.request.query.has("kontrollera");
    const auto errors = shows_errors ? errors_of_page(c, *service, *page, held->draft) : std::vector<FieldError>{};
    auto response = views::question_page(c, {{*service, held->draft, held->changes},
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

    auto filled =
        forms::read_page(service->form, *page, c.request, draft.answers, drafts::keep_in(c.tenant.files), municipality::map_of(c.tenant));
    for (const auto& name : directories::fill_in_organisation_names(c.tenant, c.visitor, page->fields, filled.answers))
        filled.typed.erase(name);
    const auto reused = c.request.field(views::reuse_button);
    if (!reused.empty()) take_earlier(offers(c, *service, *page, draft), reused, filled);
    const bool back_to_review = c.request.field("till") == "granska";
    const views::Filling filling{*service, draft, held->changes};
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
        return views::question_page(
            c, {filling, *page, filled.typed, filled.errors, back_to_review, {}, nullptr, {}, offers(c, *service, *page, draft)});
    if (!c.request.field("save").empty()) return save_for_later(c, filling);
    if (!errors.empty()) return views::question_page(c, {filling, *page, filled.typed, errors, back_to_review, filled.revealed});
    if (!filled.revealed.empty()) return http::see_other(with_what_was_revealed(*service, *page, filled.revealed, back_to_review));
    return http::see_other(after_page(*service, draft, *page, back_to_review));
}

Result<http::Response> show_review(Context& c) {
    const auto service = TRY(asked_service(c));
    if (must_sign_in(c, *service)) return to_sign_in(*service);
    const auto held = held_draft(c, *service);
    if (!held) return http::see_other(address_of(*service));
    if (!may_go_on(c, *service, held->draft)) return failure(Fault::forbidden, "error_mandate_ended");
    if (const auto* page = page_to_mend(c, *service, held->draft))
        return http::see_other(views::page_address(service->id, page->id) + "?kontrollera=1");
    return views::review_page(c, {*service, held->draft, held->changes}, forms::check_whole(service->form, held->draft.answers).warnings);
}

Result<http::Response> send_form(Context& c) {
    const auto service = TRY(asked_service(c));
    if (must_sign_in(c, *service)) return site::send_again(c, signed_in_resident);
    DraftId sent_draft{};
    const auto sent = c.db.write([&](db::Connection& db) -> Result<drafts::Sent> {
        auto draft = TRY(drafts::take_by_handle(db, c.tenant, c.visitor, c.request.field("draft")));
        if (draft.service != service->id) return failure(Fault::not_found);
        sent_draft = draft.id;
        bring_up_to_date(db, *service, draft);
        if (first_unread_page(service->form, draft)) return failure(Fault::invalid);
        return send(db, c.tenant, c.visitor, *service, draft, c.text.language());
    });
    if (sent) return receipt_of(*service, sent_draft);
    if (sent.error().fault == Fault::sign_in_needed) return site::send_again(c, signed_in_resident);
    if (sent.error().fault == Fault::invalid) return http::see_other(views::page_address(service->id, "granska"));
    if (sent.error().fault == Fault::not_found && sent_draft.value) return failure(Fault::forbidden, "error_mandate_ended");
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
