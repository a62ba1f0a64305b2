#include "foundation/config/config.h"

#include <fmt/format.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include "foundation/config/keys.h"

static std::vector<config::Problem> problems(std::string_view toml, const config::Environment& environment = {}) {
    const auto settings = config::read(toml, environment);
    REQUIRE_FALSE(settings);
    return settings.error();
}

TEST_CASE("an empty file gives the defaults") {
    const auto settings = config::read("");
    REQUIRE(settings);
    CHECK(settings->server.port == 8080);
    CHECK(settings->undo.minutes == 10);
    CHECK(settings->session.idle_minutes == 30);
    CHECK(settings->session.absolute_hours == 12);
    CHECK(settings->database.kind == config::DatabaseKind::sqlite);
}

TEST_CASE("the file sets values of every type") {
    const auto settings = config::read(R"([server]
port = 9000
trusted_proxies = ["127.0.0.1", "::1"]
[database]
kind = "postgresql"
connection = "dbname=torg"
[log]
level = "debug"
[tls]
mode = "none"
)");
    REQUIRE(settings);
    CHECK(settings->server.port == 9000);
    CHECK(settings->server.trusted_proxies == std::vector<std::string>{"127.0.0.1", "::1"});
    CHECK(settings->database.kind == config::DatabaseKind::postgresql);
    CHECK(settings->database.connection == "dbname=torg");
    CHECK(settings->log.level == logging::Level::debug);
    CHECK(settings->tls.mode == config::Tls::none);
}

TEST_CASE("the environment overrules the file") {
    const auto settings = config::read("[server]\nport = 9000\n", {{"TORG_SERVER_PORT", "9001"},
                                                                   {"TORG_SERVER_TRUSTED_PROXIES", "10.0.0.1, 10.0.0.2"},
                                                                   {"TORG_DATABASE_KIND", "postgresql"},
                                                                   {"PATH", "/bin"},
                                                                   {"TORG_TEST_POSTGRESQL", "read by tests"}});
    REQUIRE(settings);
    CHECK(settings->server.port == 9001);
    CHECK(settings->server.trusted_proxies == std::vector<std::string>{"10.0.0.1", "10.0.0.2"});
    CHECK(settings->database.kind == config::DatabaseKind::postgresql);
}

TEST_CASE("an unknown key is refused with its line and the nearest known one") {
    const auto found = problems("[server]\nport = 1\nprot = 2\n");
    REQUIRE(found.size() == 1);
    CHECK(found[0].line == 3);
    CHECK(found[0].message == "server.prot is not a setting; did you mean server.port?");
    CHECK(problems("[sever]\nport = 1\n")[0].message.find("server.port?") != std::string::npos);
    CHECK(problems("port = 1\n")[0].message == "port stands outside a [section]");
    CHECK(problems("", {{"TORG_SERVER_PROT", "1"}})[0].message == "TORG_SERVER_PROT is not a setting; did you mean TORG_SERVER_PORT?");
}

TEST_CASE("a value of the wrong type or outside its limits names the line and what it must be") {
    CHECK(problems("[server]\n\nport = \"80\"\n")[0].line == 3);
    CHECK(problems("[server]\nport = \"80\"\n")[0].message == "server.port must be a whole number from 0 to 65535");
    CHECK(problems("[server]\nport = 70000\n")[0].message == "server.port must be a whole number from 0 to 65535");
    CHECK(problems("[server]\naddress = 1\n")[0].message == "server.address must be a text in quotes");
    CHECK(problems("[server]\ntrusted_proxies = [1]\n")[0].message.find("a list of texts") != std::string::npos);
    CHECK(problems("[database]\nkind = \"oracle\"\n")[0].message == "database.kind must be \"sqlite\" or \"postgresql\"");
    CHECK(problems("", {{"TORG_SERVER_PORT", "80a"}})[0].message == "TORG_SERVER_PORT must be a whole number from 0 to 65535");
}

TEST_CASE("every problem is told at once, and a broken file tells its line") {
    CHECK(problems("[server]\nport = \"x\"\nname = 1\n", {{"TORG_X", "1"}}).size() == 3);
    CHECK(problems("[server]\nport = = 1\n")[0].line == 2);
}

TEST_CASE("each [[sign_in.oidc]] is a provider, with the names of the Swedish profile unless said otherwise") {
    const auto settings = config::read(R"([[sign_in.oidc]]
name = "freja"
shown_name = "Freja"
issuer = "https://idp.example"
client_id = "torg"
[[sign_in.oidc]]
name = "entra"
shown_name = "kommunens konto"
for = "staff"
issuer = "https://login.example"
client_id = "torg"
client_authentication = "private_key_jwt"
assurance_levels = []
)");
    REQUIRE(settings);
    REQUIRE(settings->sign_in.oidc.size() == 2);
    const auto &freja = settings->sign_in.oidc[0], &entra = settings->sign_in.oidc[1];
    CHECK(freja.signs_in == config::SignsIn::residents);
    CHECK(freja.number_claims.front() == "https://id.oidc.se/claim/personalIdentityNumber");
    CHECK(freja.assurance_levels.front() == "http://id.elegnamnden.se/loa/1.0/loa3");
    CHECK(entra.signs_in == config::SignsIn::staff);
    CHECK(entra.client_authentication == config::ClientAuthentication::private_key);
    CHECK(entra.assurance_levels.empty());
}

TEST_CASE("a provider that lacks something or has something unknown is told with its line") {
    CHECK(problems("[[sign_in.oidc]]\nname = \"a\"\n").size() == 3);
    CHECK(problems("[[sign_in.oidc]]\nname = 1\n")[0].message == "sign_in.oidc.name must be a text in quotes");
    CHECK(problems("[[sign_in.oidc]]\nisuer = \"a\"\n")[0].line == 2);
    CHECK(problems("[sign_in]\noidc = 1\n")[0].message.find("[[sign_in.oidc]]") != std::string::npos);
}

TEST_CASE("providers may stand in a file of their own") {
    const auto folder = std::filesystem::temp_directory_path();
    const auto file = (folder / fmt::format("torg-config-{}.toml", ::getpid())).string();
    const auto providers = (folder / fmt::format("torg-providers-{}.toml", ::getpid())).string();
    std::ofstream(file) << "[sign_in]\noidc_file = \"" << providers << "\"\n";
    CHECK_FALSE(config::read_file(file));
    std::ofstream(providers) << "[[sign_in.oidc]]\nname = \"a\"\nshown_name = \"A\"\nissuer = \"https://a\"\nclient_id = \"torg\"\n";
    const auto settings = config::read_file(file);
    REQUIRE(settings);
    CHECK(settings->sign_in.oidc.size() == 1);
    std::filesystem::remove(file);
    std::filesystem::remove(providers);
}

TEST_CASE("the documented file is complete and gives the defaults") {
    const auto text = config::documented();
    const auto settings = config::read(text);
    REQUIRE(settings);
    for (const auto& key : config::keys()) {
        CAPTURE(key.name);
        CHECK(text.find(std::string(key.documentation)) != std::string::npos);
        CHECK(text.find("\n" + std::string(key.name) + " = ") != std::string::npos);
    }
    CHECK(settings->server.port == config::Settings{}.server.port);
    CHECK(settings->mail.from == config::Settings{}.mail.from);
}

TEST_CASE("files and the outbox live in the data folder unless said otherwise") {
    CHECK(config::read("[data]\nfolder = \"/srv/torg\"\n")->files_folder() == "/srv/torg/files");
    CHECK(config::read("[files]\nfolder = \"/srv/files\"\n")->files_folder() == "/srv/files");
    CHECK(config::read("[data]\nfolder = \"/srv/torg\"\n")->outbox_folder() == "/srv/torg/outbox");
}

TEST_CASE("a file that is not there is a problem, not a default") { CHECK_FALSE(config::read_file("/nonexistent/torg.toml")); }

TEST_CASE("each mailbox that mail is fetched from has its own table, and says what it lacks") {
    const auto settings = config::read(
        "[[mail_in.box]]\nserver = \"imaps://a.example\"\nuser = \"a\"\npassword_file = \"/a\"\n[[mail_in.box]]\nserver = "
        "\"imaps://b.example\"\n"
        "user = \"b\"\nminutes = 5\n");
    REQUIRE(settings);
    REQUIRE(settings->mail_in.boxes.size() == 2);
    CHECK(settings->mail_in.boxes[0].folder == "INBOX");
    CHECK(settings->mail_in.boxes[1].minutes == 5);
    CHECK(problems("[[mail_in.box]]\nuser = \"a\"\n")[0].message == "mail_in.box.server is missing");
    CHECK(problems("[[mail_in.box]]\nserver = \"imaps://a\"\nuser = \"a\"\npasword = \"b\"\n")[0].message.find("mail_in.box.pasword") == 0);
    CHECK(problems("[mail_in.box]\nuser = \"a\"\n")[0].message == "mail_in.box must be written [[mail_in.box]], once for each");
    const auto text = config::documented();
    for (const auto& key : config::box_keys()) CHECK(text.find(std::string(key.documentation)) != std::string::npos);
}
