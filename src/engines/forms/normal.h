#pragma once
/// The normal form of what people type, or the key of the text that says what to do.
#include <string>
#include <string_view>
#include <tl/expected.hpp>

#include "engines/forms/answers.h"

namespace forms {

/// A text key with its arguments; the field is known by the caller.
struct Refused {
    std::string text_key;
    std::vector<std::string> arguments{};
    std::string part{};  ///< of a date or address: "month", "postcode"
};
template <class T>
using Normal = tl::expected<T, Refused>;

Normal<std::string> personal_number(std::string_view typed);      ///< twelve digits
Normal<std::string> organisation_number(std::string_view typed);  ///< "556016-0680"
Normal<std::string> email(std::string_view typed);
Normal<std::string> phone(std::string_view typed);                                              ///< "+46701740605"
Normal<std::string> postcode(std::string_view typed);                                           ///< "123 45"
Normal<std::string> property(std::string_view typed);                                           ///< "Exempelby Eken 1:7"
Normal<std::string> date(std::string_view day, std::string_view month, std::string_view year);  ///< ISO
Normal<std::string> iso_date(std::string_view typed);
/// A point when coordinates were written, otherwise the words as they are. `map` may be null; a point outside it is refused.
Normal<Answer> place(std::string_view typed, const geo::BaseMap* map);
inline constexpr std::size_t most_points = 200;  ///< of one line or area
/// The points of a line or an area, one on each line as coordinates or as an address that the map knows.
Normal<Drawing> drawing(std::string_view typed, const geo::BaseMap* map);
Normal<Point> point(Point, const geo::BaseMap* map);
Normal<Address> address(std::string_view street, std::string_view code, std::string_view town);
Normal<NumberAnswer> number(std::string_view typed);
/// Kronor as people write them: "1 200,50", "1200:-", "1 200 kr".
Normal<NumberAnswer> money(std::string_view typed);

/// The same for the same place, however it is written: "Ekvägen 7 A, lgh 1101, 123 45" is "ekvägen7a12345". The town is left out, since the
/// postcode says it.
std::string comparable(const Address&);
/// "Eken 1:7" also when it was written "EXEMPELBY  Eken 1:7": people leave their own municipality out.
std::string comparable_property(std::string_view designation, std::string_view municipality);

/// "0701-74 06 05" with hard spaces, as people read it.
std::string shown_phone(std::string_view normal);
/// "20180101-2392"
std::string shown_personal_number(std::string_view normal);

}  // namespace forms
