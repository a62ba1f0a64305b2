#pragma once
/// Turns areas into answers: routes, sessions, permissions, safety headers, languages, errors.
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engines/area/area.h"

namespace site {

/// The municipality that answers to a host name; null when none does.
using TenantOf = std::function<Tenant*(std::string_view host)>;

/// What the installation has chosen.
struct Rules {
    int writes_a_minute = 0;  ///< what one household of residents may send; 0: no limit
    /// Permissions over others' rights, keys and municipalities. Who holds one comes in with more than a password.
    std::vector<std::string_view> governing{};
    /// How long that counts when something is changed by one of them; microseconds. 0: no more than a password is asked for.
    std::int64_t governing_proof = 0;
    std::string_view transport_security = "max-age=31536000";
};

class Site {
public:
    /// Throws std::logic_error when two routes have the same method and path.
    Site(std::vector<Area>, TenantOf, Rules = {});
    ~Site();
    Site(const Site&) = delete;
    Site& operator=(const Site&) = delete;

    /// For http::Server. Never throws.
    http::Response answer(http::Request&);
    /// For http::ServerOptions: whether the request's route takes a file as its body.
    bool sends_file(const http::Request&) const;
    /// For requests that never reach a route.
    http::Response refuse(int status, const std::string& request_id) const;
    /// Prometheus text.
    std::string metrics() const;
    const std::vector<Area>& areas() const;

private:
    struct Inside;
    std::unique_ptr<Inside> inside_;
};

/// The sign-in area answers with these: a new session and its cookie on the response.
SessionId sign_in_resident(Context&, http::Response&, PersonId);
SessionId sign_in_staff(Context&, http::Response&, AccountId);
void sign_out(Context&, http::Response&);
/// Who opens something with a code goes on under a new token, as at sign-in.
void renew_session(Context&, http::Response&);

/// "/arenden?sida=2" as it is; "/" when it could lead to another host.
std::string local_path(std::string_view wanted);

}  // namespace site
