#include "engines/cases/answer_disposal.h"

#include <algorithm>
#include <set>
#include <span>

#include "engines/audit/audit.h"
#include "engines/cases/disposal_store.h"
#include "engines/cases/event_log.h"
#include "engines/cases/find.h"
#include "engines/cases/pictures.h"
#include "engines/cases/subjects.h"
#include "engines/services/catalogue.h"
#include "engines/services/templates.h"
#include "foundation/base/months.h"

namespace cases {
namespace {

// ---- what is due

std::vector<const forms::Field*> kept_shorter(const services::Service& service) {
    std::vector<const forms::Field*> found;
    const auto look = [&](const forms::Field& field) {
        if (field.asks() && field.terms.retention_months > 0) found.push_back(&field);
    };
    for (const auto& page : service.form.pages)
        for (const auto& field : page.fields) {
            look(field);
            for (const auto& inner : field.fields) look(inner);
        }
    return found;
}

/// A term in months runs from the day the case was closed.
std::optional<Date> due_on(const forms::Field& field, const Case& of) {
    if (of.erased || of.state_kind != "closed" || !of.closed_at) return std::nullopt;
    return months_after(swedish_date(*of.closed_at), field.terms.retention_months);
}

bool has_answer(const forms::Answers& answers, std::string_view field) {
    return answers.has(field) || std::ranges::any_of(answers.all(), [&](const auto& one) {
               return std::ranges::any_of(one.second.groups(), [&](const forms::Answers& inner) { return inner.has(field); });
           });
}

struct DueAnswer {
    CaseId of;
    UnitId unit;
    std::string field;
    Date due_on;
};

/// Closed cases of a version of a service that nothing holds, and that do not go on in one which is open.
std::vector<CaseId> closed_cases(db::Connection& db, const services::Service& service) {
    return db.all(
        [](const db::Row& row) { return row.as<CaseId>("id"); },
        "SELECT c.id FROM cases_case c WHERE c.service = ? AND c.service_version = ? AND c.state_kind = 'closed' AND "
        "c.sealed_answers IS NOT NULL AND NOT EXISTS (SELECT 1 FROM cases_hold h WHERE h.case_id = c.id) AND NOT EXISTS (SELECT 1 "
        "FROM cases_merged m JOIN cases_case o ON o.id = m.into_id WHERE m.case_id = c.id AND o.state_kind <> 'closed') "
        "ORDER BY c.id",
        service.id, service.version);
}

bool is_listed_or_gone(db::Connection& db, CaseId of, std::string_view field) {
    return db.number("SELECT COUNT(*) AS n FROM cases_answer_line WHERE case_id = ? AND field = ? AND result IN ('listed', 'disposed')", of,
                     field) > 0;
}

void find_due(db::Connection& db, const Tenant& tenant, const services::Service& service, Date today, std::vector<DueAnswer>& due) {
    const auto fields = kept_shorter(service);
    if (fields.empty()) return;
    for (const auto id : closed_cases(db, service)) {
        const auto of = find(db, tenant, id).value();
        const auto answers = forms::answers_from_json(of.answers);
        for (const auto* field : fields) {
            const auto day = due_on(*field, of);
            if (!answers || !day || *day > today || !has_answer(*answers, field->id) || is_listed_or_gone(db, id, field->id)) continue;
            due.push_back({id, of.unit, field->id, *day});
        }
    }
}

std::vector<DueAnswer> due_answers(db::Connection& db, const Tenant& tenant, Date today) {
    std::vector<DueAnswer> due;
    for (const auto& version : services::definitions(db))
        if (const auto service = services::find(db, version.id, version.version)) find_due(db, tenant, *service, today, due);
    std::ranges::stable_sort(due, {}, [](const DueAnswer& one) { return one.unit.value; });
    return due;
}

void insert_list(db::Connection& db, std::span<const DueAnswer> due) {
    const auto list = store::insert_list(db, due.front().unit, now());
    for (const auto& one : due)
        db.execute("INSERT INTO cases_answer_line(list, case_id, field, due_on, result) VALUES (?, ?, ?, ?, ?)", list, one.of, one.field,
                   one.due_on, to_name(LineResult::listed));
    audit::record(db, audit::program("torg"), {.event = "cases.disposal_proposed", .subject_kind = "disposal_list", .subject = list.value});
}

// ---- taking it out

struct Taking {
    Change& change;
    const Case& of;
    const services::Service& service;
    const std::string& field;
    std::set<std::int64_t> documents{};  ///< that came as answers to it
};

std::set<std::string> hashes_in(const forms::Answers& answers) {
    std::set<std::string> hashes;
    for (const auto& file : forms::files_in(answers)) hashes.insert(file.hash);
    return hashes;
}

forms::Answers without(forms::Answers answers, std::string_view field) {
    answers.remove(field);
    const auto before = answers.all();
    for (const auto& [name, answer] : before) {
        if (answer.groups().empty()) continue;
        std::vector<forms::Answers> left;
        for (const auto& inner : answer.groups()) left.push_back(without(inner, field));
        answers.set(name, {std::move(left)});
    }
    return answers;
}

std::string title_without(const Taking& taking, const forms::Answers& left) {
    const Texts text(taking.change.tenant.texts, "services", Language::sv);
    return services::case_title(text, taking.service, left);
}

/// The answers of an event, and what was made of them when it was written. False when it has none.
bool take_out(Taking& taking, Event& event) {
    auto& data = event.data;
    const auto answers = forms::answers_from_json(data["answers"].text());
    if (!data.has("answers") || !answers || !has_answer(*answers, taking.field)) return false;
    const auto left = without(*answers, taking.field);
    auto gone = hashes_in(*answers);
    for (const auto& hash : hashes_in(left)) gone.erase(hash);
    json::Array files;
    for (const auto& file : data["files"].items()) {
        if (gone.contains(file["hash"].text())) taking.documents.insert(file["id"].integer());
        else files.push_back(file);
    }
    const auto all_parties = parties(taking.change.db, taking.change.tenant, taking.of);
    data.set("answers", forms::to_json(left));
    if (data.has("files")) data.set("files", std::move(files));
    if (data.has("title")) data.set("title", title_without(taking, left));
    if (data.has("subjects")) data.set("subjects", to_json(subjects_of(taking.change.tenant, taking.service, left, all_parties)));
    if (data.has("searchable"))
        data.set("searchable", searchable(Texts(taking.change.tenant.texts, "services", Language::sv), taking.service, left));
    return true;
}

void forget_documents(const Taking& taking) {
    for (const auto& document : documents(taking.change.db, taking.change.tenant, taking.of)) {
        if (!taking.documents.contains(document.id.value)) continue;
        forget_pictures(taking.change.tenant, document);
        taking.change.db.execute("DELETE FROM cases_document WHERE id = ?", document.id);
    }
}

/// The log says that something was answered and when, no more what: the one change that is ever made to an event.
void dispose_answer(Change& change, const Case& of, const std::string& field) {
    const store::Opener opener{change.db, change.tenant, of.key};
    const auto service = service_of(change.db, of);
    Taking taking{change, of, *service, field};
    for (auto& event : store::events(opener, of.id))
        if (take_out(taking, event))
            change.db.execute("UPDATE cases_event SET sealed_data = ? WHERE id = ?", db::Blob{opener.seal(json::to_text(event.data))},
                              event.id);
    const auto left = without(forms::answers_from_json(of.answers).value_or(forms::Answers{}), field);
    store::set_answers(opener, of.id, title_without(taking, left), forms::to_json(left));
    store::delete_subjects(change.db, of.id);
    for (const auto& subject : subjects_of(change.tenant, *service, left, parties(change.db, change.tenant, of)))
        store::insert_subject(opener, of.id, subject.kind, subject.of);
    forget_documents(taking);
    make_searchable(opener, of.id, store::first_event(opener, of.id));
    audit::record(change.db, change.by,
                  {.event = "cases.answer_disposed", .subject_kind = "case", .subject = of.id.value, .detail = of.number + " " + field});
}

/// What is so now counts, not what was so when the list was made.
LineResult result_for(db::Connection& db, const Case& of, const std::string& field) {
    if (of.erased) return LineResult::disposed;
    if (store::is_held(db, of.id)) return LineResult::held;
    for (const auto* kept : kept_shorter(*service_of(db, of))) {
        const auto day = due_on(*kept, of);
        if (kept->id == field && day && *day <= swedish_date(now())) return LineResult::disposed;
    }
    return LineResult::not_due;
}

void dispose_line(Tenant& tenant, DisposalListId list, const AnswerLine& line) {
    const auto by = audit::program("torg");
    tenant.db.write([&](db::Connection& db) {
        Change change{db, tenant, by};
        const auto of = find(db, tenant, line.of);
        if (!of) return;
        const auto result = result_for(db, *of, line.field);
        if (result == LineResult::disposed && !of->erased) dispose_answer(change, *of, line.field);
        db.execute("UPDATE cases_answer_line SET result = ?, at = ? WHERE list = ? AND case_id = ? AND field = ?", to_name(result), now(),
                   list, line.of, line.field);
    });
}

}  // namespace

void propose_answer_disposal(Tenant& tenant) {
    const auto due = tenant.db.read([&](db::Connection& db) { return due_answers(db, tenant, swedish_date(now())); });
    const std::span<const DueAnswer> all(due);
    for (std::size_t from = 0; from < all.size();) {
        std::size_t until = from;
        while (until < all.size() && all[until].unit == all[from].unit && until - from < most_on_a_list) ++until;
        tenant.db.write([&](db::Connection& db) { insert_list(db, all.subspan(from, until - from)); });
        from = until;
    }
}

std::vector<AnswerLine> answer_lines_of(db::Connection& db, DisposalListId list) {
    return db.all(
        [](const db::Row& row) {
            return AnswerLine{row.as<CaseId>("case_id"),
                              row.text("number"),
                              row.text("service"),
                              static_cast<int>(row.integer("service_version")),
                              row.text("field"),
                              row.as<Date>("due_on"),
                              from_name<LineResult>(row.text("result")).value_or(LineResult::listed),
                              row.maybe<Timestamp>("at")};
        },
        "SELECT l.*, c.number, c.service, c.service_version FROM cases_answer_line l JOIN cases_case c ON c.id = l.case_id "
        "WHERE l.list = ? ORDER BY c.number, l.field",
        list);
}

void dispose_answers(Tenant& tenant, DisposalListId list) {
    for (const auto& line : tenant.db.read([&](db::Connection& db) { return answer_lines_of(db, list); }))
        if (line.result == LineResult::listed) dispose_line(tenant, list, line);
}

GoneAnswers gone_answers(db::Connection& db, CaseId of) {
    GoneAnswers gone;
    for (auto& [field, at] : db.all(
             [](const db::Row& row) {
                 return std::pair{row.text("field"), row.as<Timestamp>("at")};
             },
             "SELECT field, at FROM cases_answer_line WHERE case_id = ? AND result = 'disposed'", of))
        gone[field] = swedish_date(at);
    return gone;
}

}  // namespace cases
