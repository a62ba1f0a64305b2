#pragma once
/// What the parties are told by e-mail, SMS or letter (engines/notify): that something happened, never what it says. They read it signed
/// in. Of a case with a public page, which nobody needs to sign in for, whoever has no page of their own is told what was written, too.
#include "engines/area/tenant.h"
#include "engines/cases/case.h"
#include "engines/cases/work.h"
#include "engines/notify/notify.h"
#include "engines/notify/words.h"
#include "foundation/base/enum_names.h"
#include "foundation/jobs/jobs.h"

namespace cases {

enum class Notice {
    received,
    supplement_requested,
    reminded,
    message,
    decision,
    registered,
    all_signed,
    signature_declined,
    signatures_overdue,
    delayed,
    merged,  ///< goes on in another case
    unmerged,
    request_refused,  ///< that the case be decided
    consent_taken_back,
    representative_changed,
};

/// How a party wants to be told: as the person has chosen, or by what was given in the case.
std::vector<notify::Way> ways_to(db::Connection&, const Tenant&, const Case&, const Party&);
/// The program's own, with names in braces.
notify::Words standard_words(const Texts& of_cases, Notice);
/// A message to each party, in the same transaction as what it tells of.
void queue_notice(const Change&, CaseId, Notice);
/// The job "cases.notify" of versions before engines/notify: one that they queued is told by a message of ours, once.
void pass_on_notice(Tenant&, const ::jobs::Job&);

}  // namespace cases

template <>
inline constexpr EnumNames<cases::Notice, 15> names_of<cases::Notice> = {{
    {cases::Notice::received, "received"},
    {cases::Notice::supplement_requested, "supplement_requested"},
    {cases::Notice::reminded, "reminded"},
    {cases::Notice::message, "message"},
    {cases::Notice::decision, "decision"},
    {cases::Notice::registered, "registered"},
    {cases::Notice::all_signed, "all_signed"},
    {cases::Notice::signature_declined, "signature_declined"},
    {cases::Notice::signatures_overdue, "signatures_overdue"},
    {cases::Notice::delayed, "delayed"},
    {cases::Notice::merged, "merged"},
    {cases::Notice::unmerged, "unmerged"},
    {cases::Notice::request_refused, "request_refused"},
    {cases::Notice::consent_taken_back, "consent_taken_back"},
    {cases::Notice::representative_changed, "representative_changed"},
}};
