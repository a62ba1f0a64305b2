/// The list that crews work from, and what they do with a report.
#include <fmt/format.h>

#include <algorithm>

#include "areas/fault_reports/handing.h"
#include "areas/fault_reports/handlers.h"
#include "areas/fault_reports/opened.h"
#include "areas/fault_reports/sending.h"
#include "engines/audit/audit.h"
#include "engines/cases/find.h"
#include "engines/drafts/uploads.h"
#include "engines/forms/shown.h"
#include "engines/identity/roles.h"
#include "engines/pages/assets.h"
#include "foundation/base/numbers.h"
#include "foundation/base/unicode.h"
#include "foundation/crypto/crypto.h"

namespace fault_reports {
namespace {

constexpr int most_in_list = 200;

std::string address_of(std::string_view number) { return "/handlaggning/felanmalningar/" + std::string(number); }

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
        work.handed = store::handed_now(db, c.tenant, of.id, of.key);
        if (work.may_change && work.report.of.is_open && !work.handed) work.receivers = receivers_for(db, c.tenant, work.report.of);
        if (work.may_change && work.report.of.is_open) work.resources = store::resources(db);
        work.uses = store::uses_of(db, of.id);
        if (work.report.asset) work.others = others_of_asset(db, work.report.of, work.report.asset->of.id);
        read_answers(c, *cases::service_of(db, of), of, work);
        for (auto& document : cases::documents(db, c.tenant, of))
            if (document.type.starts_with("image/")) work.pictures.push_back(std::move(document));
        return work;
    });
}

/// What their own system asks of this report.
std::vector<TheirAttribute> asked_by(db::Connection& db, const Tenant& tenant, const cases::Case& of, ReceiverId id) {
    const auto placed = cases::find_placed(db, of.number);
    const auto receiver = placed ? store::receiver(db, tenant, id) : std::nullopt;
    return receiver ? receiver->asks_of(placed->service, placed->place.district) : std::vector<TheirAttribute>{};
}

/// What is sent as somebody has put it.
std::vector<std::string> own_words_in(const http::Fields& typed, ReceiverId receiver, const std::vector<TheirAttribute>& asked) {
    std::vector<std::string> all;
    const auto answers = answers_in(typed, receiver.value, asked);
    if (!answers) return all;  // nothing is sent
    for (const auto& answer : *answers) {
        const auto datatype = std::ranges::find(asked, answer.code, &TheirAttribute::code)->datatype;
        if (datatype == Datatype::string || datatype == Datatype::text) all.insert(all.end(), answer.values.begin(), answer.values.end());
    }
    return all;
}

/// What was typed to hand it over; nothing when that form was not sent.
std::optional<views::HandForm> hand_form(const Context& c) {
    if (!c.request.form.has("till")) return std::nullopt;
    views::HandForm form{.receiver = std::string(c.request.field("till")),
                         .said = tidy_text(c.request.field("utsaga")),
                         .picture = std::string(c.request.field("medbild"))};
    std::string leaves = form.said;
    form.found = c.db.read([&](db::Connection& db) -> std::string {
        const auto of = cases::find_to_change(db, c.tenant, c.visitor, c.request.part("placed"));
        if (!of) return {};
        const ReceiverId receiver{whole_number(form.receiver).value_or(0)};
        for (const auto& words : own_words_in(c.request.form, receiver, asked_by(db, c.tenant, *of, receiver))) leaves += "\n" + words;
        std::vector<std::string> places;
        for (const auto& one : personal_in(db, c.tenant, *of, leaves)) places.push_back(leaves.substr(one.at, one.length));
        return joined(places, ", ");
    });
    const auto digest = crypto::sha256_hex(leaves).substr(0, 32);
    if (!form.found.empty() && c.request.field("intygar") != digest) form.to_vouch_for = digest;
    return form;
}

/// Makes a change to the report of the address and goes back to it, or shows what is wrong with what was typed.
template <class Work>
Result<http::Response> change_report(Context& c, Work work) {
    const std::string number(c.request.part("placed"));
    const auto changed = c.db.write([&](db::Connection& db) -> Result<void> {
        const auto of = TRY(cases::find_to_change(db, c.tenant, c.visitor, number));
        const auto name = name_on_device(c.request);
        const auto kept = name.empty() ? name : fmt::format("{} {}", c.visitor.account.value, name);  // nobody does another's deed
        if (!kept.empty() && store::taken_before(db, kept)) return {};
        cases::Change change{db, c.tenant, c.visitor, "processing"};
        TRY(work(change, of));
        if (!kept.empty()) store::note_taken(db, kept, number);
        return {};
    });
    if (changed) return http::see_other(address_of(number));
    if (changed.error().fault != Fault::invalid && changed.error().fault != Fault::conflict) return tl::unexpected(changed.error());
    const auto typed = [&](std::string_view field) {
        return c.request.form.has(field) ? std::optional(std::string(c.request.field(field))) : std::nullopt;
    };
    return views::work_page(c, TRY(open_work(c)),
                            {.answer = std::string(c.request.field("svar")),
                             .shows_after = c.request.form.has("visa_efter"),
                             .typed = c.request.form,
                             .description = typed("beskrivning"),
                             .picture = typed("bild"),
                             .hand = hand_form(c),
                             .errors = changed.error().fields,
                             .notice = changed.error().fault == Fault::conflict ? "error_changed" : ""});
}

/// As they were typed; invalid when they are too long, so that nothing is cut.
Result<std::string> words_in(const http::Request& request, std::string_view field) {
    auto words = tidy_text(request.field(field));
    if (count_characters(words) > longest_answer)
        return invalid({{std::string(field), "error_words_too_long", {std::to_string(longest_answer)}}});
    return words;
}

Result<http::Response> finish_as(Context& c, std::string_view transition, News news) {
    auto uploads = drafts::uploads_of(c.request, "efter", c.tenant.files);
    Closing closing{.transition = transition, .news = news, .files = std::move(uploads.kept)};
    auto errors = std::move(uploads.errors);
    if (c.request.form.has("visa_efter") && !closing.files.empty()) {
        const auto& file = closing.files.front();
        if (auto jpeg = public_picture(c.tenant, file.hash, file.digest, "efter")) closing.picture = *std::move(jpeg);
        else errors = jpeg.error().fields;
    }
    return change_report(c, [&](cases::Change& change, const cases::Case& of) -> Result<void> {
        if (!errors.empty()) return invalid(errors);
        closing.words = TRY(words_in(c.request, "svar"));
        closing.uses = TRY(uses_in(c.request.form, store::resources(change.db)));
        if (closing.words.empty() && news == News::left) return invalid({{"svar", "error_say_why"}});
        return close(change, of.id, closing);
    });
}

}  // namespace

Result<http::Response> show_worklist(Context& c) {
    const std::string from(c.request.field("fran"));
    const auto here = place_of_words(c.tenant, from);
    const auto rows = c.db.read([&](db::Connection& db) {
        const auto all = categories(db);
        auto listed = here ? cases::placed_worklist_near(db, c.visitor.account, *here, most_in_list)
                           : cases::placed_worklist(db, c.visitor.account, most_in_list);
        std::vector<CaseId> ids;
        for (const auto& one : listed) ids.push_back(one.id);
        auto followers = store::count_followers(db, ids);
        auto handed = store::who_has(db, ids);
        std::vector<views::WorkRow> found;
        for (auto& one : listed) {
            auto title = views::title_of(c, all, one.service);
            const auto metres = here ? std::optional(geo::distance(*here, one.place.at)) : std::nullopt;
            const auto number = followers[one.id.value];
            auto handed_to = handed[one.id.value];
            found.push_back({std::move(one), std::move(title), number, metres, std::move(handed_to)});
        }
        return found;
    });
    return views::worklist_page(c, rows, {from, !here && !from.empty()});
}

Result<http::Response> show_work(Context& c) { return views::work_page(c, TRY(open_work(c)), {}); }

Result<http::Response> crew_worker(Context&) {
    auto script = pages::asset(pages::asset_address("crew_worker.js"));
    if (!script) return failure(Fault::not_found);
    // Its address is the same for ever: browsers ask each time whether it is new.
    std::erase_if(script->headers, [](const auto& header) { return header.first == "Cache-Control"; });
    script->with("Cache-Control", "no-cache");
    return *std::move(script);
}

Result<http::Response> begin_work(Context& c) {
    return change_report(c, [&](cases::Change& change, const cases::Case& of) -> Result<void> {
        TRY(cases::assign(change, of.id, c.visitor.account, c.visitor.name));
        return cases::begin_processing(change, of.id);
    });
}

Result<http::Response> mend(Context& c) { return finish_as(c, to_mend, News::mended); }
Result<http::Response> leave(Context& c) { return finish_as(c, to_leave, News::left); }

/// The picture of the case that was chosen for everybody to see; nothing when none was. Made before anything is written: it takes a while.
static Result<std::optional<std::string>> chosen_picture(const Context& c, DocumentId wanted, std::string_view field) {
    if (wanted == DocumentId{}) return std::optional<std::string>{};
    const auto documents = TRY(c.db.read([&](db::Connection& db) -> Result<std::vector<cases::Document>> {
        return cases::documents(db, c.tenant, TRY(cases::find_to_change(db, c.tenant, c.visitor, c.request.part("placed"))));
    }));
    const auto found = std::ranges::find(documents, wanted, &cases::Document::id);
    if (found == documents.end()) return failure(Fault::not_found);
    return TRY(public_picture(c.tenant, found->hash, found->digest, field));
}

Result<http::Response> change_shown(Context& c) {
    const DocumentId wanted{whole_number(c.request.field("bild")).value_or(0)};
    const auto picture = chosen_picture(c, wanted, "bild");
    return change_report(c, [&](cases::Change& change, const cases::Case& of) -> Result<void> {
        const auto jpeg = TRY(picture);
        auto shown = store::shown(change.db, of.id);
        shown.description = TRY(words_in(c.request, "beskrivning"));
        shown.picture = jpeg ? std::optional(wanted) : std::nullopt;
        if (jpeg) store::keep_picture(change.db, change.tenant, of.id, of.key, wanted, *jpeg);
        store::show(change.db, of.id, shown);
        audit::record(change.db, c.visitor,
                      {.event = "fault_reports.shown_changed", .subject_kind = "case", .subject = of.id.value, .detail = of.number});
        return {};
    });
}

Result<http::Response> hand_report(Context& c) {
    const auto form = hand_form(c).value_or(views::HandForm{});
    const DocumentId wanted{whole_number(form.picture).value_or(0)};
    const auto picture = chosen_picture(c, wanted, "medbild");
    return change_report(c, [&](cases::Change& change, const cases::Case& of) -> Result<void> {
        auto jpeg = TRY(picture);
        const ReceiverId receiver{whole_number(form.receiver).value_or(0)};
        if (receiver == ReceiverId{}) return invalid({{"till", "error_receiver_chosen"}});
        if (count_characters(form.said) > longest_answer)
            return invalid({{"utsaga", "error_words_too_long", {std::to_string(longest_answer)}}});
        auto attributes = TRY(answers_in(c.request.form, receiver.value, asked_by(change.db, c.tenant, of, receiver)));
        if (!form.to_vouch_for.empty()) return invalid({{"utsaga", "error_personal", {form.found}}});
        TRY(hand_over(
            change, of.id,
            {.receiver = receiver, .said = form.said, .picture = wanted, .jpeg = std::move(jpeg), .attributes = std::move(attributes)}));
        return {};
    });
}

Result<http::Response> take_report_back(Context& c) {
    return change_report(c, [](cases::Change& change, const cases::Case& of) { return take_back(change, of.id); });
}

Result<http::Response> hand_report_again(Context& c) {
    return change_report(c, [](cases::Change& change, const cases::Case& of) { return hand_again(change, of.id); });
}

Result<http::Response> note_number_outside(Context& c) {
    return change_report(
        c, [&](cases::Change& change, const cases::Case& of) { return note_their_id(change, of.id, trimmed(c.request.field("nummer"))); });
}

}  // namespace fault_reports
