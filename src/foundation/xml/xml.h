#pragma once
/// XML documents for programs that read them (pugixml).
#include <memory>
#include <string>
#include <string_view>

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

}  // namespace xml
