#pragma once
/// Members of staff are told by e-mail when something about how they sign in has changed, or looks as if somebody else tried.
#include <string>
#include <string_view>
#include <vector>

#include "engines/area/area.h"
#include "foundation/base/enum_names.h"

namespace site {

enum class AccountEvent {
    password_changed,
    password_reset,
    email_changed,
    second_step_added,
    second_step_removed,
    passkey_added,
    passkey_removed,
    passkey_copied,
    code_used_twice,
    new_device
};

/// In the write of what it tells of; a job sends it. Who has no e-mail address is not told. `device`: "Firefox, Linux".
void tell_holder(db::Connection&, AccountId, AccountEvent, std::string_view device = {});
/// At the address that the account had: whoever has taken it over reads the new one.
void tell_of_new_email(db::Connection&, AccountId, std::string_view old_address);

std::vector<AreaJob> account_notice_jobs();

}  // namespace site

template <>
inline constexpr EnumNames<site::AccountEvent, 10> names_of<site::AccountEvent>{
    {{site::AccountEvent::password_changed, "password_changed"},
     {site::AccountEvent::password_reset, "password_reset"},
     {site::AccountEvent::email_changed, "email_changed"},
     {site::AccountEvent::second_step_added, "second_step_added"},
     {site::AccountEvent::second_step_removed, "second_step_removed"},
     {site::AccountEvent::passkey_added, "passkey_added"},
     {site::AccountEvent::passkey_removed, "passkey_removed"},
     {site::AccountEvent::passkey_copied, "passkey_copied"},
     {site::AccountEvent::code_used_twice, "code_used_twice"},
     {site::AccountEvent::new_device, "new_device"}}};
