#include "areas/sign_in/views.h"

#include "engines/identity/e_id.h"
#include "engines/pages/pages.h"
#include "foundation/base/unicode.h"

namespace sign_in::views {
namespace {

using pages::Html;

Html heading(const Context& c, std::string_view title, std::string_view lead) {
    return html::make<R"(<h1>{}</h1><p class="lead">{}</p>)">(c.text(title), c.text(lead));
}

std::vector<pages::ShownError> shown(const std::string& field, const std::string& message) {
    if (message.empty()) return {};
    return {{field, message}};
}

std::string words(const Context& c, const std::string& key) { return key.empty() ? std::string{} : c.text(key); }

Html provider_button(const Context& c, const identity::EIdentification& provider) {
    const auto name = provider.simulated ? c.text("simulated_name") : provider.shown_name;
    return html::make<"<p>{}</p>">(pages::button(c.text("sign_in_with", name), pages::Button::primary, "val", provider.name));
}

Html oidc_button(const Context& c, const oidc::Provider& provider) {
    return html::make<"<p>{}</p>">(
        pages::button(c.text("sign_in_with", provider.settings().shown_name), pages::Button::primary, "val", provider.settings().name));
}

/// On the port where the proxy asks the browser for a card.
std::string card_page(const Context& c, const std::string& back) {
    const auto port = c.tenant.cards.port;
    const auto& address = c.tenant.public_address;
    const auto own_port = address.find(':', address.find("://") + 3);
    const auto site = port == 0 ? std::string{} : address.substr(0, own_port) + ":" + std::to_string(port);
    return site + "/personal/kort?till=" + http::percent_encoded(back);
}

/// A form with a button for each provider that signs in such people; nothing when there is none.
Html oidc_choice(const Context& c, config::SignsIn kind, const std::string& back) {
    Html buttons;
    for (const auto& provider : c.tenant.oidc_providers)
        if (provider->settings().signs_in == kind) buttons += oidc_button(c, *provider);
    return html::when(!buttons.empty(), [&] { return pages::form(c, "/logga-in/borja", pages::hidden("till", back) + buttons); });
}

Html resident_button(const Context& c, const identity::DemoResident& resident) {
    return html::make<"<li>{}</li>">(pages::button(resident.name, pages::Button::secondary, "personnummer", resident.number));
}

}  // namespace

Html password_words(const Context& c) {
    const std::vector<std::string> strengths{c.text("strength.too_short"), c.text("strength.fair"), c.text("strength.good"),
                                             c.text("strength.strong")};
    return html::make<R"(<div data-show="{}" data-hide="{}" data-strength="{}" data-words="{}" hidden></div>)">(
        c.text("show_password"), c.text("hide_password"), c.text("strength"), joined(strengths, "|"));
}

http::Response choice(const Context& c, const std::string& back) {
    const Html providers = html::each(c.tenant.e_identifications, [&](const auto& provider) { return provider_button(c, provider); });
    const Html oidc_providers = oidc_choice(c, config::SignsIn::residents, back);
    const bool has_none = c.tenant.e_identifications.empty() && oidc_providers.empty();
    const Html residents =
        has_none ? pages::notice(pages::Tone::info, c.text("no_e_identification")) : html::when(!c.tenant.e_identifications.empty(), [&] {
            return pages::form(c, "/logga-in/borja", pages::hidden("till", back) + providers);
        });
    const Html main = heading(c, "choose_title", "choose_lead") + oidc_providers + residents +
                      html::make<R"(<h2>{}</h2><p><a href="/personal/logga-in?till={}">{}</a></p>)">(
                          c.text("for_staff"), http::percent_encoded(back), c.text("staff_link"));
    return pages::task(c, {.title = c.text("choose_title"), .main = main});
}

http::Response simulated(const Context& c, const Simulated& typed) {
    const pages::Errors errors(c.text, typed.errors);
    const std::string done = "/logga-in/klar/simulated";
    const Html state = pages::hidden("state", typed.state);
    const Html residents = html::each(identity::demo_residents(), [&](const auto& resident) { return resident_button(c, resident); });
    const Html fields =
        pages::text_field(c.text, {.name = "personnummer",
                                   .label = c.text("number"),
                                   .hint = c.text("number_hint"),
                                   .value = typed.number,
                                   .error = errors.at("personnummer"),
                                   .inputmode = "numeric",
                                   .width = "10"}) +
        pages::text_field(c.text, {.name = "namn", .label = c.text("name"), .value = typed.name, .error = errors.at("namn")});
    const Html main = pages::error_summary(c.text, errors) + heading(c, "simulated_title", "simulated_lead") +
                      pages::form(c, done, state + html::make<R"(<ul role="list" class="equals">{}</ul>)">(residents)) +
                      html::make<"<h2>{}</h2>">(c.text("someone_else")) +
                      pages::form(c, done, state + fields + pages::form_foot(pages::button(c.text("sign_in"))));
    return pages::task(
        c, {.title = c.text("simulated_title"), .main = main, .status = errors.empty() ? 200 : 422, .has_errors = !errors.empty()});
}

http::Response password(const Context& c, const Password& typed) {
    const auto problem = words(c, typed.problem);
    const Html fields =
        pages::hidden("till", typed.back) +
        pages::text_field(
            c.text,
            {.name = "username", .label = c.text("username"), .value = typed.username, .error = problem, .autocomplete = "username"}) +
        pages::text_field(c.text,
                          {.name = "password", .label = c.text("password"), .autocomplete = "current-password", .type = "password"});
    const Html card = html::when(c.tenant.cards.in_use(), [&] {
        return html::make<"<p>{}</p>">(pages::link_button(card_page(c, typed.back), c.text("sign_in_with_card"), pages::Button::secondary));
    });
    const Html main = pages::error_summary(c.text, shown("username", problem)) + heading(c, "password_title", "password_lead") + card +
                      oidc_choice(c, config::SignsIn::staff, typed.back) +
                      pages::form(c, "/personal/logga-in", fields + pages::form_foot(pages::button(c.text("sign_in")))) + password_words(c);
    return pages::task(
        c, {.title = c.text("password_title"), .main = main, .status = typed.status, .has_errors = !problem.empty(), .island = "password"});
}

std::vector<pages::ShownError> shown_error(const Context& c, const FieldError& error) {
    if (error.text_key.empty()) return {};
    return {{error.field, c.text(error.text_key)}};
}

static Html code_form(const Context& c, std::string_view action, const std::string& back, SecondStepWays ways, const std::string& problem,
                      const std::string& button) {
    const Html field = pages::text_field(c.text, {.name = "kod",
                                                  .label = c.text(ways.by_app ? "code" : "recovery_code"),
                                                  .hint = c.text(ways.by_app ? "code_hint" : "recovery_code_hint"),
                                                  .error = problem,
                                                  .autocomplete = "one-time-code",
                                                  .width = "10"});
    const auto weight = ways.by_passkey ? pages::Button::secondary : pages::Button::primary;
    return pages::form(c, action, pages::hidden("till", back) + field + pages::form_foot(pages::button(button, weight)));
}

Html second_step_forms(const Context& c, std::string_view action, const std::string& back, SecondStepWays ways, const FieldError& problem,
                       const std::string& button, std::string_view challenge) {
    const auto of = [&](std::string_view field) { return problem.field == field ? words(c, problem.text_key) : std::string{}; };
    const Html key = html::when(ways.by_passkey, [&] {
        return passkey_form(c, "show", action, challenge, pages::hidden("till", back), c.text("use_passkey"), of("key")) +
               html::make<"<h2>{}</h2>">(c.text(ways.by_app ? "code_instead" : "recovery_instead"));
    });
    return key + code_form(c, action, back, ways, of("kod"), button);
}

http::Response code(const Context& c, const Code& typed) {
    const auto errors = shown_error(c, typed.problem);
    const auto title = typed.ways.by_passkey ? "second_step_ask_title" : "code_title";
    const auto lead = typed.ways.by_passkey ? "second_step_ask_lead" : "code_lead";
    const Html main = pages::error_summary(c.text, errors) + heading(c, title, lead) +
                      second_step_forms(c, "/personal/kod", typed.back, typed.ways, typed.problem, c.text("sign_in"), challenge_address);
    return pages::task(c,
                       {.title = c.text(title), .main = main, .status = typed.status, .has_errors = !errors.empty(), .island = "passkey"});
}

http::Response new_password(const Context& c, const std::vector<FieldError>& wrong) {
    const pages::Errors errors(c.text, wrong);
    const Html fields = pages::text_field(c.text, {.name = "password",
                                                   .label = c.text("own_password"),
                                                   .error = errors.at("password"),
                                                   .autocomplete = "current-password",
                                                   .type = "password"}) +
                        pages::text_field(c.text, {.name = "password_new",
                                                   .label = c.text("new_password"),
                                                   .hint = c.text("new_password_hint"),
                                                   .error = errors.at("password_new"),
                                                   .autocomplete = "new-password",
                                                   .type = "password"}) +
                        pages::form_foot(pages::button(c.text("change_password")));
    const Html main = pages::error_summary(c.text, errors) + heading(c, "new_password_title", "new_password_lead") +
                      html::make<R"(<div class="form-body">{}</div>)">(pages::form(c, "/personal/losenord", fields)) + password_words(c);
    return pages::app(c, {.title = c.text("new_password_title"),
                          .main = main,
                          .status = errors.empty() ? 200 : 422,
                          .has_errors = !errors.empty(),
                          .island = "password"});
}

}  // namespace sign_in::views
