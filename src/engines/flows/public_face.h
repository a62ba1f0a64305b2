#pragma once
/// What anybody may see of a case of a flow: `follow: "/felanmalan/{number}"` in its YAML. Such a case says nothing of people; whoever
/// reported it follows it at that address, and its place stands on the public map.
#include <optional>
#include <string>
#include <string_view>

namespace flows {

/// The path of a case's public page; nothing when its flow has none.
std::optional<std::string> public_page(std::string_view flow_yaml, std::string_view case_number);

/// `unit_by: about` in its YAML: the answer to that question is the unit that gets the case. Nothing when the service alone says it.
std::optional<std::string> routing_question(std::string_view flow_yaml);

}  // namespace flows
