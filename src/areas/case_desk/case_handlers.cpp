#include <fmt/format.h>

#include "areas/case_desk/addresses.h"
#include "areas/case_desk/handlers.h"
#include "areas/case_desk/reading.h"
#include "areas/case_desk/views.h"
#include "engines/cases/checks.h"
#include "foundation/base/numbers.h"
#include "foundation/base/unicode.h"

namespace case_desk {

/// In the address of a case whose registers are being asked.
static constexpr std::string_view checks_begun = "kontrolleras";

Result<http::Response> show_case(Context& c) {
    const bool asks = !c.request.query.get(checks_begun).empty();
    return views::case_page(c, TRY(open_case(c)), {.told = asks ? "checks_begun" : ""});
}

/// Types that a browser may show by itself without running anything.
static bool is_shown_in_place(std::string_view type) {
    return type == "application/pdf" || type == "image/png" || type == "image/jpeg" || type == "image/gif" || type == "image/webp";
}

/// The document in the address, with its reading in the log. A page of a case loads what stands on it each time it is shown: the same
/// reader's same document is one reading for an hour.
static Result<cases::Document> open_document(Context& c) {
    const auto wanted = c.request.id<DocumentId>("document");
    CaseId id{};
    auto document = TRY(c.db.read([&](db::Connection& db) -> Result<cases::Document> {
        const auto of = TRY(cases::find_for(db, c.tenant, c.visitor, c.request.part("number")));
        id = of.id;
        for (auto& each : cases::documents(db, c.tenant, of))
            if (each.id == wanted) return std::move(each);
        return failure(Fault::not_found);
    }));
    // Of the case, so that its party sees it among who has looked.
    audit::record_read_since(c.db, c.visitor,
                             {.event = "cases.document_opened",
                              .subject_kind = "case",
                              .subject = id.value,
                              .reason = "processing",
                              .detail = fmt::format("{} document {}", c.request.part("number"), wanted.value)},
                             now() - 60 * microseconds_a_minute);
    return document;
}

Result<http::Response> document_response(Context& c, const cases::Document& document) {
    const bool shown = is_shown_in_place(document.type);
    http::Response response{.type = shown ? document.type : "application/octet-stream",
                            .file = TRY(c.tenant.files.open(document.hash, document.digest))};
    response.with("Content-Disposition",
                  std::string(shown ? "inline" : "attachment") + "; filename*=UTF-8''" + http::percent_encoded(document.name));
    response.with("Cache-Control", "private, no-store");
    return response;
}

Result<http::Response> show_document(Context& c) { return document_response(c, TRY(open_document(c))); }

Result<http::Response> show_page_of_document(Context& c) {
    const auto document = TRY(open_document(c));
    const auto page = whole_number(c.request.part("page")).value_or(0);
    if (page < 1 || page > views::most_pages_drawn) return failure(Fault::not_found);
    http::Response response{.type = "image/jpeg", .body = TRY(cases::picture_of(c.tenant, document, static_cast<int>(page)))};
    response.with("Cache-Control", "private, no-store");
    return response;
}

/// Makes a change to the case in the address and goes back to it.
template <class Change>
static Result<http::Response> change_case(Context& c, Change change_it) {
    const std::string number(c.request.part("number"));
    const auto changed = c.db.write([&](db::Connection& db) -> Result<void> {
        const auto of = TRY(cases::find_to_change(db, c.tenant, c.visitor, number));
        cases::Change change{db, c.tenant, c.visitor, "processing"};
        return change_it(change, of.id);
    });
    if (changed) return http::see_other(case_address(number));
    if (changed.error().text_key.empty() && changed.error().fields.empty()) return tl::unexpected(changed.error());
    return views::case_page(
        c, TRY(open_case(c)),
        {.text = std::string(c.request.field("text")), .errors = changed.error().fields, .notice = changed.error().text_key});
}

Result<http::Response> assign_case(Context& c) {
    return change_case(c, [&](cases::Change& change, CaseId id) -> Result<void> {
        if (c.request.field("till") == "ingen") return cases::assign(change, id, std::nullopt, "");
        TRY(cases::assign(change, id, c.visitor.account, c.visitor.name));
        return cases::begin_processing(change, id);
    });
}

Result<http::Response> check_again(Context& c) {
    auto answer = TRY(change_case(c, [&](cases::Change& change, CaseId id) { return cases::check_again(change, id); }));
    if (answer.status != 303) return answer;
    return http::see_other(case_address(c.request.part("number")) + "?" + std::string(checks_begun) + "=1");
}

Result<http::Response> send_message(Context& c) {
    return change_case(
        c, [&](cases::Change& change, CaseId id) { return cases::write_message(change, id, tidy_text(c.request.field("text"))); });
}

Result<http::Response> write_note(Context& c) {
    return change_case(c,
                       [&](cases::Change& change, CaseId id) { return cases::write_note(change, id, tidy_text(c.request.field("note"))); });
}

Result<http::Response> handle_appeal(Context& c) {
    const auto chosen = c.request.field("val");
    for (const std::string_view transition : {"forward_appeal", "reconsider", "dismiss_appeal"})
        if (chosen == transition)
            return change_case(c, [&](cases::Change& change, CaseId id) { return cases::move_on(change, id, transition); });
    return failure(Fault::not_found);
}

}  // namespace case_desk
