#pragma once
#include <string>

namespace mail {

struct Address {
    std::string name{};
    std::string box{};  ///< what stands between < and >
};
/// "Exempelstad <torg@example.se>" in its parts; a bare address has no name.
Address address_of(const std::string&);

}  // namespace mail
