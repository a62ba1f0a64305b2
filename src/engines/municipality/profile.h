#pragma once
/// What a municipality says of itself: name, contact details, colours. Changed by its administrators.
#include <string>
#include <string_view>
#include <vector>

#include "foundation/base/result.h"
#include "foundation/db/database.h"
#include "foundation/texts/texts.h"

namespace municipality {

struct Profile {
    std::string name;  ///< "Exempelby"
    std::string email, phone, visiting_address;
    std::string protection_officer;  ///< e-mail of the data protection officer (GDPR art. 13.1 b, 30.1 a)
    std::string opening_hours_sv, opening_hours_en;
    std::string brand = "#0b4f6c";    ///< the colour of the house
    std::string spark = "#f2b632";    ///< one accent
    std::string further_languages{};  ///< that residents may read besides Swedish and English, by code: "fi ar"
    bool operator==(const Profile&) const = default;
};

/// What is not set has the default above.
Profile profile(db::Connection&);
void save(db::Connection&, const Profile&);

/// Fault::invalid names what is wrong: a name that is empty, an e-mail or colour that is none.
Result<Profile> checked(Profile typed);

/// In the order of the languages, whatever the order of the codes.
std::vector<Language> further_languages(const Profile&);

/// Host names that lead to the municipality, the first one in its letters.
std::vector<std::string> hosts(db::Connection&);
void set_hosts(db::Connection&, const std::vector<std::string>&);
/// The address of a host on this installation: the scheme and port of the installation's own address, as http://modellkoping.localhost:8080.
std::string address(std::string_view installation_address, std::string_view host);

/// A paused municipality answers nobody; nothing of it is removed.
bool is_paused(db::Connection&);
enum class Running { yes, paused };
void set_running(db::Connection&, Running);

/// The municipality's base map as GeoJSON (see foundation/geo/base_map.h); "" when it has none.
std::string base_map(db::Connection&);
void set_base_map(db::Connection&, std::string_view geojson);

/// False in a database that no migration has run in.
bool has_tables(db::Connection&);

}  // namespace municipality
