#pragma once
/// Makes YAML nodes of values, in the order they are given. Only the .cpp files of this folder include it.
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engines/forms/definition.h"
#include "foundation/base/enum_names.h"
#include "foundation/yaml/yaml.h"

namespace services {

class MapWriter {
public:
    MapWriter& node(std::string key, yaml::Node node) {
        members_.emplace_back(std::move(key), std::move(node));
        return *this;
    }
    /// Empty texts, words, rules and lists are left out.
    MapWriter& text(std::string key, const std::string&);
    MapWriter& words(std::string key, const forms::Words&);
    MapWriter& rule(std::string key, const forms::Rule&);
    MapWriter& list(std::string key, std::vector<yaml::Node> items);
    MapWriter& texts(std::string key, const std::vector<std::string>&);
    MapWriter& number(std::string key, std::optional<double>);
    MapWriter& whole(std::string key, int value, int usual);
    MapWriter& truth(std::string key, bool value, bool usual);
    template <class Enum>
    MapWriter& name(std::string key, Enum value) {
        return node(std::move(key), yaml::Node::of(std::string(to_name(value))));
    }

    yaml::Node made() { return yaml::Node::of(std::move(members_)); }

private:
    std::vector<std::pair<std::string, yaml::Node>> members_{};
};

/// The same in both languages: one text.
yaml::Node words_node(const forms::Words&);
template <class Items, class Write>
std::vector<yaml::Node> nodes_of(const Items& items, Write write) {
    std::vector<yaml::Node> made;
    for (const auto& item : items) made.push_back(write(item));
    return made;
}
/// form: pages and checks, without the page contact.
yaml::Node form_node(const forms::Form&);

}  // namespace services
