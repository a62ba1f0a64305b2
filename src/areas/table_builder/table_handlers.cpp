/// The tables of the units, and each as a whole.
#include <algorithm>

#include "areas/table_builder/handlers.h"
#include "areas/table_builder/reading.h"
#include "engines/services/catalogue.h"
#include "foundation/base/numbers.h"
#include "foundation/base/unicode.h"

namespace table_builder {
namespace {

using decision_tables::may_approve, decision_tables::may_read, decision_tables::may_write;

ListScreen read_list(Context& c) {
    return c.db.read([&](db::Connection& db) {
        ListScreen screen;
        for (auto& table : decision_tables::tables_of(db, c.visitor.account)) screen.tables.push_back(row_of(db, c, std::move(table)));
        for (const auto id : identity::units_with_right(db, c.visitor.account, may_write.name))
            if (auto unit = identity::find_unit(db, id)) screen.units.push_back(std::move(*unit));
        if (!screen.units.empty())
            for (auto& service : services::published(db))
                if (!service->is_registration() && !service->decision.outcomes.empty()) screen.services.push_back(std::move(service));
        return screen;
    });
}

/// One of the address's table, when the visitor holds that right in its unit.
template <class Work>
Result<http::Response> change_table(Context& c, Permission permission, std::string_view what, Work work) {
    const auto id = c.request.id<DecisionTableId>("decision_table");
    TRY(c.db.write([&](db::Connection& db) -> Result<void> {
        TRY(decision_tables::find_for(db, c.visitor.account, permission, id));
        return work(db, id);
    }));
    return and_say(table_address(id), what);
}

}  // namespace

Result<http::Response> show_tables(Context& c) { return views::list_page(c, read_list(c)); }

Result<http::Response> add_table(Context& c) {
    const ListScreen::Typed typed{std::string(c.request.field("service")), std::string(c.request.field("unit")),
                                  tidy_text(c.request.field("title_sv")), tidy_text(c.request.field("title_en"))};
    const UnitId unit{whole_number(typed.unit).value_or(0)};
    const auto added = c.db.write([&](db::Connection& db) -> Result<DecisionTableId> {
        if (!identity::has_right(db, c.visitor.account, may_write.name, unit)) return invalid({{"unit", "error_unit"}});
        const auto id = TRY(decision_tables::add(db, c.visitor, unit, typed.service, {typed.title_sv, typed.title_en}));
        TRY(decision_tables::begin(db, c.visitor, id));
        return id;
    });
    if (added) return http::see_other(table_address(*added, "1"));
    if (added.error().fault != Fault::invalid) return tl::unexpected(added.error());
    auto screen = read_list(c);
    screen.typed = typed;
    screen.errors = added.error().fields;
    return views::list_page(c, screen);
}

Result<http::Response> show_table(Context& c) {
    const auto id = c.request.id<DecisionTableId>("decision_table");
    return c.db.read([&](db::Connection& db) -> Result<http::Response> {
        auto table = TRY(decision_tables::find_for(db, c.visitor.account, may_read, id));
        TableScreen screen{.versions = decision_tables::versions(db, id), .rights = rights_in(db, c, table.unit)};
        screen.is_delegated = is_delegated(db, table);
        screen.row = row_of(db, c, std::move(table));
        return views::table_page(c, screen);
    });
}

Result<http::Response> begin_version(Context& c) {
    const auto id = c.request.id<DecisionTableId>("decision_table");
    const auto number = TRY(c.db.write([&](db::Connection& db) -> Result<int> {
        TRY(decision_tables::find_for(db, c.visitor.account, may_write, id));
        return decision_tables::begin(db, c.visitor, id);
    }));
    return http::see_other(table_address(id, std::to_string(number)));
}

Result<http::Response> roll_back(Context& c) {
    const auto number = static_cast<int>(whole_number(c.request.field("version")).value_or(0));
    return change_table(c, may_approve, "rolled_back", [&](db::Connection& db, DecisionTableId id) -> Result<void> {
        TRY(decision_tables::roll_back(db, c.visitor, id, number));
        return {};
    });
}

Result<http::Response> stop_table(Context& c) {
    return change_table(c, may_read, "stopped",
                        [&](db::Connection& db, DecisionTableId id) { return decision_tables::stop(db, c.visitor, id); });
}

Result<http::Response> start_table(Context& c) {
    return change_table(c, may_approve, "started",
                        [&](db::Connection& db, DecisionTableId id) { return decision_tables::start(db, c.visitor, id); });
}

}  // namespace table_builder
