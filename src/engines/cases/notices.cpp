#include "engines/cases/notices.h"

#include "engines/cases/find.h"
#include "engines/opinions/opinions.h"
#include "foundation/mail/mail.h"

namespace cases {

/// One who has signed too neither answers for the applicant nor is reminded to.
static bool concerns(Notice notice, const Party& party) {
    const bool asks_applicant = notice == Notice::supplement_requested || notice == Notice::reminded;
    return !asks_applicant || party.role != co_signs;
}

void queue_notice(const Change& change, CaseId id, Notice notice) {
    const auto of = find(change.db, change.tenant, id);
    if (!of) return;
    for (const auto& party : followers(change.db, change.tenant, *of))
        if (!party.email.empty() && concerns(notice, party))
            ::jobs::enqueue(change.db, "cases.notify",
                            json::to_text(json::object({{"case", id.value}, {"notice", to_name(notice)}, {"party", party.id}})));
}

/// When it is done we ask how it was; "" before that. The same party is asked once of a case.
static std::string invitation(const Tenant& tenant, const Texts& text, const Case& of, const Party& party, Notice notice) {
    if (of.is_test || (notice != Notice::decision && notice != Notice::registered)) return "";
    const auto about = "case " + std::to_string(of.id.value) + " party " + std::to_string(party.id);
    const auto token = tenant.db.write([&](db::Connection& db) { return opinions::invite(db, tenant.secret, of.service, about); });
    return text("opinion_invitation", tenant.public_address + "/tyck-till/" + token);
}

void send_notice(Tenant& tenant, const ::jobs::Job& job) {
    const auto payload = json::parse(job.payload);
    if (!payload) throw std::logic_error("a notice that cannot be read");
    const auto notice = from_name<Notice>((*payload)["notice"].text()).value();
    struct Told {
        Case what;
        std::vector<Party> who;
    };
    const auto told = tenant.db.read([&](db::Connection& db) -> std::optional<Told> {
        auto found = find(db, tenant, CaseId{(*payload)["case"].integer()});
        if (!found || found->erased) return std::nullopt;
        auto who = followers(db, tenant, *found);
        return Told{std::move(*found), std::move(who)};
    });
    if (!told || !tenant.send_mail) return;
    const Texts text(tenant.texts, "cases", told->what.language);
    const auto subject = text("notice." + std::string(to_name(notice)), told->what.number);
    const auto body = text("notice_body", subject, tenant.public_address + "/mina-sidor/" + told->what.number, tenant.name);
    for (const auto& party : told->who) {
        const auto& wanted = (*payload)["party"];
        if (party.email.empty() || (wanted.is_integer() && wanted.integer() != party.id)) continue;
        const auto sent = tenant.send_mail({.to = party.email,
                                            .subject = subject,
                                            .text = body + invitation(tenant, text, told->what, party, notice),
                                            .id = std::to_string(job.id.value) + "." + std::to_string(party.id)});
        if (!sent) throw std::runtime_error("the mail server did not take the notice");
    }
}

}  // namespace cases
