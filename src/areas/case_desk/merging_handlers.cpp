/// Two cases become one, one case becomes two.
#include "areas/case_desk/addresses.h"
#include "areas/case_desk/handlers.h"
#include "areas/case_desk/reading.h"
#include "areas/case_desk/views.h"
#include "foundation/base/numbers.h"
#include "foundation/base/unicode.h"

namespace case_desk {
namespace {

Result<MergingScreen> open_merging(Context& c) {
    MergingScreen screen{.of = TRY(open_case(c))};
    if (!screen.of.may_decide) return failure(Fault::forbidden);
    screen.services = c.db.read([&](db::Connection& db) { return cases::services_to_split_to(db, c.visitor); });
    screen.typed.service = screen.of.of.service;
    return screen;
}

MergingScreen::Typed typed_in(const http::Request& request) {
    MergingScreen::Typed typed{.other = std::string(trimmed(request.field("other"))),
                               .service = std::string(request.field("service")),
                               .words = tidy_text(request.field("split_words"))};
    for (const auto document : request.form.every("documents")) typed.documents.emplace_back(document);
    return typed;
}

/// Makes the change; what was typed stays when it could not be made. `work` gives the number of the case to go to.
template <class Work>
Result<http::Response> change_merging(Context& c, Work work) {
    const std::string number(c.request.part("number"));
    const auto typed = typed_in(c.request);
    const auto changed = c.db.write([&](db::Connection& db) -> Result<std::string> {
        const auto of = TRY(cases::find_to_change(db, c.tenant, c.visitor, number));
        cases::Change change{db, c.tenant, c.visitor, "processing"};
        return work(change, of, typed);
    });
    if (changed) return http::see_other(case_address(*changed));
    const auto& error = changed.error();
    if (error.text_key.empty() && error.fields.empty()) return tl::unexpected(error);
    auto screen = TRY(open_merging(c));
    screen.typed = typed;
    screen.errors = error.fields;
    screen.notice = error.fields.empty() ? error.text_key : "";
    return views::merging_page(c, screen);
}

/// One that may not be changed is as one that is not there.
Result<cases::Case> other_case(cases::Change& change, std::string_view number) {
    auto other = cases::find_to_change(change.db, change.tenant, change.by, number);
    if (!other && other.error().fault != Fault::sign_in_needed) return invalid({{"other", "error_no_such_case"}});
    return other;
}

}  // namespace

Result<http::Response> show_merging(Context& c) { return views::merging_page(c, TRY(open_merging(c))); }

Result<http::Response> merge_case(Context& c) {
    return change_merging(c, [](cases::Change& change, const cases::Case& of, const MergingScreen::Typed& typed) -> Result<std::string> {
        const auto other = TRY(other_case(change, typed.other));
        TRY(cases::merge(change, other.id, of.id));
        return of.number;
    });
}

Result<http::Response> unmerge_case(Context& c) {
    return change_merging(c, [](cases::Change& change, const cases::Case& of, const MergingScreen::Typed& typed) -> Result<std::string> {
        const auto other = TRY(other_case(change, typed.other));
        if (cases::merged_into(change.db, other.id) != of.id) return invalid({{"other", "error_no_such_case"}});
        TRY(cases::unmerge(change, other.id));
        return of.number;
    });
}

Result<http::Response> split_case(Context& c) {
    return change_merging(c, [&](cases::Change& change, const cases::Case& of, const MergingScreen::Typed& typed) -> Result<std::string> {
        cases::SplitDraft draft{.service = typed.service, .words = typed.words, .seen_event = whole_number(c.request.field("seen_event"))};
        for (const auto& document : typed.documents) draft.documents.push_back(DocumentId{whole_number(document).value_or(0)});
        const auto made = TRY(cases::split(change, of.id, draft));
        return made.number;
    });
}

}  // namespace case_desk
