#include "engines/site/account_notices.h"

#include <stdexcept>

#include "engines/identity/accounts.h"
#include "foundation/json/json.h"
#include "foundation/mail/mail.h"

namespace site {
namespace {

constexpr std::string_view job_name = "site.tell_holder";

struct Notice {
    std::string event, device;
    Timestamp at;
};

/// The language of an account is not known: Swedish, then English.
std::string body_in(const Tenant& tenant, Language language, const identity::Account& account, const Notice& notice) {
    const Texts text(tenant.texts, "site", language);
    auto body = text("account." + notice.event, account.username, tenant.name, text.moment(notice.at)) + "\n";
    if (!notice.device.empty()) body += text("account_device", notice.device) + "\n";
    return body + "\n" + text("account_was_it_you", tenant.public_address + "/personal/sessioner") + "\n";
}

void tell(Tenant& tenant, const jobs::Job& job) {
    const auto payload = json::parse(job.payload).value();
    const auto account =
        tenant.db.read([&](db::Connection& db) { return identity::find_account(db, AccountId{payload["account"].integer()}); });
    if (!account || !tenant.send_mail) return;
    const auto old_address = payload["to"].text();
    const auto to = old_address.empty() ? account->email : old_address;
    if (to.empty()) return;
    const Notice notice{payload["event"].text(), payload["device"].text(), Timestamp{payload["at"].integer()}};
    const Texts swedish(tenant.texts, "site", Language::sv);
    const auto sent = tenant.send_mail(
        {.to = to,
         .subject = swedish("account_subject", tenant.name),
         .text = body_in(tenant, Language::sv, *account, notice) + "\n–\n\n" + body_in(tenant, Language::en, *account, notice),
         .id = std::to_string(job.id.value) + ".account"});
    if (!sent && sent.error().fault == Fault::unavailable) throw std::runtime_error("the mail server did not take the notice");
}

void queue(db::Connection& db, AccountId account, AccountEvent event, std::string_view device, std::string_view to, std::string_view key) {
    jobs::enqueue(db, job_name,
                  json::to_text(json::object(
                      {{"account", account.value}, {"event", to_name(event)}, {"device", device}, {"to", to}, {"at", now().value}})),
                  now(), key);
}

}  // namespace

void tell_holder(db::Connection& db, AccountId account, AccountEvent event, std::string_view device) {
    // Guesses in a row are told once, while the first notice waits.
    const auto key = "site.tell_holder:" + std::string(to_name(event)) + ":" + std::to_string(account.value);
    queue(db, account, event, device, "", event == AccountEvent::code_used_twice || event == AccountEvent::passkey_copied ? key : "");
}

void tell_of_new_email(db::Connection& db, AccountId account, std::string_view old_address) {
    if (!old_address.empty()) queue(db, account, AccountEvent::email_changed, "", old_address, "");
}

std::vector<AreaJob> account_notice_jobs() { return {{job_name, tell}}; }

}  // namespace site
