#pragma once
/// The pages of one case.
#include "areas/my_pages/story.h"
#include "engines/audit/audit.h"
#include "engines/cases/answer_disposal.h"
#include "engines/cases/decision_request.h"
#include "engines/cases/fee.h"
#include "engines/cases/representatives.h"
#include "engines/cases/signatures.h"
#include "engines/letters/letter.h"
#include "engines/pages/pages.h"

namespace my_pages::views {

/// All that the case page shows, read in one snapshot.
struct CaseFile {
    OpenedCase opened;
    std::vector<cases::Event> events;
    std::vector<cases::Document> documents;
    std::optional<cases::Supplement> supplement;
    std::optional<cases::Decision> decision;  ///< sent
    std::string unit;
    std::optional<services::ReckonedFee> fee;
    std::vector<cases::Signer> signers;
    std::vector<cases::Party> parties;
    bool can_ask_for_decision = false;                       ///< it has taken too long (decision_request.h)
    std::optional<cases::DecisionRequest> decision_request;  ///< what the party has asked for
    std::vector<mandates::Mandate> may_represent;            ///< whom the applicant may choose to act
    std::vector<cases::Party> may_leave;                     ///< who acts now, and may be taken out
    std::optional<cases::AppealableRefusal> refusal;         ///< to decide the case now: can be appealed against
    cases::GoneAnswers gone;                                 ///< disposed of by themselves
};

struct Written {
    std::string text{};
    std::string why{};                 ///< a person is asked for
    std::string why_decide{};          ///< a decision is
    std::vector<FieldError> errors{};  ///< texts of this area or of the module forms
};

http::Response case_page(const Context&, const CaseFile&, const Written& = {});
/// The way to ask that the case be decided, or what has come of it (decision_request_views.cpp); nothing before that is possible.
html::Html representative_panel(const Context&, const CaseFile&);
html::Html decision_request_panel(const Context&, const CaseFile&, const Written&);
http::Response letter_page(const Context&, const OpenedCase&, const letters::Letter&, std::optional<DocumentId> pdf);
http::Response appeal_page(const Context&, const OpenedCase&, const cases::Decision&, const Written& = {});
http::Response refusal_appeal_page(const Context&, const OpenedCase&, const cases::AppealableRefusal&, const Written& = {});
http::Response withdrawal_page(const Context&, const OpenedCase&);
http::Response readers_page(const Context&, const OpenedCase&, const std::vector<audit::Recorded>&);

/// In words, whichever module they stand in.
pages::Errors wrong_with(const Context&, const std::vector<FieldError>&);
/// Who has read, and what was done, as the log says it.
std::string reader_of(const Texts&, const audit::Recorded&);
std::string what_was_done(const Texts&, const audit::Recorded&);
std::string when_erased(const Texts&, const OpenedCase&);
/// The case's label now, as people read it.
std::string label_of(const Texts&, const OpenedCase&);
/// As a case is named: in Swedish, for those who work with it.
html::Html title_of(const Texts&, const cases::Case&);
html::Html state_tag(const Texts&, const OpenedCase&);

}  // namespace my_pages::views
