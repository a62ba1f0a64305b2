#include "areas/sign_in/views.h"
#include "engines/identity/device.h"
#include "engines/identity/passkeys.h"
#include "engines/pages/pages.h"

namespace sign_in::views {

using pages::Html;

Html passkey_form(const Context& c, std::string_view what, std::string_view action, std::string_view from, const Html& fields,
                  const std::string& button, const std::string& message) {
    const Html answers = html::each(std::vector<std::string>{"credential", "client_data", "authenticator_data", "signature", "holder"},
                                    [](const std::string& name) { return pages::hidden(name, ""); });
    const Html foot = what == "make" ? pages::form_foot(pages::button(button)) : pages::button_row(pages::button(button));
    const Html form = pages::form(c, action, fields + answers + foot);
    return html::make<
        R"(<div id="key" data-passkey="{}" data-from="{}" data-cancelled="{}" data-elsewhere="{}" data-known="{}" data-failed="{}"><p data-without>{}</p><div hidden>{}<p class="field__error" role="status">{}</p></div></div>)">(
        what, from, c.text("passkey_cancelled"), c.text("passkey_elsewhere", c.tenant.public_address), c.text("passkey_is_there"),
        c.text("passkey_failed"), c.text("passkey_needs_script"), form, message);
}

static Html table_of(const Context& c, const SecondStep& step) {
    if (step.keys.empty()) return html::make<"<p>{}</p>">(c.text("no_passkeys"));
    std::vector<std::vector<Html>> rows;
    for (const auto& key : step.keys) {
        const auto address = "/personal/tva-steg/nycklar/" + std::to_string(key.id.value) + "/ta-bort";
        const Html remove = html::when(step.may_change, [&] {
            return pages::form(c, address,
                               pages::hidden("till", step.back) + pages::button(c.text("remove_passkey"), pages::Button::quiet));
        });
        rows.push_back({html::text(key.name), html::text(c.text.moment(key.made_at)),
                        html::text(key.last_used ? c.text.moment(*key.last_used) : c.text("never_used")), remove});
    }
    return pages::table(c.text("passkeys_title"),
                        {{c.text("passkey_name")}, {c.text("passkey_made")}, {c.text("last_seen")}, {c.text("what_to_do")}}, rows);
}

static Html new_one(const Context& c, const SecondStep& step) {
    std::string problem, message;
    for (const auto& error : step.key_errors) (error.field == "name" ? problem : message) = c.text(error.text_key);
    const Html fields = pages::hidden("till", step.back) +
                        pages::text_field(c.text, {.name = "name",
                                                   .label = c.text("passkey_name"),
                                                   .hint = c.text("passkey_name_hint"),
                                                   .value = step.key_name.value_or(identity::device_of(c.request.header("user-agent"))),
                                                   .error = problem,
                                                   .max_length = identity::longest_passkey_name});
    return html::make<R"(<div class="stack"><h3>{}</h3>{}</div>)">(
        c.text("add_passkey"),
        passkey_form(c, "make", "/personal/tva-steg/nycklar", "/personal/tva-steg/nycklar/borja", fields, c.text("add_passkey"), message));
}

Html passkeys(const Context& c, const SecondStep& step) {
    return html::make<R"(<section class="stack-lg"><div><h2>{}</h2><p class="prose">{}</p></div>{}{}</section>)">(
        c.text("passkeys_title"), c.text("passkeys_lead"), table_of(c, step),
        html::when(step.may_change, [&] { return new_one(c, step); }));
}

}  // namespace sign_in::views
