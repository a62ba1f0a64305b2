#pragma once
/// E-identification as a value of functions. The simulated one exists only in a demo database.
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "engines/identity/personal_number.h"
#include "foundation/base/result.h"
#include "foundation/db/database.h"
#include "foundation/http/message.h"

namespace app {
class DemoCommand;  // `torg demo`
}

namespace identity {

/// Who the e-identification says it was.
struct EIdHolder {
    PersonalNumber number;
    std::string name;
};

struct EIdentification {
    std::string name;        ///< "oidc", "simulated": in addresses
    std::string shown_name;  ///< "Freja+"
    bool simulated = false;
    /// Where the browser goes. `state` comes back with it; `return_address` is the page that calls finish.
    std::function<std::string(std::string_view state, std::string_view return_address)> begin;
    /// Reads what came back.
    std::function<Result<EIdHolder>(const http::Request&)> finish;
};

/// Only `torg demo` and the tests can make one: `torg serve` has no way to turn the simulated e-identification on.
class DemoOnly {
    DemoOnly() = default;
    friend class ::app::DemoCommand;
    friend class TestsOnly;
};

/// Marks a new, empty database as a demo for good. Throws std::logic_error when it holds accounts or people, or was made for real.
void make_demo_database(db::Connection&, DemoOnly);
/// Marks it as real for good; `torg serve` does it when it sees the database for the first time.
void make_real_database(db::Connection&);
bool is_demo_database(db::Connection&);

struct DemoResident {
    std::string number;
    std::string name;
};
/// Believable people with the test numbers that Skatteverket gives out (serial 980–999, born in the 1890s).
std::vector<DemoResident> demo_residents();

/// Throws std::logic_error when the database is not a demo.
EIdentification simulated_e_identification(db::Database&, DemoOnly);

}  // namespace identity
