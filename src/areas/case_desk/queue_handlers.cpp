#include <algorithm>

#include "areas/case_desk/addresses.h"
#include "areas/case_desk/handlers.h"
#include "areas/case_desk/reading.h"
#include "areas/case_desk/store.h"
#include "areas/case_desk/views.h"
#include "engines/in_hand/in_hand.h"
#include "engines/site/site.h"
#include "foundation/base/unicode.h"

namespace case_desk {

static constexpr int page_size = 50;

/// "20780.612345" is the key of the last row of the page before: its due day and its id.
static std::optional<std::pair<std::int64_t, CaseId>> page_key(std::string_view text) {
    const auto parts = split(text, '.');
    if (parts.size() != 2) return std::nullopt;
    const auto day = whole_number(parts[0]), id = whole_number(parts[1]);
    if (!day || !id) return std::nullopt;
    return std::pair{*day, CaseId{*id}};
}

static std::string next_address(const QueueScreen& screen, std::string_view list) {
    if (static_cast<int>(screen.rows.size()) < page_size) return {};
    const auto& last = screen.rows.back();
    std::string address(list);
    address += "?efter=" + std::to_string(last.due_on ? last.due_on->days : 99'999'999) + "." + std::to_string(last.id.value);
    if (!screen.filter.service.empty()) address += "&tjanst=" + http::percent_encoded(screen.filter.service);
    if (!screen.filter.state_kind.empty()) address += "&lage=" + http::percent_encoded(screen.filter.state_kind);
    return address;
}

static Result<http::Response> show(Context& c, cases::Filter::Whose whose, std::string_view address) {
    cases::Filter filter{.whose = whose,
                         .state_kind = std::string(c.request.query.get("lage")),
                         .service = std::string(c.request.query.get("tjanst")),
                         .after = page_key(c.request.query.get("efter")),
                         .limit = page_size};
    auto screen = read_queue(c, filter);
    screen.next_page = next_address(screen, address);
    return views::queue_page(c, screen);
}

Result<http::Response> show_my_queue(Context& c) { return show(c, cases::Filter::Whose::mine, my_queue_address); }
Result<http::Response> show_unassigned(Context& c) { return show(c, cases::Filter::Whose::unassigned, unassigned_address); }
Result<http::Response> show_all(Context& c) { return show(c, cases::Filter::Whose::all, all_address); }
Result<http::Response> show_to_approve(Context& c) { return show(c, cases::Filter::Whose::to_approve, to_approve_address); }

Result<http::Response> choose_columns(Context& c) {
    std::vector<std::string> chosen;
    for (const auto name : c.request.form.every("kolumn"))
        if (from_name<Column>(name)) chosen.emplace_back(name);
    c.db.write([&](db::Connection& db) { store::save_columns(db, c.visitor.account, joined(chosen, " ")); });
    return http::see_other(site::local_path(c.request.field("tillbaka")));
}

/// Who is searched for stands in no address: the words go with the session, and the list can be read again, and come back to.
Result<http::Response> begin_search(Context& c) {
    constexpr std::size_t most_words = 200;  // characters
    const auto words = first_characters(trimmed(c.request.field("q")), most_words);
    c.db.write([&](db::Connection& db) { in_hand::keep_searched_words(db, c.tenant.secret, c.visitor, words); });
    return http::see_other("/handlaggning/sok");
}

Result<http::Response> search_cases(Context& c) {
    const auto words = c.request.query.has("q")
                           ? std::string(trimmed(c.request.query.get("q")))
                           : c.db.read([&](db::Connection& db) { return in_hand::searched_words(db, c.tenant.secret, c.visitor); });
    if (!is_utf8(words) || words.empty()) return views::search_page(c, "", {});
    const auto hits = c.db.read([&](db::Connection& db) {
        std::vector<cases::QueueRow> rows;
        for (const auto& found : cases::search(db, c.tenant, c.visitor.account, words, page_size))
            rows.push_back({found.id, found.number, found.service, found.title, found.state, found.state_kind, found.officer_name,
                            found.due_on, found.clock_stopped_on.has_value(), found.received_at});
        return rows;
    });
    // The list shows names of parties in its titles: a read of personal data.
    audit::record_read(
        c.db, c.visitor,
        {.event = "cases.searched", .subject_kind = "search", .reason = "processing", .detail = std::to_string(hits.size()) + " hits"});
    return views::search_page(c, words, hits);
}

}  // namespace case_desk
