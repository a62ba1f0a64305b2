#include "engines/identity/e_id.h"

#include <stdexcept>

#include "foundation/base/time.h"
#include "foundation/base/unicode.h"

namespace identity {
namespace {

std::optional<bool> made_as_demo(db::Connection& db) {
    return db.one([](const db::Row& row) { return row.integer("demo") == 1; }, "SELECT demo FROM identity_installation WHERE id = 1");
}

void mark(db::Connection& db, bool demo) {
    db.execute("INSERT INTO identity_installation(id, demo, made_at) VALUES (1, ?, ?)", demo, now());
}

}  // namespace

void make_demo_database(db::Connection& db, DemoOnly) {
    if (const auto made = made_as_demo(db)) {
        if (*made) return;
        throw std::logic_error("this database was made for real: it cannot become a demo");
    }
    if (db.number("SELECT (SELECT count(*) FROM identity_account) + (SELECT count(*) FROM identity_person) AS n") > 0)
        throw std::logic_error("this database holds accounts or people: it cannot become a demo");
    mark(db, true);
}

void make_real_database(db::Connection& db) {
    if (!made_as_demo(db)) mark(db, false);
}

bool is_demo_database(db::Connection& db) { return made_as_demo(db).value_or(false); }

std::vector<DemoResident> demo_residents() {
    return {{"189001019802", "Alva Exempel"},  {"189102279800", "Björn Åkerlund"}, {"189203049813", "Fatima Haddad"},
            {"189304179816", "Göran Östlund"}, {"189405129819", "Hanna Ek"},       {"189506239806", "Ingrid Sjöström"},
            {"189607149813", "Johan Länsman"}, {"189708219804", "Kim Nordin"}};
}

EIdentification simulated_e_identification(db::Database& database, DemoOnly) {
    if (!database.read(is_demo_database)) throw std::logic_error("the simulated e-identification works in demo databases only");
    return {
        .name = "simulated",
        .shown_name = "Simulerad e-legitimation",
        .simulated = true,
        .begin =
            [](std::string_view state, std::string_view return_address) {
                return "/logga-in/simulerad?state=" + http::percent_encoded(state) + "&till=" + http::percent_encoded(return_address);
            },
        .finish = [](const http::Request& request) -> Result<EIdHolder> {
            const auto number = PersonalNumber::from(request.field("personnummer"));
            if (!number) return invalid({{"personnummer", "number_is_wrong"}});
            std::string name(trimmed(request.field("namn")));
            for (const auto& resident : demo_residents())
                if (resident.number == number->digits()) name = resident.name;
            if (name.empty()) return invalid({{"namn", "name_is_missing"}});
            return EIdHolder{*number, name};
        },
    };
}

}  // namespace identity
