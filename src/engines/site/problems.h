#pragma once
/// What goes wrong, as a page for people or as problem+json (RFC 9457) for programs.
#include <string>
#include <string_view>

#include "engines/area/area.h"

namespace site {

bool is_api(const http::Request&);
int status_of(Fault);
/// "errors" names each field as the request did.
http::Response problem(const Context&, int status, const Error* = nullptr);
/// The page or the problem for this status, whichever the address asks for.
http::Response failed(const Context&, int status);
/// WWW-Authenticate with 401, Retry-After with 429 and 503.
void add_status_headers(http::Response&, int status);
/// The answer of a municipality that is paused.
http::Response paused(const Context&);
/// A handler's expected failure.
http::Response failed(const Context&, const Error&);

}  // namespace site
