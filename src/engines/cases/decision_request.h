#pragma once
/// A party who began the case and has waited for more than six months asks that it be decided. Law: FL 12 §: within four weeks the case is
/// decided, or the request is refused by a decision of its own, which can be appealed against where the decision in the case could be.
/// Once for each case. Not where decisions are tried only on legality (FL 2 §).
#include <optional>
#include <string_view>

#include "engines/cases/store.h"
#include "engines/cases/work.h"
#include "engines/letters/letter.h"
#include "foundation/jobs/jobs.h"

namespace cases {

/// The origin of a refusal's letter among the documents.
inline constexpr std::string_view refusal_origin = "decision_request_refused";

struct DecisionRequest {
    Timestamp asked_at{};
    Date answer_by{};
    std::optional<Date> due_before{}, stopped_before{};  ///< the case's day and clock when it was asked for
    std::optional<Timestamp> refused_at{};
};

/// None when nobody has asked.
std::optional<DecisionRequest> decision_request(db::Connection&, CaseId);
/// The day by which one that waits for an answer must have it; none when none waits.
std::optional<Date> request_to_answer(db::Connection&, const Case&);
/// From which day the party may ask; none where the law gives no such right.
std::optional<Date> decision_may_be_asked_for_from(db::Connection&, const Tenant&, const Case&);
/// The day has come, the case is not decided, and nobody has asked before.
bool can_ask_for_decision(db::Connection&, const Tenant&, const Case&);
/// The clock runs from now on, whatever the case waits for. Words may be empty. Failures: conflict, invalid (too long).
Result<void> ask_for_decision(Change&, CaseId, std::string_view words);

/// A case goes on in another one: what its party has asked for is asked for there, with the time that is left (FL 12 §).
Result<void> carry_decision_request(Change&, const Case& from, CaseId into);

/// The letter of a refusal with those reasons.
letters::Letter refusal_letter(db::Connection&, const Tenant&, const Case&, std::string_view reasons, std::string_view signer, Timestamp);
/// The request is refused, and the letter goes. Failures: invalid ("why_refused"), forbidden (delegation order, conflict of interest),
/// conflict (no request waits).
Result<void> refuse_to_decide(Change&, CaseId, std::string_view reasons);
/// A refusal that the party may appeal against here, and how.
struct AppealableRefusal {
    services::AppealTerms terms;
    Timestamp sent_at{};
    Date last_day{};  ///< for who got the letter the day it was sent
};
/// None when nothing was refused, the letter has not gone, it is appealed against already, or the case has been decided since.
std::optional<AppealableRefusal> appealable_refusal(db::Connection&, const Tenant&, const Case&);
/// When the party has.
std::optional<Timestamp> refusal_appealed_at(db::Connection&, const Tenant&, const Case&);
/// It stands in the case and in the register as received; the officer tries its time and hands it over. Law: FL 43, 45 and 46 §§.
/// Failures: invalid ("text"), conflict.
Result<void> appeal_refusal(Change&, CaseId, std::string_view words, const std::vector<forms::FileAnswer>& files);
/// The job that prints and sends the letter. Nothing happens a second time.
void send_refusal(Tenant&, const ::jobs::Job&);

}  // namespace cases

namespace cases::store {

void insert_decision_request(db::Connection&, CaseId, const DecisionRequest&);
void set_request_refused(db::Connection&, CaseId, Timestamp);
void delete_decision_request(db::Connection&, CaseId);

}  // namespace cases::store
