#include "foundation/http/message.h"

namespace http {

std::string_view to_string(Method method) {
    switch (method) {
        case Method::get: return "GET";
        case Method::head: return "HEAD";
        case Method::post: return "POST";
        case Method::put: return "PUT";
        case Method::patch: return "PATCH";
        case Method::delete_: return "DELETE";
        case Method::options: return "OPTIONS";
        case Method::other: break;
    }
    return "other";
}

std::optional<std::string_view> Fields::find(std::string_view name) const {
    for (const auto& [known, value] : all)
        if (known == name) return value;
    return std::nullopt;
}

std::string_view Fields::get(std::string_view name) const { return find(name).value_or(std::string_view{}); }

std::vector<std::string_view> Fields::every(std::string_view name) const {
    std::vector<std::string_view> values;
    for (const auto& [known, value] : all)
        if (known == name) values.push_back(value);
    return values;
}

}  // namespace http
