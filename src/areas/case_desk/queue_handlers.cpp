#include <algorithm>

#include "areas/case_desk/addresses.h"
#include "areas/case_desk/handlers.h"
#include "areas/case_desk/reading.h"
#include "areas/case_desk/store.h"
#include "areas/case_desk/views.h"
#include "engines/in_hand/in_hand.h"
#include "engines/site/site.h"
#include "foundation/base/numbers.h"
#include "foundation/base/unicode.h"

namespace case_desk {

using Whose = cases::Filter::Whose;

static constexpr int page_sizes[] = {50, 200};

/// "20780.612345" is the key of the last row of the page before: its due day and its id.
static std::optional<std::pair<std::int64_t, CaseId>> page_key(std::string_view text) {
    const auto parts = split(text, '.');
    if (parts.size() != 2) return std::nullopt;
    const auto day = whole_number(parts[0]), id = whole_number(parts[1]);
    if (!day || !id) return std::nullopt;
    return std::pair{*day, CaseId{*id}};
}

static int page_size_in(const http::Fields& typed) {
    const auto wanted = whole_number(typed.get("antal")).value_or(0);
    return std::ranges::find(page_sizes, wanted) == std::end(page_sizes) ? page_sizes[0] : static_cast<int>(wanted);
}

static std::string next_address(const QueueScreen& screen) {
    if (static_cast<int>(screen.rows.size()) < screen.page_size) return {};
    const auto& last = screen.rows.back();
    const auto query = screen.saved ? std::string() : query_of(screen.asked);
    return list_address(screen) + "?efter=" + std::to_string(last.due_on ? last.due_on->days : 99'999'999) + "." +
           std::to_string(last.id.value) + "&antal=" + std::to_string(screen.page_size) + (query.empty() ? "" : "&" + query);
}

/// The list as it is asked for, by its address or by the hidden fields of a form on it.
static QueueScreen read_list(Context& c, const http::Fields& typed, const Asked& asked, std::optional<SavedSearch> saved) {
    const auto after = page_key(typed.get("efter"));
    auto screen = read_queue(c, asked, after, page_size_in(typed));
    if (after) screen.after = typed.get("efter");
    if (saved) {
        screen.columns = saved->columns;
        screen.saved = std::move(saved);
    }
    screen.next_page = next_address(screen);
    screen.all_are_ticked = typed.get("markera") == "alla";
    return screen;
}

static Result<http::Response> show(Context& c, Whose whose) {
    return views::queue_page(c, read_list(c, c.request.query, asked_in(c.request.query, whose), std::nullopt));
}

Result<http::Response> show_my_queue(Context& c) { return show(c, Whose::mine); }
Result<http::Response> show_unassigned(Context& c) { return show(c, Whose::unassigned); }
Result<http::Response> show_all(Context& c) { return show(c, Whose::all); }
Result<http::Response> show_to_approve(Context& c) { return show(c, Whose::to_approve); }
Result<http::Response> show_person_asked(Context& c) { return show(c, Whose::person_asked); }
Result<http::Response> show_watched(Context& c) { return show(c, Whose::watched); }

/// The list that a form stood on.
static Result<QueueScreen> list_of_form(Context& c) {
    const auto& typed = c.request.form;
    if (const auto id = whole_number(typed.get("sokning"))) {
        auto saved = c.db.read([&](db::Connection& db) { return store::search(db, c.visitor.account, SearchId{*id}); });
        if (!saved) return failure(Fault::not_found);
        const auto asked = saved->asked;
        return read_list(c, typed, asked, std::move(saved));
    }
    const auto whose = from_name<Whose>(typed.get("lista")).value_or(Whose::all);
    return read_list(c, typed, asked_in(typed, whose), std::nullopt);
}

Result<QueueScreen> list_again(Context& c, std::vector<FieldError> errors) {
    auto screen = TRY(list_of_form(c));
    for (const auto number : c.request.form.every("arende")) screen.ticked.emplace_back(number);
    screen.typed_name = trimmed(c.request.field("namn"));
    screen.typed_officer = c.request.field("till");
    screen.errors = std::move(errors);
    return screen;
}

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

// ---- saved searches

Result<http::Response> save_search(Context& c) {
    const auto unit = whole_number(c.request.field("dela"));
    SavedSearch search{.id = SearchId{new_id()},
                       .account = c.visitor.account,
                       .name = tidy_text(c.request.field("namn")),
                       .shared_with = unit ? std::optional(UnitId{*unit}) : std::nullopt,
                       .asked = asked_in(c.request.form, from_name<Whose>(c.request.field("lista")).value_or(Whose::all))};
    const auto saved = c.db.write([&](db::Connection& db) -> Result<void> {
        auto problems = problems_of(db, c.visitor.account, search);
        if (!problems.empty()) return invalid(std::move(problems));
        search.columns = columns_of(db, c.visitor.account);
        store::insert_search(db, search);
        return {};
    });
    if (saved) return http::see_other(search_address(search.id));
    if (saved.error().fault != Fault::invalid) return tl::unexpected(saved.error());
    return views::queue_page(c, TRY(list_again(c, saved.error().fields)));
}

Result<http::Response> show_saved_search(Context& c) {
    auto saved = c.db.read([&](db::Connection& db) { return store::search(db, c.visitor.account, c.request.id<SearchId>("search")); });
    if (!saved) return failure(Fault::not_found);
    const auto asked = saved->asked;
    return views::queue_page(c, read_list(c, c.request.query, asked, std::move(saved)));
}

Result<http::Response> remove_search(Context& c) {
    c.db.write([&](db::Connection& db) { store::delete_search(db, c.visitor.account, c.request.id<SearchId>("search")); });
    return http::see_other(std::string(all_address));
}

// ---- search by words

Result<http::Response> search_cases(Context& c) {
    const auto words = c.request.query.has("q")
                           ? std::string(trimmed(c.request.query.get("q")))
                           : c.db.read([&](db::Connection& db) { return in_hand::searched_words(db, c.tenant.secret, c.visitor); });
    if (!is_utf8(words) || words.empty()) return views::search_page(c, "", {});
    const auto hits = c.db.read([&](db::Connection& db) {
        std::vector<cases::QueueRow> rows;
        for (const auto& found : cases::search(db, c.tenant, c.visitor.account, words, page_sizes[0]))
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
