#include "areas/my_pages/opened_case.h"

#include <algorithm>
#include <stdexcept>

#include "engines/cases/earlier_cases.h"
#include "engines/cases/judging.h"
#include "engines/cases/signatures.h"
#include "engines/flows/calendar.h"
#include "engines/in_hand/in_hand.h"
#include "engines/services/templates.h"
#include "engines/site/send_again.h"

namespace my_pages {

std::string title_of(const Texts& text, const services::Service& service, const cases::Case& values) {
    const auto answers = forms::answers_from_json(values.answers);
    return values.erased || !answers ? values.title : services::case_title(text, service, *answers);
}

const flows::State& OpenedCase::state() const {
    const auto* found = flow.find_state(values.state);
    if (!found) throw std::logic_error("the case is in a state that its flow does not have");
    return *found;
}

bool OpenedCase::can(std::string_view transition) const {
    if (only_reads || (is_co_signer && transition != "appeal")) return false;
    if (transition == "ask_for_person") return cases::takes_wish_for_person(flow, values);
    const auto* found = flow.find_transition(transition);
    return found && found->by == flows::Mover::applicant &&
           std::find(found->from.begin(), found->from.end(), values.state) != found->from.end();
}

/// Who opened the case with its code acts for the party without being a known person.
static Visitor holder_of_code(const Visitor& visitor) {
    Visitor nobody;
    nobody.session = visitor.session;
    nobody.request_id = visitor.request_id;
    nobody.language = visitor.language;
    return nobody;
}

bool co_signed(db::Connection& db, const Tenant& tenant, const cases::Case& values, const Visitor& visitor) {
    if (!visitor.is_resident()) return false;
    const auto followers = cases::followers(db, tenant, values);
    return std::ranges::none_of(followers,
                                [&](const cases::Party& party) { return party.person == visitor.person && party.role != cases::co_signs; });
}

std::optional<MandateId> mandate_of(db::Connection& db, const Tenant& tenant, const cases::Case& values, const Visitor& visitor) {
    if (!visitor.is_resident()) return std::nullopt;
    std::optional<MandateId> mandate;
    for (const auto& party : cases::followers(db, tenant, values)) {
        if (party.person != visitor.person || party.role == cases::co_signs) continue;
        if (!party.mandate) return std::nullopt;
        mandate = party.mandate;
    }
    return mandate;
}

void record_use(Context& c, const OpenedCase& opened) {
    if (!opened.by_mandate) return;
    c.db.write([&](db::Connection& db) { mandates::record_use(db, c.visitor, *opened.by_mandate, opened.values.id.value); });
}

forms::Answers readable_answers(const OpenedCase& opened) {
    const auto all = forms::answers_from_json(opened.values.answers).value_or(forms::Answers{});
    return opened.is_co_signer ? cases::signed_answers(*opened.service, all) : all;
}

Result<OpenedCase> opened_case(db::Connection& db, const Context& c, Reader reader) {
    const auto open = [&](cases::Case values, Visitor acts_as, std::optional<MandateId> of_ward = {}) -> Result<OpenedCase> {
        if (values.erased) return failure(Fault::not_found, "error_erased");
        auto service = cases::service_of(db, values);
        if (!service) throw std::logic_error("the definition of the case's service is gone");
        values.title = title_of(c.text, *service, values);
        const auto& flow = cases::flow_of(db, values);
        const bool co_signs = !of_ward && co_signed(db, c.tenant, values, acts_as);
        const auto mandate = of_ward ? of_ward : mandate_of(db, c.tenant, values, acts_as);
        return OpenedCase{std::move(values), std::move(service), flow, std::move(acts_as), co_signs, mandate, of_ward.has_value()};
    };
    const auto number = c.request.part("number");
    // Staff read cases at their desk, where every look is recorded.
    if (c.visitor.is_resident())
        if (auto own = cases::find_for(db, c.tenant, c.visitor, number)) return open(std::move(*own), c.visitor);
    if (const auto held = in_hand::all(db, c.visitor, in_hand::Kind::opened_case); !held.empty())
        if (auto found = cases::find_by_number(db, c.tenant, number);
            found && std::find(held.begin(), held.end(), found->id.value) != held.end())
            return open(std::move(*found), holder_of_code(c.visitor));
    if (reader == Reader::ward)
        if (auto of_ward = cases::find_earlier(db, c.tenant, c.visitor, number))
            return open(std::move(of_ward->values), c.visitor, of_ward->mandate);
    return failure(c.visitor.kind == Visitor::Kind::nobody ? Fault::sign_in_needed : Fault::not_found);
}

Result<OpenedCase> opened_case(Context& c, Reader reader) {
    auto opened = c.db.read([&](db::Connection& db) { return opened_case(db, c, reader); });
    if (opened) record_use(c, *opened);
    return opened;
}

OpenedCase own_case(db::Connection& db, const Context& c, cases::Case values) {
    auto service = cases::service_of(db, values);
    values.title = title_of(c.text, *service, values);
    const auto& flow = cases::flow_of(db, values);
    const bool co_signs = co_signed(db, c.tenant, values, c.visitor);
    const auto mandate = mandate_of(db, c.tenant, values, c.visitor);
    return {std::move(values), std::move(service), flow, c.visitor, co_signs, mandate};
}

Result<http::Response> refused(Context& c, const Error& error) {
    if (error.fault != Fault::sign_in_needed) return tl::unexpected(error);
    if (c.request.method == http::Method::post) return site::send_again(c, signed_in_resident);
    return http::see_other("/logga-in?till=" + http::percent_encoded(c.request.target));
}

std::optional<cases::Decision> sent_decision(db::Connection& db, const Tenant& tenant, const cases::Case& of) {
    auto decided = cases::decision(db, tenant, of);
    if (!decided || !decided->sent_at) return std::nullopt;
    return decided;
}

services::AppealTerms appeal_terms(const OpenedCase& opened, const cases::Decision& decision) {
    return opened.service->decision.appeal_against(decision.outcome, decision.reason);
}

bool can_appeal(const OpenedCase& opened, const std::optional<cases::Decision>& decision) {
    return decision && appeal_terms(opened, *decision).kind == services::AppealKind::administrative && opened.can("appeal");
}

Date last_day_to_appeal(const OpenedCase& opened, const cases::Decision& decision) {
    const Date counted{swedish_date(*decision.sent_at).days + appeal_terms(opened, decision).days};
    return flows::after_working_days(counted, 0);
}

}  // namespace my_pages
