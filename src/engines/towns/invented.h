#pragma once
/// Names and numbers that belong to nobody.
#include <cstdint>
#include <set>
#include <string>
#include <string_view>

#include "engines/towns/chance.h"
#include "engines/towns/town.h"
#include "foundation/base/time.h"

namespace towns {

std::string person_name(const Town&, Chance&);
std::string child_name(const Town&, Chance&, std::string_view guardian = {});
/// "Björkvägen 12".
std::string street_address(const Town&, Chance&);
/// "Exempelby Eken 1:7".
std::string property_designation(const Town&, Chance&);
/// From the first name and surname: "alva.exempel@post.example".
std::string email_of(std::string_view name);

/// Skatteverket's test numbers: born in the 1890s, serial 980–999. Twelve digits.
std::string adult_number(Chance&);
/// Whole years.
struct Ages {
    std::int64_t from = 7, to = 15;
};
/// A child of that age by Skatteverket's test numbers of later years (open data "Testpersonnummer", as 20170101-2393): serial 238 or 239.
std::string child_number(Chance&, Date today, Ages = {});
/// Its first digit says the legal form (1 estates, 2 the state and municipalities, 3 foreign companies, 5–9 the others): none has 4, so
/// that it is nobody's. "456789-1234"
std::string organisation_number(Chance&);
/// Of those that the Post and Telecom Authority keeps for fiction: 070-174 06 05 to 99. In normal form.
std::string phone_number(Chance&);
/// One that is in nobody's hands yet: another of those, then of 08-465 004 00 to 99, kept for fiction too; "" when all are taken.
std::string own_phone_number(Chance&, std::set<std::string>& taken);
/// Postnord's codes end at 98x xx: nothing is delivered to 99x xx.
std::string postcode(Chance&);

}  // namespace towns
