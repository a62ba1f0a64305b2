#pragma once
/// What concerns the whole municipality: a right that counts only at the top of the organisation, so that who manages one school cannot
/// give herself the rest.
#include "engines/area/area.h"
#include "engines/identity/roles.h"
#include "engines/identity/units.h"

inline bool holds_at_the_top(db::Connection& db, const Visitor& visitor, Permission permission) {
    const auto top = identity::top_unit(db);
    return top && identity::has_right(db, visitor.account, permission.name, *top);
}

/// A route whose permission must be held at the top.
template <const Permission& permission, Handler handler>
Result<http::Response> at_the_top(Context& c) {
    const bool holds = c.db.read([&](db::Connection& db) { return holds_at_the_top(db, c.visitor, permission); });
    if (!holds) return failure(Fault::forbidden);
    return handler(c);
}
