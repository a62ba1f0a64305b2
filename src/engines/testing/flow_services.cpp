#include "engines/testing/flow_services.h"

#include <fmt/format.h>

#include <stdexcept>

#include "engines/services/catalogue.h"

namespace flow_services {
namespace {

/// {0} id, {1} title, {2} series, {3} fields, {4} flow, {5} decision, {6} sign_in
constexpr std::string_view frame = R"(id: {0}
version: 1
title: {{ sv: {1}, en: "{1} in English" }}
summary: {{ sv: Prov., en: Test. }}
icon: bus
theme: education
unit: barn-och-utbildning
series: {2}
applicant: person
sign_in: {6}
case_title: {{ sv: "{1} av {{applicant_name}}", en: "{1} by {{applicant_name}}" }}
public_title: {1}
law: [{{ ref: "Provlagen 1 §", url: "https://www.riksdagen.se/", about: {{ sv: Prov., en: Test. }} }}]
privacy:
  purpose: {{ sv: Prov., en: Test. }}
  legal_ground: public_authority
processing: {{ usual_days: 10, deadline: {{ days: 10, ref: "Provlagen 2 §" }} }}
retention: {{ years: 2, ref: Provplanen }}
form:
  pages:
    - id: about
      title: {{ sv: Om, en: About }}
      fields:
        - {{ id: what, type: text, label: {{ sv: "Vad gäller det?", en: "What is it about?" }}, sensitivity: ordinary }}
{3}flow: {4}
decision:
{5})";

constexpr std::string_view signers = R"(        - id: guardians
          type: signature
          label: { sv: "Vem mer ska skriva under?", en: "Who else must sign?" }
          item: { sv: Vårdnadshavare, en: Guardian }
          min: 1
          max: 5
          statement: { sv: Jag har läst det som står här och skriver under det., en: I have read what stands here and sign it. }
)";

constexpr std::string_view registers = R"(  outcomes:
    register:
      label: { sv: Registrera, en: Register }
      letter:
        heading: { sv: "Vi har registrerat {what}", en: "We have registered {what}" }
        body: { sv: "Du skickade {what}.", en: "You sent {what}." }
  appeal: { kind: none }
)";

constexpr std::string_view decides = R"(  delegation: "Prov 7"
  outcomes:
    approve:
      label: { sv: Bifall, en: Approve }
      letter:
        heading: { sv: "Du får {what}", en: "You get {what}" }
        body: { sv: "Du har sökt {what}.", en: "You have applied for {what}." }
    reject:
      label: { sv: Avslag, en: Reject }
      reasons: [{ id: no_need, label: { sv: Inget behov, en: No need }, text: { sv: Behovet saknas., en: There is no need. }, ref: "Provlagen 1 §" }]
      letter:
        heading: { sv: "Du får inte {what}", en: "You do not get {what}" }
        body: { sv: "{reasons}", en: "{reasons}" }
  appeal: { kind: administrative, court: { sv: Förvaltningsrätten, en: The administrative court }, days: 21 }
)";

}  // namespace

std::string yaml_of(std::string_view service) {
    if (service == meter) return fmt::format(frame, service, "Mätaravläsning", "PMA", "", "registration", registers, "optional");
    if (service == support) return fmt::format(frame, service, "Bidrag", "PBI", "", "approved_decision", decides, "optional");
    if (service == school_choice) return fmt::format(frame, service, "Skolval", "PSV", signers, "signed_decision", decides, "required");
    throw std::logic_error("there is no test service " + std::string(service));
}

void publish(db::Connection& db) {
    for (const auto service : {meter, support, school_choice})
        if (!services::put(db, yaml_of(service)) || !services::publish(db, service, 1))
            throw std::logic_error("the test service cannot be published: " + std::string(service));
}

}  // namespace flow_services
