/// "Jag fyller i för någon annan", and staff at the desk: a draft that knows whom it is for.
#include <algorithm>

#include "areas/e_services/form_views.h"
#include "areas/e_services/handlers.h"
#include "areas/e_services/on_behalf_views.h"
#include "areas/e_services/sending.h"
#include "engines/identity/people.h"
#include "foundation/base/numbers.h"
#include "foundation/base/unicode.h"
#include "foundation/mail/mail.h"

namespace e_services {
namespace {

using Kind = drafts::OnBehalf::Kind;
using ServicePointer = std::shared_ptr<const services::Service>;

/// Where nobody signs in nobody has a mandate.
Result<ServicePointer> service_with_sign_in(Context& c) {
    auto service = TRY(asked_service(c));
    if (service->sign_in == services::SignIn::none) return failure(Fault::not_found);
    return service;
}

views::ForWhomForm typed_form(const Context& c) {
    return {std::string(c.request.field("who")), tidy_text(c.request.field("name")), tidy_text(c.request.field("number")),
            tidy_text(c.request.field("email")), !c.request.field("identified").empty()};
}

http::Response begin(Context& c, const services::Service& service, const drafts::OnBehalf& of) {
    const auto draft = c.db.write([&](db::Connection& db) {
        auto begun = drafts::begin(db, c.tenant, c.visitor, service.id, service.version,
                                   with_known_contact(db, c.tenant, c.visitor, service, of, {}));
        begun.beside.on_behalf = of;
        drafts::save(db, c.tenant, begun);
        return begun;
    });
    const auto* first = forms::next_page(service.form, draft.answers, "");
    return http::see_other(drafts::page_address(draft, first ? first->id : "granska"));
}

Result<drafts::OnBehalf> to_be_signed(const Context& c, const views::ForWhomForm& form) {
    std::vector<FieldError> errors;
    const auto number = identity::PersonalNumber::from(form.number);
    const auto own = c.db.read([&](db::Connection& db) { return identity::personal_number_of(db, c.tenant.secret, c.visitor.person); });
    if (form.name.empty()) errors.push_back({"name", "error_their_name"});
    if (!number) errors.push_back({"number", "error_their_number"});
    else if (own == number) errors.push_back({"number", "error_not_oneself"});
    if (!mail::is_address(form.email)) errors.push_back({"email", "error_their_email"});
    if (!errors.empty()) return invalid(std::move(errors));
    return drafts::OnBehalf{.kind = Kind::without_mandate, .name = form.name, .number = number->digits(), .email = form.email};
}

drafts::OnBehalf by_mandate(const mandates::Mandate& mandate) {
    return {.kind = Kind::mandate,
            .mandate = mandate.id,
            .name = mandate.giver.name,
            .number = mandate.giver.number,
            .is_organisation = mandate.giver_kind == mandates::GiverKind::organisation};
}

Result<drafts::OnBehalf> at_desk(const views::ForWhomForm& form) {
    std::vector<FieldError> errors;
    const auto number = identity::PersonalNumber::from(form.number);
    if (form.name.empty()) errors.push_back({"name", "error_their_name"});
    if (!number && (!form.number.empty() || form.is_identified)) errors.push_back({"number", "error_their_number"});
    if (!errors.empty()) return invalid(std::move(errors));
    return drafts::OnBehalf{
        .kind = Kind::at_desk, .name = form.name, .number = number ? number->digits() : "", .is_identified = form.is_identified};
}

std::vector<mandates::Mandate> usable(Context& c, const services::Service& service) {
    return c.db.read([&](db::Connection& db) { return usable_mandates(db, c.tenant, c.visitor, service); });
}

bool can_sign(const services::Service& service) {
    return service.applicant != services::ApplicantKind::organisation && cases::can_wait_for_applicant(service);
}

std::vector<drafts::Draft> begun(Context& c, const services::Service& service) {
    return c.db.read([&](db::Connection& db) { return begun_for_others(db, c.tenant, c.visitor, service); });
}

http::Response for_another(Context& c, const services::Service& service, const std::vector<mandates::Mandate>& held,
                           const views::ForWhomForm& form, const std::vector<FieldError>& errors) {
    return views::for_another_page(c, service, {held, can_sign(service), begun(c, service)}, form, errors);
}

}  // namespace

Result<http::Response> show_for_another(Context& c) {
    const auto service = TRY(service_with_sign_in(c));
    return for_another(c, *service, usable(c, *service), {}, {});
}

Result<http::Response> begin_for_another(Context& c) {
    const auto service = TRY(service_with_sign_in(c));
    const auto form = typed_form(c);
    const auto held = usable(c, *service);
    const auto again = [&](const std::vector<FieldError>& errors) { return for_another(c, *service, held, form, errors); };
    if (form.who == "without" && can_sign(*service)) {
        const auto of = to_be_signed(c, form);
        return of ? begin(c, *service, *of) : again(of.error().fields);
    }
    const MandateId id{whole_number(form.who).value_or(0)};
    const auto chosen = std::ranges::find(held, id, &mandates::Mandate::id);
    if (chosen == held.end()) return again({{"who", "error_for_whom"}});
    return begin(c, *service, by_mandate(*chosen));
}

Result<http::Response> show_desk(Context& c) {
    const auto service = TRY(asked_service(c));
    return views::desk_page(c, *service, begun(c, *service), {}, {});
}

Result<http::Response> begin_at_desk(Context& c) {
    const auto service = TRY(asked_service(c));
    const auto form = typed_form(c);
    const auto of = at_desk(form);
    if (!of) return views::desk_page(c, *service, begun(c, *service), form, of.error().fields);
    return begin(c, *service, *of);
}

}  // namespace e_services
