#include "foundation/fetch/fetch.h"

#include <curl/curl.h>

#include <memory>
#include <stdexcept>

#include "foundation/log/log.h"

namespace fetch {

static constexpr std::size_t longest_answer = 1u << 20;

bool is_fit_address(std::string_view address) {
    if (address.starts_with("https://")) return address.size() > 8;
    for (const std::string_view here : {"http://127.0.0.1", "http://localhost", "http://[::1]"})
        if (address.starts_with(here) && (address.size() == here.size() || address[here.size()] == ':' || address[here.size()] == '/'))
            return true;
    return false;
}

static std::size_t take(char* bytes, std::size_t size, std::size_t count, void* into) {
    auto& body = *static_cast<std::string*>(into);
    if (body.size() + size * count > longest_answer) return 0;
    body.append(bytes, size * count);
    return size * count;
}

static bool is_before_asking(CURLcode code) {
    return code == CURLE_COULDNT_RESOLVE_HOST || code == CURLE_COULDNT_CONNECT || code == CURLE_SSL_CONNECT_ERROR ||
           code == CURLE_PEER_FAILED_VERIFICATION;
}

Result<Answer> post_json(const Request& request) {
    static const auto started = curl_global_init(CURL_GLOBAL_DEFAULT);
    const std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> curl(curl_easy_init(), curl_easy_cleanup);
    if (started != CURLE_OK || !curl) throw std::runtime_error("fetch: libcurl does not start");
    if (!is_fit_address(request.address)) return failure(Fault::unavailable, std::string(not_reached));
    std::unique_ptr<curl_slist, decltype(&curl_slist_free_all)> headers(
        curl_slist_append(nullptr, "Content-Type: application/json; charset=utf-8"), curl_slist_free_all);
    curl_slist_append(headers.get(), "Accept: application/json");
    if (!request.token.empty()) curl_slist_append(headers.get(), ("Authorization: Bearer " + request.token).c_str());
    if (!request.idempotency_key.empty()) curl_slist_append(headers.get(), ("Idempotency-Key: " + request.idempotency_key).c_str());
    Answer answer;
    curl_easy_setopt(curl.get(), CURLOPT_URL, request.address.c_str());
    curl_easy_setopt(curl.get(), CURLOPT_PROTOCOLS_STR, request.address.starts_with("https://") ? "https" : "http");
    curl_easy_setopt(curl.get(), CURLOPT_HTTPHEADER, headers.get());
    curl_easy_setopt(curl.get(), CURLOPT_POSTFIELDS, request.body.c_str());
    curl_easy_setopt(curl.get(), CURLOPT_POSTFIELDSIZE, static_cast<long>(request.body.size()));
    curl_easy_setopt(curl.get(), CURLOPT_WRITEFUNCTION, take);
    curl_easy_setopt(curl.get(), CURLOPT_WRITEDATA, &answer.body);
    curl_easy_setopt(curl.get(), CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl.get(), CURLOPT_PROXY, "");
    curl_easy_setopt(curl.get(), CURLOPT_TIMEOUT_MS, static_cast<long>(request.timeout.count()));
    curl_easy_setopt(curl.get(), CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(request.timeout.count() / 2));
    const auto code = curl_easy_perform(curl.get());
    if (code != CURLE_OK) {
        // Never curl's own message: it may quote what was sent.
        logging::warning("fetch_failed", {{"curl", static_cast<int>(code)}});
        return failure(Fault::unavailable, is_before_asking(code) ? std::string(not_reached) : "");
    }
    long status = 0;
    curl_easy_getinfo(curl.get(), CURLINFO_RESPONSE_CODE, &status);
    answer.status = static_cast<int>(status);
    return answer;
}

}  // namespace fetch
