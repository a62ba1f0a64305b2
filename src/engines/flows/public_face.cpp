#include "engines/flows/public_face.h"

#include "foundation/yaml/yaml.h"

namespace flows {

std::optional<std::string> public_page(std::string_view flow_yaml, std::string_view case_number) {
    // Most flows have none: they are not read.
    if (flow_yaml.find("\nfollow:") == flow_yaml.npos) return std::nullopt;
    const auto root = yaml::parse(flow_yaml);
    auto path = root ? (*root)["follow"].text() : "";
    constexpr std::string_view place = "{number}";
    const auto at = path.find(place);
    if (at == path.npos) return std::nullopt;
    return path.replace(at, place.size(), case_number);
}

std::vector<std::string> routing_answers(std::string_view flow_yaml) {
    std::vector<std::string> answers;
    if (flow_yaml.find("\nunit_by:") == flow_yaml.npos) return answers;
    if (const auto root = yaml::parse(flow_yaml))
        for (const auto& answer : (*root)["unit_by"].items()) answers.push_back(answer.text());
    return answers;
}

}  // namespace flows
