#include "engines/towns/leanings.h"

#include <stdexcept>

#include "engines/towns/embedded.h"
#include "foundation/base/numbers.h"
#include "foundation/yaml/yaml.h"

namespace towns {
namespace {

struct Believable {
    std::map<std::string, Leaning, std::less<>> fields{};  ///< by "service.field" or "any.field"
    std::map<std::string, std::vector<std::string>, std::less<>> written{};
    std::map<std::string, Rhythm, std::less<>> rhythms{};
    std::map<std::string, std::string, std::less<>> stories{};
};

std::vector<std::string> texts_of(const yaml::Node& list) {
    std::vector<std::string> all;
    for (const auto& item : list.items()) all.push_back(item.text());
    return all;
}

Leaning leaning_of(const yaml::Node& node) {
    Leaning leaning;
    if (const auto yes = node["yes"].whole()) leaning.yes = static_cast<int>(*yes);
    leaning.from = node["from"].number();
    leaning.to = node["to"].number();
    leaning.split = node["split"].number();
    leaning.age_from = node["age"]["from"].whole();
    leaning.age_to = node["age"]["to"].whole();
    for (const auto& key : node["weights"].keys()) leaning.weights[key] = static_cast<int>(node["weights"][key].whole().value_or(0));
    leaning.texts = texts_of(node["texts"]);
    leaning.like = node["like"].text();
    return leaning;
}

Rhythm rhythm_of(const yaml::Node& node) {
    Rhythm rhythm;
    rhythm.weight = static_cast<int>(node["weight"].whole().value_or(rhythm.weight));
    const auto& months = node["months"].items();
    for (std::size_t i = 0; i < rhythm.months.size() && i < months.size(); ++i)
        rhythm.months[i] = static_cast<int>(months[i].whole().value_or(100));
    return rhythm;
}

void add(Believable& all, const yaml::Node& file) {
    for (const auto& field : file["any"].keys()) all.fields["any." + field] = leaning_of(file["any"][field]);
    for (const auto& service : file["services"].keys())
        for (const auto& field : file["services"][service].keys())
            all.fields[service + "." + field] = leaning_of(file["services"][service][field]);
    for (const auto& service : file["rhythms"].keys()) all.rhythms[service] = rhythm_of(file["rhythms"][service]);
    for (const auto& story : file["stories"].keys()) all.stories[story] = file["stories"][story].text();
    if (file["sentences"].exists()) all.written["sentences"] = texts_of(file["sentences"]);
    for (const auto& kind : file["messages"].keys()) all.written[kind] = texts_of(file["messages"][kind]);
}

Believable read() {
    Believable all;
    for (const auto& file : embedded::files()) {
        if (!file.name.starts_with("believable")) continue;
        const auto node = yaml::parse(file.content);
        if (!node)
            throw std::logic_error(std::string(file.name) + ", line " + std::to_string(node.error().line) + ": " + node.error().message);
        add(all, *node);
    }
    return all;
}

const Believable& believable() {
    static const Believable all = read();
    return all;
}

}  // namespace

const Leaning& leaning(std::string_view service, std::string_view field) {
    static const Leaning none;
    const auto& fields = believable().fields;
    if (const auto own = fields.find(std::string(service) + "." + std::string(field)); own != fields.end()) return own->second;
    if (const auto any = fields.find("any." + std::string(field)); any != fields.end()) return any->second;
    return none;
}

const Rhythm& rhythm(std::string_view service) {
    static const Rhythm even;
    const auto found = believable().rhythms.find(service);
    return found == believable().rhythms.end() ? even : found->second;
}

const std::string& service_of_story(std::string_view story) {
    const auto found = believable().stories.find(story);
    if (found == believable().stories.end()) throw std::out_of_range("there is no story " + std::string(story));
    return found->second;
}

const std::vector<std::string>& written(std::string_view kind) {
    const auto found = believable().written.find(kind);
    if (found == believable().written.end() || found->second.empty())
        throw std::out_of_range("nothing is written of the kind " + std::string(kind));
    return found->second;
}

}  // namespace towns
