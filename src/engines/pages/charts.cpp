#include "engines/pages/charts.h"

#include <algorithm>
#include <cmath>

#include "engines/pages/column_charts.h"
#include "engines/pages/lists.h"
#include "foundation/base/unicode.h"

namespace pages {
namespace {

constexpr int row_height = 30, bar_height = 14, chart_width = 460, label_height = 14;
/// What has room beside the value in the larger letters of a small screen; the table has the whole.
constexpr std::size_t longest_label = 40;

std::string short_label(const std::string& label) {
    auto shown = first_characters(label, longest_label);
    if (shown == label) return label;
    if (const auto space = shown.rfind(' '); space != std::string::npos) shown.resize(space);
    return shown + " …";
}

Html as_table(const Texts& text, std::string_view title, const auto& values) {
    const auto rows = html::each(values, [](const auto& one) {
        return html::make<R"(<tr><th scope="row">{}</th><td class="num">{}</td></tr>)">(one.label, one.shown);
    });
    const auto whole_table =
        html::make<R"(<table class="table"><caption class="visually-hidden">{}</caption><tbody>{}</tbody></table>)">(title, rows);
    return details(text.of("pages")("show_as_table"), whole_table);
}

Html figure(const Texts& text, std::string_view title, const Html& drawing, const auto& values, const Html& table) {
    if (!table.empty())
        return html::make<R"(<div class="figure-beside"><figure class="figure"><figcaption>{}</figcaption>{}</figure>{}</div>)">(
            title, drawing, table);
    return html::make<R"(<figure class="figure"><figcaption>{}</figcaption>{}{}</figure>)">(title, drawing, as_table(text, title, values));
}

}  // namespace

Html bar_chart(const Texts& text, std::string_view title, const std::vector<Bar>& bars, const Html& table) {
    double greatest = 0;
    for (const auto& bar : bars) greatest = std::max(greatest, bar.value);
    Html drawn;
    int y = 0;
    for (const auto& bar : bars) {
        const double length = greatest > 0 ? std::max(0.0, bar.value) / greatest * chart_width : 0;
        drawn += html::make<R"(<text x="0" y="{}">{}</text><text class="chart-value" x="{}" y="{}" text-anchor="end">{}</text>)">(
            y + label_height, short_label(bar.label), chart_width, y + label_height, bar.shown);
        drawn += html::make<
            R"(<rect class="chart-bar chart-bar--bg" x="0" y="{}" width="{}" height="{}" rx="2"/><rect class="chart-bar" x="0" y="{}" width="{}" height="{}" rx="2"/>)">(
            y + label_height + 5, chart_width, bar_height, y + label_height + 5, static_cast<int>(length), bar_height);
        y += row_height + bar_height;
    }
    const auto drawing =
        html::make<R"(<svg class="chart" viewBox="0 0 {} {}" role="img" aria-label="{}">{}</svg>)">(chart_width, y, title, drawn);
    return figure(text, title, drawing, bars, table);
}

namespace {

constexpr int name_height = 20, value_height = 20, column_height = 80, between_charts = 16;
constexpr double letter_width = 10;  // as wide as in the larger letters of a small screen

std::size_t most_letters(const std::vector<Bar>& bars, std::string Bar::*words) {
    std::size_t most = 1;
    for (const auto& bar : bars) most = std::max(most, count_characters(bar.*words));
    return most;
}

Html columns(const Columns& of, double top) {
    const auto highest = std::ranges::max_element(of.bars, {}, &Bar::value);
    const double step = chart_width / static_cast<double>(of.bars.size()), bottom = top + name_height + value_height + column_height;
    const bool all_have_room = static_cast<double>(most_letters(of.bars, &Bar::shown)) * letter_width <= step;
    auto drawn = html::make<R"(<text x="0" y="{}">{}</text><line class="chart-axis" x1="0" x2="{}" y1="{}" y2="{}"/>)">(
        top + label_height, of.name, chart_width, bottom, bottom);
    double x = 0;
    for (auto bar = of.bars.begin(); bar != of.bars.end(); ++bar, x += step) {
        const double height = highest->value > 0 ? std::max(0.0, bar->value) / highest->value * column_height : 0;
        drawn += html::make<R"(<rect class="chart-bar" x="{}" y="{}" width="{}" height="{}" rx="2"/>)">(x + (step / 10), bottom - height,
                                                                                                        step * 0.8, height);
        if (!all_have_room && bar != highest) continue;
        const auto* anchor = all_have_room ? "middle" : x < chart_width / 2.0 ? "start" : "end";
        drawn += html::make<R"(<text class="chart-value" x="{}" y="{}" text-anchor="{}">{}</text>)">(x + (step / 2), bottom - height - 5,
                                                                                                     anchor, bar->shown);
    }
    return drawn;
}

Html labels_below(const std::vector<Bar>& bars, double y) {
    const double step = chart_width / static_cast<double>(bars.size());
    const auto room = static_cast<double>(most_letters(bars, &Bar::label) + 1) * letter_width;
    const auto each = static_cast<std::size_t>(std::ceil(room / step));
    Html drawn;
    for (std::size_t i = 0; i < bars.size(); i += each)
        if (const double x = static_cast<double>(i) * step; x + room <= chart_width + step)
            drawn += html::make<R"(<text x="{}" y="{}">{}</text>)">(x, y, bars[i].label);
    return drawn;
}

}  // namespace

Html column_charts(const Texts& text, std::string_view title, const std::vector<Columns>& all, const Html& table) {
    Html drawn;
    double y = 0;
    for (const auto& one : all) {
        if (one.bars.empty()) return table;
        drawn += columns(one, y);
        y += name_height + value_height + column_height + between_charts;
    }
    if (all.empty()) return table;
    drawn += labels_below(all.front().bars, y + 4);
    const auto drawing = html::make<R"(<svg class="chart" viewBox="0 0 {} {}" role="img" aria-label="{}">{}</svg>)">(
        chart_width, y + name_height, title, drawn);
    return figure(text, title, drawing, all.front().bars, table);
}

Html trend_chart(const Texts& text, std::string_view title, const std::vector<TrendPoint>& points, std::optional<double> goal,
                 const Html& table) {
    constexpr double width = 460, height = 160, top = 20, left = 10, right = 430, bottom = 130;
    if (points.size() < 2) return table.empty() ? as_table(text, title, points) : table;
    double least = goal.value_or(points.front().value), greatest = least;
    for (const auto& point : points) {
        least = std::min(least, point.value);
        greatest = std::max(greatest, point.value);
    }
    const double span = greatest > least ? greatest - least : 1;
    const auto x_of = [&](std::size_t i) {
        return left + static_cast<double>(i) * (right - left) / static_cast<double>(points.size() - 1);
    };
    const auto y_of = [&](double value) { return bottom - (value - least) / span * (bottom - top); };

    // As many labels as have room, counted from the last, which ends where the line does: half of it more stands before it.
    std::size_t most_characters = 1;
    for (const auto& point : points) most_characters = std::max(most_characters, count_characters(point.label));
    constexpr double letter = 7;
    const auto between = x_of(1) - x_of(0), longest = static_cast<double>(most_characters) * letter;
    const auto step =
        longest + letter <= between ? std::size_t{1} : static_cast<std::size_t>(std::ceil((1.5 * longest + letter) / between));

    std::string corners;
    Html labels;
    for (std::size_t i = 0; i < points.size(); ++i) {
        corners += plain_number(x_of(i)) + "," + plain_number(y_of(points[i].value)) + " ";
        if ((points.size() - 1 - i) % step != 0) continue;
        const auto* anchor = i == 0 ? "start" : i + 1 == points.size() && step > 1 ? "end" : "middle";
        labels += html::make<R"(<text x="{}" y="{}" text-anchor="{}">{}</text>)">(x_of(i), height - 8, anchor, points[i].label);
    }
    const auto goal_line = html::when(goal.has_value(), [&] {
        return html::make<R"(<line class="chart-goal" x1="{}" x2="{}" y1="{}" y2="{}"/>)">(left, right, y_of(*goal), y_of(*goal));
    });
    const auto& last = points.back();
    const auto drawing = html::make<
        R"(<svg class="chart" viewBox="0 0 {} {}" role="img" aria-label="{}"><line class="chart-axis" x1="{}" x2="{}" y1="{}" y2="{}"/>{}<polyline class="chart-line" points="{}"/><circle class="chart-dot" cx="{}" cy="{}" r="5"/><text class="chart-value" x="{}" y="{}" text-anchor="end">{}</text>{}</svg>)">(
        width, height, title, left, right, bottom, bottom, goal_line, corners, right, y_of(last.value), right, y_of(last.value) - 10,
        last.shown, labels);
    return figure(text, title, drawing, points, table);
}

}  // namespace pages
