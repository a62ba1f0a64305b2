/// Looking at a draft as applicants would, trying it, and trying it on cases that were closed.
#include "areas/service_builder/asked.h"
#include "areas/service_builder/handlers.h"
#include "areas/service_builder/preview.h"
#include "areas/service_builder/replay.h"
#include "engines/audit/audit.h"
#include "engines/cases/find.h"

namespace service_builder {
namespace {

struct Readable {
    Draft draft;
    Checked checked;
};
Result<Readable> asked_readable(Context& c) {
    return c.db.read([&](db::Connection& db) -> Result<Readable> {
        auto opened = TRY(asked_draft(db, c));
        auto found = checked(db, opened.document);
        return Readable{std::move(opened.draft), std::move(found)};
    });
}

/// What cannot be read yet cannot be tried: the overview says what is to be mended.
http::Response to_mend(const Draft& draft) { return and_say(draft_address(draft.id), "mend_first"); }

/// A trial keeps no files: name and size are enough for the form.
Result<forms::FileAnswer> kept_nowhere(const http::Upload& upload) {
    if (upload.too_large || upload.lost) return failure(Fault::too_large);
    return forms::FileAnswer{.hash = "prov", .name = upload.filename, .size = upload.size, .type = "application/pdf"};
}

}  // namespace

Result<http::Response> show_preview(Context& c) {
    const auto [draft, found] = TRY(asked_readable(c));
    const std::string wanted(c.request.query.get("sida"));
    const auto first = found.service ? found.service->form.pages.front().id : "";
    return preview_page(c, draft, found, found.service && found.service->form.page(wanted) ? wanted : first);
}

Result<http::Response> show_preview_frame(Context& c) {
    const auto [draft, found] = TRY(asked_readable(c));
    if (!found.service) return to_mend(draft);
    const auto* page = found.service->form.page(c.request.query.get("sida"));
    if (!page) return failure(Fault::not_found);
    return preview_frame(c, *found.service, *page);
}

Result<http::Response> show_trial(Context& c) {
    const auto [draft, found] = TRY(asked_readable(c));
    if (!found.service) return to_mend(draft);
    const auto* first = forms::next_page(found.service->form, {}, "");
    if (!first) return to_mend(draft);
    return trial_page(c, {draft, *found.service, *first, {}, {}, {}});
}

Result<http::Response> answer_trial(Context& c) {
    const auto [draft, found] = TRY(asked_readable(c));
    if (!found.service) return to_mend(draft);
    const auto& form = found.service->form;
    const auto* page = form.page(c.request.field("sida"));
    const auto before = forms::answers_from_json(c.request.field("svar"));
    if (!page || !before) return http::see_other(draft_address(draft.id, "prova"));
    const auto filled = forms::read_page(form, *page, c.request, *before, kept_nowhere);
    if (filled.pressed) return trial_page(c, {draft, *found.service, *page, filled.answers, filled.typed, filled.errors});
    if (const auto errors = forms::check_page(form, *page, filled); !errors.empty())
        return trial_page(c, {draft, *found.service, *page, filled.answers, filled.typed, errors});
    if (!filled.revealed.empty()) return trial_page(c, {draft, *found.service, *page, filled.answers, {}, {}});
    if (const auto* next = forms::next_page(form, filled.answers, page->id))
        return trial_page(c, {draft, *found.service, *next, filled.answers, {}, {}});
    if (const auto* wrong = forms::first_page_with_error(form, filled.answers))
        return trial_page(c, {draft, *found.service, *wrong, filled.answers, {}, forms::check_whole(form, filled.answers).errors});
    return trial_result(c, draft, *found.service, filled.answers);
}

Result<http::Response> show_replay(Context& c) {
    const auto [draft, found] = TRY(asked_readable(c));
    return replay_page(c, draft, found, std::nullopt);
}

Result<http::Response> run_replay(Context& c) {
    const auto [draft, found] = TRY(asked_readable(c));
    if (!found.service) return to_mend(draft);
    // Reading comes after what says that it was read.
    const auto closed = c.db.write([&, service = draft.service](db::Connection& db) {
        auto ids = cases::closed_of(db, c.visitor.account, service, most_replayed);
        for (const auto id : ids)
            audit::record(db, c.visitor,
                          {.event = "service_builder.case_replayed", .subject_kind = "case", .subject = id.value, .reason = "replay"});
        return ids;
    });
    const auto replay = c.db.read([&, service = found.service](db::Connection& db) {
        return replayed(db, c.tenant, cases::find_all(db, c.tenant, closed), *service);
    });
    return replay_page(c, draft, found, replay);
}

}  // namespace service_builder
