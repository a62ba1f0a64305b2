#include "areas/figures/study.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <random>

namespace figures {
namespace {

/// Of sorted values, between the two nearest.
double quantile(const std::vector<double>& sorted, double part) {
    const double place = part * static_cast<double>(sorted.size() - 1);
    const auto below = static_cast<std::size_t>(place);
    const auto above = std::min(below + 1, sorted.size() - 1);
    return sorted[below] + (sorted[above] - sorted[below]) * (place - static_cast<double>(below));
}

/// The mean of the two in the middle of an even number. Their order is lost.
double median_in_place(std::vector<double>& values) {
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::ranges::nth_element(values, middle);
    return values.size() % 2 == 1 ? *middle : (*std::ranges::max_element(values.begin(), middle) + *middle) / 2;
}
double median_of(std::vector<double> values) { return median_in_place(values); }

/// As many as there are, drawn with each put back.
double median_of_resample(const std::vector<double>& values, std::mt19937_64& draw, std::vector<double>& drawn) {
    drawn.clear();
    for (std::size_t i = 0; i < values.size(); ++i) drawn.push_back(values[draw() % values.size()]);
    return median_in_place(drawn);
}

/// A time that is not over yet counts as the longest; what else there is of an open case is not counted.
std::optional<double> counted(const cases::StudiedCase& one, Measure measure, std::int64_t days_followed) {
    const bool is_time = measure == Measure::whole || measure == Measure::ours;
    return one.closed_at || !is_time ? measured(one, measure) : std::optional(static_cast<double>(days_followed));
}

std::vector<double> all_counted(const std::vector<cases::StudiedCase>& cases, Measure measure, std::int64_t days_followed) {
    std::vector<double> values;
    for (const auto& one : cases)
        if (const auto value = counted(one, measure, days_followed)) values.push_back(*value);
    return values;
}

std::size_t count_open(const std::vector<cases::StudiedCase>& cases) {
    return static_cast<std::size_t>(std::ranges::count_if(cases, [](const cases::StudiedCase& one) { return !one.closed_at; }));
}

/// In how many of all orders of m and n values a pair count of at most `smallest` comes out, as a part of them all: the distribution of U
/// is that of sums, taking the values one by one.
double part_of_orders(std::size_t m, std::size_t n, std::size_t smallest) {
    // ways[k][u]: k of the later values among those taken, with u pairs where the later is the larger.
    std::vector<std::vector<double>> ways(n + 1, std::vector<double>(m * n + 1));
    ways[0][0] = 1;
    for (std::size_t taken = 0; taken < m + n; ++taken)
        for (auto k = std::min(n, taken + 1); k > 0; --k) {
            // The next is a later one, and larger than the earlier ones taken.
            const auto earlier = taken - (k - 1);
            if (earlier > m) continue;
            for (auto u = m * n + 1; u-- > earlier;) ways[k][u] += ways[k - 1][u - earlier];
        }
    double all = 0, few = 0;
    for (std::size_t u = 0; u <= m * n; ++u) {
        all += ways[n][u];
        if (u <= smallest) few += ways[n][u];
    }
    return few / all;
}

std::int64_t week_of(const cases::StudiedCase& one) { return (swedish_date(one.received_at).days + 3) / 7; }

/// The third of the weeks, by how many cases came, in which the case came.
class Loads {
public:
    Loads(const std::vector<cases::StudiedCase>& before, const std::vector<cases::StudiedCase>& after) {
        for (const auto* side : {&before, &after})
            for (const auto& one : *side) ++in_week_[week_of(one)];
        std::vector<double> counts;
        for (const auto& [week, count] : in_week_) counts.push_back(static_cast<double>(count));
        std::ranges::sort(counts);
        calm_ = quantile(counts, 1.0 / 3);
        busy_ = quantile(counts, 2.0 / 3);
    }
    std::size_t third_of(const cases::StudiedCase& one) const {
        const auto count = static_cast<double>(in_week_.at(week_of(one)));
        return count <= calm_ ? 0 : count <= busy_ ? 1 : 2;
    }

private:
    std::map<std::int64_t, std::int64_t> in_week_{};
    double calm_ = 0, busy_ = 0;
};

constexpr int resamples = 1000;
constexpr std::uint64_t same_draw_each_time = 2026;  // the same cases give the same words

}  // namespace

std::optional<double> measured(const cases::StudiedCase& one, Measure measure) {
    if (!one.closed_at) return std::nullopt;
    const auto days = [](std::int64_t microseconds) { return static_cast<double>(microseconds) / static_cast<double>(microseconds_a_day); };
    const auto whole = one.closed_at->value - one.received_at.value;
    switch (measure) {
        case Measure::whole: return days(whole);
        case Measure::ours: return days(whole - one.waited_for_applicant);
        case Measure::theirs: return days(one.waited_for_applicant);
        case Measure::deeds: return static_cast<double>(one.deeds);
    }
    return 0;
}

Window window_of(const std::vector<cases::StudiedCase>& before, Date changed_on, Date today, std::int64_t most_days) {
    std::vector<double> took;
    for (const auto& one : before)
        took.push_back(measured(one, Measure::whole).value_or(static_cast<double>(today.days - swedish_date(one.received_at).days)));
    std::ranges::sort(took);
    const auto passed = today.days - changed_on.days;
    Window window;
    // A half of the time that has passed at most: the other half must have cases.
    if (!took.empty())
        window.followed =
            std::clamp<std::int64_t>(static_cast<std::int64_t>(std::ceil(quantile(took, 0.9))), 1, std::max<std::int64_t>(1, passed / 2));
    window.days = std::min(most_days, passed - window.followed);
    window.before = Date{changed_on.days - window.followed - window.days};
    window.after = changed_on;
    return window;
}

std::vector<cases::StudiedCase> followed(std::vector<cases::StudiedCase> cases, const Window& window) {
    for (auto& one : cases)
        if (one.closed_at && *one.closed_at > one.received_at + window.followed * microseconds_a_day) one.closed_at.reset();
    return cases;
}

Spread spread_of(std::vector<double> values) {
    if (values.empty()) return {};
    std::ranges::sort(values);
    const auto sum = std::accumulate(values.begin(), values.end(), 0.0);
    return {values.size(), median_of(values), quantile(values, 0.25), quantile(values, 0.75), sum / static_cast<double>(values.size())};
}

Interval difference_interval(const std::vector<double>& before, const std::vector<double>& after) {
    std::mt19937_64 draw(same_draw_each_time);
    std::vector<double> differences, drawn;
    for (int i = 0; i < resamples; ++i) {
        const auto was = median_of_resample(before, draw, drawn);
        differences.push_back(median_of_resample(after, draw, drawn) - was);
    }
    std::ranges::sort(differences);
    return {quantile(differences, 0.025), quantile(differences, 0.975)};
}

RankTest rank_test(const std::vector<double>& before, const std::vector<double>& after) {
    std::vector<std::pair<double, bool>> all;  // value, whether it is from after
    for (const auto value : before) all.emplace_back(value, false);
    for (const auto value : after) all.emplace_back(value, true);
    std::ranges::sort(all);
    const auto m = static_cast<double>(before.size()), n = static_cast<double>(after.size()), both = m + n;
    double ranks_after = 0, ties = 0;
    for (std::size_t from = 0; from < all.size();) {
        auto to = from;
        while (to < all.size() && all[to].first == all[from].first) ++to;
        const auto count = static_cast<double>(to - from);
        const auto rank = (static_cast<double>(from + to) + 1) / 2;  // the mean of the ranks that they share
        for (auto i = from; i < to; ++i)
            if (all[i].second) ranks_after += rank;
        ties += count * count * count - count;
        from = to;
    }
    const auto larger_after = ranks_after - n * (n + 1) / 2;  // pairs where the later case is the larger, ties half
    constexpr std::size_t most_exact = 20;
    if (ties == 0 && before.size() <= most_exact && after.size() <= most_exact) {
        const auto larger = static_cast<std::size_t>(std::llround(larger_after));
        const auto fewer = std::min(larger, before.size() * after.size() - larger);
        return {1 - larger_after / (m * n), std::min(1.0, 2 * part_of_orders(before.size(), after.size(), fewer))};
    }
    const auto variance = m * n / 12 * ((both + 1) - ties / (both * (both - 1)));
    if (variance <= 0) return {};
    const auto z = std::max(0.0, std::abs(larger_after - m * n / 2) - 0.5) / std::sqrt(variance);  // corrected for continuity
    return {1 - larger_after / (m * n), std::erfc(z / std::sqrt(2.0))};
}

std::optional<double> difference_at_same_load(const std::vector<cases::StudiedCase>& before, const std::vector<cases::StudiedCase>& after,
                                              Measure measure, std::int64_t days_followed) {
    const Loads loads(before, after);
    std::array<std::vector<double>, 3> was, is;
    const auto put = [&](const std::vector<cases::StudiedCase>& side, std::array<std::vector<double>, 3>& thirds) {
        for (const auto& one : side)
            if (const auto value = counted(one, measure, days_followed)) thirds[loads.third_of(one)].push_back(*value);
    };
    put(before, was);
    put(after, is);
    double sum = 0, weight = 0;
    for (std::size_t third = 0; third < was.size(); ++third) {
        if (was[third].size() < fewest_in_study || is[third].size() < fewest_in_study) continue;
        const auto cases = static_cast<double>(is[third].size());
        sum += cases * (median_of(is[third]) - median_of(was[third]));
        weight += cases;
    }
    if (weight == 0) return std::nullopt;
    return sum / weight;
}

std::optional<Study> study_of(const std::vector<cases::StudiedCase>& before, const std::vector<cases::StudiedCase>& after,
                              const Window& window, const Assumptions& assumed) {
    const auto open_before = count_open(before), open_after = count_open(after);
    if (before.size() - open_before < fewest_in_study || after.size() - open_after < fewest_in_study || window.days <= 0)
        return std::nullopt;
    Study study;
    study.not_closed = open_before + open_after;
    study.is_too_open = open_before > before.size() / 4 || open_after > after.size() / 4;
    for (const auto measure : measures) {
        const auto was = all_counted(before, measure, window.followed), is = all_counted(after, measure, window.followed);
        study.comparisons.push_back({measure, spread_of(was), spread_of(is), difference_interval(was, is), rank_test(was, is),
                                     difference_at_same_load(before, after, measure, window.followed)});
    }
    const auto& deeds = study.comparisons.back();
    study.cases_a_year = static_cast<double>(after.size()) * 365 / static_cast<double>(window.days);
    const auto hours_a_case = (deeds.before.mean - deeds.after.mean) * static_cast<double>(assumed.minutes_a_deed) / 60;
    study.kronor_a_year = study.cases_a_year * hours_a_case * static_cast<double>(assumed.kronor_an_hour);
    return study;
}

Verdict verdict_of(const Study& study) {
    const auto& test = study.comparisons.front().test;
    if (study.is_too_open) return Verdict::too_open;
    if (test.chance >= 0.05) return Verdict::unsure;
    return test.smaller_after > 0.5 ? Verdict::quicker : Verdict::slower;
}

}  // namespace figures
