/// All that we have about the visitor: to read, to take along, and what was consented to.
#include <algorithm>

#include "areas/my_pages/handlers.h"
#include "areas/my_pages/mine.h"

namespace my_pages {
namespace {

struct All {
    Mine mine;
    std::vector<Looked> looked;
};
Result<All> all_of(Context& c) {
    return c.db.read([&](db::Connection& db) -> Result<All> {
        auto found = TRY(mine(db, c));
        auto looked = who_looked(db, found);
        return All{std::move(found), std::move(looked)};
    });
}

struct Asked {
    OpenedCase opened;
    cases::Consent consent;
};
/// {field} of a case that the visitor applied for, taken back or not: who only signs too has consented to nothing.
Result<Asked> asked_consent(db::Connection& db, const Context& c) {
    auto opened = TRY(opened_case(db, c));
    const auto all = cases::consents(*opened.service, opened.values);
    const auto found = std::ranges::find(all, c.request.part("field"), &cases::Consent::field);
    if (opened.is_co_signer || found == all.end()) return failure(Fault::not_found);
    return Asked{std::move(opened), *found};
}

}  // namespace

Result<http::Response> show_everything(Context& c) {
    const auto all = TRY(all_of(c));
    return views::mine_page(c, all.mine, all.looked);
}

Result<http::Response> download_everything(Context& c) {
    const auto all = TRY(all_of(c));
    http::Response response{.type = "application/zip", .body = everything(c, all.mine, all.looked)};
    response.with("Content-Disposition", "attachment; filename=\"mina-uppgifter.zip\"");
    return response.with("Cache-Control", "no-store");
}

Result<http::Response> show_consent(Context& c) {
    const auto asked = c.db.read([&](db::Connection& db) { return asked_consent(db, c); });
    if (!asked) return refused(c, asked.error());
    if (!asked->consent.given) return failure(Fault::not_found);
    record_use(c, asked->opened);
    return views::consent_page(c, asked->opened, asked->consent);
}

Result<http::Response> take_back_consent(Context& c) {
    const auto done = c.db.write([&](db::Connection& db) -> Result<std::string> {
        const auto asked = TRY(asked_consent(db, c));
        if (!asked.consent.given) return asked.opened.address();  // a second tap
        cases::Change change{db, c.tenant, asked.opened.acts_as};
        TRY(cases::take_back_consent(change, asked.opened.values.id, asked.consent.field));
        return asked.opened.address();
    });
    if (!done) return refused(c, done.error());
    return http::see_other(*done);
}

}  // namespace my_pages
