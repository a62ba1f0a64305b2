#include "foundation/config/keys.h"

namespace config {

static const ProviderKey table[] = {
    {"name", "In addresses, as \"freja\": a–z, 0–9 and -. The provider is told https://<municipality>/logga-in/svar/<name>.",
     [](OidcProvider& p) -> Place { return &p.name; }},
    {"shown_name", "What people know it as: \"Freja\", \"kommunens konto\".", [](OidcProvider& p) -> Place { return &p.shown_name; }},
    {"for", "\"residents\" are found by personal number; \"staff\" by the account that they have already.",
     [](OidcProvider& p) -> Place { return &p.signs_in; }},
    {"municipality", "The one it is for; empty: all.", [](OidcProvider& p) -> Place { return &p.municipality; }},
    {"issuer", "The provider's issuer, exactly as it writes it itself; https://.", [](OidcProvider& p) -> Place { return &p.issuer; }},
    {"client_id", "What the provider calls Torg.", [](OidcProvider& p) -> Place { return &p.client_id; }},
    {"client_secret", "The secret that the provider gave.", [](OidcProvider& p) -> Place { return &p.client_secret; }},
    {"private_key_file", "For private_key_jwt: a file with a private JWK, whose public part the provider has.",
     [](OidcProvider& p) -> Place { return &p.private_key_file; }},
    {"client_authentication", "\"client_secret_basic\", \"client_secret_post\" or \"private_key_jwt\".",
     [](OidcProvider& p) -> Place { return &p.client_authentication; }},
    {"scopes", "What is asked for.", [](OidcProvider& p) -> Place { return &p.scopes; }},
    {"number_claims", "Residents: claims with the personal or coordination number; the first that is there counts.",
     [](OidcProvider& p) -> Place { return &p.number_claims; }},
    {"name_claim", "Residents: the claim with the name.", [](OidcProvider& p) -> Place { return &p.name_claim; }},
    {"account_claim", "Staff: the claim that is the username of their account.", [](OidcProvider& p) -> Place { return &p.account_claim; }},
    {"roles_claim", "Staff: the claim that lists their groups; empty: roles are given in Torg alone.",
     [](OidcProvider& p) -> Place { return &p.roles_claim; }},
    {"roles",
     "Staff: which group gives which role and where, as [\"case-officer @ skola = Handläggare skola\"]; without @ in the whole "
     "municipality. "
     "Given and taken away at each sign-in; see docs/operate.md.",
     [](OidcProvider& p) -> Place { return &p.roles; }},
    {"assurance_levels", "Values of acr, one of which is needed to come in; empty: any.",
     [](OidcProvider& p) -> Place { return &p.assurance_levels; }},
    {"strong_levels", "Values of acr that count as a second step, which cases with secrecy want; empty: none does.",
     [](OidcProvider& p) -> Place { return &p.strong_levels; }},
};

std::span<const ProviderKey> provider_keys() { return table; }

}  // namespace config
