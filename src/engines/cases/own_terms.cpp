#include "engines/cases/own_terms.h"

#include "engines/cases/motion.h"
#include "engines/flows/calendar.h"

namespace cases {

OwnTerms own_terms(db::Connection& db, std::string_view service, std::string_view question) {
    OwnTerms terms;
    for (auto& [answer, days] : db.all([](const db::Row& row) { return std::pair(row.text("answer"), row.integer("days")); },
                                       "SELECT answer, days FROM cases_own_term WHERE service = ? AND question = ?", service, question))
        terms[answer] = days;
    return terms;
}

void set_own_terms(db::Connection& db, std::string_view service, std::string_view question, const OwnTerms& terms) {
    db.execute("DELETE FROM cases_own_term WHERE service = ? AND question = ?", service, question);
    for (const auto& [answer, days] : terms)
        db.execute("INSERT INTO cases_own_term(service, question, answer, days) VALUES (?, ?, ?, ?)", service, question, answer, days);
}

std::optional<Date> due_day_of(db::Connection& db, const services::Service& service, const forms::Answers& answers, Date from) {
    struct Term {
        std::string question, answer;
        std::int64_t days = 0;
    };
    const auto all = db.all(
        [](const db::Row& row) {
            return Term{row.text("question"), row.text("answer"), row.integer("days")};
        },
        "SELECT question, answer, days FROM cases_own_term WHERE service = ? ORDER BY question, answer", service.id);
    for (const auto& term : all)
        if (answers.text(term.question) == term.answer) return flows::after_working_days(from, term.days);
    return due_day(service, from);
}

}  // namespace cases
