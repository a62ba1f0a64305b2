#include "areas/administration/activities.h"
#include "areas/administration/page.h"
#include "foundation/base/unicode.h"

namespace administration::views {

namespace h = html;

namespace {

template <class Enum>
std::string names(const Texts& text, std::string_view key, const std::vector<Enum>& all) {
    std::vector<std::string> words;
    for (const auto one : all) words.push_back(text(std::string(key) + "." + std::string(to_name(one))));
    return joined(words, ", ");
}

std::string all_of(const std::vector<forms::Words>& words, Language language, std::string_view between) {
    std::vector<std::string> all;
    for (const auto& one : words) all.push_back(one.in(language));
    return joined(all, between);
}

std::string ground(const Texts& text, forms::LegalGround ground) { return text("ground." + std::string(to_name(ground))); }

std::string kept(const Texts& text, const services::Retention& retention) {
    return (retention.preserve ? text("activity_preserved") : text("activity_years", retention.years)) + " " + retention.ref;
}

/// Questions that have their own purpose, ground or time.
h::Html own_terms(const Texts& text, const Activity& activity) {
    if (activity.own.empty()) return {};
    const auto language = text.language();
    std::vector<std::vector<h::Html>> rows;
    for (const auto& [question, terms] : activity.own)
        rows.push_back({h::text(question.in(language)), h::text(terms.purpose.in(language)),
                        h::text(terms.legal_ground ? ground(text, *terms.legal_ground) : ""), h::text(terms.law),
                        h::text(terms.retention_months > 0 ? text("activity_months", terms.retention_months) : "")});
    return pages::table(text("activity_own_terms"),
                        {{text("activity_question")},
                         {text("activity_purpose")},
                         {text("activity_ground")},
                         {text("activity_law")},
                         {text("activity_retention")}},
                        rows, pages::Caption::shown) +
           h::make<R"(<p class="small muted">{}</p>)">(text("activity_by_hand"));
}

h::Html section_of(const Texts& text, const Activity& activity) {
    const auto language = text.language();
    const auto& service = *activity.service;
    const auto& privacy = service.privacy;
    std::vector<std::string> law;
    for (const auto& one : service.law) law.push_back(one.ref);
    const auto nobody = text("activity_no_recipients");
    std::vector<pages::Fact> facts = {
        {text("activity_controller"), h::text(activity.controller.in(language))},
        {text("activity_purpose"), h::text(privacy.purpose.in(language))},
        {text("activity_ground"), h::text(ground(text, privacy.legal_ground))},
        {text("activity_law"), h::text(joined(law, "; "))},
        {text("activity_subjects"), h::text(names(text, "subject", activity.subjects))},
        {text("activity_kinds"), h::text(names(text, "kind", activity.kinds))},
        {text("activity_sensitive"),
         h::text(activity.sensitive.empty() ? text("activity_none") : all_of(activity.sensitive, language, "; "))},
        {text("activity_recipients"), h::text(privacy.recipients.empty() ? nobody : all_of(privacy.recipients, language, "; "))},
        {text("activity_retention"), h::text(kept(text, service.retention))}};
    if (service.secrecy) facts.push_back({text("activity_secrecy"), h::text(service.secrecy->ref)});
    return section(service.title.in(language), pages::facts(facts) + own_terms(text, activity));
}

/// What holds for every activity: who answers for it, where data goes, and how it is kept safe (GDPR art. 30.1 a, e and g).
h::Html of_all(const Context& c) {
    const auto measures = h::each(std::vector<std::string>{"measure_sealed", "measure_rights", "measure_log", "measure_signing_in",
                                                           "measure_transport", "measure_disposal"},
                                  [&](const std::string& key) { return h::make<"<li>{}</li>">(c.text(key)); });
    const auto reach = joined(std::vector<std::string>{c.tenant.name, c.tenant.visiting_address, c.tenant.email, c.tenant.phone}, ", ");
    const auto& officer = c.tenant.protection_officer;
    return section(c.text("activity_all"),
                   pages::facts({{c.text("activity_municipality"), h::text(reach)},
                                 {c.text("activity_protection_officer"),
                                  h::text(officer.empty() ? c.text("activity_no_protection_officer") : officer)},
                                 {c.text("activity_third_countries"), h::text(c.text("activity_no_third_countries"))},
                                 {c.text("activity_security"), h::make<"<ul>{}</ul>">(measures)}}));
}

}  // namespace

http::Response activities_page(const Context& c, const std::vector<Activity>& all) {
    const auto print = h::make<R"(<p><button type="button" class="btn btn--secondary" data-print hidden>{}{}</button></p>)">(
        pages::icon("printer"), c.text("print"));
    const auto content =
        h::make<R"(<p class="lead">{}</p>{}{}{})">(c.text("activities_say", all.size()), print, of_all(c),
                                                   h::each(all, [&](const Activity& activity) { return section_of(c.text, activity); }));
    return page(c, {.title = c.text("activities"), .content = content});
}

}  // namespace administration::views
