#include "engines/directories/organisation_names.h"

#include <chrono>

#include "engines/audit/audit.h"
#include "engines/directories/records.h"

namespace directories {
namespace {

// For one page: someone waits meanwhile.
constexpr int most_asked = 5;
constexpr std::chrono::milliseconds patience{1'000};
constexpr auto away_for = microseconds_a_minute;

bool is_name_of_organisation(const forms::Field& field) {
    return field.part_of && field.part_of->type == forms::FieldType::organisation && field.type == forms::FieldType::text;
}

class Filling {
public:
    Filling(const Tenant& tenant, const Visitor& by) : tenant_(tenant), by_(by), sources_(*tenant.directories) {}

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
        if (number.empty() || !may_ask()) return {};
        if (asked_++ == 0) record();
        const auto reply = sources_.connected.at(Directory::organisation)(
            {Directory::organisation, json::object({{"organisation_number", number}}), patience});
        if (reply.outcome == Outcome::unreachable) *sources_.names_away_until = (now() + away_for).value;
        return reply.outcome == Outcome::found ? organisation_of(reply.record).name : std::string();
    }

    bool may_ask() const {
        const bool waits_long = std::chrono::steady_clock::now() - begun_ >= patience;
        return asked_ < most_asked && !waits_long && now().value >= *sources_.names_away_until;
    }

    void record() const {
        tenant_.db.write([&](db::Connection& db) {
            audit::record(db, by_, {.event = "directories.name_asked", .detail = std::string(to_name(Directory::organisation))});
        });
    }

    const Tenant& tenant_;
    const Visitor& by_;
    const Sources& sources_;
    std::chrono::steady_clock::time_point begun_ = std::chrono::steady_clock::now();
    int asked_ = 0;
};

}  // namespace

std::vector<std::string> fill_in_organisation_names(const Tenant& tenant, const Visitor& by, const std::vector<forms::Field>& fields,
                                                    forms::Answers& answers) {
    if (!tenant.directories || !tenant.directories->connected.contains(Directory::organisation)) return {};
    Filling filling(tenant, by);
    filling.fill_in(fields, "", answers);
    return std::move(filling.filled);
}

}  // namespace directories
