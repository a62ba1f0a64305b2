/// "Du sa, vi gjorde", for those who write it and for everybody; and what the comments are about.
#include "areas/feedback/views.h"

namespace feedback::views {

using pages::Html;
namespace h = html;

namespace {

constexpr std::string_view base = "/personal/synpunkter";

std::string address_of(const std::string& number) { return std::string(base) + "/arende/" + number; }

/// The words with what may be personal data marked.
Html marked(const Context& c, std::string_view text, const std::vector<personal_data::Found>& found) {
    Html shown;
    std::size_t at = 0;
    for (const auto& one : found) {
        shown += h::text(text.substr(at, one.at - at));
        shown += h::make<R"(<mark>{}</mark> <span class="hint">({})</span>)">(text.substr(one.at, one.length),
                                                                              c.text("personal." + std::string(to_name(one.what))));
        at = one.at + one.length;
    }
    return shown + h::text(text.substr(at));
}

Html what_was_found(const Context& c, const StoryForm& form) {
    if (form.looked_at.empty()) return {};
    const auto vouch = pages::checkbox(c.text, {.name = "intygar", .label = c.text("vouch"), .hint = c.text("vouch_hint")}, false);
    return h::make<
        R"(<section class="stack" id="hittat"><h2>{}</h2><p>{}</p><blockquote><p>{}</p></blockquote><blockquote><p>{}</p></blockquote>{}{}</section>)">(
        c.text("found"), c.text("found_words"), marked(c, form.said, form.in_said), marked(c, form.changed, form.in_changed), vouch,
        pages::hidden("sett", form.looked_at));
}

}  // namespace

http::Response story_page(const Context& c, const Feedback& comment, const StoryForm& form) {
    const pages::Errors errors(c.text, form.errors);
    const auto address = address_of(comment.of.number);
    const auto field = [&](std::string name, const std::string& label, const std::string& value) {
        const auto error = errors.at(name);
        return pages::text_area(c.text, {.name = std::move(name),
                                         .label = c.text(label),
                                         .hint = c.text(label + "_hint"),
                                         .value = value,
                                         .error = error,
                                         .max_length = 600});
    };
    const bool is_out = comment.story && comment.story->published_at;
    const auto fields = field("sagt", "you_said", form.said) + field("gjort", "we_did", form.changed) + what_was_found(c, form) +
                        pages::form_foot(pages::button_row(pages::button(c.text("publish"), pages::Button::primary, "val", "publicera") +
                                                           pages::button(c.text("save_draft"), pages::Button::secondary, "val", "spara")));
    const auto take_back = h::when(is_out, [&] {
        return pages::form(c, address + "/sagt/ta-bort", pages::button_row(pages::button(c.text("take_back"), pages::Button::danger)));
    });
    const auto main =
        h::make<R"({}{}<h1>{}</h1><p class="lead">{}</p><details><summary>{}</summary><blockquote><p>{}</p></blockquote></details>{}{}{})">(
            pages::error_summary(c.text, errors), pages::back_link(address, comment.of.number), c.text("said_and_done"),
            c.text("story_lead"), c.text("the_comment"), comment.said,
            h::when(is_out, [&] { return pages::notice(pages::Tone::ok, c.text("story_is_out")); }),
            pages::form(c, address + "/sagt", fields), take_back);
    return pages::app(c, {.title = c.text("said_and_done") + " " + comment.of.number,
                          .main = main,
                          .status = form.errors.empty() ? 200 : 422,
                          .has_errors = !form.errors.empty()});
}

namespace {

std::string list_address(std::string_view what, std::int64_t key, bool only_last_week) {
    return std::string(base) + "?" + std::string(what) + "=" + std::to_string(key) + (only_last_week ? "&tid=vecka" : "");
}

Html figure(std::string_view address, std::int64_t number) {
    return number == 0 ? h::text(std::to_string(number)) : h::make<R"(<a href="{}">{}</a>)">(address, number);
}

double a_week(const Flow& flow) {
    double sum = 0;
    for (const auto week : flow.before) sum += static_cast<double>(week);
    return flow.before.empty() ? 0 : sum / static_cast<double>(flow.before.size());
}

Html flow_table(const Context& c, const std::string& title, const std::string& first, std::string_view what, const std::vector<Flow>& all) {
    std::vector<std::vector<Html>> rows;
    for (const auto& one : all) {
        const auto sudden = h::when(one.is_sudden, [&] { return pages::tag(pages::Tone::warn, "arrow-up", c.text("sudden")); });
        rows.push_back({h::make<R"(<a href="{}">{}</a> {})">(list_address(what, one.key, false), one.name, sudden),
                        figure(list_address(what, one.key, true), one.last_week), h::text(c.text.number(a_week(one), 1)),
                        figure(list_address(what, one.key, false), one.all)});
    }
    return pages::table(title, {{first}, {c.text("last_week"), true}, {c.text("usual_week"), true}, {c.text("in_all"), true}}, rows,
                        pages::Caption::shown);
}

Html weeks_chart(const Context& c, const Overview& overview) {
    std::vector<pages::TrendPoint> points;
    const auto weeks = std::ssize(overview.weeks);
    for (std::ptrdiff_t i = 0; i < weeks; ++i) {
        const auto ago = weeks - 1 - i;
        const auto first = swedish_date(last_week() - ago * 7 * microseconds_a_day);
        points.push_back({c.text.short_day({first.days + 1}), static_cast<double>(overview.weeks[static_cast<std::size_t>(i)]),
                          std::to_string(overview.weeks[static_cast<std::size_t>(i)])});
    }
    return pages::trend_chart(c.text, c.text("weeks_chart"), points);
}

Html topics_chart(const Context& c, const std::vector<Flow>& topics) {
    constexpr std::size_t most_bars = 10;
    std::vector<pages::Bar> bars;
    for (const auto& one : topics)
        if (bars.size() < most_bars) bars.push_back({one.name, static_cast<double>(one.all), std::to_string(one.all)});
    return bars.empty() ? Html() : pages::bar_chart(c.text, c.text("topics_chart"), bars);
}

}  // namespace

http::Response topics_page(const Context& c, const Overview& overview) {
    const auto topics = overview.topics.empty() ? pages::empty_state(c.text("no_topics"), c.text("no_topics_do"))
                                                : flow_table(c, c.text("topics"), c.text("topic"), "amne", overview.topics);
    const auto units =
        h::when(!overview.units.empty(), [&] { return flow_table(c, c.text("units"), c.text("unit_short"), "enhet", overview.units); });
    const auto providers = h::when(!overview.providers.empty(),
                                   [&] { return flow_table(c, c.text("providers"), c.text("provider"), "utforare", overview.providers); });
    const auto goals =
        h::when(!overview.goals.empty(), [&] { return flow_table(c, c.text("goals"), c.text("goal"), "mal", overview.goals); });
    const auto charts = h::when(overview.comments > 0, [&] { return weeks_chart(c, overview) + topics_chart(c, overview.topics); });
    const auto main = h::make<R"({}<h1>{}</h1><p class="lead">{}</p><div class="stack-lg">{}{}{}{}{}</div>)">(
        pages::back_link(base, c.text("feedback")), c.text("topics"), c.text("topics_lead", overview.comments, months_grouped), topics,
        units, providers, goals, charts);
    return pages::app(c, {.title = c.text("topics"), .main = main});
}

namespace {

Html stories_of(const Context& c, const std::vector<PublishedStory>& all) {
    if (all.empty()) return pages::empty_state(c.text("no_stories"), c.text("no_stories_do"));
    const auto stories = h::each(all, [&](const PublishedStory& one) {
        const auto day = civil(one.story.month);
        const auto take_back = h::when(!one.number.empty(), [&] {
            return pages::form(
                c, address_of(one.number) + "/sagt/ta-bort",
                h::make<"<p>{}</p>{}">(one.number, pages::button_row(pages::button(c.text("take_back"), pages::Button::danger))));
        });
        return h::make<
            R"(<article class="panel"><h2>{}</h2><p class="muted small">{}</p><div class="cols cols--2"><div><h3>{}</h3><p>{}</p></div><div><h3>{}</h3><p>{}</p></div></div>{}</article>)">(
            one.unit, c.text("month." + std::to_string(day.month), std::to_string(day.year)), c.text("you_said"), one.story.said,
            c.text("we_did"), one.story.changed, take_back);
    });
    return h::make<R"(<div class="stack">{}</div>)">(stories);
}

}  // namespace

http::Response published_page(const Context& c, const std::vector<PublishedStory>& all, const std::string& service, std::string_view next) {
    const auto give = h::when(!service.empty(), [&] {
        return h::make<"<p>{}</p>">(
            pages::link_button("/e-tjanster/" + http::percent_encoded(service), c.text("give_feedback"), pages::Button::secondary));
    });
    const auto main = h::make<R"(<h1>{}</h1><p class="lead">{}</p>{}{}{})">(c.text("said_and_done"), c.text("said_and_done_lead"), give,
                                                                            stories_of(c, all), pages::pagination(c.text, "", next));
    return pages::site(c, {.title = c.text("said_and_done"), .main = main});
}

http::Response own_published_page(const Context& c, const std::vector<PublishedStory>& all, std::string_view next) {
    const auto main = h::make<R"({}<h1>{}</h1><p class="lead">{}</p>{}{})">(pages::back_link(base, c.text("feedback")),
                                                                            c.text("is_published"), c.text("is_published_lead"),
                                                                            stories_of(c, all), pages::pagination(c.text, "", next));
    return pages::app(c, {.title = c.text("is_published"), .main = main});
}

}  // namespace feedback::views
