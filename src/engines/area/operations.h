#pragma once
/// What the operating municipality can do with the installation: its Tenant alone carries these functions. In every other municipality
/// there is nothing to call, whatever rights someone there has come to hold.
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "engines/identity/visitor.h"
#include "foundation/base/result.h"

namespace installation {

/// Declared with Reach::installation.
inline constexpr Permission may_manage{"installation.manage"};

/// What is known of a municipality from outside.
struct Municipality {
    std::string slug, name;
    std::vector<std::string> hosts;
    std::string address;  ///< "https://exempelby.example"
    bool is_operator = false;
    bool is_paused = false;
    bool awaits_administrator = false;  ///< nobody there has chosen a password yet
};

/// Whether the e-services that are taken over are drafts for the municipality's own people to publish, or open at once.
enum class Taken { as_drafts, published };

struct FirstAdministrator {
    std::string username, name, email{};
};
struct NewMunicipality {
    std::string slug;  ///< "exempelby"
    std::string name;  ///< "Exempelby"
    std::vector<std::string> hosts{};
    std::string email{}, phone{};
    std::string brand{}, spark{};         ///< colours; empty: those of the house
    FirstAdministrator administrator{};   ///< without a username: none is made
    std::vector<std::string> services{};  ///< of those the program carries
    Taken taken = Taken::as_drafts;
};

/// Each writes into the log of the municipality that it changes, in the name of `by`; the caller writes into the operating one's.
struct Operations {
    std::function<std::vector<Municipality>()> municipalities;  ///< in order of their slugs
    /// It answers at once. The address at which its first administrator chooses a password. Fault::invalid by field: slug, hosts.
    std::function<Result<std::string>(const NewMunicipality&, const Visitor& by)> add;
    /// Another such address, as long as nobody there has chosen a password: Fault::conflict afterwards.
    std::function<Result<std::string>(std::string_view slug, const Visitor& by)> invite_again;
    /// Fault::invalid when a host leads to another municipality.
    std::function<Result<void>(std::string_view slug, const std::vector<std::string>& hosts, const Visitor& by)> change_hosts;
    /// Its pages say that it is paused and its jobs stand still; nothing is deleted. Fault::conflict for the operating one itself.
    std::function<Result<void>(std::string_view slug, const Visitor& by)> pause;
    std::function<Result<void>(std::string_view slug, const Visitor& by)> resume;
};

}  // namespace installation
