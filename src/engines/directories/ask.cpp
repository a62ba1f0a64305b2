/// The questions, each answered from the record that its directory has.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "engines/directories/directories.h"
#include "engines/directories/records.h"
#include "engines/forms/normal.h"
#include "engines/municipality/profile.h"
#include "foundation/base/numbers.h"
#include "foundation/base/unicode.h"

namespace directories {
namespace {

bool is_answered(const forms::Answers& answers, const std::string& field) {
    const auto* answer = answers.find(field);
    return answer && !answer->is_empty();
}

/// Asks for one case. The same record is looked up once, however many questions are about it.
class Round {
public:
    Round(const Tenant& tenant, const forms::Form& form, const forms::Answers& answers) : tenant_(tenant), form_(form), answers_(answers) {}

    Finding ask(const Check& check) {
        Finding finding;
        finding.state = readiness(tenant_, check, answers_);
        if (finding.state != State::not_asked) return finding;
        check_ = &check;
        switch (question_named(check.question)->directory) {
            case Directory::population: return population();
            case Directory::property: return property();
            case Directory::organisation: return organisation();
            case Directory::map: return map();
        }
        return finding;
    }

private:
    const std::string& text(std::size_t parameter) const { return answers_.text(check_->fields.at(parameter)); }
    const forms::Address& address(std::size_t parameter) const { return *answers_.find(check_->fields.at(parameter))->address(); }
    bool asks(std::string_view question) const { return check_->question == question; }

    const Reply& look_up(Directory directory, json::Value what) {
        const auto key = std::string(to_name(directory)) + json::to_text(what);
        const auto known = replies_.find(key);
        if (known != replies_.end()) return known->second;
        return replies_[key] = tenant_.directories->connected.at(directory)({directory, std::move(what)});
    }

    /// The state of a reply, and "no" for what is not there.
    static Finding begun(const Reply& reply, forms::ValueType gives) {
        Finding finding{.source = reply.source};
        finding.state = reply.outcome == Outcome::found     ? State::answered
                        : reply.outcome == Outcome::missing ? State::missing
                                                            : State::unreachable;
        if (finding.state == State::missing && gives == forms::ValueType::truth) finding.found = false;
        return finding;
    }

    Finding population() {
        // A guardian is found by the child's record.
        const auto& reply =
            look_up(Directory::population, json::object({{"personal_number", text(asks("population.guardian_of") ? 1 : 0)}}));
        auto finding = begun(reply, forms::ValueType::truth);
        if (finding.state != State::answered) return finding;
        const auto person = person_of(reply.record);
        if (person.is_protected) {
            finding.state = State::withheld;
        } else if (asks("population.registered_here")) {
            finding.found = lower(person.municipality) == lower(tenant_.name);
            add(finding, "municipality", person.municipality);
            add(finding, "registered_on", person.registered_on);
        } else if (asks("population.lives_at")) {
            finding.found = person.address && forms::comparable(*person.address) == forms::comparable(address(1));
            if (person.address)
                add(finding, "address", person.address->street + ", " + person.address->postcode + " " + person.address->town);
        } else {
            finding.found = std::ranges::find(person.guardians, text(0)) != person.guardians.end();
            add(finding, "guardians", std::to_string(person.guardians.size()));
        }
        return finding;
    }

    Finding property() {
        const auto& reply = look_up(Directory::property, json::object({{"property", text(0)}}));
        auto finding = begun(reply, forms::ValueType::truth);
        if (finding.state != State::answered) return finding;
        const auto found = property_of(reply.record);
        if (asks("property.exists")) {
            finding.found = true;
            add(finding, "designation", found.designation);
            return finding;
        }
        std::vector<std::string> names;
        bool is_owner = false;
        for (const auto& owner : found.owners) {
            if (!owner.name.empty()) names.push_back(owner.name);
            for (std::size_t i = 1; i < check_->fields.size(); ++i) is_owner = is_owner || (!text(i).empty() && text(i) == owner.number);
        }
        finding.found = is_owner;
        add(finding, "owners", joined(names, ", "));
        return finding;
    }

    Finding organisation() {
        const auto& reply = look_up(Directory::organisation, json::object({{"organisation_number", text(0)}}));
        auto finding = begun(reply, forms::ValueType::truth);
        if (finding.state != State::answered) return finding;
        const auto found = organisation_of(reply.record);
        finding.found = found.status == "active";
        add(finding, "organisation", found.name);
        add(finding, "form", found.form);
        add(finding, "status", found.status);
        return finding;
    }

    /// As people read it: a choice by its label.
    std::string place_name(std::size_t parameter) const {
        const auto* field = form_.field(check_->fields.at(parameter));
        const auto* option = field ? field->option(text(parameter)) : nullptr;
        return option ? option->label.sv : text(parameter);
    }

    /// The label of that name on the municipality's own map.
    std::optional<geo::Position> on_base_map(const std::string& name) const {
        const auto map = geo::BaseMap::read(tenant_.db.read(municipality::base_map));
        if (!map) return std::nullopt;
        for (const auto& label : map->labels())
            if (lower(label.name) == lower(name)) return map->position(label.at);
        return std::nullopt;
    }

    Finding map() {
        const auto& home = address(0);
        const auto& from =
            look_up(Directory::map,
                    json::object({{"address", json::object({{"street", home.street}, {"postcode", home.postcode}, {"town", home.town}})}}));
        auto finding = begun(from, forms::ValueType::number);
        if (finding.state != State::answered) return finding;
        const auto& to = look_up(Directory::map, json::object({{"place", place_name(1)}}));
        const auto begins = position_of(from.record);
        const auto ends = to.outcome == Outcome::found ? position_of(to.record) : on_base_map(place_name(1));
        if (to.outcome == Outcome::unreachable && !ends) finding.state = State::unreachable;
        else if (!begins || !ends) finding.state = State::missing;
        if (finding.state != State::answered) return finding;
        // Hundreds of metres: an address is a house, not a door.
        const auto kilometres = std::round(geo::distance(*begins, *ends) / 100) / 10;
        finding.found = kilometres;
        add(finding, "kilometres", plain_number(kilometres));
        return finding;
    }

    static void add(Finding& finding, std::string name, std::string value) {
        if (!value.empty()) finding.facts.push_back({std::move(name), std::move(value)});
    }

    const Tenant& tenant_;
    const forms::Form& form_;
    const forms::Answers& answers_;
    const Check* check_ = nullptr;
    std::map<std::string, Reply> replies_{};
};

}  // namespace

State readiness(const Tenant& tenant, const Check& check, const forms::Answers& answers) {
    const auto& question = *question_named(check.question);
    if (!tenant.directories || !tenant.directories->connected.contains(question.directory)) return State::unconnected;
    for (std::size_t i = 0; i + 1 < question.least; ++i)
        if (!is_answered(answers, check.fields[i])) return State::unanswered;
    // Of the last, one is enough: the owner is a person or an organisation.
    const auto last = std::ranges::any_of(check.fields.begin() + static_cast<std::ptrdiff_t>(question.least) - 1, check.fields.end(),
                                          [&](const std::string& field) { return is_answered(answers, field); });
    return last ? State::not_asked : State::unanswered;
}

Findings ask(const Tenant& tenant, const std::map<std::string, Check>& checks, const forms::Form& form, const forms::Answers& answers) {
    Round round(tenant, form, answers);
    Findings findings;
    for (const auto& [id, check] : checks) findings[id] = round.ask(check);
    return findings;
}

}  // namespace directories
