#include "areas/sign_in/views.h"
#include "engines/pages/pages.h"
#include "foundation/qr/qr.h"

namespace sign_in::views {
namespace {

using pages::Html;

/// The part after secret=, in groups of four, for those who type it.
std::string readable_secret(std::string_view address) {
    const auto begin = address.find("secret=");
    if (begin == std::string_view::npos) return {};
    const auto secret = address.substr(begin + 7, address.find('&', begin) - begin - 7);
    std::string grouped;
    for (std::size_t i = 0; i < secret.size(); ++i) {
        if (i > 0 && i % 4 == 0) grouped += ' ';
        grouped += secret[i];
    }
    return grouped;
}

Html code_form(const Context& c, std::string_view action, const SecondStep& step, const std::string& problem, const Html& button) {
    const Html field = pages::text_field(
        c.text, {.name = "kod", .label = c.text("code"), .error = problem, .autocomplete = "one-time-code", .width = "10"});
    return pages::form(c, action, pages::hidden("till", step.back) + field + pages::form_foot(button));
}

Html begun(const Context& c, const SecondStep& step, const std::string& problem) {
    return html::make<R"(<ol><li>{}</li><li>{}</li><li>{}</li></ol>{}<p>{}</p><p><code>{}</code></p>{})">(
        c.text("open_app"), c.text("scan"), c.text("type_code"), qr::svg(step.address, c.text("qr_label")), c.text("or_type_secret"),
        readable_secret(step.address), code_form(c, "/personal/tva-steg/bekrafta", step, problem, pages::button(c.text("confirm"))));
}

Html content(const Context& c, const SecondStep& step, const std::string& problem) {
    if (step.in_use)
        return pages::notice(pages::Tone::ok, c.text("second_step_in_use")) +
               code_form(c, "/personal/tva-steg/ta-bort", step, problem,
                         pages::button(c.text("remove_second_step"), pages::Button::danger));
    if (!step.may_change) return html::make<"<p>{}</p>">(c.text("no_codes"));
    if (!step.address.empty()) return begun(c, step, problem);
    return pages::form(c, "/personal/tva-steg/borja", pages::hidden("till", step.back) + pages::button(c.text("begin_second_step")));
}

/// For one who was on the way to something that asks for more than a password.
Html why(const Context& c, const SecondStep& step) {
    return html::when(step.back != "/" && !step.in_use && step.keys.empty(),
                      [&] { return pages::notice(pages::Tone::info, c.text("second_step_needed")); });
}

Html proof_first(const Context& c, const SecondStep& step) {
    const auto here = second_step_address(step.back);
    return pages::notice(
        pages::Tone::info,
        html::make<"<p>{}</p>{}">(c.text("proof_first"), pages::link_button("/personal/bekrafta?till=" + http::percent_encoded(here),
                                                                            c.text("prove_title"), pages::Button::secondary)));
}

}  // namespace

std::string second_step_address(const std::string& back) {
    return back == "/" ? "/personal/tva-steg" : "/personal/tva-steg?till=" + http::percent_encoded(back);
}

http::Response second_step(const Context& c, const SecondStep& step) {
    const auto title = c.text("second_step_title");
    const auto problem = step.problem.empty() ? std::string{} : c.text(step.problem);
    std::vector<pages::ShownError> errors;
    if (!problem.empty()) errors.push_back({"kod", problem});
    for (const auto& error : step.key_errors)
        for (const auto& one : shown_error(c, error)) errors.push_back(one);
    const Html main =
        pages::error_summary(c.text, errors) + html::make<R"(<h1>{}</h1><p class="lead">{}</p>)">(title, c.text("second_step_lead")) +
        why(c, step) + html::when(!step.may_change, [&] { return proof_first(c, step); }) +
        html::make<R"(<section><h2>{}</h2>{}</section>)">(c.text("codes_title"), content(c, step, problem)) + passkeys(c, step);
    return pages::app(
        c, {.title = title, .main = main, .status = errors.empty() ? 200 : 422, .has_errors = !errors.empty(), .island = "passkey"});
}

http::Response recovery_codes(const Context& c, const std::vector<std::string>& codes, const std::string& back) {
    const auto title = c.text("recovery_title");
    const Html list = html::each(codes, [](const std::string& code) { return html::make<"<li><code>{}</code></li>">(code); });
    const Html main = pages::receipt(title, html::make<R"(<p>{}</p><ul>{}</ul>)">(c.text("recovery_lead"), list)) +
                      pages::link_button(back, c.text("recovery_saved"));
    return pages::app(c, {.title = title, .main = main});
}

}  // namespace sign_in::views
