#include "areas/area_template/area.h"

#include "areas/area_template/embedded.h"  // migrations/ and texts/, made by the build
#include "areas/area_template/handlers.h"
#include "areas/area_template/store.h"

namespace area_template {
namespace {

constexpr Permission may_edit{"area_template.edit"};

void demo(Tenant& tenant, double) {
    tenant.db.write([](db::Connection& db) { store::add(db, {"Ett första exempel"}); });
}

}  // namespace

Area area() {
    return {
        .name = "area_template",
        .routes =
            {
                get("/area-template", everyone, show_notes),
                get("/handlaggning/area-template", may_edit, show_form),
                post("/handlaggning/area-template", may_edit, add_note),
            },
        .migrations = embedded::migrations(),
        .texts = embedded::texts(),
        .permissions = {{may_edit, "permission_edit"}},
        .navigation =
            {
                {NavigationEntry::Place::site_footer, "title", "/area-template"},
                {NavigationEntry::Place::staff_bar, "title", "/handlaggning/area-template", may_edit},
            },
        .demo = demo,
    };
}

}  // namespace area_template
