/// Somebody whom an applicant has named reads an application by a link, and signs it or says no.
#include <algorithm>

#include "areas/my_pages/case_handlers.h"
#include "areas/my_pages/handlers.h"
#include "areas/my_pages/signing_views.h"
#include "engines/site/send_again.h"
#include "foundation/base/numbers.h"
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

/// The files of what is signed, and no others of the case; none when there is nothing to sign here any more.
std::vector<cases::Document> attachments_of(db::Connection& db, const Tenant& tenant, const cases::Asked& asked,
                                            const services::Service& service) {
    if (!asked.is_open(now())) return {};
    const auto all = forms::answers_from_json(asked.of.answers).value_or(forms::Answers{});
    const auto files = forms::files_in(asked.signer.is_applicant ? all : cases::signed_answers(service, all));
    auto documents = cases::documents(db, tenant, asked.of);
    std::erase_if(documents, [&](const cases::Document& document) {
        return std::ranges::find(files, document.hash, &forms::FileAnswer::hash) == files.end();
    });
    return documents;
}

Result<views::Signing> signing(Context& c) {
    return c.db.read([&](db::Connection& db) -> Result<views::Signing> {
        auto asked = TRY(asked_of(db, c));
        auto service = cases::service_of(db, asked.of);
        asked.of.title = title_of(c.text, *service, asked.of);
        auto applicant = applicant_name(db, c.tenant, asked.of);
        auto attachments = attachments_of(db, c.tenant, asked, *service);
        return views::Signing{std::move(asked), std::move(service), std::move(applicant), std::move(attachments)};
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
    if (shown && c.request.query.has(views::attachment_asked)) {
        const auto wanted = whole_number(c.request.query.get(views::attachment_asked));
        const auto found =
            std::ranges::find_if(shown->attachments, [&](const cases::Document& document) { return document.id.value == wanted; });
        if (found == shown->attachments.end()) return failure(Fault::not_found);
        return file_answer(c.tenant, *found);
    }
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
    if (c.request.field("val") == "ny-lank")
        return answered(c, *shown, act([&](cases::Change& change) {
                            return cases::renew_signing_link(change, shown->asked.of.id, shown->asked.signer.id);
                        }),
                        c.request.path);
    if (c.request.field("val") == "nej") {
        const auto reason = tidy_text(c.request.field("reason"));
        return answered(c, *shown, act([&](cases::Change& change) { return cases::decline_to_sign(change, shown->asked, reason); }),
                        c.request.path);
    }
    return answered(c, *shown, act([&](cases::Change& change) { return cases::sign(change, shown->asked); }),
                    "/mina-sidor/" + shown->asked.of.number);
}

Result<http::Response> send_new_link(Context& c) {
    const auto done = c.db.write([&](db::Connection& db) -> Result<std::string> {
        const auto opened = TRY(opened_case(db, c));
        if (opened.is_co_signer) return failure(Fault::not_found);
        cases::Change change{db, c.tenant, opened.acts_as};
        // A second tap leads where the first one did.
        const auto sent = cases::renew_signing_link(change, opened.values.id, whole_number(c.request.field("signer")).value_or(0));
        if (!sent && sent.error().fault != Fault::conflict && sent.error().fault != Fault::not_found) return tl::unexpected(sent.error());
        return opened.address();
    });
    if (!done) return refused(c, done.error());
    return http::see_other(*done);
}

}  // namespace my_pages
