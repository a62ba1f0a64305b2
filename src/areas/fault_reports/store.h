#pragma once
/// All SQL of the area.
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "areas/fault_reports/asset.h"
#include "areas/fault_reports/course.h"
#include "areas/fault_reports/receiver.h"
#include "areas/fault_reports/resource.h"
#include "engines/area/tenant.h"
#include "engines/cases/case.h"
#include "engines/cases/places.h"
#include "foundation/db/database.h"

namespace fault_reports::store {

struct Follower {
    std::int64_t id = 0;
    std::string contact;  ///< e-mail address or mobile number; "" when the case is disposed of
    Language language = Language::sv;
    std::int64_t times_told = 0;
    bool is_confirmed = false;  ///< whoever reads there has answered a message
};
/// The same contact follows once.
void follow(db::Connection&, const Tenant&, CaseId, KeyId, std::string_view contact, Language);
std::vector<Follower> followers(db::Connection&, const Tenant&, CaseId, KeyId);
std::int64_t count_followers(db::Connection&, CaseId);
/// By the case's id; none is not there.
std::map<std::int64_t, std::int64_t> count_followers(db::Connection&, const std::vector<CaseId>&);
void note_told(db::Connection&, std::int64_t follower);
void confirm(db::Connection&, std::int64_t follower);
void remove_follower(db::Connection&, std::int64_t follower);
/// Parties who want to hear no more.
enum class Wish { more, none };
void set_wish(db::Connection&, CaseId, std::int64_t party, Wish);
std::set<std::int64_t> quiet_parties(db::Connection&, CaseId);

/// What staff let everybody read. Pictures are those that keep_picture has taken.
struct Shown {
    std::string description{}, answer{};
    std::optional<DocumentId> picture{}, after{};
};
Shown shown(db::Connection&, CaseId);
/// By the case's id; of which nothing is shown is not there.
std::map<std::int64_t, Shown> shown(db::Connection&, const std::vector<CaseId>&);
void show(db::Connection&, CaseId, const Shown&);

/// A document's picture as everybody sees it (pictures::bare_jpeg).
void keep_picture(db::Connection&, const Tenant&, CaseId, KeyId, DocumentId, std::string_view jpeg);
Result<std::string> picture(db::Connection&, const Tenant&, CaseId, KeyId, DocumentId);

/// The number of the report that a device has sent, or mended, under that name; nothing the first time.
std::optional<std::string> taken_before(db::Connection&, std::string_view name);
void note_taken(db::Connection&, std::string_view name, std::string_view number);

enum class Said { yes, no };
/// Whoever was asked is counted once; a no takes the place of a yes.
void add_verdict(db::Connection&, CaseId, std::string_view asked, std::string_view service, Said);
struct Verdicts {
    std::int64_t yes = 0, no = 0;
};
Verdicts verdicts(db::Connection&, std::string_view service, Timestamp since);
/// The cases that those verdicts are about, each once, the newest first.
std::vector<CaseId> judged(db::Connection&, std::string_view service, Timestamp since, int limit);

// ---- receivers outside the house

void put_receiver(db::Connection&, const Tenant&, const Receiver&);  ///< new, or instead of what was there under its id
/// Their categories, or why they were not told.
void set_services(db::Connection&, ReceiverId, const std::vector<TheirService>&, std::string_view format, Timestamp);
void set_problem(db::Connection&, ReceiverId, std::string_view problem);
void set_format(db::Connection&, ReceiverId, std::string_view format);
void end_receiver(db::Connection&, ReceiverId);
std::optional<Receiver> receiver(db::Connection&, const Tenant&, ReceiverId);
std::vector<Receiver> receivers(db::Connection&, const Tenant&);  ///< by name; those that are ended too
bool is_automatic(db::Connection&, std::string_view service);

void add_link(db::Connection&, ReceiverId, std::int64_t link, std::string_view token, Timestamp expires_at);
void revoke_links(db::Connection&, ReceiverId);
/// The newest that works until `until` at least.
std::optional<std::int64_t> link_of(db::Connection&, ReceiverId, Timestamp until);
std::optional<ReceiverId> receiver_of_link(db::Connection&, std::string_view token);

void add_handed(db::Connection&, const Tenant&, KeyId, const Handed&);
/// The state, and what came of the last attempt; what they were told stays.
void change_handed(db::Connection&, const Handed&);
/// The one that is not ended.
std::optional<Handed> handed_now(db::Connection&, const Tenant&, CaseId, KeyId);
std::vector<Handed> handed_ever(db::Connection&, const Tenant&, CaseId, KeyId);  ///< newest first
std::optional<Handed> handed(db::Connection&, const Tenant&, HandedId);
/// Open cases that they have, the newest first.
std::vector<CaseId> cases_with(db::Connection&, ReceiverId, int limit);
std::int64_t count_with(db::Connection&, ReceiverId);
/// The name of who has each of them now, by the case's id.
std::map<std::int64_t, std::string> who_has(db::Connection&, const std::vector<CaseId>&);
/// In order of time; who was never reached, refused it, or may not have got it, has not had it.
std::vector<Outside> who_had(db::Connection&, CaseId);
/// Of Open311, whose time it is to be asked about.
std::vector<HandedId> to_ask(db::Connection&, Timestamp, int limit);
void end_handed_of_closed(db::Connection&);

// ---- what closed reports teach

std::vector<similarity::KindCount> learned_words(db::Connection&);
void keep_learned_words(db::Connection&, const std::vector<similarity::KindCount>&);
/// The newest that were closed since then.
std::vector<CaseId> closed_of(db::Connection&, std::string_view service, Timestamp since, int limit);

// ---- what mending takes

void put_resource(db::Connection&, const Resource&);  ///< new, or instead of what was there under its id
/// What was used before stays, at its price.
void end_resource(db::Connection&, ResourceId);
std::vector<Resource> resources(db::Connection&);  ///< in use, by name
void add_use(db::Connection&, const cases::PlacedCase&, const Use&);
/// What went into one report, in the order in which it was written down.
std::vector<UseRow> uses_of(db::Connection&, CaseId);
/// Of the reports that the account may read; the dearest first.
std::vector<RoadCost> costs_by_road(db::Connection&, AccountId, int year);
std::vector<YearCost> costs_by_year(db::Connection&, AccountId);  ///< the earliest first
/// The newest first; of one road ("" is what lies at none), or of all.
std::vector<UseRow> uses(db::Connection&, AccountId, int year, const std::optional<std::string>& road, int limit);

// ---- what in the street a report is about

void keep_asset(db::Connection&, CaseId, std::string_view number, const OfAsset&, Timestamp received_at);
std::optional<OfAsset> asset_of(db::Connection&, CaseId);
/// By the case's id; of nothing known is not there.
std::map<std::int64_t, AssetId> assets_of(db::Connection&, const std::vector<CaseId>&);
/// Of the reports about it, the newest first.
std::vector<std::string> numbers_of_asset(db::Connection&, AssetId, int limit);
/// Received after one moment, and no later than the other.
std::int64_t count_of_asset(db::Connection&, AssetId, Timestamp after, Timestamp until);
struct MostReported {
    AssetId asset{};
    std::int64_t reports = 0;
};
/// At least `least` since then, the most first.
std::vector<MostReported> most_reported(db::Connection&, Timestamp since, std::int64_t least, int limit);
std::vector<assets::Kind> asset_kinds(db::Connection&, std::string_view service);
AssetKinds asset_kinds(db::Connection&);
void set_asset_kinds(db::Connection&, std::string_view service, const std::vector<assets::Kind>&);

/// Followers, and what was shown, of cases whose key is destroyed, with the numbers of these beside what they took; and what devices called
/// reports that they sent long ago.
void forget_disposed(db::Connection&);

}  // namespace fault_reports::store
