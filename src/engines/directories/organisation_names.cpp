#include "engines/directories/organisation_names.h"

#include "engines/directories/records.h"

namespace directories {
namespace {

constexpr int most_asked = 5;  ///< for one page: someone waits meanwhile

bool is_name_of_organisation(const forms::Field& field) {
    return field.part_of && field.part_of->type == forms::FieldType::organisation && field.type == forms::FieldType::text;
}

class Filling {
public:
    explicit Filling(const Source& source) : source_(source) {}

    void fill_in(const std::vector<forms::Field>& fields, const std::string& before, forms::Answers& answers) {
        for (const auto& field : fields) {
            if (field.is_group()) fill_in_items(field, before, answers);
            if (!is_name_of_organisation(field) || !answers.text(field.id).empty()) continue;
            auto name = name_of(answers.text(field.part_of->id + "_number"));
            if (name.empty()) continue;
            answers.set(field.id, {std::move(name)});
            filled.push_back(before + field.id);
        }
    }

    std::vector<std::string> filled{};

private:
    void fill_in_items(const forms::Field& group, const std::string& before, forms::Answers& answers) {
        const auto* answer = answers.find(group.id);
        if (!answer) return;
        auto items = answer->groups();
        for (std::size_t i = 0; i < items.size(); ++i) fill_in(group.fields, before + group.id + "." + std::to_string(i) + ".", items[i]);
        answers.set(group.id, {std::move(items)});
    }

    std::string name_of(const std::string& number) {
        if (number.empty() || is_away_ || asked_ == most_asked) return {};
        ++asked_;
        const auto reply = source_({Directory::organisation, json::object({{"organisation_number", number}})});
        is_away_ = reply.outcome == Outcome::unreachable;
        return reply.outcome == Outcome::found ? organisation_of(reply.record).name : std::string();
    }

    const Source& source_;
    int asked_ = 0;
    bool is_away_ = false;
};

}  // namespace

std::vector<std::string> fill_in_organisation_names(const Tenant& tenant, const std::vector<forms::Field>& fields,
                                                    forms::Answers& answers) {
    if (!tenant.directories) return {};
    const auto source = tenant.directories->connected.find(Directory::organisation);
    if (source == tenant.directories->connected.end()) return {};
    Filling filling(source->second);
    filling.fill_in(fields, "", answers);
    return std::move(filling.filled);
}

}  // namespace directories
