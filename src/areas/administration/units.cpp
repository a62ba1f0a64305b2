/// The organisation as a tree.
#include <fmt/format.h>

#include <algorithm>

#include "areas/administration/handlers.h"
#include "areas/administration/page.h"
#include "engines/audit/audit.h"
#include "engines/identity/units.h"
#include "foundation/base/numbers.h"
#include "foundation/base/unicode.h"

namespace administration {

namespace h = html;
using identity::Unit;

namespace {

constexpr std::string_view list_address = "/administration/enheter";
constexpr std::size_t longest_name = 120;

struct UnitForm {
    std::string name_sv, name_en, parent;
    bool committee = false;
};

UnitForm typed_unit(const http::Request& request) {
    return {tidy_text(request.field("name_sv")), tidy_text(request.field("name_en")), std::string(request.field("parent")),
            request.form.has("committee")};
}

std::string unit_address(const Unit& unit) { return fmt::format("{}/{}", list_address, http::percent_encoded(unit.slug)); }

enum class Placed { under_a_parent, at_the_top };
Result<Unit> checked(const UnitForm& form, Placed placed) {
    std::vector<FieldError> errors;
    for (const auto& [field, name] : {std::pair("name_sv", &form.name_sv), std::pair("name_en", &form.name_en)})
        if (name->empty() || count_characters(*name) > longest_name) errors.push_back({field, "error_unit_name"});
    const auto parent = whole_number(form.parent);
    if (placed == Placed::under_a_parent && !parent) errors.push_back({"parent", "error_parent"});
    if (!errors.empty()) return invalid(std::move(errors));
    Unit unit{.name_sv = form.name_sv, .name_en = form.name_en, .committee = form.committee};
    if (placed == Placed::under_a_parent) unit.parent = UnitId{*parent};
    return unit;
}

h::Html tree(const Context& c, const std::vector<Unit>& units, std::optional<UnitId> parent) {
    const auto items = h::each(units, [&](const Unit& unit) -> h::Html {
        if (unit.parent != parent) return {};
        const auto committee = h::when(unit.committee, [&] { return pages::tag(pages::Tone::plain, "gavel", c.text("committee")); });
        return h::make<R"(<li>{} <span class="muted small">{}</span> {}{}</li>)">(
            pages::link(unit_address(unit), unit.name(c.text.language())), unit.slug, committee, tree(c, units, unit.id));
    });
    return h::when(!items.empty(), [&] { return h::make<"<ul>{}</ul>">(items); });
}

h::Html unit_fields(const Context& c, const UnitForm& typed, const std::vector<Unit>& parents, Placed placed, const pages::Errors& errors) {
    std::vector<pages::Option> options;
    for (const auto& unit : parents) options.push_back({std::to_string(unit.id.value), unit.name(c.text.language())});
    h::Html all =
        pages::text_field(c.text, {.name = "name_sv", .label = c.text("name_sv"), .value = typed.name_sv, .error = errors.at("name_sv")}) +
        pages::text_field(c.text, {.name = "name_en", .label = c.text("name_en"), .value = typed.name_en, .error = errors.at("name_en")});
    if (placed == Placed::under_a_parent)
        all += pages::select(c.text, {.name = "parent", .label = c.text("parent"), .value = typed.parent, .error = errors.at("parent")},
                             options);
    return all + pages::checkbox(c.text, {.name = "committee", .label = c.text("is_committee"), .hint = c.text("is_committee_hint")},
                                 typed.committee);
}

http::Response units_page(const Context& c, const UnitForm& typed, const std::vector<FieldError>& wrong) {
    const auto units = c.db.read([](db::Connection& db) { return identity::units(db); });
    const pages::Errors errors(c.text, wrong);
    const auto form =
        pages::form(c, list_address,
                    unit_fields(c, typed, units, Placed::under_a_parent, errors) + pages::form_foot(pages::button(c.text("add_unit"))));
    return page(c, {.title = c.text("units"),
                    .content = h::make<R"(<div class="prose">{}</div>{})">(tree(c, units, std::nullopt), section(c.text("add_unit"), form)),
                    .errors = errors});
}

http::Response unit_page(const Context& c, const Unit& unit, const UnitForm& typed, const std::vector<FieldError>& wrong) {
    auto parents = c.db.read([](db::Connection& db) { return identity::units(db); });
    std::erase_if(parents, [&](const Unit& one) { return one.id == unit.id; });
    const pages::Errors errors(c.text, wrong);
    const auto placed = unit.parent ? Placed::under_a_parent : Placed::at_the_top;
    const auto fields = unit_fields(c, typed, parents, placed, errors) + pages::form_foot(pages::button(c.text("common.save")));
    return page(c, {.title = unit.name(c.text.language()),
                    .content = pages::facts({{c.text("short_name"), h::text(unit.slug)}}) + pages::form(c, unit_address(unit), fields),
                    .back = std::string(list_address),
                    .back_words = c.text("units"),
                    .errors = errors});
}

Result<Unit> asked_unit(Context& c) {
    return c.db.read([&](db::Connection& db) { return identity::find_unit(db, c.request.part("unit")); });
}

}  // namespace

Result<http::Response> show_units(Context& c) { return units_page(c, {}, {}); }

Result<http::Response> add_unit(Context& c) {
    const auto typed = typed_unit(c.request);
    const auto unit = checked(typed, Placed::under_a_parent);
    if (!unit) return units_page(c, typed, unit.error().fields);

    const auto added = c.db.write([&](db::Connection& db) -> Result<UnitId> {
        const auto id = TRY(identity::add_unit(db, {slug(unit->name_sv), unit->name_sv, unit->name_en, unit->parent, unit->committee}));
        audit::record(db, c.visitor,
                      {.event = "administration.unit_added", .subject_kind = "unit", .subject = id.value, .detail = unit->name_sv});
        return id;
    });
    if (!added)
        return units_page(c, typed,
                          {{added.error().fault == Fault::conflict ? "name_sv" : "parent",
                            added.error().fault == Fault::conflict ? "error_unit_taken" : "error_parent"}});
    return saved(list_address);
}

Result<http::Response> show_unit(Context& c) {
    const auto unit = TRY(asked_unit(c));
    return unit_page(c, unit, {unit.name_sv, unit.name_en, unit.parent ? std::to_string(unit.parent->value) : "", unit.committee}, {});
}

Result<http::Response> change_unit(Context& c) {
    const auto unit = TRY(asked_unit(c));
    const auto typed = typed_unit(c.request);
    auto changed = checked(typed, unit.parent ? Placed::under_a_parent : Placed::at_the_top);
    if (!changed) return unit_page(c, unit, typed, changed.error().fields);
    changed->id = unit.id;
    changed->slug = unit.slug;  // e-services name their unit by it

    const auto done = c.db.write([&](db::Connection& db) -> Result<void> {
        if (changed->parent && !identity::find_unit(db, *changed->parent)) return failure(Fault::conflict);
        if (auto refused = identity::change_unit(db, *changed); !refused) return refused;
        const bool is_moved = changed->parent != unit.parent;
        audit::record(db, c.visitor,
                      {.event = is_moved ? "administration.unit_moved" : "administration.unit_changed",
                       .subject_kind = "unit",
                       .subject = unit.id.value,
                       .detail = changed->name_sv});
        return {};
    });
    if (!done) return unit_page(c, unit, typed, {{"parent", "error_move"}});
    return saved(list_address);
}

}  // namespace administration
