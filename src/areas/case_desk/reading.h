#pragma once
/// From the database to the screens.
#include "areas/case_desk/screen.h"
#include "engines/area/area.h"

namespace case_desk {

QueueScreen read_queue(Context&, cases::Filter);
/// Everything about the case. The read is in the audit log before the data is on the screen.
Result<CaseScreen> open_case(Context&);

}  // namespace case_desk
