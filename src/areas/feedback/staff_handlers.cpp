/// Writing down what somebody says, the list, and answering.
#include <algorithm>

#include "areas/feedback/handlers.h"
#include "areas/feedback/opened.h"
#include "engines/audit/audit.h"
#include "engines/cases/finish.h"
#include "engines/cases/notices.h"
#include "engines/cases/work.h"
#include "engines/notify/notify.h"
#include "engines/services/catalogue.h"
#include "foundation/base/numbers.h"
#include "foundation/base/unicode.h"

namespace feedback {
namespace {

constexpr std::size_t most_in_list = 100, longest_answer = 2000, longest_what = 1000;
constexpr std::int64_t days_listed = 3 * 366;

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

/// The units that comments may be about: no committees, which have no staff.
std::vector<identity::Unit> units(db::Connection& db) {
    auto all = identity::units(db);
    if (all.size() > 1) std::erase_if(all, [](const identity::Unit& unit) { return unit.committee || !unit.parent; });
    return all;
}

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
    const auto service = services::newest_published(db, service_id);
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

/// Which of them the list is of.
void choose(const Context& c, db::Connection& db, std::vector<cases::Received>& all, views::ListPage& page) {
    if (const auto topic = number_in(c, "amne")) {
        std::vector<CaseId> inside;
        std::vector<std::vector<similarity::Weighted>> words;
        for (auto& one : store::topics(db, c.tenant, all))
            if (one.topic == topic) {
                inside.push_back(one.id);
                words.push_back(std::move(one.words));
            }
        std::erase_if(all, [&](const cases::Received& one) { return std::ranges::find(inside, one.id) == inside.end(); });
        page.about = joined(similarity::name(words), ", ");
    } else if (const auto unit = number_in(c, "enhet")) {
        std::erase_if(all, [&](const cases::Received& one) { return one.unit.value != unit; });
        if (const auto found = identity::find_unit(db, UnitId{unit})) page.about = found->name(c.text.language());
    }
    if (c.request.query.get("tid") == "vecka") std::erase_if(all, [](const cases::Received& one) { return one.at < last_week(); });
    if (page.only_open) std::erase_if(all, [](const cases::Received& one) { return one.state_kind == "closed"; });
    std::ranges::reverse(all);
    page.has_more = all.size() > most_in_list;
    if (page.has_more) all.resize(most_in_list);
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
            .what = first_characters(tidy_text(request.field("vad")), longest_what),
            .tell = std::string(request.field("beratta")),
            .answer = first_characters(tidy_text(request.field("svar")), longest_answer),
            .appeal_case = first_characters(tidy_text(request.field("arende")), longest_what)};
}

std::vector<FieldError> missing(const views::FinishForm& form, Reply reply) {
    std::vector<FieldError> errors;
    if (reply != Reply::none && form.answer.empty()) errors.push_back({"svar", "error_answer"});
    if (form.change != "inget" && form.change != "andrat") errors.push_back({"andring", "error_change"});
    if (form.change == "andrat" && form.what.empty()) errors.push_back({"vad", "error_what"});
    return errors;
}

/// The answer leaves as it came: a letter is printed, an e-mail is written, and who was called has been told already. Who has signed in
/// reads it there, and is told that it is there.
void reply(const cases::Change& change, const cases::Case& of, const views::Comment& comment, const std::string& words) {
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
Result<http::Response> change_comment(Context& c, views::FinishForm form, Work work) {
    auto comment = TRY(open_comment(c));
    const auto changed = c.db.write([&](db::Connection& db) -> Result<void> {
        const auto of = TRY(comment_to_change(db, c));
        cases::Change change{db, c.tenant, c.visitor, "processing"};
        return work(change, of, comment);
    });
    if (changed) return http::see_other("/personal/synpunkter/arende/" + comment.of.number);
    const auto& error = changed.error();
    if (error.fault != Fault::invalid && error.fault != Fault::conflict) return tl::unexpected(error);
    form.errors = error.fields;
    if (error.fault == Fault::conflict) form.notice = "error_changed";
    return views::comment_page(c, comment, form);
}

}  // namespace

Result<http::Response> show_new(Context& c) {
    return views::new_page(
        c, {.form = empty_form(c), .units = c.db.read(units), .registered = first_characters(c.request.query.get("klar"), 40)});
}

Result<http::Response> register_spoken(Context& c) {
    const auto form = spoken_form(c.request);
    auto number = checked(form).and_then(
        [&](const Spoken& spoken) { return c.db.write([&](db::Connection& db) { return write_down(c, db, spoken); }); });
    if (number) return http::see_other("/personal/synpunkter/ny?klar=" + http::percent_encoded(*number));
    if (number.error().fault != Fault::invalid) return tl::unexpected(number.error());
    return views::new_page(c, {.form = form, .errors = number.error().fields, .units = c.db.read(units)});
}

Result<http::Response> show_list(Context& c) {
    return c.db.read([&](db::Connection& db) -> Result<http::Response> {
        views::ListPage page;
        const bool chosen = !c.request.query.get("amne").empty() || !c.request.query.get("enhet").empty();
        page.only_open = !chosen && c.request.query.get("visa") != "alla";
        const auto since = chosen ? since_grouped() : now() - days_listed * microseconds_a_day;
        auto all = cases::received_since(db, c.visitor.account, service_id, since);
        choose(c, db, all, page);
        for (auto& one : all) page.rows.push_back(listed(c, db, std::move(one)));
        return views::list_page(c, page);
    });
}

Result<http::Response> show_comment(Context& c) { return views::comment_page(c, TRY(open_comment(c)), {}); }

Result<http::Response> finish_comment(Context& c) {
    const auto form = finish_form(c.request);
    return change_comment(c, form, [&](cases::Change& change, const cases::Case& of, const views::Comment& comment) -> Result<void> {
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
    return change_comment(c, form, [&](cases::Change& change, const cases::Case& of, const views::Comment& comment) -> Result<void> {
        const auto decided = cases::find_to_change(change.db, change.tenant, change.by, form.appeal_case);
        if (!decided) return invalid({{"arende", "error_appeal_case"}});
        const Texts text(change.tenant.texts, "feedback", Language::sv);
        const auto appealed =
            cases::appeal(change, decided->id, text("appeal_came", of.number, text.day(swedish_date(of.received_at)), comment.said), {});
        if (!appealed) return invalid({{"arende", "error_appeal_not_now"}});
        return cases::finish(change, of.id, "pass_on", "");
    });
}

Result<http::Response> show_topics(Context& c) {
    return views::topics_page(c,
                              c.db.read([&](db::Connection& db) { return overview(db, c.tenant, c.visitor.account, c.text.language()); }));
}

}  // namespace feedback
