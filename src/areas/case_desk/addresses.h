#pragma once
#include <string>
#include <string_view>

#include "areas/case_desk/batch.h"
#include "areas/case_desk/screen.h"
#include "engines/notify/message.h"

namespace case_desk {

inline constexpr std::string_view my_queue_address = "/handlaggning";
inline constexpr std::string_view unassigned_address = "/handlaggning/ofordelade";
inline constexpr std::string_view all_address = "/handlaggning/alla";
inline constexpr std::string_view to_approve_address = "/handlaggning/att-godkanna";
inline constexpr std::string_view watched_address = "/handlaggning/bevakade";
inline constexpr std::string_view person_asked_address = "/handlaggning/omprovningar";
inline constexpr std::string_view ticked_address = "/handlaggning/markerade";
inline constexpr std::string_view tasks_address = "/handlaggning/uppgifter";
inline constexpr std::string_view consultations_address = "/handlaggning/remisser";

inline constexpr std::string_view alarms_address = "/handlaggning/larm";
inline constexpr std::string_view conflicts_address = "/handlaggning/jav";
inline constexpr std::string_view meetings_address = "/handlaggning/namnd";

inline constexpr std::string_view messages_address = "/handlaggning/utskick";
inline constexpr std::string_view letters_address = "/handlaggning/utskick/brev";

inline std::string case_address(std::string_view number, std::string_view part = "") {
    std::string address = "/handlaggning/arenden/" + std::string(number);
    if (!part.empty()) address.append("/").append(part);
    return address;
}

inline std::string meeting_address(UnitId committee, Date on) {
    return std::string(meetings_address) + "/" + std::to_string(committee.value) + "/" + to_iso(on);
}
/// What was decided in the committee's place.
inline std::string delegated_address(UnitId committee) {
    return std::string(meetings_address) + "/" + std::to_string(committee.value) + "/delegationsbeslut";
}
inline std::string report_address(UnitId committee, DelegationReportId report) {
    return delegated_address(committee) + "/" + std::to_string(report.value);
}
inline std::string search_address(SearchId id) { return "/handlaggning/sokningar/" + std::to_string(id.value); }
inline std::string batch_address(BatchId id) { return std::string(ticked_address) + "/" + std::to_string(id.value); }
/// Of a work list, without what is asked of it.
std::string list_address(const QueueScreen&);

/// The field for the address of one letter among several on a page.
inline std::string address_field(MessageId id) { return "address-" + std::to_string(id.value); }

/// The field for the text of one note among several on a page.
inline std::string note_field(std::int64_t note) { return "note-" + std::to_string(note); }

}  // namespace case_desk
