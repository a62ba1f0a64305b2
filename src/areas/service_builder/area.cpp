#include "areas/service_builder/area.h"

#include "areas/service_builder/embedded.h"  // migrations/ and texts/, made by the build
#include "areas/service_builder/following.h"
#include "areas/service_builder/handlers.h"
#include "areas/service_builder/publishing.h"

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
        read<show_subscribe>("/e-tjanstebyggaren/prenumerera"),
        change<subscribe>("/e-tjanstebyggaren/prenumerera"),
        read<show_subscription>("/e-tjanstebyggaren/prenumerationer/{subscription}"),
        change<save_names>("/e-tjanstebyggaren/prenumerationer/{subscription}/namn"),
        change<look_now>("/e-tjanstebyggaren/prenumerationer/{subscription}/titta"),
        change<unsubscribe>("/e-tjanstebyggaren/prenumerationer/{subscription}/sluta"),
        read<show_service>("/e-tjanstebyggaren/tjanst/{service}"),
        decide<roll_back>("/e-tjanstebyggaren/tjanst/{service}/tillbaka"),
        decide<share_or_stop>("/e-tjanstebyggaren/tjanst/{service}/dela"),

        get("/delade-e-tjanster", everyone, show_shared),
        get("/delade-e-tjanster.yaml", everyone, show_shared_index),
        get("/delade-e-tjanster/{shared_service}", everyone, show_shared_service),

        read<show_draft>("/e-tjanstebyggaren/{service_draft}"),
        read<show_part>("/e-tjanstebyggaren/{service_draft}/del"),
        change<save_part>("/e-tjanstebyggaren/{service_draft}/del"),
        change<add_part>("/e-tjanstebyggaren/{service_draft}/ny-del"),
        change<change_order>("/e-tjanstebyggaren/{service_draft}/ordning"),
        change<move_to_page>("/e-tjanstebyggaren/{service_draft}/flytta"),
        change<drop_part>("/e-tjanstebyggaren/{service_draft}/slapp"),
        change<undo_or_redo>("/e-tjanstebyggaren/{service_draft}/steg"),
        read<show_yaml>("/e-tjanstebyggaren/{service_draft}/yaml"),
        change<save_yaml>("/e-tjanstebyggaren/{service_draft}/yaml"),
        read<show_history>("/e-tjanstebyggaren/{service_draft}/historik"),

        read<show_preview>("/e-tjanstebyggaren/{service_draft}/forhandsvisning"),
        read<show_preview_frame>("/e-tjanstebyggaren/{service_draft}/forhandsvisning/sida"),
        read<show_trial>("/e-tjanstebyggaren/{service_draft}/prova"),
        change<answer_trial>("/e-tjanstebyggaren/{service_draft}/prova"),
        change<try_unsaved>("/e-tjanstebyggaren/{service_draft}/prova-osparat"),
        read<show_replay>("/e-tjanstebyggaren/{service_draft}/omprovning"),
        change<run_replay>("/e-tjanstebyggaren/{service_draft}/omprovning"),

        read<show_difference>("/e-tjanstebyggaren/{service_draft}/skillnad"),
        change<take_in>("/e-tjanstebyggaren/{service_draft}/ta-in"),
        change<propose_draft>("/e-tjanstebyggaren/{service_draft}/foresla"),
        decide<approve_draft>("/e-tjanstebyggaren/{service_draft}/godkann"),
        change<open_again>("/e-tjanstebyggaren/{service_draft}/oppna"),
        change<discard_draft>("/e-tjanstebyggaren/{service_draft}/kasta"),
    };
}

}  // namespace

Area area() {
    return {
        .name = "service_builder",
        .routes = routes(),
        .migrations = embedded::migrations(),
        .texts = embedded::texts(),
        .permissions = {{may_build, "permission_build"}, {may_publish, "permission_publish"}},
        .navigation = {{NavigationEntry::Place::staff_bar, "title", "/e-tjanstebyggaren", may_build},
                       {NavigationEntry::Place::administration, "title", "/e-tjanstebyggaren", may_build}},
        .jobs = {{publish_job, publish_due}, {news_job, look_for_news, "day 04:40"}},
    };
}

}  // namespace service_builder
