#include "engines/directories/organisation_names.h"

#include "engines/directories/records.h"

namespace directories {
namespace {

std::string name_in_register(const Source& source, const std::string& number) {
    const auto reply = source({Directory::organisation, json::object({{"organisation_number", number}})});
    return reply.outcome == Outcome::found ? organisation_of(reply.record).name : std::string();
}

void fill_in(const Source& source, const std::vector<forms::Field>& fields, const std::string& before, forms::Answers& answers,
             std::vector<std::string>& filled) {
    for (const auto& field : fields) {
        if (const auto* answer = answers.find(field.id); answer && field.is_group()) {
            auto items = answer->groups();
            for (std::size_t i = 0; i < items.size(); ++i)
                fill_in(source, field.fields, before + field.id + "." + std::to_string(i) + ".", items[i], filled);
            answers.set(field.id, {std::move(items)});
        }
        const bool is_name = field.part_of && field.part_of->type == forms::FieldType::organisation && field.type == forms::FieldType::text;
        if (!is_name || !answers.text(field.id).empty()) continue;
        const auto& number = answers.text(field.part_of->id + "_number");
        auto name = number.empty() ? std::string() : name_in_register(source, number);
        if (name.empty()) continue;
        answers.set(field.id, {std::move(name)});
        filled.push_back(before + field.id);
    }
}

}  // namespace

std::vector<std::string> fill_in_organisation_names(const Tenant& tenant, const std::vector<forms::Field>& fields,
                                                    forms::Answers& answers) {
    std::vector<std::string> filled;
    if (!tenant.directories) return filled;
    if (const auto source = tenant.directories->connected.find(Directory::organisation); source != tenant.directories->connected.end())
        fill_in(source->second, fields, "", answers, filled);
    return filled;
}

}  // namespace directories
