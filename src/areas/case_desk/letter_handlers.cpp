/// Letters to those who have no digital way: one click takes what waits into a bundle, which is one PDF.
#include "areas/case_desk/addresses.h"
#include "areas/case_desk/handlers.h"
#include "areas/case_desk/views.h"
#include "engines/audit/audit.h"
#include "engines/cases/letter_addresses.h"
#include "foundation/base/numbers.h"

namespace case_desk {

namespace {

constexpr int page_size = 50;

/// The last of the page before: whether it is printed, and its id.
std::optional<cases::ForwardedLetter> after_of(const http::Request& request) {
    const auto id = whole_number(request.query.get("efter"));
    if (!id) return std::nullopt;
    return cases::ForwardedLetter{.message = MessageId{*id}, .number = {}, .is_printed = request.query.get("utskrivna") == "1"};
}

std::string next_page_of(const cases::ForwardedLetter& last) {
    return std::string(letters_address) + "?efter=" + std::to_string(last.message.value) + "&utskrivna=" + (last.is_printed ? "1" : "0");
}

}  // namespace

Result<http::Response> show_letters(Context& c) {
    auto screen = c.db.read([&](db::Connection& db) {
        return LettersScreen{.waiting = notify::letters_waiting(db, c.visitor.account, may_print),
                             .bundles = notify::newest_bundles(db, c.visitor.account, may_print),
                             .forwarded = cases::forwarded_letters(db, c.visitor.account, may_print, after_of(c.request), page_size + 1)};
    });
    if (static_cast<int>(screen.forwarded.size()) > page_size) {
        screen.forwarded.pop_back();
        screen.next_page = next_page_of(screen.forwarded.back());
    }
    return views::letters_page(c, screen);
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
