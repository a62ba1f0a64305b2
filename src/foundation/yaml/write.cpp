#include <yaml-cpp/emitter.h>
#include <yaml-cpp/emittermanip.h>

#include <algorithm>

#include "foundation/base/numbers.h"
#include "foundation/yaml/value.h"

namespace yaml {

struct Writer {
    using Value = Node::Value;
    YAML::Emitter out{};

    void write(const Node& node) {
        if (!node.exists() || node.is_empty()) out << YAML::Null;
        else if (node.is_list()) write_list(node);
        else if (node.is_map()) write_map(node);
        else write_text(node);
    }

private:
    /// Characters of a map or list that fits on one line; the words of a service in two languages do, a paragraph does not.
    static constexpr std::size_t one_line = 100;

    static bool fits_one_line(const Node& node) {
        std::size_t length = 0;
        for (const auto& key : node.keys()) length += key.size() + 2;
        for (const auto& item : node.value_->items) {
            if (!item.is_text() || item.text().find('\n') != std::string::npos) return false;
            length += item.text().size() + 2;
        }
        return length <= one_line;
    }

    void write_list(const Node& node) {
        if (fits_one_line(node)) out << YAML::Flow;
        out << YAML::BeginSeq;
        for (const auto& item : node.value_->items) write(item);
        out << YAML::EndSeq;
    }

    void write_map(const Node& node) {
        if (depth_++ > 0 && fits_one_line(node)) out << YAML::Flow;
        out << YAML::BeginMap;
        for (std::size_t i = 0; i < node.size(); ++i) {
            out << YAML::Key;
            write_words(node.value_->keys[i]);
            out << YAML::Value;
            write(node.value_->items[i]);
        }
        out << YAML::EndMap;
        --depth_;
    }

    void write_text(const Node& node) {
        if (node.value_->plain) out << node.text();
        else write_words(node.text());
    }

    // Quoted when it would else be read as a number, a truth value or nothing.
    void write_words(const std::string& words) {
        const bool looks_like_more = words == "true" || words == "false" || decimal_number(words).has_value();
        const bool has_line_ends = words.find('\n') != words.npos && words.front() != '\n' && words.front() != ' ' &&
                                   words.find(" \n") == words.npos && words.find("\n ") == words.npos;
        const auto is_control = [](char c) { return (static_cast<unsigned char>(c) < ' ' && c != '\n') || c == 127; };
        if (looks_like_more || std::any_of(words.begin(), words.end(), is_control)) out << YAML::DoubleQuoted << words;
        else if (has_line_ends && words.ends_with('\n') && !words.ends_with("\n\n")) out << YAML::Literal << words;
        else out << words;
    }

    int depth_ = 0;  ///< of maps: the file itself is never one line
};

std::string to_yaml(const Node& node) {
    Writer writer;
    writer.out.SetIndent(2);
    writer.write(node);
    return std::string(writer.out.c_str(), writer.out.size()) + "\n";
}

}  // namespace yaml
