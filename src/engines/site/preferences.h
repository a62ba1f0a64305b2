#pragma once
#include <optional>

#include "foundation/http/message.h"

namespace site {

/// /sprak?till=en and /utseende?till=dark, by link or form: sets the cookie and goes back to the page in `tillbaka`. Nothing for
/// every other address.
std::optional<http::Response> preference(const http::Request&);

}  // namespace site
