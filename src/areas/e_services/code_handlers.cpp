/// Going on with a code: a draft on another device, or a case without e-identification.
#include "areas/e_services/form_views.h"
#include "areas/e_services/handlers.h"
#include "areas/e_services/jobs.h"
#include "engines/cases/find.h"
#include "engines/identity/throttle.h"
#include "engines/in_hand/in_hand.h"
#include "engines/site/site.h"
#include "foundation/base/unicode.h"
#include "foundation/json/json.h"
#include "foundation/mail/mail.h"

namespace e_services {
namespace {

std::string in_capitals(std::string_view typed) {
    std::string all(typed);
    for (char& c : all)
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    return all;
}

/// Counts the guess for what is guessed at and for where it comes from. Both are forgiven when it was right.
class Guess {
public:
    Guess(std::string what, const http::Request& request) : what_(std::move(what)), where_("code-from:" + request.client_address) {}

    Result<void> begin(db::Connection& db) const {
        TRY(identity::begin_guess(db, where_, identity::with_address));
        if (!what_.empty()) TRY(identity::begin_guess(db, what_, identity::with_account));
        return {};
    }
    void forgive(db::Connection& db) const {
        identity::forgive_guess(db, where_);
        if (!what_.empty()) identity::forgive_guess(db, what_);
    }

private:
    std::string what_, where_;
};

/// Nobody can fill a stranger's mailbox through us: each mail costs patience, of the address it goes to and of where it is asked for.
Result<void> may_mail(db::Connection& db, std::string_view email, const http::Request& request) {
    TRY(identity::begin_guess(db, "mail-from:" + request.client_address, identity::with_address));
    TRY(identity::begin_guess(db, "mail-to:" + lower(email), identity::with_account));
    return {};
}

std::string error_key(const Error& error, std::string_view otherwise) {
    return error.fault == Fault::too_many ? "error_too_many" : std::string(otherwise);
}

}  // namespace

Result<http::Response> ask_case_code(Context& c) { return views::case_code_page(c, {std::string(c.request.query.get("nummer")), ""}); }

Result<http::Response> open_case(Context& c) {
    const views::CodeForm form{std::string(trimmed(c.request.field("number"))), std::string(trimmed(c.request.field("kod")))};
    const auto number = in_capitals(form.number);
    const Guess guess("case-code:" + number, c.request);
    // The guess is written before it is tried, so that it counts also when the program dies between.
    if (const auto may_try = c.db.write([&](db::Connection& db) { return guess.begin(db); }); !may_try)
        return views::case_code_page(c, {form.number, "", error_key(may_try.error(), "error_code")});
    const auto found = c.db.write([&](db::Connection& db) -> Result<std::string> {
        const auto opened = TRY(cases::find_by_code(db, c.tenant, number, form.code));
        guess.forgive(db);
        in_hand::add(db, c.visitor, in_hand::Kind::opened_case, opened.id.value);
        return opened.number;
    });
    if (!found) return views::case_code_page(c, {form.number, "", "error_code"});
    auto response = http::see_other("/mina-sidor/" + *found);
    site::renew_session(c, response);
    return response;
}

Result<http::Response> ask_draft_code(Context& c) { return views::draft_code_page(c, {}); }

Result<http::Response> open_draft(Context& c) {
    const Guess guess("", c.request);
    if (const auto may_try = c.db.write([&](db::Connection& db) { return guess.begin(db); }); !may_try)
        return views::draft_code_page(c, {"", "", error_key(may_try.error(), "error_draft_code")});
    const auto draft = c.db.write([&](db::Connection& db) -> Result<drafts::Draft> {
        auto taken = TRY(drafts::take_by_code(db, c.tenant, c.visitor, trimmed(c.request.field("kod"))));
        guess.forgive(db);
        return taken;
    });
    if (!draft) return views::draft_code_page(c, {"", "", "error_draft_code"});
    auto response = http::see_other(drafts::page_address(*draft, draft->page));
    site::renew_session(c, response);
    return response;
}

Result<http::Response> mail_code(Context& c) {
    const auto service = TRY(asked_service(c));
    // The code that goes out is the draft's own: nobody can have us send words of theirs.
    const auto draft =
        TRY(c.db.write([&](db::Connection& db) { return drafts::take_by_handle(db, c.tenant, c.visitor, c.request.field("draft")); }));
    const auto email = std::string(trimmed(c.request.field("email")));
    const auto code = c.db.write([&](db::Connection& db) { return drafts::give_code(db, c.tenant, draft.id); });
    if (!mail::is_address(email)) return views::saved_page(c, {*service, draft}, code, {{"email", "invalid.email"}});
    const auto queued = c.db.write([&](db::Connection& db) -> Result<void> {
        TRY(may_mail(db, email, c.request));
        queue_draft_code(db, {email, code, c.text.language()});
        return {};
    });
    if (!queued) return views::saved_page(c, {*service, draft}, code, {{"email", "error_too_many"}});
    return views::saved_page(c, {*service, draft}, code, {}, true);
}

}  // namespace e_services
