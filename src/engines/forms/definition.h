#pragma once
/// A form as its definition says: pages of fields, and checks over several answers.
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engines/forms/rule.h"
#include "engines/forms/words.h"
#include "foundation/base/enum_names.h"

namespace forms {

enum class FieldType {
    text,
    long_text,
    number,
    date,
    yes_no,
    choice,
    multiple,
    personal_number,
    organisation_number,
    email,
    phone,
    postcode,
    address,
    property,
    map,
    file,
    group,
    calculated,
    declaration,
    information,
    money,
    consent,
    signature,
    // asked as one question, answered in several fields: no form has them, only what its fields are parts of
    period,
    person,
    child,
    organisation,
};

/// What is pointed out on the map.
enum class MapShape { point, line, area };

enum class Sensitivity {
    ordinary,
    personal,
    sensitive,  ///< GDPR art. 9, or secrecy: encrypted with the case's key
};

enum class LegalGround { public_authority, public_interest, legal_obligation, contract, consent };  ///< GDPR art. 6

/// How an answer is used and kept, where that is another than the service says.
struct AnswerTerms {
    Words purpose{};
    std::optional<LegalGround> legal_ground{};
    std::string law{};         ///< that demands or allows the question
    int retention_months = 0;  ///< 0: as long as the case
    bool operator==(const AnswerTerms&) const = default;
};

struct Option {
    std::string value;
    Words label;
    Words hint{};
};

struct Field {
    std::string id;  ///< unique in the form
    FieldType type = FieldType::text;
    Words label{};
    Words hint{};
    Words why{};   ///< "Varför frågar vi?"
    Words text{};  ///< of information: markdown; of signature: what they sign
    Rule required = Rule::always();
    Rule show_if{};  ///< empty: always shown
    Sensitivity sensitivity = Sensitivity::ordinary;
    std::vector<Option> options{};       ///< of choice and multiple
    int max_length = 0;                  ///< characters as readers count them; set for every field with text
    std::optional<double> min{}, max{};  ///< of a number; how many, of multiple and group
    int decimals = 0;
    Words unit{};
    Rule earliest{}, latest{};         ///< of a date
    int max_days = 0;                  ///< of a period, both days included; 0: no limit
    MapShape shape = MapShape::point;  ///< of map
    int max_files = 5;
    int max_mb = 10;
    std::vector<std::string> accept{};  ///< pdf, image, office; empty: all three
    Words item{};                       ///< name of one in a group
    std::vector<Field> fields{};        ///< of a group or signature
    Rule value{};                       ///< of calculated
    AnswerTerms terms{};
    std::shared_ptr<const Field> part_of{};  ///< the period, person, child or organisation that this is a part of
    Words part{};                            ///< what the part is called beside the others: "Personnummer"
    int line = 0;                            ///< in the definition's file

    bool asks() const { return type != FieldType::information && type != FieldType::calculated; }
    /// Answered with the points of a line or an area.
    bool is_drawn() const { return type == FieldType::map && shape != MapShape::point; }
    bool is_group() const { return type == FieldType::group || type == FieldType::signature; }
    const Option* option(std::string_view wanted) const;
};

struct Page {
    std::string id;
    Words title{};
    Rule show_if{};
    std::vector<Field> fields{};
    int line = 0;
};

/// A rule over several answers that should hold before the form is sent.
struct Check {
    std::string id;
    Rule unless;        ///< must hold
    std::string field;  ///< where the message is shown
    Words message{};
    bool stops = true;  ///< false only warns
    int line = 0;
};

struct Form {
    std::string id{};  ///< of the service; goes into $id of the schema
    Words title{};
    std::vector<Page> pages{};
    std::vector<Check> checks{};

    const Page* page(std::string_view id) const;
    /// Also inside groups: "age" or "children.age". Null when there is none.
    const Field* field(std::string_view id) const;
    const Page* page_of(std::string_view field_id) const;
    /// What a question is answered in: itself, or the parts of a compound. Empty when there is no such question.
    std::vector<const Field*> fields_of(std::string_view question) const;
};

}  // namespace forms

template <>
inline constexpr EnumNames<forms::FieldType, 27> names_of<forms::FieldType> = {{
    {forms::FieldType::text, "text"},
    {forms::FieldType::long_text, "long_text"},
    {forms::FieldType::number, "number"},
    {forms::FieldType::date, "date"},
    {forms::FieldType::yes_no, "yes_no"},
    {forms::FieldType::choice, "choice"},
    {forms::FieldType::multiple, "multiple"},
    {forms::FieldType::personal_number, "personal_number"},
    {forms::FieldType::organisation_number, "organisation_number"},
    {forms::FieldType::email, "email"},
    {forms::FieldType::phone, "phone"},
    {forms::FieldType::postcode, "postcode"},
    {forms::FieldType::address, "address"},
    {forms::FieldType::property, "property"},
    {forms::FieldType::map, "map"},
    {forms::FieldType::file, "file"},
    {forms::FieldType::group, "group"},
    {forms::FieldType::calculated, "calculated"},
    {forms::FieldType::declaration, "declaration"},
    {forms::FieldType::information, "information"},
    {forms::FieldType::money, "money"},
    {forms::FieldType::consent, "consent"},
    {forms::FieldType::signature, "signature"},
    {forms::FieldType::period, "period"},
    {forms::FieldType::person, "person"},
    {forms::FieldType::child, "child"},
    {forms::FieldType::organisation, "organisation"},
}};

template <>
inline constexpr EnumNames<forms::MapShape, 3> names_of<forms::MapShape> = {{
    {forms::MapShape::point, "point"},
    {forms::MapShape::line, "line"},
    {forms::MapShape::area, "area"},
}};

template <>
inline constexpr EnumNames<forms::Sensitivity, 3> names_of<forms::Sensitivity> = {{
    {forms::Sensitivity::ordinary, "ordinary"},
    {forms::Sensitivity::personal, "personal"},
    {forms::Sensitivity::sensitive, "sensitive"},
}};

template <>
inline constexpr EnumNames<forms::LegalGround, 5> names_of<forms::LegalGround> = {{
    {forms::LegalGround::public_authority, "public_authority"},
    {forms::LegalGround::public_interest, "public_interest"},
    {forms::LegalGround::legal_obligation, "legal_obligation"},
    {forms::LegalGround::contract, "contract"},
    {forms::LegalGround::consent, "consent"},
}};
