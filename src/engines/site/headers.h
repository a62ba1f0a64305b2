#pragma once
/// What every answer carries so that a browser trusts it with as little as possible.
#include <string_view>

#include "engines/identity/visitor.h"
#include "foundation/http/message.h"

namespace site {

bool has_header(const http::Response&, std::string_view name);
/// What a handler has set itself stays. `transport_security`: what browsers that came over TLS are told (HSTS).
void add_safety_headers(http::Response&, const http::Request&, std::string_view transport_security);
/// Pages may fetch pictures from that origin too; "" is none. Before add_safety_headers.
void let_pictures_from(http::Response&, std::string_view origin);
/// Pages of someone who is signed in, and forms, are kept by no cache.
void add_cache_headers(http::Response&, const http::Request&, const Visitor&);

}  // namespace site
