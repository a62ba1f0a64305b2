#include "areas/table_builder/reading.h"

#include "engines/cases/find.h"
#include "engines/identity/delegation.h"
#include "engines/services/catalogue.h"
#include "foundation/base/numbers.h"

namespace table_builder {

TableRow row_of(db::Connection& db, const Context& c, decision_tables::Table table) {
    TableRow row{.service = services::newest_published(db, table.service),
                 .holds = decision_tables::version_on(db, table.id, swedish_date(now())),
                 .unfinished = decision_tables::unfinished(db, table.id)};
    if (const auto unit = identity::find_unit(db, table.unit)) row.unit = unit->name(c.text.language());
    row.table = std::move(table);
    return row;
}

Rights rights_in(db::Connection& db, const Context& c, UnitId unit) {
    const auto holds = [&](Permission permission) { return identity::has_right(db, c.visitor.account, permission.name, unit); };
    return {holds(decision_tables::may_write), holds(decision_tables::may_approve)};
}

bool is_delegated(db::Connection& db, const decision_tables::Table& table) {
    const auto service = services::newest_published(db, table.service);
    return service && identity::may_be_automatic(db, service->decision.delegation, table.unit);
}

Result<void> is_proved_for_cases(db::Connection& db, const Context& c, std::string_view service) {
    for (const auto& each : services::definitions(db)) {
        const bool holds_cases = each.id == service && each.state != services::DefinitionState::draft;
        if (holds_cases && !cases::is_proved_for(db, c.tenant, c.visitor, each.id, each.version)) return failure(Fault::sign_in_needed);
    }
    return {};
}

Result<VersionScreen> read_version(db::Connection& db, const Context& c) {
    const auto id = c.request.id<DecisionTableId>("decision_table");
    auto table = TRY(decision_tables::find_for(db, c.visitor.account, decision_tables::may_read, id));
    const auto number = static_cast<int>(whole_number(c.request.part("version")).value_or(0));
    VersionScreen screen{.version = TRY(decision_tables::find_version(db, id, number))};
    screen.rights = rights_in(db, c, table.unit);
    screen.is_delegated = is_delegated(db, table);
    screen.is_own = decision_tables::has_a_hand_in(screen.version, c.visitor.account);
    screen.row = row_of(db, c, std::move(table));
    if (screen.row.holds && screen.row.holds->number != number) screen.before = screen.row.holds;
    screen.replay = newest_replay(db, c.visitor, screen.version);
    screen.words = screen.version.state == decision_tables::State::open ? "" : screen.version.words;
    return screen;
}

}  // namespace table_builder
