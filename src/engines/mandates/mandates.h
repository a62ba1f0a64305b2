#pragma once
/// Mandates (fullmakter, ställföreträdarskap, firmateckning): who may act for whom. A mandate is given, asked for and answered, or
/// registered; it is in force on its days until it is taken back, and from that moment opens nothing.
/// The table mandates_mandate may be read by the engine cases, so that its lists are filtered inside the query.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engines/area/area.h"
#include "engines/forms/answers.h"
#include "engines/identity/personal_number.h"
#include "foundation/base/enum_names.h"

using MandateId = Id<struct MandateTag>;

namespace mandates {

enum class Origin {
    e_identification,  ///< by the giver, signed in
    paper,             ///< a power of attorney that staff have seen
    desk,              ///< said by the giver to staff, who have checked who it is
    guardian,          ///< förmyndare, föräldrabalken 10 kap.
    trustee,           ///< god man or förvaltare, föräldrabalken 11 kap.
    signatory,         ///< firmatecknare, by the register of organisations
    application,       ///< the helper has filled in, and the applicant signs: this case alone
};
/// Those that staff register, each with its source.
bool is_registered_by_staff(Origin);

struct Someone {
    std::string number;  ///< twelve digits; an organisation's as "556000-1234"
    std::string name;
    bool operator==(const Someone&) const = default;
};
enum class GiverKind { person, organisation };
enum class State { asked, refused, not_begun, in_force, over, ended };

struct Mandate {
    MandateId id{};
    Origin origin{};
    GiverKind giver_kind = GiverKind::person;
    Someone giver, holder;
    std::vector<std::string> services{};  ///< empty: all
    bool is_of_one_case = false;
    bool opens_earlier = false;  ///< also what was applied for before it (wards.h)
    Date from{};
    std::optional<Date> until{};
    Timestamp made_at{};
    std::optional<Timestamp> given_at{}, refused_at{}, ended_at{};
    std::string source{};  ///< "Överförmyndarnämnden 2026-03-01, dnr 118"
    std::optional<forms::FileAnswer> paper{};

    State state_on(Date) const;
    bool covers(std::string_view service) const;
    /// A court or a register has appointed some: whom they act for does not end that here.
    bool is_ended_by_giver() const { return origin != Origin::guardian && origin != Origin::trustee && origin != Origin::signatory; }
};

/// For how long and in what.
struct Scope {
    std::vector<std::string> services{};
    Date from{};
    std::optional<Date> until{};
    bool opens_earlier = false;
};
/// Years that a mandate lasts at most when a resident gives it.
inline constexpr int most_years = 10;

/// By a resident to another, who sees it when signed in. The like one when it is there already. invalid at "number": oneself, or too many.
Result<MandateId> give(db::Connection&, const Tenant&, const Visitor& giver, const Someone& holder, const Scope&);
/// Asks for one: nothing of the giver is told, not even whether there is such a person. too_many when many wait for an answer.
Result<MandateId> ask(db::Connection&, const Tenant&, const Visitor& holder, const Someone& giver, const Scope&);
enum class Answer { yes, no };
/// By the giver alone. conflict when it is answered.
Result<void> answer(db::Connection&, const Tenant&, const Visitor& giver, MandateId, Answer);
/// From that moment it opens nothing. By giver or holder. forbidden: is_ended_by_giver. A second time nothing happens.
Result<void> end(db::Connection&, const Tenant&, const Visitor&, MandateId);

struct Registered {
    Origin origin{};
    Someone giver, holder;
    Scope scope{};
    std::string source{};
    std::optional<forms::FileAnswer> paper{};
};
/// The like one when it is there already.
MandateId register_by_staff(db::Connection&, const Tenant&, const Visitor& staff, const Registered&);
/// Of those that staff registered, when it has ended otherwise: the appointment is over, the giver has said so.
Result<void> end_by_staff(db::Connection&, const Tenant&, const Visitor& staff, MandateId);
/// The signatory of an organisation, by its register. Lasts 90 days; asked for anew it is the same mandate that goes on, so that the cases
/// begun by it stay open. forbidden: no personal number.
Result<MandateId> add_signatory(db::Connection&, const Tenant&, const Visitor& holder, const Someone& organisation,
                                std::string_view source);
/// Goes with an application that a helper has filled in without a mandate: opens that case alone. forbidden: no personal number.
Result<MandateId> begin_with_application(db::Connection&, const Tenant&, const Visitor& helper, const Someone& applicant);
/// The last day of one that goes with an application, or none. Others stay as they are.
void limit_to_case(db::Connection&, MandateId, std::optional<Date> last_day);
/// The case that it opened is disposed of. Others stay as they are.
void end_with_case(db::Connection&, const Tenant&, const Visitor& by, MandateId);

Result<Mandate> find(db::Connection&, const Tenant&, MandateId);
/// By giver or holder, whoever the visitor is; not_found for all others.
Result<Mandate> find_for(db::Connection&, const Tenant&, const Visitor&, MandateId);
/// In force now, held by the visitor, and covering the service; not_found otherwise.
Result<Mandate> find_usable(db::Connection&, const Tenant&, const Visitor&, MandateId, std::string_view service);
bool is_in_force(db::Connection&, MandateId);
/// For a query: the mandate of that column is in force on the day that is bound twice.
std::string in_force(std::string_view column);

/// Newest first.
std::vector<Mandate> given_by(db::Connection&, const Tenant&, PersonId);
std::vector<Mandate> held_by(db::Connection&, const Tenant&, PersonId);
/// Registered by staff, newest first: with this personal number as giver or holder; by this account.
std::vector<Mandate> registered_for(db::Connection&, const Tenant&, const identity::PersonalNumber&);
std::vector<Mandate> registered_by(db::Connection&, const Tenant&, AccountId, int limit);

/// An entry in the log that the person concerned reads: the case was sent or opened by a mandate.
void record_use(db::Connection&, const Visitor&, MandateId, std::int64_t case_id);

bool keeps_file(db::Connection&, std::string_view hash);
/// Those that have ended two years ago, and those that nobody answered for 30 days. How many.
std::int64_t remove_old(db::Connection&);
std::vector<AreaJob> jobs();

/// "Fullmakt med e-legitimation".
std::string origin_words(const Texts&, Origin);

}  // namespace mandates

template <>
inline constexpr EnumNames<mandates::Origin, 7> names_of<mandates::Origin> = {{
    {mandates::Origin::e_identification, "e_identification"},
    {mandates::Origin::paper, "paper"},
    {mandates::Origin::desk, "desk"},
    {mandates::Origin::guardian, "guardian"},
    {mandates::Origin::trustee, "trustee"},
    {mandates::Origin::signatory, "signatory"},
    {mandates::Origin::application, "application"},
}};
template <>
inline constexpr EnumNames<mandates::State, 6> names_of<mandates::State> = {{
    {mandates::State::asked, "asked"},
    {mandates::State::refused, "refused"},
    {mandates::State::not_begun, "not_begun"},
    {mandates::State::in_force, "in_force"},
    {mandates::State::over, "over"},
    {mandates::State::ended, "ended"},
}};
