/// Users and tokens.
#include <fmt/format.h>
#include <termios.h>
#include <unistd.h>

#include <iostream>
#include <stdexcept>

#include "app/commands.h"
#include "app/installation.h"
#include "engines/audit/audit.h"
#include "engines/identity/accounts.h"
#include "engines/identity/new_password.h"
#include "engines/identity/roles.h"
#include "engines/identity/sessions.h"
#include "engines/identity/tokens.h"
#include "engines/identity/units.h"
#include "engines/site/account_notices.h"
#include "foundation/mail/mail.h"

namespace app {

/// From the terminal without showing it, or a line of standard input.
static std::string asked_password() {
    termios before{};
    const bool is_terminal = tcgetattr(STDIN_FILENO, &before) == 0;
    if (is_terminal) {
        std::cerr << "Password (at least 12 characters): ";
        auto silent = before;
        silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
        tcsetattr(STDIN_FILENO, TCSANOW, &silent);
    }
    std::string password;
    std::getline(std::cin, password);
    if (is_terminal) {
        tcsetattr(STDIN_FILENO, TCSANOW, &before);
        std::cerr << "\n";
    }
    return password;
}

static identity::Account account_of(Tenant& tenant, const std::string& username) {
    const auto account = tenant.db.read([&](db::Connection& db) { return identity::find_account(db, username); });
    if (!account) throw UsageError{fmt::format("{} has no user '{}': see `torg user list`", tenant.slug, username)};
    return *account;
}

/// The same words as when it is done in the browser; whoever may run commands has no name in Torg.
static void record(db::Connection& db, std::string_view event, AccountId account, std::string detail = {}) {
    audit::record(db, audit::program("command line"),
                  {.event = std::string(event), .subject_kind = "account", .subject = account.value, .detail = std::move(detail)});
}

static Tenant& audited_tenant(Installation& installation, const std::string& slug) {
    auto& tenant = installation.tenant(slug);
    audit::prepare(tenant.db, tenant.secret);
    return tenant;
}

static std::string words_of(const Error& error) {
    for (const auto& field : error.fields) {
        if (field.text_key == "password_is_near") return "the password is made of the user's or the municipality's name: take another";
        if (field.text_key == "password_is_common") return "the password is one of those that are guessed first: take another";
        if (field.text_key == "password_is_too_long") return "the password is too long: take at most 128 characters";
        if (field.field == "password") return "the password is too short: take at least 12 characters";
        if (field.field == "username") return "the user name is taken, or has other characters than a–z, 0–9, . and -";
    }
    return "that was refused";
}

static Result<std::string> accepted_password(const Tenant& tenant, const std::string& username, const std::string& name,
                                             const std::string& password) {
    return identity::accepted_password(password, identity::near_words(username, name, tenant.name, tenant.slug));
}

int user_add(const config::Settings& settings, const NewUser& user) {
    if (!user.email.empty() && !mail::is_address(user.email))
        throw UsageError{fmt::format("'{}' is no e-mail address: write it as name@kommunen.example", user.email)};
    Installation installation(settings);
    auto& tenant = audited_tenant(installation, user.tenant);
    const auto role = tenant.db.read([&](db::Connection& db) { return identity::find_role(db, user.role); });
    if (!user.role.empty() && !role) {
        std::string known;
        for (const auto& each : tenant.db.read(identity::roles)) known += " " + each.slug;
        throw UsageError{fmt::format("there is no role '{}'; take one of:{}", user.role, known)};
    }
    const auto unit = tenant.db.read([&](db::Connection& db) -> Result<UnitId> {
        if (!user.unit.empty()) return TRY(identity::find_unit(db, user.unit)).id;
        return identity::units(db).front().id;
    });
    if (!unit) throw UsageError{fmt::format("there is no unit '{}'", user.unit)};
    const auto password = user.password.empty() ? asked_password() : user.password;
    // Without one the account signs in by a provider or a card.
    const auto hash = password.empty() ? Result<std::string>() : accepted_password(tenant, user.username, user.name, password);
    if (!hash) throw UsageError{words_of(hash.error())};
    const auto added = tenant.db.write([&](db::Connection& db) -> Result<void> {
        const auto account = TRY(identity::add_account(db, {.username = user.username, .name = user.name, .email = user.email}, *hash));
        record(db, "administration.account_added", account);
        if (!role) return {};
        identity::assign(db, account, role->id, *unit);
        record(db, "administration.role_assigned", account, role->slug);
        return {};
    });
    if (!added) throw UsageError{words_of(added.error())};
    std::cout << user.username << " can sign in at /personal/logga-in\n";
    return done;
}

int user_list(const config::Settings& settings, const std::string& tenant_slug) {
    Installation installation(settings);
    auto& tenant = installation.tenant(tenant_slug);
    for (const auto& account : tenant.db.read(identity::accounts)) {
        std::cout << account.username << "\t" << account.name << (account.active ? "" : "\tshut out")
                  << (account.program ? "\tprogram" : "");
        for (const auto& assignment : tenant.db.read([&](db::Connection& db) { return identity::assignments_of(db, account.id); }))
            for (const auto& role : tenant.db.read(identity::roles))
                if (role.id == assignment.role) std::cout << "\t" << role.slug;
        std::cout << "\n";
    }
    return done;
}

int user_password(const config::Settings& settings, const std::string& tenant_slug, const std::string& username,
                  const std::string& password) {
    Installation installation(settings);
    auto& tenant = audited_tenant(installation, tenant_slug);
    const auto account = account_of(tenant, username);
    const auto hash = accepted_password(tenant, account.username, account.name, password.empty() ? asked_password() : password);
    if (!hash) throw UsageError{words_of(hash.error())};
    tenant.db.write([&](db::Connection& db) {
        if (!identity::change_password(db, account.id, *hash)) throw std::logic_error("the account is gone");
        identity::end_sessions_of(db, account.id);  // whoever knew the old password is out
        record(db, "administration.password_renewed", account.id);
        site::tell_holder(db, account.id, site::AccountEvent::password_changed);
    });
    std::cout << "The password of " << username << " is changed.\n";
    return done;
}

int user_disable(const config::Settings& settings, const std::string& tenant_slug, const std::string& username) {
    Installation installation(settings);
    auto& tenant = audited_tenant(installation, tenant_slug);
    auto account = account_of(tenant, username);
    account.active = false;
    const auto changed = tenant.db.write([&](db::Connection& db) {
        record(db, "administration.account_disabled", account.id);
        return identity::change_account(db, account);
    });
    if (!changed) throw UsageError{words_of(changed.error())};
    std::cout << username << " is shut out.\n";
    return done;
}

int token_create(const config::Settings& settings, const std::string& tenant_slug, const std::string& username, const std::string& name,
                 int days) {
    Installation installation(settings);
    auto& tenant = audited_tenant(installation, tenant_slug);
    const auto account = account_of(tenant, username);
    const auto token = tenant.db.write([&](db::Connection& db) {
        record(db, "administration.token_created", account.id, name);
        return identity::create_token(db, account.id, name.empty() ? "command line" : name, now() + days * microseconds_a_day);
    });
    std::cout << token << "\n";
    return done;
}

}  // namespace app
