#include <libxml/HTMLparser.h>

#include <algorithm>
#include <array>
#include <memory>

#include "foundation/mail_in/message.h"

namespace mail_in {
namespace {

constexpr int deepest = 200;
using Name = std::string_view;

Name name_of(const xmlNode& node) { return node.name == nullptr ? Name() : Name(reinterpret_cast<const char*>(node.name)); }

template <std::size_t Count>
bool is_one_of(Name name, const std::array<Name, Count>& names) {
    return std::ranges::find(names, name) != names.end();
}

constexpr std::array<Name, 7> unseen = {"script", "style", "head", "title", "template", "noscript", "object"};
constexpr std::array<Name, 14> blocks = {"p", "div", "br", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "table", "hr"};

void add_words(std::string& out, Name words) {
    for (const char c : words) {
        const bool is_space = c == ' ' || c == '\t' || c == '\n' || c == '\r';
        if (!is_space) out += c;
        else if (!out.empty() && out.back() != ' ' && out.back() != '\n') out += ' ';
    }
}

void end_line(std::string& out) {
    while (!out.empty() && out.back() == ' ') out.pop_back();
    if (!out.empty() && !out.ends_with("\n\n")) out += '\n';
}

void add(std::string& out, const xmlNode* node, int depth) {
    for (; node != nullptr && depth < deepest; node = node->next) {
        if (node->type == XML_TEXT_NODE && node->content != nullptr) add_words(out, reinterpret_cast<const char*>(node->content));
        if (node->type != XML_ELEMENT_NODE || is_one_of(name_of(*node), unseen)) continue;
        add(out, node->children, depth + 1);
        if (is_one_of(name_of(*node), blocks)) end_line(out);
    }
}

}  // namespace

std::string text_of_html(std::string_view utf8) {
    constexpr int options = HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET;
    const std::unique_ptr<xmlDoc, decltype(&xmlFreeDoc)> document(
        htmlReadMemory(utf8.data(), static_cast<int>(utf8.size()), nullptr, "UTF-8", options), xmlFreeDoc);
    std::string out;
    if (document) add(out, xmlDocGetRootElement(document.get()), 0);
    return out;
}

}  // namespace mail_in
