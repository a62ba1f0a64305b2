#include "areas/representatives/area.h"

#include "areas/representatives/embedded.h"  // texts/, made by the build
#include "areas/representatives/handlers.h"
#include "engines/area/at_the_top.h"

namespace representatives {

Area area() {
    return {
        .name = "representatives",
        .routes =
            {
                get("/mina-sidor/fullmakter", signed_in_resident, show_mine),
                get("/mina-sidor/fullmakter/ge", signed_in_resident, show_giving),
                post("/mina-sidor/fullmakter/ge", signed_in_resident, give_mandate),
                get("/mina-sidor/fullmakter/be-om", signed_in_resident, show_asking),
                post("/mina-sidor/fullmakter/be-om", signed_in_resident, ask_mandate),
                get("/mina-sidor/fullmakter/firma", signed_in_resident, show_organisation),
                post("/mina-sidor/fullmakter/firma", signed_in_resident, add_organisation),
                get("/mina-sidor/fullmakter/{mandate}", signed_in_resident, show_mandate),
                post("/mina-sidor/fullmakter/{mandate}/svara", signed_in_resident, answer_mandate),
                post("/mina-sidor/fullmakter/{mandate}/avsluta", signed_in_resident, end_mandate),
                get("/fullmakter", may_register, at_the_top<may_register, show_registered>),
                post("/fullmakter", may_register, at_the_top<may_register, register_mandate>),
                post("/fullmakter/sok", may_register, at_the_top<may_register, search_registered>),
                post("/fullmakter/{mandate}/avsluta", may_register, at_the_top<may_register, end_registered>),
                get("/fullmakter/{mandate}/papper", may_register, at_the_top<may_register, show_paper>),
            },
        .texts = embedded::texts(),
        .permissions = {{may_register, "permission_register"}},
        .navigation = {{NavigationEntry::Place::staff_bar, "registered_title", "/fullmakter", may_register}},
    };
}

}  // namespace representatives
