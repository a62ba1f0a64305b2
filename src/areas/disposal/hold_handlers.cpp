/// Cases that must not be disposed of for now.
#include "areas/disposal/handlers.h"
#include "areas/disposal/names.h"
#include "areas/disposal/views.h"
#include "engines/audit/audit.h"
#include "engines/identity/sessions.h"
#include "foundation/base/unicode.h"

namespace disposal {
namespace {

constexpr int most_holds = 500;
constexpr std::string_view list_address = "/gallring/stopp";

/// Why a case is held may be secret, and to let it go destroys it: a password alone is not enough where more is asked for.
Result<void> proved(const Context& c) {
    if (!identity::is_proved(c.tenant.session_limits, c.visitor)) return failure(Fault::sign_in_needed);
    return {};
}

/// A reason may tell of people: to read it is a read of personal data.
std::vector<cases::Hold> read_holds(Context& c) {
    audit::record_read(c.db, c.visitor, {.event = "disposal.holds_read", .subject_kind = "case", .reason = "disposal"});
    return c.db.read([&](db::Connection& db) { return cases::holds(db, c.tenant, c.visitor.account, most_holds); });
}

Names names_of(Context& c) {
    return c.db.read([&](db::Connection& db) { return names_for(db, c.text.language()); });
}

Result<cases::Hold> hold_of(Context& c) {
    TRY(proved(c));
    auto held =
        TRY(c.db.read([&](db::Connection& db) { return cases::find_hold(db, c.tenant, c.visitor.account, c.request.part("number")); }));
    audit::record_read(c.db, c.visitor,
                       {.event = "disposal.hold_read", .subject_kind = "case", .subject = held.of.value, .reason = "disposal"});
    return held;
}

/// What the visitor can mend, at its field: what is wrong with a case is said at its number.
std::vector<FieldError> mendable(const Error& error) {
    if (error.fault == Fault::not_found) return {{"number", "error_no_such_case"}};
    if (!error.text_key.empty()) return {{"number", error.text_key}};
    return error.fields;
}

}  // namespace

Result<http::Response> show_holds(Context& c) {
    TRY(proved(c));
    return views::holds_page(c, read_holds(c), names_of(c), {.number = std::string(c.request.query.get("nummer"))}, {});
}

Result<http::Response> hold_case(Context& c) {
    TRY(proved(c));
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
