#include "foundation/http/request_head.h"

#include "foundation/http/address.h"
#include "foundation/http/ascii.h"

namespace http {
namespace {

namespace beast_http = boost::beast::http;

std::string_view view(boost::beast::string_view text) { return {text.data(), text.size()}; }

Method method_of(beast_http::verb verb) {
    switch (verb) {
        case beast_http::verb::get: return Method::get;
        case beast_http::verb::head: return Method::head;
        case beast_http::verb::post: return Method::post;
        case beast_http::verb::put: return Method::put;
        case beast_http::verb::patch: return Method::patch;
        case beast_http::verb::delete_: return Method::delete_;
        case beast_http::verb::options: return Method::options;
        default: return Method::other;
    }
}

void read_fields(const RequestParser& parser, Request& request) {
    for (const auto& field : parser.get()) {
        std::string name = lower_ascii(view(field.name_string()));
        if (name.starts_with("x-torg-")) continue;  // ours to say
        if (name == "cookie") {
            Fields cookies = parse_cookies(view(field.value()));
            for (auto& cookie : cookies.all) request.cookies.all.push_back(std::move(cookie));
        }
        request.headers.all.emplace_back(std::move(name), view(field.value()));
    }
}

}  // namespace

void mark_invalid_utf8(Request& request) {
    if (!request.headers.has(invalid_utf8_header)) request.headers.all.emplace_back(invalid_utf8_header, "1");
}

std::optional<Request> read_head(const RequestParser& parser, std::string_view peer, const TrustedProxies& proxies) {
    Request request;
    request.method = method_of(parser.get().method());
    request.target = view(parser.get().target());
    auto target = read_target(request.target, request.method);
    if (!target) return std::nullopt;
    request.path = std::move(target->path);
    request.query = std::move(target->query);
    read_fields(parser, request);
    request.host = target->host ? *target->host : host_without_port(request.header("host")).value_or("");
    if (target->query_repaired) mark_invalid_utf8(request);
    read_origin(request, peer, proxies);
    return request;
}

}  // namespace http
