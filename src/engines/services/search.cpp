#include "engines/services/search.h"

#include <algorithm>
#include <map>
#include <mutex>

#include "foundation/base/unicode.h"
#include "foundation/db/swedish_order.h"
#include "foundation/fulltext/terms.h"

namespace services {
namespace {

struct Terms {
    std::vector<std::string> title, keywords, summary;  ///< each sorted
};

Terms terms_of(const Service& service) {
    return {fulltext::terms(service.title.sv + " " + service.title.en), fulltext::terms(joined(service.keywords, " ")),
            fulltext::terms(service.summary.sv + " " + service.summary.en)};
}

/// Finding the forms of a word is slow beside looking it up, and services never change once they are published.
std::shared_ptr<const Terms> known_terms(const std::shared_ptr<const Service>& service) {
    static std::mutex guard;
    static std::map<std::shared_ptr<const Service>, std::shared_ptr<const Terms>> known;
    {
        const std::lock_guard lock(guard);
        if (const auto found = known.find(service); found != known.end()) return found->second;
    }
    auto made = std::make_shared<const Terms>(terms_of(*service));
    const std::lock_guard lock(guard);
    return known.emplace(service, std::move(made)).first->second;
}

bool holds(const std::vector<std::string>& sorted, const fulltext::Word& word, bool may_begin) {
    for (const auto& form : word.forms)
        if (std::binary_search(sorted.begin(), sorted.end(), form)) return true;
    if (!may_begin) return false;
    const auto first = std::lower_bound(sorted.begin(), sorted.end(), word.text);
    return first != sorted.end() && first->starts_with(word.text);
}

/// 0 when the service lacks one of the words.
int rank(const Terms& terms, const std::vector<fulltext::Word>& words) {
    int sum = 0;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const bool is_last = i + 1 == words.size();
        const int worth = holds(terms.title, words[i], is_last)      ? 9
                          : holds(terms.keywords, words[i], is_last) ? 4
                          : holds(terms.summary, words[i], is_last)  ? 1
                                                                     : 0;
        if (worth == 0) return 0;
        sum += worth;
    }
    return sum;
}

}  // namespace

Services search(const Services& all, std::string_view typed) {
    const auto words = fulltext::words(first_characters(typed, 200));
    if (words.empty()) return {};
    std::vector<std::pair<int, std::shared_ptr<const Service>>> ranked;
    for (const auto& service : all)
        if (const int worth = rank(*known_terms(service), words); worth > 0) ranked.emplace_back(worth, service);
    std::stable_sort(ranked.begin(), ranked.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
    Services found;
    for (auto& [worth, service] : ranked) found.push_back(std::move(service));
    return found;
}

Services in_order(Services all, Language language) {
    const db::SwedishOrder order;
    std::stable_sort(all.begin(), all.end(),
                     [&](const auto& a, const auto& b) { return order.compare(a->title.in(language), b->title.in(language)) < 0; });
    return all;
}

Services most_asked_for(const Services& all, const std::map<std::string, std::int64_t, std::less<>>& received, std::size_t most) {
    // Every kind of fault report stands in one series: each gets its part of it, or they would be all that is asked for.
    std::map<std::string, std::int64_t, std::less<>> sharing;
    for (const auto& service : all) ++sharing[service->series];
    const auto times = [&](const auto& service) {
        const auto found = received.find(service->series);
        return found == received.end() ? 0 : found->second / sharing[service->series];
    };
    auto chosen = all;
    std::stable_sort(chosen.begin(), chosen.end(), [&](const auto& one, const auto& other) { return times(one) > times(other); });
    chosen.resize(std::min(most, chosen.size()));
    auto in_their_order = all;
    std::erase_if(in_their_order, [&](const auto& service) { return std::find(chosen.begin(), chosen.end(), service) == chosen.end(); });
    return in_their_order;
}

}  // namespace services
