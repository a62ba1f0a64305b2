#include "foundation/fetch/fetch.h"

#include <arpa/inet.h>
#include <curl/curl.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <memory>
#include <stdexcept>

#include "foundation/base/this_machine.h"
#include "foundation/base/unicode.h"
#include "foundation/log/log.h"

namespace fetch {

static constexpr std::size_t longest_answer = 1u << 20;

bool is_fit_address(std::string_view address) {
    // Anything else ends a header or a host where nobody expects it; "http://127.0.0.1:80@evil.example" leads away.
    for (const char c : address)
        if (c <= ' ' || c > '~' || c == '"' || c == '<' || c == '>' || c == '\\') return false;
    const auto scheme = address.find("://");
    if (scheme != std::string_view::npos &&
        address.substr(scheme + 3, address.find_first_of("/?#", scheme + 3) - scheme - 3).find('@') != std::string_view::npos)
        return false;
    if (address.starts_with("https://")) return address.size() > 8;
    return address.starts_with("http://") && leads_to_this_machine(address);
}

static std::size_t take(char* bytes, std::size_t size, std::size_t count, void* into) {
    auto& body = *static_cast<std::string*>(into);
    if (body.size() + size * count > longest_answer) return 0;
    body.append(bytes, size * count);
    return size * count;
}

/// One header of the answer, with its line end.
static std::size_t note_etag(char* bytes, std::size_t size, std::size_t count, void* into) {
    constexpr std::string_view name = "etag:";
    constexpr std::size_t longest_tag = 200;
    const std::string_view line(bytes, size * count);
    if (line.size() < longest_tag && lower(line.substr(0, name.size())) == name)
        *static_cast<std::string*>(into) = trimmed(line.substr(name.size()));
    return size * count;
}

/// A connection that was never made, or not in time, has carried nothing.
static bool has_asked(CURL* curl) {
    long bytes = 0;
    curl_easy_getinfo(curl, CURLINFO_REQUEST_SIZE, &bytes);
    return bytes > 0;
}

/// RFC 6890: what is no place on the public internet.
static bool is_public(std::uint32_t address) {
    const auto within = [&](std::uint32_t net, int bits) { return (address >> (32 - bits)) == (net >> (32 - bits)); };
    return !within(0x00000000, 8) && !within(0x0A000000, 8) && !within(0x64400000, 10) && !within(0x7F000000, 8) &&
           !within(0xA9FE0000, 16) && !within(0xAC100000, 12) && !within(0xC0000000, 24) && !within(0xC0000200, 24) &&
           !within(0xC0A80000, 16) && !within(0xC6120000, 15) && !within(0xC6336400, 24) && !within(0xCB007100, 24) && address < 0xE0000000;
}
static bool is_public(const sockaddr& to) {
    if (to.sa_family == AF_INET) {
        sockaddr_in address{};
        std::memcpy(&address, &to, sizeof address);
        return is_public(ntohl(address.sin_addr.s_addr));
    }
    if (to.sa_family != AF_INET6) return false;
    sockaddr_in6 address{};
    std::memcpy(&address, &to, sizeof address);
    // 2000::/3 is what is given out; within it 6to4, Teredo and documentation carry or name other addresses.
    const auto* bytes = address.sin6_addr.s6_addr;
    const bool is_other = bytes[0] == 0x20 && ((bytes[1] == 0x02) || (bytes[1] == 0x01 && bytes[2] < 0x02) ||
                                               (bytes[1] == 0x01 && bytes[2] == 0x0D && bytes[3] == 0xB8));
    return (bytes[0] & 0xE0) == 0x20 && !is_other;
}
/// Asked after the name has become an address, so that no name leads inside.
static curl_socket_t open_outside(void*, curlsocktype, curl_sockaddr* to) {
    return is_public(to->addr) ? ::socket(to->family, to->socktype, to->protocol) : CURL_SOCKET_BAD;
}

static std::string host_of(std::string_view address) {
    const auto begin = address.find("://") + 3;
    auto host = address.substr(begin, address.find_first_of("/?#", begin) - begin);
    if (host.starts_with('[')) return std::string(host.substr(0, host.find(']') + 1));
    return std::string(host.substr(0, host.find(':')));
}

using Headers = std::unique_ptr<curl_slist, decltype(&curl_slist_free_all)>;

static Headers headers_of(const Request& request, const std::string& content_type) {
    Headers headers(curl_slist_append(nullptr, ("Accept: " + request.accept).c_str()), curl_slist_free_all);
    const auto add = [&](const std::string& line) { curl_slist_append(headers.get(), line.c_str()); };
    if (!content_type.empty()) add("Content-Type: " + content_type);
    if (!request.token.empty()) add("Authorization: Bearer " + request.token);
    if (!request.basic.empty()) add("Authorization: Basic " + request.basic);
    if (!request.idempotency_key.empty()) add("Idempotency-Key: " + request.idempotency_key);
    if (!request.if_none_match.empty()) add("If-None-Match: " + request.if_none_match);
    return headers;
}

/// By GET when there is no content type.
static Result<Answer> ask(const Request& request, const std::string& content_type) {
    static const auto started = curl_global_init(CURL_GLOBAL_DEFAULT);
    const std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> curl(curl_easy_init(), curl_easy_cleanup);
    if (started != CURLE_OK || !curl) throw std::runtime_error("fetch: libcurl does not start");
    if (!is_fit_address(request.address)) return failure(Fault::unavailable, std::string(not_reached));
    const auto headers = headers_of(request, content_type);
    Answer answer;
    curl_easy_setopt(curl.get(), CURLOPT_URL, request.address.c_str());
    curl_easy_setopt(curl.get(), CURLOPT_PROTOCOLS_STR, request.address.starts_with("https://") ? "https" : "http");
    curl_easy_setopt(curl.get(), CURLOPT_HTTPHEADER, headers.get());
    if (!content_type.empty()) {
        curl_easy_setopt(curl.get(), CURLOPT_POSTFIELDSIZE, static_cast<long>(request.body.size()));
        curl_easy_setopt(curl.get(), CURLOPT_POSTFIELDS, request.body.c_str());
    }
    curl_easy_setopt(curl.get(), CURLOPT_WRITEFUNCTION, take);
    curl_easy_setopt(curl.get(), CURLOPT_WRITEDATA, &answer.body);
    curl_easy_setopt(curl.get(), CURLOPT_HEADERFUNCTION, note_etag);
    curl_easy_setopt(curl.get(), CURLOPT_HEADERDATA, &answer.etag);
    curl_easy_setopt(curl.get(), CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl.get(), CURLOPT_PROXY, "");
    curl_easy_setopt(curl.get(), CURLOPT_TIMEOUT_MS, static_cast<long>(request.timeout.count()));
    curl_easy_setopt(curl.get(), CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(request.timeout.count() / 2));
    if (request.reach == Reach::outside && std::ranges::find(request.let_hosts, host_of(request.address)) == request.let_hosts.end())
        curl_easy_setopt(curl.get(), CURLOPT_OPENSOCKETFUNCTION, open_outside);
    const auto code = curl_easy_perform(curl.get());
    if (code != CURLE_OK) {
        // Never curl's own message: it may quote what was sent.
        logging::warning("fetch_failed", {{"curl", static_cast<int>(code)}});
        return failure(Fault::unavailable, has_asked(curl.get()) ? "" : std::string(not_reached));
    }
    long status = 0;
    curl_easy_getinfo(curl.get(), CURLINFO_RESPONSE_CODE, &status);
    answer.status = static_cast<int>(status);
    return answer;
}

Result<Answer> post_json(const Request& request) { return ask(request, "application/json; charset=utf-8"); }
Result<Answer> post_form(const Request& request) { return ask(request, "application/x-www-form-urlencoded"); }
Result<Answer> get(const Request& request) { return ask(request, {}); }

}  // namespace fetch
