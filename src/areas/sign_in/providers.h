#pragma once
#include <string_view>

#include "engines/area/area.h"
#include "engines/oidc/provider.h"

namespace sign_in {

/// Null when the municipality has none of that name.
oidc::Provider* find_oidc_provider(const Tenant&, std::string_view name);
/// To the first page, or to the provider that the session comes from, which signs out too.
http::Response signed_out_answer(Context&);

}  // namespace sign_in
