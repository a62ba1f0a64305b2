#include "foundation/xml/xml.h"

#include <pugixml.hpp>
#include <sstream>

namespace xml {
namespace {

pugi::xml_node node_of(void* node) { return pugi::xml_node(static_cast<pugi::xml_node_struct*>(node)); }

bool is_allowed(char c) { return static_cast<unsigned char>(c) >= 0x20 || c == '\n' || c == '\t' || c == '\r'; }

/// XML 1.0 2.2: UTF-8 of U+FFFE and U+FFFF. Other text of ours is UTF-8 without surrogates.
constexpr std::string_view no_characters[] = {"\xEF\xBF\xBE", "\xEF\xBF\xBF"};

void* append(pugi::xml_node to, std::string_view name) {
    auto made = to.append_child(pugi::node_element);
    made.set_name(std::string(name).c_str());
    return made.internal_object();
}

}  // namespace

struct Document::Tree {
    pugi::xml_document document;
};

Element Element::add(std::string_view name) { return Element(append(node_of(node_), name)); }

void Element::set(std::string_view words) {
    std::string allowed(words);
    for (auto& c : allowed)
        if (!is_allowed(c)) c = ' ';
    for (const auto none : no_characters)
        for (auto at = allowed.find(none); at != std::string::npos; at = allowed.find(none)) allowed.replace(at, none.size(), " ");
    node_of(node_).text().set(allowed.c_str());
}

Document::Document(std::string_view root) : tree_(std::make_unique<Tree>()) { append(tree_->document, root); }
Document::~Document() = default;

Element Document::root() { return Element(tree_->document.document_element().internal_object()); }

std::string Document::text() const {
    std::ostringstream out;
    out << R"(<?xml version="1.0" encoding="utf-8"?>)" << '\n';
    tree_->document.save(out, "", pugi::format_raw | pugi::format_no_declaration, pugi::encoding_utf8);
    return out.str();
}

const Read* Read::find(std::string_view wanted) const {
    for (const auto& one : inside)
        if (one.name == wanted) return &one;
    return nullptr;
}
std::string_view Read::words(std::string_view wanted) const {
    const auto* found = find(wanted);
    return found ? std::string_view(found->text) : std::string_view();
}

static constexpr int deepest = 32;

/// Nothing when it goes too deep.
static std::optional<Read> read(pugi::xml_node node, int depth) {
    if (depth > deepest) return std::nullopt;
    Read made{.name = node.name(), .text = node.text().get()};
    for (const auto child : node.children()) {
        if (child.type() != pugi::node_element) continue;
        auto inside = read(child, depth + 1);
        if (!inside) return std::nullopt;
        made.inside.push_back(*std::move(inside));
    }
    return made;
}

std::optional<Read> parse(std::string_view bytes) {
    pugi::xml_document document;
    const auto parsed = document.load_buffer(bytes.data(), bytes.size(), pugi::parse_default | pugi::parse_trim_pcdata);
    if (!parsed || !document.document_element()) return std::nullopt;
    return read(document.document_element(), 1);
}

}  // namespace xml
