#include "engines/cases/signatures.h"

#include <algorithm>
#include <set>

#include "engines/cases/checks.h"
#include "engines/cases/event_log.h"
#include "engines/cases/motion.h"
#include "engines/cases/notices.h"
#include "engines/identity/people.h"
#include "foundation/base/unicode.h"
#include "foundation/crypto/crypto.h"
#include "foundation/mail/mail.h"

namespace cases {
namespace {

/// The question that names the signers, each with name, personal number and e-mail.
const forms::Field* signers_field(const services::Service& service) {
    for (const auto& page : service.form.pages)
        for (const auto& field : page.fields)
            if (field.type == forms::FieldType::signature) return &field;
    return nullptr;
}

/// As twelve digits; "" when it is no personal number.
std::string digits_of(std::string_view written) {
    const auto number = identity::PersonalNumber::from(written);
    return number ? number->digits() : std::string();
}

/// Who has only the database, or a backup of it, cannot make a link: it needs the installation's secret.
std::string token_of(const Tenant& tenant, std::int64_t signer) {
    return crypto::base64url(crypto::hmac_sha256(tenant.secret, "link to sign:" + std::to_string(signer)));
}

std::string what_is_signed(const Case& of, const services::Service& service, const Signer& signer) {
    const auto answers = forms::answers_from_json(of.answers).value_or(forms::Answers{});
    return json::to_text(json::object({{"case", of.number},
                                       {"service", of.service},
                                       {"service_version", of.service_version},
                                       {"answers", forms::to_json(signed_answers(service, answers))},
                                       {"statement", signed_statement(service).sv},
                                       {"signer", signer.number}}));
}

Party co_signer(const Visitor& visitor, const Signer& signer) {
    return {.role = signer.is_applicant ? "applicant" : std::string(co_signs),
            .person = visitor.person,
            .name = signer.name,
            .personal_number = signer.number,
            .email = signer.email};
}

/// The signer as it is now, who may still answer.
Result<Asked> asked_again(const Change& change, const Asked& before) {
    Asked asked{TRY(find(change.db, change.tenant, before.of.id)), {}};
    for (auto& each : signers(change.db, change.tenant, asked.of))
        if (each.id == before.signer.id) asked.signer = std::move(each);
    if (!is_named(change.db, change.tenant, change.by, asked.signer)) return failure(Fault::forbidden, "error_other_signer");
    // The applicant has signed by sending: the others must be others. Who acts for the applicant has signed for the applicant alone.
    for (const auto& party : parties(change.db, change.tenant, asked.of)) {
        const bool is_same = party.person == change.by.person || digits_of(party.personal_number) == asked.signer.number;
        if (party.role != co_signs && party.role != represents && is_same) return failure(Fault::forbidden, "error_applicant_has_signed");
    }
    if (!asked.is_open(now())) return failure(Fault::conflict, std::string(not_to_sign));
    return asked;
}

bool is_last(const Change& change, const Asked& asked) {
    return std::ranges::all_of(signers(change.db, change.tenant, asked.of),
                               [&](const Signer& each) { return each.signed_at || each.id == asked.signer.id; });
}

}  // namespace

std::vector<Signer> named_signers(const services::Service& service, const forms::Answers& answers) {
    const auto* field = signers_field(service);
    const auto* answer = field ? answers.find(field->id) : nullptr;
    if (!answer) return {};
    std::vector<Signer> all;
    std::set<std::string> numbers;
    for (const auto& item : answer->groups()) {
        const auto number = digits_of(item.text("number"));
        if (number.empty() || !numbers.insert(number).second) continue;
        all.push_back({.id = new_id(),
                       .name = item.text("name"),
                       .number = number,
                       .email = item.text("email"),
                       .expires_at = now() + signing_link_lasts});
    }
    return all;
}

Signer applicant_to_sign(const Party& applicant) {
    return {.id = new_id(),
            .name = applicant.name,
            .number = digits_of(applicant.personal_number),
            .email = applicant.email,
            .expires_at = now() + signing_link_lasts,
            .is_applicant = true};
}

std::vector<FieldError> applicants_among_signers(const services::Service& service, const forms::Answers& answers,
                                                 const std::vector<Party>& applicants) {
    const auto* field = signers_field(service);
    const auto* answer = field ? answers.find(field->id) : nullptr;
    if (!answer) return {};
    std::vector<FieldError> errors;
    for (std::size_t i = 0; i < answer->groups().size(); ++i) {
        const auto number = digits_of(answer->groups()[i].text("number"));
        const auto is_the_same = [&](const Party& party) {
            return party.role != represents && !number.empty() && digits_of(party.personal_number) == number;
        };
        if (std::ranges::any_of(applicants, is_the_same))
            errors.push_back({field->id + "." + std::to_string(i) + ".number", "error_signatory_is_applicant"});
    }
    return errors;
}

json::Value to_json(const Tenant& tenant, const std::vector<Signer>& all) {
    return json::array(all, [&](const Signer& signer) {
        return json::object({{"id", signer.id},
                             {"name", signer.name},
                             {"number", signer.number},
                             {"email", signer.email},
                             {"is_applicant", signer.is_applicant},
                             {"token_hash", crypto::sha256_hex(token_of(tenant, signer.id))},
                             {"expires_at", signer.expires_at.value}});
    });
}

std::vector<Signer> signers(db::Connection& db, const Tenant& tenant, const Case& of) {
    return store::signers({db, tenant, of.key}, of.id);
}

forms::Answers signed_answers(const services::Service& service, const forms::Answers& answers) {
    auto left = answers;
    if (const auto* contact = service.form.page(services::contact_page_id))
        for (const auto& field : contact->fields) left.remove(field.id);
    const auto* named = signers_field(service);
    const auto* answer = named ? left.find(named->id) : nullptr;
    if (!answer) return left;
    std::vector<forms::Answers> names;
    for (const auto& item : answer->groups()) names.push_back(forms::Answers().set("name", {item.text("name")}));
    left.set(named->id, {std::move(names)});
    return left;
}

forms::Words signed_statement(const services::Service& service) {
    const auto* field = signers_field(service);
    return field ? field->text : forms::Words{};
}

Result<Asked> find_asked(db::Connection& db, const Tenant& tenant, std::string_view token) {
    const auto place = store::signer_of_token(db, crypto::sha256_hex(token));
    if (!place) return failure(Fault::not_found);
    Asked asked{TRY(find(db, tenant, place->of)), {}};
    if (asked.of.erased) return failure(Fault::not_found);
    for (auto& each : signers(db, tenant, asked.of))
        if (each.id == place->signer) asked.signer = std::move(each);
    return asked;
}

bool is_named(db::Connection& db, const Tenant& tenant, const Visitor& visitor, const Signer& signer) {
    if (!visitor.is_resident()) return false;
    const auto number = identity::personal_number_of(db, tenant.secret, visitor.person);
    return number && number->digits() == signer.number;
}

Result<void> sign(Change& change, const Asked& before) {
    const auto asked = TRY(asked_again(change, before));
    const auto& of = asked.of;
    const auto service = service_of(change.db, of);
    auto data = json::object({{"signer", asked.signer.id},
                              {"hash", crypto::sha256_hex(what_is_signed(of, *service, asked.signer))},
                              {"party", to_json(co_signer(change.by, asked.signer))}});
    const bool completes = is_last(change, asked);
    if (completes) {
        auto state = move(change, of, "all_signed", flows::Mover::signer);
        if (!state) return failure(Fault::conflict, "error_not_now");
        data.set("state", std::move(*state));
    }
    append(change, of, EventKind::co_signed, std::move(data));
    if (!completes) return {};
    queue_notice(change, of.id, Notice::all_signed);
    queue_checks(change, of.id);
    return {};
}

Result<void> decline_to_sign(Change& change, const Asked& before, std::string_view reason) {
    const auto asked = TRY(asked_again(change, before));
    if (reason.empty()) return invalid({{"reason", "error_write_why_not"}});
    if (count_characters(reason) > longest_words) return invalid({{"reason", "error_words_too_long", {std::to_string(longest_words)}}});
    append(change, asked.of, EventKind::signature_declined,
           json::object({{"signer", asked.signer.id}, {"name", asked.signer.name}, {"text", reason}}));
    queue_notice(change, asked.of.id, Notice::signature_declined);
    return {};
}

static void queue_signing_link(db::Connection& db, CaseId id, std::int64_t signer) {
    ::jobs::enqueue(db, "cases.ask_to_sign", json::to_text(json::object({{"case", id.value}, {"signer", signer}})));
}

Result<void> renew_signing_link(Change& change, CaseId id, std::int64_t signer) {
    auto of = TRY(find(change.db, change.tenant, id));
    const auto all = signers(change.db, change.tenant, of);
    const auto found = std::ranges::find(all, signer, &Signer::id);
    if (found == all.end()) return failure(Fault::not_found);
    const Asked asked{std::move(of), *found};
    if (!asked.has_ended(now())) return failure(Fault::conflict, std::string(not_to_sign));
    const auto expires_at = now() + signing_link_lasts;
    append(change, asked.of, EventKind::signing_link_renewed,
           json::object({{"signer", signer}, {"name", found->name}, {"expires_at", expires_at.value}}));
    queue_signing_link(change.db, id, signer);
    return {};
}

std::string signing_path(const Tenant& tenant, std::int64_t signer) { return "/underteckna/" + token_of(tenant, signer); }

void queue_signing_links(db::Connection& db, const Tenant& tenant, const Case& of) {
    for (const auto& signer : signers(db, tenant, of))
        if (!signer.signed_at && !signer.declined_at) queue_signing_link(db, of.id, signer.id);
}

void send_signing_link(Tenant& tenant, const ::jobs::Job& job) {
    const auto payload = json::parse(job.payload);
    if (!payload) throw std::logic_error("a link to sign that cannot be read");
    const auto asked = tenant.db.read([&](db::Connection& db) -> std::optional<Asked> {
        auto of = find(db, tenant, CaseId{(*payload)["case"].integer()});
        if (!of || of->erased) return std::nullopt;
        for (auto& each : signers(db, tenant, *of))
            if (each.id == (*payload)["signer"].integer()) return Asked{std::move(*of), std::move(each)};
        return std::nullopt;
    });
    if (!asked || !tenant.send_mail || asked->signer.email.empty() || !asked->is_open(now())) return;
    // The letter says nothing about whose application it is, or about what: mailboxes are shared, and addresses mistyped.
    const Texts text(tenant.texts, "cases", asked->of.language);
    const auto address = tenant.public_address + signing_path(tenant, asked->signer.id);
    const auto sent = tenant.send_mail({.to = asked->signer.email,
                                        .subject = text("ask_to_sign", tenant.name),
                                        .text = text("ask_to_sign_body", address, text.day(swedish_date(asked->expires_at())), tenant.name),
                                        .id = std::to_string(job.id.value) + ".sign"});
    if (!sent) throw std::runtime_error("the mail server did not take the link");
}

}  // namespace cases
