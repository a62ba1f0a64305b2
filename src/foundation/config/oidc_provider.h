#pragma once
/// A provider of sign-in by OpenID Connect, as [[sign_in.oidc]] names it. What every key means stands in provider_keys.cpp.
#include <string>
#include <vector>

#include "foundation/base/enum_names.h"

namespace config {

enum class SignsIn { residents, staff };
enum class ClientAuthentication { basic, post, private_key };

struct OidcProvider {
    std::string name{}, shown_name{};
    SignsIn signs_in = SignsIn::residents;
    std::string municipality{};
    std::string issuer{}, client_id{}, client_secret{}, private_key_file{};
    ClientAuthentication client_authentication = ClientAuthentication::basic;
    std::vector<std::string> scopes{"openid", "profile", "https://id.oidc.se/scope/naturalPersonNumber"};
    std::vector<std::string> number_claims{"https://id.oidc.se/claim/personalIdentityNumber",
                                           "https://id.oidc.se/claim/coordinationNumber"};
    std::string name_claim = "name";
    std::string account_claim = "https://id.oidc.se/claim/orgAffiliation";
    std::string roles_claim{};
    std::vector<std::string> roles{};
    std::vector<std::string> assurance_levels{"http://id.elegnamnden.se/loa/1.0/loa3", "http://id.elegnamnden.se/loa/1.0/loa4"};
    std::vector<std::string> strong_levels{"http://id.elegnamnden.se/loa/1.0/loa3", "http://id.elegnamnden.se/loa/1.0/loa4"};
    // Of [saml_staff]: no provider of OpenID Connect at all, but a front that speaks SAML.
    std::string front_secret{};
    bool front_always_asks = false;

    bool is_front() const { return !front_secret.empty(); }
};

}  // namespace config

template <>
inline constexpr EnumNames<config::SignsIn, 2> names_of<config::SignsIn>{
    {{config::SignsIn::residents, "residents"}, {config::SignsIn::staff, "staff"}}};
template <>
inline constexpr EnumNames<config::ClientAuthentication, 3> names_of<config::ClientAuthentication>{
    {{config::ClientAuthentication::basic, "client_secret_basic"},
     {config::ClientAuthentication::post, "client_secret_post"},
     {config::ClientAuthentication::private_key, "private_key_jwt"}}};
