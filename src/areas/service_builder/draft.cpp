#include "areas/service_builder/draft.h"

namespace service_builder {

std::string empty_definition(std::string_view id) {
    const auto words = [] { return yaml::Node::of({{"sv", yaml::Node::of("")}, {"en", yaml::Node::of("")}}); };
    const auto page = yaml::Node::of({{"id", yaml::Node::of("first")}, {"title", words()}});
    return yaml::to_yaml(yaml::Node::of({{"id", yaml::Node::of(std::string(id))},
                                         {"version", yaml::Node::of(std::int64_t{1})},
                                         {"title", words()},
                                         {"icon", yaml::Node::of("file-text")},
                                         {"applicant", yaml::Node::of("person")},
                                         {"sign_in", yaml::Node::of("optional")},
                                         {"form", yaml::Node::of({{"pages", yaml::Node::of(std::vector{page})}})},
                                         {"flow", yaml::Node::of("decision")}}));
}

std::string words_in(const yaml::Node& words, Language language) {
    if (words.is_text()) return words.text();
    const auto& wanted = words[to_code(language)].text();
    return wanted.empty() ? words["sv"].text() : wanted;
}

std::string name_of(const yaml::Node& part, Language language) {
    for (const auto* key : {"label", "title", "text", "message"})
        if (auto name = words_in(part[key], language); !name.empty()) return name;
    for (const auto* key : {"when", "ref", "id"})
        if (const auto& name = part[key].text(); !name.empty()) return name;
    return "";
}

}  // namespace service_builder
