#include "foundation/db/connection_string.h"

#include <libpq-fe.h>

#include <algorithm>
#include <map>
#include <memory>

#include "foundation/base/this_machine.h"
#include "foundation/base/unicode.h"

namespace db {

std::string problem_of_connection(const std::string& connection) {
    char* said = nullptr;
    const std::unique_ptr<PQconninfoOption, decltype(&PQconninfoFree)> options(PQconninfoParse(connection.c_str(), &said), PQconninfoFree);
    const std::unique_ptr<char, decltype(&PQfreemem)> error(said, [](void* text) { PQfreemem(text); });
    if (!options) return "the connection string cannot be read: " + std::string(trimmed(error ? error.get() : ""));
    std::map<std::string_view, std::string_view> given;
    for (const auto* option = options.get(); option->keyword; ++option)
        if (option->val) given[option->keyword] = option->val;
    // hostaddr is where it goes; host is then only the name of the certificate. A path, or "@…", is a socket.
    const auto hosts = split(given.contains("hostaddr") ? given["hostaddr"] : given["host"], ',');
    const bool stays = std::ranges::all_of(hosts, [](std::string_view host) {
        return host.empty() || host.starts_with('/') || host.starts_with('@') || is_this_machine(host);
    });
    if (stays || given["sslmode"] == "verify-full") return {};
    return "PostgreSQL on another machine needs sslmode=verify-full, and sslrootcert= with the authority of its certificate";
}

}  // namespace db
