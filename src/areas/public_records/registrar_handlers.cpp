#include "areas/public_records/handlers.h"
#include "areas/public_records/registrar_views.h"
#include "engines/identity/roles.h"
#include "engines/services/catalogue.h"

namespace public_records {
namespace {

constexpr int most_entries_a_day = 500;

/// The entry, when this registrar keeps the register of its unit.
Result<public_register::Entry> kept_entry(db::Connection& db, const Context& c) {
    auto entry = TRY(public_register::find(db, c.request.part("number")));
    if (!identity::has_right(db, c.visitor.account, may_keep.name, entry.unit)) return failure(Fault::forbidden);
    return entry;
}

/// Words that say no more than which service it is, as the register uses from the start for cases that are all secret.
Result<void> give_neutral_title(db::Connection& db, const Context& c, const public_register::Entry& entry) {
    const auto service = services::newest_published(db, entry.service);
    if (service) return public_register::retitle(db, c.visitor, entry.case_id, service->title.sv, service->title.en);
    return public_register::retitle(db, c.visitor, entry.case_id, c.text.in(Language::sv)("neutral_title"),
                                    c.text.in(Language::en)("neutral_title"));
}

}  // namespace

Result<http::Response> show_days_entries(Context& c) {
    const auto day = date_from_iso(c.request.query.get("dag")).value_or(swedish_date(now()));
    const auto entries =
        c.db.read([&](db::Connection& db) { return public_register::search(db, {.from = day, .to = day, .limit = most_entries_a_day}); });
    return views::day_page(c, day, entries);
}

Result<http::Response> show_correction(Context& c) {
    const auto entry = TRY(c.db.read([&](db::Connection& db) { return kept_entry(db, c); }));
    return views::correction_page(c, entry, views::typed_of(entry), {});
}

Result<http::Response> change_title(Context& c) {
    const auto entry = TRY(c.db.read([&](db::Connection& db) { return kept_entry(db, c); }));
    auto typed = views::typed_of(entry);
    typed.title = {std::string(c.request.field("title_sv")), std::string(c.request.field("title_en"))};
    const auto title = checked(typed.title);
    if (!title) return views::correction_page(c, entry, typed, title.error().fields);
    return c.db.write([&](db::Connection& db) { return public_register::retitle(db, c.visitor, entry.case_id, title->sv, title->en); })
        .map([&] { return http::see_other(views::correction_address(entry) + "?klart=1"); });
}

Result<http::Response> change_secrecy(Context& c) {
    const auto entry = TRY(c.db.read([&](db::Connection& db) { return kept_entry(db, c); }));
    auto typed = views::typed_of(entry);
    typed.secrecy = {std::string(c.request.field("hides")), std::string(c.request.field("ref")), std::string(c.request.field("reason"))};
    const auto secrecy = checked(typed.secrecy);
    if (!secrecy) return views::correction_page(c, entry, typed, secrecy.error().fields);
    const bool hides_more = secrecy->hides == public_register::Hides::all && entry.hides != public_register::Hides::all;
    return c.db
        .write([&](db::Connection& db) -> Result<void> {
            if (hides_more)
                if (const auto given = give_neutral_title(db, c, entry); !given) return given;
            return public_register::set_secrecy(db, c.visitor, entry.case_id, *secrecy);
        })
        .map([&] { return http::see_other(views::correction_address(entry) + "?klart=1"); });
}

}  // namespace public_records
