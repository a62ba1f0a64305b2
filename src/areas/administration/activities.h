#pragma once
/// The register of processing (registerförteckning, GDPR art. 30): what personal data is used for, one entry for each published service.
#include <memory>
#include <string>
#include <vector>

#include "engines/area/area.h"
#include "engines/services/service.h"
#include "foundation/json/json.h"

namespace administration {

/// Who the data is about, and what it is; each name ends the key of a text.
enum class Subject { applicants, representatives, children, other_people, signatories, officers };
enum class Kind { names, personal_numbers, contact, addresses, properties, places, money, files, free_text, choices };

/// A question that is used or kept in another way than the service says.
struct OwnTerms {
    forms::Words question;
    forms::AnswerTerms terms;
};

struct Activity {
    std::shared_ptr<const services::Service> service;
    forms::Words controller;  ///< the committee whose unit owns the cases; the municipality when there is none
    std::vector<Subject> subjects;
    std::vector<Kind> kinds;
    std::vector<forms::Words> sensitive;  ///< questions whose answers are of GDPR art. 9, or secret
    std::vector<OwnTerms> own;
};

/// `controller` stays empty.
Activity activity_of(std::shared_ptr<const services::Service>);
/// Every published service's, in order of id.
std::vector<Activity> activities(db::Connection&, const Tenant&);
json::Value to_json(const Activity&);

namespace views {
http::Response activities_page(const Context&, const std::vector<Activity>&);
}

}  // namespace administration

template <>
inline constexpr EnumNames<administration::Subject, 6> names_of<administration::Subject> = {{
    {administration::Subject::applicants, "applicants"},
    {administration::Subject::representatives, "representatives"},
    {administration::Subject::children, "children"},
    {administration::Subject::other_people, "other_people"},
    {administration::Subject::signatories, "signatories"},
    {administration::Subject::officers, "officers"},
}};
template <>
inline constexpr EnumNames<administration::Kind, 10> names_of<administration::Kind> = {{
    {administration::Kind::names, "names"},
    {administration::Kind::personal_numbers, "personal_numbers"},
    {administration::Kind::contact, "contact"},
    {administration::Kind::addresses, "addresses"},
    {administration::Kind::properties, "properties"},
    {administration::Kind::places, "places"},
    {administration::Kind::money, "money"},
    {administration::Kind::files, "files"},
    {administration::Kind::free_text, "free_text"},
    {administration::Kind::choices, "choices"},
}};
