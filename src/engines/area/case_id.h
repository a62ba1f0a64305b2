#pragma once
#include "foundation/base/id.h"

/// Of a case. Here, so that engines which cases use can say which case they mean.
using CaseId = Id<struct CaseTag>;
