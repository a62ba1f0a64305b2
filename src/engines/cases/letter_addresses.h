#pragma once
/// Letters that have no address: a job asks the population register. To somebody with protected identity no address is ever written: the
/// letter goes by the Swedish Tax Agency's forwarding (förmedlingsuppdrag), which says so where the address would stand.
#include "engines/cases/notices.h"
#include "engines/notify/notify.h"

namespace cases {

/// In the same write as the letter is queued.
void find_letter_address(const Change&, const Case&, const Party&, MessageId);
/// The job "cases.find_letter_address". Throws, to be run again later, when the register does not answer.
void run_finding_letter_address(Tenant&, const ::jobs::Job&);

struct ForwardedLetter {
    MessageId message{};
    CaseId of{};
    Timestamp made_at{};
};
/// The newest first, of all units: the caller asks of each case whether its reader may see it.
std::vector<ForwardedLetter> forwarded_letters(db::Connection&, int limit);
bool is_forwarded(db::Connection&, MessageId);
void forget_forwarded_letters(db::Connection&, CaseId);

}  // namespace cases
