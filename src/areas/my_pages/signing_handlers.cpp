/// Somebody whom an applicant has named reads an application by a link, and signs it or says no.
#include "areas/my_pages/handlers.h"
#include "areas/my_pages/signing_views.h"
#include "engines/site/send_again.h"
#include "foundation/base/unicode.h"

namespace my_pages {
namespace {

/// Only the person who was named may read what the link leads to: it may have come to another's mailbox.
Result<cases::Asked> asked_of(db::Connection& db, const Context& c) {
    auto asked = cases::find_asked(db, c.tenant, c.request.part("signature"));
    if (!asked) return failure(Fault::not_found, "error_no_such_link");
    if (!c.visitor.is_resident()) return failure(Fault::sign_in_needed);
    if (!cases::is_named(db, c.tenant, c.visitor, asked->signer)) return failure(Fault::forbidden, "error_link_of_another");
    return asked;
}

/// A helper may have sent it before the applicant has signed, and is then the only party.
std::string applicant_name(db::Connection& db, const Tenant& tenant, const cases::Case& of) {
    for (const auto& signer : cases::signers(db, tenant, of))
        if (signer.is_applicant) return signer.name;
    const auto parties = cases::parties(db, tenant, of);
    const auto* applicant = cases::applicant_of(parties);
    return applicant ? applicant->name : "";
}

Result<views::Signing> signing(Context& c) {
    return c.db.read([&](db::Connection& db) -> Result<views::Signing> {
        auto asked = TRY(asked_of(db, c));
        auto service = cases::service_of(db, asked.of);
        asked.of.title = title_of(c.text, *service, asked.of);
        auto applicant = applicant_name(db, c.tenant, asked.of);
        return views::Signing{std::move(asked), std::move(service), std::move(applicant)};
    });
}

Result<http::Response> answered(Context& c, const views::Signing& shown, const Result<void>& done, const std::string& leads_to) {
    if (done) return http::see_other(leads_to);
    if (done.error().fault == Fault::invalid) return views::signing_page(c, shown, done.error().fields);
    if (done.error().text_key == cases::not_to_sign) return http::see_other(c.request.path);  // the page says how it stands now
    return tl::unexpected(done.error());
}

}  // namespace

Result<http::Response> show_signing(Context& c) {
    const auto shown = signing(c);
    if (shown) return views::signing_page(c, *shown);
    if (shown.error().fault == Fault::sign_in_needed) return views::signing_door(c);
    return tl::unexpected(shown.error());
}

Result<http::Response> answer_signing(Context& c) {
    const auto shown = signing(c);
    if (!shown && shown.error().fault == Fault::sign_in_needed) return site::send_again(c, signed_in_resident);
    if (!shown) return tl::unexpected(shown.error());
    const auto act = [&](auto work) {
        return c.db.write([&](db::Connection& db) -> Result<void> {
            cases::Change change{db, c.tenant, c.visitor};
            return work(change);
        });
    };
    if (c.request.field("val") == "nej") {
        const auto reason = tidy_text(c.request.field("reason"));
        return answered(c, *shown, act([&](cases::Change& change) { return cases::decline_to_sign(change, shown->asked, reason); }),
                        c.request.path);
    }
    return answered(c, *shown, act([&](cases::Change& change) { return cases::sign(change, shown->asked); }),
                    "/mina-sidor/" + shown->asked.of.number);
}

}  // namespace my_pages
