#include <fmt/format.h>

#include <algorithm>

#include "areas/administration/accounts.h"

namespace administration {

namespace h = html;
using identity::Account;

std::string account_address(AccountId id) { return fmt::format("/administration/anvandare/{}", id.value); }

namespace {

constexpr std::string_view list_address = "/administration/anvandare";

h::Html state(const Texts& text, const Account& account) {
    if (!account.active) return pages::tag(pages::Tone::warn, "ban", text("inactive"));
    if (account.program) return pages::tag(pages::Tone::info, "api", text("program"));
    return pages::tag(pages::Tone::ok, "check", text("active"));
}

std::vector<h::Html> account_row(const Texts& text, const Account& account) {
    return {pages::link(account_address(account.id), account.name), h::text(account.username), h::text(account.email),
            h::text(account.has_second_step ? text("common.yes") : text("common.no")), state(text, account)};
}

h::Html name_and_email(const Context& c, const AccountForm& typed, const pages::Errors& errors) {
    return pages::text_field(
               c.text,
               {.name = "name", .label = c.text("account_name"), .value = typed.name, .error = errors.at("name"), .autocomplete = "off"}) +
           pages::text_field(c.text, {.name = "email",
                                      .label = c.text("email"),
                                      .value = typed.email,
                                      .error = errors.at("email"),
                                      .optional = true,
                                      .autocomplete = "off",
                                      .type = "email"});
}

template <class Thing>
std::string name_of(const Texts& text, const std::vector<Thing>& all, auto id) {
    const auto found = std::ranges::find_if(all, [&](const Thing& one) { return one.id == id; });
    if (found == all.end()) return "";
    return text.language() == Language::en ? found->name_en : found->name_sv;
}

template <class Thing>
std::vector<pages::Option> options(const Texts& text, const std::vector<Thing>& all) {
    std::vector<pages::Option> made{{"", text("choose")}};
    for (const auto& one : all) made.push_back({std::to_string(one.id.value), text.language() == Language::en ? one.name_en : one.name_sv});
    return made;
}

h::Html assignments_table(const Context& c, const AccountPage& shown) {
    if (shown.assignments.empty()) return h::make<"<p>{}</p>">(c.text("no_roles"));
    std::vector<std::vector<h::Html>> rows;
    for (std::size_t i = 0; i < shown.assignments.size(); ++i) {
        const auto& one = shown.assignments[i];
        const auto last_day = !shown.providers[i].empty() ? c.text("role_by_provider", shown.providers[i])
                              : one.ends_at               ? c.text.day(swedish_date(*one.ends_at - 1))
                                                          : c.text("without_end");
        rows.push_back({h::text(name_of(c.text, shown.roles, one.role)), h::text(name_of(c.text, shown.units, one.unit)), h::text(last_day),
                        row_button(c, account_address(shown.account.id) + "/roller/ta-bort", c.text("take_away"),
                                   name_of(c.text, shown.roles, one.role), pages::hidden("assignment", std::to_string(one.id.value)))});
    }
    const bool is_any_told = std::ranges::any_of(shown.providers, [](const std::string& provider) { return !provider.empty(); });
    return pages::table(c.text("roles_held"), {{c.text("role")}, {c.text("unit")}, {c.text("until")}, {c.text("change")}}, rows) +
           h::when(is_any_told, [&] { return h::make<"<p>{}</p>">(c.text("roles_by_provider_say")); });
}

h::Html assignment_form(const Context& c, const AccountPage& shown, const AssignmentForm& typed, const pages::Errors& errors) {
    const auto fields =
        pages::select(c.text, {.name = "role", .label = c.text("role"), .value = typed.role, .error = errors.at("role")},
                      options(c.text, shown.roles)) +
        pages::select(
            c.text, {.name = "unit", .label = c.text("unit"), .hint = c.text("unit_hint"), .value = typed.unit, .error = errors.at("unit")},
            options(c.text, shown.units)) +
        pages::day_field(c.text, {.name = "until",
                                  .label = c.text("until"),
                                  .hint = c.text("until_hint"),
                                  .value = typed.until,
                                  .error = errors.at("until"),
                                  .optional = true});
    return pages::form(c, account_address(shown.account.id) + "/roller", fields + pages::form_foot(pages::button(c.text("give_role"))));
}

h::Html sign_in_section(const Context& c, const Account& account) {
    const auto address = account_address(account.id);
    if (account.program) return section(c.text("tokens"), pages::link(address + "/api-nycklar", c.text("programs_tokens")));
    h::Html content = h::make<"<p>{}</p>{}">(c.text("new_password_says"),
                                             post_button(c, address + "/losenord", c.text("new_password"), pages::Button::secondary));
    if (account.has_second_step)
        content += h::make<"<p>{}</p>{}">(c.text("remove_second_step_says"),
                                          post_button(c, address + "/andra-steget", c.text("remove_second_step"), pages::Button::danger));
    return section(c.text("sign_in"), content);
}

h::Html account_form(const Context& c, const AccountPage& shown, const AccountForm& typed, const pages::Errors& errors) {
    const auto active = pages::checkbox(
        c.text, {.name = "active", .label = c.text("is_active"), .hint = c.text("is_active_hint"), .error = errors.at("active")},
        typed.active);
    return pages::form(c, account_address(shown.account.id),
                       name_and_email(c, typed, errors) + active + pages::form_foot(pages::button(c.text("common.save"))));
}

}  // namespace

http::Response accounts_page(const Context& c, const AccountList& list) {
    std::vector<std::vector<h::Html>> rows;
    for (const auto& account : list.accounts) rows.push_back(account_row(c.text, account));
    const auto found =
        rows.empty()
            ? pages::empty_state(c.text("no_account"), c.text("no_account_do"))
            : pages::table(c.text("accounts"),
                           {{c.text("account_name")}, {c.text("username")}, {c.text("email")}, {c.text("second_step")}, {c.text("state")}},
                           rows);
    const auto search = pages::search_form(c.text, {.action = std::string(list_address),
                                                    .label = c.text("search_account"),
                                                    .value = list.words,
                                                    .placeholder = c.text("search_account")});
    return page(c, {.title = c.text("accounts"),
                    .content = pages::link_button("/administration/anvandare/ny", c.text("add_account")) + search + found +
                               pages::pagination(c.text, "", list.next)});
}

http::Response new_account_page(const Context& c, const AccountForm& typed, const std::vector<FieldError>& wrong) {
    const pages::Errors errors(c.text, wrong);
    const auto fields =
        pages::text_field(c.text, {.name = "username",
                                   .label = c.text("username"),
                                   .hint = c.text("username_hint"),
                                   .value = typed.username,
                                   .error = errors.at("username"),
                                   .autocomplete = "off"}) +
        name_and_email(c, typed, errors) +
        pages::checkbox(c.text, {.name = "program", .label = c.text("is_program"), .hint = c.text("is_program_hint")}, typed.program) +
        pages::form_foot(pages::button(c.text("add_account")));
    return page(c, {.title = c.text("add_account"),
                    .content = pages::form(c, "/administration/anvandare/ny", fields),
                    .back = std::string(list_address),
                    .back_words = c.text("accounts"),
                    .errors = errors});
}

http::Response link_page(const Context& c, const Account& account, std::string_view link) {
    const auto content = h::make<R"(<p>{}</p><p><code>{}</code></p><p>{}</p>)">(c.text("link_for", account.name, account.username), link,
                                                                                c.text("invitation_once"));
    return page(
        c, {.title = c.text("link_to_password"),
            .content = pages::notice(pages::Tone::warn, content) + pages::link_button(account_address(account.id), c.text("on_to_account")),
            .back = std::string(list_address),
            .back_words = c.text("accounts")});
}

http::Response account_page(const Context& c, const AccountPage& shown, const AccountTyped& typed, const std::vector<FieldError>& wrong) {
    const pages::Errors errors(c.text, wrong);
    const auto about =
        pages::facts({{c.text("username"), h::text(shown.account.username)}, {c.text("state"), state(c.text, shown.account)}});
    return page(c,
                {.title = shown.account.name,
                 .content = about + section(c.text("roles"), assignments_table(c, shown)) +
                            section(c.text("give_role"), assignment_form(c, shown, typed.assignment, errors)) +
                            section(c.text("details"), account_form(c, shown, typed.account, errors)) + sign_in_section(c, shown.account),
                 .back = std::string(list_address),
                 .back_words = c.text("accounts"),
                 .errors = errors});
}

}  // namespace administration
