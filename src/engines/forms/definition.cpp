#include "engines/forms/definition.h"

namespace forms {

const Option* Field::option(std::string_view wanted) const {
    for (const auto& option : options)
        if (option.value == wanted) return &option;
    return nullptr;
}

const Page* Form::page(std::string_view id_wanted) const {
    for (const auto& page : pages)
        if (page.id == id_wanted) return &page;
    return nullptr;
}

static const Field* find_in(const std::vector<Field>& fields, std::string_view id) {
    const auto dot = id.find('.');
    for (const auto& field : fields) {
        if (field.id == id) return &field;
        // The names inside a signature are the same in every form: they never stand alone.
        if (!field.is_group() || (field.type == FieldType::signature && dot == id.npos)) continue;
        if (dot != id.npos && field.id != id.substr(0, dot)) continue;
        if (const auto* found = find_in(field.fields, dot == id.npos ? id : id.substr(dot + 1))) return found;
    }
    return nullptr;
}

const Field* Form::field(std::string_view id_wanted) const {
    for (const auto& page : pages)
        if (const auto* found = find_in(page.fields, id_wanted)) return found;
    return nullptr;
}

const Page* Form::page_of(std::string_view field_id) const {
    for (const auto& page : pages)
        if (find_in(page.fields, field_id)) return &page;
    return nullptr;
}

std::vector<const Field*> Form::fields_of(std::string_view question) const {
    std::vector<const Field*> found;
    for (const auto& page : pages)
        for (const auto& field : page.fields)
            if (field.id == question || (field.part_of && field.part_of->id == question)) found.push_back(&field);
    return found;
}

}  // namespace forms
