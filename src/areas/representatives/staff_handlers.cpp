/// Staff register who may act for whom, with its source.
#include "areas/representatives/handlers.h"
#include "areas/representatives/views.h"
#include "engines/audit/audit.h"
#include "engines/drafts/uploads.h"
#include "engines/services/catalogue.h"
#include "foundation/base/unicode.h"

namespace representatives {
namespace {

constexpr std::string_view list_address = "/fullmakter";
constexpr int last_shown = 10;

void record_reading(Context& c, MandateId id) {
    audit::record_read(c.db, c.visitor,
                       {.event = "mandates.read", .subject_kind = "mandate", .subject = id.value, .reason = "registering"});
}

http::Response shown(Context& c, const views::Registered& registered, const MandateForm& form, const std::vector<FieldError>& errors) {
    for (const auto& mandate : registered.all) record_reading(c, mandate.id);
    return views::registered_page(c, registered, form, errors);
}

/// Without a search only what one has registered oneself, to see that it came in.
http::Response page(Context& c, const MandateForm& form, const std::vector<FieldError>& errors) {
    return shown(c, c.db.read([&](db::Connection& db) {
        return views::Registered{mandates::registered_by(db, c.tenant, c.visitor.account, last_shown), services::published(db)};
    }),
                 form, errors);
}

http::Response saved() { return http::see_other(std::string(list_address) + "?klart=1"); }

}  // namespace

Result<http::Response> show_registered(Context& c) { return page(c, {}, {}); }

Result<http::Response> search_registered(Context& c) {
    const auto typed = tidy_text(c.request.field("search"));
    const auto number = identity::PersonalNumber::from(typed);
    const auto found = c.db.read([&](db::Connection& db) {
        return views::Registered{number ? mandates::registered_for(db, c.tenant, *number) : std::vector<mandates::Mandate>{},
                                 services::published(db), typed};
    });
    return shown(c, found, {}, number ? std::vector<FieldError>{} : std::vector<FieldError>{{"search", "error_number"}});
}

Result<http::Response> register_mandate(Context& c) {
    const auto form = typed_mandate(c.request);
    std::vector<std::string> published;
    for (const auto& service : c.db.read(services::published)) published.push_back(service->id);
    auto made = checked_by_staff(form, published, swedish_date(now()));
    auto errors = made ? std::vector<FieldError>{} : made.error().fields;
    const auto uploads = drafts::uploads_of(c.request, "paper", c.tenant.files);
    errors.insert(errors.end(), uploads.errors.begin(), uploads.errors.end());
    if (form.origin == to_name(mandates::Origin::paper) && uploads.kept.empty() && uploads.errors.empty())
        errors.push_back({"paper", "error_paper"});
    if (!errors.empty()) return page(c, form, errors);
    if (!uploads.kept.empty()) made->paper = uploads.kept.front();
    c.db.write([&](db::Connection& db) { mandates::register_by_staff(db, c.tenant, c.visitor, *made); });
    return saved();
}

Result<http::Response> end_registered(Context& c) {
    const auto id = c.request.id<MandateId>("mandate");
    TRY(c.db.write([&](db::Connection& db) { return mandates::end_by_staff(db, c.tenant, c.visitor, id); }));
    return saved();
}

Result<http::Response> show_paper(Context& c) {
    const auto id = c.request.id<MandateId>("mandate");
    record_reading(c, id);
    const auto mandate = TRY(c.db.read([&](db::Connection& db) { return mandates::find(db, c.tenant, id); }));
    if (!mandate.paper) return failure(Fault::not_found);
    http::Response response{.type = "application/octet-stream",
                            .file = TRY(c.tenant.files.open(mandate.paper->hash, mandate.paper->digest))};
    response.with("Content-Disposition", "attachment; filename*=UTF-8''" + http::percent_encoded(mandate.paper->name));
    return response.with("X-Content-Type-Options", "nosniff").with("Cache-Control", "no-store");
}

}  // namespace representatives
