#pragma once
/// Invented municipalities: catalogue/towns/*.yaml.
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

#include "engines/forms/words.h"
#include "foundation/yaml/yaml.h"

namespace towns {

using forms::Words;

struct TownUnit {
    std::string slug;
    Words name{};
    std::string parent{};  ///< slug; empty: directly under the municipality
    bool committee = false;
};
struct TownDelegation {
    std::string id;  ///< "BUN 4.2"
    Words text{};
    std::string law{};
    std::string unit{};  ///< where the officers sit
};

struct Town {
    std::string id;  ///< "exempelby"
    Words name{}, organisation{};
    std::int64_t residents = 0;
    std::string brand{}, spark{};
    std::vector<std::string> further_languages{};  ///< that it offers its residents: "fi"
    double latitude = 0, longitude = 0;
    std::string phone{}, email{}, visiting_address{}, protection_officer{};
    Words opening_hours{};  ///< a line for each place
    std::vector<TownUnit> units{};
    std::vector<TownDelegation> delegation{};
    std::vector<std::string> preschools{}, schools{};
    /// Who mends faults outside the house: the categories they take, and whether a link or mail leads them there.
    struct FaultReceiver {
        std::string name, email;
        bool is_by_email = false;
        std::vector<std::string> takes{};
    };
    std::vector<FaultReceiver> fault_receivers{};
    /// What mending takes: prices as they are typed, and of which categories; a repair takes `most` of it at the most.
    struct FaultResource {
        std::string name, unit, kronor, kilograms;
        std::int64_t most = 1;
        std::vector<std::string> goes_into{};
    };
    std::vector<FaultResource> fault_resources{};
    std::vector<std::string> property_blocks{}, associations{}, companies{}, streets{}, first_names{}, surnames{};

    const TownUnit* unit(std::string_view slug) const;
    /// The committee that a unit stands under, or is; "" for none.
    std::string committee_of(std::string_view unit_slug) const;
};

/// The town, or everything that is wrong with its file.
tl::expected<Town, std::vector<yaml::Problem>> parse_town(std::string_view yaml);

/// Those that the program carries, in order of id.
const std::vector<Town>& towns();
/// Throws std::out_of_range when the program carries none of that id.
const Town& town(std::string_view id);

}  // namespace towns
