#include "areas/sign_in/handlers.h"
#include "areas/sign_in/providers.h"
#include "areas/sign_in/recent.h"
#include "areas/sign_in/return_address.h"
#include "areas/sign_in/views.h"
#include "engines/audit/audit.h"
#include "engines/identity/people.h"
#include "engines/identity/saml_front.h"
#include "engines/site/site.h"

namespace sign_in {
namespace {

const identity::EIdentification* find_provider(const Tenant& tenant, std::string_view name) {
    for (const auto& provider : tenant.e_identifications)
        if (provider.name == name) return &provider;
    return nullptr;
}

/// What was typed, or what came back in the address.
std::string_view answer(const http::Request& request, std::string_view name) {
    const auto typed = request.field(name);
    return typed.empty() ? request.query.get(name) : typed;
}

}  // namespace

SessionId sign_in_holder(Context& c, http::Response& response, const identity::EIdHolder& holder) {
    const auto person = c.db.write([&](db::Connection& db) {
        Visitor resident{.kind = Visitor::Kind::resident, .name = holder.name, .request_id = c.request.request_id};
        resident.person = identity::find_or_add_person(db, c.tenant.secret, holder.number, holder.name);
        audit::record(db, resident, {"sign_in.resident_signed_in", "person", resident.person.value});
        return resident.person;
    });
    return site::sign_in_resident(c, response, person);
}

Result<http::Response> choose(Context& c) {
    if (c.visitor.is_resident() && c.request.query.get(again).empty()) return http::see_other(return_address(c.request));
    return views::choice(c, return_address(c.request));
}

Result<http::Response> begin_e_identification(Context& c) {
    if (auto* oidc_provider = find_oidc_provider(c.tenant, c.request.field("val")))
        return go_to_provider(c, *oidc_provider, oidc::Purpose::sign_in);
    const auto* provider = find_provider(c.tenant, c.request.field("val"));
    if (provider == nullptr) return failure(Fault::not_found);
    const auto address = provider->begin(state_for(c.visitor, return_address(c.request)), "/logga-in/klar/" + provider->name);
    if (provider->simulated) return http::see_other(address);
    return views::onward(c, address, c.text("sign_in_with", provider->shown_name), c.text("onward_lead", provider->shown_name));
}

Result<http::Response> simulated_e_identification(Context& c) {
    const auto* provider = find_provider(c.tenant, "simulated");
    if (provider == nullptr || !c.tenant.is_demo) return failure(Fault::not_found);
    return views::simulated(c, {.state = std::string(c.request.query.get("state"))});
}

Result<http::Response> finish_e_identification(Context& c) {
    const auto* provider = find_provider(c.tenant, c.request.part("name"));
    if (provider == nullptr) return failure(Fault::not_found);
    const auto state = answer(c.request, "state");
    const auto back = return_address_in(c.visitor, state);
    if (!back) return failure(Fault::forbidden, "state_is_wrong");
    const auto holder = provider->finish(c.request);
    if (!holder && provider->simulated && holder.error().fault == Fault::invalid)
        return views::simulated(c, {.state = std::string(state),
                                    .number = std::string(c.request.field("personnummer")),
                                    .name = std::string(c.request.field("namn")),
                                    .errors = holder.error().fields});
    if (!holder) {
        c.db.write([&](db::Connection& db) {
            audit::record(
                db, c.visitor,
                {.event = "sign_in.provider_refused", .subject_kind = "person", .detail = provider->name + ": " + holder.error().text_key});
        });
        return tl::unexpected(holder.error());
    }
    auto response = http::see_other(*back);
    sign_in_holder(c, response, *holder);
    return response;
}

http::Response front_sign_out_answer(Context& c) {
    const auto* front = find_provider(c.tenant, identity::saml_front_name);
    if (front == nullptr || !c.visitor.is_resident()) return http::see_other("/");
    return views::onward(c, "/logga-ut/saml", c.text("signed_out_title"), c.text("signed_out_lead", front->shown_name));
}

Result<http::Response> signed_out_at_front(Context&) { return http::see_other("/"); }

Result<http::Response> leave(Context& c) {
    if (c.visitor.kind != Visitor::Kind::nobody)
        c.db.write([&](db::Connection& db) {
            const auto subject = c.visitor.is_resident() ? c.visitor.person.value : c.visitor.account.value;
            audit::record(db, c.visitor, {"sign_in.signed_out", c.visitor.is_resident() ? "person" : "account", subject});
        });
    auto response = signed_out_answer(c);
    site::sign_out(c, response);
    return response;
}

}  // namespace sign_in
