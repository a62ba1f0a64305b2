#pragma once
/// One e-service as its YAML says: docs/service-definition.md.
#include <optional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

#include "engines/directories/check.h"
#include "engines/forms/definition.h"
#include "engines/forms/problem.h"
#include "foundation/base/enum_names.h"

namespace yaml {
class Node;
}
namespace services {

using forms::LegalGround;
using forms::Words;

enum class ApplicantKind { person, organisation, either, anonymous_allowed };
enum class SignIn { none, optional, required };
enum class Hides { parties, all };
enum class AppealKind {
    administrative,  ///< förvaltningsbesvär, FL 40–44 §§
    legality,        ///< laglighetsprövning, kommunallagen 13 kap.
    none,
};

struct LawReference {
    std::string ref, url;
    Words about{};
};
struct Secrecy {
    std::string ref;
    Hides hides = Hides::parties;
};
struct Privacy {
    Words purpose{};
    LegalGround legal_ground = LegalGround::public_authority;
    std::vector<Words> recipients{};
};
struct Deadline {
    int days = 0;
    bool calendar_days = false;  ///< false: working days
    std::string ref{};
};
struct Processing {
    int usual_days = 0;  ///< working days
    std::optional<Deadline> deadline{};
};
struct Retention {
    int years = 0;  ///< after closing
    bool preserve = false;
    std::string ref{};
};

struct FeeLine {
    std::string id;
    Words text{};
    forms::Rule amount{};  ///< in kronor
    forms::Rule when{};    ///< empty: always
    int line = 0;
};
struct FeeTerms {
    std::string ref;  ///< who decided the tariff, and by which law
    std::vector<FeeLine> lines{};
};

/// A row of the officer's table "Villkor".
struct Condition {
    std::string id;
    Words label{};
    std::string shows{};                        ///< the answer that is shown; may be empty
    std::optional<directories::Check> check{};  ///< what a register outside is asked
    forms::Rule met{};                          ///< `found` in it is what the check gave; without a rule the check says it
    Words source{};                             ///< of the answer
    int line = 0;
};
struct ProposalRule {
    forms::Rule when{};
    std::string outcome;  ///< an outcome's id, or "supplement"
    std::string reason{};
    int line = 0;
};

/// Standard words that an officer may put into the letter, leave out or move; they are not changed.
struct LetterBlock {
    std::string id;
    Words label{};       ///< for the officer
    Words text{};        ///< markdown with {answers}
    bool usual = false;  ///< in the letter, unless it is left out
    int line = 0;
};
struct Letter {
    Words heading{};
    Words body{};  ///< markdown with {answers} and {reasons}
    std::vector<LetterBlock> blocks{};
    int line = 0;
};
struct AppealTerms {
    AppealKind kind = AppealKind::none;
    Words court{};
    int days = 21;
};
struct Reason {
    std::string id;
    Words label{};
    Words text{};
    std::string ref{};
    std::optional<AppealTerms> appeal{};  ///< when it is another than the service's
    int line = 0;
};
/// The one outcome of a registration.
inline constexpr std::string_view registers = "register";
/// The outcome that grants and does not go against anybody, unless it says otherwise.
inline constexpr std::string_view approves = "approve";

struct Outcome {
    std::string id;  ///< "approve", "reject"; "register"
    Words label{};
    Words summary{};
    std::vector<Words> effects{};
    std::vector<Reason> reasons{};
    Letter letter{};
    bool goes_against_party = false;  ///< wholly or partly: also an approval with conditions
    bool grants = false;              ///< wholly or partly: never while a supplement or a signature is missing
    int line = 0;

    const Reason* reason(std::string_view id) const;
};
struct SupplementItem {
    std::string id;
    std::string field{};  ///< may be empty: a question in words only
    Words text{};
    int line = 0;
};
struct DecisionTerms {
    std::string delegation{};  ///< row in the delegation order
    std::vector<Outcome> outcomes{};
    std::vector<SupplementItem> supplement{};
    AppealTerms appeal{};

    const Outcome* outcome(std::string_view id) const;
    /// How a decision of that outcome and reason is appealed against; none when it cannot be. Law: förvaltningslagen 42 § (only who it goes
    /// against may), kommunallagen 13 kap. 1 § (every member of the municipality may).
    AppealTerms appeal_against(std::string_view outcome_id, std::string_view reason_id) const;
    const SupplementItem* supplement_item(std::string_view id) const;
};

struct Service {
    std::string id;
    int version = 1;
    Words title{}, summary{};
    std::string icon{};
    std::string theme{};
    std::vector<std::string> life_events{};
    std::vector<std::string> keywords{};
    std::string unit{};
    std::string series{};
    ApplicantKind applicant = ApplicantKind::person;
    SignIn sign_in = SignIn::optional;
    Words case_title{};    ///< with {answers}; for parties and officers
    Words public_title{};  ///< for the register
    std::vector<LawReference> law{};
    std::optional<Secrecy> secrecy{};
    Privacy privacy{};
    Processing processing{};
    Retention retention{};
    forms::Form form{};  ///< with the page "contact" last
    std::optional<FeeTerms> fee{};
    std::string flow{};
    std::vector<Condition> conditions{};
    std::vector<ProposalRule> proposals{};
    DecisionTerms decision{};

    const Condition* condition(std::string_view id) const;
    /// Nobody decides: it is confirmed and closed by itself.
    bool is_registration() const { return flow == "registration"; }
};

/// The page that every service ends with: applicant_name, applicant_number, applicant_email, applicant_phone, organisation_name,
/// organisation_number, as far as the service needs them.
forms::Page contact_page(ApplicantKind, SignIn);
inline constexpr std::string_view contact_page_id = "contact";

/// What a field has where its definition says nothing.
forms::Sensitivity usual_sensitivity(forms::FieldType);
int usual_length(forms::FieldType);

/// The service, or every problem of the file at once: unknown keys, missing texts, rules that cannot be read.
tl::expected<Service, std::vector<forms::Problem>> parse_service(std::string_view yaml);
tl::expected<Service, std::vector<forms::Problem>> read_service(const yaml::Node& definition);
/// What may stand in a question of that type.
std::vector<std::string> keys_of(forms::FieldType);

/// The service as readable YAML that parse_service reads back as the same; what has its usual value is left out. The last page,
/// contact, is every service's own and is not written.
std::string to_yaml(const Service&);

/// Begins a text of a draft that a person has to write before the service can be published.
inline constexpr std::string_view to_fill_in = "FYLL I", to_fill_in_english = "FILL IN";

struct Known {
    std::vector<std::string> flows{}, units{}, icons{};  ///< an empty list: not checked
};
/// What is wrong with a service that could be read: rules, letters, proposals, law, texts in both languages.
std::vector<forms::Problem> check_service(const Service&, const Known& = {});

}  // namespace services

template <>
inline constexpr EnumNames<services::ApplicantKind, 4> names_of<services::ApplicantKind> = {{
    {services::ApplicantKind::person, "person"},
    {services::ApplicantKind::organisation, "organisation"},
    {services::ApplicantKind::either, "either"},
    {services::ApplicantKind::anonymous_allowed, "anonymous_allowed"},
}};
template <>
inline constexpr EnumNames<services::SignIn, 3> names_of<services::SignIn> = {{
    {services::SignIn::none, "none"},
    {services::SignIn::optional, "optional"},
    {services::SignIn::required, "required"},
}};
template <>
inline constexpr EnumNames<services::Hides, 2> names_of<services::Hides> = {{
    {services::Hides::parties, "parties"},
    {services::Hides::all, "all"},
}};
template <>
inline constexpr EnumNames<services::AppealKind, 3> names_of<services::AppealKind> = {{
    {services::AppealKind::administrative, "administrative"},
    {services::AppealKind::legality, "legality"},
    {services::AppealKind::none, "none"},
}};
