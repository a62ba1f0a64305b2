#pragma once
/// What has happened in a case, in plain words to its party.
#include "areas/my_pages/opened_case.h"
#include "engines/pages/lists.h"

namespace my_pages {

/// Newest first. Notes, and decisions that have not left the house, are not part of it.
std::vector<pages::TimelineItem> story(const Texts&, const OpenedCase&, const std::vector<cases::Event>&, const std::vector<cases::Party>&);
/// The newest thing that happened, as one line: "20 april: Du skickade ett intyg"; "" when there is nothing to tell.
std::string newest_line(const Texts&, const OpenedCase&, const std::vector<cases::Event>&, const std::vector<cases::Party>&);

std::string document_address(const OpenedCase&, std::int64_t document);

}  // namespace my_pages
