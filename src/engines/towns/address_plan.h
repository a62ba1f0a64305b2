#pragma once
/// The invented register of addresses and properties of a town: its streets, numbered, on the blocks of its properties.
#include <string>
#include <string_view>

#include "engines/area/tenant.h"
#include "engines/towns/town.h"

namespace towns {

/// Postnord's codes end at 98x xx: nothing is delivered to 99x xx. The same for the same street.
std::string postcode_of(const Town&, std::string_view street);
/// Every street gets numbers, in all about so many addresses.
void add_addresses(Tenant&, const Town&, std::int64_t about);

}  // namespace towns
