/// The second of two who see a decision.
#include "areas/case_desk/addresses.h"
#include "areas/case_desk/handlers.h"
#include "areas/case_desk/reading.h"
#include "areas/case_desk/views.h"
#include "foundation/base/numbers.h"
#include "foundation/base/unicode.h"

namespace case_desk {
namespace {

/// What the visitor can mend or must know is shown on the case; all else is the site's to answer.
template <class Act>
Result<http::Response> act_on_decision(Context& c, const std::string& words, Act act) {
    const std::string number(c.request.part("number"));
    const auto done = c.db.write([&](db::Connection& db) -> Result<void> {
        const auto of = TRY(cases::find_to_approve(db, c.tenant, c.visitor, number));
        cases::Change change{db, c.tenant, c.visitor, "processing"};
        return act(change, of.id, whole_number(c.request.field("seen_event")).value_or(0));
    });
    if (done) return http::see_other(std::string(to_approve_address));
    const auto& error = done.error();
    if (error.text_key.empty() && error.fields.empty()) return tl::unexpected(error);
    return views::case_page(c, TRY(open_case(c)), {.words = words, .errors = error.fields, .notice = error.text_key});
}

}  // namespace

Result<http::Response> approve(Context& c) {
    return act_on_decision(
        c, "", [](cases::Change& change, CaseId id, std::int64_t seen_event) { return cases::approve_decision(change, id, seen_event); });
}

Result<http::Response> send_back(Context& c) {
    const auto words = tidy_text(c.request.field("words"));
    return act_on_decision(c, words, [&](cases::Change& change, CaseId id, std::int64_t seen_event) {
        return cases::send_decision_back(change, id, seen_event, words);
    });
}

}  // namespace case_desk
