#include "areas/figures/area.h"

#include "areas/figures/embedded.h"  // texts/, made by the build
#include "areas/figures/handlers.h"
#include "engines/cases/find.h"
#include "engines/opinions/opinions.h"

namespace figures {

static void remove_old_invitations(Tenant& tenant, const jobs::Job&) { tenant.db.write(opinions::remove_old); }

Area area() {
    return {
        .name = "figures",
        .routes =
            {
                // Everyone who has the link.
                get("/tyck-till/{invitation_to_answer}", everyone, show_questions),
                post("/tyck-till/{invitation_to_answer}", everyone, answer_question),
                get("/uppfoljning", cases::may_read, show_figures),
                get("/uppfoljning/tjanster.csv", cases::may_read, figures_as_csv),
                get("/uppfoljning/{service}", cases::may_read, show_service),
                get("/uppfoljning/{service}/arenden", cases::may_read, show_cases),
                get("/uppfoljning/{service}/arenden.csv", cases::may_read, cases_as_csv),
                get("/uppfoljning/{service}/fore-och-efter", cases::may_read, show_study),
                get("/uppfoljning/{service}/fore-och-efter.csv", cases::may_read, study_as_csv),
            },
        .texts = embedded::texts(),
        .navigation = {{NavigationEntry::Place::staff_bar, "title", "/uppfoljning", cases::may_read}},
        .jobs = {{"figures.remove_old_invitations", remove_old_invitations, "day 03:50"}},
    };
}

}  // namespace figures
