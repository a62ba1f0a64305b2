#pragma once
/// Values in, pages out. A view never sees the database.
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "areas/fault_reports/report.h"
#include "areas/fault_reports/store.h"
#include "engines/cases/places.h"
#include "engines/flows/flow.h"
#include "engines/pages/pages.h"

namespace fault_reports::views {

/// The report page as it stands: what was typed, what is wrong, what is near.
struct FormPage {
    const Categories& categories;
    const services::Service* category = nullptr;
    bool is_suggested = false;  ///< we guessed it from the words
    const forms::Filled& filled;
    std::vector<FieldError> errors{};
    std::string pictures{};  ///< carried(…)
    std::vector<cases::Near> near{};
    bool asks_once_more = false;  ///< nothing is wrong: there is more to ask before it is sent
};
http::Response form_page(const Context&, const FormPage&);
/// For the island, while the place is moved: "name", "where", "href" of each.
std::string near_as_json(const Context&, const Categories&, const std::vector<cases::Near>&);

/// A report as everybody sees it.
struct PublicReport {
    cases::PlacedCase of;
    std::string title;  ///< the category's
    const flows::Flow& flow;
    store::Shown shown{};
    std::int64_t followers = 0;
    cases::Usual usual{};
    std::vector<std::pair<std::string, Timestamp>> states{};  ///< what it has come to, and when
};
enum class Said { nothing, sent, followed, closed_meanwhile };
http::Response report_page(const Context&, const PublicReport&, Said, const std::string& contact = {}, const std::vector<FieldError>& = {});

struct MapPage {
    cases::GeoBox box;
    cases::MapView view;
    std::string place{};  ///< as it was typed
    bool is_unknown = false;
};
http::Response map_page(const Context&, const Categories&, const MapPage&);
std::string as_geojson(const Context&, const Categories&, const cases::MapView&);

http::Response verdict_page(const Context&, const PublicReport&, std::string_view token);
/// What came of an answer: it is mended, or right that it was not; it is opened by it, or was open already.
enum class Verdict { is_mended, agrees, reopened, is_open };
http::Response verdict_taken_page(const Context&, const PublicReport&, Verdict);
http::Response messages_page(const Context&, const PublicReport&, std::string_view token);
http::Response messages_chosen_page(const Context&, const PublicReport&, store::Wish);

struct CategoryFigures {
    std::string title;
    cases::Counted counted;
    cases::Usual usual;
    store::Verdicts verdicts;
};
http::Response statistics_page(const Context&, const std::vector<CategoryFigures>&);

struct WorkRow {
    cases::PlacedCase of;
    std::string title;
    std::int64_t followers = 0;
    std::optional<double> metres{};
};
/// From where the list is sorted.
struct SortedFrom {
    std::string typed{};      ///< "" sorts by due day
    bool is_unknown = false;  ///< nobody knows that place: by due day
};
http::Response worklist_page(const Context&, const std::vector<WorkRow>&, const SortedFrom&);

struct Work {
    PublicReport report;
    std::string words{};                                         ///< what the reporter wrote
    std::vector<std::pair<std::string, std::string>> answers{};  ///< question and answer
    std::vector<cases::Document> pictures{};
    bool may_change = false;
};
struct WorkForm {
    std::string answer{};
    bool shows_after = false;  ///< everybody may see the picture that comes with it
    /// What everybody may see, as it was typed and chosen; nothing when that form was not sent.
    std::optional<std::string> description{}, picture{};
    std::vector<FieldError> errors{};
    std::string notice{};  ///< a text key
};
http::Response work_page(const Context&, const Work&, const WorkForm&);

/// "Storgatan, Centrum"; "" when the map knows neither.
std::string where(const cases::Place&);
std::string title_of(const Context&, const Categories&, std::string_view service);
/// "Hälften lagas inom 3 dagar …"; "" while too few are mended.
std::string usual_words(const Texts&, const cases::Usual&);

}  // namespace fault_reports::views
