#include "engines/cases/notices.h"

#include <set>

#include "engines/cases/decision_request.h"
#include "engines/cases/find.h"
#include "engines/cases/letter_addresses.h"
#include "engines/cases/places.h"
#include "engines/cases/store.h"
#include "engines/flows/public_face.h"
#include "engines/identity/people.h"
#include "engines/notify/notify.h"
#include "engines/opinions/opinions.h"
#include "foundation/texts/paper_language.h"

namespace cases {
namespace {

/// One who has signed too neither answers for the applicant nor is reminded to, and has consented to nothing.
bool concerns(Notice notice, const Party& party) {
    const bool asks_applicant =
        notice == Notice::supplement_requested || notice == Notice::reminded || notice == Notice::consent_taken_back;
    return !asks_applicant || party.role != co_signs;
}

/// When it is done we ask how it was; "" before that. The same party is asked once of a case.
std::string invitation(db::Connection& db, const Tenant& tenant, const Texts& text, const Case& of, const Party& party, Notice notice) {
    if (of.is_test || (notice != Notice::decision && notice != Notice::registered)) return "";
    const auto about = "case " + std::to_string(of.id.value) + " party " + std::to_string(party.id);
    return text("opinion_invitation", tenant.public_address + "/tyck-till/" + opinions::invite(db, tenant.secret, of.service, about));
}

/// The document that the notice tells of, for whoever gets no link to it.
notify::Enclosure enclosed_with(db::Connection& db, const Tenant& tenant, const Case& of, Notice notice) {
    const std::string_view origin = notice == Notice::request_refused ? refusal_origin : "decision";
    if (notice != Notice::decision && notice != Notice::registered && notice != Notice::request_refused) return {};
    notify::Enclosure found;
    for (const auto& document : documents(db, tenant, of))
        if (document.origin == origin) found = {document.hash, document.digest, document.name};
    return found;
}

/// Who is told on paper may have no way to sign in.
std::string for_paper(const Tenant& tenant, const Texts& text, const notify::Enclosure& enclosed) {
    return (enclosed.hash.empty() ? "" : text("notice_is_enclosed")) + (tenant.phone.empty() ? "" : text("notice_call_us", tenant.phone));
}

/// Where everybody sees how it goes; "" when nobody does without signing in.
std::string public_page_of(db::Connection& db, const Case& of) {
    const auto page = flows::public_page(store::flow_yaml(db, of.flow_hash), of.number);
    return page && find_placed(db, of.number) ? *page : "";
}

/// The newest that staff have written to the parties.
std::string newest_words(db::Connection& db, const Tenant& tenant, const Case& of) {
    std::string words;
    for (const auto& message : messages(db, tenant, of))
        if (!message.is_note && !message.from_party) words = message.text;
    return words;
}

/// The public page says that a case is there and how it goes; the rest stands on My pages, for who has such.
notify::Words words_of_program(const Texts& text, Notice notice, bool leads_to_public) {
    auto words = standard_words(text, notice);
    if (!leads_to_public) return words;
    words.text = text("notice_body_public", words.subject, "{länk}", "{kommun}");
    words.sms = text("notice_sms_public", words.subject, "{länk}", "{kommun}");
    return words;
}

/// FL 12 §: who is told that it takes longer is told what can be done about it, once that can be done; "" before.
std::string right_when_late(db::Connection& db, const Tenant& tenant, const Texts& text, const Case& of, Notice notice) {
    return notice == Notice::delayed && can_ask_for_decision(db, tenant, of) ? text("notice_decision_can_be_asked_for") : "";
}

/// What anybody may read who gets hold of the telephone or the mailbox: what happened, in which case, and where to sign in.
notify::Draft draft_for(db::Connection& db, const Tenant& tenant, const Case& of, const Party& party, Notice notice,
                        const notify::Way& way) {
    // What is printed is as the decision that it encloses (decision 020).
    const auto language = way.channel == notify::Channel::letter ? language_on_paper(of.language) : of.language;
    const Texts text(tenant.texts, "cases", language);
    const auto occasion = std::string(to_name(notice));
    const auto own = notify::own_words(db, occasion, language);
    const auto page = public_page_of(db, of);
    const bool leads_to_public = !page.empty() && (notice == Notice::received || !party.person);
    const auto words = notify::filled(own.value_or(words_of_program(text, notice, leads_to_public)),
                                      {.number = of.number,
                                       .link = tenant.public_address + (leads_to_public ? page : "/mina-sidor/" + of.number),
                                       .municipality = tenant.name,
                                       .phone = tenant.phone});
    notify::Content content{.name = party.name, .address = way.address, .subject = words.subject, .text = words.text, .language = language};
    if (way.channel == notify::Channel::sms) content.text = words.sms;
    // Who has no page of their own reads it here, or nowhere.
    if (leads_to_public && notice == Notice::message) content.text += text("notice_what_was_written", newest_words(db, tenant, of));
    if (way.channel != notify::Channel::sms) content.text += right_when_late(db, tenant, text, of, notice);
    switch (way.channel) {
        case notify::Channel::email:
            // A municipality's own words are all it says.
            content.text += (own ? "" : text("notice_no_reply")) + invitation(db, tenant, text, of, party, notice);
            break;
        case notify::Channel::sms: break;
        case notify::Channel::digital_post: content.enclosed = enclosed_with(db, tenant, of, notice); break;
        case notify::Channel::letter:
            content.enclosed = enclosed_with(db, tenant, of, notice);
            content.text += for_paper(tenant, text, content.enclosed);
            break;
    }
    return {.about = {of.id, of.number, of.unit, of.key},
            .party = party.id,
            .occasion = occasion,
            .channel = way.channel,
            .content = std::move(content)};
}

}  // namespace

std::vector<notify::Way> ways_to(db::Connection& db, const Tenant& tenant, const Case& of, const Party& party) {
    notify::Recipient to{.email = party.email, .phone = party.phone, .personal_number = party.personal_number};
    // How a person wants to be told is private: an organisation is told by what was given for it.
    if (party.person && party.organisation_number.empty())
        if (auto person = identity::find_person(db, tenant.secret, *party.person)) to.person = std::move(*person);
    auto ways = notify::ways_to(tenant, to);
    // Of a case that only tries a service nobody prints a letter.
    if (of.is_test) std::erase_if(ways, [](const notify::Way& way) { return way.channel == notify::Channel::letter; });
    return ways;
}

notify::Words standard_words(const Texts& text, Notice notice) {
    const auto subject = text("notice." + std::string(to_name(notice)), "{nummer}");
    return {.subject = subject,
            .text = text("notice_body", subject, "{länk}", "{kommun}"),
            .sms = text("notice_sms", subject, "{länk}", "{kommun}")};
}

static void queue_one(const Change& change, const Case& of, const Party& party, const notify::Draft& draft) {
    const auto message = notify::queue(change.db, change.tenant, draft);
    if (draft.channel == notify::Channel::letter && draft.content.address.empty()) find_letter_address(change, of, party, message);
}

void queue_notice(const Change& change, CaseId id, Notice notice) {
    const auto of = find(change.db, change.tenant, id);
    if (!of) return;
    std::set<std::int64_t> told;  // who acts for the applicant may have signed in their own name too
    for (const auto& party : followers(change.db, change.tenant, *of)) {
        if (!concerns(notice, party) || (party.person && !told.insert(party.person->value).second)) continue;
        for (const auto& way : ways_to(change.db, change.tenant, *of, party))
            queue_one(change, *of, party, draft_for(change.db, change.tenant, *of, party, notice, way));
    }
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
                                   draft_for(db, tenant, *of, party, notice, {notify::Channel::email, party.email}));
    });
}

}  // namespace cases
