#include "engines/cases/subjects.h"

#include <set>

#include "engines/area/tenant.h"
#include "engines/forms/normal.h"

namespace cases {
namespace {

class Gathering {
public:
    explicit Gathering(const std::string& municipality) : municipality_(municipality) {}

    void add(std::string kind, std::string of) {
        if (!of.empty()) all_.insert({std::move(kind), std::move(of)});
    }
    void look_in(const std::vector<forms::Field>& fields, const forms::Answers& answers) {
        for (const auto& field : fields)
            if (const auto* answer = answers.find(field.id)) look_at(field, *answer);
    }
    std::vector<Subject> all() const { return {all_.begin(), all_.end()}; }

private:
    void look_at(const forms::Field& field, const forms::Answer& answer) {
        switch (field.type) {
            case forms::FieldType::personal_number: add("person", answer.text()); return;
            case forms::FieldType::property: add("property", forms::comparable_property(answer.text(), municipality_)); return;
            case forms::FieldType::address:
                if (const auto* address = answer.address()) add("address", forms::comparable(*address));
                return;
            case forms::FieldType::signature:
            case forms::FieldType::group:
                for (const auto& item : answer.groups()) look_in(field.fields, item);
                return;
            default: return;
        }
    }

    const std::string& municipality_;
    std::set<Subject> all_{};
};

}  // namespace

std::vector<Subject> subjects_of(const Tenant& tenant, const services::Service& service, const forms::Answers& answers,
                                 const std::vector<Party>& parties) {
    Gathering gathering(tenant.name);
    for (const auto& party : parties) gathering.add("person", party.personal_number);
    for (const auto& page : service.form.pages) gathering.look_in(page.fields, answers);
    return gathering.all();
}

json::Value to_json(const std::vector<Subject>& subjects) {
    return json::array(subjects, [](const Subject& subject) { return json::object({{"kind", subject.kind}, {"of", subject.of}}); });
}

}  // namespace cases
