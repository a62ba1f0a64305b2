#pragma once
/// Who mends outside the house, and how they are told. Values and rules, no I/O.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "areas/fault_reports/report.h"
#include "areas/fault_reports/their_attribute.h"
#include "engines/area/case_id.h"
#include "engines/cases/case.h"
#include "foundation/base/enum_names.h"

namespace fault_reports {

using ReceiverId = Id<struct ReceiverTag>;
using HandedId = Id<struct HandedTag>;

/// Lets staff keep the list of who mends outside the house.
inline constexpr Permission may_keep_receivers{"fault_reports.receivers"};

/// link: an address to a page with what they have; email: a mail with that address for each; open311: their own system is told.
enum class Way { link, email, open311 };

/// A category that they take.
struct Takes {
    std::string service;
    bool is_automatic = false;  ///< handed over as it comes in
    std::string their_code{};   ///< Open311: their category for it
    bool operator==(const Takes&) const = default;
};
/// A category of theirs.
struct TheirService {
    std::string code, name;
    std::vector<TheirAttribute> attributes{};  ///< what they ask of it
    bool operator==(const TheirService&) const = default;
};

struct Receiver {
    ReceiverId id{};
    std::string name;
    Way way = Way::link;
    Language language = Language::sv;
    std::string email{};
    std::vector<std::string> districts{};  ///< none: the whole town
    std::vector<Takes> takes{};
    // Open311
    std::string endpoint{}, jurisdiction{}, key{};
    std::string format = "json";
    std::vector<TheirService> services{};
    std::optional<Timestamp> asked_at{};  ///< when they were asked for these
    std::string problem{};                ///< a text key: why they were not told
    bool is_ended = false;

    /// How they take such a report; nothing when they do not. By Open311 only what their own category is known of.
    const Takes* takes_in(std::string_view service, std::string_view district) const;
    /// What their own system asks of such a report; nothing by other ways.
    std::vector<TheirAttribute> asks_of(std::string_view service, std::string_view district) const;
};

/// As it is typed. `takes` holds services; `automatic` those of them that are handed over as they come in; `codes` beside `takes`.
struct ReceiverForm {
    std::string name{}, way{"link"}, language{"sv"}, email{}, districts{}, endpoint{}, jurisdiction{};
    std::string key{};  ///< "" keeps the one that is there
    std::vector<std::string> takes{}, automatic{};
    std::vector<Takes> codes{};  ///< service and their_code alone
};
ReceiverForm form_of(const Receiver&);
/// `before` keeps what no form asks for. Invalid with what to do at each field.
Result<Receiver> checked(const ReceiverForm&, const Categories&, const Receiver& before);

/// waiting, sending, unknown and refused are of Open311: to be sent; on its way; nobody knows whether it came; they said no.
enum class HandedState { waiting, sending, unknown, refused, sent, begun, done, not_ours, taken_back };
/// They have it, as far as we know.
constexpr bool is_with_them(HandedState state) { return state == HandedState::sent || state == HandedState::begun; }

struct Handed {
    HandedId id{};
    CaseId of{};
    ReceiverId receiver{};
    HandedState state = HandedState::sent;
    std::string said{};  ///< what they are told; "" when the case is disposed of
    std::optional<DocumentId> picture{};
    Timestamp handed_at{};
    int attempts = 0;
    std::optional<Timestamp> next_at{};
    std::string problem{};  ///< a text key
    std::string their_id{}, their_token{}, heard{};
    std::optional<Timestamp> ended_at{};
    std::vector<AttributeAnswer> attributes{};  ///< what they have asked besides; none when the case is disposed of
};

/// When they are asked again after so many failures in a row: a quarter of an hour, doubled each time, never more than a day.
std::int64_t pause_after(int failures);

/// How long an address to their page works, and how long before its end they get a new one.
inline constexpr std::int64_t link_lasts = 180 * microseconds_a_day, link_is_renewed = 30 * microseconds_a_day;

}  // namespace fault_reports

template <>
inline constexpr EnumNames<fault_reports::Way, 3> names_of<fault_reports::Way> = {
    {{fault_reports::Way::link, "link"}, {fault_reports::Way::email, "email"}, {fault_reports::Way::open311, "open311"}}};
template <>
inline constexpr EnumNames<fault_reports::HandedState, 9> names_of<fault_reports::HandedState> = {{
    {fault_reports::HandedState::waiting, "waiting"},
    {fault_reports::HandedState::sending, "sending"},
    {fault_reports::HandedState::unknown, "unknown"},
    {fault_reports::HandedState::refused, "refused"},
    {fault_reports::HandedState::sent, "sent"},
    {fault_reports::HandedState::begun, "begun"},
    {fault_reports::HandedState::done, "done"},
    {fault_reports::HandedState::not_ours, "not_ours"},
    {fault_reports::HandedState::taken_back, "taken_back"},
}};
