/// Roles and what each lets its holders do.
#include <fmt/format.h>

#include <algorithm>

#include "areas/administration/handlers.h"
#include "areas/administration/page.h"
#include "engines/area/declared.h"
#include "engines/audit/audit.h"
#include "engines/identity/roles.h"
#include "foundation/base/unicode.h"

namespace administration {

namespace h = html;
using identity::Role;

namespace {

constexpr std::string_view list_address = "/administration/roller", new_address = "/administration/roller/ny";
constexpr std::size_t longest_name = 100;

std::string role_address(const Role& role) { return fmt::format("{}/roll/{}", list_address, http::percent_encoded(role.slug)); }

struct RoleForm {
    std::string name_sv, name_en;
    std::vector<std::string> permissions{};
};

RoleForm typed_role(const http::Request& request) {
    const auto chosen = request.form.every("permissions");
    return {tidy_text(request.field("name_sv")), tidy_text(request.field("name_en")), {chosen.begin(), chosen.end()}};
}

/// What can be chosen: all that areas declare and the visitor may give, and what the role holds already.
std::vector<pages::Option> permissions(const Context& c, const std::vector<std::string>& held) {
    std::vector<pages::Option> all;
    for (const auto& [area, declared] : area::declared_permissions()) {
        const std::string name(declared.permission.name);
        if (reach_beyond(c.visitor, {name}) && std::ranges::find(held, name) == held.end()) continue;
        all.push_back({name, c.text.of(area)(declared.text_key), name});
    }
    for (const auto& name : held)
        if (std::ranges::find(all, name, &pages::Option::value) == all.end()) all.push_back({name, name});
    return all;
}

Result<RoleForm> checked(const RoleForm& form, const std::vector<pages::Option>& known) {
    std::vector<FieldError> errors;
    for (const auto& [field, name] : {std::pair("name_sv", &form.name_sv), std::pair("name_en", &form.name_en)})
        if (name->empty() || count_characters(*name) > longest_name) errors.push_back({field, "error_role_name"});
    const bool all_known = std::ranges::all_of(
        form.permissions, [&](const auto& one) { return std::ranges::find(known, one, &pages::Option::value) != known.end(); });
    if (!all_known) errors.push_back({"permissions", "error_permission"});
    if (!errors.empty()) return invalid(std::move(errors));
    return form;
}

std::string words_of(const Context& c, const Role& role) {
    std::vector<std::string> words;
    for (const auto& option : permissions(c, role.permissions))
        if (std::ranges::find(role.permissions, option.value) != role.permissions.end()) words.push_back(option.label);
    return joined(words, ", ");
}

struct Where {
    std::string action, title, button;
    std::vector<std::string> held{};
};

http::Response role_page(const Context& c, const Where& where, const RoleForm& typed, const std::vector<FieldError>& wrong) {
    const pages::Errors errors(c.text, wrong);
    const auto fields =
        pages::text_field(c.text, {.name = "name_sv", .label = c.text("name_sv"), .value = typed.name_sv, .error = errors.at("name_sv")}) +
        pages::text_field(c.text, {.name = "name_en", .label = c.text("name_en"), .value = typed.name_en, .error = errors.at("name_en")}) +
        pages::checkboxes(c.text, {.name = "permissions", .label = c.text("may_do"), .error = errors.at("permissions")},
                          permissions(c, where.held), typed.permissions) +
        pages::form_foot(pages::button(where.button));
    return page(c, {.title = where.title,
                    .content = pages::form(c, where.action, fields),
                    .back = std::string(list_address),
                    .back_words = c.text("roles"),
                    .errors = errors});
}

Where new_role(const Texts& text) { return {std::string(new_address), text("add_role"), text("add_role")}; }
Where existing(const Texts& text, const Role& role) {
    return {role_address(role), text.language() == Language::en ? role.name_en : role.name_sv, text("common.save"), role.permissions};
}

Result<Role> asked_role(Context& c) {
    return c.db.read([&](db::Connection& db) { return identity::find_role(db, c.request.part("role")); });
}

void record(db::Connection& db, const Context& c, std::string_view event, RoleId role, std::string_view slug,
            const std::vector<std::string>& held) {
    audit::record(db, c.visitor,
                  {.event = std::string(event),
                   .subject_kind = "role",
                   .subject = role.value,
                   .detail = fmt::format("{}: {}", slug, joined(held, " "))});
}

bool lets_manage(const std::vector<std::string>& held) { return std::ranges::find(held, may_manage.name) != held.end(); }

}  // namespace

Result<http::Response> show_roles(Context& c) {
    std::vector<std::vector<h::Html>> rows;
    for (const auto& role : c.db.read([](db::Connection& db) { return identity::roles(db); }))
        rows.push_back(
            {pages::link(role_address(role), c.text.language() == Language::en ? role.name_en : role.name_sv), h::text(words_of(c, role))});
    const auto list = rows.empty() ? h::Html() : pages::table(c.text("roles"), {{c.text("role")}, {c.text("may_do")}}, rows);
    return page(c, {.title = c.text("roles"), .content = pages::link_button(new_address, c.text("add_role")) + list});
}

Result<http::Response> show_new_role(Context& c) { return role_page(c, new_role(c.text), {}, {}); }

Result<http::Response> add_role(Context& c) {
    const auto typed = typed_role(c.request);
    const auto form = checked(typed, permissions(c, {}));
    if (!form) return role_page(c, new_role(c.text), typed, form.error().fields);

    const auto added = c.db.write([&](db::Connection& db) -> Result<RoleId> {
        const auto name = slug(form->name_sv);
        const auto id = TRY(identity::add_role(db, {name, form->name_sv, form->name_en, form->permissions}));
        record(db, c, "administration.role_added", id, name, form->permissions);
        return id;
    });
    if (!added) return role_page(c, new_role(c.text), typed, {{"name_sv", "error_role_taken"}});
    return saved(list_address);
}

Result<http::Response> show_role(Context& c) {
    const auto role = TRY(asked_role(c));
    return role_page(c, existing(c.text, role), {role.name_sv, role.name_en, role.permissions}, {});
}

Result<http::Response> change_role(Context& c) {
    const auto role = TRY(asked_role(c));
    const auto typed = typed_role(c.request);
    const auto form = checked(typed, permissions(c, role.permissions));
    if (!form) return role_page(c, existing(c.text, role), typed, form.error().fields);

    const auto done = c.db.write([&](db::Connection& db) -> Result<void> {
        if (lets_manage(role.permissions) && !lets_manage(form->permissions) && !somebody_manages_after(db, {.role = role.id}))
            return invalid({{"permissions", "error_last_manager"}});
        if (auto refused = identity::change_role(db, {role.id, role.slug, form->name_sv, form->name_en, form->permissions}); !refused)
            return refused;
        record(db, c, "administration.role_changed", role.id, role.slug, form->permissions);
        return {};
    });
    if (!done) return role_page(c, existing(c.text, role), typed, done.error().fields);
    return saved(list_address);
}

}  // namespace administration
