/// What a receiver outside the house sees and says, by the link that they were given: theirs, and nothing else.
#include <algorithm>

#include "areas/fault_reports/handing.h"
#include "areas/fault_reports/handlers.h"
#include "areas/fault_reports/opened.h"
#include "areas/fault_reports/views.h"
#include "engines/audit/audit.h"
#include "engines/cases/find.h"
#include "engines/drafts/uploads.h"
#include "foundation/base/unicode.h"
#include "foundation/crypto/crypto.h"

namespace fault_reports {
namespace {

constexpr int most_in_list = 200;

std::string link_of(const Context& c) { return std::string(c.request.part("receiver_link")); }

struct Theirs {
    Receiver receiver;
    cases::Case of;
    Handed handed;
};
/// not_found for what is not with them now, whatever number it has: nobody learns which there are.
Result<Theirs> theirs(const Context& c, db::Connection& db) {
    auto receiver = TRY(receiver_with_link(db, c.tenant, link_of(c)));
    const auto placed = TRY(cases::find_placed(db, c.request.part("placed")));
    auto of = TRY(cases::find(db, c.tenant, placed.id));
    auto handed = of.erased ? std::nullopt : store::handed_now(db, c.tenant, of.id, of.key);
    if (!placed.is_open || !handed || handed->receiver != receiver.id || !is_with_them(handed->state)) return failure(Fault::not_found);
    return Theirs{std::move(receiver), std::move(of), *std::move(handed)};
}

Result<http::Response> list_of(Context& c, const std::string& from, const std::string& said) {
    const auto here = place_of_words(c.tenant, from);
    return c.db.read([&](db::Connection& db) -> Result<http::Response> {
        views::TheirList page{.receiver = TRY(receiver_with_link(db, c.tenant, link_of(c))),
                              .link = link_of(c),
                              .from = {from, !here && !from.empty()},
                              .said = said};
        const auto all = categories(db);
        for (const auto id : store::cases_with(db, page.receiver.id, most_in_list)) {
            const auto of = cases::find(db, c.tenant, id);
            auto placed = of ? cases::find_placed(db, of->number) : Result<cases::PlacedCase>(failure(Fault::not_found));
            if (!placed) continue;
            auto title = views::title_of(c, all, placed->service);
            const auto metres = here ? std::optional(geo::distance(*here, placed->place.at)) : std::nullopt;
            page.rows.push_back({.of = *std::move(placed), .title = std::move(title), .metres = metres});
        }
        const auto due = [](const views::WorkRow& row) { return row.of.due_on ? row.of.due_on->days : std::int64_t{1} << 40; };
        std::ranges::stable_sort(
            page.rows, [&](const views::WorkRow& a, const views::WorkRow& b) { return here ? *a.metres < *b.metres : due(a) < due(b); });
        return views::their_list_page(c, page);
    });
}

Result<http::Response> report_page(Context& c, std::vector<FieldError> errors) {
    return c.db.read([&](db::Connection& db) -> Result<http::Response> {
        auto found = TRY(theirs(c, db));
        return views::their_report_page(c, {.receiver = std::move(found.receiver),
                                            .link = link_of(c),
                                            .report = TRY(opened(c, db, found.of.number)),
                                            .handed = std::move(found.handed),
                                            .answer = std::string(c.request.field("svar")),
                                            .why_not = std::string(c.request.field("varfor")),
                                            .shows_after = c.request.form.has("visa_efter"),
                                            .errors = std::move(errors)});
    });
}

/// What they say is written as theirs; with something wrong the page is shown again, and nothing that was typed is lost.
template <class Work>
Result<http::Response> they_say(Context& c, std::string_view said, Work work) {
    const auto done = c.db.write([&](db::Connection& db) -> Result<void> {
        const auto found = TRY(theirs(c, db));
        const auto by = audit::program(found.receiver.name);
        cases::Change change{db, c.tenant, by, "processing"};
        return work(change, found);
    });
    if (!done && done.error().fault == Fault::invalid) return report_page(c, done.error().fields);
    if (!done) return tl::unexpected(done.error());
    return http::see_other("/utforare/" + link_of(c) + "?" + std::string(said) + "=1");
}

/// Read by everybody, so it must hold nobody's name.
Result<std::string> words_in(const cases::Change& change, const cases::Case& of, const http::Request& request, std::string_view field) {
    auto words = tidy_text(request.field(field));
    if (count_characters(words) > longest_answer)
        return invalid({{std::string(field), "error_words_too_long", {std::to_string(longest_answer)}}});
    std::vector<std::string> found;
    for (const auto& one : personal_in(change.db, change.tenant, of, words)) found.push_back(words.substr(one.at, one.length));
    if (!found.empty()) return invalid({{std::string(field), "error_write_without", {joined(found, ", ")}}});
    return words;
}

}  // namespace

Result<http::Response> show_their_list(Context& c) {
    const auto& query = c.request.query;
    return list_of(c, {},
                   query.has("klart")      ? "said_done"
                   : query.has("tillbaka") ? "said_not_ours"
                   : query.has("borjat")   ? "said_begun"
                                           : "");
}
Result<http::Response> sort_their_list(Context& c) { return list_of(c, first_characters(trimmed(c.request.field("fran")), 200), ""); }

Result<http::Response> show_their_report(Context& c) { return report_page(c, {}); }

Result<http::Response> show_their_picture(Context& c) {
    return c.db.read([&](db::Connection& db) -> Result<http::Response> {
        const auto found = TRY(theirs(c, db));
        if (!found.handed.picture) return failure(Fault::not_found);
        return http::Response{.type = "image/jpeg",
                              .body = TRY(store::picture(db, c.tenant, found.of.id, found.of.key, *found.handed.picture))};
    });
}

/// For a system that was told where the picture is, as long as it has the report.
Result<http::Response> show_handed_picture(Context& c) {
    return c.db.read([&](db::Connection& db) -> Result<http::Response> {
        const auto placed = TRY(cases::find_placed(db, c.request.part("placed")));
        const auto of = TRY(cases::find(db, c.tenant, placed.id));
        const auto handed = of.erased ? std::nullopt : store::handed_now(db, c.tenant, of.id, of.key);
        if (!handed || !handed->picture || !crypto::equal_in_constant_time(picture_token(c.tenant, handed->id), c.request.part("asked")))
            return failure(Fault::not_found);
        return http::Response{.type = "image/jpeg", .body = TRY(store::picture(db, c.tenant, of.id, of.key, *handed->picture))};
    });
}

Result<http::Response> say_begun(Context& c) {
    return they_say(c, "borjat",
                    [](cases::Change& change, const Theirs& found) { return they_begin(change, found.handed, found.receiver); });
}

Result<http::Response> say_done(Context& c) {
    // Before a byte is kept of what a stranger sends.
    if (const auto found = c.db.read([&](db::Connection& db) { return theirs(c, db); }); !found) return tl::unexpected(found.error());
    auto uploads = drafts::uploads_of(c.request, "efter", c.tenant.files);
    Closing closing{.transition = to_mend, .news = News::mended, .files = std::move(uploads.kept)};
    auto errors = std::move(uploads.errors);
    if (c.request.form.has("visa_efter") && !closing.files.empty()) {
        const auto& file = closing.files.front();
        if (auto jpeg = public_picture(c.tenant, file.hash, file.digest, "efter")) closing.picture = *std::move(jpeg);
        else errors = jpeg.error().fields;
    }
    return they_say(c, "klart", [&](cases::Change& change, const Theirs& found) -> Result<void> {
        if (!errors.empty()) return invalid(errors);
        closing.words = TRY(words_in(change, found.of, c.request, "svar"));
        return they_are_done(change, found.handed, found.receiver, closing);
    });
}

Result<http::Response> say_not_ours(Context& c) {
    return they_say(c, "tillbaka", [&](cases::Change& change, const Theirs& found) -> Result<void> {
        const auto words = tidy_text(c.request.field("varfor"));
        if (words.empty()) return invalid({{"varfor", "error_say_why_not_yours"}});
        if (count_characters(words) > longest_answer)
            return invalid({{"varfor", "error_words_too_long", {std::to_string(longest_answer)}}});
        return they_say_not_ours(change, found.handed, found.receiver, words);
    });
}

}  // namespace fault_reports
