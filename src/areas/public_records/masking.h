#pragma once
/// Why something is left out of the register, in the words of the law.
#include <optional>
#include <string>

#include "engines/public_register/public_register.h"
#include "foundation/texts/texts.h"

namespace public_records {

enum class Masked { sender, all };

struct Masking {
    Masked what = Masked::sender;
    std::string ground;  ///< "dataskyddsförordningen artikel 5.1 c"
    std::string words;   ///< what stands in the sender's place
};
/// Nothing when the sender is shown.
std::optional<Masking> masking(const Texts&, const public_register::Entry&);

}  // namespace public_records
