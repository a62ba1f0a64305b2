#include "areas/figures/views.h"

#include <algorithm>

#include "foundation/csv/csv.h"

namespace figures::views {

namespace h = html;

namespace {

/// Two buttons, or thanks when it is answered.
h::Html question(const Context& c, std::string_view token, opinions::Question asked, bool is_answered) {
    const auto name = std::string(to_name(asked));
    const auto buttons = is_answered
                             ? pages::notice(pages::Tone::ok, c.text("thanks"))
                             : pages::form(c, "/tyck-till/" + http::percent_encoded(token),
                                           pages::hidden("fraga", name) +
                                               pages::button_row(pages::button(c.text("yes"), pages::Button::primary, "svar", "ja") +
                                                                 pages::button(c.text("no"), pages::Button::secondary, "svar", "nej")));
    return h::make<R"(<section class="stack" aria-labelledby="h-{}"><h2 id="h-{}">{}</h2>{}</section>)">(name, name, c.text("ask." + name),
                                                                                                         buttons);
}

std::string percent(const Context& c, std::int64_t yes, std::int64_t no) {
    const auto share = opinions::share(yes, no);
    return share ? c.text("per_cent", *share) : c.text("too_few");
}

std::int64_t answered(const opinions::Sums& sums) { return std::max(sums.easy_yes + sums.easy_no, sums.safe_yes + sums.safe_no); }

/// Of those invited, how many per cent have answered the question that most have answered.
std::string answer_rate(const Context& c, const opinions::Sums& sums) {
    return sums.invited == 0 ? "" : c.text("per_cent", opinions::per_cent(answered(sums), sums.invited));
}

h::Html bars(const Context& c, std::string_view title, const std::vector<ServiceFigures>& all,
             std::optional<std::int64_t> (*share_of)(const opinions::Sums&)) {
    std::vector<pages::Bar> shown;
    for (const auto& one : all)
        if (const auto share = share_of(one.sums)) shown.push_back({one.title, static_cast<double>(*share), c.text("per_cent", *share)});
    return shown.empty() ? h::Html() : pages::bar_chart(c.text, title, shown);
}

std::vector<std::string> columns(const Context& c) {
    return {c.text("service"),     c.text("closed"), c.text("median_days"), c.text("invited"),
            c.text("answer_rate"), c.text("easy"),   c.text("safe")};
}

std::vector<std::string> values(const Context& c, const ServiceFigures& one) {
    const auto& sums = one.sums;
    return {one.title,
            std::to_string(one.closed),
            one.usual.cases == 0 ? "" : std::to_string(one.usual.median_days),
            std::to_string(sums.invited),
            answer_rate(c, sums),
            percent(c, sums.easy_yes, sums.easy_no),
            percent(c, sums.safe_yes, sums.safe_no)};
}

}  // namespace

http::Response questions_page(const Context& c, std::string_view token, const opinions::Invitation& invitation, std::string_view service) {
    const auto main = h::make<R"(<h1>{}</h1><p class="lead">{}</p><div class="stack-lg">{}{}</div>)">(
        service.empty() ? c.text("ask_title") : c.text("ask_title_about", service), c.text("ask_lead"),
        question(c, token, opinions::Question::easy, invitation.easy_answered),
        question(c, token, opinions::Question::safe, invitation.safe_answered));
    return pages::task(c, {.title = c.text("ask_title"), .main = main}).with("Cache-Control", "no-store");
}

http::Response figures_page(const Context& c, const std::vector<ServiceFigures>& all) {
    std::vector<pages::Column> headings;
    for (const auto& name : columns(c)) headings.push_back({name, !headings.empty()});
    std::vector<std::vector<h::Html>> rows;
    for (const auto& one : all) {
        std::vector<h::Html> row;
        for (const auto& value : values(c, one)) row.push_back(h::text(value));
        row.front() = pages::link("/handlaggning/alla?tjanst=" + http::percent_encoded(one.id), one.title);
        rows.push_back(std::move(row));
    }
    const auto table = rows.empty() ? pages::empty_state(c.text("none"), c.text("none_do")) : pages::table(c.text("title"), headings, rows);
    const auto easy = bars(c, c.text("easy"), all, [](const opinions::Sums& sums) { return opinions::share(sums.easy_yes, sums.easy_no); });
    const auto safe = bars(c, c.text("safe"), all, [](const opinions::Sums& sums) { return opinions::share(sums.safe_yes, sums.safe_no); });
    const auto main = h::make<R"(<h1>{}</h1><p class="lead">{}</p><div class="stack-lg">{}{}{}{}</div>)">(
        c.text("title"), c.text("lead"), table, easy, safe,
        pages::button_row(pages::link_button("/uppfoljning/tjanster.csv", c.text("as_csv"), pages::Button::secondary)));
    return pages::app(c, {.title = c.text("title"), .main = main});
}

http::Response csv(const Context& c, const std::vector<ServiceFigures>& all) {
    auto body = csv::line(columns(c));
    for (const auto& one : all) body += csv::line(values(c, one));
    http::Response response{.type = "text/csv; charset=utf-8", .body = std::move(body)};
    return response.with("Content-Disposition", "attachment; filename=\"tjanster.csv\"");
}

}  // namespace figures::views
