/// Who must not handle a case, as each member of staff has said: once for all cases, or of one.
#include "areas/case_desk/addresses.h"
#include "areas/case_desk/handlers.h"
#include "areas/case_desk/views.h"
#include "foundation/base/numbers.h"

namespace case_desk {
namespace {

ConflictsScreen read_close_ones(Context& c) {
    return {.close_ones = c.db.read([&](db::Connection& db) { return cases::close_ones(db, c.visitor); })};
}

Result<void> change_close_ones(Context& c, cases::Change& change) {
    const auto removed = c.request.field("bort");
    if (!removed.empty()) return cases::remove_close_one(change, whole_number(removed).value_or(0));
    const auto relation = from_name<cases::ConflictOfInterest>(c.request.field("relation"));
    if (relation == cases::ConflictOfInterest::home) return cases::add_home(change, c.request.field("street"), c.request.field("postcode"));
    if (!relation || relation == cases::ConflictOfInterest::said) return invalid({{"relation", "error_choose_relation"}});
    return cases::add_close_person(change, *relation, c.request.field("number"));
}

}  // namespace

Result<http::Response> show_close_ones(Context& c) { return views::conflicts_page(c, read_close_ones(c)); }

Result<http::Response> save_close_ones(Context& c) {
    const auto saved = c.db.write([&](db::Connection& db) {
        cases::Change change{db, c.tenant, c.visitor};
        return change_close_ones(c, change);
    });
    if (saved) return http::see_other(std::string(conflicts_address));
    if (saved.error().fault != Fault::invalid) return tl::unexpected(saved.error());
    auto screen = read_close_ones(c);
    screen.typed = {.relation = std::string(c.request.field("relation")),
                    .number = std::string(c.request.field("number")),
                    .street = std::string(c.request.field("street")),
                    .postcode = std::string(c.request.field("postcode"))};
    screen.errors = saved.error().fields;
    return views::conflicts_page(c, screen);
}

}  // namespace case_desk
