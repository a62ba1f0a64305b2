#pragma once
/// What a directory's records say (the contract in docs/operate.md). Only the .cpp files of this folder include it.
#include <optional>
#include <string>
#include <vector>

#include "engines/directories/directories.h"
#include "engines/forms/answers.h"
#include "foundation/geo/base_map.h"
#include "foundation/json/json.h"

namespace directories {

struct Person {
    bool is_protected = false;       ///< also when what the register says of it cannot be understood
    bool is_said_protected = false;  ///< the register has said so outright
    bool is_unprotected = false;     ///< and so has it here
    std::string municipality, registered_on;
    std::string deregistered;  ///< why: dead, moved abroad
    std::string given_name, family_name;
    std::optional<forms::Address> address{};
    std::vector<std::string> guardians;   ///< personal numbers
    std::vector<std::string> custody_of;  ///< personal numbers of the children

    std::string name() const { return given_name + (family_name.empty() ? "" : " ") + family_name; }
};
/// Of a protected person nothing but that is read, whatever the register sent.
Person person_of(const json::Value&);
/// Where the register is connected (residence.h). Blocks: for jobs.
Reply person_in_register(const Tenant&, const std::string& personal_number);

struct Owner {
    std::string number, name;
};
struct Property {
    std::string designation;
    std::vector<Owner> owners;
};
Property property_of(const json::Value&);

struct Organisation {
    std::string name, form, status;        ///< active, liquidation, bankrupt, dissolved
    std::vector<std::string> signatories;  ///< personal numbers of those who may sign alone (firmatecknare)
};
Organisation organisation_of(const json::Value&);

/// Nothing unless it lies on earth.
std::optional<geo::Position> position_of(const json::Value&);

}  // namespace directories
