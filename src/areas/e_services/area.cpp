#include "areas/e_services/area.h"

#include "areas/e_services/embedded.h"  // migrations/ and texts/, made by the build
#include "areas/e_services/handlers.h"
#include "areas/e_services/jobs.h"
#include "areas/e_services/on_behalf.h"
#include "engines/cases/find.h"

namespace e_services {
namespace {

constexpr Permission may_submit{"e_services.submit"};

constexpr std::string_view service_schema_text =
    R"({"type":"object","required":["id","version","title"],"properties":{"id":{"type":"string"},"version":{"type":"integer"},"title":{"type":"object"},"summary":{"type":"object"},"theme":{"type":"string"},"sign_in":{"enum":["none","optional","required"]},"fee":{"type":["object","null"]},"links":{"type":"object"}}})";
constexpr std::string_view services_schema_text =
    R"({"type":"object","required":["services"],"properties":{"services":{"type":"array","items":{"type":"object"}}}})";
const std::string application_schema =
    R"({"type":"object","required":["answers"],"additionalProperties":false,"properties":{"answers":{"type":"object","description":"By the service's own schema"},"language":{"enum":)" +
    json::to_text(json::array(languages(), [](const LanguageRow& row) { return json::Value(row.code); })) +
    R"(,"description":"That the person is told in, where the municipality offers it and there are words in it; letters are Swedish or English"}}})";
constexpr std::string_view application_headers =
    R"({"Idempotency-Key":"The same request can be sent again with the same key: within 24 hours it gets the same answer, and makes no second case."})";
constexpr std::string_view file_headers =
    R"({"Content-Disposition":"attachment; filename=… : what the file is called, when it is the whole body.","Idempotency-Key":"The same file can be sent again with the same key: within 24 hours it gets the same answer."})";
constexpr std::string_view file_schema =
    R"({"type":"object","required":["id","name","size","type","expires_at"],"properties":{"id":{"type":"string","description":"Named as {\"file\":id} in the answer to a question about files"},"name":{"type":"string"},"size":{"type":"integer"},"type":{"type":"string","description":"Read from the content"},"expires_at":{"type":"string","format":"date-time"}}})";
constexpr std::string_view receipt_schema =
    R"({"type":"object","required":["number","code","state","links"],"properties":{"number":{"type":"string"},"code":{"type":"string"},"state":{"type":"string"},"links":{"type":"object"}}})";
constexpr std::string_view case_schema =
    R"({"type":"object","required":["number","service","state","answers"],"properties":{"number":{"type":"string"},"service":{"type":"string"},"title":{"type":"string"},"state":{"type":"string"},"due_on":{"type":["string","null"],"format":"date"},"outcome":{"type":["string","null"]},"answers":{"type":"object"},"fee":{"type":["object","null"]},"documents":{"type":"array"},"timeline":{"type":"array"}}})";

}  // namespace

Area area() {
    return {
        .name = "e_services",
        .routes =
            {
                shared(get("/", everyone, show_home)),
                shared(get("/e-tjanster", everyone, show_services)),
                get("/e-tjanster/forslag", everyone, suggest_services),
                get("/e-tjanster/fortsatt", everyone, ask_draft_code),
                post("/e-tjanster/fortsatt", everyone, open_draft),
                post("/e-tjanster/plats", everyone, look_up_place),
                post("/e-tjanster/adresser", everyone, suggest_addresses),
                shared(get("/e-tjanster/{service}", everyone, show_service)),
                post("/e-tjanster/{service}/borja", everyone, begin_form),
                get("/e-tjanster/{service}/for-annan", signed_in_resident, show_for_another),
                post("/e-tjanster/{service}/for-annan", signed_in_resident, begin_for_another),
                get("/e-tjanster/{service}/vid-disken", may_serve, show_desk),
                post("/e-tjanster/{service}/vid-disken", may_serve, begin_at_desk),
                get("/e-tjanster/{service}/papper", everyone, print_paper),
                get("/skannat", may_serve, show_scanning),
                post("/skannat", may_serve, take_scan),
                get("/skannat/{scan}/{sheet}", may_serve, show_sheet),
                get("/e-tjanster/{service}/granska", everyone, show_review),
                post("/e-tjanster/{service}/skicka", everyone, send_form),
                get("/e-tjanster/{service}/kvitto", everyone, show_receipt),
                post("/e-tjanster/{service}/mejla-kod", everyone, mail_code),
                get("/e-tjanster/{service}/{page}", everyone, show_page),
                post("/e-tjanster/{service}/{page}", everyone, answer_page),
                get("/folj", everyone, ask_case_code),
                post("/folj", everyone, open_case),
                get("/api/v1/services", everyone, list_services, {.summary = "All e-services", .response_schema = services_schema_text}),
                get("/api/v1/services/{service}", everyone, describe_service,
                    {.summary = "One e-service", .response_schema = service_schema_text}),
                get("/api/v1/services/{service}/schema", everyone, service_schema,
                    {.summary = "JSON Schema of a service's answers", .response_schema = R"({"type":"object"})"}),
                post("/api/v1/files", may_submit, receive_file,
                     {.summary = "Send a file that an application will name, once and within 24 hours, by the same token",
                      .response_schema = file_schema,
                      .success = 201,
                      .body = ApiDoc::Body::file,
                      .headers = file_headers}),
                post("/api/v1/services/{service}/cases", may_submit, receive_case,
                     {.summary = "Send an application",
                      .request_schema = application_schema,
                      .response_schema = receipt_schema,
                      .success = 201,
                      .headers = application_headers}),
                get("/api/v1/cases/{number}", cases::may_read, case_as_json,
                    {.summary = "A case with its answers, documents and timeline", .response_schema = case_schema}),
            },
        .migrations = embedded::migrations(),
        .texts = embedded::texts(),
        .permissions = {{may_submit, "permission_submit"}, {may_serve, "permission_serve"}},
        .navigation =
            {
                {NavigationEntry::Place::site_menu, "title", "/e-tjanster"},
                {NavigationEntry::Place::site_menu, "follow_case", "/folj"},
                {NavigationEntry::Place::site_footer, "title", "/e-tjanster"},
                {NavigationEntry::Place::site_footer, "follow_case", "/folj"},
                {NavigationEntry::Place::staff_bar, "scanned", "/skannat", may_serve},
            },
        .jobs = area_jobs(),
    };
}

}  // namespace e_services
