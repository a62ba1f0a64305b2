#pragma once
/// A fault report as somebody fills it in, and the rules for it. No I/O.
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engines/forms/fill.h"
#include "engines/services/service.h"
#include "engines/similarity/kinds.h"
#include "foundation/base/enum_names.h"
#include "foundation/texts/texts.h"

namespace fault_reports {

/// The flow whose services are the categories.
inline constexpr std::string_view fault_flow = "fault";
/// The state in which a report is mended, and the officer's ways to close one.
inline constexpr std::string_view mended_state = "mended", to_mend = "mend", to_leave = "leave";

using Category = std::shared_ptr<const services::Service>;
using Categories = std::vector<Category>;
Category category_of(const Categories&, std::string_view id);

/// The questions of the one page, whatever the category; a category's own come after them.
inline constexpr std::string_view photo_field = "bild", place_field = "plats", words_field = "text", email_field = "epost",
                                  phone_field = "mobil";
forms::Form report_form(const Texts&, const services::Service* category);
/// The questions that only this category asks.
std::vector<forms::Field> own_questions(const services::Service&);

/// What is missing besides what the form itself says: a category; words or a picture.
std::vector<FieldError> missing(const forms::Answers&, const services::Service* category);

/// The page's answers as the category's own form wants them.
forms::Answers answers_for(const services::Service&, const forms::Answers& of_page);

/// Which category the words sound like, by its title and keywords and by what closed reports have taught (store::learned_words); null when
/// none is much likelier than the others.
Category suggested(const Categories&, std::string_view words, std::vector<similarity::KindCount> learned = {});

/// Of what is answered to everybody, and of what everybody may read of a report. Characters.
inline constexpr std::size_t longest_answer = 1000;

/// How many say yes of those who answered, with the interval that holds the true share in 95 cases of a hundred (Wilson 1927). Per cent.
struct Share {
    int percent = 0, from = 0, to = 0;
};
/// What a number of a category counts: what came in within the year, what of that is open, what was mended within the year, what somebody
/// then said yes or no about.
enum class Counting { received, open, mended, judged };
/// Fewer answers than these are not shown: a figure of two says nothing, and may point somebody out.
inline constexpr std::int64_t least_answers = 5;
std::optional<Share> share_of(std::int64_t yes, std::int64_t no);

}  // namespace fault_reports

template <>
inline constexpr EnumNames<fault_reports::Counting, 4> names_of<fault_reports::Counting> = {{
    {fault_reports::Counting::received, "received"},
    {fault_reports::Counting::open, "open"},
    {fault_reports::Counting::mended, "mended"},
    {fault_reports::Counting::judged, "judged"},
}};
