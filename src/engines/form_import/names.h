#pragma once
#include <map>
#include <set>
#include <string>
#include <string_view>

namespace form_import {

/// Ids that our definitions allow (a-z, 0-9 and _), each given once.
class Names {
public:
    /// As the foreign name says where a person wrote it; the label's first words where a program made it up ("kRxOHF").
    std::string made(std::string_view foreign, std::string_view label);

private:
    std::set<std::string, std::less<>> taken_{};
    std::map<std::string, int, std::less<>> numbers_{};  ///< the last one that a name was given
};

/// "geboorteDatum" is geboorte_datum; "" when nothing of it is left.
std::string safe_id(std::string_view);

}  // namespace form_import
