#pragma once
/// A study of before and after a change in how a service is run. Rules and arithmetic; nothing is read here.
#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "engines/cases/studied.h"

namespace figures {

/// Fewer cases than this on either side say nothing.
inline constexpr std::size_t fewest_in_study = 5;

/// What is measured of each case.
enum class Measure { whole, ours, theirs, deeds };
inline constexpr std::array measures = {Measure::whole, Measure::ours, Measure::theirs, Measure::deeds};
/// In days; deeds as they are counted. Nothing of a case that is not closed.
std::optional<double> measured(const cases::StudiedCase&, Measure);

/// Each case is followed as many days from when it came, those before the change to the end before it: else the slow ones among the newest
/// would be left out, and any change would look quick.
struct Window {
    std::int64_t followed = 1;  ///< days: nine of ten cases before the change were closed within them, unless the change is too near
    std::int64_t days = 0;      ///< of each side, in which its cases came; none when the change is too near
    Date before{}, after{};     ///< the first day of each
};
/// `before`: those that came in the `most_days` before the change, closed or not.
Window window_of(const std::vector<cases::StudiedCase>& before, Date changed_on, Date today, std::int64_t most_days);
/// What was closed later than it is followed counts as not closed.
std::vector<cases::StudiedCase> followed(std::vector<cases::StudiedCase>, const Window&);

struct Spread {
    std::size_t cases = 0;
    double median = 0, lower = 0, upper = 0;  ///< half of the cases lie between the quartiles lower and upper
    double mean = 0;
};
Spread spread_of(std::vector<double>);

/// Of the difference of medians, after less before: nineteen of twenty such studies would hold the true one (bootstrap).
struct Interval {
    double from = 0, to = 0;
};
Interval difference_interval(const std::vector<double>& before, const std::vector<double>& after);

/// Mann–Whitney, exact for at most twenty on each side without ties: of a case from each side, how often the later is the smaller (ties
/// count half), and how often chance alone would give a difference as large.
struct RankTest {
    double smaller_after = 0.5;
    double chance = 1;
};
RankTest rank_test(const std::vector<double>& before, const std::vector<double>& after);

/// The difference of medians at the same load: cases are compared with those that came in weeks as busy (thirds of the weeks), and the
/// differences weighed by how the later cases fell. Nothing when no third has enough on both sides.
std::optional<double> difference_at_same_load(const std::vector<cases::StudiedCase>& before, const std::vector<cases::StudiedCase>& after,
                                              Measure, std::int64_t days_followed);

/// What people say of the work, which no log knows.
struct Assumptions {
    std::int64_t minutes_a_deed = 10;
    std::int64_t kronor_an_hour = 450;
};
struct Comparison {
    Measure measure{};
    Spread before, after;
    Interval interval;
    RankTest test;
    std::optional<double> at_same_load;

    double difference() const { return after.median - before.median; }
};
struct Study {
    std::vector<Comparison> comparisons;  ///< one a measure
    std::size_t not_closed = 0;           ///< of both sides, while they were followed: they count as the longest
    bool is_too_open = false;             ///< on a side so many that nothing can be said yet
    double cases_a_year = 0;              ///< as they came after the change
    double kronor_a_year = 0;             ///< saved; less than nothing when it costs more
};
/// Nothing when either side has too few. Both sides are followed by the window.
std::optional<Study> study_of(const std::vector<cases::StudiedCase>& before, const std::vector<cases::StudiedCase>& after, const Window&,
                              const Assumptions&);

/// Of the whole time, by the rank test: medians may be the same where one side is quicker.
enum class Verdict { too_open, unsure, quicker, slower };
Verdict verdict_of(const Study&);

}  // namespace figures

template <>
inline constexpr EnumNames<figures::Measure, 4> names_of<figures::Measure> = {{
    {figures::Measure::whole, "whole"},
    {figures::Measure::ours, "ours"},
    {figures::Measure::theirs, "theirs"},
    {figures::Measure::deeds, "deeds"},
}};
