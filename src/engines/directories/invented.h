#pragma once
/// The registers of invented towns: what `torg demo` asks instead of real ones. A real municipality's tables hold nothing here.
#include "engines/directories/directories.h"

namespace directories {

struct InventedRecord {
    Inquiry of;
    json::Value record;
};
/// What is there already stays. `municipality` is its name: people leave it out of their designations.
void put_invented(db::Connection&, std::string_view municipality, const InventedRecord&);
/// All four directories.
std::shared_ptr<const Sources> invented_sources(db::Database&, std::string_view municipality);

}  // namespace directories
