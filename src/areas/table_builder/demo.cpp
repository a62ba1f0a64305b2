#include "areas/table_builder/demo.h"

#include <stdexcept>

#include "areas/table_builder/embedded.h"
#include "engines/cases/find.h"
#include "engines/cases/judging.h"
#include "engines/decision_tables/versions.h"
#include "engines/identity/accounts.h"
#include "engines/identity/delegation.h"
#include "engines/identity/tokens.h"
#include "engines/identity/units.h"
#include "engines/services/catalogue.h"
#include "foundation/jobs/jobs.h"
#include "foundation/json/json.h"

namespace table_builder {
namespace {

constexpr std::int64_t has_held_for = 60;  // days

/// Which services, which rows: demo_tables.json says.
json::Value tables_of_demo() {
    for (const auto& file : embedded::files())
        if (file.name == "demo_tables.json") return json::parse(file.content).value();
    throw std::logic_error("the demo has no tables");
}

template <class Value>
Value required(Result<Value> result) {
    if (!result) throw std::logic_error("the demo's table cannot be made: " + result.error().text_key);
    if constexpr (!std::is_void_v<Value>) return *std::move(result);
}

struct Demo {
    Tenant& tenant;
    Visitor writer, approver;
    json::Value tables = tables_of_demo();
    Timestamp present = now();

    DecisionTableId add(db::Connection& db, const json::Value& table) {
        const auto service = services::newest_published(db, table["service"].text());
        const auto unit = identity::find_unit(db, service->unit).value();
        if (table["is_delegated"].yes()) delegate(db, service->decision.delegation);
        return required(decision_tables::add(db, writer, unit.id, service->id, {table["title_sv"].text(), table["title_en"].text()}));
    }
    int propose(db::Connection& db, DecisionTableId id, const json::Value& version) {
        const auto number = required(decision_tables::begin(db, writer, id));
        required(decision_tables::save(db, writer, id, number, 1, decision_tables::content_from(version["content"])));
        required(decision_tables::propose(db, writer, id, number, 2, version["words"].text()));
        return number;
    }
    /// The committee has decided that the row may be applied without a person.
    void delegate(db::Connection& db, const std::string& rule_id) {
        const auto role = identity::find_role(db, identity::automatic_role);
        auto rule = identity::find_delegation(db, rule_id);
        if (!role || !rule) return;
        rule->roles.push_back(role->id);
        required(identity::set_delegation(db, *rule));
    }
    /// The first version of each has held for two months; a second one was proposed lately and waits.
    void write_tables() {
        for (const auto& table : tables.items()) {
            set_clock(present - has_held_for * microseconds_a_day);
            const auto id = tenant.db.write([&](db::Connection& db) {
                const auto made = add(db, table);
                required(decision_tables::approve(db, approver, made, propose(db, made, table["versions"][0]), 3, swedish_date(now())));
                return made;
            });
            if (table["versions"].size() < 2) continue;
            set_clock(present - 2 * microseconds_a_day);
            tenant.db.write([&](db::Connection& db) { propose(db, id, table["versions"][1]); });
        }
        set_clock(present);
    }
    /// Those that wait untouched, as if they had come in now.
    void decide_waiting(const std::string& service) {
        const auto waiting = tenant.db.read([&](db::Connection& db) {
            return cases::queue(db, tenant, writer.account,
                                {.whose = cases::Filter::Whose::unassigned, .state_kind = "open", .service = service, .limit = 5});
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
        if (!writer || !approver) return std::nullopt;
        Demo made{tenant, identity::visitor_of_account(db, writer->id), identity::visitor_of_account(db, approver->id)};
        for (const auto& table : made.tables.items())
            if (!services::newest_published(db, table["service"].text())) return std::nullopt;
        return made;
    });
    if (!demo) return;
    auto made = *demo;
    made.write_tables();
    for (const auto& table : made.tables.items())
        if (table["is_delegated"].yes()) made.decide_waiting(table["service"].text());
}

}  // namespace table_builder
