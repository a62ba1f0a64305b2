#pragma once
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "engines/forms/fill.h"
#include "engines/identity/visitor.h"
#include "engines/mandates/mandates.h"

namespace drafts {

/// For whom somebody else fills in, and by what right.
struct OnBehalf {
    enum class Kind { oneself, mandate, without_mandate, at_desk };
    Kind kind = Kind::oneself;
    MandateId mandate{};
    std::string name{}, number{};  ///< number: twelve digits, or an organisation's; may be empty at the desk
    std::string email{};           ///< where the applicant gets the link to sign
    bool is_organisation = false;
    bool is_identified = false;  ///< staff have seen who it is
    bool operator==(const OnBehalf&) const = default;
};

/// A paper form that was scanned, to be typed by a person.
struct Scan {
    forms::FileAnswer file{};
    std::vector<int> order{};  ///< its sheets, from 1, in the order of the form
    bool operator==(const Scan&) const = default;
};

/// What a draft holds besides its answers.
struct BesideAnswers {
    forms::Typed typed{};                         ///< could not be read: "12x" where a number is wanted
    std::map<std::string, SessionId> saved_by{};  ///< page -> who saved it last
    Timestamp begun_at{};
    std::set<std::string> passed{};  ///< pages that were left without errors
    Timestamp passed_at{};           ///< the last of them, or when the draft was begun
    OnBehalf on_behalf{};
    std::optional<Scan> scan{};
    bool operator==(const BesideAnswers&) const = default;
};

std::string to_json(const BesideAnswers&);
/// What cannot be read is nothing.
BesideAnswers beside_answers_from_json(std::string_view stored);

}  // namespace drafts

template <>
inline constexpr EnumNames<drafts::OnBehalf::Kind, 4> names_of<drafts::OnBehalf::Kind> = {{
    {drafts::OnBehalf::Kind::oneself, "oneself"},
    {drafts::OnBehalf::Kind::mandate, "mandate"},
    {drafts::OnBehalf::Kind::without_mandate, "without_mandate"},
    {drafts::OnBehalf::Kind::at_desk, "at_desk"},
}};
