#include "foundation/fulltext/lexicon.h"

#include <libstemmer.h>
#include <hunspell/hunspell.hxx>

#include <algorithm>
#include <filesystem>
#include <stdexcept>

#include "foundation/base/unicode.h"
#include "foundation/fulltext/embedded.h"

namespace fulltext {

static const char* const affixes = "/usr/share/hunspell/sv_SE.aff";
static const char* const dictionary = "/usr/share/hunspell/sv_SE.dic";
static constexpr std::size_t shortest_part = 3;  // characters

static std::unordered_map<std::string, std::string> pairs_in(std::string_view name) {
    std::unordered_map<std::string, std::string> pairs;
    for (const auto& file : embedded::files()) {
        if (file.name != name) continue;
        for (const auto line : split(file.content, '\n')) {
            if (line.empty() || line.starts_with('#')) continue;
            const auto fields = split(line, ' ');
            pairs.emplace(fields.front(), fields.back());
        }
    }
    return pairs;
}

Lexicon::Lexicon()
    : dictionary_(std::make_unique<Hunspell>(affixes, dictionary)),
      stemmer_(sb_stemmer_new("swedish", "UTF_8"), sb_stemmer_delete),
      parts_(pairs_in("compound_parts.txt")),
      irregular_(pairs_in("irregular.txt")) {
    if (!std::filesystem::exists(dictionary)) throw std::runtime_error("search needs the Swedish dictionary: install hunspell-sv");
    if (!stemmer_) throw std::runtime_error("libstemmer does not know Swedish");
}

Lexicon::~Lexicon() = default;

Lexicon::Found Lexicon::look_up(const std::string& word) {
    int how = 0;
    const bool known = dictionary_->spell(word, &how);
    return {known, known && (how & SPELL_COMPOUND) != 0};
}

std::optional<std::string> Lexicon::base_of(const std::string& word) {
    if (const auto found = irregular_.find(word); found != irregular_.end()) return found->second;
    // What Hunspell calls the stem of a compound it made up itself is a mixture of its parts.
    if (look_up(word).compound) return {};
    const auto stems = dictionary_->stem(word);
    return stems.empty() ? std::nullopt : std::optional(lower(stems.front()));
}

std::string Lexicon::stem(const std::string& word) {
    const auto* stemmed = sb_stemmer_stem(stemmer_.get(), reinterpret_cast<const sb_symbol*>(word.data()), static_cast<int>(word.size()));
    return {reinterpret_cast<const char*>(stemmed), static_cast<std::size_t>(sb_stemmer_length(stemmer_.get()))};
}

std::vector<std::string> Lexicon::forms(const std::string& word) {
    std::vector<std::string> all{word};
    const auto add = [&](std::string form) {
        const bool plain = form.find_first_of("-.: '") == form.npos;
        if (plain && std::ranges::find(all, form) == all.end()) all.push_back(std::move(form));
    };
    if (const auto base = base_of(word)) {
        add(*base);
        add(stem(*base));
    }
    add(stem(word));
    return all;
}

const std::string* Lexicon::listed(const std::string& word) const {
    const auto found = parts_.find(word);
    return found == parts_.end() ? nullptr : &found->second;
}

// The form a first part is indexed as: "parkerings" is "parkering", "skol" is "skola"; nothing when it is not on the list.
std::optional<std::string> Lexicon::as_first_part(const std::string& left) {
    if (const auto* form = listed(left)) return *form;
    if (left.ends_with('s'))
        if (const auto* form = listed(left.substr(0, left.size() - 1))) return *form;
    return {};
}

bool Lexicon::may_be_last_part(const std::string& right, bool left_is_listed) {
    if (listed(right)) return true;
    const auto base = base_of(right);
    if (base && listed(*base)) return true;
    return left_is_listed && count_characters(right) > shortest_part && look_up(right).known;
}

std::vector<std::string> Lexicon::parts_by_list(const std::string& word, int levels) {
    const auto is_start_of_letter = [&](std::size_t at) { return (static_cast<unsigned char>(word[at]) & 0xc0) != 0x80; };
    for (std::size_t at = shortest_part; at + shortest_part <= word.size(); ++at) {
        if (!is_start_of_letter(at)) continue;
        const auto left = word.substr(0, at), right = word.substr(at);
        if (count_characters(left) < shortest_part || count_characters(right) < shortest_part) continue;
        auto first = as_first_part(left);
        if (!may_be_last_part(right, first.has_value())) continue;
        if (!first && count_characters(left) > shortest_part && look_up(left).known) first = left;
        if (!first) continue;
        auto all = parts(right, levels - 1);
        if (all.empty()) all.push_back(right);
        all.insert(all.begin(), *std::move(first));
        return all;
    }
    return {};
}

// Hunspell tells the parts of compounds that it made up itself, as "pa:skol st:skol fl:s pa:frånvaro"; often only the last.
std::vector<std::string> Lexicon::parts_by_dictionary(const std::string& word, int levels) {
    if (!look_up(word).compound) return {};
    const auto analyses = dictionary_->analyze(word);
    if (analyses.empty()) return {};
    std::string_view last;
    for (const auto field : split(analyses.front(), ' '))
        if (field.starts_with("pa:")) last = field.substr(3);
    if (last.empty() || last.size() >= word.size() || !word.ends_with(last)) return {};
    auto left = word.substr(0, word.size() - last.size());
    if (left.ends_with('s') && look_up(left.substr(0, left.size() - 1)).known) left.pop_back();
    if (count_characters(left) < shortest_part || count_characters(last) < shortest_part) return {};
    auto all = parts(left, levels - 1);
    if (all.empty()) all.push_back(left);
    auto rest = parts(std::string(last), levels - 1);
    if (rest.empty()) rest.emplace_back(last);
    all.insert(all.end(), rest.begin(), rest.end());
    return all;
}

std::vector<std::string> Lexicon::parts(const std::string& word, int levels) {
    if (levels == 0 || word.size() < 2 * shortest_part) return {};
    const auto base = base_of(word);
    // "avgifterna" is a form of "avgift", not "av" + "gifterna"; "skolskjuts" is on the list and still has parts.
    const bool is_one_part = listed(word) || (base && listed(*base));
    auto found = parts_by_list(word, levels);
    if (is_one_part && found.size() < 2) return {};
    return found.empty() ? parts_by_dictionary(word, levels) : found;
}

Word Lexicon::analysed(const std::string& lower_case) {
    Word word{.text = lower_case, .forms = forms(lower_case)};
    for (const auto& part : parts(lower_case, 4)) word.parts.push_back(forms(part));
    return word;
}

}  // namespace fulltext
