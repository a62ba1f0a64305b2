#include "app/sign_in_providers.h"

#include "app/installation.h"
#include "engines/oidc/provider.h"

namespace app {

void add_sign_in_providers(Tenant& tenant, const config::Settings& settings) {
    tenant.cards = {.authorities = settings.cards.authorities, .revocations = settings.cards.revocations, .port = settings.cards.port};
    for (const auto& provider : settings.sign_in.oidc) {
        if (!provider.municipality.empty() && provider.municipality != tenant.slug) continue;
        try {
            tenant.oidc_providers.push_back(std::make_shared<oidc::Provider>(provider));
        } catch (const std::invalid_argument& wrong) { throw UsageError{wrong.what()}; }
    }
}

}  // namespace app
