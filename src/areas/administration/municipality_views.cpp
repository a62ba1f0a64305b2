#include <fmt/format.h>

#include "areas/administration/municipalities.h"
#include "foundation/base/unicode.h"

namespace administration {

namespace h = html;
using installation::Municipality;

std::string municipality_address(std::string_view slug) {
    return fmt::format("{}/kommun/{}", municipalities_address, http::percent_encoded(slug));
}

namespace {

h::Html state(const Texts& text, const Municipality& one) {
    if (one.is_paused) return pages::tag(pages::Tone::warn, "player-pause", text("municipality_is_paused"));
    if (one.awaits_administrator) return pages::tag(pages::Tone::info, "hourglass", text("awaits_administrator"));
    if (one.is_operator) return pages::tag(pages::Tone::ok, "check", text("is_operator"));
    return pages::tag(pages::Tone::ok, "check", text("municipality_is_open"));
}

pages::Field field(const Context& c, const pages::Errors& errors, std::string_view name, std::string_view label, const std::string& value,
                   const std::string& hint = {}) {
    return {
        .name = std::string(name), .label = c.text(label), .hint = hint, .value = value, .error = errors.at(name), .autocomplete = "off"};
}

h::Html hosts_field(const Context& c, const std::string& typed, const pages::Errors& errors) {
    return pages::text_area(c.text, field(c, errors, "hosts", "hosts", typed, c.text("hosts_hint")));
}

h::Html about_fields(const Context& c, const MunicipalityForm& typed, const pages::Errors& errors) {
    auto short_name = field(c, errors, "slug", "short_name", typed.slug, c.text("municipality_slug_hint"));
    short_name.optional = true;
    auto email = field(c, errors, "email", "profile_email", typed.email), phone = field(c, errors, "phone", "profile_phone", typed.phone);
    email.optional = phone.optional = true;
    email.type = "email";
    phone.type = "tel";
    auto brand = field(c, errors, "brand", "profile_brand", typed.brand, c.text("profile_brand_hint"));
    auto spark = field(c, errors, "spark", "profile_spark", typed.spark, c.text("profile_spark_hint"));
    brand.width = spark.width = "10";
    return pages::text_field(c.text, field(c, errors, "name", "profile_name", typed.name, c.text("profile_name_hint"))) +
           pages::text_field(c.text, short_name) + hosts_field(c, typed.hosts, errors) + pages::text_field(c.text, email) +
           pages::text_field(c.text, phone) + pages::text_field(c.text, brand) + pages::text_field(c.text, spark);
}

h::Html administrator_fields(const Context& c, const MunicipalityForm& typed, const pages::Errors& errors) {
    auto email = field(c, errors, "administrator_email", "email", typed.administrator_email);
    email.optional = true;
    email.type = "email";
    return h::make<"<p>{}</p>">(c.text("first_administrator_says")) +
           pages::text_field(c.text, field(c, errors, "administrator_name", "account_name", typed.administrator_name)) +
           pages::text_field(c.text, field(c, errors, "username", "username", typed.username, c.text("username_hint"))) +
           pages::text_field(c.text, email);
}

h::Html services_field(const Context& c, const MunicipalityForm& typed, const std::vector<Offered>& offered, const pages::Errors& errors) {
    std::vector<pages::Option> options;
    for (const auto& [id, title] : offered) options.push_back({id, title});
    return pages::checkboxes(
        c.text,
        {.name = "services", .label = c.text("services_to_take"), .hint = c.text("services_to_take_hint"), .error = errors.at("services")},
        options, typed.services);
}

h::Html running_section(const Context& c, const Municipality& shown) {
    const auto address = municipality_address(shown.slug);
    if (shown.is_operator) return section(c.text("running"), h::make<"<p>{}</p>">(c.text("error_pause_oneself")));
    if (shown.is_paused)
        return section(c.text("running"), h::make<"<p>{}</p>{}">(c.text("resume_says"), post_button(c, address + "/oppna", c.text("resume"),
                                                                                                    pages::Button::primary)));
    return section(c.text("running"), h::make<"<p>{}</p>{}">(c.text("pause_says", shown.name),
                                                             post_button(c, address + "/pausa", c.text("pause"), pages::Button::danger)));
}

h::Html invitation_section(const Context& c, const Municipality& shown) {
    if (!shown.awaits_administrator) return {};
    return section(c.text("first_administrator"),
                   h::make<"<p>{}</p>{}">(c.text("invite_again_says"), post_button(c, municipality_address(shown.slug) + "/lank",
                                                                                   c.text("invite_again"), pages::Button::secondary)));
}

}  // namespace

http::Response municipalities_page(const Context& c, const std::vector<Municipality>& all) {
    std::vector<std::vector<h::Html>> rows;
    for (const auto& one : all)
        rows.push_back({pages::link(municipality_address(one.slug), one.name), h::text(one.slug), h::text(joined(one.hosts, ", ")),
                        state(c.text, one)});
    const auto table = pages::table(c.text("municipalities"),
                                    {{c.text("municipality")}, {c.text("short_name")}, {c.text("hosts")}, {c.text("state")}}, rows);
    return page(c, {.title = c.text("municipalities"),
                    .content = h::make<R"(<p class="lead">{}</p>{}{})">(
                        c.text("municipalities_say", c.tenant.name),
                        pages::link_button("/administration/kommuner/ny", c.text("add_municipality")), table)});
}

http::Response new_municipality_page(const Context& c, const MunicipalityForm& typed, const std::vector<Offered>& offered,
                                     const std::vector<FieldError>& wrong) {
    const pages::Errors errors(c.text, wrong);
    const auto fields = about_fields(c, typed, errors) +
                        h::make<R"(<h2>{}</h2>{})">(c.text("first_administrator"), administrator_fields(c, typed, errors)) +
                        h::make<R"(<h2>{}</h2>{})">(c.text("definitions"), services_field(c, typed, offered, errors)) +
                        pages::form_foot(pages::button(c.text("add_municipality")));
    return page(c, {.title = c.text("add_municipality"),
                    .content = pages::form(c, "/administration/kommuner/ny", fields),
                    .back = std::string(municipalities_address),
                    .back_words = c.text("municipalities"),
                    .errors = errors});
}

http::Response municipality_page(const Context& c, const Municipality& shown, const std::string& hosts,
                                 const std::vector<FieldError>& wrong) {
    const pages::Errors errors(c.text, wrong);
    const auto facts = pages::facts({{c.text("state"), state(c.text, shown)},
                                     {c.text("short_name"), h::text(shown.slug)},
                                     {c.text("address"), pages::link(shown.address + "/", shown.address)}});
    const auto form = pages::form(c, municipality_address(shown.slug) + "/vardnamn",
                                  hosts_field(c, hosts, errors) + pages::form_foot(pages::button(c.text("common.save"))));
    return page(c, {.title = shown.name,
                    .content = facts + invitation_section(c, shown) + section(c.text("hosts"), form) + running_section(c, shown),
                    .back = std::string(municipalities_address),
                    .back_words = c.text("municipalities"),
                    .errors = errors});
}

http::Response invitation_page(const Context& c, const Municipality& shown, std::string_view address) {
    const auto link = h::make<R"(<p>{}</p><p><code>{}</code></p><p>{}</p>)">(c.text("invitation_says"), address, c.text("invitation_once"));
    const auto next = h::make<R"(<div class="prose"><ol><li>{}</li><li>{}</li><li>{}</li></ol></div>)">(
        c.text("next_dns", joined(shown.hosts, ", ")), c.text("next_certificate"), c.text("next_administrator"));
    return page(c, {.title = c.text("municipality_added", shown.name),
                    .content = pages::notice(pages::Tone::warn, link) + section(c.text("next"), next) +
                               pages::link_button(municipality_address(shown.slug), c.text("on_to_municipality")),
                    .back = std::string(municipalities_address),
                    .back_words = c.text("municipalities")})
        .with("Cache-Control", "no-store");
}

}  // namespace administration
