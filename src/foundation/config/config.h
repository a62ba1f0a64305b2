#pragma once
/// The program's settings: one TOML file, overruled by TORG_SECTION_KEY in the environment.
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "foundation/base/enum_names.h"
#include "foundation/base/result.h"
#include "foundation/config/mail_box.h"
#include "foundation/config/oidc_provider.h"
#include "foundation/log/log.h"

namespace config {

enum class DatabaseKind { sqlite, postgresql };
/// Who ends TLS: a proxy in front (nginx, Caddy), or nobody (demonstration and development).
enum class Tls { proxy, none };

/// What every key means, its default and its limits stand in keys.cpp, once.
struct Settings {
    struct Server {
        std::string address = "127.0.0.1";
        std::int64_t port = 8080;
        std::int64_t io_threads = 1;
        std::int64_t worker_threads = 32;
        std::vector<std::string> trusted_proxies{};
        std::string public_address = "http://localhost:8080";
        std::int64_t max_upload_mb = 25;
        std::int64_t writes_a_minute = 1200;
    } server{};
    struct Data {
        std::string folder = "torg-data";
    } data{};
    struct Database {
        DatabaseKind kind = DatabaseKind::sqlite;
        std::string connection{};
        std::int64_t connections = 8;
    } database{};
    struct Files {
        std::string folder{};
        std::string clamd_socket{};
        std::string s3_endpoint{}, s3_bucket{}, s3_key{}, s3_secret{};
        std::string s3_region = "us-east-1";
    } files{};
    struct Mail {
        std::string smtp{};
        std::string from = "torg@localhost";
        std::string outbox_folder{};
    } mail{};
    struct MailIn {
        std::vector<MailBox> boxes{};
    } mail_in{};
    struct Sms {
        std::string gateway{}, token{};
        std::string sender = "Kommunen";
    } sms{};
    struct Mailbox {
        std::string folder{};
    } mailbox{};
    struct Log {
        logging::Level level = logging::Level::info;
    } log{};
    struct Jobs {
        std::int64_t workers = 2;
    } jobs{};
    struct Undo {
        std::int64_t minutes = 10;
    } undo{};
    struct Session {
        std::int64_t idle_minutes = 30;
        std::int64_t absolute_hours = 12;
        std::int64_t proof_minutes = 0;
        std::int64_t administrators_proof_minutes = 15;
    } session{};
    struct Directories {
        std::string population{}, property{}, organisation{}, map{};
        std::string token{};
    } directories{};
    struct Map {
        std::string tiles{}, credit{};
    } map{};
    struct Outgoing {
        std::vector<std::string> hosts_inside{};
    } outgoing{};
    struct SignIn {
        std::vector<OidcProvider> oidc{};
        std::string oidc_file{};
    } sign_in{};
    struct Cards {
        std::string authorities{}, revocations{};
        std::int64_t port = 0;
    } cards{};
    struct SamlFront {
        std::string secret{};
        std::string shown_name = "e-legitimation";
        std::vector<std::string> levels{"http://id.elegnamnden.se/loa/1.0/loa3", "http://id.elegnamnden.se/loa/1.0/loa4"};
    } saml_front{};
    struct SamlStaff {
        std::string secret{};
        std::string municipality{};
        std::string shown_name = "kommunens konto";
        std::vector<std::string> levels{}, strong_levels{}, roles{};
        std::int64_t always_asks = 0;
    } saml_staff{};
    struct TlsSection {
        Tls mode = Tls::proxy;
        std::int64_t hsts_subdomains = 0;
    } tls{};

    std::string files_folder() const { return files.folder.empty() ? data.folder + "/files" : files.folder; }
    std::string previews_folder() const { return data.folder + "/previews"; }
    std::string outbox_folder() const { return mail.outbox_folder.empty() ? data.folder + "/outbox" : mail.outbox_folder; }
};

struct Problem {
    int line = 0;  ///< in the file; 0 for the environment
    std::string message;
};
using Environment = std::map<std::string, std::string>;

/// Every problem at once, so that they can all be mended in one go.
tl::expected<Settings, std::vector<Problem>> read(std::string_view toml, const Environment& = {});
/// The file at `path`, or the defaults alone when `path` is "", with the process's environment.
tl::expected<Settings, std::vector<Problem>> read_file(const std::string& path);
/// A complete torg.toml: every key with its default and what it is for.
std::string documented();

}  // namespace config

template <>
inline constexpr EnumNames<config::DatabaseKind, 2> names_of<config::DatabaseKind>{
    {{config::DatabaseKind::sqlite, "sqlite"}, {config::DatabaseKind::postgresql, "postgresql"}}};
template <>
inline constexpr EnumNames<config::Tls, 2> names_of<config::Tls>{{{config::Tls::proxy, "proxy"}, {config::Tls::none, "none"}}};
