#include "areas/sign_in/views.h"

#include "engines/identity/e_id.h"
#include "engines/pages/pages.h"

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

std::string error_of(const Context& c, const std::vector<FieldError>& errors, std::string_view field) {
    for (const auto& error : errors)
        if (error.field == field) return c.text(error.text_key);
    return {};
}

Html provider_button(const Context& c, const identity::EIdentification& provider) {
    const auto name = provider.simulated ? c.text("simulated_name") : provider.shown_name;
    return html::make<"<p>{}</p>">(pages::button(c.text("sign_in_with", name), pages::Button::primary, "val", provider.name));
}

Html resident_button(const Context& c, const identity::DemoResident& resident) {
    return html::make<"<li>{}</li>">(pages::button(resident.name, pages::Button::secondary, "personnummer", resident.number));
}

}  // namespace

http::Response choice(const Context& c, const std::string& back) {
    const Html providers = html::each(c.tenant.e_identifications, [&](const auto& provider) { return provider_button(c, provider); });
    const Html residents = c.tenant.e_identifications.empty() ? pages::notice(pages::Tone::info, c.text("no_e_identification"))
                                                              : pages::form(c, "/logga-in/borja", pages::hidden("till", back) + providers);
    const Html main = heading(c, "choose_title", "choose_lead") + residents +
                      html::make<R"(<h2>{}</h2><p><a href="/personal/logga-in?till={}">{}</a></p>)">(
                          c.text("for_staff"), http::percent_encoded(back), c.text("staff_link"));
    return pages::task(c, {.title = c.text("choose_title"), .main = main});
}

http::Response simulated(const Context& c, const Simulated& typed) {
    const auto number_error = error_of(c, typed.errors, "personnummer"), name_error = error_of(c, typed.errors, "namn");
    auto errors = shown("personnummer", number_error);
    for (auto& error : shown("namn", name_error)) errors.push_back(std::move(error));
    const std::string done = "/logga-in/klar/simulated";
    const Html state = pages::hidden("state", typed.state);
    const Html residents = html::each(identity::demo_residents(), [&](const auto& resident) { return resident_button(c, resident); });
    const Html fields = pages::text_field(c.text, {.name = "personnummer",
                                                   .label = c.text("number"),
                                                   .hint = c.text("number_hint"),
                                                   .value = typed.number,
                                                   .error = number_error,
                                                   .inputmode = "numeric",
                                                   .width = "10"}) +
                        pages::text_field(c.text, {.name = "namn", .label = c.text("name"), .value = typed.name, .error = name_error});
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
    const Html main = pages::error_summary(c.text, shown("username", problem)) + heading(c, "password_title", "password_lead") +
                      pages::form(c, "/personal/logga-in", fields + pages::form_foot(pages::button(c.text("sign_in"))));
    return pages::task(c, {.title = c.text("password_title"), .main = main, .status = typed.status, .has_errors = !problem.empty()});
}

http::Response code(const Context& c, const Code& typed) {
    const auto problem = words(c, typed.problem);
    const Html field = pages::text_field(c.text, {.name = "kod",
                                                  .label = c.text("code"),
                                                  .hint = c.text("code_hint"),
                                                  .error = problem,
                                                  .autocomplete = "one-time-code",
                                                  .width = "10"});
    const Html main =
        pages::error_summary(c.text, shown("kod", problem)) + heading(c, "code_title", "code_lead") +
        pages::form(c, "/personal/kod", pages::hidden("till", typed.back) + field + pages::form_foot(pages::button(c.text("sign_in"))));
    return pages::task(c, {.title = c.text("code_title"), .main = main, .status = typed.status, .has_errors = !problem.empty()});
}

http::Response new_password(const Context& c, const std::vector<FieldError>& errors) {
    const auto old_error = error_of(c, errors, "password"), new_error = error_of(c, errors, "password_new");
    auto all = shown("password", old_error);
    for (auto& error : shown("password_new", new_error)) all.push_back(std::move(error));
    const Html fields = pages::text_field(c.text, {.name = "password",
                                                   .label = c.text("own_password"),
                                                   .error = old_error,
                                                   .autocomplete = "current-password",
                                                   .type = "password"}) +
                        pages::text_field(c.text, {.name = "password_new",
                                                   .label = c.text("new_password"),
                                                   .hint = c.text("new_password_hint"),
                                                   .error = new_error,
                                                   .autocomplete = "new-password",
                                                   .type = "password"}) +
                        pages::form_foot(pages::button(c.text("change_password")));
    const Html main = pages::error_summary(c.text, all) + heading(c, "new_password_title", "new_password_lead") +
                      html::make<R"(<div class="form-body">{}</div>)">(pages::form(c, "/personal/losenord", fields));
    return pages::app(c,
                      {.title = c.text("new_password_title"), .main = main, .status = all.empty() ? 200 : 422, .has_errors = !all.empty()});
}

http::Response sessions(const Context& c, const std::vector<identity::Session>& all) {
    std::vector<std::vector<Html>> rows;
    for (const auto& session : all) {
        const bool is_this = session.id == c.visitor.session;
        const auto device = session.device.empty() ? c.text("unknown_device") : session.device;
        const Html action = is_this ? pages::tag(pages::Tone::ok, "check", c.text("this_device"))
                                    : pages::form(c, "/personal/sessioner/" + std::to_string(session.id.value) + "/avsluta",
                                                  pages::button(c.text("end_session"), pages::Button::quiet));
        rows.push_back(
            {html::text(device), html::text(c.text.moment(session.started)), html::text(c.text.moment(session.last_seen)), action});
    }
    const Html others = html::when(all.size() > 1, [&] {
        return pages::form(c, "/personal/sessioner/andra/avsluta", pages::button(c.text("end_others"), pages::Button::secondary));
    });
    const Html main = heading(c, "sessions_title", "sessions_lead") +
                      pages::table(c.text("sessions_title"),
                                   {{c.text("device")}, {c.text("signed_in")}, {c.text("last_seen")}, {c.text("what_to_do")}}, rows) +
                      others +
                      html::make<R"(<ul role="list" class="linklist"><li>{}</li><li>{}</li></ul>)">(
                          pages::link("/personal/losenord", c.text("new_password_title")),
                          pages::link("/personal/tva-steg", c.text("second_step_title")));
    return pages::app(c, {.title = c.text("sessions_title"), .main = main});
}

}  // namespace sign_in::views
