#include "areas/sign_in/handlers.h"
#include "areas/sign_in/return_address.h"
#include "areas/sign_in/views.h"
#include "engines/audit/audit.h"
#include "engines/identity/accounts.h"
#include "engines/identity/cards.h"
#include "engines/identity/sessions.h"
#include "foundation/base/unicode.h"

namespace sign_in {
namespace {

/// The active account that the card's holder has; else the text key that says what is wrong.
tl::expected<identity::Account, std::string> holder_of(Context& c) {
    const auto card = identity::card_of(c.request);
    if (card.empty()) return tl::unexpected(std::string("card_missing"));
    const auto holder = identity::card_holder(c.tenant.cards, card);
    if (!holder) return tl::unexpected(std::string(to_name(holder.error())));
    const auto account = c.db.read([&](db::Connection& db) { return identity::find_account(db, lower(holder->serial_number)); });
    if (!account || !account->active || account->program) return tl::unexpected(std::string("card_unknown"));
    return *account;
}

}  // namespace

Result<http::Response> ask_card(Context& c) {
    if (!c.tenant.cards.in_use()) return failure(Fault::not_found);
    return views::card(c, return_address(c.request));
}

Result<http::Response> take_card(Context& c) {
    if (!c.tenant.cards.in_use()) return failure(Fault::not_found);
    const auto account = holder_of(c);
    if (!account) {
        c.db.write([&](db::Connection& db) {
            audit::record(db, c.visitor, {.event = "sign_in.card_refused", .subject_kind = "account", .detail = account.error()});
        });
        return views::card(c, return_address(c.request), account.error());
    }
    // Away from the port where cards are asked for: a redirect there would be stopped (form-action).
    auto response = views::onward(c, c.tenant.public_address + return_address(c.request), c.text("card_title"), c.text("card_is_right"));
    const auto session = sign_in_account(c, response, *account);
    c.db.write([&](db::Connection& db) { identity::mark_proved(db, session, now()); });
    return response;
}

}  // namespace sign_in
