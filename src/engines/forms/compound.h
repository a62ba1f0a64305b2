#pragma once
/// Questions with several boxes become ordinary fields when a definition is read, so that storage, rules, letters and programs need know
/// nothing of them: "stay" is stay_start and stay_end. Each field carries the question that it is a part of.
#include <vector>

#include "engines/forms/definition.h"

namespace forms {

/// What is asked of a person besides the name.
enum class PersonDetail { number, email, phone, address };

struct CompoundTerms {
    std::vector<PersonDetail> asks = {PersonDetail::number};  ///< of a person
};

bool is_compound(FieldType);
/// The fields of a period, person, child or organisation, in the order in which they are asked.
std::vector<Field> parts_of(const Field& asked, const CompoundTerms&);

/// What is asked of each one who signs: name, number and email.
std::vector<Field> signatory_fields();

}  // namespace forms

template <>
inline constexpr EnumNames<forms::PersonDetail, 4> names_of<forms::PersonDetail> = {{
    {forms::PersonDetail::number, "number"},
    {forms::PersonDetail::email, "email"},
    {forms::PersonDetail::phone, "phone"},
    {forms::PersonDetail::address, "address"},
}};
