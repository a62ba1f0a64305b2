#include "areas/e_services/sending.h"

#include "areas/e_services/on_behalf.h"
#include "engines/cases/signatures.h"
#include "engines/identity/people.h"
#include "engines/in_hand/in_hand.h"
#include "engines/services/usage.h"

namespace e_services {

Visitor applying(const Visitor& visitor, const services::Service& service) {
    if (service.sign_in != services::SignIn::none || !visitor.is_resident()) return visitor;
    Visitor nobody;
    nobody.session = visitor.session;
    nobody.request_id = visitor.request_id;
    nobody.language = visitor.language;
    return nobody;
}

static void set_when_missing(forms::Answers& answers, const forms::Page& page, std::string_view field, const std::string& known) {
    if (known.empty() || answers.has(field)) return;
    for (const auto& asked : page.fields)
        if (asked.id == field) answers.set(field, {known});
}

static forms::Answers with_whom_it_is_for(const forms::Page& page, const drafts::OnBehalf& of, forms::Answers answers) {
    set_when_missing(answers, page, of.is_organisation ? "organisation_name" : "applicant_name", of.name);
    set_when_missing(answers, page, of.is_organisation ? "organisation_number" : "applicant_number", of.number);
    set_when_missing(answers, page, "applicant_email", of.email);
    return answers;
}

forms::Answers with_known_contact(db::Connection& db, const Tenant& tenant, const Visitor& visitor, const services::Service& service,
                                  const drafts::OnBehalf& of, forms::Answers answers) {
    const auto* page = service.form.page(services::contact_page_id);
    if (!page) return answers;
    if (of.kind != drafts::OnBehalf::Kind::oneself) answers = with_whom_it_is_for(*page, of, std::move(answers));
    if (of.kind != drafts::OnBehalf::Kind::oneself && !of.is_organisation) return answers;
    if (!applying(visitor, service).is_resident()) return answers;
    const auto person = identity::find_person(db, tenant.secret, visitor.person);
    if (!person) return answers;
    set_when_missing(answers, *page, "applicant_name", person->name);
    set_when_missing(answers, *page, "applicant_email", person->email);
    set_when_missing(answers, *page, "applicant_phone", person->phone);
    if (const auto number = identity::personal_number_of(db, tenant.secret, visitor.person))
        set_when_missing(answers, *page, "applicant_number", number->digits());
    return answers;
}

static cases::Party typed_party(const forms::Answers& answers) {
    cases::Party party;
    party.name = answers.text("applicant_name");
    party.personal_number = answers.text("applicant_number");
    party.email = answers.text("applicant_email");
    party.phone = answers.text("applicant_phone");
    party.organisation_name = answers.text("organisation_name");
    party.organisation_number = answers.text("organisation_number");
    return party;
}

std::vector<cases::Party> applicants(db::Connection& db, const Tenant& tenant, const Visitor& visitor, const drafts::OnBehalf& of,
                                     const forms::Answers& answers) {
    auto party = typed_party(answers);
    if (of.kind != drafts::OnBehalf::Kind::oneself) return parties_for(db, tenant, visitor, of, party);
    if (!visitor.is_resident()) return party == cases::Party{} ? std::vector<cases::Party>{} : std::vector{party};
    party.person = visitor.person;
    // What the e-identification says wins over what was typed.
    if (const auto person = identity::find_person(db, tenant.secret, visitor.person); person && !person->name.empty())
        party.name = person->name;
    if (const auto number = identity::personal_number_of(db, tenant.secret, visitor.person)) party.personal_number = number->digits();
    return {party};
}

std::vector<FieldError> errors_before_sending(const services::Service& service, const forms::Answers& answers,
                                              std::vector<cases::Party> applicants, const drafts::OnBehalf& of) {
    if (of.kind == drafts::OnBehalf::Kind::without_mandate) applicants.push_back({.personal_number = of.number});
    auto errors = forms::check_whole(service.form, answers).errors;
    const auto shown = forms::without_hidden(service.form, answers);
    for (auto& error : cases::applicants_among_signers(service, shown, applicants)) errors.push_back(std::move(error));
    return errors;
}

void keep_contact(db::Connection& db, const Tenant& tenant, const Visitor& visitor, const forms::Answers& answers) {
    if (!visitor.is_resident()) return;
    auto person = identity::find_person(db, tenant.secret, visitor.person);
    if (!person) return;
    const auto &email = answers.text("applicant_email"), &phone = answers.text("applicant_phone");
    if ((email.empty() || email == person->email) && (phone.empty() || phone == person->phone)) return;
    if (!email.empty()) person->email = email;
    if (!phone.empty()) person->phone = phone;
    (void)identity::change_person(db, tenant.secret, *person);
}

Result<drafts::Sent> send(db::Connection& db, Tenant& tenant, const Visitor& visitor, const services::Service& service,
                          const drafts::Draft& draft, Language language) {
    if (auto before = drafts::sent(db, tenant, draft.id)) return *std::move(before);
    TRY(may_fill_in(db, tenant, visitor, service, draft));
    const auto& of = draft.beside.on_behalf;
    const bool is_at_desk = of.kind == drafts::OnBehalf::Kind::at_desk;
    const auto by = draft.is_for_oneself() ? applying(visitor, service) : visitor;
    if (service.sign_in == services::SignIn::required && !by.is_resident() && !is_at_desk) return failure(Fault::sign_in_needed);
    const auto answers = forms::without_hidden(service.form, draft.answers);
    auto who = applicants(db, tenant, by, of, answers);
    if (auto errors = errors_before_sending(service, draft.answers, who, of); !errors.empty()) return invalid(std::move(errors));
    auto sending = TRY(sending_for(db, tenant, by, of, std::move(who), typed_party(answers)));
    auto files = forms::files_in(answers);
    if (is_at_desk && draft.beside.scan) {
        files.push_back(draft.beside.scan->file);
        sending.channel = "paper";
    }
    cases::Change change{db, tenant, by};
    const auto receipt = cases::receive(change, {.service = service,
                                                 .answers = answers,
                                                 .parties = sending.parties,
                                                 .files = files,
                                                 .signs_first = sending.signs_first,
                                                 .language = language,
                                                 .channel = sending.channel});
    for (const auto& party : sending.parties)
        if (party.mandate) mandates::record_use(db, by, *party.mandate, receipt.id.value);
    const drafts::Sent sent{receipt.number, receipt.code};
    drafts::mark_sent(db, tenant, draft.id, sent);
    services::count_answered(db, service.id, service.version, services::sent_page,
                             (now().value - draft.updated_at.value) / microseconds_a_second);
    if (draft.is_for_oneself()) keep_contact(db, tenant, by, answers);
    // Staff read what they have sent for somebody at their desk.
    if (!by.is_resident() && !is_at_desk) in_hand::add(db, visitor, in_hand::Kind::opened_case, receipt.id.value);
    return sent;
}

}  // namespace e_services
