/// The text itself, the history, the difference, and the way to publication.
#include <fmt/format.h>

#include <algorithm>

#include "areas/service_builder/asked.h"
#include "areas/service_builder/handlers.h"
#include "areas/service_builder/publishing.h"
#include "areas/service_builder/versions_view.h"
#include "areas/service_builder/views.h"
#include "engines/services/catalogue.h"
#include "foundation/base/numbers.h"
#include "foundation/base/unicode.h"

namespace service_builder {
namespace {

/// As people write it: with their line ends.
std::string typed_yaml(const http::Request& request) {
    std::string yaml(request.field("yaml"));
    std::erase(yaml, '\r');
    return yaml;
}

/// The lines of the text as it was written, which a saved definition has lost.
std::vector<forms::Problem> problems_by_line(db::Connection& db, const std::string& yaml) {
    const auto node = yaml::parse(yaml);
    return node ? checked(db, *node).problems
                : std::vector<forms::Problem>{{"", node.error().line, "problem_yaml", {node.error().message}, "services"}};
}

std::string words_typed(const Context& c) { return std::string(trimmed(c.request.field("words"))).substr(0, 4000); }

using Turn = Result<void> (*)(db::Connection&, const Visitor&, ServiceDraftId, int, std::string_view);

Result<http::Response> turned(Context& c, Turn turn, std::string_view said) {
    const auto id = TRY(asked_id(c));
    return c.db.write([&](db::Connection& db) -> Result<http::Response> {
        TRY(turn(db, c.visitor, id, began_from(c), words_typed(c)));
        return and_say(draft_address(id, "skillnad"), said);
    });
}

}  // namespace

Result<http::Response> show_yaml(Context& c) {
    return c.db.read([&](db::Connection& db) -> Result<http::Response> {
        const auto opened = TRY(asked_draft(db, c));
        const auto yaml = TRY(yaml_of(db, opened.draft.id, opened.draft.revision));
        return yaml_page(c, {opened, yaml, problems_by_line(db, yaml)});
    });
}

Result<http::Response> save_yaml(Context& c) {
    const auto yaml = typed_yaml(c.request);
    const auto node = is_utf8(yaml) ? yaml::parse(yaml) : yaml::parse("[");
    if (node && node->is_map()) {
        const auto edit = [&](const yaml::Node&) -> Result<yaml::Node> { return *node; };
        return save_and_go(c, What::written, "", edit, draft_address(TRY(asked_id(c)), "yaml"));
    }
    return c.db.read([&](db::Connection& db) -> Result<http::Response> {
        auto opened = TRY(asked_draft(db, c));
        opened.draft.revision = began_from(c);  // what another saved meanwhile is not overwritten by mending this
        return yaml_page(c, {opened, is_utf8(yaml) ? yaml : "", problems_by_line(db, yaml), c.text("error_yaml")});
    });
}

Result<http::Response> show_history(Context& c) {
    const auto id = TRY(asked_id(c));
    return c.db.read(
        [&](db::Connection& db) -> Result<http::Response> { return history_page(c, TRY(find_draft(db, id)), revisions(db, id)); });
}

Result<http::Response> show_difference(Context& c) {
    return c.db.read([&](db::Connection& db) -> Result<http::Response> {
        const auto [draft, document, usage] = TRY(asked_draft(db, c));
        const auto before = base_of(db, draft);
        const auto may = holds_at_the_top(db, c.visitor, may_publish) ? MayPublish::yes : MayPublish::no;
        return difference_page(c, draft, services::differences(before, document), before, document, checked(db, document),
                               {has_newer(db, draft), may});
    });
}

Result<http::Response> take_in(Context& c) {
    const auto id = TRY(asked_id(c));
    return c.db.write([&](db::Connection& db) -> Result<http::Response> {
        const auto saved = TRY(take_in_published(
            db, c.visitor, {.draft = id, .began_from = began_from(c), .what = What::merged, .in_conflict = in_conflict(c)}));
        if (!saved.conflicts.empty()) return conflict_page(c, TRY(find_draft(db, id)), saved.conflicts, c.request.path);
        return and_say(draft_address(id, "skillnad"), "merged");
    });
}

Result<http::Response> propose_draft(Context& c) { return turned(c, propose, "proposed"); }
Result<http::Response> open_again(Context& c) { return turned(c, open_again, "opened"); }

Result<http::Response> approve_draft(Context& c) {
    const auto id = TRY(asked_id(c));
    const auto written = pages::day_answer(c.request.form, "day", YearMeant::nearest);
    const auto day = date_from_iso(written);
    if (!written.empty() && !day) return and_say(draft_address(id, "skillnad"), "no_day");
    const auto today = swedish_date(now());
    const auto at = day && *day > today ? swedish_time(*day) : now();
    return c.db.write([&](db::Connection& db) -> Result<http::Response> {
        TRY(approve(db, c.visitor, id, began_from(c), at));
        return and_say(draft_address(id, "skillnad"), "approved");
    });
}

Result<http::Response> discard_draft(Context& c) {
    const auto id = TRY(asked_id(c));
    return c.db.write([&](db::Connection& db) -> Result<http::Response> {
        TRY(discard(db, c.visitor, id, began_from(c)));
        return and_say(list_address, "discarded");
    });
}

Result<http::Response> show_service(Context& c) {
    const std::string service(c.request.part("service"));
    return c.db.read([&](db::Connection& db) -> Result<http::Response> {
        std::vector<services::Definition> versions;
        for (auto& one : services::definitions(db))
            if (one.id == service && one.published_at) versions.push_back(std::move(one));
        const auto in_force = services::newest_published(db, service);
        if (versions.empty()) return failure(Fault::not_found);
        const auto shared = shared_ids(db);
        return versions_page(c, {versions, in_force.get(), in_force ? services::usage(db, service, in_force->version) : services::Usage{},
                                 holds_at_the_top(db, c.visitor, may_publish), std::ranges::find(shared, service) != shared.end()});
    });
}

Result<http::Response> roll_back(Context& c) {
    const std::string service(c.request.part("service"));
    const auto version = static_cast<int>(whole_number(c.request.field("version")).value_or(0) % 1'000'000);
    return c.db.write([&](db::Connection& db) -> Result<http::Response> {
        TRY(publish_again(db, c.visitor, service, version));
        return and_say(fmt::format("{}/tjanst/{}", list_address, http::percent_encoded(service)), "rolled_back");
    });
}

}  // namespace service_builder
