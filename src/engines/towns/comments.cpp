#include "engines/towns/comments.h"

#include <stdexcept>

#include "engines/towns/embedded.h"
#include "foundation/yaml/yaml.h"

namespace towns {
namespace {

constexpr int tail_in_hundred = 40;

struct Comments {
    std::vector<CommentTopic> topics{};
    std::vector<std::string> tails{};
};

std::vector<std::string> texts_of(const yaml::Node& list) {
    std::vector<std::string> all;
    for (const auto& item : list.items()) all.push_back(item.text());
    return all;
}

CommentTopic topic_of(const yaml::Node& node) {
    CommentTopic topic{.about = node["about"].text(),
                       .kind = node["kind"].text(),
                       .weight = static_cast<int>(node["weight"].whole().value_or(1)),
                       .sudden = static_cast<int>(node["sudden"].whole().value_or(0)),
                       .provider = static_cast<int>(node["provider"].whole().value_or(0)),
                       .texts = texts_of(node["texts"]),
                       .answers = texts_of(node["answers"])};
    for (const auto& change : node["changes"].items()) topic.changes.push_back({change["did"].text(), change["said"].text()});
    return topic;
}

Comments read() {
    Comments all;
    for (const auto& file : embedded::files()) {
        if (file.name != "comments.yaml") continue;
        const auto node = yaml::parse(file.content);
        if (!node) throw std::logic_error("comments.yaml, line " + std::to_string(node.error().line) + ": " + node.error().message);
        for (const auto& topic : (*node)["topics"].items()) all.topics.push_back(topic_of(topic));
        all.tails = texts_of((*node)["tails"]);
    }
    return all;
}

const Comments& comments() {
    static const Comments all = read();
    return all;
}

void fill(std::string& text, std::string_view place, const std::vector<std::string>& names, Chance& chance) {
    if (const auto at = text.find(place); at != text.npos && !names.empty()) text.replace(at, place.size(), chance.one_of(names));
}

}  // namespace

const std::vector<CommentTopic>& comment_topics() { return comments().topics; }

std::string comment_text(const CommentTopic& topic, const Town& town, Chance& chance) {
    auto text = chance.one_of(topic.texts);
    fill(text, "{gata}", town.streets, chance);
    fill(text, "{skola}", town.schools, chance);
    fill(text, "{forskola}", town.preschools, chance);
    if (chance.in_hundred(tail_in_hundred)) text += " " + chance.one_of(comments().tails);
    return text;
}

}  // namespace towns
