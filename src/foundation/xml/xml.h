#pragma once
/// XML documents for programs that read them, and of programs that answer so (pugixml).
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace xml {

class Document;

/// An element of a document, as long as that lives.
class Element {
public:
    Element add(std::string_view name);
    /// Characters that XML 1.0 cannot carry become spaces.
    void set(std::string_view words);

private:
    friend class Document;
    explicit Element(void* node) : node_(node) {}
    void* node_;
};

class Document {
public:
    explicit Document(std::string_view root);
    ~Document();
    Document(const Document&) = delete;
    Document& operator=(const Document&) = delete;

    Element root();
    /// With the declaration, in UTF-8.
    std::string text() const;

private:
    struct Tree;
    std::unique_ptr<Tree> tree_;
};

/// An element that somebody else has written.
struct Read {
    std::string name;
    std::string text{};  ///< its own, without spaces around it
    std::vector<Read> inside{};

    /// The first of that name; null pointer when there is none.
    const Read* find(std::string_view wanted) const;
    /// The words of the first of that name; "" when there is none.
    std::string_view words(std::string_view wanted) const;
};
/// The root, without attributes; nothing when it is not XML or goes deeper than 32. Document types and their entities are not followed.
std::optional<Read> parse(std::string_view);

}  // namespace xml
