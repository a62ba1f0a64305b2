#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "foundation/base/time.h"

namespace identity {

/// A personal number or coordination number (folkbokföringslagen 18 §, lag 2022:1697): twelve digits whose date exists and whose
/// check digit is right.
class PersonalNumber {
public:
    /// "900101-9802", "19900101-9802", "199001019802"; + instead of - from the year one turns 100.
    static std::optional<PersonalNumber> from(std::string_view typed);

    const std::string& digits() const { return digits_; }  ///< twelve
    std::string shown() const;                             ///< "19900101-9802"
    bool is_coordination_number() const;
    Date born() const;
    int age_on(Date) const;
    bool operator==(const PersonalNumber&) const = default;

private:
    explicit PersonalNumber(std::string digits) : digits_(std::move(digits)) {}
    std::string digits_;
};

}  // namespace identity
