#pragma once
/// What a municipality has decided for all its messages: when a text message may leave, and what each kind costs.
#include <cstdint>
#include <string>

#include "engines/notify/message.h"
#include "foundation/base/result.h"
#include "foundation/db/database.h"

namespace notify {

enum class SmsDays { working_days, all_days };

/// Swedish time. Nothing but text messages rests: a telephone rings, a mailbox does not.
struct SmsHours {
    std::int64_t from = 8, until = 20;
    SmsDays days = SmsDays::working_days;
    bool operator==(const SmsHours&) const = default;
};

/// Hundredths of a krona: an e-mail, a part of a text message (sms::parts), a digital letter, a letter on paper with its postage.
struct Prices {
    std::int64_t email = 0, sms = 0, digital_post = 0, letter = 0;
    bool operator==(const Prices&) const = default;
};

struct Settings {
    SmsHours sms{};
    Prices prices{};
    bool operator==(const Settings&) const = default;
};

Settings settings(db::Connection&);
void save(db::Connection&, const Settings&);

/// As somebody typed it: whole hours, kronor as "0,39".
struct SettingsForm {
    std::string sms_from, sms_until, sms_days;
    std::string price_email, price_sms, price_digital_post, price_letter;
};
SettingsForm form_of(const Settings&);
Result<Settings> checked(const SettingsForm&);

/// When a text message may leave.
Timestamp sms_may_leave(const SmsHours&, Timestamp);
std::int64_t price_of(const Prices&, const Message&);

}  // namespace notify

template <>
inline constexpr EnumNames<notify::SmsDays, 2> names_of<notify::SmsDays> = {{
    {notify::SmsDays::working_days, "working_days"},
    {notify::SmsDays::all_days, "all_days"},
}};
