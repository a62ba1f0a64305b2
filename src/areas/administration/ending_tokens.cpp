#include "areas/administration/ending_tokens.h"

#include <stdexcept>

#include "areas/administration/accounts.h"
#include "areas/administration/rights.h"
#include "engines/audit/audit.h"
#include "engines/identity/tokens.h"
#include "foundation/json/json.h"
#include "foundation/mail/mail.h"

namespace administration {
namespace {

constexpr std::string_view tell_job = "administration.tell_of_ending_token";
constexpr std::int64_t two_weeks = 14 * 24 * microseconds_an_hour;

bool is_told(db::Connection& db, TokenId token) { return !audit::entries_of(db, "token", token.value, {}, 1).empty(); }

/// Own keys are made by their holder, those of programs by the administrators.
std::vector<AccountId> who_can_renew(db::Connection& db, AccountId holder) {
    const auto account = identity::find_account(db, holder);
    if (!account || !account->active) return {};
    if (!account->program) return {holder};
    const auto top = identity::top_unit(db);
    return top ? identity::accounts_with_right(db, may_manage.name, *top) : std::vector<AccountId>{};
}

void look(Tenant& tenant, const jobs::Job&) {
    tenant.db.write([](db::Connection& db) {
        for (const auto& ending : identity::tokens_ending_within(db, two_weeks)) {
            const auto told = who_can_renew(db, ending.account);
            if (told.empty() || is_told(db, ending.token)) continue;
            audit::record(
                db, audit::program("ending_tokens"),
                {.event = "administration.token_ends_soon", .subject_kind = "token", .subject = ending.token.value, .detail = ending.name});
            for (const auto account : told)
                jobs::enqueue(db, tell_job,
                              json::to_text(json::object({{"to", account.value},
                                                          {"holder", ending.account.value},
                                                          {"name", ending.name},
                                                          {"ends_at", ending.ends_at.value}})),
                              now());
        }
    });
}

/// The language of an account is not known: Swedish, then English.
std::string words_in(const Tenant& tenant, Language language, const json::Value& told, const identity::Account& holder) {
    const Texts text(tenant.texts, "administration", language);
    const auto page = holder.program ? account_address(holder.id) + "/api-nycklar" : std::string("/administration/api-nycklar");
    const auto last_day = text.day(swedish_date(Timestamp{told["ends_at"].integer()} - 1));
    return text("token_ends_say", told["name"].text(), holder.name, last_day, tenant.public_address + page) + "\n";
}

void tell(Tenant& tenant, const jobs::Job& job) {
    const auto told = json::parse(job.payload).value();
    const auto found = [&](std::string_view who) {
        return tenant.db.read([&](db::Connection& db) { return identity::find_account(db, AccountId{told[who].integer()}); });
    };
    const auto to = found("to"), holder = found("holder");
    if (!to || !holder || to->email.empty() || !tenant.send_mail) return;
    const auto sent =
        tenant.send_mail({.to = to->email,
                          .subject = Texts(tenant.texts, "administration", Language::sv)("token_ends_subject", tenant.name),
                          .text = words_in(tenant, Language::sv, told, *holder) + "\n–\n\n" + words_in(tenant, Language::en, told, *holder),
                          .id = std::to_string(job.id.value) + ".token"});
    if (!sent && sent.error().fault == Fault::unavailable) throw std::runtime_error("the mail server did not take the notice");
}

}  // namespace

std::vector<AreaJob> ending_token_jobs() { return {{"administration.look_for_ending_tokens", look, "day 06:00"}, {tell_job, tell}}; }

}  // namespace administration
