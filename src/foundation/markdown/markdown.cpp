#include "foundation/markdown/markdown.h"

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>

#include <cstdlib>
#include <memory>
#include <vector>

namespace markdown {

using Document = std::unique_ptr<cmark_node, decltype(&cmark_node_free)>;
using Parser = std::unique_ptr<cmark_parser, decltype(&cmark_parser_free)>;
using Text = std::unique_ptr<char, decltype(&std::free)>;

static constexpr int options = CMARK_OPT_VALIDATE_UTF8 | CMARK_OPT_DEFAULT;

static void replace_by_text(cmark_node* html) {
    cmark_node* words = cmark_node_new(CMARK_NODE_TEXT);
    cmark_node_set_literal(words, cmark_node_get_literal(html));
    cmark_node* instead = words;
    if (cmark_node_get_type(html) == CMARK_NODE_HTML_BLOCK) {
        instead = cmark_node_new(CMARK_NODE_PARAGRAPH);
        cmark_node_append_child(instead, words);
    }
    cmark_node_replace(html, instead);
    cmark_node_free(html);
}

// Who writes "<b>" or "a <b and c> d" should see it, not wonder where it went.
static void show_raw_html_as_text(cmark_node* document) {
    std::vector<cmark_node*> found;
    std::unique_ptr<cmark_iter, decltype(&cmark_iter_free)> walk(cmark_iter_new(document), cmark_iter_free);
    while (cmark_iter_next(walk.get()) != CMARK_EVENT_DONE) {
        cmark_node* node = cmark_iter_get_node(walk.get());
        const auto type = cmark_node_get_type(node);
        if (type == CMARK_NODE_HTML_BLOCK || type == CMARK_NODE_HTML_INLINE) found.push_back(node);
    }
    for (auto* node : found) replace_by_text(node);
}

static Parser new_parser() {
    static const bool registered = (cmark_gfm_core_extensions_ensure_registered(), true);
    Parser parser(cmark_parser_new(options), cmark_parser_free);
    if (registered)
        for (const auto* name : {"table", "autolink", "strikethrough"})
            cmark_parser_attach_syntax_extension(parser.get(), cmark_find_syntax_extension(name));
    return parser;
}

static Document parsed(cmark_parser& parser, std::string_view text) {
    cmark_parser_feed(&parser, text.data(), text.size());
    Document document(cmark_parser_finish(&parser), cmark_node_free);
    show_raw_html_as_text(document.get());
    return document;
}

std::string to_html(std::string_view text) {
    const auto parser = new_parser();
    const auto document = parsed(*parser, text);
    const Text html(cmark_render_html(document.get(), options, cmark_parser_get_syntax_extensions(parser.get())), std::free);
    return html.get();
}

std::string to_plain_text(std::string_view text) {
    const auto parser = new_parser();
    const auto document = parsed(*parser, text);
    const Text plain(cmark_render_plaintext(document.get(), options, 0), std::free);
    return plain.get();
}

}  // namespace markdown
