#pragma once
#include <string>
#include <string_view>

namespace case_desk {

inline constexpr std::string_view my_queue_address = "/handlaggning";
inline constexpr std::string_view unassigned_address = "/handlaggning/ofordelade";
inline constexpr std::string_view all_address = "/handlaggning/alla";
inline constexpr std::string_view to_approve_address = "/handlaggning/att-godkanna";

inline constexpr std::string_view messages_address = "/handlaggning/utskick";

inline std::string case_address(std::string_view number, std::string_view part = "") {
    std::string address = "/handlaggning/arenden/" + std::string(number);
    if (!part.empty()) address.append("/").append(part);
    return address;
}

}  // namespace case_desk
