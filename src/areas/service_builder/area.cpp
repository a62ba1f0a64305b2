#include "areas/service_builder/area.h"

#include "areas/service_builder/embedded.h"  // migrations/ and texts/, made by the build
#include "areas/service_builder/handlers.h"
#include "areas/service_builder/publishing.h"
#include "areas/service_builder/store.h"

namespace service_builder {
namespace {

template <Handler handler>
Route read(std::string_view path) {
    return get(path, may_build, at_the_top<may_build, handler>);
}
template <Handler handler>
Route change(std::string_view path) {
    return post(path, may_build, at_the_top<may_build, handler>);
}
/// What becomes the rule for everybody.
template <Handler handler>
Route decide(std::string_view path) {
    return post(path, may_publish, at_the_top<may_publish, handler>);
}

std::vector<Route> routes() {
    return {
        read<show_list>("/e-tjanstebyggaren"),
        change<begin_draft_of>("/e-tjanstebyggaren/ny"),
        read<show_take_in_definition>("/e-tjanstebyggaren/hamta"),
        change<take_in_definition>("/e-tjanstebyggaren/hamta"),
        read<show_service>("/e-tjanstebyggaren/tjanst/{service}"),
        decide<roll_back>("/e-tjanstebyggaren/tjanst/{service}/tillbaka"),

        read<show_draft>("/e-tjanstebyggaren/{draft}"),
        read<show_part>("/e-tjanstebyggaren/{draft}/del"),
        change<save_part>("/e-tjanstebyggaren/{draft}/del"),
        change<add_part>("/e-tjanstebyggaren/{draft}/ny-del"),
        change<change_order>("/e-tjanstebyggaren/{draft}/ordning"),
        change<move_to_page>("/e-tjanstebyggaren/{draft}/flytta"),
        change<drop_part>("/e-tjanstebyggaren/{draft}/slapp"),
        change<undo_or_redo>("/e-tjanstebyggaren/{draft}/steg"),
        read<show_yaml>("/e-tjanstebyggaren/{draft}/yaml"),
        change<save_yaml>("/e-tjanstebyggaren/{draft}/yaml"),
        read<show_history>("/e-tjanstebyggaren/{draft}/historik"),

        read<show_preview>("/e-tjanstebyggaren/{draft}/forhandsvisning"),
        read<show_preview_frame>("/e-tjanstebyggaren/{draft}/forhandsvisning/sida"),
        read<show_trial>("/e-tjanstebyggaren/{draft}/prova"),
        change<answer_trial>("/e-tjanstebyggaren/{draft}/prova"),
        read<show_replay>("/e-tjanstebyggaren/{draft}/omprovning"),
        change<run_replay>("/e-tjanstebyggaren/{draft}/omprovning"),

        read<show_difference>("/e-tjanstebyggaren/{draft}/skillnad"),
        change<take_in>("/e-tjanstebyggaren/{draft}/ta-in"),
        change<propose_draft>("/e-tjanstebyggaren/{draft}/foresla"),
        decide<approve_draft>("/e-tjanstebyggaren/{draft}/godkann"),
        change<open_again>("/e-tjanstebyggaren/{draft}/oppna"),
        change<discard_draft>("/e-tjanstebyggaren/{draft}/kasta"),
    };
}

std::int64_t waiting(db::Connection& db, const Visitor& visitor) { return visitor.may(may_publish) ? count_proposed(db) : 0; }

}  // namespace

Area area() {
    return {
        .name = "service_builder",
        .routes = routes(),
        .migrations = embedded::migrations(),
        .texts = embedded::texts(),
        .permissions = {{may_build, "permission_build"}, {may_publish, "permission_publish"}},
        .navigation = {{NavigationEntry::Place::staff_bar, "title", "/e-tjanstebyggaren", may_build, waiting},
                       {NavigationEntry::Place::administration, "title", "/e-tjanstebyggaren", may_build}},
        .jobs = {{publish_job, publish_due}},
    };
}

}  // namespace service_builder
