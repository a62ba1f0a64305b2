#pragma once
/// The municipalities of the installation, for the operating one.
#include <vector>

#include "areas/administration/page.h"
#include "engines/area/operations.h"

namespace administration {

inline constexpr std::string_view municipalities_address = "/administration/kommuner";
std::string municipality_address(std::string_view slug);

struct MunicipalityForm {
    std::string name, slug, hosts, email, phone, brand, spark;
    std::string administrator_name, username, administrator_email;
    std::vector<std::string> services{};
};
/// With the colours of the house.
MunicipalityForm empty_municipality_form();
/// What can be said without knowing the other municipalities. A short name that is not given is made from the name.
Result<installation::NewMunicipality> checked(const MunicipalityForm&);
/// Host names with space or line ends between, as browsers send them.
Result<std::vector<std::string>> checked_hosts(std::string_view typed);

/// An e-service that the new municipality can take over.
struct Offered {
    std::string id, title;
};

http::Response municipalities_page(const Context&, const std::vector<installation::Municipality>&);
http::Response new_municipality_page(const Context&, const MunicipalityForm&, const std::vector<Offered>&, const std::vector<FieldError>&);
http::Response municipality_page(const Context&, const installation::Municipality&, const std::string& hosts,
                                 const std::vector<FieldError>&);
/// The only page that shows the address at which the first administrator chooses a password.
http::Response invitation_page(const Context&, const installation::Municipality&, std::string_view address);

}  // namespace administration
