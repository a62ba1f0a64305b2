#pragma once
/// From what was filled in to a case; and what is told when something happens to it.
#include <string>
#include <string_view>
#include <vector>

#include "areas/fault_reports/asset.h"
#include "areas/fault_reports/report.h"
#include "areas/fault_reports/store.h"
#include "engines/area/area.h"
#include "engines/cases/places.h"
#include "engines/cases/work.h"

namespace fault_reports {

/// In the catalogue's order.
Categories categories(db::Connection&);

/// Pictures that have come, carried through the page until it is sent: sealed, so that nobody names another's file.
std::string carried(const Tenant&, const std::vector<forms::FileAnswer>&);
std::vector<forms::FileAnswer> carried_back(const Tenant&, std::string_view sealed);

/// Where words like "Storgatan 4" or "60.0210, 15.3537" are, by the town's map.
std::optional<geo::Position> place_of_words(const Tenant&, std::string_view typed);
/// Where the first picture was taken, when it says so, as coordinates in the box for the place; "" when it does not.
std::string place_of_picture(const Tenant&, const std::vector<forms::FileAnswer>&);

/// The name by which a device sends something again when its answer was lost, so that it is done once; "" without one. Made
/// by chance, and long: nobody guesses another's.
std::string name_on_device(const http::Request&);

struct Sender {
    std::string name{}, email{}, phone{};
    Language language = Language::sv;
    std::string channel = "web";
};
/// `answers` are those of the category's own form.
cases::Receipt send(cases::Change&, const services::Service&, const forms::Answers& answers, const Sender&, const OfAsset& = {});

/// What the reporter wrote; "" when nothing, or when the case is disposed of.
std::string words_of(db::Connection&, const cases::Case&);
/// Counts anew which words closed reports of each category share.
void learn_words(Tenant&);

enum class News { mended, left, reopened };
/// The reporter and everybody who follows, each address once, with links of their own to say whether it is so and to hear no more. A
/// follower who has answered nothing is told once.
void tell(db::Connection&, const Tenant&, CaseId, News, std::string_view words);

/// Who is told: the reporter, or a follower.
struct Recipient {
    std::string who;                       ///< "reporter 7", "follower 9": what the links' token is made of, and add_verdict wants
    std::int64_t party = 0, follower = 0;  ///< one of them
};
/// Whom the token in such a link was made for; not_found when it was made for nobody in this case.
Result<Recipient> recipient_of(db::Connection&, const Tenant&, const cases::Case&, std::string_view token);
/// Whoever reads there wants to hear more of this case, or nothing, also if the same address follows it.
void keep_wish(db::Connection&, const Tenant&, const cases::Case&, const Recipient&, store::Wish);

/// The picture of a file as everybody may see it; invalid at `field` when it is none that can be shown.
Result<std::string> public_picture(const Tenant&, std::string_view hash, std::string_view digest, std::string_view field);

/// How a report is closed, by staff or by the system of whoever mends it.
struct Closing {
    std::string_view transition;
    News news;
    std::string words{};  ///< for everybody
    std::vector<forms::FileAnswer> files{};
    std::optional<std::string> picture{};  ///< public_picture of the first of the files
    std::vector<Use> uses{};               ///< what went into it
};
/// Closes it, shows the answer and tells everybody; conflict when somebody came before.
Result<void> close(cases::Change&, CaseId, const Closing&);

}  // namespace fault_reports
