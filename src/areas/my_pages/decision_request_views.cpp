/// What the applicant decides of the case as a whole: that it be decided (FL 12 §), and who acts (FL 14 §).
#include "areas/my_pages/case_views.h"

namespace my_pages::views {

using html::Html;
using html::make;

static Html panel(const Context& c, const Html& content) {
    return make<R"(<section class="panel" aria-labelledby="h-decide"><h2 id="h-decide">{}</h2>{}</section>)">(c.text("decision_request"),
                                                                                                              content);
}

static Html paragraph(const std::string& words) { return make<"<p>{}</p>">(words); }

Html decision_request_panel(const Context& c, const CaseFile& file, const Written& written) {
    const auto& values = file.opened.values;
    if (const auto& asked = file.decision_request; asked && !values.decided_at && values.state_kind != "closed") {
        const auto day = c.text.day(swedish_date(asked->asked_at));
        const auto appeal = html::when(file.refusal.has_value(), [&] {
            return pages::button_row(
                pages::link_button(file.opened.address() + "/begaran/overklaga", c.text("appeal_refusal"), pages::Button::secondary));
        });
        return panel(c, paragraph(asked->refused_at ? c.text("decision_request_refused", c.text.day(swedish_date(*asked->refused_at)))
                                                    : c.text("decision_request_sent", day, c.text.day(asked->answer_by))) +
                            appeal);
    }
    if (!file.can_ask_for_decision) return {};
    return panel(c, paragraph(c.text("decision_request_says")) +
                        pages::form(c, file.opened.address() + "/begar-avgorande",
                                    pages::text_area(c.text, {.name = "why_decide",
                                                              .label = c.text("decision_request_why"),
                                                              .value = written.why_decide,
                                                              .error = wrong_with(c, written.errors).at("why_decide"),
                                                              .optional = true,
                                                              .max_length = static_cast<int>(cases::longest_words)}) +
                                        pages::button(c.text("decision_request_ask"), pages::Button::secondary)));
}

/// Whom the applicant lets act, among those who have a mandate for it.
Html representative_panel(const Context& c, const CaseFile& file) {
    if (file.may_represent.empty() && file.may_leave.empty()) return {};
    std::vector<pages::Option> options;
    for (const auto& mandate : file.may_represent)
        options.push_back({.value = std::to_string(mandate.id.value),
                           .label = mandate.holder.name,
                           .hint = mandates::origin_words(c.text, mandate.origin)});
    if (!file.may_leave.empty()) options.push_back({.value = "0", .label = c.text("act_myself")});
    const auto form = pages::form(c, file.opened.address() + "/ombud",
                                  pages::radios(c.text, {.name = "mandate", .label = c.text("who_acts")}, options) +
                                      pages::button(c.text("change_representative"), pages::Button::secondary));
    return pages::details(c.text("change_representative"), form);
}

}  // namespace my_pages::views
