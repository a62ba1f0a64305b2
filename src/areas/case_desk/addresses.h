#pragma once
#include <string>
#include <string_view>

#include "engines/notify/message.h"

namespace case_desk {

inline constexpr std::string_view my_queue_address = "/handlaggning";
inline constexpr std::string_view unassigned_address = "/handlaggning/ofordelade";
inline constexpr std::string_view all_address = "/handlaggning/alla";
inline constexpr std::string_view to_approve_address = "/handlaggning/att-godkanna";

inline constexpr std::string_view messages_address = "/handlaggning/utskick";
inline constexpr std::string_view letters_address = "/handlaggning/utskick/brev";

inline std::string case_address(std::string_view number, std::string_view part = "") {
    std::string address = "/handlaggning/arenden/" + std::string(number);
    if (!part.empty()) address.append("/").append(part);
    return address;
}

/// The field for the address of one letter among several on a page.
inline std::string address_field(MessageId id) { return "address-" + std::to_string(id.value); }

}  // namespace case_desk
