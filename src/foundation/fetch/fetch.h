#pragma once
/// Asks other programs over HTTPS, by libcurl.
#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "foundation/base/result.h"

namespace fetch {

/// outside: what somebody typed leads to the public internet only, whatever its name stands for now, and to the hosts that are let.
enum class Reach { anywhere, outside };

struct Request {
    std::string address;
    std::string body{};             ///< JSON, or what post_form says
    std::string token{};            ///< sent as "Authorization: Bearer …" when there is one
    std::string basic{};            ///< sent as "Authorization: Basic …" when there is one: base64 already
    std::string idempotency_key{};  ///< sent as "Idempotency-Key" when there is one
    std::string if_none_match{};    ///< the ETag of what is known already: the answer is 304 while it holds
    std::string accept{"application/json"};
    Reach reach = Reach::anywhere;
    std::vector<std::string> let_hosts{};  ///< within our own net, that Reach::outside may ask all the same
    std::chrono::milliseconds timeout{8'000};
};
struct Answer {
    int status = 0;
    std::string body;
    std::string etag{};
};

/// https:// to anywhere, http:// to this machine only: what is asked is personal data.
bool is_fit_address(std::string_view address);

/// The text_key of a failure when nothing of the question has left: asking again asks once.
inline constexpr std::string_view not_reached = "not_reached";
/// Whatever the other side answered. unavailable when it did not, in time and with less than a megabyte. Redirects are not followed.
Result<Answer> post_json(const Request&);
/// The same with the body as application/x-www-form-urlencoded.
Result<Answer> post_form(const Request&);
/// The same by GET, without the body.
Result<Answer> get(const Request&);

}  // namespace fetch
