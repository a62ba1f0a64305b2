/// Staff register who may act for whom, with its source.
#include "areas/representatives/handlers.h"
#include "areas/representatives/views.h"
#include "engines/audit/audit.h"
#include "engines/drafts/uploads.h"
#include "engines/services/catalogue.h"

namespace representatives {
namespace {

constexpr std::string_view list_address = "/fullmakter";
constexpr int most_listed = 200;

void record_reading(Context& c, std::int64_t subject) {
    audit::record_read(c.db, c.visitor, {.event = "mandates.read", .subject_kind = "mandate", .subject = subject, .reason = "mandate"});
}

http::Response page(Context& c, const MandateForm& form, const std::vector<FieldError>& errors) {
    record_reading(c, 0);
    const auto shown = c.db.read([&](db::Connection& db) {
        return views::Registered{mandates::registered(db, c.tenant, most_listed), services::published(db)};
    });
    return views::registered_page(c, shown, form, errors);
}

http::Response saved() { return http::see_other(std::string(list_address) + "?klart=1"); }

}  // namespace

Result<http::Response> show_registered(Context& c) { return page(c, {}, {}); }

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
    record_reading(c, id.value);
    const auto mandate = TRY(c.db.read([&](db::Connection& db) { return mandates::find(db, c.tenant, id); }));
    if (!mandate.paper) return failure(Fault::not_found);
    http::Response response{.type = "application/octet-stream",
                            .file = TRY(c.tenant.files.open(mandate.paper->hash, mandate.paper->digest))};
    response.with("Content-Disposition", "attachment; filename*=UTF-8''" + http::percent_encoded(mandate.paper->name));
    return response.with("X-Content-Type-Options", "nosniff").with("Cache-Control", "no-store");
}

}  // namespace representatives
