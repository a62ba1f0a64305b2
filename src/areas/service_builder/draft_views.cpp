#include <fmt/format.h>

#include "areas/service_builder/asked.h"
#include "areas/service_builder/difference_words.h"
#include "areas/service_builder/preview.h"
#include "areas/service_builder/views.h"

namespace service_builder {

namespace h = html;

namespace {

/// What was posted, so that it can be sent once more.
h::Html posted_fields(const Context& c) {
    return h::each(c.request.form.all, [](const auto& field) {
        const bool is_asked_anew = field.first == "_csrf" || field.first == "revision" || field.first.starts_with("krock");
        return is_asked_anew ? h::Html{} : pages::hidden(field.first, field.second);
    });
}

/// One place, with what either has made of it and the choice between them. What is saved holds until another is chosen.
h::Html conflict_row(const Context& c, const services::Conflict& conflict, Against against) {
    const bool is_source = against == Against::source;
    const auto mine = c.text(is_source ? "our_own" : "mine"), theirs = c.text(is_source ? "of_source" : "theirs");
    std::vector<pages::Option> options = {{.value = "deras", .label = theirs}, {.value = "mitt", .label = mine}};
    if (const auto both = both_of(conflict))
        options.push_back({.value = "bada", .label = c.text("settle_both"), .hint = value_words(c.text, *both)});
    const auto choice = pages::radios(c.text, {.name = choice_field(conflict), .label = c.text("settle"), .value = "deras"}, options);
    return h::make<
        R"(<li><b>{}</b><dl class="builder-change"><div><dt>{}</dt><dd>{}</dd></div><div><dt>{}</dt><dd>{}</dd></div></dl>{}</li>)">(
        services::to_text(conflict.path), mine, value_words(c.text, conflict.mine), theirs, value_words(c.text, conflict.theirs), choice);
}

/// Why it is open again; what was written when it was proposed is gone by then.
h::Html words_of_return(const Context& c, const Draft& draft) {
    if (draft.state != DraftState::open || draft.words.empty()) return {};
    return h::make<"<p>{}</p><blockquote>{}</blockquote>">(c.text("opened_again"), draft.words);
}

h::Html proposal_form(const Context& c, const Draft& draft, const Checked& checked, bool has_newer) {
    if (draft.state != DraftState::open) return {};
    if (has_newer)
        return pages::notice(pages::Tone::warn, c.text("newer_is_published")) +
               draft_form(c, draft, "ta-in", pages::button(c.text("take_in"), pages::Button::secondary));
    if (!checked.may_be_published()) return problem_list(c, draft.id, checked.problems);
    return draft_form(c, draft, "foresla",
                      pages::text_area(c.text, {.name = "words", .label = c.text("words_to_owner"), .optional = true}) +
                          pages::form_foot(pages::button(c.text("propose"))));
}

h::Html approval_form(const Context& c, const Draft& draft) {
    if (draft.proposer == c.visitor.account) return h::make<"<p>{}</p>">(c.text("own_proposal"));
    const pages::Field day{.name = "day", .label = c.text("publish_day"), .hint = c.text("publish_day_hint"), .optional = true};
    return draft_form(c, draft, "godkann", pages::day_field(c.text, day) + pages::form_foot(pages::button(c.text("approve"))));
}

h::Html answer_forms(const Context& c, const Draft& draft, MayPublish may) {
    if (draft.state != DraftState::proposed && draft.state != DraftState::approved) return {};
    h::Html content = pages::notice(pages::Tone::info, c.text("proposed_by", draft.proposed_by));
    if (!draft.words.empty()) content += h::make<"<blockquote>{}</blockquote>">(draft.words);
    if (draft.publish_at) content += h::make<"<p>{}</p>">(c.text("is_published_on", c.text.day(swedish_date(*draft.publish_at))));
    if (draft.state == DraftState::proposed)
        content += may == MayPublish::yes ? approval_form(c, draft) : h::make<"<p>{}</p>">(c.text("awaits_publisher"));
    else if (may == MayPublish::no) return content;
    return content + draft_form(c, draft, "oppna",
                                pages::text_area(c.text, {.name = "words", .label = c.text("why_back"), .optional = true}) +
                                    pages::button(c.text("send_back"), pages::Button::secondary));
}

h::Html discard_form(const Context& c, const Draft& draft) {
    if (draft.state != DraftState::open) return {};
    return pages::details(c.text("discard"), h::make<"<p>{}</p>">(c.text("discard_words")) +
                                                 draft_form(c, draft, "kasta", pages::button(c.text("discard"), pages::Button::danger)));
}

}  // namespace

http::Response conflict_page(const Context& c, const Draft& draft, const std::vector<services::Conflict>& conflicts,
                             std::string_view address, Against against) {
    const bool is_source = against == Against::source;
    const auto rows = h::each(conflicts, [&](const services::Conflict& one) { return conflict_row(c, one, against); });
    const auto began_from = pages::hidden("revision", c.request.field("revision"));
    const auto buttons = pages::button_row(
        pages::button(c.text("keep_chosen"), pages::Button::primary) +
        pages::button(c.text(is_source ? "keep_ours" : "keep_mine"), pages::Button::secondary, "krock", "mitt") +
        pages::link_button(draft_address(draft.id), c.text(is_source ? "take_nothing_in" : "keep_theirs"), pages::Button::secondary));
    auto response = draft_page(
        c, draft,
        {.title = c.text(is_source ? "source_conflict" : "conflict"),
         .content =
             pages::notice(pages::Tone::warn, c.text(is_source ? "source_conflict_words" : "conflict_words")) +
             pages::form(c, address, began_from + posted_fields(c) + h::make<R"(<ul class="stack" role="list">{}</ul>)">(rows) + buttons),
         .back = draft_address(draft.id),
         .back_words = c.text("back")});
    response.status = 409;
    return response;
}

http::Response yaml_page(const Context& c, const YamlPage& shown) {
    const auto& draft = shown.opened.draft;
    h::Html content = h::make<"<p>{}</p>">(c.text("yaml_words"));
    if (!shown.refused.empty()) content += pages::notice(pages::Tone::err, shown.refused);
    const auto lines =
        h::each(shown.problems, [&](const forms::Problem& one) { return h::make<"<li>{}</li>">(forms::line_of_report(c.text, one)); });
    if (!shown.problems.empty())
        content +=
            pages::notice(pages::Tone::warn, h::make<"<p><b>{}</b></p><ul>{}</ul>">(c.text("to_mend", shown.problems.size()), lines));
    const auto box = h::make<
        "<div class=\"field\"><label class=\"field__label\" for=\"yaml\">{}</label><textarea class=\"input builder-yaml\" id=\"yaml\" "
        "name=\"yaml\" rows=\"30\" spellcheck=\"false\">\n{}</textarea></div>">(c.text("yaml"), shown.yaml);
    const auto button =
        draft.state == DraftState::open ? pages::form_foot(pages::button(c.text("save")) + try_unsaved_button(c, draft)) : h::Html{};
    content += draft_form(c, draft, "yaml", box + button);
    return draft_page(c, draft,
                      {.title = c.text("tab.yaml"),
                       .content = content,
                       .back = draft_address(draft.id),
                       .back_words = c.text("back"),
                       .has_errors = !shown.refused.empty()});
}

http::Response history_page(const Context& c, const Draft& draft, const std::vector<Revision>& all) {
    std::vector<std::vector<h::Html>> rows;
    for (const auto& one : all) {
        const auto is_shown =
            h::when(one.number == draft.revision, [&] { return pages::tag(pages::Tone::info, "eye", c.text("is_shown")); });
        rows.push_back({h::text(std::to_string(one.number)), h::text(c.text("what." + std::string(to_name(one.what)))), h::text(one.part),
                        h::text(one.author_name), h::text(c.text.moment(one.saved_at)), is_shown});
    }
    return draft_page(c, draft,
                      {.title = c.text("tab.historik"),
                       .content = pages::table(c.text("tab.historik"),
                                               {{c.text("revision"), true},
                                                {c.text("what_was_done")},
                                                {c.text("where")},
                                                {c.text("who")},
                                                {c.text("when")},
                                                {c.text("state")}},
                                               rows),
                       .back = draft_address(draft.id),
                       .back_words = c.text("back")});
}

http::Response difference_page(const Context& c, const Draft& draft, const std::vector<services::Difference>& all, const yaml::Node& before,
                               const yaml::Node& after, const Checked& checked, Standing standing) {
    constexpr std::size_t most_shown = 300;
    h::Html lines;
    for (std::size_t i = 0; i < std::min(all.size(), most_shown); ++i) lines += difference_line(c.text, all[i], before, after);
    const auto against = draft.base_version == 0 ? c.text("is_new_service") : c.text("against_version", draft.base_version);
    const auto list =
        all.empty() ? h::make<"<p>{}</p>">(c.text("no_difference")) : h::make<R"(<ul class="builder-changes">{}</ul>)">(lines);
    const auto more =
        h::when(all.size() > most_shown, [&] { return h::make<"<p>{}</p>">(c.text("more_differences", all.size() - most_shown)); });
    return draft_page(
        c, draft,
        {.title = c.text("tab.skillnad"),
         .content = words_of_return(c, draft) + h::make<"<p>{}</p>">(against) + (draft.base_version == 0 ? h::Html{} : list + more) +
                    proposal_form(c, draft, checked, standing.has_newer) + answer_forms(c, draft, standing.may_publish) +
                    discard_form(c, draft),
         .back = draft_address(draft.id),
         .back_words = c.text("back")});
}

}  // namespace service_builder
