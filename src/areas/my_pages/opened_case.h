#pragma once
/// A case that this visitor may see: as its party with e-identification, or with its code.
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engines/area/area.h"
#include "engines/cases/find.h"
#include "engines/cases/work.h"

namespace my_pages {

struct OpenedCase {
    cases::Case values;
    std::shared_ptr<const services::Service> service;
    const flows::Flow& flow;
    Visitor acts_as;                        ///< the resident, or nobody when the case was opened with its code
    bool is_co_signer = false;              ///< has signed what another applied for: follows the case, writes and appeals
    std::optional<MandateId> by_mandate{};  ///< acts for the applicant
    bool only_reads = false;                ///< a case of a ward from before the mandate

    /// Does what the applicant does: not one who has signed too, or who only reads.
    bool acts() const { return !is_co_signer && !only_reads; }

    const flows::State& state() const;
    /// Whether the flow lets the applicant do this now.
    bool can(std::string_view transition) const;
    /// "read_decision", or what the letter is when nobody decided.
    std::string_view read_letter_key() const { return service->is_registration() ? "read_confirmation" : "read_decision"; }
    bool is_withdrawn() const { return values.outcome == "withdrawn"; }
    bool is_merged() const { return values.outcome == "merged"; }
    /// Closed in another way than by a decision.
    bool ended_otherwise() const { return is_withdrawn() || is_merged(); }
    std::string address() const { return "/mina-sidor/" + values.number; }
};

/// The case's title in the reader's language: officers' lists are in Swedish.
std::string title_of(const Texts&, const services::Service&, const cases::Case&);

/// The mandate by which the resident acts for the applicant; none for who follows the case in their own name.
std::optional<MandateId> mandate_of(db::Connection&, const Tenant&, const cases::Case&, const Visitor&);
/// A case that is opened by a mandate leaves a trace that the one who is represented can read.
void record_use(Context&, const OpenedCase&);

/// Whether the resident is in the case only as one who has signed too.
bool co_signed(db::Connection&, const Tenant&, const cases::Case&, const Visitor&);

/// The answers as this visitor may read them: one who has signed too reads what was signed.
forms::Answers readable_answers(const OpenedCase&);

/// {number} of the address. not_found for all others, so that nobody learns which numbers exist; sign_in_needed for a visitor who is
/// nobody.
/// With `Reader::ward` also for who may read a ward's earlier case.
enum class Reader { party, ward };
Result<OpenedCase> opened_case(db::Connection&, const Context&, Reader = Reader::party);
Result<OpenedCase> opened_case(Context&, Reader = Reader::party);
/// One of the resident's own cases, found in their list.
OpenedCase own_case(db::Connection&, const Context&, cases::Case);
/// The answer to a failure above: to the sign-in page, or a page that keeps what was typed until the visitor has signed in.
Result<http::Response> refused(Context&, const Error&);

/// The decision, once it has left the house: before that it can be undone.
std::optional<cases::Decision> sent_decision(db::Connection&, const Tenant&, const cases::Case&);

services::AppealTerms appeal_terms(const OpenedCase&, const cases::Decision&);
/// Whether an appeal can be sent here. Law: an appeal in the administrative order goes to the authority (FL 43 §); one on legality goes
/// to the court itself (kommunallagen 13 kap. 4 §).
bool can_appeal(const OpenedCase&, const std::optional<cases::Decision>&);
/// The last day when the party got the decision on the day it was sent. Law: FL 44 §; the next working day by lagen (1930:173) 2 §.
Date last_day_to_appeal(const OpenedCase&, const cases::Decision&);

}  // namespace my_pages
