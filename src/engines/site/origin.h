#pragma once
#include "foundation/http/message.h"

namespace site {

/// Where a request that changes something was begun: Sec-Fetch-Site, or Origin in older browsers.
enum class Origin { ours, foreign, unknown };
Origin origin_of(const http::Request&);

}  // namespace site
