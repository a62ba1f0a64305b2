#pragma once
/// What a registrar mends in an entry: values and rules, no I/O.
#include <string>

#include "engines/public_register/public_register.h"

namespace public_records {

struct TitleForm {
    std::string sv, en;
};
/// Fault::invalid when one is empty or longer than 300 characters.
Result<TitleForm> checked(const TitleForm&);

struct SecrecyForm {
    std::string hides, ref, reason;
};
/// As it stands in SecrecyForm::hides: "nothing", "parties", "all".
std::string_view typed_name(public_register::Hides);
/// Fault::invalid without a reason, or when something is hidden without a paragraph.
Result<public_register::Secrecy> checked(const SecrecyForm&);

}  // namespace public_records
