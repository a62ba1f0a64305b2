#pragma once
/// Where a draft is gone on with: the form of its service.
#include <string>
#include <string_view>

#include "engines/drafts/drafts.h"
#include "engines/forms/definition.h"

namespace drafts {

/// Under which an address names a draft.
inline constexpr std::string_view in_address = "utkast";
/// Names the draft when it is for somebody else, so that two that are open side by side are never mixed up. `query` is "till=granska".
std::string page_address(const Draft&, std::string_view page, std::string_view query = {});
/// The page last worked on; the first one when the form has no such page any more.
std::string address_to_go_on(const Draft&, const forms::Form&);

}  // namespace drafts
