#include "areas/feedback/opened.h"

#include "engines/audit/audit.h"
#include "engines/cases/work.h"
#include "engines/forms/shown.h"
#include "engines/identity/roles.h"
#include "engines/services/catalogue.h"

namespace feedback {
namespace {

Result<cases::Case> only_feedback(cases::Case of) {
    if (of.flow != feedback_flow || of.erased) return failure(Fault::not_found);
    return of;
}

void read_answers(const Context& c, const services::Service& service, views::Feedback& comment) {
    const auto answers = forms::answers_from_json(comment.of.answers).value_or(forms::Answers{});
    const auto kind = from_name<Kind>(answers.text("kind")).value_or(Kind::comment);
    comment.said = answers.text("said");
    comment.kind = c.text("kind." + std::string(to_name(kind)));
    comment.is_appeal = kind == Kind::appeal;
    comment.appeal_case = answers.text("appeal_case");
    comment.reply = from_name<Reply>(answers.text("reply")).value_or(Reply::none);
    for (const auto& law : service.law) comment.law.emplace_back(law.ref, law.about.in(c.text.language()));
    for (const auto& page : service.form.pages)
        for (const auto& field : page.fields) {
            const auto* answer = answers.find(field.id);
            if (!answer || answer->is_empty() || field.id == "said" || field.id == "kind") continue;
            auto shown = forms::shown(c.text, field, *answer);
            const bool is_reply_to = (comment.reply == Reply::phone && field.id == "applicant_phone") ||
                                     (comment.reply == Reply::email && field.id == "applicant_email") ||
                                     (comment.reply == Reply::letter && field.id == "reply_address");
            if (is_reply_to) comment.reply_to = shown;
            comment.answers.emplace_back(field.label.in(c.text.language()), std::move(shown));
        }
}

}  // namespace

std::string service_id(db::Connection& db) {
    for (const auto& service : services::published(db))
        if (service->flow == feedback_flow) return service->id;
    // Retired: its cases go on.
    for (const auto& one : services::definitions(db))
        if (const auto service = services::find(db, one.id, one.version); service && service->flow == feedback_flow) return service->id;
    return {};
}

Result<views::Feedback> open_feedback(const Context& c) {
    const std::string number(c.request.part("feedback"));
    views::Feedback comment{
        .of = TRY(only_feedback(TRY(c.db.read([&](db::Connection& db) { return cases::find_for(db, c.tenant, c.visitor, number); }))))};
    audit::record_read_since(
        c.db, c.visitor,
        {.event = "cases.opened", .subject_kind = "case", .subject = comment.of.id.value, .reason = "processing", .detail = number},
        now() - 60 * microseconds_a_minute);
    c.db.read([&](db::Connection& db) {
        const auto& of = comment.of;
        read_answers(c, *cases::service_of(db, of), comment);
        comment.may_change = identity::has_right(db, c.visitor.account, cases::may_decide.name, of.unit);
        if (const auto unit = identity::find_unit(db, of.unit)) comment.unit = unit->name(c.text.language());
        if (const auto* state = cases::flow_of(db, of).find_state(of.state)) comment.state = state->label.in(c.text.language());
        comment.messages = cases::messages(db, c.tenant, of);
        comment.link = store::link_of(db, of.id);
        comment.providers = store::providers(db);
        comment.goals = store::goals(db);
        std::erase_if(comment.providers, [&](const auto& one) { return one.has_ended && one.id != comment.link.provider; });
        std::erase_if(comment.goals, [&](const auto& one) { return one.has_ended && one.id != comment.link.goal; });
        if (!comment.may_change) return;
        comment.units = units_of_comments(db);
        comment.story = store::story(db, c.tenant, of);
    });
    return comment;
}

std::vector<identity::Unit> units_of_comments(db::Connection& db) {
    auto all = identity::units(db);
    if (all.size() > 1) std::erase_if(all, [](const identity::Unit& unit) { return unit.committee || !unit.parent; });
    return all;
}

Result<cases::Case> feedback_to_change(db::Connection& db, const Context& c) { return only_feedback(TRY(feedback_or_what_is_left(db, c))); }

Result<cases::Case> feedback_or_what_is_left(db::Connection& db, const Context& c) {
    auto of = TRY(cases::find_to_change(db, c.tenant, c.visitor, c.request.part("feedback")));
    if (of.flow != feedback_flow) return failure(Fault::not_found);
    return of;
}

}  // namespace feedback
