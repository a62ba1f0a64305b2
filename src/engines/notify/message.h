#pragma once
/// A message to somebody about a case. Values only.
#include <optional>
#include <string>

#include "engines/area/case_id.h"
#include "engines/identity/visitor.h"
#include "engines/privacy/privacy.h"
#include "foundation/base/enum_names.h"
#include "foundation/base/time.h"

using MessageId = Id<struct NotifyMessageTag>;

namespace notify {

enum class Channel { email, sms };

/// unknown: it may have been taken, but the answer was lost, and sending again could reach the person twice. A person decides.
enum class State { waiting, sending, sent, delivered, refused, unknown };

/// The case that the message tells of.
struct About {
    CaseId id{};
    std::string number;
    UnitId unit{};
    KeyId key{};
};

/// What is sealed with the case's key.
struct Content {
    std::string name;     ///< to whom
    std::string address;  ///< e-mail address, or mobile number
    std::string subject;
    std::string text;
};

struct Message {
    MessageId id{};
    About about;
    std::int64_t party = 0;
    std::string occasion;
    Channel channel{};
    Content content{};  ///< empty when the case is disposed of, and in lists
    State state = State::waiting;
    int attempts = 0;
    std::string receipt{};
    std::int64_t cost_ore = 0;
    Timestamp created_at{};
    std::optional<Timestamp> sent_at{}, delivered_at{};
};

}  // namespace notify

template <>
inline constexpr EnumNames<notify::Channel, 2> names_of<notify::Channel> = {{
    {notify::Channel::email, "email"},
    {notify::Channel::sms, "sms"},
}};

template <>
inline constexpr EnumNames<notify::State, 6> names_of<notify::State> = {{
    {notify::State::waiting, "waiting"},
    {notify::State::sending, "sending"},
    {notify::State::sent, "sent"},
    {notify::State::delivered, "delivered"},
    {notify::State::refused, "refused"},
    {notify::State::unknown, "unknown"},
}};
