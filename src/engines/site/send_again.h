#pragma once
#include "engines/area/area.h"

namespace site {

/// A form came too late: its session has ended. The page carries all that was typed, and a token that is valid now.
http::Response send_again(const Context&, Permission who);
/// The same, when who sends it must first show more than a password.
http::Response send_when_proved(const Context&);
/// 503: the database, the disk or what else the request needs is away. Says so and when to come back; a form's page carries all that was
/// typed, to be sent again.
http::Response try_later(const Context&);
/// 429: more came from one connection than people write. Says when to come back; a form's page carries all that was typed.
http::Response come_slower(const Context&);

}  // namespace site
