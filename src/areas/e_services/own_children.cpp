#include "areas/e_services/own_children.h"

#include <algorithm>

#include "areas/e_services/sending.h"
#include "engines/directories/children.h"
#include "engines/identity/keys.h"

namespace e_services {
namespace {

/// Nobody is offered another's children: not who helps, and not the staff.
bool may_choose(const Visitor& visitor, const services::Service& service, const drafts::Draft& draft) {
    return applying(visitor, service).is_resident() && draft.is_for_oneself();
}

std::string value_of(const Tenant& tenant, const std::string& number) {
    return identity::mac(tenant.secret, "offered child", number).substr(0, 16);
}

}  // namespace

void prepare_own_children(db::Connection& db, const Tenant& tenant, const Visitor& visitor, const services::Service& service,
                          const drafts::Draft& draft) {
    const auto asks = [](const forms::Page& page) { return forms::asks_for_child(page.fields); };
    if (may_choose(visitor, service, draft) && std::ranges::any_of(service.form.pages, asks))
        directories::ask_for_children(db, tenant, visitor, directories::ChildrenFor::form);
}

forms::OfferedChildren offered_children(Context& c, const services::Service& service, const forms::Page& page, const drafts::Draft& draft) {
    if (!forms::asks_for_child(page.fields) || !may_choose(c.visitor, service, draft)) return {};
    const bool is_time =
        c.db.read([&](db::Connection& db) { return directories::should_ask_for_children(db, c.tenant, c.visitor.person); });
    if (is_time)
        c.db.write([&](db::Connection& db) { directories::ask_for_children(db, c.tenant, c.visitor, directories::ChildrenFor::form); });
    const auto known = c.db.read([&](db::Connection& db) { return directories::own_children(db, c.tenant, c.visitor.person); });
    forms::OfferedChildren offered{.is_awaited = known.is_awaited};
    for (const auto& child : known.all)
        offered.all.push_back({value_of(c.tenant, child.number), child.given_name, child.name, child.number});
    return offered;
}

}  // namespace e_services
