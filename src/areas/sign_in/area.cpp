#include "areas/sign_in/area.h"

#include "areas/sign_in/embedded.h"  // texts/, made by the build
#include "areas/sign_in/handlers.h"

namespace sign_in {

Area area() {
    return {
        .name = "sign_in",
        .routes =
            {
                get("/logga-in", everyone, choose),
                post("/logga-in/borja", everyone, begin_e_identification),
                get("/logga-in/simulerad", everyone, simulated_e_identification),
                get("/logga-in/klar/{name}", everyone, finish_e_identification),
                post("/logga-in/klar/{name}", everyone, finish_e_identification),
                get("/logga-in/svar/{name}", everyone, come_back),
                post("/api/v1/sign-in/{name}/logout", everyone, provider_signs_out,
                     {.summary = "A provider of OpenID Connect has signed somebody out: logout_token as a form field"}),
                get("/personal/logga-in", everyone, ask_password),
                post("/personal/logga-in", everyone, take_password),
                get("/personal/kod", everyone, ask_code),
                post("/personal/kod", everyone, take_code),
                get("/personal/kort", everyone, ask_card),
                post("/personal/kort", everyone, take_card),
                get("/personal/bekrafta", signed_in_staff, ask_proof),
                post("/personal/bekrafta", signed_in_staff, take_proof),
                post("/personal/bekrafta/utmaning", signed_in_staff, begin_proof),
                get("/personal/valkommen", everyone, ask_first_password),
                post("/personal/valkommen", everyone, take_first_password),
                post("/logga-ut", everyone, leave),
                get("/logga-ut/saml", everyone, signed_out_at_front),
                get("/logga-ut/saml-personal", everyone, signed_out_at_front),
                get("/personal/sessioner", signed_in_staff, own_sessions),
                post("/personal/sessioner/andra/avsluta", signed_in_staff, end_other_sessions),
                post("/personal/sessioner/{id}/avsluta", signed_in_staff, end_one_session),
                get("/mina-sidor/inloggningar", signed_in_resident, own_sessions),
                post("/mina-sidor/inloggningar/andra/avsluta", signed_in_resident, end_other_sessions),
                post("/mina-sidor/inloggningar/{id}/avsluta", signed_in_resident, end_one_session),
                get("/personal/losenord", signed_in_staff, ask_new_password),
                post("/personal/losenord", signed_in_staff, change_own_password),
                get("/personal/tva-steg", signed_in_staff, second_step),
                post("/personal/tva-steg/borja", signed_in_staff, begin_second_step),
                post("/personal/tva-steg/bekrafta", signed_in_staff, confirm_second_step),
                post("/personal/tva-steg/ta-bort", signed_in_staff, remove_second_step),
                post("/personal/tva-steg/utmaning", everyone, begin_passkey),
                post("/personal/tva-steg/nycklar/borja", signed_in_staff, begin_new_passkey),
                post("/personal/tva-steg/nycklar", signed_in_staff, add_passkey),
                post("/personal/tva-steg/nycklar/{passkey}/ta-bort", signed_in_staff, remove_passkey),
            },
        .texts = embedded::texts(),
    };
}

}  // namespace sign_in
