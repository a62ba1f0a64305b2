/// The delegation order and who stands in for whom.
#include <fmt/format.h>

#include <algorithm>

#include "areas/administration/handlers.h"
#include "areas/administration/page.h"
#include "engines/audit/audit.h"
#include "engines/identity/delegation.h"
#include "engines/identity/units.h"
#include "foundation/base/numbers.h"
#include "foundation/base/unicode.h"

namespace administration {

namespace h = html;
using identity::DelegationRule;

namespace {

constexpr std::string_view list_address = "/administration/delegation", rule_address = "/administration/delegation/rad";
constexpr std::size_t longest_id = 40, longest_words = 500;

struct RuleForm {
    std::string id, text, law, committee;
    std::vector<std::string> roles{};
};

RuleForm typed_rule(const http::Request& request) {
    const auto chosen = request.form.every("roles");
    return {tidy_text(request.field("id")),
            tidy_text(request.field("text")),
            tidy_text(request.field("law")),
            std::string(request.field("committee")),
            {chosen.begin(), chosen.end()}};
}

RuleForm form_of(const DelegationRule& rule) {
    RuleForm form{rule.id, rule.text, rule.law, std::to_string(rule.committee.value)};
    for (const auto role : rule.roles) form.roles.push_back(std::to_string(role.value));
    return form;
}

struct Choices {
    std::vector<identity::Role> roles;
    std::vector<identity::Unit> units;
};

Choices choices(db::Connection& db) { return {identity::roles(db), identity::units(db)}; }

template <class Thing>
std::string name_of(const Texts& text, const Thing& thing) {
    return text.language() == Language::en ? thing.name_en : thing.name_sv;
}

template <class Thing>
std::vector<pages::Option> options(const Texts& text, const std::vector<Thing>& all) {
    std::vector<pages::Option> made;
    for (const auto& one : all) made.push_back({std::to_string(one.id.value), name_of(text, one)});
    return made;
}

Result<DelegationRule> checked(const RuleForm& form, const Choices& known) {
    std::vector<FieldError> errors;
    if (form.id.empty() || count_characters(form.id) > longest_id) errors.push_back({"id", "error_rule_id"});
    if (form.text.empty() || count_characters(form.text) > longest_words) errors.push_back({"text", "error_rule_text"});
    if (count_characters(form.law) > longest_words) errors.push_back({"law", "error_rule_law"});
    DelegationRule rule{form.id, form.text, form.law, UnitId{whole_number(form.committee).value_or(0)}, {}};
    if (std::ranges::find(known.units, rule.committee, &identity::Unit::id) == known.units.end())
        errors.push_back({"committee", "error_committee"});
    for (const auto& chosen : form.roles) rule.roles.push_back(RoleId{whole_number(chosen).value_or(0)});
    const bool all_known = std::ranges::all_of(
        rule.roles, [&](RoleId id) { return std::ranges::find(known.roles, id, &identity::Role::id) != known.roles.end(); });
    if (rule.roles.empty() || !all_known) errors.push_back({"roles", "error_rule_roles"});
    if (!errors.empty()) return invalid(std::move(errors));
    return rule;
}

std::string roles_of(const Texts& text, const DelegationRule& rule, const Choices& known) {
    std::vector<std::string> names;
    for (const auto& role : known.roles)
        if (std::ranges::find(rule.roles, role.id) != rule.roles.end()) names.push_back(name_of(text, role));
    return joined(names, ", ");
}

h::Html rule_table(const Context& c, const identity::Unit& committee, const std::vector<DelegationRule>& rules, const Choices& known) {
    std::vector<std::vector<h::Html>> rows;
    for (const auto& rule : rules)
        rows.push_back({pages::link(fmt::format("{}?id={}", rule_address, http::percent_encoded(rule.id)), rule.id), h::text(rule.text),
                        h::text(rule.law), h::text(roles_of(c.text, rule, known)),
                        row_button(c, "/administration/delegation/ta-bort", c.text("take_away"), rule.id, pages::hidden("id", rule.id))});
    return pages::table(name_of(c.text, committee),
                        {{c.text("rule_id")}, {c.text("rule_text")}, {c.text("rule_law")}, {c.text("rule_roles")}, {c.text("change")}},
                        rows, pages::Caption::shown);
}

http::Response rule_page(const Context& c, const RuleForm& typed, const Choices& known, const std::vector<FieldError>& wrong) {
    const pages::Errors errors(c.text, wrong);
    const auto fields =
        pages::text_field(c.text, {.name = "id",
                                   .label = c.text("rule_id"),
                                   .hint = c.text("rule_id_hint"),
                                   .value = typed.id,
                                   .error = errors.at("id"),
                                   .width = "10"}) +
        pages::text_area(c.text, {.name = "text", .label = c.text("rule_text"), .value = typed.text, .error = errors.at("text")}) +
        pages::text_field(c.text,
                          {.name = "law", .label = c.text("rule_law"), .value = typed.law, .error = errors.at("law"), .optional = true}) +
        pages::select(c.text,
                      {.name = "committee", .label = c.text("rule_committee"), .value = typed.committee, .error = errors.at("committee")},
                      options(c.text, known.units)) +
        pages::checkboxes(c.text, {.name = "roles", .label = c.text("rule_roles"), .error = errors.at("roles")},
                          options(c.text, known.roles), typed.roles) +
        pages::form_foot(pages::button(c.text("common.save")));
    return page(c, {.title = c.text("delegation_rule"),
                    .content = pages::form(c, rule_address, fields),
                    .back = std::string(list_address),
                    .back_words = c.text("delegation"),
                    .errors = errors});
}

/// The log names the row by its number in the printed order.
void record(db::Connection& db, const Context& c, std::string_view event, std::string_view id) {
    audit::record(db, c.visitor, {.event = std::string(event), .subject_kind = "delegation", .detail = std::string(id)});
}

}  // namespace

Result<http::Response> show_delegation(Context& c) {
    const auto tables = c.db.read([&](db::Connection& db) {
        const auto known = choices(db);
        h::Html all;
        for (const auto& unit : known.units) {
            const auto rules = identity::delegation_order(db, unit.id);
            if (!rules.empty()) all += rule_table(c, unit, rules, known);
        }
        return all;
    });
    const auto list = tables.empty() ? pages::empty_state(c.text("no_rules"), c.text("no_rules_do")) : tables;
    return page(c, {.title = c.text("delegation"),
                    .content = h::make<R"(<p class="lead">{}</p>{}{})">(c.text("delegation_says"),
                                                                        pages::link_button(rule_address, c.text("add_rule")), list)});
}

Result<http::Response> show_delegation_rule(Context& c) {
    return c.db.read([&](db::Connection& db) -> Result<http::Response> {
        const auto known = choices(db);
        if (!c.request.query.has("id")) return rule_page(c, {}, known, {});
        return rule_page(c, form_of(TRY(identity::find_delegation(db, c.request.query.get("id")))), known, {});
    });
}

Result<http::Response> save_delegation_rule(Context& c) {
    const auto typed = typed_rule(c.request);
    const auto known = c.db.read(choices);
    const auto rule = checked(typed, known);
    if (!rule) return rule_page(c, typed, known, rule.error().fields);
    const auto done = c.db.write([&](db::Connection& db) -> Result<void> {
        const bool is_new = !identity::find_delegation(db, rule->id);
        if (auto refused = identity::set_delegation(db, *rule); !refused) return refused;
        record(db, c, is_new ? "administration.delegation_added" : "administration.delegation_changed", rule->id);
        return {};
    });
    if (!done) return tl::unexpected(done.error());
    return saved(list_address);
}

Result<http::Response> remove_delegation_rule(Context& c) {
    const auto id = c.request.field("id");
    const auto done = c.db.write([&](db::Connection& db) -> Result<void> {
        if (!identity::find_delegation(db, id)) return failure(Fault::not_found);
        identity::remove_delegation(db, id);
        record(db, c, "administration.delegation_removed", id);
        return {};
    });
    if (!done) return tl::unexpected(done.error());
    return saved(list_address);
}

}  // namespace administration
