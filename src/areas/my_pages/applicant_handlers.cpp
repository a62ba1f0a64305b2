/// What the applicant does with a case: writes, answers, appeals, withdraws.
#include "areas/my_pages/case_handlers.h"
#include "areas/my_pages/handlers.h"
#include "areas/my_pages/supplement.h"
#include "engines/cases/judging.h"
#include "engines/drafts/drafts.h"
#include "engines/drafts/uploads.h"
#include "engines/municipality/town_map.h"
#include "foundation/base/numbers.h"
#include "foundation/base/unicode.h"

namespace my_pages {
namespace {

/// Something that the applicant writes, with files: a message, an appeal.
struct Letter {
    std::string text;
    drafts::Uploads files;
};
Letter letter_from(Context& c) { return {tidy_text(c.request.field("text")), drafts::uploads_of(c.request, "files", c.tenant.files)}; }

/// The case is read again inside the write: what the visitor saw may be old.
template <class Work>
Result<void> change_case(Context& c, Work work) {
    return c.db.write([&](db::Connection& db) -> Result<void> {
        const auto opened = TRY(opened_case(db, c));
        cases::Change change{db, c.tenant, opened.acts_as};
        return work(change, opened);
    });
}

/// The letter that was typed, sent by `act`; the page again, with what is wrong, when it cannot be.
template <class Page, class Act>
Result<http::Response> send_letter(Context& c, const OpenedCase& opened, Page page, Act act) {
    const auto letter = letter_from(c);
    const auto again = [&](const std::vector<FieldError>& errors) { return page({.text = letter.text, .errors = errors}); };
    if (!letter.files.errors.empty()) return again(letter.files.errors);
    const auto done =
        change_case(c, [&](cases::Change& change, const OpenedCase& now_is) { return act(change, now_is.values.id, letter); });
    if (!done && done.error().fault == Fault::invalid) return again(done.error().fields);
    if (!done) return tl::unexpected(done.error());
    return http::see_other(opened.address());
}

struct Answering {
    OpenedCase opened;
    cases::Supplement supplement;
    std::optional<drafts::Draft> draft{};
};

Result<Answering> answering(db::Connection& db, Context& c) {
    auto opened = TRY(opened_case(db, c));
    auto supplement = cases::open_supplement(db, c.tenant, opened.values);
    if (!supplement || !opened.can("supplement_answered")) return failure(Fault::conflict, "error_answered");
    auto draft = drafts::of_case(db, c.tenant, opened.acts_as, opened.values.id.value);
    return Answering{std::move(opened), std::move(*supplement), std::move(draft)};
}

SupplementForm form_of(const Context& c, const Answering& now, bool has_words) {
    return supplement_form(c.text, *now.opened.service, now.supplement, has_words);
}

forms::Answers answers_of(const Answering& now, const SupplementForm& form) {
    if (now.draft) return now.draft->answers;
    return answers_before(form, forms::answers_from_json(now.opened.values.answers).value_or(forms::Answers{}));
}

std::string handle_of(const Context& c, const Answering& now) { return now.draft ? drafts::handle(c.tenant, now.draft->id) : ""; }

/// Files that were sent with an answer which must be corrected are there when it is sent again.
void keep_draft(db::Connection& db, Context& c, Answering& now, const forms::Answers& answers) {
    const auto& values = now.opened.values;
    if (!now.draft)
        now.draft = drafts::begin(db, c.tenant, now.opened.acts_as, values.service, values.service_version, answers, values.id.value);
    now.draft->answers = answers;
    drafts::save(db, c.tenant, *now.draft);
}

/// Only what was asked for, with every file that came along.
forms::Answers asked_answers(const SupplementForm& form, const forms::Answers& all) {
    forms::Answers asked;
    for (const auto& id : form.asked)
        if (const auto* answer = all.find(id); answer && !answer->is_empty()) asked.set(id, *answer);
    return asked;
}

std::vector<forms::FileAnswer> files_of(const SupplementForm& form, const forms::Answers& all) {
    auto files = forms::files_in(asked_answers(form, all));
    if (const auto* more = all.find(supplement_files)) files.insert(files.end(), more->files().begin(), more->files().end());
    return files;
}

}  // namespace

Result<http::Response> write_message(Context& c) {
    const auto file = case_file(c);
    if (!file) return refused(c, file.error());
    return send_letter(
        c, file->opened, [&](const views::Written& typed) { return views::case_page(c, *file, typed); },
        [](cases::Change& change, CaseId id, const Letter& letter) {
            return cases::write_message(change, id, letter.text, letter.files.kept);
        });
}

Result<http::Response> show_supplement(Context& c) {
    const auto now = c.db.read([&](db::Connection& db) { return answering(db, c); });
    if (!now) return refused(c, now.error());
    record_use(c, now->opened);
    const auto form = form_of(c, *now, false);
    return views::supplement_page(c, now->opened, now->supplement, form, handle_of(c, *now), {answers_of(*now, form), {}}, {});
}

Result<http::Response> answer_supplement(Context& c) {
    auto now = c.db.read([&](db::Connection& db) { return answering(db, c); });
    if (!now) return refused(c, now.error());
    const bool has_words = !trimmed(c.request.field(supplement_words)).empty();
    const auto form = form_of(c, *now, has_words);
    const auto filled = forms::read_page(form.form, form.page(), c.request, answers_of(*now, form),
                                         drafts::keep_in(c.db, c.tenant, c.visitor), municipality::map_of(c.tenant));
    auto errors = forms::check_page(form.form, form.page(), filled);
    if (errors.empty() && is_empty(form, filled.answers))
        errors.push_back({std::string(supplement_words), "error_missing", {c.text("supplement_own_words")}});
    if (filled.pressed) errors = filled.errors;
    if (filled.pressed || !errors.empty() || !filled.revealed.empty()) {
        c.db.write([&](db::Connection& db) { keep_draft(db, c, *now, filled.answers); });
        return views::supplement_page(c, now->opened, now->supplement, form, handle_of(c, *now), filled, errors);
    }
    const auto done = change_case(c, [&](cases::Change& change, const OpenedCase& opened) -> Result<void> {
        auto answered = cases::answer_supplement(change, opened.values.id, asked_answers(form, filled.answers),
                                                 filled.answers.text(supplement_words), files_of(form, filled.answers));
        if (answered && now->draft) drafts::remove(change.db, now->draft->id);
        return answered;
    });
    if (!done) return tl::unexpected(done.error());
    return http::see_other(now->opened.address());
}

Result<http::Response> show_appeal(Context& c) {
    const auto file = case_file(c);
    if (!file) return refused(c, file.error());
    if (!can_appeal(file->opened, file->decision)) return failure(Fault::not_found, "error_no_appeal");
    return views::appeal_page(c, file->opened, *file->decision);
}

Result<http::Response> send_appeal(Context& c) {
    const auto file = case_file(c);
    if (!file) return refused(c, file.error());
    if (!can_appeal(file->opened, file->decision)) return failure(Fault::conflict, "error_no_appeal");
    return send_letter(
        c, file->opened, [&](const views::Written& typed) { return views::appeal_page(c, file->opened, *file->decision, typed); },
        [](cases::Change& change, CaseId id, const Letter& letter) { return cases::appeal(change, id, letter.text, letter.files.kept); });
}

Result<http::Response> show_refusal_appeal(Context& c) {
    const auto file = case_file(c);
    if (!file) return refused(c, file.error());
    if (!file->refusal) return failure(Fault::conflict, "error_no_appeal");
    return views::refusal_appeal_page(c, file->opened, *file->refusal);
}

Result<http::Response> send_refusal_appeal(Context& c) {
    const auto file = case_file(c);
    if (!file) return refused(c, file.error());
    if (!file->refusal) return failure(Fault::conflict, "error_no_appeal");
    return send_letter(
        c, file->opened, [&](const views::Written& typed) { return views::refusal_appeal_page(c, file->opened, *file->refusal, typed); },
        [](cases::Change& change, CaseId id, const Letter& letter) {
            return cases::appeal_refusal(change, id, letter.text, letter.files.kept);
        });
}

Result<http::Response> show_withdrawal(Context& c) {
    const auto opened = opened_case(c);
    if (!opened) return refused(c, opened.error());
    if (!opened->can("withdraw")) return failure(Fault::not_found, "error_no_withdrawal");
    return views::withdrawal_page(c, *opened);
}

Result<http::Response> withdraw(Context& c) {
    const auto opened = opened_case(c);
    if (!opened) return refused(c, opened.error());
    if (!opened->can("withdraw")) return failure(opened->is_co_signer ? Fault::not_found : Fault::conflict, "error_no_withdrawal");
    const auto done = change_case(c, [&](cases::Change& change, const OpenedCase& now) -> Result<void> {
        if (!now.can("withdraw")) return failure(Fault::conflict);
        return cases::withdraw(change, now.values.id, tidy_text(c.request.field("text")));
    });
    if (!done) return failure(Fault::conflict, "error_no_withdrawal");
    return http::see_other(opened->address());
}

Result<http::Response> ask_for_person(Context& c) {
    const auto file = case_file(c);
    if (!file) return refused(c, file.error());
    if (!file->opened.can("ask_for_person")) return failure(Fault::conflict, "error_no_person");
    const auto words = tidy_text(c.request.field("why"));
    const auto done = change_case(
        c, [&](cases::Change& change, const OpenedCase& opened) { return cases::ask_for_person(change, opened.values.id, words); });
    if (!done && done.error().fault == Fault::invalid) return views::case_page(c, *file, {.why = words, .errors = done.error().fields});
    if (!done) return failure(Fault::conflict, "error_no_person");
    return http::see_other(file->opened.address());
}

Result<http::Response> ask_for_decision(Context& c) {
    const auto file = case_file(c);
    if (!file) return refused(c, file.error());
    if (!file->can_ask_for_decision) return failure(Fault::conflict, "error_no_decision_request");
    const auto words = tidy_text(c.request.field("why_decide"));
    const auto done = change_case(
        c, [&](cases::Change& change, const OpenedCase& opened) { return cases::ask_for_decision(change, opened.values.id, words); });
    if (!done && done.error().fault == Fault::invalid)
        return views::case_page(c, *file, {.why_decide = words, .errors = done.error().fields});
    if (!done) return failure(Fault::conflict, "error_no_decision_request");
    return http::see_other(file->opened.address());
}

Result<http::Response> change_representative(Context& c) {
    const auto chosen = whole_number(c.request.field("mandate"));
    const auto done = c.db.write([&](db::Connection& db) -> Result<std::string> {
        const auto opened = TRY(opened_case(db, c));
        cases::Change change{db, c.tenant, opened.acts_as};
        if (chosen) TRY(cases::change_representative(change, opened.values.id, *chosen ? std::optional(MandateId{*chosen}) : std::nullopt));
        return opened.address();
    });
    if (!done) return refused(c, done.error());
    return http::see_other(*done);
}

}  // namespace my_pages
