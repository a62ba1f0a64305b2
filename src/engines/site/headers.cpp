#include "engines/site/headers.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

namespace site {
namespace {

using Header = std::pair<std::string_view, std::string_view>;
constexpr std::array<Header, 6> safety{{
    {"X-Content-Type-Options", "nosniff"},
    {"Referrer-Policy", "same-origin"},
    {"Permissions-Policy", "camera=(), microphone=(), geolocation=(self), payment=(), usb=()"},
    {"Cross-Origin-Opener-Policy", "same-origin"},
    {"Cross-Origin-Resource-Policy", "same-origin"},
    {"X-Frame-Options", "DENY"},
}};

std::string content_policy(std::string_view pictures_from) {
    std::string pictures(pictures_from);
    if (!pictures.empty()) pictures.insert(0, " ");
    return "default-src 'none'; style-src 'self'; img-src 'self' data:" + pictures +
           "; font-src 'self'; script-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
}

void set_when_missing(http::Response& response, std::string_view name, std::string_view value) {
    if (!has_header(response, name)) response.with(std::string(name), std::string(value));
}

bool same_name(std::string_view a, std::string_view b) {
    const auto small = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
    return std::ranges::equal(a, b, {}, small, small);
}

}  // namespace

bool has_header(const http::Response& response, std::string_view name) {
    return std::ranges::any_of(response.headers, [&](const auto& header) { return same_name(header.first, name); });
}

void let_pictures_from(http::Response& response, std::string_view origin) {
    if (!origin.empty()) set_when_missing(response, "Content-Security-Policy", content_policy(origin));
}

void add_safety_headers(http::Response& response, const http::Request& request, std::string_view transport_security) {
    set_when_missing(response, "Content-Security-Policy", content_policy({}));
    for (const auto& [name, value] : safety) set_when_missing(response, name, value);
    // Opened as a page it would be whatever a browser guesses; programs do not care.
    if (request.path.starts_with("/api/")) set_when_missing(response, "Content-Disposition", "attachment; filename=\"api.json\"");
    if (request.secure) set_when_missing(response, "Strict-Transport-Security", transport_security);
    set_when_missing(response, "X-Request-Id", request.request_id);
}

void add_cache_headers(http::Response& response, const http::Request& request, const Visitor& visitor) {
    if (visitor.kind != Visitor::Kind::nobody || response.status >= 400 || has_header(response, "Set-Cookie")) {
        // Also over what a handler says: a shared computer must not show the last visitor's pages.
        std::erase_if(response.headers, [](const auto& header) { return same_name(header.first, "Cache-Control"); });
        response.with("Cache-Control", "no-store");
        return;
    }
    set_when_missing(response, "Cache-Control", "private, no-cache");
    if (!request.path.starts_with("/api/")) set_when_missing(response, "Vary", "Cookie, Accept-Language");
}

}  // namespace site
