#include "areas/table_builder/demo.h"

#include <stdexcept>

#include "engines/cases/find.h"
#include "engines/cases/judging.h"
#include "engines/decision_tables/versions.h"
#include "engines/identity/accounts.h"
#include "engines/identity/delegation.h"
#include "engines/identity/tokens.h"
#include "engines/identity/units.h"
#include "engines/services/catalogue.h"
#include "foundation/jobs/jobs.h"

namespace table_builder {
namespace {

using decision_tables::Content;

constexpr std::string_view parking = "boendeparkering", transport = "skolskjuts";
constexpr std::int64_t has_held_for = 60;  // days

Content of_parking() {
    return {.columns = {{"met.lives_here", {"Folkbokförd på adressen", "Registered at the address"}},
                        {"zone", {"Område", "Area"}},
                        {"own_space", {"Egen plats hemma", "Space of one's own"}},
                        {"holder", {"Bilens ägare", "Owner of the car"}},
                        {"met.few_permits", {"Högst två tillstånd i hushållet", "At most two permits in the household"}}},
            .rows = {{{"ja", "A | B | C", "inte Ja", "Jag | Någon annan som är folkbokförd på adressen", "ja"}, "automatic approve"},
                     {{"-", "-", "-", "-", "nej"}, "proposal reject enough"},
                     {{"-", "-", "Ja", "-", "ja"}, "proposal reject own_space"}},
            .examples = {{"Egen bil, ingen plats", {"ja", "A", "Nej", "Jag", "ja"}, "automatic approve"},
                         {"Leasad bil prövas av en handläggare", {"ja", "B", "Nej", "Ett leasingbolag", "ja"}, ""},
                         {"Tredje tillståndet", {"ja", "A", "Nej", "Jag", "nej"}, "proposal reject enough"},
                         {"Egen plats", {"ja", "C", "Ja", "Jag", "ja"}, "proposal reject own_space"},
                         {"Registret har inte svarat", {"", "A", "Nej", "Jag", "ja"}, ""}}};
}

Content of_transport(const std::string& middle_distance) {
    return {.columns = {{"chosen_school", {"Vald skola", "Chosen school"}},
                        {"grade", {"Årskurs", "Grade"}},
                        {"distance_km", {"Väg till skolan", "Way to school"}},
                        {"met.registered_here", {"Folkbokförd i kommunen", "Registered in the municipality"}}},
            .rows = {{{"nej", "Förskoleklass | Årskurs 1 | Årskurs 2 | Årskurs 3", ">= 2", "ja"}, "proposal approve"},
                     {{"nej", "Årskurs 4 | Årskurs 5 | Årskurs 6", ">= " + middle_distance, "ja"}, "proposal approve"},
                     {{"nej", "Årskurs 7 | Årskurs 8 | Årskurs 9", ">= 4", "ja"}, "proposal approve"}},
            .examples = {{"Tvåa, långt", {"nej", "Årskurs 2", "4,3", "ja"}, "proposal approve"},
                         {"Femma, ganska långt", {"nej", "Årskurs 5", "2,5", "ja"}, middle_distance == "3" ? "" : "proposal approve"},
                         {"Nia, nära", {"nej", "Årskurs 9", "1", "ja"}, ""},
                         {"Vald skola prövas av en handläggare", {"ja", "Årskurs 2", "9", "ja"}, ""}}};
}

template <class Value>
Value required(Result<Value> result) {
    if (!result) throw std::logic_error("the demo's table cannot be made: " + result.error().text_key);
    if constexpr (!std::is_void_v<Value>) return *std::move(result);
}

struct Demo {
    Tenant& tenant;
    Visitor writer, approver;
    Timestamp present = now();

    DecisionTableId add(db::Connection& db, std::string_view service, const forms::Words& title) {
        const auto unit = identity::find_unit(db, services::newest_published(db, service)->unit).value();
        return required(decision_tables::add(db, writer, unit.id, service, title));
    }
    int propose(db::Connection& db, DecisionTableId id, const Content& content, std::string_view words) {
        const auto number = required(decision_tables::begin(db, writer, id));
        required(decision_tables::save(db, writer, id, number, 1, content));
        required(decision_tables::propose(db, writer, id, number, 2, words));
        return number;
    }
    void approve(db::Connection& db, DecisionTableId id, int number) {
        required(decision_tables::approve(db, approver, id, number, 3, swedish_date(now())));
    }
    /// The committee has decided that the row may be applied without a person.
    void delegate(db::Connection& db) {
        const auto role = identity::find_role(db, identity::automatic_role);
        auto rule = identity::find_delegation(db, services::newest_published(db, parking)->decision.delegation);
        if (!role || !rule) return;
        rule->roles.push_back(role->id);
        required(identity::set_delegation(db, *rule));
    }
    void write_tables() {
        set_clock(present - has_held_for * microseconds_a_day);
        tenant.db.write([&](db::Connection& db) {
            delegate(db);
            const auto simple = add(db, parking, {"Boendeparkering, enkla ansökningar", "Residents' parking, simple applications"});
            approve(db, simple,
                    propose(db, simple, of_parking(), "Tre av fyra ansökningar avgörs alltid likadant. Sökanden får svar samma dag."));
            const auto by_distance = add(db, transport, {"Skolskjuts efter årskurs och väg", "School transport by grade and distance"});
            approve(db, by_distance, propose(db, by_distance, of_transport("3"), "Nämndens riktlinje."));
        });
        set_clock(present - 2 * microseconds_a_day);
        tenant.db.write([&](db::Connection& db) {
            for (const auto& table : decision_tables::tables_of(db, writer.account))
                if (table.service == transport)
                    propose(db, table.id, of_transport("2,5"),
                            "Nämnden vill sänka gränsen i årskurs 4–6 från hösten. Prövat på förra årets ärenden.");
        });
        set_clock(present);
    }
    /// Those that wait untouched, as if they had come in now.
    void decide_waiting() {
        const auto waiting = tenant.db.read([&](db::Connection& db) {
            return cases::queue(
                db, tenant, writer.account,
                {.whose = cases::Filter::Whose::unassigned, .state_kind = "open", .service = std::string(parking), .limit = 5});
        });
        for (const auto& row : waiting) {
            ::jobs::Job job;
            job.payload = json::to_text(json::object({{"case", row.id.value}}));
            cases::run_judging(tenant, job);
        }
    }
};

}  // namespace

void make_demo(Tenant& tenant, double) {
    const auto demo = tenant.db.read([&](db::Connection& db) -> std::optional<Demo> {
        const auto writer = identity::find_account(db, "officer"), approver = identity::find_account(db, "approver");
        if (!writer || !approver || !services::newest_published(db, parking) || !services::newest_published(db, transport))
            return std::nullopt;
        return Demo{tenant, identity::visitor_of_account(db, writer->id), identity::visitor_of_account(db, approver->id)};
    });
    if (!demo) return;
    auto made = *demo;
    made.write_tables();
    made.decide_waiting();
}

}  // namespace table_builder
