#include "engines/identity/invitations.h"
#include "engines/identity/known_devices.h"
#include "engines/identity/sessions.h"

namespace identity {
namespace {

constexpr std::string_view year = "; Max-Age=31536000", hour = "; Max-Age=3600", over = "; Max-Age=0";
constexpr std::size_t longest_token = 100;

std::string token_in(const http::Request& request, std::string_view name) {
    const auto token = request.cookies.get(name);
    return token.size() > longest_token ? std::string{} : std::string(token);
}

std::string_view invitation_cookie_name(bool secure) { return secure ? "__Host-torg_inbjudan" : "torg_inbjudan"; }

std::string_view device_cookie_name(bool secure) { return secure ? "__Host-torg_enhet" : "torg_enhet"; }

std::string cookie(std::string_view name, std::string_view value, bool secure, std::string_view more = {}) {
    std::string line(name);
    line += '=';
    line += value;
    line += "; Path=/; HttpOnly; SameSite=Lax";
    if (secure) line += "; Secure";
    return line += more;
}

/// The first of those offered in the reader's order; quality values of 0 refuse. "en;q=0.5, sv" is Swedish.
Language accepted_language(std::string_view header, const std::vector<Language>& further) {
    Language best = Language::sv;
    double best_quality = 0;
    while (!header.empty()) {
        const auto comma = header.find(',');
        auto range = header.substr(0, comma);
        header = comma == std::string_view::npos ? std::string_view{} : header.substr(comma + 1);
        while (range.starts_with(' ')) range.remove_prefix(1);
        double quality = 1;
        if (const auto q = range.find("q="); q != std::string_view::npos) quality = decimal_number(range.substr(q + 2)).value_or(0);
        const auto language = language_from(range.substr(0, range.find_first_of("-; ")), further);
        if (!language || quality <= best_quality) continue;
        best = *language;
        best_quality = quality;
    }
    return best;
}

}  // namespace

std::string_view session_cookie_name(bool secure) { return secure ? "__Host-torg_session" : "torg_session"; }

std::string session_token(const http::Request& request) { return token_in(request, session_cookie_name(request.secure)); }

std::string device_token(const http::Request& request) { return token_in(request, device_cookie_name(request.secure)); }
std::string device_cookie(std::string_view token, bool secure) { return cookie(device_cookie_name(secure), token, secure, year); }

std::string invitation_token(const http::Request& request) { return token_in(request, invitation_cookie_name(request.secure)); }
std::string invitation_cookie(std::string_view token, bool secure) { return cookie(invitation_cookie_name(secure), token, secure, hour); }
std::string ended_invitation_cookie(bool secure) { return cookie(invitation_cookie_name(secure), "", secure, over); }

std::string session_cookie(std::string_view token, bool secure) { return cookie(session_cookie_name(secure), token, secure); }
std::string ended_session_cookie(bool secure) { return cookie(session_cookie_name(secure), "", secure, over); }
std::string language_cookie(Language language, bool secure) { return cookie("torg_sprak", to_code(language), secure, year); }

std::string appearance_cookie(Appearance appearance, bool secure) {
    const auto name = appearance == Appearance::light ? "ljust" : appearance == Appearance::dark ? "morkt" : "auto";
    return cookie("torg_utseende", name, secure, year);
}

Language language_of(const http::Request& request, const std::vector<Language>& further) {
    for (const auto wanted : {request.query.get("sprak"), request.cookies.get("torg_sprak")})
        if (const auto language = language_from(wanted, further)) return *language;
    return accepted_language(request.header("accept-language"), further);
}

Appearance appearance_of(const http::Request& request) {
    const auto wanted = request.cookies.get("torg_utseende");
    return wanted == "ljust" ? Appearance::light : wanted == "morkt" ? Appearance::dark : Appearance::automatic;
}

}  // namespace identity
