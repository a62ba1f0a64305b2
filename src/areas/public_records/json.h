#pragma once
#include "areas/public_records/query.h"
#include "areas/public_records/views.h"

namespace public_records {

http::Response entries_as_json(const Context&, const QueryForm&, const views::Found&);

}  // namespace public_records
