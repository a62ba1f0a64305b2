#include "engines/cases/carried_request.h"

namespace cases {

std::optional<DecisionRequest> decision_request(db::Connection& db, CaseId id) {
    return db.one(
        [](const db::Row& row) {
            return DecisionRequest{.asked_at = row.as<Timestamp>("asked_at"),
                                   .answer_by = row.as<Date>("answer_by"),
                                   .due_before = row.maybe<Date>("due_before"),
                                   .stopped_before = row.maybe<Date>("stopped_before"),
                                   .refused_at = row.maybe<Timestamp>("refused_at")};
        },
        "SELECT * FROM cases_decision_request WHERE case_id = ?", id);
}

}  // namespace cases

namespace cases::store {

void insert_decision_request(db::Connection& db, CaseId id, const DecisionRequest& request) {
    db.execute(
        // One that comes with another case has the place of one that is answered, or has longer.
        "INSERT INTO cases_decision_request(case_id, asked_at, answer_by, due_before, stopped_before) VALUES (?, ?, ?, ?, ?) "
        "ON CONFLICT (case_id) DO UPDATE SET asked_at = excluded.asked_at, answer_by = excluded.answer_by, due_before = "
        "excluded.due_before, stopped_before = excluded.stopped_before, refused_at = NULL",
        id, request.asked_at, request.answer_by, request.due_before, request.stopped_before);
}

void set_request_refused(db::Connection& db, CaseId id, Timestamp at) {
    db.execute("UPDATE cases_decision_request SET refused_at = ? WHERE case_id = ?", at, id);
}

void take_request_back(db::Connection& db, CaseId id, const json::Value& left) {
    const auto day = [](const json::Value& value) { return value.is_null() ? std::nullopt : std::optional(Date{value.integer()}); };
    set_clock(db, id, day(left["due_on"]), day(left["clock_stopped_on"]));
    delete_decision_request(db, id);
    const auto& request = left["request"];
    if (request.is_null()) return;
    insert_decision_request(db, id,
                            {.asked_at = Timestamp{request["asked_at"].integer()},
                             .answer_by = Date{request["answer_by"].integer()},
                             .due_before = day(request["due_before"]),
                             .stopped_before = day(request["stopped_before"])});
    if (!request["refused_at"].is_null()) set_request_refused(db, id, Timestamp{request["refused_at"].integer()});
}

void delete_decision_request(db::Connection& db, CaseId id) { db.execute("DELETE FROM cases_decision_request WHERE case_id = ?", id); }

}  // namespace cases::store
