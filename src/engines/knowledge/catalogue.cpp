/// catalogue/articles/*.yaml: one file a subject, named after it.
#include <stdexcept>

#include "engines/knowledge/embedded.h"  // articles(), made by the build
#include "engines/knowledge/knowledge.h"
#include "foundation/yaml/yaml.h"

namespace knowledge {
namespace {

forms::Words words(const yaml::Node& node) { return {node["sv"].text(), node["en"].text()}; }

CarriedArticle article(const yaml::Node& node, Subject subject) {
    CarriedArticle made{.unit = node["unit"].text(),
                        .subject = subject,
                        .audience = from_name<Audience>(node["audience"].text_or("everybody")).value_or(Audience::staff),
                        .text = {.title = words(node["title"]),
                                 .body = words(node["body"]),
                                 .for_staff = node["for_staff"].text(),
                                 .keywords = node["keywords"].text(),
                                 .service = node["service"].text()}};
    if (made.text.title.sv.empty() || made.text.title.en.empty() || made.text.body.sv.empty() || made.text.body.en.empty())
        throw std::logic_error("an article of the catalogue lacks words in one language, line " + std::to_string(node.line()));
    return made;
}

std::vector<CarriedArticle> read_all() {
    std::vector<CarriedArticle> all;
    for (const auto& file : embedded::articles()) {
        const auto subject = from_name<Subject>(file.name.substr(0, file.name.find('.')));
        const auto parsed = yaml::parse(file.content);
        if (!parsed || !subject) throw std::logic_error("catalogue/articles: " + std::string(file.name));
        for (const auto& node : parsed->items()) all.push_back(article(node, *subject));
    }
    return all;
}

}  // namespace

const std::vector<CarriedArticle>& carried_articles() {
    static const auto all = read_all();
    return all;
}

}  // namespace knowledge
