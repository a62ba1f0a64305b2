#include <fmt/format.h>

#include "areas/case_desk/addresses.h"
#include "areas/case_desk/handlers.h"
#include "areas/case_desk/reading.h"
#include "areas/case_desk/views.h"
#include "foundation/base/unicode.h"

namespace case_desk {

Result<http::Response> show_case(Context& c) { return views::case_page(c, TRY(open_case(c)), {}); }

/// Types that a browser may show by itself without running anything.
static bool is_shown_in_place(std::string_view type) {
    return type == "application/pdf" || type == "image/png" || type == "image/jpeg" || type == "image/gif" || type == "image/webp";
}

Result<http::Response> show_document(Context& c) {
    const auto wanted = c.request.id<DocumentId>("document");
    CaseId id{};
    const auto document = TRY(c.db.read([&](db::Connection& db) -> Result<cases::Document> {
        const auto of = TRY(cases::find_for(db, c.tenant, c.visitor, c.request.part("number")));
        id = of.id;
        for (auto& each : cases::documents(db, c.tenant, of))
            if (each.id == wanted) return std::move(each);
        return failure(Fault::not_found);
    }));
    // Of the case, so that its party sees it among who has looked.
    audit::record_read(c.db, c.visitor,
                       {.event = "cases.document_opened",
                        .subject_kind = "case",
                        .subject = id.value,
                        .reason = "processing",
                        .detail = fmt::format("{} document {}", c.request.part("number"), wanted.value)});
    if (!c.tenant.files.bring(document.hash)) return failure(Fault::not_found);
    const bool shown = is_shown_in_place(document.type);
    http::Response response{.type = shown ? document.type : "application/octet-stream", .file = c.tenant.files.path_of(document.hash)};
    response.with("Content-Disposition",
                  std::string(shown ? "inline" : "attachment") + "; filename*=UTF-8''" + http::percent_encoded(document.name));
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
    if (changed.error().fault != Fault::invalid && changed.error().fault != Fault::conflict) return tl::unexpected(changed.error());
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
