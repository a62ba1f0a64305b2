#include "engines/similarity/similarity.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <set>
#include <string_view>
#include <unordered_map>

#include "engines/similarity/stems.h"

namespace similarity {
namespace {

constexpr double alike = 0.24;         ///< cosine from which a text joins a topic
constexpr double too_common = 0.25;    ///< stems in a larger share of the texts tell them apart no more
constexpr std::size_t few_texts = 12;  ///< among so few nothing is too common
constexpr std::size_t words_kept = 8;

using Stem = int;
using Vector = std::unordered_map<Stem, double>;

struct Document {
    Vector counts{}, weights{};
    std::map<Stem, std::string> written{};
};

class Stems {
public:
    Document read(const std::string& words) {
        Document made;
        each_stem(words, [&](const std::string& stem, const std::string& written, double much) { count(made, stem, written, much); });
        return made;
    }

private:
    void count(Document& in, const std::string& stem, const std::string& written, double much) {
        const auto [found, is_new] = numbers_.try_emplace(stem, static_cast<Stem>(numbers_.size()));
        in.counts[found->second] += much;
        in.written.try_emplace(found->second, written);
    }
    std::unordered_map<std::string, Stem> numbers_{};
};

double length(const Vector& of) {
    return std::sqrt(std::accumulate(of.begin(), of.end(), 0.0, [](double sum, const auto& one) { return sum + one.second * one.second; }));
}

void weigh(std::vector<Document>& all) {
    std::unordered_map<Stem, std::size_t> in_texts;
    for (const auto& one : all)
        for (const auto& [stem, count] : one.counts) ++in_texts[stem];
    const auto n = static_cast<double>(all.size());
    for (auto& one : all) {
        for (const auto& [stem, count] : one.counts) {
            const auto texts = static_cast<double>(in_texts[stem]);
            // A stem of one text makes it like no other.
            if (texts < 2 || (all.size() > few_texts && texts > too_common * n)) continue;
            one.weights[stem] = (1 + std::log(1 + count)) * std::log(1 + n / texts);
        }
        const auto whole = length(one.weights);
        for (auto& [stem, weight] : one.weights) weight /= whole;
    }
}

/// A topic in the making: the sum of its texts.
struct Topic {
    std::size_t leader = 0, texts = 0;
    Vector sum{};
    double whole = 0;

    void add(const Vector& text) {
        for (const auto& [stem, weight] : text) sum[stem] += weight;
        ++texts;
        whole = length(sum);
    }
    double likeness(const Vector& text) const {
        if (whole == 0) return 0;
        double product = 0;
        for (const auto& [stem, weight] : text)
            if (const auto found = sum.find(stem); found != sum.end()) product += weight * found->second;
        return product / whole;
    }
};

/// The topic most like the text; none when no one is like enough.
Topic* nearest(std::vector<Topic>& all, const Vector& text) {
    Topic* best = nullptr;
    double most = alike;
    for (auto& topic : all)
        if (const auto likeness = topic.likeness(text); likeness >= most) {
            most = likeness;
            best = &topic;
        }
    return best;
}

std::vector<Topic> lead(const std::vector<Document>& all) {
    std::vector<Topic> topics;
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (all[i].weights.empty()) continue;
        auto* found = nearest(topics, all[i].weights);
        if (!found) found = &topics.emplace_back(Topic{.leader = i});
        found->add(all[i].weights);
    }
    std::erase_if(topics, [](const Topic& topic) { return topic.texts < least_texts; });
    return topics;
}

std::vector<Weighted> heaviest(const Document& of) {
    std::vector<Weighted> words;
    for (const auto& [stem, weight] : of.weights) words.push_back({of.written.at(stem), weight});
    std::ranges::sort(words,
                      [](const Weighted& a, const Weighted& b) { return a.weight != b.weight ? a.weight > b.weight : a.word < b.word; });
    if (words.size() > words_kept) words.resize(words_kept);
    return words;
}

}  // namespace

std::vector<Placed> topics(const std::vector<Text>& texts) {
    Stems stems;
    std::vector<Document> all;
    for (const auto& text : texts) all.push_back(stems.read(text.words));
    weigh(all);
    auto led = lead(all);
    // Once more, now that every topic is known whole: who came early may be nearer to one that began later.
    std::vector<std::pair<std::size_t, std::size_t>> placed;
    std::map<std::size_t, std::size_t> texts_in, first_in;
    for (std::size_t i = 0; i < all.size(); ++i)
        if (const auto* topic = nearest(led, all[i].weights)) {
            placed.emplace_back(i, topic->leader);
            ++texts_in[topic->leader];
            first_in.try_emplace(topic->leader, i);
        }
    std::vector<Placed> made;
    for (const auto& [text, leader] : placed)
        if (texts_in[leader] >= least_texts) made.push_back({texts[text].id, texts[first_in[leader]].id, heaviest(all[text])});
    return made;
}

std::vector<std::string> name(const std::vector<std::vector<Weighted>>& words_of_texts, std::size_t most) {
    struct Shared {
        double weight = 0;
        std::size_t texts = 0;
        std::map<std::string, std::size_t> written{};
    };
    std::map<std::string, Shared> by_stem;
    for (const auto& words : words_of_texts)
        for (const auto& [word, weight] : words) {
            const auto stem = stem_of(word);
            if (stem.empty()) continue;
            auto& shared = by_stem[stem];
            shared.weight += weight;
            ++shared.texts;
            ++shared.written[word];
        }
    std::vector<std::pair<double, std::string>> names;
    for (const auto& [stem, shared] : by_stem) {
        if (shared.texts < least_naming) continue;
        const auto usual = std::ranges::max_element(shared.written, {}, [](const auto& one) { return one.second; });
        names.emplace_back(shared.weight, usual->first);
    }
    std::ranges::sort(names, [](const auto& a, const auto& b) { return a.first != b.first ? a.first > b.first : a.second < b.second; });
    std::vector<std::string> best;
    for (const auto& [weight, word] : names)
        if (best.size() < most) best.push_back(word);
    return best;
}

double chance_of(std::int64_t now, const std::vector<std::int64_t>& before) {
    if (before.empty()) return 1;
    // One more than came: that nothing came before proves no rate of zero.
    const auto rate =
        static_cast<double>(std::accumulate(before.begin(), before.end(), std::int64_t{1})) / static_cast<double>(before.size());
    double term = std::exp(-rate), less = 0;
    for (std::int64_t n = 0; n < now; ++n) {
        less += term;
        term *= rate / static_cast<double>(n + 1);
    }
    return std::max(0.0, 1 - less);
}

bool is_sudden(std::int64_t now, const std::vector<std::int64_t>& before) {
    constexpr double once_in_a_thousand = 0.001;
    constexpr std::int64_t just_a_few = 3;
    return now > just_a_few && chance_of(now, before) < once_in_a_thousand;
}

}  // namespace similarity
