#pragma once
/// Finding and reading cases. Lists are filtered by rights inside the query.
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engines/area/tenant.h"
#include "engines/cases/case.h"
#include "foundation/base/result.h"
#include "foundation/db/database.h"

namespace cases {

/// The permission that lets staff see the cases of a unit, and the one that lets them decide. Declared by the area case_desk.
inline constexpr Permission may_read{"cases.read"};
inline constexpr Permission may_decide{"cases.decide"};
/// Lets staff approve the decisions of others in a unit.
inline constexpr Permission may_approve{"cases.approve"};

/// Any case, without asking who wants it: for jobs and for functions that have tested the right.
Result<Case> find(db::Connection&, const Tenant&, CaseId);
Result<Case> find_by_number(db::Connection&, const Tenant&, std::string_view number);

/// The case, when this visitor may see it: staff with cases.read in its unit; a resident who is party to it. Otherwise not_found,
/// so that nobody learns which numbers exist.
/// Fault::sign_in_needed when the case has secrecy and it is long since the member of staff showed more than a password.
Result<Case> find_for(db::Connection&, const Tenant&, const Visitor&, std::string_view number);
/// Whether what is written in a case of that service may be shown now: where there is secrecy, a password alone opens nothing.
bool is_proved_for(db::Connection&, const Tenant&, const Visitor&, std::string_view service, int version);
/// The case, when this member of staff may also change it: with cases.decide in its own unit, not only in another.
Result<Case> find_to_change(db::Connection&, const Tenant&, const Visitor&, std::string_view number);
/// The case, when this member of staff may approve decisions in its unit.
Result<Case> find_to_approve(db::Connection&, const Tenant&, const Visitor&, std::string_view number);
/// A case as a list names it; nothing that is sealed is opened. Fault::not_found when there is none.
struct NamedCase {
    std::string number;
    bool may_be_opened = false;  ///< by this member of staff
};
Result<NamedCase> named(db::Connection&, const Visitor&, CaseId);
Result<NamedCase> named(db::Connection&, const Visitor&, std::string_view number);

/// The case, when number and code belong together. Slow to guess: the caller counts attempts (find_by_code_throttled).
Result<Case> find_by_code(db::Connection&, const Tenant&, std::string_view number, std::string_view code);

std::vector<Event> events(db::Connection&, const Tenant&, const Case&);
std::vector<Party> parties(db::Connection&, const Tenant&, const Case&);
/// The parties who may follow the case now: no representative whose mandate has ended.
std::vector<Party> followers(db::Connection&, const Tenant&, const Case&);
std::vector<Document> documents(db::Connection&, const Tenant&, const Case&);
std::vector<Message> messages(db::Connection&, const Tenant&, const Case&);
/// The supplement that waits for an answer.
std::optional<Supplement> open_supplement(db::Connection&, const Tenant&, const Case&);
std::vector<Supplement> supplements(db::Connection&, const Tenant&, const Case&);
/// The decision in force (not undone).
std::optional<Decision> decision(db::Connection&, const Tenant&, const Case&);
/// Another case of the same people or place.
struct Related {
    Case of;
    bool same_person = false, same_organisation = false, same_property = false, same_address = false;
};
/// Those that this officer may see, newest first, among the newest 200 of the same person, of the same organisation and of the same place.
std::vector<Related> related(db::Connection&, const Tenant&, const Visitor&, const Case&, int limit = 10);

/// Cases that this officer may see, found by number, title, parties or places; the last word may be the beginning of one. Best first.
std::vector<Case> search(db::Connection&, const Tenant&, AccountId, std::string_view words, int limit);

struct Filter {
    /// to_approve: the decisions of others that wait for a second person who may be this one.
    /// watched: those that this officer has chosen to follow (watching.h).
    /// person_asked: decided without a person, and the party has asked for one (judging.h).
    enum class Whose { mine, unassigned, all, to_approve, watched, person_asked } whose = Whose::mine;
    std::string state_kind{};  ///< "" : open, waiting and decided
    std::string service{};
    std::optional<UnitId> unit{};
    std::optional<AccountId> officer{};
    std::optional<Date> due_until{};  ///< the clock runs, and ends then or before
    /// Key of the page: the last row of the page before.
    std::optional<std::pair<std::int64_t, CaseId>> after{};
    int limit = 50;
};

/// A row of an officer's queue, soonest due first.
struct QueueRow {
    CaseId id{};
    std::string number, service, title, state, state_kind, officer_name;
    std::optional<Date> due_on{};
    bool clock_stopped = false;
    Timestamp received_at{};
    UnitId unit{};
    std::string channel{};
    bool has_news = false;               ///< watched, and something has happened since this officer last opened it
    bool decision_is_asked_for = false;  ///< by a party who has waited more than six months, and waits for an answer
};
std::vector<QueueRow> queue(db::Connection&, const Tenant&, AccountId, const Filter&);
/// Counting ends here, so that its time does not grow: whoever looks at the number sees "many".
inline constexpr std::int64_t most_counted = 1000;
std::int64_t count_queue(db::Connection&, AccountId, Filter::Whose);

/// The case that comes after this one in the officer's own queue.
std::optional<std::string> next_in_queue(db::Connection&, const Tenant&, AccountId, CaseId but_not);

/// The resident's own cases, last changed first. Each may be opened or closed. `before` is the last of the page before.
using Changed = std::pair<Timestamp, CaseId>;
std::vector<Case> cases_of(db::Connection&, const Tenant&, PersonId, bool closed, std::optional<Changed> before = {}, int limit = 50);

/// Decisions of this officer that can still be undone, soonest sent first; none of units where the right has ended since.
struct PendingDecision {
    std::string number, title, outcome;
    Timestamp send_at;
};
std::vector<PendingDecision> undoable(db::Connection&, const Tenant&, AccountId);

/// The hash of every file that belongs to a case.
std::vector<std::string> kept_files(db::Connection&);
bool keeps_file(db::Connection&, std::string_view hash);

/// Median and nine of ten, in whole days from received to closed, of the service's cases closed in the last year.
struct UsualTime {
    std::int64_t cases = 0, median_days = 0, most_days = 0;
};
UsualTime usual_time(db::Connection&, std::string_view service);

/// Cases of the service that are closed, no tests and not disposed of, that this member of staff may read; last closed first.
std::vector<CaseId> closed_of(db::Connection&, AccountId, std::string_view service, int limit);
std::vector<Case> find_all(db::Connection&, const Tenant&, const std::vector<CaseId>&);

/// How many numbers each series has given this year and the year before.
std::map<std::string, std::int64_t, std::less<>> received_in_series(db::Connection&);

}  // namespace cases
