/// Receiving an application: number, flow, register, parties.
#include <fmt/format.h>

#include "engines/cases/checks.h"
#include "engines/cases/event_log.h"
#include "engines/cases/motion.h"
#include "engines/cases/notices.h"
#include "engines/cases/own_terms.h"
#include "engines/cases/pictures.h"
#include "engines/cases/places.h"
#include "engines/cases/registration.h"
#include "engines/cases/signatures.h"
#include "engines/cases/subjects.h"
#include "engines/flows/public_face.h"
#include "engines/forms/shown.h"
#include "engines/identity/units.h"
#include "engines/services/catalogue.h"
#include "engines/services/fees.h"
#include "engines/services/templates.h"
#include "foundation/crypto/crypto.h"

namespace cases {

static std::string carried_flow(std::string_view id) {
    const auto flow = services::carried_flow(id);
    if (!flow) throw std::logic_error("there is no flow " + std::string(id));
    return std::string(*flow);
}

/// "signed_decision" of "decision": the same with signatures before it.
static std::string with_signatures(std::string_view flow) {
    return flow.starts_with("signed_") ? std::string(flow) : "signed_" + std::string(flow);
}

bool can_wait_for_applicant(const services::Service& service) { return services::carried_flow(with_signatures(service.flow)).has_value(); }

/// Those who must sign before the application is complete.
static std::vector<Signer> signers_of(const flows::Flow& flow, const Application& application) {
    if (!flow.find_transition("all_signed")) return {};
    auto all = named_signers(application.service, application.answers);
    if (application.signs_first) all.insert(all.begin(), applicant_to_sign(*application.signs_first));
    return all;
}

/// An answer knows it, or the service.
static UnitId unit_of(db::Connection& db, const Application& application, std::string_view flow_yaml) {
    for (const auto& answer : flows::routing_answers(flow_yaml))
        if (const auto unit = identity::find_unit(db, application.answers.text(answer))) return unit->id;
    if (const auto unit = identity::find_unit(db, application.service.unit)) return unit->id;
    // A municipality without that unit still answers: its top unit gets the case and can hand it on.
    const auto all = identity::units(db);
    if (all.empty()) throw std::logic_error("the municipality has no units: add one with `torg tenant`");
    return all.front().id;
}

std::string searchable(const Texts& text, const services::Service& service, const forms::Answers& answers) {
    std::string words;
    for (const auto& page : service.form.pages)
        for (const auto& field : page.fields) {
            if (field.type != forms::FieldType::address && field.type != forms::FieldType::property) continue;
            if (const auto* answer = answers.find(field.id)) words += forms::shown(text, field, *answer) + "\n";
        }
    return words;
}

static json::Value register_data(const Tenant& tenant, const Application& application) {
    const auto& service = application.service;
    const Texts swedish(tenant.texts, "services", Language::sv), english(tenant.texts, "services", Language::en);
    const bool hides_all = service.secrecy && service.secrecy->hides == services::Hides::all;
    std::string correspondent;
    // Private persons never stand in the register on the web (dataskyddsförordningen art. 5.1 c); organisations do, unless secrecy hides
    // them.
    if (const auto* applicant = applicant_of(application.parties); applicant && !service.secrecy)
        correspondent = applicant->organisation_name;
    return json::object({{"title_sv", hides_all ? service.title.sv : services::public_title(swedish, service, application.answers)},
                         {"title_en", hides_all ? service.title.en : services::public_title(english, service, application.answers)},
                         {"correspondent", correspondent},
                         {"hides", service.secrecy ? to_name(service.secrecy->hides) : std::string_view{}},
                         {"secrecy_ref", service.secrecy ? service.secrecy->ref : ""}});
}

/// Where nobody is named to sign too, the application is complete as it comes.
static const flows::State& first_state(const flows::Flow& flow, const std::vector<Signer>& signers) {
    const auto* completed = flow.find_transition("all_signed");
    return *flow.find_state(completed && signers.empty() ? completed->to : flow.begins);
}

Receipt receive(Change& change, const Application& application) {
    const auto& service = application.service;
    const auto flow_id = application.signs_first ? with_signatures(service.flow) : service.flow;
    const auto flow_yaml = carried_flow(flow_id);
    Case made;
    made.id = CaseId{new_id()};
    made.key = privacy::new_key(change.db, change.tenant.secret);
    made.flow_hash = crypto::sha256_hex(flow_yaml);
    store::put_flow(change.db, made.flow_hash, flow_yaml);
    const auto& flow = flow_of(change.db, made);
    const auto signers = signers_of(flow, application);
    const auto& begins = first_state(flow, signers);

    const Date today = swedish_date(now());
    const auto stopped_on = begins.kind == flows::StateKind::waiting ? std::optional(today) : std::nullopt;
    const int year = civil(today).year;
    const auto series = application.is_test ? "TEST" : service.series;
    const auto ordinal = store::next_ordinal(change.db, series, year);
    Receipt receipt{made.id, fmt::format("{}-{}-{:04}", series, year, ordinal), crypto::readable_code(8)};

    // Swedish is the language of the authorities (språklagen (2009:600) 10 §): officers read one language in their lists.
    const Texts text(change.tenant.texts, "services", Language::sv);
    // What the applicant was told; the case reckons anew when its answers are supplemented.
    const auto fee = services::fee_of(service, application.answers, today);
    append(change, made, EventKind::received,
           json::object(
               {{"number", receipt.number},
                {"series", series},
                {"year", year},
                {"ordinal", ordinal},
                {"service", service.id},
                {"service_version", service.version},
                {"flow", flow_id},
                {"flow_hash", made.flow_hash},
                {"unit", unit_of(change.db, application, flow_yaml).value},
                {"state", state_data(begins, due_day_of(change.db, service, application.answers, application.came_in_on.value_or(today)),
                                     stopped_on)},
                {"title", services::case_title(text, service, application.answers)},
                {"public_title", services::public_title(text, service, application.answers)},
                {"answers", forms::to_json(application.answers)},
                {"fee", fee ? services::to_json(*fee) : json::Value()},
                {"language", to_code(application.language)},
                {"channel", application.channel},
                {"code_hash", store::code_hash(change.tenant, receipt.number, receipt.code)},
                {"is_test", application.is_test},
                {"searchable", searchable(text, service, application.answers)},
                {"place", flows::public_page(flow_yaml, receipt.number) ? to_json(place_in(change.tenant, application)) : json::Value()},
                {"subjects", to_json(subjects_of(change.tenant, service, application.answers, application.parties))},
                {"parties", json::array(application.parties, [](const Party& party) { return to_json(party); })},
                {"signers", to_json(change.tenant, signers)},
                {"files", json::array(application.files, [](const forms::FileAnswer& file) { return to_json(file); })},
                {"register", register_data(change.tenant, application)}}));
    queue_pictures(change.db, made.id, application.files);
    if (is_registration(flow)) {
        register_at_once(change, find(change.db, change.tenant, made.id).value(), service);
        return receipt;
    }
    queue_notice(change, made.id, Notice::received);
    // Registers are asked about people when the application is complete, not before.
    if (signers.empty()) queue_checks(change, made.id);
    else queue_signing_links(change.db, change.tenant, find(change.db, change.tenant, made.id).value());
    return receipt;
}

}  // namespace cases
