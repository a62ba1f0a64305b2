#include "foundation/mail/address.h"

#include <algorithm>

#include "foundation/base/unicode.h"
#include "foundation/mail/mail.h"

namespace mail {

Address address_of(const std::string& text) {
    const auto open = text.find('<'), close = text.rfind('>');
    if (open == text.npos || close == text.npos || close < open) return {{}, std::string(trimmed(text))};
    auto name = trimmed(std::string_view(text).substr(0, open));
    if (name.size() >= 2 && name.front() == '"' && name.back() == '"') name = name.substr(1, name.size() - 2);
    return {std::string(name), text.substr(open + 1, close - open - 1)};
}

static bool is_domain(std::string_view domain) {
    const auto parts = split(domain, '.');
    return domain == "localhost" || (parts.size() >= 2 && std::ranges::all_of(parts, [](std::string_view part) {
                                         return !part.empty() && part.size() <= 63 && part.front() != '-' && part.back() != '-';
                                     }));
}

bool is_address(const std::string& text) {
    // RFC 5321 4.5.3.1: 64 bytes before the @, 254 in all.
    const auto at = text.find('@');
    if (at == text.npos || at == 0 || at > 64 || text.size() > 254 || !is_utf8(text)) return false;
    const auto is_strange = [](char c) {
        return static_cast<unsigned char>(c) <= ' ' || c == 127 || std::string_view("\"(),:;<>[\\]").find(c) != std::string_view::npos;
    };
    const auto local = std::string_view(text).substr(0, at);
    if (std::ranges::any_of(text, is_strange) || local.front() == '.' || local.back() == '.' || local.find("..") != local.npos)
        return false;
    return text.find('@', at + 1) == text.npos && is_domain(std::string_view(text).substr(at + 1));
}

}  // namespace mail
