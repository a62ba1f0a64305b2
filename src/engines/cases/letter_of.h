#pragma once
#include "engines/cases/work.h"
#include "engines/letters/letter.h"

namespace cases {

struct Signature {
    std::string name;
    std::string outcome, reason;
    Timestamp decided_at{};
    std::string delegation{};
    std::optional<MinutesParagraph> minutes{};  ///< a committee decides
};

/// The letter of a decision that is drafted, for the preview.
letters::Letter letter_of(db::Connection&, const Tenant&, const Case&, const LetterText&, const Signature&);
/// The letter of a decision that is made.
letters::Letter letter_of(db::Connection&, const Tenant&, const Case&, const Decision&);

}  // namespace cases
