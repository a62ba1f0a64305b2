#pragma once
/// A message to somebody about a case. Values only.
#include <optional>
#include <string>

#include "engines/area/case_id.h"
#include "engines/identity/visitor.h"
#include "engines/privacy/privacy.h"
#include "foundation/base/enum_names.h"
#include "foundation/base/time.h"
#include "foundation/texts/texts.h"

using MessageId = Id<struct NotifyMessageTag>;
using BundleId = Id<struct NotifyBundleTag>;

namespace notify {

/// letter: printed by staff, many at a time (print.h).
enum class Channel { email, sms, digital_post, letter };

/// unknown: it may have been taken, but the answer was lost, and sending again could reach the person twice. A person decides.
/// not_configured: the municipality has no way out for it yet; it leaves when there is one. needs_address: a letter to nowhere.
enum class State { waiting, sending, sent, delivered, refused, unknown, not_configured, needs_address };

/// The case that the message tells of.
struct About {
    CaseId id{};
    std::string number;
    UnitId unit{};
    KeyId key{};
};

/// A PDF in the files store.
struct Enclosure {
    std::string hash{}, digest{}, name{};
};

/// What is sealed with the case's key.
struct Content {
    std::string name;     ///< to whom
    std::string address;  ///< e-mail address, mobile number, personal number, or the lines under the name
    std::string subject;
    std::string text;
    Language language = Language::sv;
    Enclosure enclosed{};   ///< goes along in digital mailboxes and letters
    std::string answers{};  ///< e-mail: the Message-ID of the letter that a person has answered
};

/// The occasion of what a person of the contact centre has written: it goes the way its reader wrote, and belongs to no case
/// (About::id is 0, the number and the key are the contact's).
inline constexpr std::string_view contact_answered = "contact_answered";

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
    std::optional<BundleId> bundle{};  ///< that it was printed with
};

}  // namespace notify

template <>
inline constexpr EnumNames<notify::Channel, 4> names_of<notify::Channel> = {{
    {notify::Channel::email, "email"},
    {notify::Channel::sms, "sms"},
    {notify::Channel::digital_post, "digital_post"},
    {notify::Channel::letter, "letter"},
}};

template <>
inline constexpr EnumNames<notify::State, 8> names_of<notify::State> = {{
    {notify::State::waiting, "waiting"},
    {notify::State::sending, "sending"},
    {notify::State::sent, "sent"},
    {notify::State::delivered, "delivered"},
    {notify::State::refused, "refused"},
    {notify::State::unknown, "unknown"},
    {notify::State::not_configured, "not_configured"},
    {notify::State::needs_address, "needs_address"},
}};
