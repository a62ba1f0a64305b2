/// Tasks, links and questions to other units: rows in, values out.
#include "engines/cases/find.h"
#include "engines/cases/teamwork.h"
#include "engines/identity/roles.h"

namespace cases::store {

void insert_task(const Opener& opener, CaseId id, const Task& task) {
    opener.db.execute(
        "INSERT INTO cases_task(id, case_id, officer, officer_name, due_on, sealed_words, added_by_name) VALUES (?, ?, ?, ?, ?, ?, ?)",
        task.id, id, task.officer, task.officer_name, task.due_on, db::Blob{opener.seal(task.words)}, task.added_by_name);
}

void set_task_done(db::Connection& db, std::int64_t task, Timestamp at, std::string_view by_name) {
    db.execute("UPDATE cases_task SET done_at = ?, done_by_name = ? WHERE id = ?", at, by_name, task);
}

void set_note(const Opener& opener, std::int64_t note, std::string_view words, Timestamp changed_at) {
    opener.db.execute("UPDATE cases_message SET sealed_text = ?, changed_at = ? WHERE id = ? AND is_note = 1", db::Blob{opener.seal(words)},
                      changed_at, note);
}

void insert_link(db::Connection& db, CaseId id, CaseId other) {
    db.execute("INSERT INTO cases_link(case_id, other) VALUES (?, ?) ON CONFLICT (case_id, other) DO NOTHING", id, other);
}

void delete_link(db::Connection& db, CaseId id, CaseId other) {
    db.execute("DELETE FROM cases_link WHERE case_id = ? AND other = ?", id, other);
}

void insert_consultation(const Opener& opener, CaseId id, const Consultation& consultation) {
    opener.db.execute(
        "INSERT INTO cases_consultation(id, case_id, unit, asked_at, asked_by_name, answer_by, sealed_question) VALUES (?, ?, ?, ?, ?, ?, "
        "?)",
        consultation.id, id, consultation.unit, consultation.asked_at, consultation.asked_by_name, consultation.answer_by,
        db::Blob{opener.seal(consultation.question)});
    for (const auto document : consultation.documents)
        opener.db.execute("INSERT INTO cases_consultation_document(consultation, document, case_id) VALUES (?, ?, ?)", consultation.id,
                          document, id);
}

void set_consultation_answered(const Opener& opener, std::int64_t consultation, Timestamp at, std::string_view by_name,
                               std::string_view answer) {
    opener.db.execute("UPDATE cases_consultation SET answered_at = ?, answered_by_name = ?, sealed_answer = ? WHERE id = ?", at, by_name,
                      db::Blob{opener.seal(answer)}, consultation);
}

void delete_teamwork(db::Connection& db, CaseId id) {
    db.execute("DELETE FROM cases_task WHERE case_id = ?", id);
    db.execute("DELETE FROM cases_link WHERE case_id = ?", id);
    db.execute("DELETE FROM cases_consultation_document WHERE case_id = ?", id);
    db.execute("DELETE FROM cases_consultation WHERE case_id = ?", id);
}

}  // namespace cases::store

namespace cases {
namespace {

struct SealedTask {
    Task task;
    std::string words, number{}, service{};
    int version = 0;
    CaseId of{};
    KeyId key{};
};
SealedTask task_from(const db::Row& row) {
    Task task;
    task.id = row.integer("id");
    task.officer = row.maybe<AccountId>("officer");
    task.officer_name = row.text("officer_name");
    task.due_on = row.maybe<Date>("due_on");
    task.added_by_name = row.text("added_by_name");
    task.done_at = row.maybe<Timestamp>("done_at");
    task.done_by_name = row.text("done_by_name");
    return {std::move(task), row.text("sealed_words")};
}
SealedTask listed_task(const db::Row& row) {
    auto sealed = task_from(row);
    sealed.number = row.text("number");
    sealed.service = row.text("service");
    sealed.version = static_cast<int>(row.integer("service_version"));
    sealed.of = row.as<CaseId>("case_id");
    sealed.key = row.as<KeyId>("key");
    return sealed;
}

/// Those that name the officer, and those of the officer's own cases that name nobody. Arguments: account twice, and those of in_units_of.
std::string to_do_by() {
    return "FROM cases_task t JOIN cases_case c ON c.id = t.case_id WHERE t.done_at IS NULL AND t.id IN ("
           "SELECT id FROM cases_task WHERE officer = ? AND done_at IS NULL UNION ALL "
           "SELECT own.id FROM cases_case mine JOIN cases_task own ON own.case_id = mine.id "
           "WHERE mine.officer = ? AND mine.state_kind <> 'closed' AND own.officer IS NULL AND own.done_at IS NULL) AND " +
           identity::in_units_of("+c.unit");
}

struct SealedConsultation {
    ConsultationOfUs to_us;
    KeyId key{};
    std::string question, answer, service{};
    int version = 0;
};
SealedConsultation consultation_from(const db::Row& row) {
    SealedConsultation sealed;
    auto& consultation = sealed.to_us.consultation;
    consultation.id = row.integer("id");
    consultation.unit = row.as<UnitId>("unit");
    consultation.asked_at = row.as<Timestamp>("asked_at");
    consultation.asked_by_name = row.text("asked_by_name");
    consultation.answer_by = row.as<Date>("answer_by");
    consultation.answered_at = row.maybe<Timestamp>("answered_at");
    consultation.answered_by_name = row.text("answered_by_name");
    sealed.question = row.text("sealed_question");
    sealed.answer = row.text("sealed_answer");
    return sealed;
}
SealedConsultation listed_consultation(const db::Row& row) {
    auto sealed = consultation_from(row);
    sealed.to_us.of = row.as<CaseId>("case_id");
    sealed.to_us.number = row.text("number");
    sealed.to_us.public_title = row.text("public_title");
    sealed.service = row.text("service");
    sealed.version = static_cast<int>(row.integer("service_version"));
    sealed.key = row.as<KeyId>("key");
    return sealed;
}

constexpr std::string_view to_units =
    "SELECT r.*, c.number, c.public_title, c.key, c.service, c.service_version FROM cases_consultation r "
    "JOIN cases_case c ON c.id = r.case_id WHERE ";

ConsultationOfUs unsealed(const store::Opener& opener, SealedConsultation sealed) {
    sealed.to_us.consultation.documents = opener.db.all(
        [](const db::Row& row) { return row.as<DocumentId>("document"); },
        "SELECT document FROM cases_consultation_document WHERE consultation = ? ORDER BY document", sealed.to_us.consultation.id);
    sealed.to_us.consultation.question = opener.unseal(sealed.question);
    sealed.to_us.consultation.answer = opener.unseal(sealed.answer);
    return std::move(sealed.to_us);
}

}  // namespace

std::vector<Task> tasks(db::Connection& db, const Tenant& tenant, const Case& of) {
    const store::Opener opener{db, tenant, of.key};
    std::vector<Task> all;
    for (auto& sealed : db.all(task_from, "SELECT * FROM cases_task WHERE case_id = ? ORDER BY id", of.id)) {
        sealed.task.words = opener.unseal(sealed.words);
        all.push_back(std::move(sealed.task));
    }
    return all;
}

std::vector<TaskToDo> tasks_of(db::Connection& db, const Tenant& tenant, const Visitor& visitor, int limit) {
    std::vector<TaskToDo> all;
    for (auto& sealed : db.all(listed_task,
                               "SELECT t.*, c.number, c.key, c.service, c.service_version " + to_do_by() +
                                   " ORDER BY COALESCE(t.due_on, 99999999), t.id LIMIT ?",
                               visitor.account, visitor.account, visitor.account, may_read.name, now(), limit)) {
        const bool is_shut = !is_proved_for(db, tenant, visitor, sealed.service, sealed.version);
        if (!is_shut) sealed.task.words = store::Opener{db, tenant, sealed.key}.unseal(sealed.words);
        all.push_back({std::move(sealed.task), sealed.of, sealed.number, is_shut});
    }
    return all;
}

std::int64_t count_tasks_of(db::Connection& db, AccountId account) {
    return db.number("SELECT COUNT(*) AS n FROM (SELECT 1 AS one " + to_do_by() + " LIMIT ?) AS counted", account, account, account,
                     may_read.name, now(), most_counted);
}

std::vector<CaseId> linked_to(db::Connection& db, CaseId id) {
    return db.all([](const db::Row& row) { return row.as<CaseId>("other"); },
                  "SELECT other FROM cases_link WHERE case_id = ? ORDER BY other", id);
}

std::vector<Consultation> consultations(db::Connection& db, const Tenant& tenant, const Case& of) {
    const store::Opener opener{db, tenant, of.key};
    std::vector<Consultation> all;
    for (auto& sealed : db.all(consultation_from, "SELECT * FROM cases_consultation WHERE case_id = ? ORDER BY id", of.id))
        all.push_back(unsealed(opener, std::move(sealed)).consultation);
    return all;
}

std::vector<ConsultationOfUs> consultations_to(db::Connection& db, AccountId account, int limit) {
    return db.all([](const db::Row& row) { return listed_consultation(row).to_us; },
                  std::string(to_units) + "r.answered_at IS NULL AND c.state_kind <> 'closed' AND " + identity::in_units_of("r.unit") +
                      "ORDER BY r.answer_by, r.id LIMIT ?",
                  account, may_decide.name, now(), limit);
}

std::int64_t count_consultations_to(db::Connection& db, AccountId account) {
    return db.number(
        "SELECT COUNT(*) AS n FROM cases_consultation r JOIN cases_case c ON c.id = r.case_id WHERE r.answered_at IS NULL AND "
        "c.state_kind <> 'closed' AND " +
            identity::in_units_of("r.unit"),
        account, may_decide.name, now());
}

Result<ConsultationOfUs> find_consultation(db::Connection& db, const Tenant& tenant, const Visitor& visitor, std::int64_t id) {
    auto found = db.one(listed_consultation, std::string(to_units) + "r.id = ? AND " + identity::in_units_of("r.unit"), id, visitor.account,
                        may_decide.name, now());
    if (!found) return failure(Fault::not_found);
    if (!is_proved_for(db, tenant, visitor, found->service, found->version)) return failure(Fault::sign_in_needed);
    const store::Opener opener{db, tenant, found->key};
    return unsealed(opener, std::move(*found));
}

}  // namespace cases
