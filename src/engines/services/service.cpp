#include "engines/services/service.h"

namespace services {
namespace {

template <class Items>
auto find_by_id(const Items& items, std::string_view id) -> const typename Items::value_type* {
    for (const auto& item : items)
        if (item.id == id) return &item;
    return nullptr;
}

forms::Field contact_field(std::string id, forms::FieldType type, Words label, forms::Rule required, Words hint = {}) {
    forms::Field field;
    field.id = std::move(id);
    field.type = type;
    field.label = std::move(label);
    field.hint = std::move(hint);
    field.required = std::move(required);
    field.sensitivity = forms::Sensitivity::personal;
    if (type == forms::FieldType::text) field.max_length = 100;
    if (type == forms::FieldType::email) field.max_length = 254;
    return field;
}

forms::Rule rule(std::string_view text) { return forms::parse(text).value(); }

}  // namespace

const Reason* Outcome::reason(std::string_view wanted) const { return find_by_id(reasons, wanted); }
const Outcome* DecisionTerms::outcome(std::string_view wanted) const { return find_by_id(outcomes, wanted); }
AppealTerms DecisionTerms::appeal_against(std::string_view outcome_id, std::string_view reason_id) const {
    const auto* made = outcome(outcome_id);
    if (!made) return {};
    const auto* because = made->reason(reason_id);
    const auto& terms = because && because->appeal ? *because->appeal : appeal;
    if (terms.kind == AppealKind::administrative && !made->goes_against_party) return {};
    return terms;
}
const SupplementItem* DecisionTerms::supplement_item(std::string_view wanted) const { return find_by_id(supplement, wanted); }
const Condition* Service::condition(std::string_view wanted) const { return find_by_id(conditions, wanted); }

forms::Page contact_page(ApplicantKind applicant, SignIn sign_in) {
    using forms::FieldType;
    using forms::Rule;
    const bool is_anonymous = applicant == ApplicantKind::anonymous_allowed;
    forms::Page page{std::string(contact_page_id),
                     {"Kontaktuppgifter", "Contact details", {{Language::fi, "Yhteystiedot"}, {Language::ar, "بيانات الاتصال"}}}};
    const auto add = [&](std::string id, FieldType type, Words label, Rule required, Words hint = {}) {
        page.fields.push_back(
            contact_field(std::move(id), type, std::move(label), is_anonymous ? Rule::never() : std::move(required), std::move(hint)));
    };
    if (applicant == ApplicantKind::organisation || applicant == ApplicantKind::either) {
        const bool must = applicant == ApplicantKind::organisation;
        const Words hint = must ? Words{}
                                : Words{"Om du söker för ett företag eller en förening",
                                        "If you apply for a company or an association",
                                        {{Language::fi, "Jos haet yrityksen tai yhdistyksen puolesta"},
                                         {Language::ar, "إذا كنت تقدم الطلب باسم شركة أو جمعية"}}};
        add("organisation_name", FieldType::text,
            {"Organisationens namn", "Name of the organisation", {{Language::fi, "Organisaation nimi"}, {Language::ar, "اسم المنظمة"}}},
            must ? Rule::always() : rule("answered(organisation_number)"), hint);
        add("organisation_number", FieldType::organisation_number,
            {"Organisationsnummer", "Organisation number", {{Language::fi, "Organisaationumero"}, {Language::ar, "رقم المنظمة"}}},
            must ? Rule::always() : Rule::never(), hint);
        for (auto& field : page.fields) field.sensitivity = forms::Sensitivity::ordinary;
    }
    add("applicant_name", FieldType::text, {"Ditt namn", "Your name", {{Language::fi, "Nimesi"}, {Language::ar, "اسمك"}}}, Rule::always());
    if (sign_in != SignIn::none)
        add("applicant_number", FieldType::personal_number,
            {"Ditt personnummer", "Your personal identity number", {{Language::fi, "Henkilötunnuksesi"}, {Language::ar, "رقمك الشخصي"}}},
            sign_in == SignIn::required ? Rule::always() : Rule::never(),
            {"Tolv siffror, till exempel 19900101-9802",
             "Twelve digits, for example 19900101-9802",
             {{Language::fi, "Kaksitoista numeroa, esimerkiksi 19900101-9802"}, {Language::ar, "اثنا عشر رقمًا، مثلًا 19900101-9802"}}});
    // One way to reach the applicant is enough.
    add("applicant_email", FieldType::email,
        {"E-postadress", "E-mail address", {{Language::fi, "Sähköpostiosoite"}, {Language::ar, "عنوان البريد الإلكتروني"}}},
        rule("not answered(applicant_phone)"),
        {"Vi skriver hit när något händer i ditt ärende.",
         "We write here when something happens in your case.",
         {{Language::fi, "Kirjoitamme tähän, kun asiassasi tapahtuu jotain."},
          {Language::ar, "نكتب إلى هذا العنوان عندما يحدث شيء في قضيتك."}}});
    add("applicant_phone", FieldType::phone,
        {"Telefonnummer", "Phone number", {{Language::fi, "Puhelinnumero"}, {Language::ar, "رقم الهاتف"}}}, Rule::never(),
        {"Vi ringer bara om vi behöver fråga något.",
         "We only call if we need to ask something.",
         {{Language::fi, "Soitamme vain, jos meidän on kysyttävä jotain."}, {Language::ar, "لا نتصل إلا إذا احتجنا إلى سؤالك."}}});
    return page;
}

}  // namespace services
