/// The list that crews work from, and what they do with a report.
#include <algorithm>

#include "areas/fault_reports/handlers.h"
#include "areas/fault_reports/opened.h"
#include "areas/fault_reports/sending.h"
#include "engines/audit/audit.h"
#include "engines/cases/find.h"
#include "engines/cases/finish.h"
#include "engines/drafts/uploads.h"
#include "engines/forms/normal.h"
#include "engines/forms/shown.h"
#include "engines/identity/roles.h"
#include "engines/municipality/town_map.h"
#include "foundation/base/numbers.h"
#include "foundation/base/unicode.h"

namespace fault_reports {
namespace {

constexpr int most_in_list = 200;
constexpr std::size_t longest_answer = 1000;

std::string address_of(std::string_view number) { return "/handlaggning/felanmalningar/" + std::string(number); }

std::optional<geo::Position> position_in(std::string_view typed) {
    const auto answer = forms::place(typed, nullptr);
    const auto* point = answer ? answer->point() : nullptr;
    return point ? std::optional(*point) : std::nullopt;
}

/// What the reporter wrote, under the category's own questions.
void read_answers(const Context& c, const services::Service& service, const cases::Case& of, views::Work& work) {
    const auto answers = forms::answers_from_json(of.answers).value_or(forms::Answers{});
    for (const auto& page : service.form.pages)
        for (const auto& field : page.fields) {
            const auto* answer = answers.find(field.id);
            if (!answer || answer->is_empty() || field.type == forms::FieldType::file) continue;
            if (field.type == forms::FieldType::long_text && work.words.empty()) work.words = answer->text();
            else work.answers.emplace_back(field.label.in(c.text.language()), forms::shown(c.text, field, *answer));
        }
}

Result<views::Work> open_work(const Context& c) {
    const std::string number(c.request.part("placed"));
    const auto of = TRY(c.db.read([&](db::Connection& db) { return cases::find_for(db, c.tenant, c.visitor, number); }));
    audit::record_read_since(
        c.db, c.visitor,
        {.event = "cases.opened", .subject_kind = "case", .subject = of.id.value, .reason = "processing", .detail = number},
        now() - 60 * microseconds_a_minute);
    return c.db.read([&](db::Connection& db) -> Result<views::Work> {
        views::Work work{.report = TRY(opened(c, db, number))};
        work.may_change = identity::has_right(db, c.visitor.account, cases::may_decide.name, of.unit);
        read_answers(c, *cases::service_of(db, of), of, work);
        for (auto& document : cases::documents(db, c.tenant, of))
            if (document.type.starts_with("image/")) work.pictures.push_back(std::move(document));
        return work;
    });
}

/// Makes a change to the report of the address and goes back to it, or shows what is wrong with what was typed.
template <class Work>
Result<http::Response> change_report(Context& c, Work work) {
    const std::string number(c.request.part("placed"));
    const auto changed = c.db.write([&](db::Connection& db) -> Result<void> {
        const auto of = TRY(cases::find_to_change(db, c.tenant, c.visitor, number));
        cases::Change change{db, c.tenant, c.visitor, "processing"};
        return work(change, of);
    });
    if (changed) return http::see_other(address_of(number));
    if (changed.error().fault != Fault::invalid && changed.error().fault != Fault::conflict) return tl::unexpected(changed.error());
    return views::work_page(c, TRY(open_work(c)),
                            {.answer = std::string(c.request.field("svar")),
                             .errors = changed.error().fields,
                             .notice = changed.error().fault == Fault::conflict ? "error_changed" : ""});
}

std::string answer_in(const http::Request& request) { return first_characters(tidy_text(request.field("svar")), longest_answer); }

/// The newest picture that came with the answer, as everybody sees it.
void show_answer(db::Connection& db, const Tenant& tenant, const cases::Case& of, const std::string& answer, bool has_picture) {
    auto shown = store::shown(db, of.id);
    shown.answer = answer;
    shown.after.reset();
    if (has_picture)
        for (const auto& document : cases::documents(db, tenant, of))
            if (document.direction == cases::Direction::dispatched && document.type.starts_with("image/")) shown.after = document.id;
    store::show(db, of.id, shown);
}

Result<http::Response> finish_as(Context& c, std::string_view transition, News news) {
    const auto uploads = drafts::uploads_of(c.request, "efter", c.tenant.files);
    return change_report(c, [&](cases::Change& change, const cases::Case& of) -> Result<void> {
        if (!uploads.errors.empty()) return invalid(uploads.errors);
        const auto answer = answer_in(c.request);
        if (answer.empty() && news == News::left) return invalid({{"svar", "error_say_why"}});
        TRY(cases::finish(change, of.id, transition, answer, uploads.kept));
        show_answer(change.db, change.tenant, of, answer, !uploads.kept.empty());
        tell(change.db, change.tenant, of.id, news, answer);
        return {};
    });
}

}  // namespace

Result<http::Response> show_worklist(Context& c) {
    const std::string from(c.request.query.get("fran"));
    const auto here = position_in(from);
    auto rows = c.db.read([&](db::Connection& db) {
        const auto all = categories(db);
        std::vector<views::WorkRow> found;
        for (auto& one : cases::placed_worklist(db, c.visitor.account, most_in_list)) {
            auto title = views::title_of(c, all, one.service);
            const auto metres = here ? std::optional(geo::distance(*here, one.place.at)) : std::nullopt;
            const auto followers = store::count_followers(db, one.id);
            found.push_back({std::move(one), std::move(title), followers, metres});
        }
        return found;
    });
    if (here) std::ranges::stable_sort(rows, {}, [](const views::WorkRow& row) { return *row.metres; });
    return views::worklist_page(c, rows, here ? from : "");
}

Result<http::Response> show_work(Context& c) { return views::work_page(c, TRY(open_work(c)), {}); }

Result<http::Response> begin_work(Context& c) {
    return change_report(c, [&](cases::Change& change, const cases::Case& of) -> Result<void> {
        TRY(cases::assign(change, of.id, c.visitor.account, c.visitor.name));
        return cases::begin_processing(change, of.id);
    });
}

Result<http::Response> mend(Context& c) { return finish_as(c, to_mend, News::mended); }
Result<http::Response> leave(Context& c) { return finish_as(c, to_leave, News::left); }

Result<http::Response> change_shown(Context& c) {
    return change_report(c, [&](cases::Change& change, const cases::Case& of) -> Result<void> {
        auto shown = store::shown(change.db, of.id);
        shown.description = first_characters(tidy_text(c.request.field("beskrivning")), longest_answer);
        shown.picture.reset();
        const auto wanted = c.request.field("bild");
        for (const auto& document : cases::documents(change.db, change.tenant, of))
            if (document.type.starts_with("image/") && std::to_string(document.id.value) == wanted) shown.picture = document.id;
        store::show(change.db, of.id, shown);
        audit::record(change.db, c.visitor,
                      {.event = "fault_reports.shown_changed", .subject_kind = "case", .subject = of.id.value, .detail = of.number});
        return {};
    });
}

}  // namespace fault_reports
