#include <curl/curl.h>
#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <stdexcept>

#include "foundation/base/id.h"
#include "foundation/base/this_machine.h"
#include "foundation/files/whole.h"
#include "foundation/log/log.h"
#include "foundation/mail/address.h"
#include "foundation/mail/mail.h"

namespace mail {

/// A message with an id is one file, however often it is sent: who was killed before it wrote that down sends it again.
static void write_to_outbox(const std::filesystem::path& folder, const std::string& id, const std::string& eml) {
    std::filesystem::create_directories(folder);
    const auto name = id.empty() ? fmt::format("{:020}.eml", new_id()) : message_id(id) + ".eml";
    if (!files::write_whole(folder, name, eml)) throw std::runtime_error("mail: the outbox cannot be written");
}

static std::size_t give(char* buffer, std::size_t size, std::size_t count, void* left) {
    auto& rest = *static_cast<std::string_view*>(left);
    const auto taken = rest.copy(buffer, size * count);
    rest.remove_prefix(taken);
    return taken;
}

static Result<void> answer_to(CURLcode code, CURL* curl) {
    if (code == CURLE_OK) return {};
    long status = 0;
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
    // Never curl's own message: it quotes the server, who quotes the address.
    logging::warning("mail_not_sent", {{"curl", static_cast<int>(code)}, {"status", status}});
    // RFC 5321 4.2.1: 5yz is for ever, but signing in (53z) is mended on our side.
    if (status >= 500 && status < 600 && status / 10 != 53) return failure(Fault::conflict, "mail_refused");
    return failure(Fault::unavailable);
}

static Result<void> send_by_smtp(const Settings& settings, const std::string& to, const std::string& eml) {
    static const auto started = curl_global_init(CURL_GLOBAL_DEFAULT);
    const std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> curl(curl_easy_init(), curl_easy_cleanup);
    if (started != CURLE_OK || !curl) throw std::runtime_error("mail: libcurl does not start");
    const std::unique_ptr<curl_slist, decltype(&curl_slist_free_all)> recipients(
        curl_slist_append(nullptr, fmt::format("<{}>", to).c_str()), curl_slist_free_all);
    const auto from = fmt::format("<{}>", address_of(settings.from).box);
    std::string_view left = eml;
    curl_easy_setopt(curl.get(), CURLOPT_URL, settings.smtp.c_str());
    curl_easy_setopt(curl.get(), CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    // Neither a password nor mail to another machine goes in the clear, or to a server without a proved certificate.
    const bool signs_in = settings.smtp.find('@') != std::string::npos;
    const bool may_be_plain = !signs_in && leads_to_this_machine(settings.smtp);
    curl_easy_setopt(curl.get(), CURLOPT_USE_SSL, may_be_plain ? CURLUSESSL_TRY : CURLUSESSL_ALL);
    curl_easy_setopt(curl.get(), CURLOPT_MAIL_FROM, from.c_str());
    curl_easy_setopt(curl.get(), CURLOPT_MAIL_RCPT, recipients.get());
    curl_easy_setopt(curl.get(), CURLOPT_READFUNCTION, give);
    curl_easy_setopt(curl.get(), CURLOPT_READDATA, &left);
    curl_easy_setopt(curl.get(), CURLOPT_UPLOAD, 1L);
    curl_easy_setopt(curl.get(), CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl.get(), CURLOPT_PROXY, "");
    curl_easy_setopt(curl.get(), CURLOPT_TIMEOUT, static_cast<long>(settings.timeout.count()));
    return answer_to(curl_easy_perform(curl.get()), curl.get());
}

Result<void> send(const Settings& settings, const Message& message) {
    if (!is_address(message.to) || !is_address(address_of(settings.from).box)) return failure(Fault::invalid, "mail_address");
    const auto eml = as_eml(message, settings.from);
    if (!settings.smtp.empty()) return send_by_smtp(settings, message.to, eml);
    write_to_outbox(settings.outbox_folder, message.id, eml);
    return {};
}

}  // namespace mail
