#include "app/sign_in_providers.h"

#include "app/installation.h"
#include "engines/identity/saml_front.h"
#include "engines/oidc/saml_front.h"

namespace app {

static constexpr std::size_t shortest_secret = 32;

static void add_saml_front(Tenant& tenant, const config::Settings::SamlFront& front) {
    if (front.secret.empty()) return;
    if (front.secret.size() < shortest_secret) throw UsageError{"[saml_front] secret must have at least 32 characters"};
    tenant.e_identifications.push_back(
        identity::saml_front({.secret = front.secret, .shown_name = front.shown_name, .levels = front.levels}));
}

static void add_provider(Tenant& tenant, const config::OidcProvider& provider) {
    try {
        tenant.oidc_providers.push_back(std::make_shared<oidc::Provider>(provider));
    } catch (const std::invalid_argument& wrong) { throw UsageError{wrong.what()}; }
}

static void add_saml_staff(Tenant& tenant, const config::Settings::SamlStaff& front) {
    const auto provider = oidc::provider_of(front);
    if (!provider) return;
    if (front.secret.size() < shortest_secret) throw UsageError{"[saml_staff] secret must have at least 32 characters"};
    add_provider(tenant, *provider);
}

void add_sign_in_providers(Tenant& tenant, const config::Settings& settings) {
    tenant.cards = {.authorities = settings.cards.authorities, .revocations = settings.cards.revocations, .port = settings.cards.port};
    add_saml_front(tenant, settings.saml_front);
    add_saml_staff(tenant, settings.saml_staff);
    for (const auto& provider : settings.sign_in.oidc) {
        if (!provider.municipality.empty() && provider.municipality != tenant.slug) continue;
        add_provider(tenant, provider);
    }
}

}  // namespace app
