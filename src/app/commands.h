#pragma once
/// What the program can be told to do. Each returns the exit code: 0 done, 1 it was tried and something is wrong, 2 it was called wrongly.
#include <string>
#include <vector>

#include "foundation/config/config.h"

namespace app {

inline constexpr int done = 0, found_wrong = 1, called_wrongly = 2;

struct DemoOptions {
    std::uint16_t port = 8080;
    std::string data = "torg-demo";
    double scale = 1.0;  ///< how much content: 1 is a town of 40 000 over three years
    bool fresh = false;  ///< throw away what an earlier demo left
};
int demo(const DemoOptions&, config::Settings);
int serve(config::Settings);
int migrate(const config::Settings&);

struct NewTenant {
    std::string slug, name;
    std::vector<std::string> hosts;
    std::string services = "none";  ///< those that are open at once: "all", "none", or names with commas between
};
int tenant_add(const config::Settings&, const NewTenant&);
/// Names the municipality that may manage the others, and who there may do it.
int tenant_operator(const config::Settings&, const std::string& slug, const std::string& username);
int tenant_list(const config::Settings&);

struct NewUser {
    std::string tenant, username, name, email, password, role, unit;
};
int user_add(const config::Settings&, const NewUser&);
int user_list(const config::Settings&, const std::string& tenant);
int user_password(const config::Settings&, const std::string& tenant, const std::string& username, const std::string& password);
int user_disable(const config::Settings&, const std::string& tenant, const std::string& username);

int token_create(const config::Settings&, const std::string& tenant, const std::string& username, const std::string& name, int days);

int service_check(const std::vector<std::string>& files);
struct ServiceImport {
    std::vector<std::string> files{};
    bool publish = false;  ///< definitions of ours only: a form from elsewhere is always a draft
    std::string report{};  ///< file for what became of forms from elsewhere; "" prints it
};
int service_import(const config::Settings&, const std::string& tenant, const ServiceImport&);
/// Prints a form from elsewhere as a definition, and takes it in nowhere. Its report goes to the file, or to standard error.
int service_convert(const std::string& file, const std::string& report);
int service_export(const config::Settings&, const std::string& tenant, const std::string& service, int version);

/// Takes a file into the register of addresses and properties. `smaller`: also when it names less than half of what is there.
int addresses_import(const config::Settings&, const std::string& tenant, const std::string& file, bool smaller);
/// Takes a file into the register of things in the street. `kind`: of what names none; "" when the file tells it.
int assets_import(const config::Settings&, const std::string& tenant, const std::string& file, const std::string& kind, bool smaller);

int audit_verify(const config::Settings&, const std::string& tenant);
/// `keys`: the folder of the cases' keys; "" is the folder "keys" beside the backup.
int backup(const config::Settings&, const std::string& to, const std::string& keys);
int restore(const config::Settings&, const std::string& from, const std::string& keys);
int doctor(const config::Settings&, bool rebuild);
int routes();

}  // namespace app
