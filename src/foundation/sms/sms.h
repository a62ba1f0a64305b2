#pragma once
/// Text messages (SMS), through a gateway that takes JSON over HTTPS (docs/operate.md).
#include <optional>
#include <string>
#include <string_view>

#include "foundation/base/result.h"

namespace sms {

struct Message {
    std::string to;  ///< as mobile_number gives it
    std::string text;
    std::string id;                 ///< the same at each attempt, another when a person sends again: a gateway sends once an id
    std::string receipt_address{};  ///< where the gateway tells whether the telephone got it
};

struct Settings {
    std::string gateway{};  ///< "https://…"; empty: no text messages
    std::string token{};
    std::string sender{};  ///< what the telephone shows as from whom
};

/// Letters and figures, at most eleven: more, or other, is cut or refused on the way.
bool is_fit_sender(std::string_view);

/// "+46701740605" from "070-174 06 05": Swedish mobile numbers, and foreign ones with their +. Nothing for what is none.
std::optional<std::string> mobile_number(std::string_view typed);

/// How many messages it is paid for as: 160 characters of the telephones' own alphabet (å, ä, ö are in it), or 70 of any other; a little
/// less each when they are joined (3GPP TS 23.038 and 23.040).
int parts(std::string_view text);

/// The text_key of a failure when the gateway certainly has not taken it.
inline constexpr std::string_view not_taken = "not_taken";
/// The gateway's own name for it, "" when it gave none. conflict when it will never take it; unavailable with `not_taken` when trying
/// again later may help, and unavailable without when nobody knows whether it was taken.
Result<std::string> send(const Settings&, const Message&);

}  // namespace sms
