#include "areas/my_pages/signing_views.h"

#include <fmt/format.h>

#include <algorithm>

#include "areas/my_pages/case_views.h"
#include "engines/forms/view.h"
#include "engines/municipality/town_map.h"

namespace my_pages::views {

using html::Html;
using html::make;

namespace {

http::Response task(const Context& c, const std::string& title, const Html& content, const std::vector<FieldError>& errors = {}) {
    const auto main = make<"{}<h1>{}</h1>{}">(pages::error_summary(c.text, wrong_with(c, errors)), title, content);
    return pages::task(c, {.title = title, .main = main, .status = errors.empty() ? 200 : 422, .has_errors = !errors.empty()})
        .with("Cache-Control", "no-store")
        .with("Referrer-Policy", "no-referrer");
}

Html what_was_sent(const Context& c, const Signing& shown) {
    const auto all = forms::answers_from_json(shown.asked.of.answers).value_or(forms::Answers{});
    const auto signed_now = shown.asked.signer.is_applicant ? all : cases::signed_answers(*shown.service, all);
    const auto address = [&](const forms::FileAnswer& sent) -> std::string {
        const auto found = std::ranges::find(shown.attachments, sent.hash, &cases::Document::hash);
        if (found == shown.attachments.end()) return {};
        return fmt::format("{}?{}={}", c.request.path, attachment_asked, found->id.value);
    };
    return make<R"(<section aria-labelledby="h-sent"><h2 id="h-sent">{}</h2>{}</section>)">(
        c.text("sign_reads"), forms::answers_summary(c.text, shown.service->form, signed_now, {}, address, municipality::map_of(c.tenant)));
}

Html sign_form(const Context& c, const Signing& shown) {
    const auto statement = shown.asked.signer.is_applicant ? c.text("sign_own_statement", shown.applicant)
                                                           : cases::signed_statement(*shown.service).in(c.text.language());
    return make<R"(<section class="panel panel--tint" aria-labelledby="h-sign"><h2 id="h-sign">{}</h2><p>{}</p>{}</section>)">(
        c.text("sign"), statement.empty() ? c.text("sign_statement") : statement,
        pages::form(c, c.request.path, pages::form_foot(pages::button(c.text("sign"), pages::Button::primary, "val", "ja"))));
}

Html decline_form(const Context& c, const std::vector<FieldError>& errors) {
    const pages::Field reason{.name = "reason",
                              .label = c.text("decline_why"),
                              .hint = c.text("decline_why_hint"),
                              .error = wrong_with(c, errors).at("reason"),
                              .max_length = 2000};
    const auto fields =
        pages::text_area(c.text, reason) + pages::form_foot(pages::button(c.text("decline"), pages::Button::secondary, "val", "nej"));
    return pages::details(c.text("decline_choice"), pages::form(c, c.request.path, fields),
                          errors.empty() ? pages::Fold::closed : pages::Fold::open);
}

/// To the one who was named, when the link has ended and the case still waits.
Html new_link_form(const Context& c, const cases::Asked& asked) {
    return html::when(asked.has_ended(now()), [&] {
        return pages::form(c, c.request.path,
                           pages::form_foot(pages::button(c.text("ask_new_link"), pages::Button::primary, "val", "ny-lank")));
    });
}

std::string standing_of(const Texts& text, const cases::Signer& signer) {
    if (signer.signed_at) return text("signed_at", text.moment(*signer.signed_at));
    if (signer.declined_at) return text("declined_at", text.moment(*signer.declined_at), signer.reason);
    return text("not_signed_yet");
}

}  // namespace

http::Response signing_door(const Context& c) {
    const auto content = make<R"(<p class="lead">{}</p><p>{}</p>{}<p class="small muted">{}</p>)">(
        c.text("sign_door_lead", c.tenant.name), c.text("sign_door_says"),
        pages::button_row(pages::link_button("/logga-in?till=" + http::percent_encoded(c.request.path), c.text("sign_in_to_read"))),
        c.text("sign_door_unknown"));
    return task(c, c.text("sign_door"), content);
}

http::Response signing_page(const Context& c, const Signing& shown, const std::vector<FieldError>& errors) {
    const auto& asked = shown.asked;
    if (!asked.is_open(now())) {
        const auto* says = asked.signer.signed_at ? "sign_done" : asked.has_ended(now()) ? "sign_link_ended" : "sign_too_late";
        const auto follow = html::when(asked.signer.signed_at.has_value(), [&] {
            return pages::button_row(pages::link_button("/mina-sidor/" + asked.of.number, c.text("sign_follow")));
        });
        return task(c, asked.of.title, make<R"(<p class="lead">{}</p>{}{})">(c.text(says), follow, new_link_form(c, asked)));
    }
    const auto declined =
        html::when(asked.signer.declined_at.has_value(), [&] { return pages::notice(pages::Tone::info, c.text("sign_declined")); });
    const auto lead = make<R"({}<p class="lead">{}</p><p>{}</p>)">(
        declined, c.text(asked.signer.is_applicant ? "sign_own_lead" : "sign_lead", shown.applicant, c.tenant.name),
        c.text("sign_until", c.text.day(swedish_date(asked.expires_at()))));
    const auto content = make<R"(<div class="form-body stack-lg">{}{}{}{}</div>)">(lead, what_was_sent(c, shown), sign_form(c, shown),
                                                                                   decline_form(c, errors));
    return task(c, asked.of.title, content, errors);
}

Html signers_list(const Context& c, const OpenedCase& opened, const std::vector<cases::Signer>& signers) {
    if (signers.empty()) return {};
    std::vector<pages::Fact> facts;
    for (const auto& signer : signers) {
        const bool may_renew = opened.acts() && cases::Asked{opened.values, signer}.has_ended(now());
        const auto renew = html::when(may_renew, [&] {
            return pages::form(c, opened.address() + "/ny-lank",
                               pages::hidden("signer", std::to_string(signer.id)) +
                                   pages::button(c.text("send_new_link", signer.name), pages::Button::secondary));
        });
        facts.push_back({signer.name, make<"{}{}">(standing_of(c.text, signer), renew)});
    }
    return make<R"(<section aria-labelledby="h-signers"><h2 id="h-signers" class="aside-h">{}</h2>{}</section>)">(c.text("signatures"),
                                                                                                                  pages::facts(facts));
}

}  // namespace my_pages::views
