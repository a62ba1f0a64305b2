/// Cases that must not be disposed of for now.
#include <algorithm>

#include "areas/disposal/handlers.h"
#include "areas/disposal/names.h"
#include "areas/disposal/views.h"
#include "engines/audit/audit.h"
#include "foundation/base/unicode.h"

namespace disposal {
namespace {

constexpr int most_holds = 500;
constexpr std::string_view list_address = "/gallring/stopp";

/// A reason may tell of people: to read it is a read of personal data.
std::vector<cases::Hold> read_holds(Context& c) {
    audit::record_read(c.db, c.visitor, {.event = "disposal.holds_read", .subject_kind = "case", .reason = "disposal"});
    return c.db.read([&](db::Connection& db) { return cases::holds(db, c.tenant, c.visitor.account, most_holds); });
}

Names names_of(Context& c) {
    return c.db.read([&](db::Connection& db) { return names_for(db, c.text.language()); });
}

Result<cases::Hold> hold_of(Context& c) {
    const auto all = read_holds(c);
    const auto found = std::ranges::find(all, c.request.part("number"), &cases::Hold::number);
    if (found == all.end()) return failure(Fault::not_found);
    return *found;
}

/// What the visitor can mend, at its field: what is wrong with a case is said at its number.
std::vector<FieldError> mendable(const Error& error) {
    if (error.fault == Fault::not_found) return {{"number", "error_no_such_case"}};
    if (!error.text_key.empty()) return {{"number", error.text_key}};
    return error.fields;
}

}  // namespace

Result<http::Response> show_holds(Context& c) {
    return views::holds_page(c, read_holds(c), names_of(c), {.number = std::string(c.request.query.get("nummer"))}, {});
}

Result<http::Response> hold_case(Context& c) {
    const views::HoldForm form{tidy_text(c.request.field("number")), tidy_text(c.request.field("reason"))};
    const auto done = c.db.write([&](db::Connection& db) {
        cases::Change change{db, c.tenant, c.visitor, "disposal"};
        return cases::hold(change, form.number, form.reason);
    });
    if (done) return http::see_other(std::string(list_address) + "?klart=1");
    return views::holds_page(c, read_holds(c), names_of(c), form, mendable(done.error()));
}

Result<http::Response> show_hold(Context& c) { return views::hold_page(c, TRY(hold_of(c)), names_of(c), "", {}); }

Result<http::Response> end_hold(Context& c) {
    const auto held = TRY(hold_of(c));
    const auto reason = tidy_text(c.request.field("reason"));
    const auto done = c.db.write([&](db::Connection& db) {
        cases::Change change{db, c.tenant, c.visitor, "disposal"};
        return cases::end_hold(change, held.number, reason);
    });
    if (done) return http::see_other(std::string(list_address) + "?klart=1");
    if (done.error().fields.empty()) return tl::unexpected(done.error());
    return views::hold_page(c, held, names_of(c), reason, done.error().fields);
}

}  // namespace disposal
