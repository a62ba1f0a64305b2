#pragma once
#include <string>

#include "engines/forms/answers.h"

namespace forms {

/// An answer in plain words: "4,3 km", "Ja", "Ekvägen 7, 123 45 Exempelby". Groups: "3 barn" are told by their items' number.
std::string shown(const Texts&, const Field&, const Answer&);
/// Also calculated fields, from the scope; "" when nothing is known.
std::string shown(const Texts&, const Field&, const Answers&, const Scope&);
/// Decimals of a calculated number, at most.
int shown_decimals(const Field&);
/// What a rule's value reads as: "Ja", "2,5", "12 maj 2026".
std::string shown(const Texts&, const Value&, int decimals = 2);
/// "60.02110, 15.35370", as every map service takes them; the fifth decimal is a metre.
std::string coordinates_of(const Point&);
/// "1 200 kr", "12,50 kr".
std::string shown_kronor(const Texts&, double kronor);

}  // namespace forms
