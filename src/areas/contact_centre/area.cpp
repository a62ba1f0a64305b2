#include "areas/contact_centre/area.h"

#include "areas/contact_centre/embedded.h"  // texts/, made by the build
#include "areas/contact_centre/handlers.h"
#include "engines/contacts/contacts.h"

namespace contact_centre {

static constexpr std::string_view contact_request = R"({
  "type": "object", "required": ["channel", "id", "words"], "additionalProperties": false,
  "properties": {
    "channel": {"enum": ["email", "sms", "letter", "chat", "open311", "callback", "social", "suggestion", "panel", "meeting", "partner", "kiosk", "voice_mail"]},
    "id": {"type": "string", "description": "The sender's own name for it: the same comes in once"},
    "answers": {"type": "string", "description": "The id of an earlier one: the same thread"},
    "words": {"type": "string", "maxLength": 10000}, "heading": {"type": "string", "maxLength": 200},
    "subject": {"enum": ["building", "school", "care", "waste", "streets", "culture", "money", "environment", "democracy", "other"]},
    "name": {"type": "string"}, "phone": {"type": "string"}, "email": {"type": "string", "format": "email"}
  }
})";
static constexpr std::string_view call_request = R"({
  "type": "object", "required": ["call", "event"], "additionalProperties": false,
  "properties": {
    "call": {"type": "string", "description": "The telephone system's own name for the call"},
    "event": {"enum": ["ringing", "answered", "ended", "missed"]},
    "from": {"type": "string", "description": "The number that calls; may be missing"}
  }
})";
static constexpr std::string_view contact_answer =
    R"({"type": "object", "required": ["contact"], "properties": {"contact": {"type": "string"}}})";

static std::int64_t count_waiting(db::Connection& db, const Visitor& visitor) { return contacts::count_waiting(db, visitor.account); }
static std::int64_t count_handed_over(db::Connection& db, const Visitor& visitor) {
    return contacts::count_handed_over(db, visitor.account);
}

Area area() {
    using contacts::may_answer, contacts::may_bring_in, contacts::may_serve;
    using enum NavigationEntry::Place;
    return {
        .name = "contact_centre",
        .routes =
            {
                get("/kontaktcenter", may_serve, show_console),
                post("/kontaktcenter/kontakter", may_serve, begin_contact),
                get("/kontaktcenter/kontakter/{contact}", may_serve, show_contact),
                post("/kontaktcenter/kontakter/{contact}/sok", may_serve, search_everything),
                post("/kontaktcenter/kontakter/{contact}/ta", may_serve, take_contact),
                post("/kontaktcenter/kontakter/{contact}/vem", may_serve, choose_person),
                post("/kontaktcenter/kontakter/{contact}/plats", may_serve, choose_place),
                post("/kontaktcenter/kontakter/{contact}/avsluta", may_serve, finish_contact),
                get("/kontaktcenter/kontakter/{contact}/original/{original}", may_serve, show_original),
                post("/kontaktcenter/kontakter/{contact}/svara", may_serve, send_reply),
                get("/kontaktcenter/kontakter/{contact}/chatt", may_serve, new_lines_for_agent),
                post("/kontaktcenter/kontakter/{contact}/hor-ihop", may_serve, join_contact),
                post("/kontaktcenter/kontakter/{contact}/ta-isar", may_serve, part_contact),
                get("/kontaktcenter/chatt-tider", may_serve, show_chat_hours),
                post("/kontaktcenter/chatt-tider", may_serve, save_chat_hours),
                post("/kontaktcenter/forslag", may_serve, suggest),
                get("/kontaktcenter/aterringning", may_serve, show_call_backs),
                get("/kontaktcenter/statistik", may_serve, show_figures),
                get("/kontaktcenter/statistik/kontakter", may_serve, show_contacts_behind),
                get("/kontaktcenter/statistik/kontakter.csv", may_serve, contacts_as_csv),
                get("/kontaktcenter/sarskilda-dagar", may_serve, show_special_days),
                post("/kontaktcenter/sarskilda-dagar", may_serve, add_special_day),
                post("/kontaktcenter/sarskilda-dagar/ta-bort", may_serve, remove_special_day),
                get("/kontaktcenter/samtal", may_serve, show_calls),
                post("/kontaktcenter/samtal", may_serve, take_calls),
                get("/kontaktcenter/overlamnade", may_answer, show_handed_over),
                get("/kontaktcenter/overlamnade/{contact}", may_answer, show_handed_over_contact),
                post("/kontaktcenter/overlamnade/{contact}", may_answer, answer_handed_over),
                get("/kontakt", everyone, show_form),
                post("/kontakt", everyone, send_form),
                get("/chatt", everyone, show_chat),
                post("/chatt", everyone, say_in_chat),
                get("/chatt/nytt", everyone, new_lines),
                post("/chatt/avsluta", everyone, end_chat),
                post("/chatt/lamna", everyone, forget_chat),
                post("/chatt/mejla", everyone, mail_chat),
                get("/chatt/spara", everyone, download_chat),
                post("/api/v1/contacts", may_bring_in, receive_contact,
                     {.summary = "Bring a contact in: a text message, a message from an app or a partner, a recording's words",
                      .request_schema = contact_request,
                      .response_schema = contact_answer,
                      .success = 201}),
                post("/api/v1/calls", may_bring_in, receive_call,
                     {.summary = "A telephone system tells what happens to a call",
                      .request_schema = call_request,
                      .response_schema = contact_answer,
                      .success = 200}),
            },
        .texts = embedded::texts(),
        .permissions = {{may_serve, "permission_serve"}, {may_answer, "permission_answer"}, {may_bring_in, "permission_bring_in"}},
        .navigation =
            {
                {site_footer, "contact_us", "/kontakt"},
                {site_footer, "chat", "/chatt"},
                {staff_bar, "title", "/kontaktcenter", may_serve, count_waiting},
                {staff_bar, "handed_over", "/kontaktcenter/overlamnade", may_answer, count_handed_over},
            },
    };
}

}  // namespace contact_centre
