#pragma once
/// What can be changed in each part of a definition: docs/service-definition.md as a table. Forms are made from it, and read by it.
#include <string>
#include <string_view>
#include <vector>

#include "engines/services/document.h"

namespace service_builder {

/// How a property is typed.
enum class Kind {
    line,        ///< a line of text
    words,       ///< a line in each language
    prose,       ///< several lines in each language
    rule,        ///< of the rule language
    whole,       ///< a whole number
    decimal,     ///< a number
    truth,       ///< a box; ticked is written as true
    untruth,     ///< a box that is ticked when nothing is written; not ticked is written as false
    choice,      ///< one of its choices, or nothing
    several,     ///< several of its choices
    lines,       ///< a list of texts, one a line
    word_lines,  ///< a list of words, one a line in each language
    required,    ///< always, never or by a rule
    options,     ///< the answers of a choice
    id,
};

struct Property {
    std::string_view key;  ///< "letter.heading" stands in a map inside the part
    Kind kind = Kind::line;
    std::vector<std::string_view> choices{};
};

/// A list that parts can be added to, taken from and moved in.
struct PartList {
    services::Path path;
    std::string_view kind;  ///< the last of the path: fields, conditions …
};

/// The forms of the definition itself, each about one thing: they have no path of their own.
inline constexpr std::string_view head_forms[] = {"basics", "privacy", "terms"};
bool is_head_form(std::string_view name);

/// fields, pages, outcomes …: what kind of part stands at that path; "" when it is none that has a form of its own.
std::string_view kind_of(const services::Path&);
/// What the form of that part, or the head form of that name, asks for. For questions only what their type knows.
std::vector<Property> properties_of(std::string_view kind_or_form, const yaml::Node& part);
/// The lists inside a part; of the whole definition when the path is empty.
std::vector<PartList> lists_in(const services::Path&, const yaml::Node& part);

/// The part whose list holds this one: the page of a question; empty when it is the definition itself.
services::Path holder_of(const services::Path&);
/// How the part is named in an address: by id, or by number where ids may hold anything.
std::string address_name(std::string_view kind, const services::NamedPart&, std::size_t index);
/// The nearest part above, or at, the path of a problem that has a form of its own; a head form when there is none.
std::string form_of(const services::Path&);

/// Small letters a–z, digits and hyphens, or underscores inside a definition; a letter first.
bool is_service_id(std::string_view);
bool is_part_id(std::string_view);

/// A new part of that kind, with an id that is free in the definition.
yaml::Node new_part(std::string_view kind, const yaml::Node& document, std::string_view type);
std::string free_id(std::string_view kind, const yaml::Node& document);
/// Every id of that kind in the whole definition: of all questions, or of those in the same list.
std::vector<std::string> ids_beside(const yaml::Node& document, const services::Path&);

}  // namespace service_builder
