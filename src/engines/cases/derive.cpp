/// What follows from each event, in the derived tables, the register and the search index.
#include "engines/cases/alarms.h"
#include "engines/cases/carried_request.h"
#include "engines/cases/committee.h"
#include "engines/cases/decision_request.h"
#include "engines/cases/disposal_store.h"
#include "engines/cases/earlier_cases.h"
#include "engines/cases/event_log.h"
#include "engines/cases/letter_addresses.h"
#include "engines/cases/merging.h"
#include "engines/cases/places.h"
#include "engines/cases/representatives.h"
#include "engines/cases/stays.h"
#include "engines/cases/teamwork.h"
#include "engines/cases/unread.h"
#include "engines/cases/watching.h"
#include "engines/public_register/public_register.h"
#include "foundation/fulltext/index.h"

namespace cases {

namespace {

Party party_of(const json::Value& data) {
    Party party;
    party.id = data["id"].integer();
    party.role = data["role"].text();
    if (data["person"].is_integer()) party.person = PersonId{data["person"].integer()};
    party.name = data["name"].text();
    party.personal_number = data["personal_number"].text();
    party.email = data["email"].text();
    party.phone = data["phone"].text();
    party.organisation_name = data["organisation_name"].text();
    party.organisation_number = data["organisation_number"].text();
    if (data["mandate"].is_integer()) party.mandate = MandateId{data["mandate"].integer()};
    party.mandate_origin = data["mandate_origin"].text();
    return party;
}

/// The files that came with an event, one row each.
void derive_files(const store::Opener& opener, CaseId id, const Event& event, Direction direction, std::string_view origin) {
    for (const auto& file : event.data["files"].items())
        store::insert_document(opener, id, event.id,
                               {DocumentId{file["id"].integer()}, direction, std::string(origin), file["hash"].text(), file["name"].text(),
                                file["type"].text(), file["size"].integer(), event.at, file["digest"].text()});
}

/// Later answers take the place of earlier ones. Events from before there were subjects change nothing.
void derive_subjects(const store::Opener& opener, CaseId id, const Event& event) {
    if (!event.data.has("subjects")) return;
    store::delete_subjects(opener.db, id);
    for (const auto& subject : event.data["subjects"].items())
        store::insert_subject(opener, id, subject["kind"].text(), subject["of"].text());
}

void derive_state(const store::Opener& opener, CaseId id, const Event& event) {
    const auto& state = event.data["state"];
    if (state.is_null()) return;
    store::end_stay(opener.db, id, event.at);
    store::set_state(opener.db, id, state["id"].text(), state["kind"].text(), event.at);
    store::set_clock(opener.db, id, day_of(state["due_on"]), day_of(state["clock_stopped_on"]));
    store::move_place(opener.db, id, state["id"].text(), state["kind"].text(), event.at);
}

/// A closed case that goes on.
void derive_reopened(const store::Opener& opener, CaseId id) {
    store::set_closed(opener.db, id, std::nullopt, std::nullopt);
    public_register::reopen(opener.db, id.value);
}

void register_record(const store::Opener& opener, CaseId id, const Event& event, std::string_view direction, std::string_view kind) {
    public_register::add_record(opener.db, id.value, direction, kind, event.at, event.id);
}

void derive_signers(const store::Opener& opener, CaseId id, const json::Value& signers) {
    for (const auto& each : signers.items())
        store::insert_signer(opener, id,
                             {.id = each["id"].integer(),
                              .name = each["name"].text(),
                              .number = each["number"].text(),
                              .email = each["email"].text(),
                              .expires_at = Timestamp{each["expires_at"].integer()},
                              .is_applicant = each["is_applicant"].yes()},
                             each["token_hash"].text());
}

void derive_co_signed(const store::Opener& opener, CaseId id, const Event& event) {
    const auto party = party_of(event.data["party"]);
    store::set_signed(opener.db, event.data["signer"].integer(), event.at);
    if (!store::is_named_in(opener.db, id, party.person.value())) store::insert_party(opener, id, party);
    register_record(opener, id, event, "received", "signature");
}

void derive_place(db::Connection& db, const Case& of, const json::Value& place) {
    if (place.is_null()) return;
    store::put_place(db, of, {{place["latitude"].number(), place["longitude"].number()}, place["road"].text(), place["district"].text()});
}

void derive_received(const store::Opener& opener, CaseId id, const Event& event) {
    const auto& data = event.data;
    store::NewCase made;
    auto& c = made.values;
    c.id = id;
    c.number = data["number"].text();
    c.service = data["service"].text();
    c.service_version = static_cast<int>(data["service_version"].integer());
    c.flow = data["flow"].text();
    c.flow_hash = data["flow_hash"].text();
    c.unit = UnitId{data["unit"].integer()};
    c.state = data["state"]["id"].text();
    c.state_kind = data["state"]["kind"].text();
    c.state_since = event.at;
    c.title = data["title"].text();
    c.public_title = data["public_title"].text();
    c.answers = data["answers"].text();
    c.language = language_from(data["language"].text()).value_or(Language::sv);
    c.channel = data["channel"].text();
    c.received_at = event.at;
    c.due_on = day_of(data["state"]["due_on"]);
    c.is_test = data["is_test"].yes();
    c.last_event = event.sequence;
    c.changed_at = event.at;
    made.series = data["series"].text();
    made.year = static_cast<int>(data["year"].integer());
    made.ordinal = data["ordinal"].integer();
    made.code_hash = data["code_hash"].text();
    store::put_case(opener, made);

    store::set_clock(opener.db, id, c.due_on, day_of(data["state"]["clock_stopped_on"]));
    for (const auto& party : data["parties"].items()) store::insert_party(opener, id, party_of(party));
    derive_signers(opener, id, data["signers"]);
    derive_files(opener, id, event, Direction::received, "application");
    derive_subjects(opener, id, event);
    make_searchable(opener, id, event);
    if (c.is_test) return;
    derive_place(opener.db, c, data["place"]);
    const auto& entry = data["register"];
    public_register::enter(opener.db,
                           {.case_id = id.value,
                            .number = c.number,
                            .unit = c.unit,
                            .service = c.service,
                            .title_sv = entry["title_sv"].text(),
                            .title_en = entry["title_en"].text(),
                            .correspondent = entry["correspondent"].text(),
                            .hides = from_name<public_register::Hides>(entry["hides"].text()).value_or(public_register::Hides::all),
                            .secrecy_ref = entry["secrecy_ref"].text(),
                            .received_on = swedish_date(event.at)});
    register_record(opener, id, event, "received", "application");
}

void derive_message(const store::Opener& opener, CaseId id, const Event& event, std::string_view register_kind) {
    const bool is_note = register_kind.empty();  // notes are working material, no records (TF 2 kap. 12 §)
    auto came = event;
    // An appeal that staff have brought in is its sender's, of the day it came.
    const bool is_brought_in = event.data.has("received_at");
    if (is_brought_in) {
        came.at = Timestamp{event.data["received_at"].integer()};
        came.actor_name.clear();  // who sent it stands in the text, sealed
    }
    const bool from_party = is_brought_in || event.actor_kind == "resident" || event.actor_kind == "nobody";
    store::insert_message(opener, id,
                          {.id = came.id,
                           .at = came.at,
                           .from_party = from_party,
                           .is_note = is_note,
                           .author = came.actor_name,
                           .text = came.data["text"].text()});
    if (is_note) return;
    derive_files(opener, id, came, from_party ? Direction::received : Direction::dispatched, "message");
    register_record(opener, id, came, from_party ? "received" : "dispatched", register_kind);
}

void derive_decided(const store::Opener& opener, CaseId id, const Event& event) {
    const auto& data = event.data;
    Decision decision;
    decision.id = event.id;
    decision.outcome = data["outcome"].text();
    decision.reason = data["reason"].text();
    decision.decided_at = event.at;
    decision.decided_by = AccountId{event.actor};
    decision.decided_by_name = event.actor_name;
    decision.delegation = data["delegation"].text();
    decision.send_at = Timestamp{data["send_at"].integer()};
    decision.heading = data["heading"].text();
    decision.body = data["body"].text();
    decision.comment = data["comment"].text();
    decision.awaits_approval = data["awaits_approval"].yes();
    if (!data["minutes"].is_null()) {
        decision.minutes = minutes_of(data["minutes"]);
        decision.decided_by_name = decision.minutes->committee_name;
    }
    store::insert_decision(opener, id, decision, data["automatic"]);
    store::end_supplements(opener.db, id, std::nullopt, event.at);
    if (!decision.awaits_approval) store::set_outcome(opener.db, id, decision.outcome, event.at);
}

void derive_approved(const store::Opener& opener, CaseId id, const Event& event) {
    store::set_decision_approved(opener.db, id, {event.at, AccountId{event.actor}, event.actor_name},
                                 Timestamp{event.data["send_at"].integer()});
    store::set_outcome(opener.db, id, event.data["outcome"].text(), event.at);
}

/// Closing: the day, and when the case is disposed of.
void derive_closed(const store::Opener& opener, CaseId id, const Event& event) {
    if (event.data["state"]["kind"].text() != "closed") return;
    store::set_closed(opener.db, id, event.at, day_of(event.data["dispose_on"]));
    public_register::close(opener.db, id.value, swedish_date(event.at));
}

void derive_sent(const store::Opener& opener, CaseId id, const Event& event) {
    const auto& letter = event.data["letter"];
    store::set_decision_sent(opener.db, id, event.at, letter["hash"].text());
    store::insert_document(opener, id, event.id,
                           {DocumentId{letter["id"].integer()}, Direction::dispatched, "decision", letter["hash"].text(),
                            letter["name"].text(), letter["type"].text(), letter["size"].integer(), event.at, letter["digest"].text()});
    const auto kept = store::decision(opener, id);
    register_record(opener, id, event, "dispatched", kept && kept->is_registration() ? "confirmation" : "decision");
    store::delete_proposal(opener.db, id);
    // Only now: a decision that is undone leaves somebody who still waits for a person.
    store::set_person_asked(opener.db, id, std::nullopt);
}

Supplement supplement_of(const Event& event) {
    Supplement supplement;
    supplement.id = event.id;
    supplement.asked_at = event.at;
    supplement.due_on = Date{event.data["due_on"].integer()};
    supplement.words = event.data["words"].text();
    for (const auto& item : event.data["items"].items()) supplement.items.push_back({item["field"].text(), item["text"].text()});
    return supplement;
}

}  // namespace

void make_searchable(const store::Opener& opener, CaseId id, const Event& received) {
    const auto& data = received.data;
    std::string body = data["number"].text() + " " + data["public_title"].text();
    for (const auto& party : data["parties"].items()) {
        body += "\n" + party["name"].text() + " " + party["organisation_name"].text() + " " + party["organisation_number"].text();
    }
    body += "\n" + data["searchable"].text();
    fulltext::put(opener.db, {.kind = "case",
                              .id = id.value,
                              .scope = data["unit"].integer(),
                              .title = data["title"].text(),
                              .body = body,
                              .secret = store::search_secret(opener.tenant)});
}

static void derive_supplement(const store::Opener& opener, CaseId id, const Event& event) {
    store::end_supplements(opener.db, id, std::nullopt, event.at);
    store::insert_supplement(opener, id, supplement_of(event));
    register_record(opener, id, event, "dispatched", "supplement_request");
}

static void derive_supplement_answer(const store::Opener& opener, CaseId id, const Event& event) {
    store::end_supplements(opener.db, id, event.at, event.at);
    store::set_answers(opener, id, event.data["title"].text(), event.data["answers"].text());
    derive_files(opener, id, event, Direction::received, "supplement");
    derive_subjects(opener, id, event);
    if (!event.data["text"].text().empty())
        store::insert_message(opener, id, {.id = event.id, .at = event.at, .from_party = true, .text = event.data["text"].text()});
    register_record(opener, id, event, "received", "supplement");
}

static void derive_withdrawn(const store::Opener& opener, CaseId id, const Event& event) {
    store::end_supplements(opener.db, id, std::nullopt, event.at);
    store::set_decision_undone(opener.db, id, event.at);  // one that nobody had approved yet
    store::set_outcome(opener.db, id, "withdrawn", std::nullopt);
    register_record(opener, id, event, "received", "withdrawal");
}

static void derive_disposed(const store::Opener& opener, CaseId id) {
    store::delete_derived(opener.db, id);
    store::blank_case(opener.db, id);
    forget_watchers(opener.db, id);
    forget_reading(opener.db, id);
    forget_open_to_representatives(opener.db, id);
    forget_forwarded_letters(opener.db, id);
    fulltext::remove(opener.db, "case", id.value);
}

static void derive_task(const store::Opener& opener, CaseId id, const Event& event) {
    const auto& data = event.data;
    Task task;
    task.id = event.id;
    if (data["officer"].is_integer()) task.officer = AccountId{data["officer"].integer()};
    task.officer_name = data["officer_name"].text();
    task.words = data["text"].text();
    task.due_on = day_of(data["due_on"]);
    task.added_by_name = event.actor_name;
    store::insert_task(opener, id, task);
}

static void derive_consultation(const store::Opener& opener, CaseId id, const Event& event) {
    const auto& data = event.data;
    Consultation consultation;
    consultation.id = event.id;
    consultation.unit = UnitId{data["unit"].integer()};
    consultation.asked_at = event.at;
    consultation.asked_by_name = event.actor_name;
    consultation.answer_by = Date{data["answer_by"].integer()};
    consultation.question = data["question"].text();
    for (const auto& document : data["documents"].items()) consultation.documents.push_back(DocumentId{document.integer()});
    store::insert_consultation(opener, id, consultation);
    register_record(opener, id, event, "dispatched", "consultation");
}

static void derive_consultation_answer(const store::Opener& opener, CaseId id, const Event& event) {
    store::set_consultation_answered(opener, event.data["consultation"].integer(), event.at, event.actor_name, event.data["answer"].text());
    register_record(opener, id, event, "received", "consultation_answer");
}

/// The clock may stand still meanwhile.
static void derive_due_day(const store::Opener& opener, CaseId id, const Event& event) {
    const auto of = store::find_case(opener.db, opener.tenant, id).value();
    store::set_clock(opener.db, id, day_of(event.data["due_on"]), of.clock_stopped_on);
    derive_message(opener, id, event, "message");
}

static void derive_merged_into(const store::Opener& opener, CaseId id, const Event& event) {
    store::end_supplements(opener.db, id, std::nullopt, event.at);
    store::set_outcome(opener.db, id, "merged", std::nullopt);
    store::put_merged(opener.db, id, CaseId{event.data["other"].integer()}, event.at);
}

static void derive_unmerged_from(const store::Opener& opener, CaseId id, const Event& event) {
    store::delete_merged(opener.db, id);
    store::reopen_supplements(opener.db, id, Timestamp{event.data["merged_at"].integer()});
    store::set_outcome(opener.db, id, "", std::nullopt);
    derive_reopened(opener, id);
}

static void derive_alarm(const store::Opener& opener, CaseId id, const Event& event) {
    if (const auto alarm = from_name<Alarm>(event.data["alarm"].text()))
        store::insert_alarm(opener.db, id, Date{event.data["due_on"].integer()}, *alarm);
}

static void derive_minutes(const store::Opener& opener, CaseId id, const Event& event) {
    derive_files(opener, id, event, Direction::drawn_up, "minutes");
    register_record(opener, id, event, "drawn_up", "minutes");
}

/// The clock runs from now on, and ends in time for the answer.
static void derive_decision_request(const store::Opener& opener, CaseId id, const Event& event) {
    const auto& data = event.data;
    if (data["text"].text().empty()) register_record(opener, id, event, "received", "decision_request");
    else derive_message(opener, id, event, "decision_request");
    store::set_clock(opener.db, id, day_of(data["due_on"]), std::nullopt);
    store::insert_decision_request(opener.db, id,
                                   {.asked_at = data.has("asked_at") ? Timestamp{data["asked_at"].integer()} : event.at,
                                    .answer_by = Date{data["answer_by"].integer()},
                                    .due_before = day_of(data["due_before"]),
                                    .stopped_before = day_of(data["stopped_before"])});
}

static void derive_refusal_sent(const store::Opener& opener, CaseId id, const Event& event) {
    derive_files(opener, id, event, Direction::dispatched, refusal_origin);
    register_record(opener, id, event, "dispatched", "decision_request_refused");
}

/// Whoever may read there finds it there.
static void derive_moved(const store::Opener& opener, CaseId id, UnitId unit) {
    store::set_unit(opener.db, id, unit);
    public_register::move(opener.db, id.value, unit);
    auto received = store::first_event(opener, id);
    received.data.set("unit", unit.value);
    make_searchable(opener, id, received);
}

void derive(const store::Opener& opener, CaseId id, const Event& event) {
    switch (event.kind) {
        case EventKind::received: derive_received(opener, id, event); return;
        case EventKind::assigned:
            store::set_officer(
                opener.db, id,
                event.data["officer"].is_integer() ? std::optional(AccountId{event.data["officer"].integer()}) : std::nullopt,
                event.data["officer_name"].text());
            if (event.data.has("unit")) derive_moved(opener, id, UnitId{event.data["unit"].integer()});
            break;
        case EventKind::state_changed:
            if (event.data["ends_supplement"].yes()) store::end_supplements(opener.db, id, std::nullopt, event.at);
            if (event.data.has("text")) derive_message(opener, id, event, "message");
            if (event.data["reopens"].yes()) derive_reopened(opener, id);
            // After an appeal: it is to be decided by a day, as any other.
            if (event.data["decides_anew"].yes()) store::set_outcome(opener.db, id, "", std::nullopt);
            break;
        case EventKind::supplement_requested: derive_supplement(opener, id, event); break;
        case EventKind::supplement_answered: derive_supplement_answer(opener, id, event); break;
        case EventKind::reminded: register_record(opener, id, event, "dispatched", "reminder"); break;
        case EventKind::delayed:
        case EventKind::message: derive_message(opener, id, event, "message"); break;
        case EventKind::note: derive_message(opener, id, event, ""); break;
        case EventKind::decided:
        case EventKind::registered: derive_decided(opener, id, event); break;
        case EventKind::decision_approved: derive_approved(opener, id, event); break;
        case EventKind::decision_sent_back:
        case EventKind::decision_undone:
            store::set_decision_undone(opener.db, id, event.at);
            store::set_outcome(opener.db, id, "", std::nullopt);
            break;
        case EventKind::decision_sent: derive_sent(opener, id, event); break;
        case EventKind::withdrawn: derive_withdrawn(opener, id, event); break;
        case EventKind::appealed:
            derive_message(opener, id, event, "appeal");
            // Against the refusal to decide now, the case goes on as it is.
            if (!event.data.has("against")) derive_reopened(opener, id);
            break;
        case EventKind::co_signed: derive_co_signed(opener, id, event); break;
        case EventKind::signature_declined:
            store::set_declined(opener, event.data["signer"].integer(), event.at, event.data["text"].text());
            register_record(opener, id, event, "received", "signature_declined");
            break;
        case EventKind::signatures_overdue: register_record(opener, id, event, "dispatched", "reminder"); break;
        case EventKind::checked:      // what is known now is the newest of these events itself
        case EventKind::handed_over:  // who has it now is known by the area that handed it over
        case EventKind::outside_answered: break;
        case EventKind::person_asked_for:
            if (!event.data["text"].text().empty()) derive_message(opener, id, event, "reconsideration");
            else register_record(opener, id, event, "received", "reconsideration");
            derive_reopened(opener, id);
            store::set_person_asked(opener.db, id, event.at);
            break;
        case EventKind::consent_taken_back:
            store::set_answers(opener, id, event.data["title"].text(), event.data["answers"].text());
            derive_message(opener, id, event, "consent_taken_back");
            break;
        case EventKind::disposal_held: store::put_hold(opener, id, event.actor_name, event.data["text"].text(), event.at); break;
        case EventKind::hold_ended: store::delete_hold(opener.db, id); break;
        case EventKind::note_changed: store::set_note(opener, event.data["note"].integer(), event.data["text"].text(), event.at); break;
        case EventKind::task_added: derive_task(opener, id, event); break;
        case EventKind::task_done: store::set_task_done(opener.db, event.data["task"].integer(), event.at, event.actor_name); break;
        case EventKind::linked: store::insert_link(opener.db, id, CaseId{event.data["other"].integer()}); break;
        case EventKind::unlinked: store::delete_link(opener.db, id, CaseId{event.data["other"].integer()}); break;
        case EventKind::consulted: derive_consultation(opener, id, event); break;
        case EventKind::consultation_answered: derive_consultation_answer(opener, id, event); break;
        case EventKind::due_day_moved: derive_due_day(opener, id, event); break;
        case EventKind::alarm_raised: derive_alarm(opener, id, event); break;
        case EventKind::merged_into: derive_merged_into(opener, id, event); break;
        case EventKind::unmerged_from: derive_unmerged_from(opener, id, event); break;
        case EventKind::unmerged:
            if (event.data.has("left")) store::take_request_back(opener.db, id, event.data["left"]);
            break;
        case EventKind::merged:
        case EventKind::split_off:
        case EventKind::split_from: break;  // the other case's log says the same
        case EventKind::proposed: store::put_proposal(opener, id, proposal_of(event)); break;
        case EventKind::proposal_taken_back: store::delete_proposal(opener.db, id); break;
        case EventKind::minutes_kept: derive_minutes(opener, id, event); break;
        case EventKind::decision_requested: derive_decision_request(opener, id, event); break;
        case EventKind::decision_request_refused:
            store::set_clock(opener.db, id, day_of(event.data["due_on"]), day_of(event.data["clock_stopped_on"]));
            store::set_request_refused(opener.db, id, event.at);
            break;
        case EventKind::representative_changed:
            for (const auto& party : event.data["left"].items()) store::delete_party(opener.db, id, party.integer());
            if (!event.data["party"].is_null()) store::insert_party(opener, id, party_of(event.data["party"]));
            break;
        case EventKind::signing_link_renewed:
            store::set_signing_expires(opener.db, event.data["signer"].integer(), Timestamp{event.data["expires_at"].integer()});
            break;
        case EventKind::request_refusal_sent: derive_refusal_sent(opener, id, event); break;
        case EventKind::disposed: derive_disposed(opener, id); break;
    }
    derive_state(opener, id, event);
    derive_closed(opener, id, event);
    store::set_last_event(opener.db, id, event.sequence, event.at);
}

}  // namespace cases
