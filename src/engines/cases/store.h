#pragma once
/// All SQL of the cases engine: rows in, values out. Personal data is sealed and unsealed here and nowhere else.
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engines/area/tenant.h"
#include "engines/cases/case.h"
#include "engines/cases/find.h"
#include "foundation/db/database.h"

namespace cases::store {

/// What opens the sealed columns of one case.
struct Opener {
    db::Connection& db;
    const Tenant& tenant;
    KeyId key;

    std::string seal(std::string_view text) const;
    /// "" when the key is destroyed.
    std::string unseal(std::string_view sealed) const;
};

/// The next number of the series, without gaps: inside the transaction that uses it.
std::int64_t next_ordinal(db::Connection&, std::string_view series, int year);
std::string code_hash(const Tenant&, std::string_view number, std::string_view code);
/// What blinds the words of cases in the search index.
std::string search_secret(const Tenant&);

// ---- the event log
void insert_event(const Opener&, CaseId, const Event&);
std::vector<Event> events(const Opener&, CaseId);
Event first_event(const Opener&, CaseId);
std::optional<Event> newest_event(const Opener&, CaseId, EventKind);

// ---- the case
struct NewCase {
    Case values;
    std::string series;
    int year = 0;
    std::int64_t ordinal = 0;
    std::string code_hash;
};
void put_case(const Opener&, const NewCase&);
std::optional<Case> find_case(db::Connection&, const Tenant&, CaseId);
struct Place {
    std::string number;
    UnitId unit;
};
std::optional<Place> place_of(db::Connection&, CaseId);
std::optional<CaseId> id_of_number(db::Connection&, std::string_view number);
std::optional<CaseId> id_of_code(db::Connection&, std::string_view number, std::string_view code_hash);
void set_last_event(db::Connection&, CaseId, std::int64_t sequence, Timestamp);
void set_unit(db::Connection&, CaseId, UnitId);
void set_officer(db::Connection&, CaseId, std::optional<AccountId>, std::string_view name);
void set_state(db::Connection&, CaseId, std::string_view state, std::string_view kind, Timestamp since);
void set_clock(db::Connection&, CaseId, std::optional<Date> due_on, std::optional<Date> stopped_on);
void set_answers(const Opener&, CaseId, std::string_view title, std::string_view answers);
void set_outcome(db::Connection&, CaseId, std::string_view outcome, std::optional<Timestamp> decided_at);
void set_closed(db::Connection&, CaseId, std::optional<Timestamp> at, std::optional<Date> dispose_on);
void set_person_asked(db::Connection&, CaseId, std::optional<Timestamp>);
void blank_case(db::Connection&, CaseId);

// ---- what hangs on it
void insert_party(const Opener&, CaseId, const Party&);
std::vector<Party> parties(const Opener&, CaseId);
/// In the tables stands only a digest of what `of` says.
/// What stands for a subject in a table: the same for the same in one municipality, and not to be read back.
std::string subject_digest(const Tenant&, std::string_view kind, std::string_view of);
void insert_subject(const Opener&, CaseId, std::string_view kind, std::string_view of);
void delete_subjects(db::Connection&, CaseId);
void insert_document(const Opener&, CaseId, std::int64_t event, const Document&);
std::vector<Document> documents(const Opener&, CaseId);
void insert_message(const Opener&, CaseId, const Message&);
std::vector<Message> messages(const Opener&, CaseId);
void insert_supplement(const Opener&, CaseId, const Supplement&);
void end_supplements(db::Connection&, CaseId, std::optional<Timestamp> answered_at, Timestamp ended_at);
/// Those that ended then without an answer wait for it again.
void reopen_supplements(db::Connection&, CaseId, Timestamp ended_at);
std::vector<Supplement> supplements(const Opener&, CaseId);
/// `automatic`: as its event has it; null for one that a person made.
void insert_decision(const Opener&, CaseId, const Decision&, const json::Value& automatic);
void set_decision_sent(db::Connection&, CaseId, Timestamp, std::string_view letter_hash);
/// The decision that waits for it.
void set_decision_approved(db::Connection&, CaseId, const Approval&, Timestamp send_at);
void set_decision_undone(db::Connection&, CaseId, Timestamp);
std::optional<Decision> decision(const Opener&, CaseId);
/// Those that have left the house, oldest first.
std::vector<Decision> sent_decisions(const Opener&, CaseId);
void insert_signer(const Opener&, CaseId, const Signer&, std::string_view token_hash);
void set_signing_expires(db::Connection&, std::int64_t signer, Timestamp);
void set_signed(db::Connection&, std::int64_t signer, Timestamp);
void set_declined(const Opener&, std::int64_t signer, Timestamp, std::string_view reason);
std::vector<Signer> signers(const Opener&, CaseId);
struct SignerPlace {
    CaseId of;
    std::int64_t signer = 0;
};
std::optional<SignerPlace> signer_of_token(db::Connection&, std::string_view token_hash);
bool lacks_signatures(db::Connection&, CaseId);
/// Everything that is derived except the case's own row.
void delete_derived(db::Connection&, CaseId);

// ---- flows that cases began with
void put_flow(db::Connection&, std::string_view hash, std::string_view yaml);
std::string flow_yaml(db::Connection&, std::string_view hash);

// ---- lists
std::vector<CaseId> in_state_kind(db::Connection&, std::string_view kind, CaseId after, int limit);
std::int64_t count_cases(db::Connection&);
std::vector<CaseId> all_ids(db::Connection&, CaseId after, int limit);
/// Who may follow the case now: a representative only while the mandate is in force.
bool is_party(db::Connection&, CaseId, PersonId);
/// In the person's own name, not for another.
bool is_named_in(db::Connection&, CaseId, PersonId);
/// By which representatives follow the case, in force or not.
std::vector<MandateId> mandates_in(db::Connection&, CaseId);
std::vector<PersonId> people_in(db::Connection&, CaseId);
bool is_party_anywhere(db::Connection&, PersonId);

}  // namespace cases::store
