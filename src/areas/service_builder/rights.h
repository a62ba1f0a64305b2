#pragma once
/// A service is the whole municipality's: the rights to build and to publish count only at the top of the organisation.
#include "engines/area/area.h"
#include "engines/identity/roles.h"
#include "engines/identity/units.h"

namespace service_builder {

inline constexpr Permission may_build{"services.build"};
inline constexpr Permission may_publish{"services.publish"};

inline bool holds_at_the_top(db::Connection& db, const Visitor& visitor, Permission permission) {
    const auto top = identity::top_unit(db);
    return top && identity::has_right(db, visitor.account, permission.name, *top);
}

template <const Permission& permission, Handler handler>
Result<http::Response> at_the_top(Context& c) {
    const bool holds = c.db.read([&](db::Connection& db) { return holds_at_the_top(db, c.visitor, permission); });
    if (!holds) return failure(Fault::forbidden);
    return handler(c);
}

}  // namespace service_builder
