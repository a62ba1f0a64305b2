/// Lists, from the proposal to the report.
#include "areas/disposal/handlers.h"
#include "areas/disposal/names.h"
#include "areas/disposal/views.h"
#include "engines/area/at_the_top.h"
#include "engines/services/catalogue.h"

namespace disposal {
namespace {

constexpr int most_lists = 200;

DisposalListId list_of(const Context& c) { return c.request.id<DisposalListId>("list"); }

/// What was asked, in the words of the case's own version of its service.
std::string question(db::Connection& db, const cases::AnswerLine& line, Language language) {
    const auto service = services::find(db, line.service, line.service_version);
    const auto* field = service ? service->form.field(line.field) : nullptr;
    if (!field) return line.field;
    return (field->part_of ? field->part_of->label.in(language) + ", " : "") + field->label.in(language);
}

Result<views::ShownList> shown_list(db::Connection& db, const Context& c) {
    auto list = TRY(cases::find_disposal_list(db, c.visitor.account, list_of(c)));
    auto lines = cases::lines_of(db, list.id);
    std::vector<views::ShownAnswer> answers;
    for (auto& line : cases::answer_lines_of(db, list.id)) {
        auto asked = question(db, line, c.text.language());
        answers.push_back({std::move(line), std::move(asked)});
    }
    auto names = names_for(db, c.text.language());
    return views::ShownList{std::move(list), std::move(lines), std::move(answers), std::move(names)};
}

}  // namespace

Result<http::Response> show_lists(Context& c) {
    return c.db.read([&](db::Connection& db) {
        const bool sees_log = holds_at_the_top(db, c.visitor, cases::may_dispose);
        return views::lists_page(c, cases::disposal_lists(db, c.visitor.account, most_lists), names_for(db, c.text.language()),
                                 sees_log ? views::SeesLog::yes : views::SeesLog::no);
    });
}

Result<http::Response> show_list(Context& c) {
    return views::list_page(c, TRY(c.db.read([&](db::Connection& db) { return shown_list(db, c); })), "");
}

Result<http::Response> approve_list(Context& c) {
    const auto shown = TRY(c.db.read([&](db::Connection& db) { return shown_list(db, c); }));
    if (!c.request.form.has("looked_through")) return views::list_page(c, shown, "error_look_through");
    const auto approved = c.db.write([&](db::Connection& db) {
        cases::Change change{db, c.tenant, c.visitor};
        return cases::approve_disposal(change, shown.list.id);
    });
    // Somebody else was first: the list says who and when.
    if (!approved && approved.error().fault != Fault::conflict) return tl::unexpected(approved.error());
    return http::see_other(views::address_of(shown.list.id));
}

Result<http::Response> list_as_csv(Context& c) {
    return views::csv(c, TRY(c.db.read([&](db::Connection& db) { return shown_list(db, c); })));
}

}  // namespace disposal
