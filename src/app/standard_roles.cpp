#include "app/standard_roles.h"

#include "engines/area/operations.h"
#include "engines/identity/delegation.h"
#include "engines/identity/roles.h"

namespace app {

void add_standard_roles(db::Connection& db) {
    const std::vector<identity::NewRole> roles = {
        {"case-officer",
         "Handläggare",
         "Case officer",
         {"cases.read", "cases.decide", "e_services.submit", "contacts.answer", "knowledge.write"}},
        {"approver",
         "Godkänner beslut",
         "Approver of decisions",
         {"cases.read", "cases.approve", "decision_tables.read", "decision_tables.approve"}},
        {"contact-centre",
         "Kontaktcenter",
         "Contact centre",
         {"e_services.serve", "feedback.register", "mandates.register", "contacts.serve", "knowledge.write"}},
        {"case-reader", "Läser ärenden", "Reader of cases", {"cases.read"}},
        {"registrar", "Registrator", "Registrar", {"cases.read", "public_records.keep", "cases.report"}},
        {"committee-secretary", "Nämndsekreterare", "Committee secretary", {"cases.read", "cases.report"}},
        {"archivist", "Arkivarie", "Archivist", {"cases.dispose"}},
        {"administrator",
         "Administratör",
         "Administrator",
         {"administration.manage", "administration.services", "services.build", "services.publish", "e_services.submit",
          "fault_reports.receivers", "fault_reports.prices", "fault_reports.assets", "feedback.manage"}},
        {"fault-sender", "Skickar felanmälningar från program", "Sends fault reports from programs", {"fault_reports.send"}},
        {"table-writer", "Skriver beslutstabeller", "Writer of decision tables", {"decision_tables.read", "decision_tables.write"}},
        // Nobody holds it: on a row of the delegation order it says that decisions may be made without a person.
        {std::string(identity::automatic_role), "Automatiska beslut", "Automatic decisions", {}},
        {"service-builder", "E-tjänstebyggare", "Service builder", {"services.build"}},
    };
    for (const auto& role : roles)
        if (!identity::find_role(db, role.slug)) (void)identity::add_role(db, role);
}

void add_installation_role(db::Connection& db) {
    if (identity::find_role(db, installation_role)) return;
    (void)identity::add_role(db, {std::string(installation_role),
                                  "Driftansvarig för kommunerna",
                                  "Manager of the municipalities",
                                  {std::string(installation::may_manage.name)}});
}

std::vector<std::string_view> governing() { return {"administration.manage", installation::may_manage.name}; }

}  // namespace app
