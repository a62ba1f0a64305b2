#pragma once
/// Which fields a field's rules look at.
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "engines/forms/definition.h"

namespace forms {

/// A field and where it stands.
struct FieldPlace {
    std::string name;  ///< "age", or "children.age" inside a group
    const Page* page;
    const Field* group = nullptr;  ///< that it stands in
    const Field* field = nullptr;
};

class FieldIndex {
public:
    explicit FieldIndex(const Form&);
    const std::vector<FieldPlace>& places() const { return places_; }
    /// The place of a name as a rule inside `group` (null: outside groups) means it; -1 when there is none.
    int find(std::string_view name, const Field* group) const;

private:
    std::vector<FieldPlace> places_;
    std::unordered_map<std::string, int> by_name_;
};

enum class Required { counted, not_counted };
/// Places that decide whether the field is shown and what it is worth, and with Required::counted whether it must be answered.
std::vector<int> needs_of(const FieldIndex&, int place, Required);
/// The same of a group and all that stands in it, as places outside groups: a field of a group stands for the group.
std::vector<int> outer_needs_of(const FieldIndex&, int place, Required);
/// The places outside groups, each after those that it needs. Where they need each other in a circle, in the order of the form.
std::vector<int> settling_order(const FieldIndex&);

}  // namespace forms
