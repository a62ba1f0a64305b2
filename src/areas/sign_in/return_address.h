#pragma once
/// Where someone comes back to, and the proof that it is the same browser that left.
#include <optional>
#include <string>
#include <string_view>

#include "engines/area/area.h"

namespace sign_in {

/// The field or query `till`, on this site only.
std::string return_address(const http::Request&);

/// Goes out to the e-identification and back: bound to the browser by its session, so that nobody can be signed in as someone
/// else by a link (RFC 6749 10.12).
std::string state_for(const Visitor&, std::string_view return_address);
/// The return address, or nothing when the state was not made for this browser.
std::optional<std::string> return_address_in(const Visitor&, std::string_view state);

}  // namespace sign_in
