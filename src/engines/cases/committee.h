#pragma once
/// Cases that a committee (nämnd) decides. An officer writes a proposal (tjänsteskrivelse) for one of its meetings; when its minutes are
/// there, what they say becomes the case's decision, with the same letter, register and time to undo as any other.
/// Law: kommunallagen (2017:725) 6 kap. 37–38 §§: what is not delegated, or may not be, the committee decides itself.
#include "engines/cases/delegated_decisions.h"
#include "engines/cases/store.h"
#include "engines/cases/work.h"
#include "engines/identity/units.h"
#include "engines/letters/letter.h"
#include "foundation/jobs/jobs.h"

namespace cases {

struct Proposal {
    UnitId committee{};
    Date meeting_on{};
    std::string outcome, reason;    ///< what is proposed, as in a decision
    std::string proposal, reasons;  ///< the committee is to decide this; because of that
    Timestamp made_at{};
    std::string made_by_name;
};
struct ProposalDraft {
    std::optional<UnitId> committee{};
    std::optional<Date> meeting_on{};
    std::string outcome, reason{}, proposal{}, reasons{};
    std::optional<std::int64_t> seen_event{};
};
inline constexpr std::size_t longest_proposal = 10'000;  ///< characters

/// That decide in cases of the unit, nearest first.
std::vector<identity::Unit> committees_over(db::Connection&, UnitId);
/// A new one takes the place of the one before. Failures: invalid, conflict when nobody here works on the case, or it has changed since
/// `seen_event`: a colleague may have written another proposal.
Result<void> propose(Change&, CaseId, const ProposalDraft&);
Result<void> take_back_proposal(Change&, CaseId);
/// The one that waits, or was decided but has not left the house.
std::optional<Proposal> proposal(db::Connection&, const Tenant&, const Case&);

/// What is written of a committee's decision, as typed.
struct MinutesDraft {
    std::string paragraph;
    std::optional<Date> meeting_on{};
    std::string took_part, dissent{};
};
/// Failures: invalid (paragraph, decided_on, took_part, dissent).
Result<MinutesParagraph> checked(db::Connection&, const Proposal&, const MinutesDraft&);
/// The committee has decided: the same as decide(), without the delegation order. conflict when nothing is proposed.
Result<Decision> record_committee_decision(Change&, CaseId, const DecisionDraft&, const MinutesDraft&);

/// A committee that wants to know more (återremiss), as typed from its minutes.
struct ReferralBack {
    std::string paragraph;
    std::optional<Date> meeting_on{};
    std::string words{};
    std::optional<std::int64_t> seen_event{};
};
/// The proposal comes back with the committee's words; a new one may be written. Failures: invalid (back_paragraph, back_on, back_words),
/// conflict when nothing is proposed, or it has changed since.
Result<void> refer_back(Change&, CaseId, const ReferralBack&);

/// What waits for a meeting.
struct Meeting {
    UnitId committee{};
    Date on{};
    std::int64_t cases = 0;
};
/// In the units where this officer may read, soonest first.
std::vector<Meeting> meetings(db::Connection&, AccountId, int limit = 100);
struct Proposed {
    Case of;
    Proposal proposal;
};
/// Sign-in needed where one of them has secrecy and the officer has shown no more than a password.
Result<std::vector<Proposed>> proposed_to(db::Connection&, const Tenant&, const Visitor&, UnitId committee, Date on);
/// The paper for the meeting.
letters::Letter paper_of(db::Connection&, const Tenant&, Language, UnitId committee, Date on, const std::vector<Proposed>&,
                         const std::vector<DelegationReport>& = {});

/// "§ 45, 12 maj 2026".
std::string place_in_minutes(const Texts& of_cases, const MinutesParagraph&);
/// When the decision has left the house: the extract of the minutes becomes a document of the case. Once.
void queue_minutes(db::Connection&, CaseId);
void print_minutes(Tenant&, const ::jobs::Job&);

json::Value to_json(const MinutesParagraph&);
MinutesParagraph minutes_of(const json::Value&);
Proposal proposal_of(const Event&);

}  // namespace cases

namespace cases::store {

void put_proposal(const Opener&, CaseId, const Proposal&);
void delete_proposal(db::Connection&, CaseId);

}  // namespace cases::store
