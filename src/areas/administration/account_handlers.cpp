#include <fmt/format.h>

#include <algorithm>

#include "areas/administration/accounts.h"
#include "areas/administration/handlers.h"
#include "engines/audit/audit.h"
#include "engines/identity/invitations.h"
#include "engines/identity/passkeys.h"
#include "engines/identity/sessions.h"
#include "engines/oidc/provider.h"
#include "engines/oidc/roles.h"
#include "engines/site/account_notices.h"
#include "foundation/base/numbers.h"
#include "foundation/base/unicode.h"

namespace administration {
namespace {

using identity::Account;

constexpr std::size_t accounts_a_page = 100;

AccountForm typed_account(const http::Request& request) {
    return {std::string(request.field("username")), std::string(request.field("name")), std::string(request.field("email")),
            request.form.has("active"), request.form.has("program")};
}

AccountForm form_of(const Account& account) { return {account.username, account.name, account.email, account.active, account.program}; }

/// What people know the provider as; its name when it stands in the settings no more.
std::string shown_name(const Tenant& tenant, const std::string& provider) {
    for (const auto& one : tenant.oidc_providers)
        if (one->settings().name == provider) return one->settings().shown_name;
    return provider;
}

Result<AccountPage> asked_account(Context& c) {
    return c.db.read([&](db::Connection& db) -> Result<AccountPage> {
        auto account = TRY(identity::find_account(db, c.request.id<AccountId>("account")));
        AccountPage shown{account, identity::assignments_of(db, account.id), identity::roles(db), identity::units(db)};
        for (const auto& one : shown.assignments) shown.providers.push_back(shown_name(c.tenant, oidc::provider_of(db, one.id)));
        return shown;
    });
}

/// For what would let the visitor in as somebody else.
Result<AccountPage> asked_account_within_reach(Context& c) {
    auto shown = TRY(asked_account(c));
    const auto held = c.db.read([&](db::Connection& db) { return identity::permissions_of(db, shown.account.id); });
    if (c.tenant.operations && reach_beyond(c.visitor, held)) return failure(Fault::forbidden, "error_reaches_beyond");
    return shown;
}

/// Only the holder ever knows the password: it is chosen by this link.
std::string invitation_link(db::Connection& db, const Context& c, AccountId account) {
    return c.tenant.public_address + "/personal/valkommen?kod=" + identity::invite(db, account);
}

void record(db::Connection& db, const Context& c, std::string_view event, AccountId account, std::string detail = {}) {
    audit::record(db, c.visitor,
                  {.event = std::string(event), .subject_kind = "account", .subject = account.value, .detail = std::move(detail)});
}

/// "handläggare in skola until 2026-12-31", by their short names.
std::string words_of(const AccountPage& shown, RoleId role, UnitId unit, std::optional<Timestamp> ends_at) {
    const auto the_role = std::ranges::find(shown.roles, role, &identity::Role::id);
    const auto the_unit = std::ranges::find(shown.units, unit, &identity::Unit::id);
    return fmt::format("{} in {}{}", the_role == shown.roles.end() ? "?" : the_role->slug,
                       the_unit == shown.units.end() ? "?" : the_unit->slug, ends_at ? " until " + to_iso(swedish_date(*ends_at - 1)) : "");
}

bool matches(const Account& account, const std::string& words) {
    return lower(account.name).find(words) != std::string::npos || account.username.find(words) != std::string::npos ||
           lower(account.email).find(words) != std::string::npos;
}

/// The accounts after `after`, which is the last of the page before.
AccountList one_page(std::vector<Account> all, const std::string& words, AccountId after) {
    const auto wanted = lower(tidy_text(words));
    std::erase_if(all, [&](const Account& account) { return !wanted.empty() && !matches(account, wanted); });
    const auto last = std::ranges::find(all, after, &Account::id);
    if (last != all.end()) all.erase(all.begin(), last + 1);
    AccountList list{words, std::move(all)};
    if (list.accounts.size() > accounts_a_page) {
        list.accounts.resize(accounts_a_page);
        list.next = fmt::format("/administration/anvandare?q={}&efter={}", http::percent_encoded(words), list.accounts.back().id.value);
    }
    return list;
}

}  // namespace

Result<http::Response> show_accounts(Context& c) {
    const AccountId after{whole_number(c.request.query.get("efter")).value_or(0)};
    return accounts_page(
        c, one_page(c.db.read([](db::Connection& db) { return identity::accounts(db); }), std::string(c.request.query.get("q")), after));
}

Result<http::Response> show_new_account(Context& c) { return new_account_page(c, {}, {}); }

Result<http::Response> add_account(Context& c) {
    const auto typed = typed_account(c.request);
    const auto form = checked(typed);
    if (!form) return new_account_page(c, typed, form.error().fields);
    std::string link;
    const auto added = c.db.write([&](db::Connection& db) -> Result<AccountId> {
        const auto id = TRY(identity::add_account(
            db, {.username = form->username, .name = form->name, .email = form->email, .program = form->program}, ""));
        if (!form->program) link = invitation_link(db, c, id);
        record(db, c, "administration.account_added", id);
        return id;
    });
    if (!added) return new_account_page(c, typed, added.error().fields);
    if (form->program) return saved(account_address(*added));
    return link_page(c, TRY(c.db.read([&](db::Connection& db) { return identity::find_account(db, *added); })), link);
}

Result<http::Response> show_account(Context& c) {
    const auto shown = TRY(asked_account(c));
    return account_page(c, shown, {form_of(shown.account)}, {});
}

Result<http::Response> change_account(Context& c) {
    const auto shown = TRY(asked_account(c));
    auto typed = typed_account(c.request);
    typed.program = shown.account.program;
    const auto form = checked(typed);
    if (!form) return account_page(c, shown, {typed}, form.error().fields);

    const auto done = c.db.write([&](db::Connection& db) -> Result<void> {
        if (!form->active && !somebody_manages_after(db, {.account = shown.account.id})) return invalid({{"active", "error_last_manager"}});
        auto changed = shown.account;
        changed.name = form->name;
        changed.email = form->email;
        changed.active = form->active;
        if (auto refused = identity::change_account(db, changed); !refused) return refused;
        if (changed.email != shown.account.email) site::tell_of_new_email(db, changed.id, shown.account.email);
        const bool turned = changed.active != shown.account.active;
        record(db, c,
               turned ? changed.active ? "administration.account_enabled" : "administration.account_disabled"
                      : "administration.account_changed",
               changed.id);
        return {};
    });
    if (!done) return account_page(c, shown, {typed}, done.error().fields);
    return saved(account_address(shown.account.id));
}

Result<http::Response> renew_password(Context& c) {
    const auto shown = TRY(asked_account_within_reach(c));
    if (shown.account.program) return failure(Fault::not_found);
    const auto link = c.db.write([&](db::Connection& db) -> Result<std::string> {
        TRY(identity::change_password(db, shown.account.id, ""));
        // Whoever knew the old password is out.
        identity::end_sessions_of(db, shown.account.id, c.visitor.account == shown.account.id ? c.visitor.session : SessionId{});
        record(db, c, "administration.password_reset", shown.account.id);
        site::tell_holder(db, shown.account.id, site::AccountEvent::password_reset);
        return invitation_link(db, c, shown.account.id);
    });
    if (!link) return tl::unexpected(link.error());
    return link_page(c, shown.account, *link);
}

Result<http::Response> remove_second_step(Context& c) {
    const auto shown = TRY(asked_account_within_reach(c));
    c.db.write([&](db::Connection& db) {
        identity::remove_second_step(db, shown.account.id);
        identity::remove_passkeys(db, shown.account.id);
        // The telephone or the key may be in somebody else's hands, signed in.
        identity::end_sessions_of(db, shown.account.id, c.visitor.session);
        record(db, c, "administration.second_step_removed", shown.account.id);
        site::tell_holder(db, shown.account.id, site::AccountEvent::second_step_removed);
    });
    return saved(account_address(shown.account.id));
}

Result<http::Response> assign_role(Context& c) {
    const auto shown = TRY(asked_account(c));
    const AssignmentForm typed{std::string(c.request.field("role")), std::string(c.request.field("unit")),
                               pages::day_answer(c.request.form, "until", YearMeant::coming)};
    const auto assignment = checked(typed, shown.roles, shown.units);
    if (!assignment) return account_page(c, shown, {form_of(shown.account), typed}, assignment.error().fields);
    const auto role = std::ranges::find(shown.roles, assignment->role, &identity::Role::id);
    if (reach_beyond(c.visitor, role->permissions))
        return account_page(c, shown, {form_of(shown.account), typed}, {{"role", "error_role_reaches_beyond"}});

    c.db.write([&](db::Connection& db) {
        identity::assign(db, shown.account.id, assignment->role, assignment->unit, assignment->ends_at);
        record(db, c, "administration.role_assigned", shown.account.id,
               words_of(shown, assignment->role, assignment->unit, assignment->ends_at));
    });
    return saved(account_address(shown.account.id));
}

Result<http::Response> end_assignment(Context& c) {
    const auto shown = TRY(asked_account(c));
    const AssignmentId id{whole_number(c.request.field("assignment")).value_or(0)};
    const auto found = std::ranges::find(shown.assignments, id, &identity::Assignment::id);
    if (found == shown.assignments.end()) return failure(Fault::not_found);
    const auto done = c.db.write([&](db::Connection& db) -> Result<void> {
        if (!somebody_manages_after(db, {.assignment = id})) return failure(Fault::conflict, "error_last_manager");
        if (auto refused = identity::end_assignment(db, id); !refused) return refused;
        record(db, c, "administration.role_taken_away", shown.account.id, words_of(shown, found->role, found->unit, found->ends_at));
        return {};
    });
    if (!done) return tl::unexpected(done.error());
    return saved(account_address(shown.account.id));
}

}  // namespace administration
