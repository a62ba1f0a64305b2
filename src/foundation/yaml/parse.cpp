#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/mark.h>
#include <yaml-cpp/parser.h>

#include <sstream>
#include <unordered_map>
#include <unordered_set>

#include "foundation/base/unicode.h"
#include "foundation/yaml/value.h"

namespace yaml {

static int line_in(const YAML::Mark& mark) { return mark.line + 1; }

/// Builds the tree from what yaml-cpp reads. Throws Problem, which never leaves this file.
struct Builder final : YAML::EventHandler {
    using Value = Node::Value;

    struct Open {
        Value value;
        YAML::anchor_t anchor;
        std::optional<std::string> key{};
        std::unordered_set<std::string> seen{};
    };
    std::vector<Open> open{};
    std::unordered_map<YAML::anchor_t, Node> anchors{};
    Node root{};
    std::size_t nodes = 0;

    void OnDocumentStart(const YAML::Mark&) override {}
    void OnDocumentEnd() override {}

    void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
        close({.kind = Value::Kind::empty, .line = line_in(mark)}, anchor, mark.line);
    }

    void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override {
        const auto found = anchors.find(anchor);
        if (found == anchors.end()) throw Problem{line_in(mark), "an alias stands inside what it names"};
        add(found->second, mark.line);
    }

    void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor, const std::string& text) override {
        refuse_tag(mark, tag);
        Value value{.kind = Value::Kind::text, .plain = tag == "?", .line = line_in(mark)};
        value.text = text;
        close(std::move(value), anchor, mark.line);
    }

    void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor, YAML::EmitterStyle::value) override {
        start(mark, tag, anchor, Value::Kind::list);
    }
    void OnSequenceEnd() override { end(); }
    void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor, YAML::EmitterStyle::value) override {
        start(mark, tag, anchor, Value::Kind::map);
    }
    void OnMapEnd() override { end(); }

private:
    static void refuse_tag(const YAML::Mark& mark, const std::string& tag) {
        if (!tag.empty() && tag != "?" && tag != "!") throw Problem{line_in(mark), "the tag " + tag + " is not allowed"};
    }

    void start(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor, Value::Kind kind) {
        refuse_tag(mark, tag);
        if (open.size() >= max_depth) throw Problem{line_in(mark), "too many levels inside each other"};
        open.push_back({{.kind = kind, .line = line_in(mark)}, anchor});
    }

    void end() {
        auto done = std::move(open.back());
        open.pop_back();
        close(std::move(done.value), done.anchor, done.value.line - 1);
    }

    void close(Value value, YAML::anchor_t anchor, int line) {
        if (++nodes > max_nodes) throw Problem{line + 1, "too many values in one file"};
        Node node(std::make_shared<const Value>(std::move(value)));
        if (anchor != 0) anchors.insert_or_assign(anchor, node);
        add(node, line);
    }

    void add(const Node& node, int line) {
        if (open.empty()) {
            root = node;
            return;
        }
        auto& [value, anchor, key, seen] = open.back();
        if (value.kind == Value::Kind::map && !key) {
            if (!node.is_text()) throw Problem{line + 1, "a key must be a text"};
            if (!seen.insert(node.text()).second) throw Problem{line + 1, "the key \"" + node.text() + "\" stands twice"};
            key = node.text();
            value.key_lines.push_back(line + 1);
            return;
        }
        if (key) value.keys.push_back(*std::exchange(key, std::nullopt));
        value.weight += node.value_->weight;
        if (value.weight > max_nodes) throw Problem{line + 1, "too many values, written out by aliases"};
        value.items.push_back(node);
    }
};

// yaml-cpp takes a lone \r for a letter.
static std::string with_plain_line_ends(std::string_view text) {
    std::string plain;
    plain.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i)
        if (text[i] != '\r') plain += text[i];
        else if (i + 1 == text.size() || text[i + 1] != '\n') plain += '\n';
    return plain;
}

/// yaml-cpp reads a NUL or a lone surrogate as the end of the text, and other control characters as letters.
static std::optional<Problem> strange_bytes(std::string_view text) {
    int line = 1;
    for (const char c : text) {
        if (c == '\n') ++line;
        else if (static_cast<unsigned char>(c) < ' ' && c != '\t' && c != '\r') return Problem{line, "a control character"};
    }
    return {};
}

tl::expected<Node, Problem> parse(std::string_view text) {
    if (text.size() > max_size) return tl::unexpected(Problem{1, "the file is larger than 1 MB"});
    if (!is_utf8(text)) return tl::unexpected(Problem{1, "the file is not UTF-8"});
    if (auto problem = strange_bytes(text)) return tl::unexpected(*std::move(problem));
    try {
        std::istringstream in{with_plain_line_ends(text)};
        YAML::Parser parser(in);
        Builder first;
        if (!parser.HandleNextDocument(first)) return tl::unexpected(Problem{1, "the file is empty"});
        Builder second;
        if (parser.HandleNextDocument(second)) return tl::unexpected(Problem{second.root.line(), "a second document in the same file"});
        return first.root;
    } catch (Problem& problem) { return tl::unexpected(std::move(problem)); } catch (const YAML::Exception& exception) {
        return tl::unexpected(Problem{exception.mark.line + 1, exception.msg});
    }
}

}  // namespace yaml
