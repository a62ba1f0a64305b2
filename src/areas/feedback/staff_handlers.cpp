/// Writing down what somebody says, the list, and answering.
#include <algorithm>
#include <stdexcept>

#include "areas/feedback/handlers.h"
#include "areas/feedback/opened.h"
#include "engines/audit/audit.h"
#include "engines/cases/appeals.h"
#include "engines/cases/finish.h"
#include "engines/cases/moving.h"
#include "engines/cases/notices.h"
#include "engines/cases/work.h"
#include "engines/notify/notify.h"
#include "engines/public_register/public_register.h"
#include "engines/services/catalogue.h"
#include "foundation/base/numbers.h"
#include "foundation/base/unicode.h"

namespace feedback {
namespace {

constexpr int rows_a_page = 100, most_in_topic = 20'000, most_that_name = 200;

SpokenForm spoken_form(const http::Request& request) {
    const auto field = [&](std::string_view name) { return std::string(request.field(name)); };
    return {.kind = field("slag"),
            .said = field("sagt"),
            .unit = field("enhet"),
            .channel = field("kanal"),
            .reply = field("svar"),
            .contact = field("kontakt"),
            .name = field("namn"),
            .appeal_case = field("arende")};
}

/// The form as it is met: spoken on the telephone, no reply, the rest to say.
SpokenForm empty_form(const Context& c) { return {.unit = std::string(c.request.query.get("enhet")), .channel = "phone", .reply = "none"}; }

/// The form's answer that is the unit, or nearest above it.
std::string about(db::Connection& db, const services::Service& service, UnitId unit) {
    const forms::Field* question = nullptr;
    for (const auto& page : service.form.pages)
        for (const auto& field : page.fields)
            if (field.id == "about") question = &field;
    for (const auto above : identity::path_to_root(db, unit)) {
        const auto found = identity::find_unit(db, above);
        if (question && found && std::ranges::any_of(question->options, [&](const auto& option) { return option.value == found->slug; }))
            return found->slug;
    }
    return "other";
}

Result<std::string> write_down(const Context& c, db::Connection& db, const Spoken& spoken) {
    const auto service = services::newest_published(db, service_id(db));
    if (!service) return failure(Fault::not_found);
    const auto unit = identity::find_unit(db, spoken.unit);
    if (!unit) return invalid({{"enhet", "error_unit"}});
    auto answers = answers_of(spoken, about(db, *service, unit->id));
    answers.set("unit", {unit->slug});
    std::vector<cases::Party> parties;
    // Who wants a letter, or nothing, is told nothing by a machine.
    if (!spoken.email.empty() || !spoken.phone.empty())
        parties.push_back({.name = spoken.name, .email = spoken.email, .phone = spoken.phone});
    cases::Change change{db, c.tenant, c.visitor, "registering"};
    return cases::receive(change, {.service = *service,
                                   .answers = answers,
                                   .parties = parties,
                                   .language = Language::sv,
                                   .channel = std::string(to_name(spoken.channel))})
        .number;
}

std::int64_t number_in(const Context& c, std::string_view name) { return whole_number(c.request.query.get(name)).value_or(0); }

/// "1234.5678": when the last row of the page before came, and its id.
std::optional<std::pair<Timestamp, CaseId>> page_key(std::string_view text) {
    const auto parts = split(text, '.');
    if (parts.size() != 2) return std::nullopt;
    const auto at = whole_number(parts[0]), id = whole_number(parts[1]);
    return at && id ? std::optional(std::pair(Timestamp{*at}, CaseId{*id})) : std::nullopt;
}

/// What the list is of, and what it is called.
cases::ReceivedAsked asked_for(const Context& c, db::Connection& db, views::ListPage& page) {
    cases::ReceivedAsked asked{.before = page_key(c.request.query.get("efter")), .limit = rows_a_page};
    const auto topic = number_in(c, "amne"), unit = number_in(c, "enhet"), provider = number_in(c, "utforare"), goal = number_in(c, "mal");
    if (provider) {
        asked.among = store::linked_to_provider(db, c.visitor.account, provider, most_in_topic);
        for (const auto& one : store::providers(db))
            if (one.id == provider) page.about = one.name;
    } else if (goal) {
        asked.among = store::linked_to_goal(db, c.visitor.account, goal, most_in_topic);
        for (const auto& one : store::goals(db))
            if (one.id == goal) page.about = one.code + " " + one.name;
    } else if (topic) {
        asked.among = store::cases_of_topic(db, c.visitor.account, topic, most_in_topic);
        const auto newest = cases::received_page(db, c.visitor.account, service_id(db), {.among = asked.among, .limit = most_that_name});
        std::vector<std::vector<similarity::Weighted>> words;
        for (auto& one : store::topics(db, c.tenant, c.visitor.account, newest, topic)) words.push_back(std::move(one.words));
        page.about = joined(similarity::name(words), ", ");
    } else if (unit) {
        asked.unit = UnitId{unit};
        if (const auto found = identity::find_unit(db, UnitId{unit})) page.about = found->name(c.text.language());
    }
    // The figures that lead here are of as long a time.
    const bool is_part = topic || unit || provider || goal;
    if (is_part) asked.since = since_grouped();
    if (c.request.query.get("tid") == "vecka") asked.since = last_week();
    page.only_open = !is_part && c.request.query.get("visa") != "alla";
    asked.only_open = page.only_open;
    return asked;
}

std::string next_address(const Context& c, const std::vector<cases::Received>& rows) {
    if (std::ssize(rows) < rows_a_page) return {};
    std::string address = "/personal/synpunkter?efter=" + std::to_string(rows.back().at.value) + "." + std::to_string(rows.back().id.value);
    for (const auto* name : {"amne", "enhet", "utforare", "mal", "tid", "visa"})
        if (const auto value = c.request.query.get(name); !value.empty())
            address += "&" + std::string(name) + "=" + http::percent_encoded(value);
    return address;
}

views::Listed listed(const Context& c, db::Connection& db, cases::Received of) {
    views::Listed row{.of = std::move(of)};
    if (const auto whole = cases::find(db, c.tenant, row.of.id)) {
        row.title = whole->title;
        if (const auto* state = cases::flow_of(db, *whole).find_state(whole->state)) row.state = state->label.in(c.text.language());
    }
    if (const auto unit = identity::find_unit(db, row.of.unit)) row.unit = unit->name(c.text.language());
    return row;
}

views::FinishForm finish_form(const http::Request& request) {
    return {.change = std::string(request.field("andring")),
            .what = tidy_text(request.field("vad")),
            .tell = std::string(request.field("beratta")),
            .answer = tidy_text(request.field("svar")),
            .appeal_case = first_characters(tidy_text(request.field("arende")), longest_what),
            .to_unit = std::string(request.field("enhet")),
            .reason = tidy_text(request.field("skal"))};
}

std::vector<FieldError> missing(const views::FinishForm& form, Reply reply) {
    std::vector<FieldError> errors;
    if (reply != Reply::none && form.answer.empty()) errors.push_back({"svar", "error_answer"});
    if (form.change != "inget" && form.change != "andrat") errors.push_back({"andring", "error_change"});
    if (form.change == "andrat" && form.what.empty()) errors.push_back({"vad", "error_what"});
    const auto too_long = [&](std::string_view field, const std::string& words, std::size_t most) {
        if (count_characters(words) > most) errors.push_back({std::string(field), "error_words_too_long", {std::to_string(most)}});
    };
    too_long("svar", form.answer, longest_answer);
    too_long("vad", form.what, longest_what);
    return errors;
}

/// The answer leaves as it came: a letter is printed, an e-mail is written, and who was called has been told already. Who has signed in
/// reads it there, and is told that it is there.
void reply(const cases::Change& change, const cases::Case& of, const views::Feedback& comment, const std::string& words) {
    if (comment.reply != Reply::email && comment.reply != Reply::letter) return;
    const auto parties = cases::parties(change.db, change.tenant, of);
    const auto* party = cases::applicant_of(parties);
    if (party && party->person) return cases::queue_notice(change, of.id, cases::Notice::message);
    const Texts text(change.tenant.texts, "feedback", of.language);
    const bool by_letter = comment.reply == Reply::letter;
    const auto answers = forms::answers_from_json(of.answers).value_or(forms::Answers{});
    std::string address = answers.text("applicant_email");
    if (const auto* answer = answers.find("reply_address"); by_letter && answer && answer->address())
        address = answer->address()->street + "\n" + answer->address()->postcode + " " + answer->address()->town;
    notify::queue(change.db, change.tenant,
                  {.about = {of.id, of.number, of.unit, of.key},
                   .party = party ? party->id : 0,
                   .occasion = "message",
                   .channel = by_letter ? notify::Channel::letter : notify::Channel::email,
                   .content = {.name = answers.text("applicant_name"),
                               .address = address,
                               .subject = text("reply_subject", of.number),
                               .text = text("reply_body", words, change.tenant.name, of.number),
                               .language = of.language}});
}

/// Makes a change to the comment of the address and goes back to it, or shows what is wrong with what was typed.
template <class Work>
Result<http::Response> change_feedback(Context& c, views::FinishForm form, Work work) {
    auto comment = TRY(open_feedback(c));
    const auto changed = c.db.write([&](db::Connection& db) -> Result<void> {
        const auto of = TRY(feedback_to_change(db, c));
        cases::Change change{db, c.tenant, c.visitor, "processing"};
        return work(change, of, comment);
    });
    if (changed) return http::see_other("/personal/synpunkter/arende/" + comment.of.number);
    const auto& error = changed.error();
    if (error.fault != Fault::invalid && error.fault != Fault::conflict) return tl::unexpected(error);
    form.errors = error.fields;
    if (error.fault == Fault::conflict) form.notice = "error_changed";
    return views::feedback_page(c, comment, form);
}

/// A case that is not there, may not be changed or cannot be appealed against is all the same: nobody learns which numbers exist.
Result<cases::Case> case_to_appeal_in(const cases::Change& change, std::string_view number) {
    auto found = cases::find_to_change(change.db, change.tenant, change.by, number);
    if (!found && found.error().fault == Fault::sign_in_needed) return found;
    if (!found || !cases::can_be_appealed(change, *found)) return invalid({{"arende", "error_appeal_case"}});
    return found;
}

/// Of a case in another unit that everybody finds in the register: what stands there tells nobody anything new.
/// Law: förvaltningslagen 43 §: an appeal is handed in to whoever decided.
std::optional<identity::Unit> deciding_unit(db::Connection& db, const views::Feedback& comment, std::string_view number) {
    const auto entry = public_register::find(db, number);
    if (!entry || entry->hides == public_register::Hides::all || entry->unit == comment.of.unit) return std::nullopt;
    const auto unit = identity::find_unit(db, entry->unit);
    return unit ? std::optional(*unit) : std::nullopt;
}

Result<http::Response> ask_whether_right_case(Context& c, views::FinishForm form) {
    const auto comment = TRY(open_feedback(c));
    if (!comment.may_change) return failure(Fault::forbidden);
    auto found = c.db.read([&](db::Connection& db) {
        return case_to_appeal_in({db, c.tenant, c.visitor, "processing"}, form.appeal_case);
    });
    if (!found && found.error().fault != Fault::invalid) return tl::unexpected(found.error());
    if (found) {
        // Its title names people.
        audit::record_read(
            c.db, c.visitor,
            {.event = "cases.opened", .subject_kind = "case", .subject = found->id.value, .reason = "processing", .detail = found->number});
        form.found = std::move(*found);
    } else {
        form.errors = found.error().fields;
        form.decided_there = c.db.read([&](db::Connection& db) { return deciding_unit(db, comment, form.appeal_case); });
        if (form.decided_there) form.errors.clear();
    }
    return views::feedback_page(c, comment, form);
}

/// With whom it came from, the day it came and what came with it.
cases::AppealBroughtIn appeal_of(const cases::Change& change, const cases::Case& of, const views::Feedback& comment) {
    const Texts text(change.tenant.texts, "feedback", Language::sv);
    const auto parties = cases::parties(change.db, change.tenant, of);
    const auto* sender = cases::applicant_of(parties);
    auto from = sender ? sender->name : forms::answers_from_json(of.answers).value_or(forms::Answers{}).text("applicant_name");
    if (from.empty()) from = text("from_nobody_known");
    cases::AppealBroughtIn appeal{.received_at = of.received_at,
                                  .text = text("appeal_came", of.number, text.day(swedish_date(of.received_at)), from, comment.said)};
    for (const auto& one : cases::documents(change.db, change.tenant, of))
        if (one.direction == cases::Direction::received) appeal.files.push_back({one.hash, one.name, one.size, one.type, one.digest});
    return appeal;
}

}  // namespace

Result<http::Response> show_new(Context& c) {
    return views::new_page(
        c, {.form = empty_form(c), .units = c.db.read(units_of_comments), .registered = first_characters(c.request.query.get("klar"), 40)});
}

Result<http::Response> register_spoken(Context& c) {
    const auto form = spoken_form(c.request);
    auto number = checked(form).and_then(
        [&](const Spoken& spoken) { return c.db.write([&](db::Connection& db) { return write_down(c, db, spoken); }); });
    if (number) return http::see_other("/personal/synpunkter/ny?klar=" + http::percent_encoded(*number));
    if (number.error().fault != Fault::invalid) return tl::unexpected(number.error());
    return views::new_page(c, {.form = form, .errors = number.error().fields, .units = c.db.read(units_of_comments)});
}

Result<http::Response> show_list(Context& c) {
    return c.db.read([&](db::Connection& db) -> Result<http::Response> {
        views::ListPage page{.moved = first_characters(c.request.query.get("flyttad"), 40)};
        auto all = cases::received_page(db, c.visitor.account, service_id(db), asked_for(c, db, page));
        page.next = next_address(c, all);
        for (auto& one : all) page.rows.push_back(listed(c, db, std::move(one)));
        return views::list_page(c, page);
    });
}

Result<http::Response> show_feedback(Context& c) { return views::feedback_page(c, TRY(open_feedback(c)), {}); }

Result<http::Response> finish_feedback(Context& c) {
    const auto form = finish_form(c.request);
    return change_feedback(c, form, [&](cases::Change& change, const cases::Case& of, const views::Feedback& comment) -> Result<void> {
        if (auto errors = missing(form, comment.reply); !errors.empty()) return invalid(std::move(errors));
        const Texts text(change.tenant.texts, "feedback", of.language);
        const bool changed = form.change == "andrat";
        auto words = form.answer;
        if (changed) words += (words.empty() ? "" : "\n\n") + text("we_have_changed", form.what);
        TRY(cases::finish(change, of.id, changed ? "improve" : "answer", words));
        reply(change, of, comment, words);
        if (changed && form.tell == "1") {
            const auto closed = TRY(cases::find(change.db, change.tenant, of.id));
            store::put_draft(change.db, change.tenant, closed, {comment.said, form.what});
        }
        return {};
    });
}

/// Law: förvaltningslagen 43 and 45 §§: an appeal goes to whoever decided, who tests that it came in time. What it is called does not
/// matter.
Result<http::Response> pass_on_appeal(Context& c) {
    const auto form = finish_form(c.request);
    // First the case that was found is shown.
    if (c.request.field("bekrafta") != form.appeal_case) return ask_whether_right_case(c, form);
    return change_feedback(c, form, [&](cases::Change& change, const cases::Case& of, const views::Feedback& comment) -> Result<void> {
        const auto decided = TRY(case_to_appeal_in(change, form.appeal_case));
        TRY(cases::finish(change, of.id, "pass_on", ""));
        if (!cases::bring_in_appeal(change, decided.id, appeal_of(change, of, comment)))
            throw std::logic_error("an appeal that can be brought in was refused");
        return {};
    });
}

Result<http::Response> link_feedback(Context& c) {
    const store::Link link{whole_number(c.request.field("utforare")).value_or(0), whole_number(c.request.field("mal")).value_or(0)};
    return change_feedback(c, {}, [&](cases::Change& change, const cases::Case& of, const views::Feedback& comment) -> Result<void> {
        const auto is_there = [](const auto& all, std::int64_t id) {
            return id == 0 || std::ranges::any_of(all, [&](const auto& one) { return one.id == id; });
        };
        if (!is_there(comment.providers, link.provider) || !is_there(comment.goals, link.goal)) return failure(Fault::not_found);
        store::set_link(change.db, of, link);
        audit::record(change.db, change.by,
                      {.event = "feedback.linked", .subject_kind = "case", .subject = of.id.value, .detail = of.number});
        return {};
    });
}

/// Whoever moves it may not be able to read it where it comes: back to the list, then.
Result<http::Response> move_feedback(Context& c) {
    const auto form = finish_form(c.request);
    auto moved = change_feedback(c, form, [&](cases::Change& change, const cases::Case& of, const views::Feedback&) -> Result<void> {
        const auto unit = identity::find_unit(change.db, form.to_unit);
        const auto done = cases::move_to_unit(change, of.id, unit ? unit->id : of.unit, form.reason);
        if (!done && done.error().fault == Fault::invalid) {
            auto errors = done.error().fields;
            for (auto& error : errors) error.field = error.field == "unit" ? "enhet" : "skal";
            return invalid(std::move(errors));
        }
        TRY(done);
        store::move(change.db, of.id, unit->id);
        return {};
    });
    if (!moved || moved->status != 303) return moved;
    return http::see_other("/personal/synpunkter?flyttad=" + http::percent_encoded(c.request.part("feedback")));
}

Result<http::Response> show_topics(Context& c) {
    return views::topics_page(c,
                              c.db.read([&](db::Connection& db) { return overview(db, c.tenant, c.visitor.account, c.text.language()); }));
}

}  // namespace feedback
