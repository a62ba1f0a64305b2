#pragma once
#include "engines/area/area.h"

namespace site {

/// A form came too late: its session has ended. The page carries all that was typed, and a token that is valid now.
http::Response send_again(const Context&, Permission who);

}  // namespace site
