/// Who is told besides the officer that a case is to be decided, and when: each unit's own choice.
#include "areas/case_desk/addresses.h"
#include "areas/case_desk/handlers.h"
#include "areas/case_desk/reading.h"
#include "areas/case_desk/views.h"
#include "engines/audit/audit.h"
#include "engines/identity/roles.h"
#include "foundation/base/numbers.h"
#include "foundation/base/unicode.h"

namespace case_desk {
namespace {

/// People who read the unit's cases.
std::vector<identity::Account> readers_of(db::Connection& db, UnitId unit) {
    std::vector<identity::Account> all;
    for (const auto id : identity::accounts_with_right(db, cases::may_read.name, unit))
        if (auto found = identity::find_account(db, id); found && !found->program) all.push_back(std::move(*found));
    return all;
}

/// Only the chosen unit's form names people: a town has hundreds of units with hundreds of readers each.
AlarmsScreen read_alarms(Context& c, UnitId chosen) {
    return c.db.read([&](db::Connection& db) {
        AlarmsScreen screen;
        for (const auto id : identity::units_with_right(db, c.visitor.account, cases::may_approve.name))
            if (auto unit = identity::find_unit(db, id)) screen.units.push_back({std::move(*unit), cases::alarm_settings(db, id), {}});
        for (auto& of : screen.units)
            if (of.unit.id == chosen || screen.units.size() == 1) of.readers = readers_of(db, of.unit.id);
        return screen;
    });
}

/// What the unit has chosen, for the log.
std::string in_words(db::Connection& db, const Context& c, UnitId unit) {
    const auto chosen = cases::alarm_settings(db, unit);
    std::string told = "–";  // those who approve decisions there
    if (chosen.told)
        if (const auto account = identity::find_account(db, *chosen.told)) told = account->username;
    return c.text.in(Language::sv)("alarms_logged", chosen.days_before, chosen.days_after, told);
}

}  // namespace

Result<http::Response> show_alarms(Context& c) {
    auto screen = read_alarms(c, UnitId{whole_number(c.request.query.get("enhet")).value_or(0)});
    screen.is_saved = !c.request.query.get("sparat").empty();
    return views::alarms_page(c, screen);
}

Result<http::Response> save_alarms(Context& c) {
    const UnitId unit{whole_number(c.request.field("enhet")).value_or(0)};
    const auto told = whole_number(c.request.field("told"));
    const AlarmsForm typed{.unit = unit,
                           .told = std::string(c.request.field("told")),
                           .days_before = std::string(trimmed(c.request.field("days_before"))),
                           .days_after = std::string(trimmed(c.request.field("days_after")))};
    const auto saved = c.db.write([&](db::Connection& db) -> Result<void> {
        if (!identity::has_right(db, c.visitor.account, cases::may_approve.name, unit)) return failure(Fault::not_found);
        TRY(cases::set_alarm_settings(db, unit,
                                      {.told = told ? std::optional(AccountId{*told}) : std::nullopt,
                                       .days_before = whole_number(typed.days_before).value_or(0),
                                       .days_after = whole_number(typed.days_after).value_or(0)}));
        audit::record(db, c.visitor,
                      {.event = "case_desk.alarms_set", .subject_kind = "unit", .subject = unit.value, .detail = in_words(db, c, unit)});
        return {};
    });
    if (saved) return http::see_other(std::string(alarms_address) + "?sparat=1");
    if (saved.error().fault != Fault::invalid) return tl::unexpected(saved.error());
    auto screen = read_alarms(c, unit);
    screen.typed = typed;
    screen.errors = saved.error().fields;
    return views::alarms_page(c, screen);
}

}  // namespace case_desk
