#pragma once
/// A contact (kontakt): somebody has called, written or come, about a case or about nothing that needs one. Lighter than a case, and tied
/// to one when it becomes or concerns it (docs/decisions/013).
///
///     waiting ─▶ open ─▶ closed           solved
///        │         ├───▶ handed_over ─▶ closed      a unit answers
///        │         └───▶ call_back ─▶ open          we call
///        └───▶ closed                     missed: nobody answered the call
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engines/area/area.h"
#include "engines/area/case_id.h"
#include "engines/knowledge/knowledge.h"
#include "engines/privacy/privacy.h"
#include "foundation/base/enum_names.h"
#include "foundation/files/store.h"

using ContactId = Id<struct ContactTag>;

namespace contacts {

/// Lets staff answer those who turn to the municipality; lets the staff of a unit answer what was handed over to it; lets a program bring
/// contacts in. Declared by the area contact_centre.
inline constexpr Permission may_serve{"contacts.serve"}, may_answer{"contacts.answer"}, may_bring_in{"contacts.bring_in"};

enum class Channel {
    web_form,
    email,
    sms,
    phone,
    desk,
    letter,
    chat,
    open311,
    callback,
    social,
    suggestion,
    panel,
    meeting,
    partner,
    kiosk,
    voice_mail
};
enum class State { waiting, open, call_back, handed_over, closed };
enum class Outcome { solved, handed_over, call_back, missed };

/// Who it is and what was said: sealed.
struct Said {
    std::string name{}, number{}, phone{}, email{};  ///< number: twelve digits, when it was given
    std::string heading{}, words{}, note{};          ///< note: what staff wrote when it ended
    std::string place{};                             ///< the address or property that it is about, in words
    std::int64_t place_id = 0;                       ///< in the register of addresses; 0 for none
};

struct Contact {
    ContactId id{}, thread{};
    Channel channel{};
    State state{};
    std::optional<Outcome> outcome{};
    UnitId unit{};
    knowledge::Subject subject = knowledge::Subject::other;
    std::optional<PersonId> person{};
    Said said{};
    std::optional<CaseId> case_id{};
    std::optional<AccountId> agent{};
    std::string agent_name{};
    Timestamp received_at{};
    std::optional<Timestamp> answered_at{}, ended_at{}, call_back_at{};
    bool is_erased = false;
    bool is_automatic = false;  ///< a machine sent it: nobody is to be answered
    bool is_unproven = false;   ///< nobody vouches for its sender: it may be written in another's name
};
/// "K-3F9A0C2B71X": stands in the subject of e-mail, so that the answer finds its thread.
std::string reference(ContactId);
/// The one that is named in brackets anywhere in the words.
std::optional<ContactId> referred(std::string_view words);

struct Original {
    std::int64_t id = 0;
    std::string name, type, hash, digest;
    std::int64_t size = 0;
};

/// What comes in. `outside` is what the sender calls it: the same comes in once.
struct Incoming {
    Channel channel{};
    Said said{};
    knowledge::Subject subject = knowledge::Subject::other;
    std::optional<PersonId> person{};
    std::string outside{};
    std::string answers_to{};                 ///< `outside` of an earlier one: the same thread
    std::optional<ContactId> thread{};        ///< that it is known to belong to
    std::optional<ContactId> named_thread{};  ///< that it says it belongs to
    std::optional<Timestamp> at{};            ///< now, when it is not told
    std::vector<Original> originals{};        ///< without id
    bool is_automatic = false;
    bool is_unproven = false;  ///< then its address finds no thread, and no later one finds it
};
/// Waits for an agent. The same thread as what it answers, or as what the same sender wrote in the same channel within a week.
ContactId receive(db::Connection&, const Tenant&, const Incoming&);
/// An agent begins one: with somebody on the telephone, at the desk.
ContactId begin(db::Connection&, const Tenant&, const Visitor& agent, const Incoming&);

/// For functions that have tested the right.
Result<Contact> find(db::Connection&, const Tenant&, ContactId);
std::optional<ContactId> find_by_outside(db::Connection&, std::string_view outside);
/// With contacts.serve or contacts.answer in its unit; not_found otherwise.
Result<Contact> find_for(db::Connection&, const Tenant&, AccountId, ContactId);

/// over: also one that another agent has open.
enum class Take { waiting, over };
/// A waiting one, or one to call back, becomes this agent's. Fault::conflict when another has it.
Result<void> take(db::Connection&, const Tenant&, const Visitor& agent, ContactId, Take = Take::waiting);
/// Who it is, by an agent's word and never by what was said; nullopt takes that back. conflict when the contact is disposed of.
Result<void> set_person(db::Connection&, const Tenant&, const Visitor& by, ContactId, std::optional<PersonId>);
/// Name, number, telephone and e-mail that are not empty take the place of those that were there; the rest stays.
Result<void> add_said(db::Connection&, const Tenant&, const Visitor& by, ContactId, const Said&);
/// What place it is about; "" takes that back. conflict when the contact is disposed of.
Result<void> set_place(db::Connection&, const Tenant&, const Visitor& by, ContactId, std::string_view words, std::int64_t place_id);
struct Ending {
    Outcome outcome{};
    knowledge::Subject subject{};
    std::string note{};
    std::optional<UnitId> unit{};             ///< handed over to
    std::optional<Timestamp> call_back_at{};  ///< of a call back
    std::optional<CaseId> of_case{};
};
/// conflict when it has ended already, or another agent has it open; invalid when a unit or a time is missing.
Result<void> finish(db::Connection&, const Tenant&, const Visitor& by, ContactId, const Ending&);
/// The telephone system tells when a call was answered, and when it ended: when nobody had answered, it is missed.
void note_answered(db::Connection&, ContactId, Timestamp);
void note_ended(db::Connection&, ContactId, Timestamp);
/// From its file, afterwards.
struct CallRecord {
    std::string outside{}, phone{};
    Timestamp began{};
    std::optional<Timestamp> answered{};
    Timestamp ended{};
};
/// False when it was there already. How an answered one ended is not known.
bool take_record(db::Connection&, const Tenant&, const CallRecord&);
/// A job: calls that were answered outside the console, and ended hours ago, wait for nobody. How many.
std::int64_t close_answered(db::Connection&);

void use_article(db::Connection&, ContactId, ArticleId);
std::vector<ArticleId> used_articles(db::Connection&, ContactId);
std::vector<Original> originals(db::Connection&, const Tenant&, ContactId);
bool keeps_file(db::Connection&, std::string_view hash);

/// What waits for an agent, the longest wait first, then what this agent has open. Of the units where the account serves.
std::vector<Contact> inbox(db::Connection&, const Tenant&, AccountId, int limit);
/// Without calls that somebody has answered.
std::int64_t count_waiting(db::Connection&, AccountId);
/// To be called back, soonest first.
std::vector<Contact> to_call_back(db::Connection&, const Tenant&, AccountId, int limit);
std::int64_t count_to_call_back(db::Connection&, AccountId);
/// Handed over to units where the account answers, oldest first.
std::vector<Contact> handed_over(db::Connection&, const Tenant&, AccountId, int limit);
std::int64_t count_handed_over(db::Connection&, AccountId);
/// Newest first, of the units where the account serves or answers. By the person, or by the same telephone or e-mail when it is not known.
std::vector<Contact> earlier(db::Connection&, const Tenant&, AccountId, const Contact&, int limit);
/// Newest first, for the person: all that is kept.
std::vector<Contact> mine(db::Connection&, const Tenant&, PersonId);

/// A job: the keys of those whose time is out are destroyed. How many.
std::int64_t dispose_due(db::Connection&);
std::vector<AreaJob> jobs();

}  // namespace contacts

template <>
inline constexpr EnumNames<contacts::Channel, 16> names_of<contacts::Channel> = {{
    {contacts::Channel::web_form, "web_form"},
    {contacts::Channel::email, "email"},
    {contacts::Channel::sms, "sms"},
    {contacts::Channel::phone, "phone"},
    {contacts::Channel::desk, "desk"},
    {contacts::Channel::letter, "letter"},
    {contacts::Channel::chat, "chat"},
    {contacts::Channel::open311, "open311"},
    {contacts::Channel::callback, "callback"},
    {contacts::Channel::social, "social"},
    {contacts::Channel::suggestion, "suggestion"},
    {contacts::Channel::panel, "panel"},
    {contacts::Channel::meeting, "meeting"},
    {contacts::Channel::partner, "partner"},
    {contacts::Channel::kiosk, "kiosk"},
    {contacts::Channel::voice_mail, "voice_mail"},
}};
template <>
inline constexpr EnumNames<contacts::State, 5> names_of<contacts::State> = {{
    {contacts::State::waiting, "waiting"},
    {contacts::State::open, "open"},
    {contacts::State::call_back, "call_back"},
    {contacts::State::handed_over, "handed_over"},
    {contacts::State::closed, "closed"},
}};
template <>
inline constexpr EnumNames<contacts::Outcome, 4> names_of<contacts::Outcome> = {{
    {contacts::Outcome::solved, "solved"},
    {contacts::Outcome::handed_over, "handed_over"},
    {contacts::Outcome::call_back, "call_back"},
    {contacts::Outcome::missed, "missed"},
}};
