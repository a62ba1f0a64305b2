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

double median_of(std::vector<double> values) {
    std::ranges::sort(values);
    return quantile(values, 0.5);
}

/// As many as there are, drawn with each put back.
double median_of_resample(const std::vector<double>& values, std::mt19937_64& draw, std::vector<double>& drawn) {
    drawn.clear();
    for (std::size_t i = 0; i < values.size(); ++i) drawn.push_back(values[draw() % values.size()]);
    const auto middle = drawn.begin() + static_cast<std::ptrdiff_t>(drawn.size() / 2);
    std::ranges::nth_element(drawn, middle);
    return *middle;
}

std::vector<double> all_measured(const std::vector<cases::StudiedCase>& cases, Measure measure) {
    std::vector<double> values;
    for (const auto& one : cases) values.push_back(measured(one, measure));
    return values;
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

double measured(const cases::StudiedCase& one, Measure measure) {
    const auto days = [](std::int64_t microseconds) { return static_cast<double>(microseconds) / static_cast<double>(microseconds_a_day); };
    const auto whole = one.closed_at.value - one.received_at.value;
    switch (measure) {
        case Measure::whole: return days(whole);
        case Measure::ours: return days(whole - one.waited_for_applicant);
        case Measure::theirs: return days(one.waited_for_applicant);
        case Measure::deeds: return static_cast<double>(one.deeds);
    }
    return 0;
}

Spread spread_of(std::vector<double> values) {
    if (values.empty()) return {};
    std::ranges::sort(values);
    const auto sum = std::accumulate(values.begin(), values.end(), 0.0);
    return {values.size(), quantile(values, 0.5), quantile(values, 0.25), quantile(values, 0.75), sum / static_cast<double>(values.size())};
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
    const auto variance = m * n / 12 * ((both + 1) - ties / (both * (both - 1)));
    if (variance <= 0) return {};
    const auto z = (larger_after - m * n / 2) / std::sqrt(variance);
    return {1 - larger_after / (m * n), std::erfc(std::abs(z) / std::sqrt(2.0))};
}

std::optional<double> difference_at_same_load(const std::vector<cases::StudiedCase>& before, const std::vector<cases::StudiedCase>& after,
                                              Measure measure) {
    const Loads loads(before, after);
    std::array<std::vector<double>, 3> was, is;
    for (const auto& one : before) was[loads.third_of(one)].push_back(measured(one, measure));
    for (const auto& one : after) is[loads.third_of(one)].push_back(measured(one, measure));
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
                              std::int64_t days, const Assumptions& assumed) {
    if (before.size() < fewest_in_study || after.size() < fewest_in_study || days <= 0) return std::nullopt;
    Study study;
    for (const auto measure : measures) {
        const auto was = all_measured(before, measure), is = all_measured(after, measure);
        study.comparisons.push_back({measure, spread_of(was), spread_of(is), difference_interval(was, is), rank_test(was, is),
                                     difference_at_same_load(before, after, measure)});
    }
    const auto& deeds = study.comparisons.back();
    study.cases_a_year = static_cast<double>(after.size()) * 365 / static_cast<double>(days);
    const auto hours_a_case = (deeds.before.mean - deeds.after.mean) * static_cast<double>(assumed.minutes_a_deed) / 60;
    study.kronor_a_year = study.cases_a_year * hours_a_case * static_cast<double>(assumed.kronor_an_hour);
    return study;
}

}  // namespace figures
