#pragma once
/// Two questions when something is done: was it easy, did you feel safe? Answers become sums and are never tied to a case or a person.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "foundation/base/enum_names.h"
#include "foundation/base/result.h"
#include "foundation/base/time.h"
#include "foundation/db/database.h"

namespace opinions {

enum class Question { easy, safe };
enum class Said { no, yes };

/// The token of a link. The same `about` ("case 7 party 9") is the same invitation, counted once. `secret` is Tenant.secret.
std::string invite(db::Connection&, std::string_view secret, std::string_view service, std::string_view about);

struct Invitation {
    std::string service;
    bool easy_answered = false, safe_answered = false;
};
/// not_found for what is no invitation, or too old.
Result<Invitation> find(db::Connection&, std::string_view token);
/// Each question once: conflict when it is answered already.
Result<void> answer(db::Connection&, std::string_view token, Question, Said);

struct Sums {
    std::int64_t invited = 0, easy_yes = 0, easy_no = 0, safe_yes = 0, safe_no = 0;
};
/// Of all months that began on that day or later.
Sums sums(db::Connection&, std::string_view service, Date since);
/// Rounded to whole ones. `whole` is not 0.
std::int64_t per_cent(std::int64_t part, std::int64_t whole);
/// Per cent that said yes; nothing when fewer than five have answered, so that nobody can be made out.
inline constexpr std::int64_t fewest_shown = 5;
std::optional<std::int64_t> share(std::int64_t yes, std::int64_t no);

/// A job: invitations that are too old to be answered.
void remove_old(db::Connection&);

}  // namespace opinions

template <>
inline constexpr EnumNames<opinions::Question, 2> names_of<opinions::Question> = {{
    {opinions::Question::easy, "easy"},
    {opinions::Question::safe, "safe"},
}};
