#pragma once
/// A definition part by part, for whoever changes one. Nothing here asks whether it makes sense: a draft may be half ready.
#include <string>
#include <string_view>
#include <vector>

#include "foundation/yaml/yaml.h"

namespace services {

/// Where a part stands, as problems say it: form, pages, child, fields, child_name. What stands in a list is called by its id, value,
/// ref or rule; without one, or when another has taken it, by its number from 1.
using Path = std::vector<std::string>;
Path path_of(std::string_view written);
std::string to_text(const Path&);
Path inside(Path, std::string_view name);
Path parent_of(Path);

/// A part and what it is called among those beside it.
struct NamedPart {
    std::string name;
    yaml::Node node;
};
/// What stands in a list or a map, in order; nothing in a single value.
std::vector<NamedPart> parts_of(const yaml::Node&);
/// The part itself, by its name or its number; missing when there is none.
yaml::Node part_at(const yaml::Node& document, const Path&);

/// With the value in that place. A new key stands where docs/service-definition.md has it; what is missing on the way is made.
yaml::Node with_part(const yaml::Node& document, const Path&, const yaml::Node& value);
/// Without the part, and without what it leaves empty above it.
yaml::Node without_part(const yaml::Node& document, const Path&);
/// With one more in the list at that path, last; the list is made when it is missing.
yaml::Node with_item(const yaml::Node& document, const Path& list, const yaml::Node& item);

enum class Towards { start, end };
/// One step among those beside it; at the end of them nothing happens.
yaml::Node moved(const yaml::Node& document, const Path&, Towards);
/// Taken from where it stands into the list at that path, before the one that is called so; last when that name is "".
yaml::Node moved_before(const yaml::Node& document, const Path&, const Path& list, std::string_view before);

}  // namespace services
