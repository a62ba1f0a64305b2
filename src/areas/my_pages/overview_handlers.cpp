#include <algorithm>

#include "areas/my_pages/handlers.h"
#include "areas/my_pages/mine.h"
#include "areas/my_pages/overview_views.h"
#include "areas/my_pages/story.h"
#include "engines/audit/audit.h"
#include "engines/cases/unread.h"
#include "engines/mandates/wards.h"
#include "foundation/base/numbers.h"
#include "foundation/sms/sms.h"

namespace my_pages {
namespace {

constexpr int cases_a_page = 30;

/// "1776153600000000.612345": when the last case of the page before was changed, and its id.
std::optional<cases::Changed> page_key(std::string_view text) {
    const auto dot = std::min(text.find('.'), text.size());
    const auto changed_at = whole_number(text.substr(0, dot)), id = whole_number(text.substr(std::min(dot + 1, text.size())));
    if (!changed_at || !id) return std::nullopt;
    return cases::Changed{Timestamp{*changed_at}, CaseId{*id}};
}
std::string page_key(const cases::Case& last) { return std::to_string(last.changed_at.value) + "." + std::to_string(last.id.value); }

views::CaseRow row_of(db::Connection& db, const Context& c, cases::Case values) {
    views::CaseRow row{own_case(db, c, std::move(values)), "", {}, {}};
    if (!row.opened.is_co_signer) row.supplement = cases::open_supplement(db, c.tenant, row.opened.values);
    const auto parties = cases::parties(db, c.tenant, row.opened.values);
    row.newest = newest_line(c.text, row.opened, cases::events(db, c.tenant, row.opened.values), parties);
    if (const auto* applicant = cases::applicant_of(parties); applicant && row.opened.by_mandate)
        row.for_whom = applicant->organisation_name.empty() ? applicant->name : applicant->organisation_name;
    return row;
}

views::Overview overview_of(db::Connection& db, const Context& c, identity::Person person) {
    views::Overview overview{.person = std::move(person),
                             .cases = {},
                             .drafts = {},
                             .unread = {},
                             .wards = {},
                             .shows_closed = c.request.query.get("visa") == "avslutade"};
    const auto before = page_key(c.request.query.get("fore"));
    auto found = cases::cases_of(db, c.tenant, c.visitor.person, overview.shows_closed, before, cases_a_page);
    if (static_cast<int>(found.size()) == cases_a_page)
        overview.next_page =
            std::string(overview.shows_closed ? "/mina-sidor?visa=avslutade&fore=" : "/mina-sidor?fore=") + page_key(found.back());
    for (auto& one : found)
        if (!one.erased) overview.cases.push_back(row_of(db, c, std::move(one)));
    overview.drafts = draft_rows(db, c);
    for (const auto& mandate : mandates::opening_earlier(db, c.tenant, c.visitor.person))
        overview.wards.emplace_back(mandate.id, mandate.giver.name);
    for (auto& one : cases::with_unread(db, c.tenant, c.visitor.person, cases_a_page))
        if (!one.erased) overview.unread.push_back(own_case(db, c, std::move(one)));
    return overview;
}

forms::Form form_of(const Context& c) { return views::details_form(c.tenant, c.text); }

/// A way needs somewhere to go.
std::vector<FieldError> ways_to_nowhere(const forms::Answers& answers) {
    const auto preferred = from_name<identity::Channel>(answers.text("preferred"));
    using enum identity::Channel;
    std::vector<FieldError> errors;
    if ((preferred == email || preferred == email_and_sms) && answers.text("applicant_email").empty())
        errors.push_back({"applicant_email", "error_email_for_notices"});
    if ((preferred == identity::Channel::sms || preferred == email_and_sms) && !sms::mobile_number(answers.text("applicant_phone")))
        errors.push_back({"applicant_phone", "error_mobile_for_notices"});
    if (preferred == letter && answers.text("applicant_address").empty())
        errors.push_back({"applicant_address", "error_address_for_notices"});
    return errors;
}

}  // namespace

Result<http::Response> show_overview(Context& c) {
    return c.db.read([&](db::Connection& db) -> Result<http::Response> {
        return views::overview_page(c, overview_of(db, c, TRY(identity::find_person(db, c.tenant.secret, c.visitor.person))));
    });
}

Result<http::Response> show_details(Context& c) {
    const auto person = TRY(c.db.read([&](db::Connection& db) { return identity::find_person(db, c.tenant.secret, c.visitor.person); }));
    forms::Filled filled;
    if (!person.email.empty()) filled.answers.set("applicant_email", {person.email});
    if (!person.postal_address.empty()) filled.answers.set("applicant_address", {person.postal_address});
    if (!person.phone.empty()) filled.answers.set("applicant_phone", {person.phone});
    filled.answers.set("preferred", {std::string(to_name(person.preferred))});
    return views::details_page(c, form_of(c), filled, {});
}

Result<http::Response> change_details(Context& c) {
    const auto form = form_of(c);
    const auto filled = forms::read_page(form, form.pages.front(), c.request, {});
    auto errors = forms::check_page(form, form.pages.front(), filled);
    if (errors.empty()) errors = ways_to_nowhere(filled.answers);
    if (!errors.empty()) return views::details_page(c, form, filled, errors);
    const auto changed = c.db.write([&](db::Connection& db) -> Result<void> {
        auto person = TRY(identity::find_person(db, c.tenant.secret, c.visitor.person));
        person.email = filled.answers.text("applicant_email");
        person.phone = filled.answers.text("applicant_phone");
        person.postal_address = filled.answers.text("applicant_address");
        person.preferred = from_name<identity::Channel>(filled.answers.text("preferred")).value_or(person.preferred);
        audit::record(db, c.visitor, {.event = "my_pages.details_changed", .subject_kind = "person", .subject = person.id.value});
        return identity::change_person(db, c.tenant.secret, person);
    });
    if (!changed) return tl::unexpected(changed.error());
    return http::see_other("/mina-sidor");
}

}  // namespace my_pages
