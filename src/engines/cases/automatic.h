#pragma once
/// A decision that a table has made: its letter's words, and what is kept of the rule.
#include "engines/cases/judging.h"

namespace cases {

/// By the same way as an officer's, with the rule, its version and the facts in the event. Conflict when the flow says no.
Result<Decision> decide_automatically(Change&, const Case&, const TableVerdict&);

/// What the event keeps.
json::Value to_json(const texts::Catalog&, const TableVerdict&);
Automatic automatic_from(const json::Value&);
/// That it was decided without a person, by which rule and facts, and how to ask for a person; Markdown, in the applicant's language.
std::string automatic_words(const Tenant&, const Case&, const Automatic&);

}  // namespace cases
