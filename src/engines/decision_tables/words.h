#pragma once
/// A rule and the facts it met, in plain words: in the officer's page, in the letter, and before a change is approved.
#include <string>
#include <vector>

#include "engines/decision_tables/compiled.h"

namespace decision_tables {

/// "Årskurs" – "Årskurs 1 eller Årskurs 2".
struct Line {
    std::string label, words;
    bool operator==(const Line&) const = default;
};
/// What the row asks for; columns where it takes anything are left out.
std::vector<Line> rule_lines(const Texts&, const Compiled&, std::size_t row);
/// What was known.
std::vector<Line> fact_lines(const Texts&, const Compiled&, const Facts&);
/// "Bifall, utan handläggare"; "ingen rad" for nothing.
std::string ruling_words(const Texts&, const std::optional<Ruling>&, const services::Service&);
/// Everything that rows may lead to, as keys with their words: proposals first.
std::vector<std::pair<std::string, std::string>> ruling_choices(const Texts&, const services::Service&);

/// What has changed from one version to the next, a sentence each.
std::vector<std::string> difference(const Texts&, const Content& before, const Content& after, const services::Service&);

}  // namespace decision_tables
