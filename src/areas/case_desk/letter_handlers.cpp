/// Letters to those who have no digital way: one click takes what waits into a bundle, which is one PDF.
#include "areas/case_desk/addresses.h"
#include "areas/case_desk/handlers.h"
#include "areas/case_desk/views.h"
#include "engines/audit/audit.h"
#include "engines/cases/letter_addresses.h"

namespace case_desk {

static constexpr int most_forwarded = 100;

static std::vector<LettersScreen::Forwarded> forwarded_letters(db::Connection& db, const Context& c) {
    std::vector<LettersScreen::Forwarded> all;
    for (const auto& letter : cases::forwarded_letters(db, most_forwarded)) {
        const auto of = cases::find(db, c.tenant, letter.of);
        if (!of || !cases::find_for(db, c.tenant, c.visitor, of->number)) continue;
        const auto message = notify::find(db, c.tenant, letter.message);
        if (message) all.push_back({of->number, letter.made_at, message->bundle.has_value()});
    }
    return all;
}

Result<http::Response> show_letters(Context& c) {
    return views::letters_page(c, c.db.read([&](db::Connection& db) {
        return LettersScreen{.waiting = notify::letters_waiting(db, c.visitor.account, may_print),
                             .bundles = notify::newest_bundles(db, c.visitor.account, may_print),
                             .forwarded = forwarded_letters(db, c)};
    }));
}

Result<http::Response> print_letters(Context& c) {
    const auto bundle = c.db.write([&](db::Connection& db) -> Result<BundleId> {
        const auto taken = TRY(notify::take_letters(db, c.visitor.account, may_print));
        audit::record(db, c.visitor, {.event = "notify.printed", .subject_kind = "bundle", .subject = taken.value, .reason = "processing"});
        return taken;
    });
    // Somebody else was first: their bundle is in the list.
    if (!bundle && bundle.error().fault == Fault::conflict) return http::see_other(std::string(letters_address));
    return http::see_other(std::string(letters_address) + "/" + std::to_string(TRY(bundle).value));
}

Result<http::Response> show_bundle(Context& c) {
    const auto id = c.request.id<BundleId>("bundle");
    const auto letters = TRY(c.db.read([&](db::Connection& db) -> Result<std::vector<notify::Message>> {
        std::vector<notify::Message> found;
        for (auto& letter : notify::letters_of(db, c.tenant, c.visitor.account, may_print, id)) {
            // What is secret asks for more than the right: the same as to open the case.
            const auto of = cases::find_for(db, c.tenant, c.visitor, letter.about.number);
            if (of) found.push_back(std::move(letter));
            else if (of.error().fault != Fault::not_found) return tl::unexpected(of.error());
        }
        if (found.empty()) return failure(Fault::not_found);
        return found;
    }));
    for (const auto& letter : letters)
        audit::record_read(c.db, c.visitor,
                           {.event = "notify.letter_printed",
                            .subject_kind = "case",
                            .subject = letter.about.id.value,
                            .reason = "processing",
                            .detail = letter.about.number});
    http::Response response{.type = "application/pdf", .body = TRY(notify::bundle_pdf(c.tenant, letters))};
    return response.with("Cache-Control", "no-store")
        .with("Content-Disposition", "inline; filename=\"" + c.text("letters_file", id.value) + "\"");
}

}  // namespace case_desk
