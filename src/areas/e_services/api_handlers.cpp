/// For programs: which services there are, what they ask, and sending an application.
#include <algorithm>

#include "areas/e_services/handlers.h"
#include "areas/e_services/repeatable.h"
#include "areas/e_services/sending.h"
#include "engines/audit/audit.h"
#include "engines/cases/fee.h"
#include "engines/cases/find.h"
#include "engines/directories/organisation_names.h"
#include "engines/drafts/waiting.h"
#include "engines/forms/json_schema.h"
#include "engines/municipality/town_map.h"
#include "engines/services/catalogue.h"
#include "engines/services/search.h"
#include "foundation/base/numbers.h"
#include "foundation/json/json.h"

namespace e_services {
namespace {

http::Response json_answer(const json::Value& value, int status = 200) {
    return {.status = status, .type = "application/json", .body = json::to_text(value)};
}

json::Value words(const forms::Words& said) {
    auto all = json::object({{"sv", said.sv}, {"en", said.en}});
    for (const auto& [language, further] : said.further) all.set(std::string(to_code(language)), further);
    return all;
}

std::string api_address(const Context& c, std::string_view service) {
    return c.tenant.public_address + "/api/v1/services/" + std::string(service);
}

/// The tariff as the service has it: what each line costs is a rule over the answers.
json::Value fee_terms(const services::Service& service) {
    if (!service.fee) return {};
    const auto lines = json::array(service.fee->lines, [](const services::FeeLine& line) {
        return json::object({{"id", line.id},
                             {"text", words(line.text)},
                             {"amount", forms::print(line.amount)},
                             {"when", line.when ? json::Value(forms::print(line.when)) : json::Value()}});
    });
    return json::object({{"ref", service.fee->ref}, {"currency", "SEK"}, {"lines", lines}});
}

json::Value as_json(const Context& c, const services::Service& service) {
    return json::object({{"id", service.id},
                         {"version", service.version},
                         {"title", words(service.title)},
                         {"summary", words(service.summary)},
                         {"theme", service.theme},
                         {"applicant", to_name(service.applicant)},
                         {"sign_in", to_name(service.sign_in)},
                         {"usual_working_days", service.processing.usual_days},
                         {"fee", fee_terms(service)},
                         {"law", json::array(service.law,
                                             [](const auto& law) {
                                                 return json::object({{"ref", law.ref}, {"url", law.url}});
                                             })},
                         {"links", json::object({{"self", api_address(c, service.id)},
                                                 {"schema", api_address(c, service.id) + "/schema"},
                                                 {"cases", api_address(c, service.id) + "/cases"},
                                                 {"page", c.tenant.public_address + "/e-tjanster/" + service.id}})}});
}

/// The sentences of field errors stand in the module forms; problem+json takes them as they are.
Error in_words(const Context& c, const forms::Form& form, const std::vector<FieldError>& errors) {
    Error said{Fault::invalid};
    for (const auto& error : errors) said.fields.push_back({error.field, forms::words_of(c.text, form, error)});
    return said;
}

struct Sent {
    forms::Answers answers{};
    std::vector<cases::Party> applicants{};
    std::vector<WaitingFileId> files{};  ///< that the answers name
    Language language = Language::sv;
};

/// Files that this program has sent before; each may stand in one answer only.
forms::FileById files_of(const Context& c, std::vector<WaitingFileId>& named) {
    return [&](std::string_view text) -> std::optional<forms::FileAnswer> {
        const WaitingFileId id{whole_number(text).value_or(0)};
        if (std::ranges::find(named, id) != named.end()) return std::nullopt;
        named.push_back(id);
        return c.db.read([&](db::Connection& db) { return drafts::find_waiting(db, c.tenant, c.visitor, id); });
    };
}

Result<Sent> read_body(const Context& c, const services::Service& service) {
    const auto body = json::parse(c.request.body);
    if (!body || !body->is_object()) return failure(Fault::invalid, "error_api_json");
    for (const auto& member : body->members())
        if (member.name != "answers" && member.name != "language") return invalid({{member.name, "error_api_unknown"}});
    Sent sent{.language = language_from((*body)["language"].text(), c.tenant.further_languages).value_or(Language::sv)};
    const forms::PlainReading reading{files_of(c, sent.files), municipality::map_of(c.tenant)};
    auto answers = forms::from_plain_json(service.form, json::to_text((*body)["answers"]), reading);
    if (!answers) return tl::unexpected(in_words(c, service.form, answers.error().fields));
    for (const auto& page : service.form.pages) directories::fill_in_organisation_names(c.tenant, c.visitor, page.fields, *answers);
    sent.answers = forms::without_hidden(service.form, *answers);
    sent.applicants = c.db.read([&](db::Connection& db) { return applicants(db, c.tenant, c.visitor, {}, sent.answers); });
    const auto errors = errors_before_sending(service, *answers, sent.applicants, {});
    if (!errors.empty()) return tl::unexpected(in_words(c, service.form, errors));
    return sent;
}

/// Two applications at once may have named the same file: the first one has it.
Result<void> use_files(db::Connection& db, const Context& c, const Sent& sent) {
    for (const auto id : sent.files) {
        if (!drafts::find_waiting(db, c.tenant, c.visitor, id)) return failure(Fault::conflict, "error_api_file_used");
        drafts::use_waiting(db, id);
    }
    return {};
}

json::Value receive_new(Context& c, db::Connection& db, const services::Service& service, const Sent& sent) {
    cases::Change change{db, c.tenant, c.visitor};
    const auto receipt = cases::receive(change, {.service = service,
                                                 .answers = sent.answers,
                                                 .parties = sent.applicants,
                                                 .files = forms::files_in(sent.answers),
                                                 .language = sent.language,
                                                 .channel = "api"});
    const auto& base = c.tenant.public_address;
    return json::object({{"number", receipt.number},
                         {"code", receipt.code},
                         {"state", cases::find(db, c.tenant, receipt.id)->state},
                         {"links", json::object({{"self", base + "/api/v1/cases/" + receipt.number},
                                                 {"follow", base + "/folj?nummer=" + receipt.number}})}});
}

http::Response created(const std::string& answer) {
    const auto parsed = json::parse(answer);
    http::Response response{.status = 201, .type = "application/json", .body = answer};
    if (parsed) response.with("Location", (*parsed)["links"]["self"].text());
    return response;
}

}  // namespace

Result<http::Response> list_services(Context& c) {
    const auto all = c.db.read(services::published);
    return json_answer(json::object({{"services", json::array(all, [&](const auto& service) { return as_json(c, *service); })}}));
}

Result<http::Response> describe_service(Context& c) { return json_answer(as_json(c, *TRY(asked_service(c)))); }

Result<http::Response> service_schema(Context& c) {
    const auto service = TRY(asked_service(c));
    return http::Response{.type = "application/schema+json",
                          .body = forms::json_schema(service->form, c.text.language(), c.tenant.public_address + "/api/v1/services/")};
}

Result<http::Response> receive_case(Context& c) {
    const auto service = TRY(asked_service(c));
    const auto once = TRY(repeatable(c, service->id + "\n" + c.request.body));
    // An answer that was given stands, also when the service has changed since.
    const auto earlier = [&](db::Connection& db) { return answer_before(db, c, once); };
    if (auto before = TRY(c.db.read(earlier))) return created(*before);
    const auto sent = TRY(read_body(c, *service));
    const auto answer = TRY(c.db.write([&](db::Connection& db) -> Result<std::string> {
        if (auto before = TRY(earlier(db))) return *std::move(before);
        TRY(use_files(db, c, sent));
        auto made = json::to_text(receive_new(c, db, *service, sent));
        remember(db, c, once, made);
        return made;
    }));
    return created(answer);
}

Result<http::Response> case_as_json(Context& c) {
    const auto number = c.request.part("number");
    const auto id =
        TRY(c.db.read([&](db::Connection& db) -> Result<CaseId> { return TRY(cases::find_for(db, c.tenant, c.visitor, number)).id; }));
    audit::record_read(
        c.db, c.visitor,
        {.event = "e_services.case_read", .subject_kind = "case", .subject = id.value, .reason = "api", .detail = std::string(number)});
    return TRY(c.db.read([&](db::Connection& db) -> Result<http::Response> {
        const auto found = TRY(cases::find(db, c.tenant, id));
        const auto service = cases::service_of(db, found);
        const auto answers = forms::answers_from_json(found.answers);
        const auto plain = service && answers ? json::parse(forms::to_plain_json(service->form, *answers)) : json::parse("{}");
        const auto fee = cases::fee_of(db, found);
        const auto day = [](std::optional<Date> date) { return date ? json::Value(to_iso(*date)) : json::Value(); };
        return json_answer(json::object(
            {{"number", found.number},
             {"service", found.service},
             {"service_version", found.service_version},
             {"title", found.title},
             {"state", found.state},
             {"state_kind", found.state_kind},
             {"received_at", to_rfc3339(found.received_at)},
             {"due_on", day(found.due_on)},
             {"outcome", found.outcome.empty() ? json::Value() : json::Value(found.outcome)},
             {"answers", plain ? *plain : json::object()},
             {"fee", fee ? services::to_json(*fee) : json::Value()},
             {"documents", json::array(cases::documents(db, c.tenant, found),
                                       [](const cases::Document& document) {
                                           return json::object({{"id", std::to_string(document.id.value)},
                                                                {"name", document.name},
                                                                {"type", document.type},
                                                                {"size", document.size},
                                                                {"sha256", document.content_hash()},
                                                                {"direction", to_name(document.direction)},
                                                                {"at", to_rfc3339(document.at)}});
                                       })},
             {"timeline", json::array(cases::events(db, c.tenant, found), [](const cases::Event& event) {
                  return json::object({{"at", to_rfc3339(event.at)}, {"event", to_name(event.kind)}, {"by", event.actor_kind}});
              })}}));
    }));
}

}  // namespace e_services
