#pragma once
/// What somebody says at the desk or on the telephone, or wrote in a letter, as staff write it down.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engines/forms/answers.h"
#include "engines/identity/visitor.h"
#include "foundation/base/enum_names.h"
#include "foundation/base/result.h"

namespace feedback {

/// Feedback is the cases of this flow: the service that has it is found by that (opened.h).
inline constexpr std::string_view feedback_flow = "feedback";

/// Lets staff write down what somebody says.
inline constexpr Permission may_register{"feedback.register"};
/// Lets staff keep the lists of providers and goals, and how soon each kind is to be answered.
inline constexpr Permission may_manage{"feedback.manage"};

enum class Kind { praise, idea, comment, complaint, appeal };
enum class Came { phone, desk, letter, email, social };
enum class Reply { none, phone, email, letter };

inline constexpr int longest_said = 4000;
/// Of the answer, and of what was changed.
inline constexpr std::size_t longest_answer = 2000, longest_what = 1000;

struct SpokenForm {
    std::string kind{}, said{}, unit{}, channel{}, reply{}, contact{}, name{}, appeal_case{};
};
/// What we accepted.
struct Spoken {
    Kind kind{};
    std::string said;
    std::string unit;  ///< slug
    Came channel{};
    Reply reply{};
    std::string name{}, email{}, phone{};
    std::optional<forms::Address> address{};
    std::string appeal_case{};
};
/// Whether it is an appeal though it was not written.
/// Law: förvaltningslagen 43 §: an appeal is made in writing; 6 §: staff help to write it.
bool is_spoken_appeal(Kind, Came);
Result<Spoken> checked(const SpokenForm&);

/// "Storgatan 1, 123 45 Orten".
std::optional<forms::Address> written_address(std::string_view typed);

/// As the service's form has them; `about` is the question's answer that is nearest to the unit.
forms::Answers answers_of(const Spoken&, std::string_view about);

}  // namespace feedback

template <>
inline constexpr EnumNames<feedback::Kind, 5> names_of<feedback::Kind> = {{{feedback::Kind::praise, "praise"},
                                                                           {feedback::Kind::idea, "idea"},
                                                                           {feedback::Kind::comment, "comment"},
                                                                           {feedback::Kind::complaint, "complaint"},
                                                                           {feedback::Kind::appeal, "appeal"}}};
template <>
inline constexpr EnumNames<feedback::Came, 5> names_of<feedback::Came> = {{{feedback::Came::phone, "phone"},
                                                                           {feedback::Came::desk, "desk"},
                                                                           {feedback::Came::letter, "letter"},
                                                                           {feedback::Came::email, "email"},
                                                                           {feedback::Came::social, "social"}}};
template <>
inline constexpr EnumNames<feedback::Reply, 4> names_of<feedback::Reply> = {{{feedback::Reply::none, "none"},
                                                                             {feedback::Reply::phone, "phone"},
                                                                             {feedback::Reply::email, "email"},
                                                                             {feedback::Reply::letter, "letter"}}};
