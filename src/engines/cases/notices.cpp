#include "engines/cases/notices.h"

#include "engines/cases/find.h"
#include "engines/notify/notify.h"

namespace cases {
namespace {

/// What anybody may read who gets hold of the telephone or the mailbox: what happened, in which case, and where to sign in.
notify::Draft draft_for(const Tenant& tenant, const Case& of, const Party& party, Notice notice, const notify::Way& way) {
    const Texts text(tenant.texts, "cases", of.language);
    const auto subject = text("notice." + std::string(to_name(notice)), of.number);
    const auto address = tenant.public_address + "/mina-sidor/" + of.number;
    const auto words = way.channel == notify::Channel::sms ? text("notice_sms", subject, address, tenant.name)
                                                           : text("notice_body", subject, address, tenant.name);
    return {.about = {of.id, of.number, of.unit, of.key},
            .party = party.id,
            .occasion = std::string(to_name(notice)),
            .channel = way.channel,
            .content = {.name = party.name, .address = way.address, .subject = subject, .text = words}};
}

}  // namespace

void queue_notice(const Change& change, CaseId id, Notice notice) {
    const auto of = find(change.db, change.tenant, id);
    if (!of) return;
    for (const auto& party : parties(change.db, change.tenant, *of))
        if (const auto way = notify::way_to(change.tenant, party.email, party.phone))
            notify::queue(change.db, change.tenant, draft_for(change.tenant, *of, party, notice, *way));
}

void pass_on_notice(Tenant& tenant, const ::jobs::Job& job) {
    const auto payload = json::parse(job.payload);
    if (!payload) throw std::logic_error("a notice that cannot be read");
    const auto notice = from_name<Notice>((*payload)["notice"].text()).value();
    tenant.db.write([&](db::Connection& db) {
        const auto of = find(db, tenant, CaseId{(*payload)["case"].integer()});
        if (!of || of->erased) return;
        for (const auto& party : parties(db, tenant, *of))
            if (party.id == (*payload)["party"].integer() && !party.email.empty())
                notify::queue_once(db, tenant, MessageId{job.id.value},
                                   draft_for(tenant, *of, party, notice, {notify::Channel::email, party.email}));
    });
}

}  // namespace cases
