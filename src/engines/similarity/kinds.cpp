#include "engines/similarity/kinds.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "engines/similarity/similarity.h"
#include "engines/similarity/stems.h"

namespace similarity {
namespace {

constexpr double sure = 0.6;        ///< of all likelihood, below which nothing is said
constexpr double never_seen = 0.2;  ///< a stem that a kind has not had yet

std::set<std::string> stems_of(std::string_view words) {
    std::set<std::string> all;
    each_stem(words, [&](const std::string& stem, const std::string&, double) { all.insert(stem); });
    return all;
}

}  // namespace

std::vector<KindCount> counted(const std::vector<KindText>& texts) {
    std::map<std::pair<std::string, std::string>, std::int64_t> seen;
    for (const auto& text : texts)
        for (const auto& stem : stems_of(text.words)) ++seen[{text.kind, stem}];
    std::vector<KindCount> all;
    for (const auto& [of, number] : seen)
        if (number >= static_cast<std::int64_t>(least_naming)) all.push_back({of.first, of.second, number});
    return all;
}

std::vector<KindCount> naming(std::string_view kind, std::string_view words, std::int64_t texts) {
    std::vector<KindCount> all;
    for (const auto& stem : stems_of(words)) all.push_back({std::string(kind), stem, texts});
    return all;
}

std::string kind_of(std::string_view words, const std::vector<KindCount>& counts) {
    std::map<std::string, double> in_all;  // by kind
    std::map<std::string, std::map<std::string, double>> by_stem;
    for (const auto& [kind, stem, texts] : counts) {
        in_all[kind] += static_cast<double>(texts);
        by_stem[stem][kind] += static_cast<double>(texts);
    }
    std::map<std::string, double> logarithm;
    bool knows_any = false;
    const auto different = static_cast<double>(by_stem.size());
    for (const auto& stem : stems_of(words)) {
        const auto found = by_stem.find(stem);
        if (found == by_stem.end()) continue;
        knows_any = true;
        for (const auto& [kind, all] : in_all) {
            const auto here = found->second.find(kind);
            const double number = here == found->second.end() ? 0 : here->second;
            // Every kind as likely beforehand: whoever reports what is rare is to be understood too.
            logarithm[kind] += std::log((number + never_seen) / (all + never_seen * different));
        }
    }
    if (!knows_any) return {};
    const auto best = std::ranges::max_element(logarithm, {}, [](const auto& one) { return one.second; });
    double sum = 0;
    for (const auto& one : logarithm) sum += std::exp(one.second - best->second);
    return 1 / sum >= sure ? best->first : std::string();
}

}  // namespace similarity
