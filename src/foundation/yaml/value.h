#pragma once
/// Inside of a node; only the .cpp files of this folder include it.
#include "foundation/yaml/yaml.h"

namespace yaml {

struct Node::Value {
    enum class Kind { empty, text, list, map } kind = Kind::empty;
    bool plain = false;  ///< written without quotes, so it may be a number or true
    int line = 0;
    std::size_t weight = 1;  ///< nodes inside, with every alias written out
    std::string text{};
    std::vector<Node> items{};        ///< of a list, or the values of a map
    std::vector<std::string> keys{};  ///< of a map
    std::vector<int> key_lines{};
};

}  // namespace yaml
