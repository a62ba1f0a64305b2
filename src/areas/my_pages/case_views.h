#pragma once
/// The pages of one case.
#include "areas/my_pages/story.h"
#include "engines/audit/audit.h"
#include "engines/cases/fee.h"
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
};

struct Written {
    std::string text{};
    std::string why{};                 ///< a person is asked for
    std::vector<FieldError> errors{};  ///< texts of this area or of the module forms
};

http::Response case_page(const Context&, const CaseFile&, const Written& = {});
http::Response letter_page(const Context&, const OpenedCase&, const letters::Letter&, std::optional<DocumentId> pdf);
http::Response appeal_page(const Context&, const OpenedCase&, const cases::Decision&, const Written& = {});
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
html::Html state_tag(const Texts&, const OpenedCase&);

}  // namespace my_pages::views
