#include <algorithm>

#include "foundation/base/numbers.h"
#include "foundation/yaml/value.h"

namespace yaml {

Node Node::of(std::string text) {
    Value value{.kind = Value::Kind::text};
    value.text = std::move(text);
    return Node(std::make_shared<const Value>(std::move(value)));
}

Node Node::of(std::int64_t number) {
    Value value{.kind = Value::Kind::text, .plain = true};
    value.text = std::to_string(number);
    return Node(std::make_shared<const Value>(std::move(value)));
}

Node Node::of(double number) {
    Value value{.kind = Value::Kind::text, .plain = true};
    value.text = plain_number(number);
    return Node(std::make_shared<const Value>(std::move(value)));
}

Node Node::of(bool yes) {
    Value value{.kind = Value::Kind::text, .plain = true};
    value.text = yes ? "true" : "false";
    return Node(std::make_shared<const Value>(std::move(value)));
}

Node Node::of(std::vector<Node> items) {
    Value value{.kind = Value::Kind::list};
    value.items = std::move(items);
    return Node(std::make_shared<const Value>(std::move(value)));
}

Node Node::of(std::vector<std::pair<std::string, Node>> members) {
    Value value{.kind = Value::Kind::map};
    for (auto& [key, member] : members) {
        value.keys.push_back(std::move(key));
        value.key_lines.push_back(0);
        value.items.push_back(std::move(member));
    }
    return Node(std::make_shared<const Value>(std::move(value)));
}

Node Node::plain(std::string words) {
    Value value{.kind = Value::Kind::text, .plain = true};
    value.text = std::move(words);
    Node node(std::make_shared<const Value>(std::move(value)));
    return node.number() || node.yes_no() ? node : of(node.text());
}

bool Node::is_empty() const { return value_ && value_->kind == Value::Kind::empty; }
bool Node::is_text() const { return value_ && value_->kind == Value::Kind::text; }
bool Node::is_list() const { return value_ && value_->kind == Value::Kind::list; }
bool Node::is_map() const { return value_ && value_->kind == Value::Kind::map; }
int Node::line() const { return value_ ? value_->line : 0; }

static std::optional<std::size_t> place_of(const std::vector<std::string>& keys, std::string_view key) {
    const auto found = std::find(keys.begin(), keys.end(), key);
    if (found == keys.end()) return {};
    return static_cast<std::size_t>(found - keys.begin());
}

Node Node::operator[](std::string_view key) const {
    const auto place = place_of(keys(), key);
    return place ? value_->items[*place] : Node{};
}

int Node::line_of(std::string_view key) const {
    const auto place = place_of(keys(), key);
    return place ? value_->key_lines[*place] : 0;
}

const std::vector<Node>& Node::items() const {
    static const std::vector<Node> none;
    return is_list() ? value_->items : none;
}

const std::vector<std::string>& Node::keys() const {
    static const std::vector<std::string> none;
    return value_ ? value_->keys : none;
}

std::size_t Node::size() const { return value_ ? value_->items.size() : 0; }

const std::string& Node::text() const {
    static const std::string none;
    return value_ ? value_->text : none;
}

std::string Node::text_or(std::string_view otherwise) const { return is_text() ? value_->text : std::string(otherwise); }

std::optional<std::int64_t> Node::whole() const {
    if (!is_text() || !value_->plain) return {};
    return whole_number(value_->text);
}

std::optional<double> Node::number() const {
    if (!is_text() || !value_->plain || value_->text.find_first_of(", ") != std::string::npos) return {};
    return decimal_number(value_->text);
}

std::optional<bool> Node::yes_no() const {
    if (!is_text() || !value_->plain) return {};
    if (value_->text == "true") return true;
    if (value_->text == "false") return false;
    return {};
}

bool Node::operator==(const Node& other) const {
    if (value_ == other.value_) return true;
    if (!value_ || !other.value_ || value_->kind != other.value_->kind) return false;
    if (is_text()) return text() == other.text() && number() == other.number() && yes_no() == other.yes_no();
    return value_->keys == other.value_->keys && value_->items == other.value_->items;
}

}  // namespace yaml
