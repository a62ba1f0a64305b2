/// Name, contact details and colours of the municipality.
#include <fmt/format.h>

#include "areas/administration/handlers.h"
#include "areas/administration/page.h"
#include "engines/audit/audit.h"
#include "engines/municipality/profile.h"
#include "engines/pages/theme.h"
#include "foundation/base/unicode.h"

namespace administration {

namespace h = html;
using municipality::Profile;

namespace {

constexpr std::string_view address = "/administration/kommunen";

std::vector<std::string> chosen_languages(const http::Request& request) {
    std::vector<std::string> all;
    for (const auto& [name, value] : request.form.all)
        if (name == "further_languages") all.push_back(value);
    return all;
}

Profile typed_profile(const http::Request& request) {
    const auto field = [&](std::string_view name) { return std::string(request.field(name)); };
    return {.name = field("name"),
            .email = field("email"),
            .phone = field("phone"),
            .visiting_address = field("visiting_address"),
            .protection_officer = field("protection_officer"),
            .opening_hours_sv = tidy_text(request.field("opening_hours_sv")),
            .opening_hours_en = tidy_text(request.field("opening_hours_en")),
            .brand = field("brand"),
            .spark = field("spark"),
            .further_languages = joined(chosen_languages(request), " ")};
}

/// The bar, a button and the page as the colours make them. The texts are words on their ground, so that the eye can judge.
h::Html strip(const Texts& text, std::string_view caption, const pages::Tokens& tokens) {
    const auto of = [&](std::string_view name) { return pages::colour(tokens, name); };
    return h::make<R"(<figure class="figure"><figcaption>{}</figcaption>
<svg viewBox="0 0 320 120" role="img" aria-label="{}"><rect width="320" height="120" fill="{}"/><rect width="320" height="44" fill="{}"/><rect x="16" y="14" width="16" height="16" fill="{}"/><text x="42" y="28" font-size="16" fill="{}">{}</text><text x="16" y="92" font-size="16" fill="{}">{}</text><rect x="200" y="66" width="104" height="40" rx="6" fill="{}"/><text x="252" y="92" font-size="16" text-anchor="middle" fill="{}">{}</text></svg></figure>)">(
        caption, caption, of("surface"), of("band"), of("spark"), of("band-ink"), text("preview_heading"), of("action"),
        text("preview_link"), of("action"), of("action-ink"), text("preview_button"));
}

h::Html preview(const Texts& text, const Profile& typed) {
    const auto theme = pages::theme_tokens({.brand = typed.brand, .spark = typed.spark});
    if (!theme) return {};
    return section(text("preview"), h::make<R"(<div class="cols cols--2">{}{}</div>)">(strip(text, text("preview_light"), theme->light),
                                                                                       strip(text, text("preview_dark"), theme->dark)));
}

/// Each by its own name, as residents choose it.
h::Html languages(const Context& c, const Profile& typed, const pages::Errors& errors) {
    std::vector<pages::Option> options;
    for (const auto& row : further_languages()) options.push_back({std::string(row.code), std::string(row.own_name)});
    std::vector<std::string> chosen;
    for (const auto code : split(typed.further_languages, ' ')) chosen.emplace_back(code);
    return pages::checkboxes(c.text,
                             {.name = "further_languages",
                              .label = c.text("profile_further_languages"),
                              .hint = c.text("profile_further_languages_hint"),
                              .error = errors.at("further_languages"),
                              .optional = true},
                             options, chosen);
}

h::Html fields(const Context& c, const Profile& typed, const pages::Errors& errors) {
    const auto field = [&](std::string_view name, const std::string& value, std::string_view type = "text", std::string_view width = "") {
        const auto label = fmt::format("profile_{}", name), hint = label + "_hint";
        return pages::text_field(c.text, {.name = std::string(name),
                                          .label = c.text(label),
                                          .hint = c.text.has(hint) ? c.text(hint) : "",
                                          .value = value,
                                          .error = errors.at(name),
                                          .width = std::string(width),
                                          .type = std::string(type)});
    };
    const auto lines = [&](std::string_view name, const std::string& value) {
        return pages::text_area(c.text, {.name = std::string(name),
                                         .label = c.text(fmt::format("profile_{}", name)),
                                         .hint = c.text("profile_opening_hours_hint"),
                                         .value = value,
                                         .error = errors.at(name)});
    };
    return field("name", typed.name) + field("email", typed.email, "email") + field("phone", typed.phone, "tel") +
           field("visiting_address", typed.visiting_address) + field("protection_officer", typed.protection_officer, "email") +
           lines("opening_hours_sv", typed.opening_hours_sv) + lines("opening_hours_en", typed.opening_hours_en) +
           languages(c, typed, errors) + field("brand", typed.brand, "text", "10") + field("spark", typed.spark, "text", "10") +
           pages::form_foot(pages::button(c.text("common.save")) +
                            pages::button(c.text("show_preview"), pages::Button::secondary, "visa", "1"));
}

http::Response profile_page(const Context& c, const Profile& typed, const std::vector<FieldError>& wrong) {
    const pages::Errors errors(c.text, wrong);
    return page(c, {.title = c.text("profile"),
                    .content = pages::form(c, address, fields(c, typed, errors)) + preview(c.text, typed),
                    .errors = errors});
}

}  // namespace

Result<http::Response> show_profile(Context& c) { return profile_page(c, c.db.read(municipality::profile), {}); }

Result<http::Response> save_profile(Context& c) {
    const auto typed = typed_profile(c.request);
    const auto profile = municipality::checked(typed);
    if (!profile) return profile_page(c, typed, profile.error().fields);
    if (c.request.form.has("visa")) return profile_page(c, typed, {});

    c.db.write([&](db::Connection& db) {
        municipality::save(db, *profile);
        audit::record(db, c.visitor, {.event = "administration.profile_changed", .subject_kind = "municipality"});
    });
    if (c.tenant.profile_changed) c.tenant.profile_changed();
    return saved(address);
}

Result<http::Response> show_theme(Context& c) {
    if (c.tenant.theme_css.empty()) return failure(Fault::not_found);
    http::Response response{.type = "text/css; charset=utf-8", .body = c.tenant.theme_css};
    // A page from before a change of colours asks for the old name: it gets the new colours, and nobody keeps them under that name.
    const bool is_current = c.request.path == c.tenant.theme_css_address;
    response.with("Cache-Control", is_current ? "public, max-age=31536000, immutable" : "no-cache");
    return response;
}

}  // namespace administration
