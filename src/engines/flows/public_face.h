#pragma once
/// What anybody may see of a case of a flow: `follow: "/felanmalan/{number}"` in its YAML. Such a case says nothing of people; whoever
/// reported it follows it at that address, and its place stands on the public map.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace flows {

/// The path of a case's public page; nothing when its flow has none.
std::optional<std::string> public_page(std::string_view flow_yaml, std::string_view case_number);

/// `unit_by: [unit, about]` in its YAML: the first of these answers that is a unit gets the case. None when the service alone says it.
/// One that no question asks is for whoever sends in knowing more than the form.
std::vector<std::string> routing_answers(std::string_view flow_yaml);

}  // namespace flows
