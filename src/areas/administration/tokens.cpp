/// API keys: one's own, and those of accounts that are programs.
#include "engines/identity/tokens.h"

#include <algorithm>

#include "areas/administration/accounts.h"
#include "areas/administration/handlers.h"
#include "areas/administration/page.h"
#include "engines/audit/audit.h"
#include "foundation/base/numbers.h"
#include "foundation/base/unicode.h"

namespace administration {

namespace h = html;

namespace {

constexpr std::size_t longest_name = 100;

/// Whose keys the page is about.
struct Holder {
    AccountId account;
    std::string address, title;
};

Holder oneself(const Context& c) { return {c.visitor.account, "/administration/api-nycklar", c.text("tokens")}; }

Result<Holder> asked_program(Context& c) {
    const auto account = TRY(c.db.read([&](db::Connection& db) { return identity::find_account(db, c.request.id<AccountId>("account")); }));
    if (!account.program) return failure(Fault::not_found);
    const auto held = c.db.read([&](db::Connection& db) { return identity::permissions_of(db, account.id); });
    if (c.tenant.operations && reach_beyond(c.visitor, held)) return failure(Fault::forbidden, "error_reaches_beyond");
    return Holder{account.id, account_address(account.id) + "/api-nycklar", c.text("tokens_of", account.name)};
}

struct TokenForm {
    std::string name, until;
};
struct CheckedToken {
    std::string name;
    std::optional<Timestamp> ends_at{};
};

Result<CheckedToken> checked(const TokenForm& form) {
    CheckedToken token{tidy_text(form.name)};
    std::vector<FieldError> errors;
    if (token.name.empty() || count_characters(token.name) > longest_name) errors.push_back({"name", "error_token_name"});
    if (!form.until.empty()) {
        const auto last = date_from_iso(form.until);
        if (!last || *last < swedish_date(now())) errors.push_back({"until", "error_until"});
        else token.ends_at = swedish_time(Date{last->days + 1});
    }
    if (!errors.empty()) return invalid(std::move(errors));
    return token;
}

h::Html table(const Context& c, const Holder& holder) {
    std::vector<std::vector<h::Html>> rows;
    for (const auto& token : c.db.read([&](db::Connection& db) { return identity::tokens_of(db, holder.account); }))
        rows.push_back({h::text(token.name), h::text(c.text.moment(token.made)),
                        h::text(token.last_used ? c.text.moment(*token.last_used) : c.text("never")),
                        h::text(token.ends_at ? c.text.day(swedish_date(*token.ends_at - 1)) : c.text("without_end")),
                        row_button(c, holder.address + "/aterkalla", c.text("revoke"), token.name,
                                   pages::hidden("token", std::to_string(token.id.value)))});
    if (rows.empty()) return pages::empty_state(c.text("no_tokens"), c.text("no_tokens_do"));
    return pages::table(c.text("tokens"),
                        {{c.text("token_name")}, {c.text("made")}, {c.text("last_used")}, {c.text("until")}, {c.text("change")}}, rows);
}

http::Response tokens_page(const Context& c, const Holder& holder, const TokenForm& typed, const std::vector<FieldError>& wrong) {
    const pages::Errors errors(c.text, wrong);
    const auto fields =
        pages::text_field(c.text, {.name = "name",
                                   .label = c.text("token_name"),
                                   .hint = c.text("token_name_hint"),
                                   .value = typed.name,
                                   .error = errors.at("name"),
                                   .autocomplete = "off"}) +
        pages::day_field(c.text,
                         {.name = "until", .label = c.text("until"), .value = typed.until, .error = errors.at("until"), .optional = true}) +
        pages::form_foot(pages::button(c.text("create_token")));
    return page(c, {.title = holder.title,
                    .content = h::make<R"(<p class="lead">{}</p>{}{})">(
                        c.text("tokens_say"), table(c, holder), section(c.text("create_token"), pages::form(c, holder.address, fields))),
                    .errors = errors});
}

http::Response new_token_page(const Context& c, const Holder& holder, std::string_view token) {
    const auto content = h::make<R"(<p>{}</p><p><code>{}</code></p>)">(c.text("token_once"), token);
    return page(c, {.title = c.text("new_token"),
                    .content = pages::notice(pages::Tone::warn, content),
                    .back = holder.address,
                    .back_words = holder.title});
}

Result<http::Response> create_token(Context& c, const Holder& holder) {
    const TokenForm typed{std::string(c.request.field("name")), pages::day_answer(c.request.form, "until", YearMeant::coming)};
    const auto form = checked(typed);
    if (!form) return tokens_page(c, holder, typed, form.error().fields);
    const auto token = c.db.write([&](db::Connection& db) {
        audit::record(
            db, c.visitor,
            {.event = "administration.token_created", .subject_kind = "account", .subject = holder.account.value, .detail = form->name});
        return identity::create_token(db, holder.account, form->name, form->ends_at);
    });
    return new_token_page(c, holder, token);
}

Result<http::Response> revoke_token(Context& c, const Holder& holder) {
    const TokenId id{whole_number(c.request.field("token")).value_or(0)};
    const auto done = c.db.write([&](db::Connection& db) -> Result<void> {
        if (auto refused = identity::revoke_token(db, holder.account, id); !refused) return refused;
        audit::record(db, c.visitor, {.event = "administration.token_revoked", .subject_kind = "account", .subject = holder.account.value});
        return {};
    });
    if (!done) return tl::unexpected(done.error());
    return saved(holder.address);
}

}  // namespace

Result<http::Response> show_own_tokens(Context& c) { return tokens_page(c, oneself(c), {}, {}); }
Result<http::Response> create_own_token(Context& c) { return create_token(c, oneself(c)); }
Result<http::Response> revoke_own_token(Context& c) { return revoke_token(c, oneself(c)); }

Result<http::Response> show_programs_tokens(Context& c) { return tokens_page(c, TRY(asked_program(c)), {}, {}); }
Result<http::Response> create_programs_token(Context& c) { return create_token(c, TRY(asked_program(c))); }
Result<http::Response> revoke_programs_token(Context& c) { return revoke_token(c, TRY(asked_program(c))); }

}  // namespace administration
