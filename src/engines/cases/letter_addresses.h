#pragma once
/// Letters that have no address: a job asks the population register. To somebody with protected identity no address is ever written: the
/// letter goes by the Swedish Tax Agency's forwarding (förmedlingsuppdrag), which says so where the address would stand.
#include "engines/cases/notices.h"
#include "engines/notify/notify.h"
#include "engines/notify/print.h"

namespace cases {

/// In the same write as the letter is queued. Who has not proved who they are is left to a person: a number that was only typed may be a
/// stranger's, and the letter would go to their address.
void find_letter_address(const Change&, const Case&, const Party&, MessageId);
/// The job "cases.find_letter_address". Throws, to be run again later, when the register does not answer.
void run_finding_letter_address(Tenant&, const ::jobs::Job&);

struct ForwardedLetter {
    MessageId message{};
    std::string number;  ///< of the case
    Timestamp made_at{};
    bool is_printed = false;
};
/// Of cases in whose unit the account holds the rights: those to print first, then the newest. `after` is the last of the page before.
std::vector<ForwardedLetter> forwarded_letters(db::Connection&, AccountId, const notify::LetterRights&,
                                               const std::optional<ForwardedLetter>& after, int limit);
void forget_forwarded_letters(db::Connection&, CaseId);

}  // namespace cases

namespace cases::store {

void insert_forwarded_letter(db::Connection&, CaseId, MessageId);

}  // namespace cases::store
