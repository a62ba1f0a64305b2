/// Reading one case.
#include "areas/my_pages/case_handlers.h"

#include <algorithm>
#include <functional>

#include "areas/my_pages/bundle.h"
#include "areas/my_pages/handlers.h"
#include "engines/cases/letter_of.h"
#include "engines/cases/unread.h"
#include "engines/identity/units.h"
#include "foundation/zip/zip.h"

namespace my_pages {

static constexpr int most_readers = 200;

views::CaseFile case_file_of(db::Connection& db, const Context& c, OpenedCase opened) {
    const auto& values = opened.values;
    const auto unit = identity::find_unit(db, values.unit);
    return views::CaseFile{
        opened,
        cases::events(db, c.tenant, values),
        cases::documents(db, c.tenant, values),
        !opened.acts() ? std::nullopt : cases::open_supplement(db, c.tenant, values),
        sent_decision(db, c.tenant, values),
        unit ? unit->name(c.text.language()) : std::string(),
        cases::fee_of(db, values),
        cases::signers(db, c.tenant, values),
        cases::parties(db, c.tenant, values),
        opened.acts() && cases::can_ask_for_decision(db, c.tenant, values),
        !opened.acts() ? std::nullopt : cases::decision_request(db, values.id),
        opened.acts() ? cases::possible_representatives(db, c.tenant, values, opened.acts_as) : std::vector<mandates::Mandate>{},
        opened.acts() ? cases::removable_representatives(db, c.tenant, values, opened.acts_as) : std::vector<cases::Party>{},
        !opened.acts() ? std::nullopt : cases::appealable_refusal(db, c.tenant, values),
        cases::gone_answers(db, values.id)};
}

Result<views::CaseFile> case_file(Context& c, Reader reader) {
    auto file =
        c.db.read([&](db::Connection& db) -> Result<views::CaseFile> { return case_file_of(db, c, TRY(opened_case(db, c, reader))); });
    if (file) record_use(c, file->opened);
    return file;
}

/// A page that is opened again changes nothing.
static void mark_read(Context& c, const OpenedCase& opened) {
    if (!opened.acts_as.is_resident() || opened.only_reads) return;
    const auto id = opened.values.id;
    if (!c.db.read([&](db::Connection& db) { return cases::has_unread(db, id, opened.acts_as.person); })) return;
    c.db.write([&](db::Connection& db) { cases::mark_read(db, id, opened.acts_as.person); });
}

Result<http::Response> show_case(Context& c) {
    const auto file = case_file(c, Reader::ward);
    if (!file) return refused(c, file.error());
    mark_read(c, file->opened);
    return views::case_page(c, *file);
}

Result<http::Response> show_letter(Context& c) {
    const auto opened = opened_case(c, Reader::ward);
    if (!opened) return refused(c, opened.error());
    return c.db.read([&](db::Connection& db) -> Result<http::Response> {
        const auto decision = sent_decision(db, c.tenant, opened->values);
        if (!decision) return failure(Fault::not_found);
        std::optional<DocumentId> pdf;
        for (const auto& document : cases::documents(db, c.tenant, opened->values))
            if (document.origin == "decision" && document.hash == decision->letter_hash) pdf = document.id;
        return views::letter_page(c, *opened, cases::letter_of(db, c.tenant, opened->values, *decision), pdf);
    });
}

/// Only what a browser shows without running anything is shown in it; all else is saved.
static bool may_be_shown(std::string_view type) {
    return type == "application/pdf" || type == "image/jpeg" || type == "image/png" || type == "image/gif" || type == "image/webp";
}

Result<http::Response> file_answer(const Tenant& tenant, const cases::Document& document) {
    const bool shown = may_be_shown(document.type);
    http::Response response{.type = shown ? document.type : "application/octet-stream",
                            .file = TRY(tenant.files.open(document.hash, document.digest))};
    response.with("Content-Disposition",
                  std::string(shown ? "inline" : "attachment") + "; filename*=UTF-8''" + http::percent_encoded(document.name));
    response.with("X-Content-Type-Options", "nosniff")
        .with("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; sandbox")
        .with("Cache-Control", "no-store");
    return response;
}

Result<http::Response> download_document(Context& c) {
    const auto opened = opened_case(c, Reader::ward);
    if (!opened) return refused(c, opened.error());
    const auto id = c.request.id<DocumentId>("id");
    const auto all = c.db.read([&](db::Connection& db) { return cases::documents(db, c.tenant, opened->values); });
    const auto found = std::find_if(all.begin(), all.end(), [&](const cases::Document& document) { return document.id == id; });
    if (found == all.end()) return failure(Fault::not_found);
    return file_answer(c.tenant, *found);
}

Result<http::Response> download_bundle(Context& c) {
    const auto file = case_file(c, Reader::ward);
    if (!file) return refused(c, file.error());
    http::Response response{.type = "application/zip", .body = bundle(c, *file)};
    response.with("Content-Disposition", "attachment; filename*=UTF-8''" + http::percent_encoded(file->opened.values.number + ".zip"));
    return response.with("Cache-Control", "no-store");
}

// Asked for by kind, so that what the party has done itself does not crowd it out. Representatives are told of too.
std::vector<audit::Recorded> readers(db::Connection& db, CaseId id) {
    std::vector<audit::Recorded> entries;
    for (const auto* kind : {"staff", "program"})
        for (auto& entry : audit::search(db, {.subject_kind = "case", .subject = id.value, .actor_kind = kind, .count = most_readers}))
            entries.push_back(std::move(entry));
    for (auto& entry : audit::search(db, {.event_prefix = "mandates.", .subject_kind = "case", .subject = id.value, .count = most_readers}))
        if (entry.actor_kind == "resident") entries.push_back(std::move(entry));
    std::ranges::sort(entries, std::greater(), &audit::Recorded::seq);
    return entries;
}

Result<http::Response> show_readers(Context& c) {
    const auto opened = opened_case(c);
    if (!opened) return refused(c, opened.error());
    return views::readers_page(c, *opened, c.db.read([&](db::Connection& db) { return readers(db, opened->values.id); }));
}

}  // namespace my_pages
