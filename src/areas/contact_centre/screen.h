#pragma once
/// What the console shows.
#include "engines/addresses/addresses.h"
#include "engines/cases/case.h"
#include "engines/contacts/chat.h"
#include "engines/contacts/contacts.h"
#include "engines/contacts/figures.h"
#include "engines/contacts/mail.h"
#include "engines/contacts/replies.h"
#include "engines/identity/accounts.h"
#include "engines/identity/people.h"
#include "engines/identity/units.h"
#include "engines/services/search.h"

namespace contact_centre {

/// A street, a square or another place that the town's map has a name for.
struct Place {
    std::string name, district;
};

/// One search over everything that an answer may be.
struct Found {
    std::string words;
    std::vector<knowledge::Article> articles;
    services::Services services;
    std::vector<cases::Case> cases;
    std::vector<identity::Account> staff;
    std::vector<identity::Unit> units;
    std::vector<Place> places;
    std::vector<addresses::Entry> addresses;  ///< and properties

    bool empty() const {
        return articles.empty() && services.empty() && cases.empty() && staff.empty() && units.empty() && places.empty() &&
               addresses.empty();
    }
};
Found find_everything(db::Connection&, const Tenant&, const Visitor&, std::string_view words, Language);

struct EndingForm {
    std::string outcome{}, subject{}, note{}, unit{}, call_back_day{}, call_back_clock{}, case_number{};
};
/// As it is typed; without the case, which only the database knows.
Result<contacts::Ending> checked(const EndingForm&, const std::vector<identity::Unit>&);
/// "14.30", "14:30" or "14": minutes since midnight.
std::optional<int> clock_typed(std::string_view);

/// Beside the contact that is open.
struct Desk {
    contacts::Pulse pulse;
    std::vector<contacts::Contact> inbox;
    std::int64_t to_call_back = 0;
    std::optional<Timestamp> mail_away_since{};  ///< a mailbox that does not answer
};
Desk desk_of(db::Connection&, const Tenant&, const Visitor&);

/// The address or property that a contact is about, and what there is of it.
struct PlaceShown {
    addresses::Entry entry;
    std::string district{};                   ///< as the town's map calls it
    std::vector<addresses::Entry> on_same{};  ///< the addresses of a property
    std::vector<cases::Case> cases{};         ///< and fault reports, that this agent may read
};

struct ContactScreen {
    Desk desk;
    contacts::Contact contact;
    std::optional<identity::Person> person;
    std::vector<identity::Person> candidates;  ///< who it may be
    std::vector<cases::Case> cases;
    std::optional<PlaceShown> place;
    std::vector<contacts::Contact> earlier;
    std::vector<contacts::Contact> thread;      ///< the others of the same matter
    std::vector<contacts::Contact> may_belong;  ///< by the same person, as it seems
    std::vector<contacts::Original> originals;
    contacts::WayBack way_back = contacts::WayBack::none;
    std::vector<contacts::Reply> replies;
    std::optional<contacts::Chat> chat;
    std::vector<contacts::Line> lines;
    std::string reply{};  ///< as it was typed
    std::vector<knowledge::Article> used;
    std::vector<identity::Unit> units;
    services::Services quick;  ///< to begin at once
    Found found;
    std::optional<knowledge::Article> answer;  ///< that is read now
    EndingForm ending{};
    std::vector<FieldError> errors{};
    std::string asked_who{};  ///< who was searched for just now
    std::string notice{};     ///< a text key of contacts: why nothing came of what was asked
};

}  // namespace contact_centre
