#pragma once
/// Answers to what people ask: one article for the resident on the web and for the one who answers the telephone, each with an owner and a
/// last day. Every change is a new version.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engines/area/area.h"
#include "engines/forms/words.h"
#include "foundation/base/enum_names.h"

using ArticleId = Id<struct ArticleTag>;

namespace knowledge {

/// Lets staff write and change the articles of a unit. Declared by the area knowledge_base.
inline constexpr Permission may_write{"knowledge.write"};

/// What a question is about; contacts are counted by it too.
enum class Subject { building, school, care, waste, streets, culture, money, environment, democracy, other };
enum class Audience { everybody, staff };

/// What an editor writes.
struct Text {
    forms::Words title{}, body{};  ///< Markdown
    std::string for_staff{};       ///< Markdown: how to say it, what to ask first
    std::string keywords{};
    std::string service{};  ///< the e-service that the answer leads to; may be empty
    bool operator==(const Text&) const = default;
};
struct Placing {
    UnitId unit{};
    Subject subject = Subject::other;
    Audience audience = Audience::everybody;
    std::optional<Date> valid_to{};
};

struct Article {
    ArticleId id{};
    std::string slug;
    Placing placing;
    Text text;
    int version = 0;
    Timestamp changed_at{};
    std::string changed_by;

    bool is_valid_on(Date day) const { return !placing.valid_to || *placing.valid_to >= day; }
};

inline constexpr std::size_t longest_title = 120, longest_body = 10'000, longest_keywords = 300;

/// Its address is made of the Swedish title.
ArticleId add(db::Connection&, const Visitor&, const Placing&, const Text&);
/// A new version. Fault::conflict when another one was made since `seen_version`.
Result<void> change(db::Connection&, const Visitor&, ArticleId, int seen_version, const Placing&, const Text&);

Result<Article> find(db::Connection&, ArticleId);
/// The article, when this member of staff may change it; not_found otherwise.
Result<Article> find_to_change(db::Connection&, AccountId, ArticleId);
/// For everybody, and valid that day; not_found otherwise.
Result<Article> find_public(db::Connection&, std::string_view slug, Date today);
/// In the order of their Swedish titles.
std::vector<Article> all_public(db::Connection&, Date today);
/// Of the units where the account may write; those that end first come first.
std::vector<Article> all_to_change(db::Connection&, AccountId);
/// Newest first.
std::vector<Article> versions(db::Connection&, ArticleId);

/// Best first, none that is out of date. Staff also find by what only they see.
std::vector<Article> search(db::Connection&, std::string_view typed, Audience reader, Date today, int limit);

enum class Said { no, yes };
void count_vote(db::Connection&, ArticleId, Said);
struct Votes {
    std::int64_t yes = 0, no = 0;
};
Votes votes(db::Connection&, ArticleId, Date since);

struct Unanswered {
    std::string words;
    std::int64_t times = 0;
    Date last_on{};
};
/// A resident's search that found nothing. Words that may be about a person are not kept. `by` says who searched, so that the same one
/// after another counts once: a keyed digest, nothing that names anybody. Of all words the most often asked for are kept, and no more than
/// these.
inline constexpr int most_unanswered = 500;
void note_unanswered(db::Connection&, std::string_view typed, std::string_view by);
/// What several have searched for, most often asked first: one alone may have looked for somebody's name.
std::vector<Unanswered> unanswered(db::Connection&, int limit);
void remove_unanswered(db::Connection&, std::string_view words);

/// An article of the catalogue, for municipalities that begin with one.
struct CarriedArticle {
    std::string unit;  ///< slug
    Subject subject{};
    Audience audience{};
    Text text;
};
const std::vector<CarriedArticle>& carried_articles();

std::vector<AreaJob> jobs();

}  // namespace knowledge

template <>
inline constexpr EnumNames<knowledge::Subject, 10> names_of<knowledge::Subject> = {{
    {knowledge::Subject::building, "building"},
    {knowledge::Subject::school, "school"},
    {knowledge::Subject::care, "care"},
    {knowledge::Subject::waste, "waste"},
    {knowledge::Subject::streets, "streets"},
    {knowledge::Subject::culture, "culture"},
    {knowledge::Subject::money, "money"},
    {knowledge::Subject::environment, "environment"},
    {knowledge::Subject::democracy, "democracy"},
    {knowledge::Subject::other, "other"},
}};
template <>
inline constexpr EnumNames<knowledge::Audience, 2> names_of<knowledge::Audience> = {{
    {knowledge::Audience::everybody, "everybody"},
    {knowledge::Audience::staff, "staff"},
}};
