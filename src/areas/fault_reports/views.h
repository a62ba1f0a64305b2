#pragma once
/// Values in, pages out. A view never sees the database.
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "areas/fault_reports/asset_reading.h"
#include "areas/fault_reports/course.h"
#include "areas/fault_reports/handing.h"
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
    std::vector<NearReport> near{};
    AssetChoice assets{};
    bool asks_once_more = false;  ///< nothing is wrong: there is more to ask before it is sent
};
http::Response form_page(const Context&, const FormPage&);
/// For the island, while the place is moved: "near" with "name", "where" and "href" of each, and "things", the choice as it stands on the
/// page.
std::string near_as_json(const Context&, const Categories&, const std::vector<NearReport>&, const AssetChoice&);

/// A report as everybody sees it.
struct PublicReport {
    cases::PlacedCase of;
    std::string title;  ///< the category's
    const flows::Flow& flow;
    store::Shown shown{};
    std::int64_t followers = 0;
    std::string handed_to{};  ///< who mends it outside the house; "" when nobody does
    cases::Usual usual{};
    std::optional<ReportedAsset> asset{};
    std::vector<std::pair<std::string, Timestamp>> states{};  ///< what it has come to, and when; the newest first
    Course course{};
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
/// A thing in the street, and the category that its faults are of; "" when several may be meant.
struct StandingThing {
    assets::Asset of;
    std::string service{};
};
std::string as_geojson(const Context&, const Categories&, const cases::MapView&, const std::vector<StandingThing>&);

http::Response verdict_page(const Context&, const PublicReport&, std::string_view token);
/// What came of an answer: it is mended, or right that it was not; it is opened by it, or was open already.
enum class Verdict { is_mended, agrees, reopened, is_open };
http::Response verdict_taken_page(const Context&, const PublicReport&, Verdict);
http::Response messages_page(const Context&, const PublicReport&, std::string_view token);
http::Response messages_chosen_page(const Context&, const PublicReport&, store::Wish);

struct CategoryFigures {
    std::string service, title;
    cases::Counted counted;
    cases::Usual usual;
    store::Verdicts verdicts;
};
struct AssetFigure {
    assets::Asset of;
    std::string road{};
    std::int64_t reports = 0;
};
struct Figures {
    std::vector<CategoryFigures> categories{};
    std::vector<AssetFigure> assets{};  ///< with the most reports
};
http::Response statistics_page(const Context&, const Figures&);
/// The same for staff: each number opens the reports that it counts.
http::Response staff_statistics_page(const Context&, const Figures&);

// ---- which things the categories are about

struct CategoryWithKinds {
    std::string service, title;
    std::vector<assets::Kind> kinds{};
};
http::Response asset_kinds_page(const Context&, const std::vector<CategoryWithKinds>&, bool has_register, bool is_saved);

/// Which thing it is, how that is known, and how often it has been reported; nothing when nobody knows.
pages::Html about_asset(const Context&, const ReportedAsset&, const OthersOfAsset&);
/// The reports behind a number of a category.
struct ReportsBehind {
    std::string service, title;
    Counting counting{};
    std::vector<cases::PlacedCase> reports{};
    std::int64_t in_all = 0;  ///< those that the reader may not open too
};
inline constexpr int most_rows = 200;
/// Says that there are more when more than most_rows are given.
http::Response reports_behind_page(const Context&, const ReportsBehind&);
/// One row a report.
http::Response reports_csv(const Context&, const ReportsBehind&);

struct WorkRow {
    cases::PlacedCase of;
    std::string title;
    std::int64_t followers = 0;
    std::optional<double> metres{};
    std::string handed_to{};  ///< who has it outside the house; "" when nobody has
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
    std::optional<Handed> handed{};     ///< outside the house, now
    std::vector<Receiver> receivers{};  ///< who it can be handed over to
    std::vector<Resource> resources{};  ///< the price list
    std::vector<UseRow> uses{};         ///< what has gone into it
    OthersOfAsset others{};
};
/// As it was typed.
struct HandForm {
    std::string receiver{}, said{}, picture{};
    std::string to_vouch_for{};  ///< a digest of words that may hold personal data; "" when none do
    std::string found{};         ///< these
};
struct WorkForm {
    std::string answer{};
    bool shows_after = false;  ///< everybody may see the picture that comes with it
    http::Fields typed{};      ///< amounts by amount_field, what receivers ask by attribute_field
    /// What everybody may see, as it was typed and chosen; nothing when that form was not sent.
    std::optional<std::string> description{}, picture{};
    std::optional<HandForm> hand{};
    std::vector<FieldError> errors{};
    std::string notice{};  ///< a text key
};
http::Response work_page(const Context&, const Work&, const WorkForm&);

/// Who has it outside the house and how it goes, or the form that hands it over.
pages::Html handing(const Context&, const Work&, const WorkForm&);

// ---- what mending takes

/// The fields that ask for it, folded until one is filled in; nothing without a price list.
pages::Html amounts(const Context&, const std::vector<Resource>&, const http::Fields& typed, const pages::Errors&);
pages::Html what_it_took(const Context&, const std::vector<UseRow>&);

struct PriceList {
    std::vector<Resource> all{};
    ResourceId changed{};  ///< none: the form makes a new one
    ResourceForm form{};
    std::vector<FieldError> errors{};
};
http::Response price_list_page(const Context&, const PriceList&);

struct AskedCosts {
    int year = 0;
    std::optional<std::string> road{};  ///< "": what lies at none
};
struct Costs {
    AskedCosts asked;
    Categories categories{};
    std::vector<YearCost> years{};
    std::vector<RoadCost> roads{};  ///< when no road is asked for
    std::vector<UseRow> uses{};     ///< of the road that is
};
/// So many lines at the most.
inline constexpr std::size_t most_uses = 200;
http::Response costs_page(const Context&, const Costs&);
http::Response costs_csv(const Context&, const Costs&);

// ---- staff keep the list of receivers

struct ReceiverRow {
    Receiver of;
    std::int64_t reports = 0;  ///< that they have now
};
http::Response receivers_page(const Context&, const std::vector<ReceiverRow>&);
struct ReceiverPage {
    const Categories& categories;
    Receiver of;  ///< without an id: a new one
    ReceiverForm form;
    std::vector<std::string> districts{};  ///< that the town's map knows
    std::vector<FieldError> errors{};
    std::string said{};  ///< a text key: what was just done
};
http::Response receiver_page(const Context&, const ReceiverPage&);

// ---- what the receiver sees, by the link

struct TheirList {
    Receiver receiver;
    std::string link;  ///< the token
    std::vector<WorkRow> rows{};
    SortedFrom from{};
    std::string said{};  ///< a text key: what was just done
};
http::Response their_list_page(const Context&, const TheirList&);
struct TheirReport {
    Receiver receiver;
    std::string link;
    PublicReport report;
    Handed handed;
    std::string answer{}, why_not{};  ///< as they were typed
    bool shows_after = false;
    std::vector<FieldError> errors{};
};
http::Response their_report_page(const Context&, const TheirReport&);

pages::Html map_of_work(const Context&, const std::vector<WorkRow>&);
/// The day, or that it is late.
pages::Html due(const Context&, const cases::PlacedCase&);
std::string distance_words(const Context&, double metres);

/// "Storgatan, Centrum"; "" when the map knows neither.
std::string where(const cases::Place&);
std::string title_of(const Context&, const Categories&, std::string_view service);
/// "Hälften lagas inom 3 dagar …"; "" while too few are mended.
std::string usual_words(const Texts&, const cases::Usual&);

}  // namespace fault_reports::views
