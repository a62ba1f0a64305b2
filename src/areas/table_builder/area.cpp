#include "areas/table_builder/area.h"

#include "areas/table_builder/demo.h"
#include "areas/table_builder/embedded.h"  // migrations/ and texts/, made by the build
#include "areas/table_builder/handlers.h"
#include "areas/table_builder/replay.h"

namespace table_builder {

Area area() {
    using decision_tables::may_approve, decision_tables::may_read, decision_tables::may_write;
    return {
        .name = "table_builder",
        .routes =
            {
                get("/beslutstabeller", may_read, show_tables),
                post("/beslutstabeller", may_write, add_table),
                get("/beslutstabeller/{decision_table}", may_read, show_table),
                post("/beslutstabeller/{decision_table}/ny-version", may_write, begin_version),
                post("/beslutstabeller/{decision_table}/aterstall", may_approve, roll_back),
                // Whoever sees that it goes wrong stops it; to start it again takes one who approves.
                post("/beslutstabeller/{decision_table}/stoppa", may_read, stop_table),
                post("/beslutstabeller/{decision_table}/starta", may_approve, start_table),
                get("/beslutstabeller/{decision_table}/{version}", may_read, show_version),
                post("/beslutstabeller/{decision_table}/{version}", may_write, save_version),
                post("/beslutstabeller/{decision_table}/{version}/foresla", may_write, propose_version),
                post("/beslutstabeller/{decision_table}/{version}/oppna", may_read, send_version_back),
                post("/beslutstabeller/{decision_table}/{version}/godkann", may_approve, approve_version),
                post("/beslutstabeller/{decision_table}/{version}/kasta", may_write, discard_version),
                get("/beslutstabeller/{decision_table}/{version}/omprovning", may_read, show_replay),
                post("/beslutstabeller/{decision_table}/{version}/omprovning", may_read, begin_replay_of),
            },
        .migrations = embedded::migrations(),
        .texts = embedded::texts(),
        .permissions = {{may_read, "permission_read"}, {may_write, "permission_write"}, {may_approve, "permission_approve"}},
        .navigation = {{NavigationEntry::Place::staff_bar, "title", "/beslutstabeller", may_read}},
        .jobs = {{replay_job, run_replay}, {tidy_job, remove_old_replays, "day 03:50"}},
        .demo = make_demo,
    };
}

}  // namespace table_builder
