#pragma once
/// YAML that staff write: services, decision tables, letters. Every node knows its line, so that an error can point at it.
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "foundation/base/result.h"

namespace yaml {

/// What is wrong in a file, for the one who wrote it.
struct Problem {
    int line = 0;  ///< from 1
    std::string message;
};

/// A value in the file, or a missing one: looking inside what is missing gives missing again. Cheap to copy; never changes.
class Node {
public:
    Node() = default;
    static Node of(std::string text);
    static Node of(std::int64_t);
    static Node of(double);
    static Node of(bool);
    static Node of(std::vector<Node> items);
    static Node of(std::vector<std::pair<std::string, Node>> members);
    static Node of(const char* text) { return of(std::string(text)); }
    /// A number or true as it would be written without quotes; any other words are text.
    static Node plain(std::string words);

    bool exists() const { return value_ != nullptr; }
    bool is_empty() const;  ///< `key:` with nothing after it, or ~
    bool is_text() const;   ///< any single value, also a number
    bool is_list() const;
    bool is_map() const;
    int line() const;  ///< from 1; 0 when missing or made by the program

    /// The value of a key; missing when there is none or this is no map.
    Node operator[](std::string_view key) const;
    const std::vector<Node>& items() const;        ///< of a list; else none
    const std::vector<std::string>& keys() const;  ///< of a map in the order written; else none
    int line_of(std::string_view key) const;       ///< where the key itself stands
    std::size_t size() const;                      ///< items or keys

    const std::string& text() const;  ///< "" when it is no single value
    std::string text_or(std::string_view otherwise) const;
    std::optional<std::int64_t> whole() const;  ///< 25; not "25" in quotes
    std::optional<double> number() const;       ///< 2.5 or 25
    std::optional<bool> yes_no() const;         ///< true, false; not yes, no, "true"

    /// The same values in the same order; where they stand in a file, and how, does not count.
    bool operator==(const Node&) const;

private:
    struct Value;
    friend struct Builder;
    friend struct Writer;
    explicit Node(std::shared_ptr<const Value> value) : value_(std::move(value)) {}
    std::shared_ptr<const Value> value_;
};

inline constexpr std::size_t max_size = 1 << 20;   ///< bytes of a file
inline constexpr std::size_t max_nodes = 100'000;  ///< counted with every alias written out
inline constexpr std::size_t max_depth = 64;

/// One document. A key twice in a map is a problem, and so are a second document and text that is not UTF-8.
tl::expected<Node, Problem> parse(std::string_view text);

/// Readable YAML that parses to the same values: short maps and lists of single values stand on one line. Ends with a line end.
std::string to_yaml(const Node&);

}  // namespace yaml
