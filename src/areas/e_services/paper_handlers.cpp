/// A service on paper, and what comes back of it scanned.
#include <algorithm>
#include <map>
#include <mutex>

#include "areas/e_services/form_views.h"
#include "areas/e_services/handlers.h"
#include "areas/e_services/on_behalf.h"
#include "areas/e_services/paper_views.h"
#include "areas/e_services/sending.h"
#include "engines/audit/audit.h"
#include "engines/cases/pictures.h"
#include "engines/drafts/uploads.h"
#include "engines/identity/personal_number.h"
#include "engines/paper/paper.h"
#include "engines/services/catalogue.h"
#include "foundation/base/numbers.h"
#include "foundation/base/unicode.h"
#include "foundation/pdf/codes.h"
#include "foundation/texts/paper_language.h"

namespace e_services {
namespace {

/// Printing takes a second, and a version of a service is the same sheet to everybody.
class Printed {
public:
    std::optional<std::string> find(const std::string& key) {
        const std::lock_guard lock(guard_);
        const auto found = all_.find(key);
        return found == all_.end() ? std::nullopt : std::optional(found->second);
    }
    void keep(const std::string& key, const std::string& bytes) {
        const std::lock_guard lock(guard_);
        if (all_.size() >= most) all_.clear();
        all_[key] = bytes;
    }

private:
    static constexpr std::size_t most = 200;
    std::mutex guard_{};
    std::map<std::string, std::string> all_{};
};

Result<std::string> printed(Context& c, const services::Service& service) {
    static Printed kept;
    const auto language = language_on_paper(c.text.language());
    const auto document = paper::document(c.tenant.texts, service, language, {c.tenant.name, c.tenant.visiting_address, c.tenant.phone});
    const auto key = crypto::sha256_hex(document);
    if (auto before = kept.find(key)) return *std::move(before);
    if (!c.tenant.print_document) return failure(Fault::unavailable);
    auto made = TRY(c.tenant.print_document(document, service.title.in(language), language));
    kept.keep(key, made);
    return made;
}

/// Scanned sheets as what they are: which form, in which order.
struct Taken {
    std::shared_ptr<const services::Service> service;
    drafts::Scan scan;
};

std::vector<FieldError> wrong_scan(std::string key, std::vector<std::string> arguments = {}) {
    return {{"scan", std::move(key), std::move(arguments)}};
}

std::string numbers(const std::vector<int>& all) {
    std::vector<std::string> words;
    for (const auto number : all) words.push_back(std::to_string(number));
    return joined(words, ", ");
}

/// Another person's answers are never put into this one's case: one form at a time.
std::vector<FieldError> wrong_sheets(const paper::Recognised& found) {
    if (!found.foreign.empty()) return wrong_scan("error_scan_foreign", {numbers(found.foreign)});
    if (found.signatures > 1) return wrong_scan("error_scan_copies", {std::to_string(found.signatures)});
    if (!found.missing.empty()) return wrong_scan("error_scan_incomplete", {numbers(found.missing)});
    return {};
}

Result<Taken> taken(Context& c) {
    auto uploads = drafts::uploads_of(c.request, "scan", c.tenant.files);
    if (!uploads.errors.empty()) return invalid(std::move(uploads.errors));
    if (uploads.kept.size() != 1) return invalid(wrong_scan("error_scan_missing"));
    auto& file = uploads.kept.front();
    if (file.type != cases::drawn_type) return invalid(wrong_scan("error_scan_no_pdf"));
    const auto content = TRY(c.tenant.files.open(file.hash, file.digest));
    const auto codes = pdf::codes_on_pages(*content);
    if (!codes && codes.error().fault == Fault::unavailable) return invalid(wrong_scan("error_scan_not_read"));
    if (!codes) return invalid(wrong_scan(codes.error().fault == Fault::too_large ? "error_scan_many" : "error_scan_no_pdf"));
    const auto found = paper::recognised(*codes);
    if (!found) return invalid(wrong_scan("error_scan_no_code"));
    auto service = c.db.read([&](db::Connection& db) { return services::newest_published(db, found->form.service); });
    if (!service) return invalid(wrong_scan("error_scan_no_service"));
    if (service->version != found->form.version)
        return invalid(wrong_scan("error_scan_old", {std::to_string(found->form.version), std::to_string(service->version)}));
    if (auto wrong = wrong_sheets(*found); !wrong.empty()) return invalid(std::move(wrong));
    return Taken{std::move(service), {std::move(file), found->order}};
}

drafts::Draft begin_typing(db::Connection& db, Context& c, const Taken& scanned, const drafts::OnBehalf& of) {
    const auto& service = *scanned.service;
    auto draft =
        drafts::begin(db, c.tenant, c.visitor, service.id, service.version, with_known_contact(db, c.tenant, c.visitor, service, of, {}));
    draft.beside.on_behalf = of;
    draft.beside.scan = scanned.scan;
    drafts::save(db, c.tenant, draft);
    audit::record(db, c.visitor, {.event = "e_services.scan_taken", .subject_kind = "service", .detail = service.id});
    return draft;
}

}  // namespace

Result<http::Response> print_paper(Context& c) {
    const auto service = TRY(asked_service(c));
    http::Response response{.type = "application/pdf", .body = TRY(printed(c, *service))};
    const auto name = service->id + "-" + std::to_string(service->version) + ".pdf";
    return response.with("Content-Disposition", "inline; filename=\"" + name + "\"");
}

Result<http::Response> show_scanning(Context& c) { return views::scanning_page(c, {}, {}); }

Result<http::Response> take_scan(Context& c) {
    const views::ScanForm form{tidy_text(c.request.field("name")), tidy_text(c.request.field("number"))};
    const auto number = identity::PersonalNumber::from(form.number);
    const auto scanned = taken(c);
    auto errors = scanned ? std::vector<FieldError>{} : scanned.error().fields;
    if (!scanned && errors.empty()) return tl::unexpected(scanned.error());
    if (form.name.empty()) errors.push_back({"name", "error_their_name"});
    if (!form.number.empty() && !number) errors.push_back({"number", "error_their_number"});
    if (!errors.empty()) return views::scanning_page(c, form, errors);
    const drafts::OnBehalf of{
        .kind = drafts::OnBehalf::Kind::at_desk, .name = form.name, .number = number ? number->digits() : std::string()};
    const auto draft = c.db.write([&](db::Connection& db) { return begin_typing(db, c, *scanned, of); });
    const auto* first = forms::next_page(scanned->service->form, draft.answers, "");
    return http::see_other(drafts::page_address(draft, first ? first->id : "granska"));
}

Result<http::Response> show_sheet(Context& c) {
    const auto draft =
        TRY(c.db.write([&](db::Connection& db) { return drafts::take_by_handle(db, c.tenant, c.visitor, c.request.part("scan")); }));
    const auto& scan = draft.beside.scan;
    const auto sheet = static_cast<int>(std::min<std::int64_t>(whole_number(c.request.part("sheet")).value_or(0), 1000));
    if (!scan || std::ranges::find(scan->order, sheet) == scan->order.end()) return failure(Fault::not_found);
    cases::Document document;
    document.hash = scan->file.hash;
    document.digest = scan->file.digest;
    document.type = scan->file.type;
    http::Response response{.type = "image/jpeg", .body = TRY(cases::picture_of(c.tenant, document, sheet))};
    return response.with("Cache-Control", "private, no-store");
}

}  // namespace e_services
