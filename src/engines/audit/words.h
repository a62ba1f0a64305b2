#pragma once
/// The words for what stands in the log, for all who read it: administrators, and the person concerned.
#include <string>
#include <string_view>
#include <vector>

#include "engines/audit/audit.h"
#include "foundation/texts/texts.h"

namespace audit {

/// An event is told by the module it is named after: "cases.opened" is the text audit.opened of cases. The name itself when there is no
/// text: an event that an older program wrote.
std::string event_words(const Texts&, std::string_view event);
/// What the entry is about, as "Ärende": the text subject.case of the event's module, else of this one.
std::string subject_words(const Texts&, const Recorded&);
/// The text reason.processing, found in the same way; a reason in someone's own words as it is.
std::string reason_words(const Texts&, const Recorded&);

struct Choice {
    std::string name;   ///< "cases.opened"
    std::string words;  ///< "Öppnade ärendet"
};
/// Every event that has words, in order of the words.
std::vector<Choice> known_events(const texts::Catalog&, Language);
/// Every kind of subject that has words.
std::vector<Choice> known_subjects(const texts::Catalog&, Language);

}  // namespace audit
