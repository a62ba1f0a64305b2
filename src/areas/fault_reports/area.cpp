#include "areas/fault_reports/area.h"

#include "areas/fault_reports/asset.h"
#include "areas/fault_reports/embedded.h"  // migrations/ and texts/, made by the build
#include "areas/fault_reports/handing.h"
#include "areas/fault_reports/handlers.h"
#include "areas/fault_reports/open311.h"
#include "areas/fault_reports/sending.h"
#include "areas/fault_reports/store.h"
#include "engines/cases/find.h"

namespace fault_reports {

static void forget_disposed(Tenant& tenant, const jobs::Job&) { tenant.db.write(store::forget_disposed); }

static void learn(Tenant& tenant, const jobs::Job&) { learn_words(tenant); }

static std::vector<AreaJob> all_jobs() {
    auto all = handing_jobs();
    all.push_back({"fault_reports.forget_disposed", forget_disposed, "day 03:55"});
    all.push_back({"fault_reports.learn_words", learn, "day 04:05"});
    return all;
}

Area area() {
    return {
        .name = "fault_reports",
        .routes =
            {
                get("/felanmalan", everyone, show_form),
                post("/felanmalan", everyone, send_report),
                post("/felanmalan/plats", everyone, look_up_place),
                post("/felanmalan/nara", everyone, show_near),
                get("/felanmalan/karta", everyone, show_map),
                get("/felanmalan/karta.geojson", everyone, map_as_geojson),
                shared(get("/felanmalan/statistik", everyone, show_statistics)),
                get("/felanmalan/{placed}", everyone, show_report),
                post("/felanmalan/{placed}/folj", everyone, follow_report),
                get("/felanmalan/{placed}/bild/{picture}", everyone, show_picture),
                // Whoever has the link.
                get("/felanmalan/{placed}/svar/{asked}", everyone, ask_verdict),
                post("/felanmalan/{placed}/svar/{asked}", everyone, take_verdict),
                get("/felanmalan/{placed}/meddelanden/{asked}", everyone, ask_messages),
                post("/felanmalan/{placed}/meddelanden/{asked}", everyone, choose_messages),

                get("/handlaggning/felanmalningar", cases::may_read, show_worklist),
                // Where somebody stands is in no address.
                post("/handlaggning/felanmalningar", cases::may_read, show_worklist),
                // The script that serves what a device has taken along; where it lies says for which pages.
                get("/handlaggning/felarbete.js", cases::may_read, crew_worker),
                get("/handlaggning/felanmalningar/kostnader", cases::may_read, show_costs),
                get("/handlaggning/felanmalningar/kostnader.csv", cases::may_read, costs_as_csv),
                get("/handlaggning/felanmalningar/prislista", may_keep_prices, show_price_list),
                post("/handlaggning/felanmalningar/prislista", may_keep_prices, save_resource),
                post("/handlaggning/felanmalningar/prislista/sluta", may_keep_prices, end_resource),
                get("/handlaggning/felanmalningar/saker", may_choose_assets, show_asset_kinds),
                post("/handlaggning/felanmalningar/saker", may_choose_assets, save_asset_kinds),
                get("/handlaggning/felanmalningar/statistik", cases::may_read, show_staff_statistics),
                get("/handlaggning/felanmalningar/statistik/anmalningar", cases::may_read, show_reports_behind),
                get("/handlaggning/felanmalningar/statistik/anmalningar.csv", cases::may_read, reports_as_csv),
                get("/handlaggning/felanmalningar/{placed}", cases::may_read, show_work),
                post("/handlaggning/felanmalningar/{placed}/borja", cases::may_decide, begin_work),
                post("/handlaggning/felanmalningar/{placed}/lagat", cases::may_decide, mend),
                post("/handlaggning/felanmalningar/{placed}/avsluta", cases::may_decide, leave),
                post("/handlaggning/felanmalningar/{placed}/visa", cases::may_decide, change_shown),

                post("/handlaggning/felanmalningar/{placed}/lamna", cases::may_decide, hand_report),
                post("/handlaggning/felanmalningar/{placed}/ta-tillbaka", cases::may_decide, take_report_back),
                post("/handlaggning/felanmalningar/{placed}/lamna-igen", cases::may_decide, hand_report_again),
                post("/handlaggning/felanmalningar/{placed}/deras-nummer", cases::may_decide, note_number_outside),

                get("/handlaggning/mottagare", may_keep_receivers, show_receivers),
                get("/handlaggning/mottagare/ny", may_keep_receivers, show_new_receiver),
                post("/handlaggning/mottagare/ny", may_keep_receivers, add_receiver),
                get("/handlaggning/mottagare/{receiver}", may_keep_receivers, show_receiver),
                post("/handlaggning/mottagare/{receiver}", may_keep_receivers, save_receiver),
                post("/handlaggning/mottagare/{receiver}/lank", may_keep_receivers, renew_receivers_link),
                post("/handlaggning/mottagare/{receiver}/kategorier", may_keep_receivers, ask_receivers_services),
                post("/handlaggning/mottagare/{receiver}/avsluta", may_keep_receivers, end_receiver),

                // Whoever mends outside the house, and has the link.
                get("/utforare/{receiver_link}", everyone, show_their_list),
                post("/utforare/{receiver_link}", everyone, sort_their_list),
                get("/utforare/{receiver_link}/{placed}", everyone, show_their_report),
                get("/utforare/{receiver_link}/{placed}/bild", everyone, show_their_picture),
                post("/utforare/{receiver_link}/{placed}/paborjat", everyone, say_begun),
                post("/utforare/{receiver_link}/{placed}/klart", everyone, say_done),
                post("/utforare/{receiver_link}/{placed}/inte-vart", everyone, say_not_ours),
                get("/felanmalan/{placed}/utlamnad/{asked}", everyone, show_handed_picture),

                // The specification's addresses end with the format, in which failures are told too. Whoever sends shows a key there.
                get("/api/open311/discovery.json", everyone, open311_discovery,
                    {.summary = "Open311: where GeoReport v2 answers, and in which formats"}),
                get("/api/open311/discovery.xml", everyone, open311_discovery,
                    {.summary = "Open311: where GeoReport v2 answers, and in which formats"}),
                get("/api/open311/v2/services.json", everyone, open311_services,
                    {.summary = "Open311 GeoReport v2: the categories of faults (GET Service List)"}),
                get("/api/open311/v2/services.xml", everyone, open311_services,
                    {.summary = "Open311 GeoReport v2: the categories of faults (GET Service List)"}),
                get("/api/open311/v2/services/{entry}", everyone, open311_definition,
                    {.summary = "Open311 GeoReport v2: what a category asks; ends with .json or .xml (GET Service Definition)"}),
                get("/api/open311/v2/requests.json", everyone, open311_requests,
                    {.summary = "Open311 GeoReport v2: fault reports, newest first. Parameters: service_request_id, service_code, status, "
                                "start_date, end_date, updated_after, updated_before, lat, long, radius, page, page_size"}),
                get("/api/open311/v2/requests.xml", everyone, open311_requests,
                    {.summary = "Open311 GeoReport v2: fault reports, newest first. Parameters: service_request_id, service_code, status, "
                                "start_date, end_date, updated_after, updated_before, lat, long, radius, page, page_size"}),
                post("/api/open311/v2/requests.json", everyone, open311_send,
                     {.summary = "Open311 GeoReport v2: send in a fault report, as a form with api_key, service_code, lat and long or "
                                 "address_string, description, attribute[code] (POST Service Request)"}),
                post("/api/open311/v2/requests.xml", everyone, open311_send,
                     {.summary = "Open311 GeoReport v2: send in a fault report, as a form with api_key, service_code, lat and long or "
                                 "address_string, description, attribute[code] (POST Service Request)"}),
                get("/api/open311/v2/requests/{entry}", everyone, open311_request,
                    {.summary = "Open311 GeoReport v2: one fault report; ends with .json or .xml"}),
                get("/api/open311/v2/tokens/{entry}", everyone, open311_token,
                    {.summary = "Open311 GeoReport v2: the number of a token; ends with .json or .xml"}),
                get("/api/open311/v2/servicerequestupdates.json", everyone, open311_updates,
                    {.summary = "Open311: what has happened to fault reports. Parameters as of requests"}),
                get("/api/open311/v2/servicerequestupdates.xml", everyone, open311_updates,
                    {.summary = "Open311: what has happened to fault reports. Parameters as of requests"}),
                post("/api/open311/v2/servicerequestupdates.json", everyone, open311_add_update,
                     {.summary = "Open311: say that a fault is worked on or mended, as a form with api_key, service_request_id, status, "
                                 "description"}),
                post("/api/open311/v2/servicerequestupdates.xml", everyone, open311_add_update,
                     {.summary = "Open311: say that a fault is worked on or mended, as a form with api_key, service_request_id, status, "
                                 "description"}),
            },
        .migrations = embedded::migrations(),
        .texts = embedded::texts(),
        .permissions = {{open311::may_send, "permission_send"},
                        {may_keep_receivers, "permission_receivers"},
                        {may_keep_prices, "permission_prices"},
                        {may_choose_assets, "permission_assets"}},
        .navigation = {{NavigationEntry::Place::site_menu, "title", "/felanmalan"},
                       {NavigationEntry::Place::staff_bar, "faults", "/handlaggning/felanmalningar", cases::may_read},
                       {NavigationEntry::Place::administration, "price_list", "/handlaggning/felanmalningar/prislista", may_keep_prices},
                       {NavigationEntry::Place::administration, "things", "/handlaggning/felanmalningar/saker", may_choose_assets},
                       {NavigationEntry::Place::administration, "receivers", "/handlaggning/mottagare", may_keep_receivers}},
        .jobs = all_jobs(),
    };
}

}  // namespace fault_reports
