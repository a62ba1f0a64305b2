#include "areas/administration/activities.h"

#include <algorithm>

#include "areas/administration/handlers.h"
#include "engines/identity/units.h"
#include "engines/services/catalogue.h"

namespace administration {
namespace {

using forms::FieldType;
using services::ApplicantKind;

std::optional<Kind> kind_of(const forms::Field& field) {
    switch (field.type) {
        case FieldType::personal_number: return Kind::personal_numbers;
        case FieldType::email:
        case FieldType::phone: return Kind::contact;
        case FieldType::address:
        case FieldType::postcode: return Kind::addresses;
        case FieldType::property: return Kind::properties;
        case FieldType::map: return Kind::places;
        case FieldType::money: return Kind::money;
        case FieldType::file: return Kind::files;
        case FieldType::long_text: return Kind::free_text;
        case FieldType::text: return field.id.ends_with("name") ? Kind::names : Kind::free_text;
        case FieldType::choice:
        case FieldType::multiple:
        case FieldType::yes_no:
        case FieldType::consent: return Kind::choices;
        default: return std::nullopt;
    }
}

template <class One>
void add(std::vector<One>& all, One one) {
    if (std::ranges::find(all, one) == all.end()) all.push_back(one);
}

class Reading {
public:
    explicit Reading(std::shared_ptr<const services::Service> service) : activity_{.service = std::move(service)} {
        const auto applicant = activity_.service->applicant;
        if (applicant != ApplicantKind::organisation) add(activity_.subjects, Subject::applicants);
        if (applicant == ApplicantKind::organisation || applicant == ApplicantKind::either)
            add(activity_.subjects, Subject::representatives);
        for (const auto& page : activity_.service->form.pages)
            for (const auto& field : page.fields) read(field);
        add(activity_.subjects, Subject::officers);
        std::ranges::sort(activity_.subjects);
        std::ranges::sort(activity_.kinds);
    }

    Activity taken() { return std::move(activity_); }

private:
    void read(const forms::Field& field) {
        if (field.type == FieldType::signature) add(activity_.subjects, Subject::signatories);
        if (field.part_of && field.part_of->type == FieldType::child) add(activity_.subjects, Subject::children);
        if (field.part_of && field.part_of->type == FieldType::person) add(activity_.subjects, Subject::other_people);
        if (const auto kind = kind_of(field)) add(activity_.kinds, *kind);
        for (const auto& inner : field.fields) read(inner);
        const auto& asked = field.part_of ? *field.part_of : field;
        if (&asked == last_asked_) return;
        last_asked_ = &asked;
        if (asked.sensitivity == forms::Sensitivity::sensitive) activity_.sensitive.push_back(asked.label);
        if (asked.terms != forms::AnswerTerms{}) activity_.own.push_back({asked.label, asked.terms});
    }

    Activity activity_;
    const forms::Field* last_asked_ = nullptr;  ///< the parts of a compound are one question
};

forms::Words controller_of(db::Connection& db, const Tenant& tenant, const services::Service& service) {
    if (const auto unit = identity::find_unit(db, service.unit))
        for (const auto id : identity::path_to_root(db, unit->id))
            if (const auto above = identity::find_unit(db, id); above && above->committee) return {above->name_sv, above->name_en};
    return {tenant.name, tenant.name};
}

json::Value words(const forms::Words& both) { return json::object({{"sv", both.sv}, {"en", both.en}}); }

json::Value own_terms(const OwnTerms& own) {
    const auto& terms = own.terms;
    return json::object({{"question", words(own.question)},
                         {"purpose", terms.purpose.empty() ? json::Value() : words(terms.purpose)},
                         {"legal_ground", terms.legal_ground ? json::Value(to_name(*terms.legal_ground)) : json::Value()},
                         {"law", terms.law.empty() ? json::Value() : json::Value(terms.law)},
                         {"retention_months", terms.retention_months > 0 ? json::Value(terms.retention_months) : json::Value()}});
}

}  // namespace

Activity activity_of(std::shared_ptr<const services::Service> service) { return Reading(std::move(service)).taken(); }

std::vector<Activity> activities(db::Connection& db, const Tenant& tenant) {
    std::vector<Activity> all;
    for (auto& service : services::published(db)) {
        all.push_back(activity_of(std::move(service)));
        all.back().controller = controller_of(db, tenant, *all.back().service);
    }
    return all;
}

json::Value to_json(const Activity& activity) {
    const auto& service = *activity.service;
    const auto name = [](auto one) { return json::Value(to_name(one)); };
    return json::object(
        {{"service", service.id},
         {"version", service.version},
         {"title", words(service.title)},
         {"controller", words(activity.controller)},
         {"purpose", words(service.privacy.purpose)},
         {"legal_ground", to_name(service.privacy.legal_ground)},
         {"law", json::array(service.law, [](const auto& law) { return json::Value(law.ref); })},
         {"data_subjects", json::array(activity.subjects, name)},
         {"data_categories", json::array(activity.kinds, name)},
         {"sensitive_questions", json::array(activity.sensitive, words)},
         {"recipients", json::array(service.privacy.recipients, words)},
         {"retention", json::object({{"years", service.retention.preserve ? json::Value() : json::Value(service.retention.years)},
                                     {"preserved", service.retention.preserve},
                                     {"ref", service.retention.ref}})},
         {"secrecy", service.secrecy ? json::Value(service.secrecy->ref) : json::Value()},
         {"questions_with_own_terms", json::array(activity.own, own_terms)}});
}

Result<http::Response> show_activities(Context& c) {
    return views::activities_page(c, c.db.read([&](db::Connection& db) { return activities(db, c.tenant); }));
}

Result<http::Response> activities_as_json(Context& c) {
    const auto all = c.db.read([&](db::Connection& db) { return activities(db, c.tenant); });
    return http::Response{.type = "application/json",
                          .body = json::to_text(json::object({{"municipality", c.tenant.name},
                                                              {"data_protection_officer", c.tenant.protection_officer},
                                                              {"activities", json::array(all, to_json)}}))};
}

}  // namespace administration
