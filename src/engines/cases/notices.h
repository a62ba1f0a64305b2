#pragma once
/// What the parties are told by e-mail: that something happened, never what it says. They read it signed in.
#include "engines/area/tenant.h"
#include "engines/cases/case.h"
#include "foundation/base/enum_names.h"
#include "foundation/db/database.h"
#include "foundation/jobs/jobs.h"

namespace cases {

enum class Notice { received, supplement_requested, reminded, message, decision };

/// In the same transaction as what it tells of.
void queue_notice(db::Connection&, CaseId, Notice);
/// The job "cases.notify".
void send_notice(Tenant&, const ::jobs::Job&);

}  // namespace cases

template <>
inline constexpr EnumNames<cases::Notice, 5> names_of<cases::Notice> = {{
    {cases::Notice::received, "received"},
    {cases::Notice::supplement_requested, "supplement_requested"},
    {cases::Notice::reminded, "reminded"},
    {cases::Notice::message, "message"},
    {cases::Notice::decision, "decision"},
}};
