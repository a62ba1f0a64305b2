#pragma once
/// What came of the contacts, counted. Nothing sealed is opened.
#include <vector>

#include "engines/contacts/contacts.h"

namespace contacts {

/// Now.
struct Pulse {
    std::int64_t waiting = 0, longest_wait_seconds = 0;
    std::int64_t answered_today = 0, solved_today = 0;  ///< solved: of those, at once
};
Pulse pulse(db::Connection&, AccountId);

struct Period {
    Timestamp from{}, until{};
};
/// The last day too.
inline Period whole_days(Date first, Date last) { return {swedish_time(first), swedish_time(Date{last.days + 1})}; }
struct Sums {
    std::int64_t contacts = 0, calls = 0, missed = 0;
    std::int64_t ended = 0, solved = 0;                             ///< ended: not missed; solved: at the first contact, as the agents say
    std::int64_t median_wait_seconds = 0, median_talk_seconds = 0;  ///< of calls
};
/// Of the contacts that came in then, in the units where the account serves.
Sums sums(db::Connection&, AccountId, const Period&);
struct ChannelSum {
    Channel channel{};
    std::int64_t contacts = 0, solved = 0;
};
std::vector<ChannelSum> by_channel(db::Connection&, AccountId, const Period&);

/// What one figure counts.
struct Figure {
    enum class What {
        received,
        calls,
        talked,  ///< calls with an answer and an end: those that were timed
        ended,
        solved,            ///< at the first contact, as the agents say
        waiting,           ///< now, whenever they came
        answered,          ///< ended in the period, whenever they came
        answered_at_once,  ///< of those, solved at the first contact
        known,             ///< as Resolution counts them, and so the two below
        claimed,
        kept,
        expected  ///< calls of that half-hour on the days from which that of `day` is foretold, whatever the period
    } what = What::received;
    std::optional<Channel> channel{};  ///< nothing: any
    Period period{};
    Date day{};         ///< that is foretold
    int half_hour = 0;  ///< from midnight
};
/// Those behind it, newest first, in the units where the account serves; nothing sealed is opened.
std::vector<Contact> contacts_of(db::Connection&, AccountId, const Figure&, int limit);
std::int64_t count(db::Connection&, AccountId, const Figure&);

/// First-contact resolution of contacts that ended then and whose sender is known: how many the agents call solved, and how many of these
/// the same person did not come back about, on the same subject, within so many days.
struct Resolution {
    std::int64_t known = 0, claimed = 0, kept = 0;
};
inline constexpr int days_to_come_back = 7;
Resolution resolution(db::Connection&, AccountId, const Period&);

}  // namespace contacts

template <>
inline constexpr EnumNames<contacts::Figure::What, 12> names_of<contacts::Figure::What> = {{
    {contacts::Figure::What::received, "received"},
    {contacts::Figure::What::calls, "calls"},
    {contacts::Figure::What::talked, "talked"},
    {contacts::Figure::What::ended, "ended"},
    {contacts::Figure::What::solved, "solved"},
    {contacts::Figure::What::waiting, "waiting"},
    {contacts::Figure::What::answered, "answered"},
    {contacts::Figure::What::answered_at_once, "answered_at_once"},
    {contacts::Figure::What::known, "known"},
    {contacts::Figure::What::claimed, "claimed"},
    {contacts::Figure::What::kept, "kept"},
    {contacts::Figure::What::expected, "expected"},
}};
