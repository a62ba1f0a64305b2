#pragma once
/// The municipality's own register of addresses and properties (belägenhetsadress, fastighetsbeteckning): what is where, and nothing of
/// people. Found by the beginnings of words, in a time that does not follow how many there are.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "foundation/base/enum_names.h"
#include "foundation/base/id.h"
#include "foundation/base/result.h"
#include "foundation/db/database.h"
#include "foundation/geo/base_map.h"

using AddressId = Id<struct AddressTag>;

namespace addresses {

enum class Kind { address, property };

struct Entry {
    AddressId id{};
    Kind kind{};
    std::string name;                    ///< "Kyrkogatan"; "Exempelby Eken"
    std::string number{};                ///< "12 A"; "1:7"; may be empty
    std::string postcode{}, locality{};  ///< of an address: "990 10"
    std::string property{};              ///< the designation that an address lies on, or the property's own; may be empty
    std::optional<geo::Position> at{};

    /// "Kyrkogatan 12 A"; "Exempelby Eken 1:7".
    std::string first_line() const { return number.empty() ? name : name + " " + number; }
    /// "Kyrkogatan 12 A, 990 10 Exempelby"; "Exempelby Eken 1:7".
    std::string written() const;
};

/// Each word begins a word of the name, the postcode or the locality, and one with figures may begin the number: "kyrkog 12",
/// "exempelby 3:14". The number itself comes before those that begin alike.
std::vector<Entry> search(db::Connection&, std::string_view typed, std::optional<Kind>, int limit);
Result<Entry> find(db::Connection&, AddressId);
/// The addresses that lie on it, in the order of their streets.
std::vector<Entry> on_property(db::Connection&, std::string_view designation, int limit);
bool has_any(db::Connection&);

}  // namespace addresses

template <>
inline constexpr EnumNames<addresses::Kind, 2> names_of<addresses::Kind> = {{
    {addresses::Kind::address, "address"},
    {addresses::Kind::property, "property"},
}};
