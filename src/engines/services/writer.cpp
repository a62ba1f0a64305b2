#include "engines/services/writer.h"

namespace services {

using yaml::Node;

/// Several lines stand below each other, as a person writes them; the line end after the last is not read.
static Node text_node(const std::string& text) { return Node::of(text.find('\n') == text.npos ? text : text + "\n"); }

Node words_node(const forms::Words& words) {
    if (words.sv == words.en && words.further.empty()) return text_node(words.sv);
    std::vector<std::pair<std::string, Node>> all{{"sv", text_node(words.sv)}, {"en", text_node(words.en)}};
    for (const auto& [language, said] : words.further) all.emplace_back(to_code(language), text_node(said));
    return Node::of(std::move(all));
}

MapWriter& MapWriter::text(std::string key, const std::string& text) {
    return text.empty() ? *this : node(std::move(key), text_node(text));
}

MapWriter& MapWriter::words(std::string key, const forms::Words& words) {
    return words.empty() ? *this : node(std::move(key), words_node(words));
}

MapWriter& MapWriter::rule(std::string key, const forms::Rule& rule) { return text(std::move(key), forms::print(rule)); }

MapWriter& MapWriter::list(std::string key, std::vector<Node> items) {
    return items.empty() ? *this : node(std::move(key), Node::of(std::move(items)));
}

MapWriter& MapWriter::texts(std::string key, const std::vector<std::string>& texts) {
    return list(std::move(key), nodes_of(texts, [](const std::string& one) { return Node::of(one); }));
}

MapWriter& MapWriter::number(std::string key, std::optional<double> number) {
    return number ? node(std::move(key), Node::of(*number)) : *this;
}

MapWriter& MapWriter::whole(std::string key, int value, int usual) {
    return value == usual ? *this : node(std::move(key), Node::of(std::int64_t{value}));
}

MapWriter& MapWriter::truth(std::string key, bool value, bool usual) {
    return value == usual ? *this : node(std::move(key), Node::of(value));
}

}  // namespace services
