#pragma once
/// Contacts of one matter. That the same telephone or e-mail stands in two says that it may be the same person: a person decides.
#include <vector>

#include "engines/contacts/contacts.h"

namespace contacts {

/// The others of its thread, oldest first, of the units where the account serves or answers.
std::vector<Contact> in_thread(db::Connection&, const Tenant&, AccountId, const Contact&);
/// Whether the telephone or the e-mail is of somebody who has written or called in it.
bool is_in_thread(db::Connection&, const Tenant&, ContactId thread, const Said&);
/// Of another thread, the one that it names itself first, then those by the same person, telephone or e-mail, no more than 60
/// days away: newest first.
std::vector<Contact> may_belong(db::Connection&, const Tenant&, AccountId, const Contact&, int limit);
/// Everything of both threads becomes one. Fault::not_found when the agent may not see one of them, or one is disposed of.
Result<void> join(db::Connection&, const Tenant&, const Visitor& by, ContactId, ContactId with);
/// It stands alone again; the others stay together.
Result<void> part(db::Connection&, const Tenant&, const Visitor& by, ContactId);

}  // namespace contacts
