#pragma once
/// Private to foundation/http.
#include "foundation/http/io_thread.h"

namespace http {

/// Answers the requests of one connection, one after the other, until it ends.
Awaitable<> serve_peer(IoThread&, Peer&);
/// 503 to a connection there is no room for.
Awaitable<> turn_away(IoThread&, Peer&);

}  // namespace http
