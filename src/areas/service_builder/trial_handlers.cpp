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

/// One step of a trial: the next page, the same one again, or what comes of it.
Result<http::Response> answered(Context& c, const Draft& draft, const services::Service& service, const std::string& unsaved) {
    const auto& form = service.form;
    const auto* page = form.page(c.request.field("sida"));
    const auto before = forms::answers_from_json(c.request.field("svar"));
    if (!page || !before) return http::see_other(draft_address(draft.id, "prova"));
    const auto filled = forms::read_page(form, *page, c.request, *before, kept_nowhere);
    if (filled.pressed) return trial_page(c, {draft, service, *page, filled.answers, filled.typed, filled.errors, unsaved});
    if (const auto errors = forms::check_page(form, *page, filled); !errors.empty())
        return trial_page(c, {draft, service, *page, filled.answers, filled.typed, errors, unsaved});
    if (!filled.revealed.empty()) return trial_page(c, {draft, service, *page, filled.answers, {}, {}, unsaved});
    if (const auto* next = forms::next_page(form, filled.answers, page->id))
        return trial_page(c, {draft, service, *next, filled.answers, {}, {}, unsaved});
    if (const auto* wrong = forms::first_page_with_error(form, filled.answers))
        return trial_page(c, {draft, service, *wrong, filled.answers, {}, forms::check_whole(form, filled.answers).errors, unsaved});
    return trial_result(c, {draft, service, filled.answers, unsaved});
}

/// The builder's form as one text, which the trial carries from page to page.
std::string encoded(const http::Fields& form) {
    std::string text;
    for (const auto& [name, value] : form.all)
        if (name != "_csrf") text += (text.empty() ? "" : "&") + http::percent_encoded(name) + "=" + http::percent_encoded(value);
    return text;
}

/// The definition as the form of a part, or the text of the whole, makes it.
Result<yaml::Node> typed_definition(const Context& of_builder, const yaml::Node& document) {
    const auto& request = of_builder.request;
    if (!request.form.has("yaml")) return edited(of_builder, document, std::string(request.field("del")));
    std::string text(request.field("yaml"));
    std::erase(text, '\r');
    const auto written = yaml::parse(text);
    if (!written || !written->is_map()) return invalid({{"yaml", "error_unsaved_yaml"}});
    return *written;
}

/// The definition as it would be if that form were saved now, and what is wrong with it.
Result<Readable> with_unsaved(Context& c, const std::string& unsaved) {
    auto typed = http::parse_urlencoded(unsaved);
    if (!typed) return failure(Fault::invalid);
    auto opened = TRY(c.db.read([&](db::Connection& db) { return asked_draft(db, c); }));
    auto request = c.request;
    request.form = std::move(*typed);
    const Context of_builder{request, c.tenant, c.visitor, c.text, c.db};
    const auto document = typed_definition(of_builder, opened.document);
    if (!document && document.error().fault == Fault::invalid)
        return Readable{
            std::move(opened.draft),
            {.problems = {{std::string(request.field("del")), 0, document.error().fields.at(0).text_key, {}, "service_builder"}}}};
    if (!document) return tl::unexpected(document.error());
    auto found = c.db.read([&](db::Connection& db) { return checked(db, *document); });
    return Readable{std::move(opened.draft), std::move(found)};
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
    return trial_page(c, {draft, *found.service, *first, {}, {}, {}, ""});
}

Result<http::Response> answer_trial(Context& c) {
    const auto [draft, found] = TRY(asked_readable(c));
    if (!found.service) return to_mend(draft);
    return answered(c, draft, *found.service, "");
}

Result<http::Response> try_unsaved(Context& c) {
    const bool has_begun = c.request.form.has("osparat");
    const auto unsaved = has_begun ? std::string(c.request.field("osparat")) : encoded(c.request.form);
    const auto [draft, found] = TRY(with_unsaved(c, unsaved));
    if (!found.service) return trial_to_mend(c, draft, found.problems);
    if (has_begun && c.request.form.has("sida")) return answered(c, draft, *found.service, unsaved);
    const auto* first = forms::next_page(found.service->form, {}, "");
    if (!first) return trial_to_mend(c, draft, found.problems);
    return trial_page(c, {draft, *found.service, *first, {}, {}, {}, unsaved});
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
