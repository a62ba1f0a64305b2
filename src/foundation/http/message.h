#pragma once
/// A request as a handler sees it and the response it gives. Plain types: no Boost here.
#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "foundation/base/content.h"
#include "foundation/base/numbers.h"

namespace http {

enum class Method { get, head, post, put, patch, delete_, options, other };
std::string_view to_string(Method);

/// Names and values in the order they came; a name may come several times.
struct Fields {
    std::vector<std::pair<std::string, std::string>> all{};

    /// The first value of that name, or "".
    std::string_view get(std::string_view name) const;
    std::optional<std::string_view> find(std::string_view name) const;
    std::vector<std::string_view> every(std::string_view name) const;
    bool has(std::string_view name) const { return find(name).has_value(); }
};

/// A file that came in a multipart form, streamed to a temporary file which is removed with the last copy of this value.
struct Upload {
    std::string field;
    std::string filename;       ///< last path part of what the browser sent, valid UTF-8, at most 200 bytes
    std::string declared_type;  ///< what the browser claims; never trust it
    std::filesystem::path path;
    std::int64_t size = 0;
    bool too_large = false;  ///< passed the limit for one file; `path` is then empty
    bool lost = false;       ///< the disk did not take it; `path` is then empty
    std::shared_ptr<void> keeps_file{};
};

struct Request {
    Method method = Method::get;
    std::string target;  ///< as it came, "/sok?q=bygglov"
    std::string path;    ///< decoded, "/sök", no "." or ".." parts, no empty parts
    Fields query{};      ///< decoded
    Fields headers{};    ///< names in lower case
    Fields cookies{};
    Fields form{};  ///< urlencoded or multipart text fields
    std::vector<Upload> uploads{};
    std::string body{};  ///< other content types, whole (JSON, YAML)
    std::string host;    ///< lower case, without port
    std::string client_address;
    bool secure = false;  ///< came by TLS (X-Forwarded-Proto from a trusted proxy)
    std::string request_id;
    std::map<std::string, std::string, std::less<>> in_path{};  ///< {id} and friends, set by the router

    std::string_view header(std::string_view lower_case_name) const { return headers.get(lower_case_name); }
    std::string_view field(std::string_view name) const { return form.get(name); }
    std::string_view part(std::string_view name) const {
        const auto found = in_path.find(name);
        return found == in_path.end() ? std::string_view{} : std::string_view{found->second};
    }
    /// An id from the address; 0, which no row has, when it is not a number.
    template <class SomeId>
    SomeId id(std::string_view name) const {
        return SomeId{whole_number(part(name)).value_or(0)};
    }
};

struct Response {
    int status = 200;
    std::string type = "text/html; charset=utf-8";
    std::string body{};
    std::vector<std::pair<std::string, std::string>> headers{};  ///< also Set-Cookie, several times
    std::shared_ptr<const Content> file{};                       ///< sent instead of body when set
    std::shared_ptr<const std::string> shared_body{};            ///< sent instead of body when set: cached pages and assets

    Response& with(std::string name, std::string value) {
        headers.emplace_back(std::move(name), std::move(value));
        return *this;
    }
};

inline Response see_other(std::string where) {
    Response response{.status = 303};
    response.with("Location", std::move(where));
    return response;
}

/// "a b&c" is "a%20b%26c" (RFC 3986); letters, digits and -._~ stay.
std::string percent_encoded(std::string_view);
/// Nothing when a % is not followed by two hexadecimal digits, or the result is not UTF-8.
std::optional<std::string> percent_decoded(std::string_view, bool plus_is_space = false);
/// "q=bygglov&sida=2" (application/x-www-form-urlencoded); nothing when it is broken.
std::optional<Fields> parse_urlencoded(std::string_view);
/// A Cookie header's value (RFC 6265); broken pairs are skipped.
Fields parse_cookies(std::string_view);

}  // namespace http
