#include "app/sign_in_providers.h"

#include <set>

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

/// Accounts of two municipalities may have the same name, so the front tells of one municipality's staff alone.
static void add_saml_staff(Tenant& tenant, const config::Settings& settings, std::string_view operating) {
    const auto& front = settings.saml_staff;
    const auto provider = oidc::provider_of(front);
    if (!provider) return;
    if (front.secret.size() < shortest_secret) throw UsageError{"[saml_staff] secret must have at least 32 characters"};
    if (front.secret == settings.saml_front.secret) throw UsageError{"[saml_staff] and [saml_front] must not have the same secret"};
    if (tenant.slug == (front.municipality.empty() ? operating : front.municipality)) add_provider(tenant, *provider);
}

static void refuse_names_twice(const Tenant& tenant) {
    std::set<std::string> names;
    for (const auto& provider : tenant.oidc_providers)
        if (!names.insert(provider->settings().name).second)
            throw UsageError{"two ways of signing in are named " + provider->settings().name};
}

void add_sign_in_providers(Tenant& tenant, const config::Settings& settings, std::string_view operating) {
    tenant.cards = {.authorities = settings.cards.authorities, .revocations = settings.cards.revocations, .port = settings.cards.port};
    add_saml_front(tenant, settings.saml_front);
    add_saml_staff(tenant, settings, operating);
    for (const auto& provider : settings.sign_in.oidc) {
        if (!provider.municipality.empty() && provider.municipality != tenant.slug) continue;
        add_provider(tenant, provider);
    }
    refuse_names_twice(tenant);
}

}  // namespace app
