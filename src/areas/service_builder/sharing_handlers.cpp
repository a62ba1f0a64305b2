/// A definition from another municipality.
#include "areas/service_builder/asked.h"
#include "areas/service_builder/handlers.h"
#include "areas/service_builder/sharing.h"
#include "areas/service_builder/views.h"
#include "engines/services/sent.h"
#include "foundation/base/unicode.h"

namespace service_builder {
Result<http::Response> show_take_in_definition(Context& c) { return take_in_page(c, "", {}); }

Result<http::Response> take_in_definition(Context& c) {
    auto yaml = services::sent_definition(c.request);
    std::erase(yaml, '\r');
    if (!is_utf8(yaml)) return take_in_page(c, "", {{"yaml", "error_yaml"}});
    return c.db.write([&](db::Connection& db) -> Result<http::Response> {
        const auto taken = take_in_definition(db, c.visitor, yaml, in_conflict(c));
        if (!taken && taken.error().fault == Fault::invalid) return take_in_page(c, yaml, taken.error().fields);
        if (!taken) return tl::unexpected(taken.error());
        if (taken->conflicts.empty()) return and_say(draft_address(taken->draft, "skillnad"), "taken_in");
        std::erase_if(c.request.form.all, [](const auto& field) { return field.first == "yaml"; });
        c.request.form.all.emplace_back("yaml", yaml);  // the choice sends it once more, also when it came in a file
        return conflict_page(c, TRY(find_draft(db, taken->draft)), taken->conflicts, c.request.path, Against::source);
    });
}

}  // namespace service_builder
