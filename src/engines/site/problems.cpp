#include "engines/site/problems.h"

#include "engines/pages/pages.h"
#include "foundation/json/json.h"

namespace site {
namespace {

constexpr std::string_view seconds_until_retry = "30";

std::string title_of(const Context& c, int status) {
    const auto text = c.text.of("pages");
    const std::string key = "error." + std::to_string(status) + ".title";
    return text.has(key) ? text(key) : text("error.other.title");
}

std::string words(const Context& c, const std::string& key, const std::vector<std::string>& arguments = {}) {
    if (!c.text.has(key)) return key;
    const std::vector<texts::Value> values(arguments.begin(), arguments.end());
    return c.tenant.texts.format(c.text.module(), key, c.text.language(), values);
}

}  // namespace

void add_status_headers(http::Response& response, int status) {
    if (status == 401) response.with("WWW-Authenticate", "Bearer realm=\"torg\"");
    if (status == 429 || status == 503) response.with("Retry-After", std::string(seconds_until_retry));
}

bool is_api(const http::Request& request) { return request.path == "/api" || request.path.starts_with("/api/"); }

int status_of(Fault fault) {
    switch (fault) {
        case Fault::not_found: return 404;
        case Fault::invalid: return 422;
        case Fault::forbidden: return 403;
        case Fault::sign_in_needed: return 401;
        case Fault::conflict: return 409;
        case Fault::too_large: return 413;
        case Fault::too_many: return 429;
        case Fault::unavailable: return 503;
    }
    return 500;
}

http::Response problem(const Context& c, int status, const Error* error) {
    auto body = json::object({{"type", "about:blank"},
                              {"title", title_of(c, status)},
                              {"status", status},
                              {"instance", c.request.path},
                              {"request_id", c.request.request_id}});
    if (error != nullptr && !error->text_key.empty()) body.set("detail", words(c, error->text_key));
    else if (status == 503) body.set("detail", c.text.of("pages")("error.503.do"));
    if (error != nullptr && !error->fields.empty())
        body.set("errors", json::array(error->fields, [&](const FieldError& field) {
                     return json::object({{"field", field.field}, {"message", words(c, field.text_key, field.arguments)}});
                 }));
    http::Response response{.status = status, .type = "application/problem+json", .body = json::to_text(body)};
    add_status_headers(response, status);
    return response;
}

http::Response failed(const Context& c, int status) {
    if (is_api(c.request)) return problem(c, status);
    auto response = pages::error_page(&c, status, c.request.request_id);
    add_status_headers(response, status);
    return response;
}

http::Response paused(const Context& c) {
    constexpr std::string_view an_hour = "3600";
    auto response = is_api(c.request) ? problem(c, 503) : pages::paused_page(c);
    std::erase_if(response.headers, [](const auto& header) { return header.first == "Retry-After"; });
    return response.with("Retry-After", std::string(an_hour)).with("Cache-Control", "no-store");
}

http::Response failed(const Context& c, const Error& error) {
    const int status = status_of(error.fault);
    if (is_api(c.request)) return problem(c, status, &error);
    if (error.text_key.empty() || !c.text.has(error.text_key)) return failed(c, status);
    const auto said = c.text(error.text_key), title = title_of(c, status);
    const auto main = html::make<R"(<div class="prose"><h1>{}</h1><p class="lead">{}</p><p>{}</p></div>)">(
        title, said, pages::link_button("/", c.text.of("pages")("to_first_page"), pages::Button::secondary));
    const pages::Page page{.title = title, .main = main, .status = status};
    auto response = c.visitor.is_staff() ? pages::app(c, page) : pages::site(c, page);
    add_status_headers(response, status);
    return response;
}

}  // namespace site
