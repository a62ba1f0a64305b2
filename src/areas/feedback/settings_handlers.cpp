/// Providers, goals and terms; and what whoever works for a provider sees.
#include <algorithm>

#include "areas/feedback/handlers.h"
#include "areas/feedback/opened.h"
#include "engines/audit/audit.h"
#include "engines/cases/own_terms.h"
#include "engines/cases/work.h"
#include "foundation/base/numbers.h"
#include "foundation/base/unicode.h"

namespace feedback {
namespace {

constexpr std::size_t longest_name = 120, longest_code = 20;

std::string typed(const Context& c, std::string_view name) { return tidy_text(c.request.field(name)); }

views::SettingsPage settings_of(db::Connection& db) {
    views::SettingsPage page{.providers = store::providers(db), .goals = store::goals(db), .units = units_of_comments(db)};
    const auto terms = cases::own_terms(db, service_id(db), "kind");
    for (const auto& [kind, name] : names_of<Kind>) {
        const auto found = terms.find(std::string(name));
        page.days.emplace_back(kind, found == terms.end() ? std::string() : std::to_string(found->second));
    }
    return page;
}

std::optional<UnitId> unit_typed(db::Connection& db, const std::string& slug) {
    const auto unit = identity::find_unit(db, slug);
    return unit ? std::optional(unit->id) : std::nullopt;
}

/// "" is the service's own term.
Result<void> save_terms(db::Connection& db, views::SettingsPage& page) {
    cases::OwnTerms terms;
    for (const auto& [kind, days] : page.days) {
        if (days.empty()) continue;
        const auto number = whole_number(days);
        if (number && *number >= 1 && *number <= cases::longest_own_term) terms[std::string(to_name(kind))] = *number;
        else page.errors.push_back({"dagar-" + std::string(to_name(kind)), "error_days", {std::to_string(cases::longest_own_term)}});
    }
    if (!page.errors.empty()) return invalid(page.errors);
    cases::set_own_terms(db, service_id(db), "kind", terms);
    return {};
}

void check_name(views::SettingsPage& page, std::string_view field, const std::string& name, std::size_t longest) {
    if (name.empty()) page.errors.push_back({std::string(field), "error_list_name"});
    if (count_characters(name) > longest) page.errors.push_back({std::string(field), "error_words_too_long", {std::to_string(longest)}});
}

Result<void> save(const Context& c, db::Connection& db, views::SettingsPage& page) {
    const auto what = c.request.field("val");
    const auto id = whole_number(c.request.field("id")).value_or(0);
    if (what == "tider") {
        for (auto& [kind, days] : page.days) days = first_characters(typed(c, "dagar-" + std::string(to_name(kind))), longest_code);
        return save_terms(db, page);
    }
    if (what == "utforare") {
        page.provider_name = typed(c, "utforare");
        page.provider_unit = typed(c, "utforarens-enhet");
        check_name(page, "utforare", page.provider_name, longest_name);
        if (page.errors.empty()) store::add_provider(db, page.provider_name, unit_typed(db, page.provider_unit));
    } else if (what == "mal") {
        page.goal_code = typed(c, "kod");
        page.goal_name = typed(c, "mal");
        page.goal_unit = typed(c, "malets-enhet");
        check_name(page, "kod", page.goal_code, longest_code);
        check_name(page, "mal", page.goal_name, longest_name);
        if (page.errors.empty()) store::add_goal(db, page.goal_code, page.goal_name, unit_typed(db, page.goal_unit));
    } else if (what == "avsluta-utforare") {
        if (!store::end_provider(db, id)) return failure(Fault::not_found);
    } else if (what != "avsluta-mal" || !store::end_goal(db, id)) {
        return failure(Fault::not_found);
    }
    return page.errors.empty() ? Result<void>() : invalid(page.errors);
}

views::OfProvider seen_by_provider(const Context& c, db::Connection& db, const cases::Case& of) {
    const auto answers = forms::answers_from_json(of.answers).value_or(forms::Answers{});
    const auto kind = from_name<Kind>(answers.text("kind")).value_or(Kind::comment);
    const auto* state = cases::flow_of(db, of).find_state(of.state);
    return {.number = of.number,
            .kind = c.text("kind." + std::string(to_name(kind))),
            .said = answers.text("said"),
            .state = state ? state->label.in(c.text.language()) : "",
            .came = of.received_at};
}

}  // namespace

Result<http::Response> show_settings(Context& c) { return views::settings_page(c, c.db.read(settings_of)); }

Result<http::Response> save_settings(Context& c) {
    auto page = c.db.read(settings_of);
    const auto saved = c.db.write([&](db::Connection& db) -> Result<void> {
        page.errors.clear();
        TRY(save(c, db, page));
        audit::record(
            db, c.visitor,
            {.event = "feedback.settings_changed", .subject_kind = "municipality", .detail = std::string(c.request.field("val"))});
        return {};
    });
    if (saved) return http::see_other("/personal/synpunkter/installningar");
    if (saved.error().fault != Fault::invalid) return tl::unexpected(saved.error());
    return views::settings_page(c, page);
}

Result<http::Response> show_own_as_provider(Context& c) {
    constexpr int most_shown = 200;
    std::vector<views::OfProvider> all;
    c.db.read([&](db::Connection& db) {
        for (const auto id : store::of_own_providers(db, c.visitor.account, std::nullopt, most_shown))
            if (const auto of = cases::find(db, c.tenant, id); of && !of->erased) all.push_back(seen_by_provider(c, db, *of));
    });
    return views::own_as_provider_page(c, all);
}

/// What it is about, never who said it: that is the unit's to know.
Result<http::Response> show_as_provider(Context& c) {
    const auto of = TRY(c.db.read([&](db::Connection& db) -> Result<cases::Case> {
        auto found = TRY(cases::find_by_number(db, c.tenant, c.request.part("feedback")));
        const bool is_own = !store::of_own_providers(db, c.visitor.account, found.id, 1).empty();
        if (!is_own || found.erased || found.flow != feedback_flow) return failure(Fault::not_found);
        return found;
    }));
    audit::record_read(
        c.db, c.visitor,
        {.event = "cases.opened", .subject_kind = "case", .subject = of.id.value, .reason = "processing", .detail = of.number});
    return views::as_provider_page(c, c.db.read([&](db::Connection& db) { return seen_by_provider(c, db, of); }));
}

}  // namespace feedback
