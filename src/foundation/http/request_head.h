#pragma once
/// Private to foundation/http: what Beast has read becomes our Request.
#include <boost/beast/http/buffer_body.hpp>
#include <boost/beast/http/parser.hpp>

#include "foundation/http/message.h"
#include "foundation/http/proxies.h"

namespace http {

using RequestParser = boost::beast::http::request_parser<boost::beast::http::buffer_body>;

/// Handlers find this header when something in the request was not UTF-8 and now holds U+FFFD.
inline constexpr std::string_view invalid_utf8_header = "x-torg-invalid-utf8";
void mark_invalid_utf8(Request&);

/// Nothing when the target cannot be read in one way only.
std::optional<Request> read_head(const RequestParser&, std::string_view peer, const TrustedProxies&);

}  // namespace http
