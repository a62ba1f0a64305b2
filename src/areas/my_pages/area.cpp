#include "areas/my_pages/area.h"

#include "areas/my_pages/embedded.h"  // texts/, made by the build
#include "areas/my_pages/handlers.h"

namespace my_pages {

Area area() {
    return {
        .name = "my_pages",
        .routes =
            {
                get("/arendestatus", everyone, ask_status),
                post("/arendestatus", everyone, show_status),
                get("/mina-sidor", signed_in_resident, show_overview),
                get("/mina-sidor/uppgifter", signed_in_resident, show_details),
                post("/mina-sidor/uppgifter", signed_in_resident, change_details),
                get("/mina-sidor/allt", signed_in_resident, show_everything),
                get("/mina-sidor/allt.zip", signed_in_resident, download_everything),
                // Everyone: a case may be opened with its code. opened_case() asks who may see it.
                get("/mina-sidor/{number}", everyone, show_case),
                get("/mina-sidor/{number}/beslut", everyone, show_letter),
                get("/mina-sidor/{number}/handlingar/{id}", everyone, download_document),
                get("/mina-sidor/{number}/allt.zip", everyone, download_bundle),
                get("/mina-sidor/{number}/vem-har-last", everyone, show_readers),
                post("/mina-sidor/{number}/meddelanden", everyone, write_message),
                get("/mina-sidor/{number}/komplettera", everyone, show_supplement),
                post("/mina-sidor/{number}/komplettera", everyone, answer_supplement),
                get("/mina-sidor/{number}/begaran/overklaga", everyone, show_refusal_appeal),
                post("/mina-sidor/{number}/begaran/overklaga", everyone, send_refusal_appeal),
                get("/mina-sidor/{number}/overklaga", everyone, show_appeal),
                post("/mina-sidor/{number}/overklaga", everyone, send_appeal),
                get("/mina-sidor/{number}/ta-tillbaka", everyone, show_withdrawal),
                post("/mina-sidor/{number}/ta-tillbaka", everyone, withdraw),
                post("/mina-sidor/{number}/be-om-manniska", everyone, ask_for_person),
                post("/mina-sidor/{number}/begar-avgorande", everyone, ask_for_decision),
                post("/mina-sidor/{number}/ombud", everyone, change_representative),
                post("/mina-sidor/{number}/ny-lank", everyone, send_new_link),
                get("/mina-sidor/{number}/samtycke/{field}", everyone, show_consent),
                post("/mina-sidor/{number}/samtycke/{field}", everyone, take_back_consent),
                // Everyone who has the link; only the person who was named reads and signs.
                get("/underteckna/{signature}", everyone, show_signing),
                post("/underteckna/{signature}", everyone, answer_signing),
            },
        .texts = embedded::texts(),
        .navigation = {{NavigationEntry::Place::site_footer, "status_title", "/arendestatus"}},
    };
}

}  // namespace my_pages
