#pragma once
/// Who comes with a request: a bearer token, a session, or nobody.
#include <string>

#include "engines/area/area.h"

namespace site {

struct Arrival {
    Visitor visitor;
    std::string token;          ///< of the session; made up for a visitor without one, so that a form can carry its CSRF token
    bool token_is_new = false;  ///< the browser does not have it yet
    bool by_bearer =
        false;  ///< a bearer token, or a form's api_key, was sent, right or wrong: cookies do not count, and it counts in the API only
};

Arrival arrival_of(Tenant&, const http::Request&);
/// Whoever comes while sessions cannot be read: nobody, with the browser's language, looks and CSRF token.
Visitor stranger(const Tenant&, const http::Request&);
/// A visitor who is nobody and posts gets a session to keep things in.
void begin_nobodys_session(Tenant&, const http::Request&, Arrival&);

}  // namespace site
