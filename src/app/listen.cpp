#include "app/listen.h"

#include <fmt/format.h>
#include <signal.h>

#include <filesystem>

#include "app/job_runners.h"
#include "app/standard_roles.h"
#include "app/watcher.h"
#include "engines/site/headers.h"
#include "engines/site/openapi.h"
#include "engines/site/site.h"
#include "foundation/http/server.h"
#include "foundation/log/log.h"
#include "foundation/systemd/systemd.h"

namespace fs = std::filesystem;

namespace app {

namespace {

/// Signals reach the thread that waits for them, and no other: block them before any thread is started.
class StopSignals {
public:
    StopSignals() {
        sigemptyset(&set_);
        sigaddset(&set_, SIGINT);
        sigaddset(&set_, SIGTERM);
        pthread_sigmask(SIG_BLOCK, &set_, nullptr);
        signal(SIGPIPE, SIG_IGN);
    }
    void wait() const {
        int caught = 0;
        sigwait(&set_, &caught);
    }

private:
    sigset_t set_{};
};

http::Response plain(int status, std::string body) {
    return {.status = status, .type = "text/plain; charset=utf-8", .body = std::move(body)};
}

/// 200 when every database answers.
http::Response ready_answer(Installation& installation) {
    for (auto* tenant : installation.tenants()) {
        try {
            tenant->db.read([](db::Connection& db) { return db.number("SELECT 1 AS n"); });
        } catch (const db::Failure&) { return plain(503, "the database of " + tenant->slug + " does not answer\n"); }
    }
    return plain(200, "ready\n");
}

using Description = std::shared_ptr<const std::string>;

/// What the program says of itself, for no municipality; nothing for every other address.
std::optional<http::Response> answer_of_program(const http::Request& request, Installation& installation, const site::Site& site,
                                                const Description& description) {
    if (request.path == "/health/live") return plain(200, "alive\n");
    if (request.path == "/health/ready") return ready_answer(installation);
    if (request.path == "/api/openapi.json") return http::Response{.type = "application/json", .shared_body = description};
    if (request.path == "/metrics") return http::Response{.type = "text/plain; version=0.0.4; charset=utf-8", .body = site.metrics()};
    return std::nullopt;
}

http::ServerOptions server_options(const config::Settings& settings) {
    const auto temporary = fs::path(settings.data.folder) / "uploads";
    fs::create_directories(temporary);
    http::ServerOptions options;
    options.address = settings.server.address;
    options.port = static_cast<std::uint16_t>(settings.server.port);
    options.listening_socket = systemd::kept_socket(options.address, options.port);
    options.io_threads = static_cast<int>(settings.server.io_threads);
    options.worker_threads = static_cast<int>(settings.server.worker_threads);
    options.max_upload = settings.server.max_upload_mb << 20;
    options.trusted_proxies = settings.server.trusted_proxies;
    options.temporary_folder = temporary;
    return options;
}

site::Rules rules_of(const config::Settings& settings) {
    site::Rules rules{.writes_a_minute = static_cast<int>(settings.server.writes_a_minute),
                      .governing = governing(),
                      .governing_proof = settings.session.administrators_proof_minutes * microseconds_a_minute};
    if (settings.tls.hsts_subdomains == 1) rules.transport_security = "max-age=31536000; includeSubDomains";
    return rules;
}

}  // namespace

void listen(Installation& installation, const std::function<void(std::uint16_t)>& ready) {
    const StopSignals signals;
    const auto rules = rules_of(installation.settings());
    site::Site site(
        installation.areas(), [&](std::string_view host) { return installation.tenant_of(host); }, rules);
    const auto description =
        std::make_shared<const std::string>(site::openapi(installation.areas(), "Torg", installation.settings().server.public_address));
    auto options = server_options(installation.settings());
    options.sends_file = [&](const http::Request& request) { return site.sends_file(request); };
    http::Server server(
        std::move(options),
        [&](http::Request& request) {
            // Behind a proxy cookies are for https only, also when the proxy forgets to say how the visitor came.
            if (installation.settings().tls.mode == config::Tls::proxy) request.secure = true;
            auto response = answer_of_program(request, installation, site, description);
            if (!response) return site.answer(request);
            site::add_safety_headers(*response, request, rules.transport_security);
            return *std::move(response);
        },
        [&](int status, const std::string& request_id) { return site.refuse(status, request_id); });
    JobRunners runners(installation);
    installation.when_read([&](Tenant& tenant) { runners.follow(tenant); });
    for (auto* tenant : installation.tenants()) runners.follow(*tenant);
    server.start();
    logging::info("listening", {{"address", installation.settings().server.address}, {"port", server.port()}});
    systemd::ready(server.listening_socket());
    ready(server.port());
    {
        const Watcher watcher(installation);
        signals.wait();
    }
    logging::info("stopping");
    systemd::stopping();
    server.stop();
    installation.when_read({});
    runners.stop();
}

}  // namespace app
