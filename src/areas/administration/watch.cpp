#include "areas/administration/watch.h"

#include <stdexcept>

#include "areas/administration/rights.h"
#include "engines/audit/audit.h"
#include "engines/audit/counts.h"
#include "engines/identity/accounts.h"
#include "foundation/json/json.h"
#include "foundation/mail/mail.h"

namespace administration {
namespace {

constexpr std::string_view tell_job = "administration.tell_of_unusual";
/// The same is told once a day.
constexpr std::int64_t silence = 24 * microseconds_an_hour;

std::string subject_kind(const Unusual& found) { return "unusual_" + std::string(to_name(found.what)); }

bool is_told(db::Connection& db, const Unusual& found) {
    const auto before = audit::entries_of(db, subject_kind(found), found.account, {}, 1);
    return !before.empty() && before.front().at > now() - silence;
}

void queue(db::Connection& db, AccountId to, const Unusual& found) {
    jobs::enqueue(
        db, tell_job,
        json::to_text(json::object(
            {{"to", to.value}, {"what", to_name(found.what)}, {"number", found.number}, {"account", found.account}, {"at", now().value}})),
        now());
}

void look(Tenant& tenant, const jobs::Job&) {
    tenant.db.write([](db::Connection& db) {
        const auto top = identity::top_unit(db);
        if (!top) return;
        for (const auto& found : unusual_since(db, municipality::watch_limits(db), now() - microseconds_an_hour)) {
            if (is_told(db, found)) continue;
            audit::record(db, audit::program("watch"),
                          {.event = "administration.unusual_seen",
                           .subject_kind = subject_kind(found),
                           .subject = found.account,
                           .detail = std::to_string(found.number) + (found.name.empty() ? "" : " " + found.name)});
            for (const auto account : identity::accounts_with_right(db, may_manage.name, *top)) queue(db, account, found);
        }
    });
}

/// The language of an account is not known: Swedish, then English.
std::string words_in(const Tenant& tenant, Language language, const json::Value& told, std::string_view whose) {
    const Texts text(tenant.texts, "administration", language);
    return text("unusual." + told["what"].text(), text.number(static_cast<double>(told["number"].integer())), whose,
                text.moment(Timestamp{told["at"].integer()})) +
           "\n" + text("unusual_look", tenant.public_address + "/administration/logg") + "\n";
}

void tell(Tenant& tenant, const jobs::Job& job) {
    const auto told = json::parse(job.payload).value();
    const auto name_and_address = [&](std::int64_t id) {
        const auto account = tenant.db.read([&](db::Connection& db) { return identity::find_account(db, AccountId{id}); });
        return account ? std::pair(account->name, account->email) : std::pair<std::string, std::string>{};
    };
    const auto to = name_and_address(told["to"].integer()).second;
    if (to.empty() || !tenant.send_mail) return;
    const auto whose = name_and_address(told["account"].integer()).first;
    const auto sent =
        tenant.send_mail({.to = to,
                          .subject = Texts(tenant.texts, "administration", Language::sv)("unusual_subject", tenant.name),
                          .text = words_in(tenant, Language::sv, told, whose) + "\n–\n\n" + words_in(tenant, Language::en, told, whose),
                          .id = std::to_string(job.id.value) + ".unusual"});
    if (!sent && sent.error().fault == Fault::unavailable) throw std::runtime_error("the mail server did not take the notice");
}

}  // namespace

std::vector<Unusual> unusual_since(db::Connection& db, const municipality::WatchLimits& limits, Timestamp since) {
    std::vector<Unusual> found;
    std::int64_t failed = 0;
    if (limits.failed_sign_ins > 0)
        for (const auto& one : audit::counted_since(db, "sign_in.sign_in_failed", since)) failed += one.entries;
    if (failed >= limits.failed_sign_ins && failed > 0) found.push_back({Unusual::What::failed_sign_ins, failed});
    if (limits.cases_opened > 0)
        for (const auto& one : audit::counted_since(db, "cases.opened", since))
            if (one.actor_kind == "staff" && one.subjects >= limits.cases_opened)
                found.push_back({Unusual::What::cases_opened, one.subjects, one.actor, one.actor_name});
    return found;
}

std::vector<AreaJob> watch_jobs() { return {{"administration.watch", look, "15 min"}, {tell_job, tell}}; }

}  // namespace administration
