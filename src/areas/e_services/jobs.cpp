#include "areas/e_services/jobs.h"

#include <stdexcept>

#include "areas/e_services/store.h"
#include "engines/drafts/drafts.h"
#include "foundation/json/json.h"
#include "foundation/mail/mail.h"

namespace e_services {

static constexpr std::string_view mail_job = "e_services.mail_draft_code";

void queue_draft_code(db::Connection& db, const DraftCode& code) {
    jobs::enqueue(db, mail_job,
                  json::to_text(json::object({{"email", code.email}, {"code", code.code}, {"language", to_code(code.language)}})));
}

static void mail_draft_code(Tenant& tenant, const jobs::Job& job) {
    const auto payload = json::parse(job.payload);
    if (!payload || !tenant.send_mail) return;
    const Texts text(tenant.texts, "e_services", language_from((*payload)["language"].text()).value_or(Language::sv));
    const auto sent =
        tenant.send_mail({.to = (*payload)["email"].text(),
                          .subject = text("mail_subject", tenant.name),
                          .text = text("mail_body", tenant.public_address + "/e-tjanster/fortsatt", (*payload)["code"].text(), tenant.name),
                          .id = "draft-code-" + std::to_string(job.id.value)});
    if (!sent && sent.error().fault == Fault::unavailable) throw std::runtime_error("the mail server does not answer");
}

static void remove_old(Tenant& tenant, const jobs::Job&) {
    while (tenant.db.write([](db::Connection& db) { return drafts::remove_expired(db); }) > 0) {}
    tenant.db.write([](db::Connection& db) { store::remove_old_answers(db); });
}

std::vector<AreaJob> area_jobs() {
    return {{std::string_view(mail_job), mail_draft_code}, {"e_services.remove_old", remove_old, "day 03:40"}};
}

}  // namespace e_services
