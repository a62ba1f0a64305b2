#pragma once
/// A case (ärende) and what belongs to it. Values only.
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engines/area/case_id.h"
#include "engines/decision_tables/versions.h"
#include "engines/identity/visitor.h"
#include "engines/mandates/mandates.h"
#include "engines/privacy/privacy.h"
#include "engines/services/service.h"
#include "foundation/base/enum_names.h"
#include "foundation/base/id.h"
#include "foundation/base/time.h"
#include "foundation/json/json.h"

using DocumentId = Id<struct DocumentTag>;

namespace cases {

/// What happened to a case, in the words of the event log.
enum class EventKind {
    received,
    assigned,
    state_changed,
    supplement_requested,
    supplement_answered,
    reminded,
    message,
    note,
    decided,
    registered,          ///< confirmed, without anybody deciding
    decision_approved,   ///< by a second person
    decision_sent_back,  ///< by that person, with words
    decision_undone,
    decision_sent,
    withdrawn,
    appealed,
    disposed,
    co_signed,  ///< by somebody whom the applicant has named
    signature_declined,
    signatures_overdue,  ///< the applicant is told who has not signed
    checked,             ///< registers outside were asked
    delayed,             ///< the applicant is told that the decision will be late, and why
    disposal_held,       ///< must not be disposed of for now, and why
    hold_ended,
    consent_taken_back,
    note_changed,  ///< the note as it was stands in its own event
    task_added,    ///< something that an officer is to do
    task_done,
    linked,  ///< to another case
    unlinked,
    consulted,                 ///< another unit is asked for its opinion (remiss)
    consultation_answered,     ///< by that unit
    due_day_moved,             ///< with the reason for it
    handed_over,               ///< to somebody outside the house who does the work
    outside_answered,          ///< what that somebody says of it
    person_asked_for,          ///< by the party, after a decision without one
    alarm_raised,              ///< it is to be decided soon, today or should have been: who is told
    merged,                    ///< another case into this one
    merged_into,               ///< goes on in another case, and is closed
    unmerged,                  ///< the other goes on by itself again
    unmerged_from,             ///< goes on by itself again
    split_off,                 ///< a part of this goes on as a case of its own
    split_from,                ///< made of a part of another case
    proposed,                  ///< to a committee, which is to decide (tjänsteskrivelse)
    proposal_taken_back,       ///< from the committee
    minutes_kept,              ///< the paragraph of the minutes by which a committee decided
    decision_requested,        ///< by the party, who has waited more than six months
    decision_request_refused,  ///< by the authority, with reasons
    request_refusal_sent,      ///< the letter of that
    signing_link_renewed,      ///< to sign, after the old one had ended
    representative_changed,    ///< by the applicant: another acts, or nobody
};

struct Event {
    std::int64_t id = 0;
    std::int64_t sequence = 0;
    Timestamp at{};
    std::string actor_kind, actor_name;
    std::int64_t actor = 0;
    EventKind kind{};
    json::Value data;
};

struct Case {
    CaseId id{};
    std::string number;
    KeyId key{};
    std::string service;
    int service_version = 0;
    std::string flow, flow_hash;
    UnitId unit{};
    std::optional<AccountId> officer{};
    std::string officer_name{};  ///< filled in by find; "" when nobody
    std::string state;           ///< a state of the flow
    std::string state_kind;      ///< open, waiting, decided, closed
    Timestamp state_since{};
    std::string title;  ///< for parties and officers: holds personal data
    std::string public_title;
    std::string answers;  ///< JSON of forms::Answers
    Language language = Language::sv;
    std::string channel;
    Timestamp received_at{};
    std::optional<Date> due_on{};
    std::optional<Date> clock_stopped_on{};
    std::optional<Timestamp> decided_at{}, closed_at{};
    std::string outcome{};  ///< approve, reject, withdrawn, merged, or ""
    std::optional<Date> dispose_on{};
    bool is_test = false;
    std::int64_t last_event = 0;
    Timestamp changed_at{};
    std::optional<Timestamp> person_asked_at{};  ///< after a decision without one; until a person has decided
    bool erased = false;                         ///< its key is destroyed: title and answers are empty
};

struct Party {
    std::int64_t id = 0;
    std::string role = "applicant";
    std::optional<PersonId> person{};
    std::string name, personal_number, email, phone;
    std::string organisation_name, organisation_number;
    /// By which a representative follows the case: only while it is in force.
    std::optional<MandateId> mandate{};
    std::string mandate_origin{};  ///< mandates::Origin when it was used
    bool operator==(const Party&) const = default;
};

/// The role of a party who has signed besides the applicant.
inline constexpr std::string_view co_signs = "co_signer";

/// The role of a party (ombud) who acts for the applicant by a mandate.
inline constexpr std::string_view represents = "representative";
/// The one whose case it is; null when nobody is known.
const Party* applicant_of(const std::vector<Party>&);

/// Somebody whom the applicant has named, who must sign too; or the applicant, when a helper has filled in.
struct Signer {
    std::int64_t id = 0;
    std::string name{}, number{}, email{};
    Timestamp expires_at{};  ///< of the link to sign
    std::optional<Timestamp> signed_at{}, declined_at{};
    std::string reason{};  ///< why declined
    bool is_applicant = false;
};

enum class Direction { received, drawn_up, dispatched };  ///< inkommen, upprättad, expedierad (TF 2 kap.)

struct Document {
    DocumentId id{};
    Direction direction{};
    std::string origin;  ///< the field it answers, "message", "decision", "application"
    std::string hash, name, type;
    std::int64_t size = 0;
    Timestamp at{};
    std::string digest{};  ///< of its content: opens the file; "" when it was kept before files were sealed, or the case is erased

    /// SHA-256 of its content.
    const std::string& content_hash() const { return digest.empty() ? hash : digest; }
};

struct Message {
    std::int64_t id = 0;
    Timestamp at{};
    bool from_party = false;
    bool is_note = false;  ///< for staff only
    std::string author, text;
    std::optional<Timestamp> read_at{}, changed_at{};  ///< changed: a note, by its author
};

/// One thing that is asked for: a question of the form, or the officer's own words.
struct SupplementItem {
    std::string field;  ///< field id of the form; "" for a question in own words, answered with text and files
    std::string text;   ///< in the applicant's language
};

struct Supplement {
    std::int64_t id = 0;
    Timestamp asked_at{};
    Date due_on{};
    std::vector<SupplementItem> items;
    std::string words;  ///< what the officer added
    std::optional<Timestamp> answered_at{}, ended_at{};
};

/// A second person has seen the decision.
struct Approval {
    Timestamp at{};
    AccountId by{};
    std::string by_name;
};

/// "Årskurs" – "Årskurs 1 eller Årskurs 2".
struct RuleLine {
    std::string label, words;
};
/// The row of a decision table by which it was decided without a person, and what was known then: in words, so that they can be read when
/// the table and the service have become others.
struct Automatic {
    struct Reasons {
        std::vector<RuleLine> rule{}, facts{};
    };
    DecisionTableId table{};
    int version = 0, row = 0;
    forms::Words title{};
    Reasons in_swedish{}, in_english{};

    const Reasons& reasons(Language language) const { return language == Language::en ? in_english : in_swedish; }
};

/// Where a committee's minutes say that it decided (protokoll, kommunallagen 6 kap. 35 §, 5 kap. 65–67 §§).
struct MinutesParagraph {
    UnitId committee{};
    std::string committee_name;
    Date meeting_on{};
    std::string paragraph;             ///< "45", "45 a"
    std::string took_part, dissent{};  ///< who decided; dissenting opinions (reservationer), in their words
};

/// A decision and the letter that tells it (heading and body in the applicant's language; body is Markdown).
struct Decision {
    std::int64_t id = 0;
    std::string outcome, reason;
    Timestamp decided_at{};
    AccountId decided_by{};
    std::string decided_by_name, delegation;
    Timestamp send_at{};
    std::optional<Timestamp> sent_at{}, undone_at{};
    std::string letter_hash{};
    std::string heading, body, comment;
    bool awaits_approval = false;  ///< a second person must see it before it leaves the house
    std::optional<Approval> approval{};
    std::optional<Automatic> automatic{};
    std::optional<MinutesParagraph> minutes{};  ///< a committee decided

    /// Nobody decided: what came in is only confirmed.
    bool is_registration() const { return outcome == services::registers; }
};

}  // namespace cases

template <>
inline constexpr EnumNames<cases::EventKind, 51> names_of<cases::EventKind> = {{
    {cases::EventKind::received, "received"},
    {cases::EventKind::assigned, "assigned"},
    {cases::EventKind::state_changed, "state_changed"},
    {cases::EventKind::supplement_requested, "supplement_requested"},
    {cases::EventKind::supplement_answered, "supplement_answered"},
    {cases::EventKind::reminded, "reminded"},
    {cases::EventKind::message, "message"},
    {cases::EventKind::note, "note"},
    {cases::EventKind::decided, "decided"},
    {cases::EventKind::registered, "registered"},
    {cases::EventKind::decision_approved, "decision_approved"},
    {cases::EventKind::decision_sent_back, "decision_sent_back"},
    {cases::EventKind::decision_undone, "decision_undone"},
    {cases::EventKind::decision_sent, "decision_sent"},
    {cases::EventKind::withdrawn, "withdrawn"},
    {cases::EventKind::appealed, "appealed"},
    {cases::EventKind::disposed, "disposed"},
    {cases::EventKind::co_signed, "co_signed"},
    {cases::EventKind::signature_declined, "signature_declined"},
    {cases::EventKind::signatures_overdue, "signatures_overdue"},
    {cases::EventKind::checked, "checked"},
    {cases::EventKind::delayed, "delayed"},
    {cases::EventKind::disposal_held, "disposal_held"},
    {cases::EventKind::hold_ended, "hold_ended"},
    {cases::EventKind::consent_taken_back, "consent_taken_back"},
    {cases::EventKind::note_changed, "note_changed"},
    {cases::EventKind::task_added, "task_added"},
    {cases::EventKind::task_done, "task_done"},
    {cases::EventKind::linked, "linked"},
    {cases::EventKind::unlinked, "unlinked"},
    {cases::EventKind::consulted, "consulted"},
    {cases::EventKind::consultation_answered, "consultation_answered"},
    {cases::EventKind::due_day_moved, "due_day_moved"},
    {cases::EventKind::handed_over, "handed_over"},
    {cases::EventKind::outside_answered, "outside_answered"},
    {cases::EventKind::person_asked_for, "person_asked_for"},
    {cases::EventKind::alarm_raised, "alarm_raised"},
    {cases::EventKind::merged, "merged"},
    {cases::EventKind::merged_into, "merged_into"},
    {cases::EventKind::unmerged, "unmerged"},
    {cases::EventKind::unmerged_from, "unmerged_from"},
    {cases::EventKind::split_off, "split_off"},
    {cases::EventKind::split_from, "split_from"},
    {cases::EventKind::proposed, "proposed"},
    {cases::EventKind::proposal_taken_back, "proposal_taken_back"},
    {cases::EventKind::minutes_kept, "minutes_kept"},
    {cases::EventKind::decision_requested, "decision_requested"},
    {cases::EventKind::decision_request_refused, "decision_request_refused"},
    {cases::EventKind::request_refusal_sent, "request_refusal_sent"},
    {cases::EventKind::signing_link_renewed, "signing_link_renewed"},
    {cases::EventKind::representative_changed, "representative_changed"},
}};

template <>
inline constexpr EnumNames<cases::Direction, 3> names_of<cases::Direction> = {{
    {cases::Direction::received, "received"},
    {cases::Direction::drawn_up, "drawn_up"},
    {cases::Direction::dispatched, "dispatched"},
}};
