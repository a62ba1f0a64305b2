#pragma once
/// What can be done with a case. Each function writes the event, all that is derived from it, the audit entry, the register and the
/// queued jobs into the transaction of its Change: all or nothing.
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engines/area/area.h"
#include "engines/cases/case.h"
#include "engines/flows/flow.h"
#include "engines/forms/answers.h"
#include "engines/services/service.h"
#include "foundation/db/database.h"

namespace cases {

/// Characters of what somebody writes in a box of a few lines: why not signed, what to change.
inline constexpr std::size_t longest_words = 2000;

/// One change to the database by somebody. Lives inside Database::write.
struct Change {
    db::Connection& db;
    Tenant& tenant;
    const Visitor& by;
    std::string reason{};  ///< why personal data is touched; goes into the audit log
};

/// A checked application.
struct Application {
    const services::Service& service;
    const forms::Answers& answers;  ///< without hidden ones
    std::vector<Party> parties;
    std::vector<forms::FileAnswer> files{};
    /// An applicant for whom a helper has filled in, who must sign before the application is complete.
    std::optional<Party> signs_first{};
    Language language = Language::sv;
    std::string channel = "web";
    bool is_test = false;
    std::optional<Date> came_in_on{};  ///< a part of a case that came in then: its time counts from that day
};

/// Whether applications to the service can wait for the signature of the applicant for whom a helper has filled in.
bool can_wait_for_applicant(const services::Service&);

struct Receipt {
    CaseId id{};
    std::string number;  ///< "SKJ-2026-0318"
    std::string code;    ///< opens the case without e-ID; shown once
};

/// Receives an application: gives it the next number of its series, files it in the register, tells the applicant.
/// One that others must sign too waits for them first, and each gets a link.
Receipt receive(Change&, const Application&);

/// `officer` nullopt releases the case.
Result<void> assign(Change&, CaseId, std::optional<AccountId> officer, std::string_view officer_name);
/// To somebody who may decide in the case's unit; else invalid at "officer".
Result<void> assign_to(Change&, CaseId, AccountId officer);
/// received → in progress, when an officer first opens it. Nothing happens in other states.
Result<void> begin_processing(Change&, CaseId);

/// What the service's supplement items of those ids ask for, in the applicant's language.
std::vector<SupplementItem> supplement_items(const services::Service&, const std::vector<std::string>& ids, Language);
Result<void> ask_supplement(Change&, CaseId, const std::vector<SupplementItem>&, std::string_view words, Date due_on);
/// Puts the new answers beside the old ones, restarts the clock and gives the case back to its officer.
Result<void> answer_supplement(Change&, CaseId, const forms::Answers& answers, std::string_view words,
                               const std::vector<forms::FileAnswer>&);

Result<void> write_message(Change&, CaseId, std::string_view text, const std::vector<forms::FileAnswer>& = {});
Result<void> write_note(Change&, CaseId, std::string_view text);

/// A block of the letter as the officer left it, in that order.
struct TypedBlock {
    std::string id;
    std::optional<std::string> text{};  ///< of a free block; nothing when nobody has changed it
    bool is_in = true;                  ///< of a standard block
};

struct DecisionDraft {
    std::string outcome;                       ///< "approve" or "reject"
    std::string reason{};                      ///< id of one of the outcome's reasons
    std::string comment{};                     ///< the officer's own words, added to the letter
    std::string body{};                        ///< the letter's body when the officer changed it; Markdown
    std::vector<TypedBlock> blocks{};          ///< likewise, block by block (letter_blocks.h); goes before body
    std::optional<std::int64_t> seen_event{};  ///< last event the officer saw: a newer one is a conflict
};

/// The reason of an outcome when nobody has chosen one: that of the rules' proposal, or the only one; "" when there is none such.
std::string usual_reason(db::Connection&, const Tenant&, const Case&, std::string_view outcome);

/// Decides. Nothing leaves the house until `send_decision` runs, undo_minutes later.
/// Failures: invalid (reason missing), forbidden (delegation order), conflict (someone else was first; flow says no).
Result<Decision> decide(Change&, CaseId, const DecisionDraft&);
Result<void> undo_decision(Change&, CaseId);

/// Whether this visitor may be the second person for that decision: with cases.approve in the unit, and never for one's own.
bool may_be_approved_by(db::Connection&, const Visitor&, const Case&, const Decision&);
/// The second person approves a decision, whose time to undo begins, or sends it back to its officer with words. `seen_event` is the last
/// event that person saw. Failures: forbidden (may_be_approved_by), conflict (nothing waits; something has happened since).
Result<void> approve_decision(Change&, CaseId, std::int64_t seen_event);
Result<void> send_decision_back(Change&, CaseId, std::int64_t seen_event, std::string_view words);

/// What the letter would say. Nothing is written.
struct LetterText {
    std::string heading, body;
};
LetterText letter_text(const Tenant&, const services::Service&, const Case&, const DecisionDraft&);

Result<void> withdraw(Change&, CaseId, std::string_view words);
/// Law: FL 43 §: an appeal is sent to the authority that decided, which tests that it came in time (FL 45 §).
Result<void> appeal(Change&, CaseId, std::string_view text, const std::vector<forms::FileAnswer>&);

/// Any other transition by an officer, as `forward_appeal`.
Result<void> move_on(Change&, CaseId, std::string_view transition);

/// Sends a decision whose time to undo is over: letter, register, notice, closing. Nothing happens a second time.
void send_decision(Tenant&, CaseId);
/// What send_decision writes once the letter of that decision is kept, for whoever prints letters another way. Nothing happens a second
/// time, or when another decision was made meanwhile.
void decision_left(Change&, CaseId, std::int64_t decision, const files::Stored& letter);
/// Reminders, and supplements that nobody answered.
void run_timers(Tenant&);
/// The jobs that do these.
std::vector<AreaJob> jobs();

/// Makes all derived tables anew from the event log; how many cases.
std::int64_t rebuild(Tenant&, const std::function<void(std::int64_t done, std::int64_t all)>& progress);

/// Makes the cases' part of the search index anew: after a restore, since backups do not hold it.
void make_searchable_anew(Tenant&, const std::function<void(std::int64_t done, std::int64_t all)>& progress);

/// The flow and the service as they were when the case began.
const flows::Flow& flow_of(db::Connection&, const Case&);
std::shared_ptr<const services::Service> service_of(db::Connection&, const Case&);

}  // namespace cases
