#include "areas/public_records/area.h"

#include "areas/public_records/embedded.h"  // texts/, made by the build
#include "areas/public_records/handlers.h"

namespace public_records {

constexpr std::string_view entries_schema = R"({"type": "object", "required": ["entries", "next"], "properties": {
"entries": {"type": "array", "items": {"type": "object", "required": ["number", "title", "received"], "properties": {
  "number": {"type": "string"}, "title": {"type": "string"}, "service": {"type": "string"},
  "received": {"type": "string", "format": "date"}, "closed": {"type": ["string", "null"], "format": "date"},
  "sender": {"type": ["string", "null"]},
  "masked": {"type": ["object", "null"], "properties": {"what": {"enum": ["sender", "all"]}, "ground": {"type": "string"}}},
  "page": {"type": "string", "format": "uri"}}}},
"next": {"type": ["string", "null"], "description": "Address of the page that follows"}}})";

Area area() {
    return {
        .name = "public_records",
        .routes =
            {
                shared(get("/diarium", everyone, show_register)),
                shared(get("/diarium/{number}", everyone, show_entry)),
                get("/api/v1/register", everyone, register_as_json,
                    {.summary = "The public register, newest first. Parameters: q, from, to (days), limit (at most 200), after (see next)",
                     .response_schema = entries_schema}),
                get("/registrator", may_keep, show_days_entries),
                get("/registrator/{number}", may_keep, show_correction),
                post("/registrator/{number}/rubrik", may_keep, change_title),
                post("/registrator/{number}/sekretess", may_keep, change_secrecy),
            },
        .texts = embedded::texts(),
        .permissions = {{may_keep, "permission_keep"}},
        .navigation =
            {
                {NavigationEntry::Place::site_menu, "title", "/diarium"},
                {NavigationEntry::Place::site_footer, "title", "/diarium"},
                {NavigationEntry::Place::staff_bar, "registrar", "/registrator", may_keep},
            },
    };
}

}  // namespace public_records
