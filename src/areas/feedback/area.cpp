#include "areas/feedback/area.h"

#include "areas/feedback/demo.h"
#include "areas/feedback/embedded.h"  // migrations/ and texts/, made by the build
#include "areas/feedback/handlers.h"
#include "areas/feedback/spoken.h"
#include "areas/feedback/topics.h"
#include "engines/cases/find.h"

namespace feedback {

static void find_topics(Tenant& tenant, const jobs::Job&) { group_feedback(tenant); }

Area area() {
    return {
        .name = "feedback",
        .routes =
            {
                shared(get("/sagt-och-gjort", everyone, show_published)),

                get("/personal/synpunkter/ny", may_register, show_new),
                post("/personal/synpunkter/ny", may_register, register_spoken),

                get("/personal/synpunkter", cases::may_read, show_list),
                get("/personal/synpunkter/utforare", cases::may_read, show_own_as_provider),
                get("/personal/synpunkter/utforare/{feedback}", cases::may_read, show_as_provider),
                get("/personal/synpunkter/installningar", may_manage, show_settings),
                post("/personal/synpunkter/installningar", may_manage, save_settings),
                get("/personal/synpunkter/amnen", cases::may_read, show_topics),
                get("/personal/synpunkter/publicerat", cases::may_decide, show_own_published),
                get("/personal/synpunkter/arende/{feedback}", cases::may_read, show_feedback),
                post("/personal/synpunkter/arende/{feedback}/avsluta", cases::may_decide, finish_feedback),
                post("/personal/synpunkter/arende/{feedback}/overklagande", cases::may_decide, pass_on_appeal),
                post("/personal/synpunkter/arende/{feedback}/koppla", cases::may_decide, link_feedback),
                post("/personal/synpunkter/arende/{feedback}/flytta", cases::may_decide, move_feedback),
                get("/personal/synpunkter/arende/{feedback}/sagt", cases::may_decide, show_story),
                post("/personal/synpunkter/arende/{feedback}/sagt", cases::may_decide, save_story),
                post("/personal/synpunkter/arende/{feedback}/sagt/ta-bort", cases::may_decide, take_back_story),
            },
        .migrations = embedded::migrations(),
        .texts = embedded::texts(),
        .permissions = {{may_register, "permission_register"}, {may_manage, "permission_manage"}},
        .navigation = {{NavigationEntry::Place::site_footer, "said_and_done", "/sagt-och-gjort"},
                       {NavigationEntry::Place::staff_bar, "write_down", "/personal/synpunkter/ny", may_register},
                       {NavigationEntry::Place::staff_bar, "feedback", "/personal/synpunkter", cases::may_read},
                       {NavigationEntry::Place::staff_bar, "settings", "/personal/synpunkter/installningar", may_manage}},
        .jobs = {{"feedback.find_topics", find_topics, "day 02:40"}},
        .demo = make_demo,
    };
}

}  // namespace feedback
