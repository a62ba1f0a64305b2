#include "engines/towns/registers.h"

#include <cmath>
#include <functional>
#include <numbers>
#include <set>
#include <stdexcept>

#include "engines/services/conditions.h"
#include "engines/towns/embedded.h"
#include "engines/towns/invented.h"

namespace towns {
namespace {

using directories::Directory;
using directories::Inquiry;

json::Value as_json(const yaml::Node& node) {
    if (node.is_map()) {
        auto map = json::object();
        for (const auto& key : node.keys()) map.set(key, as_json(node[key]));
        return map;
    }
    if (node.is_list()) return json::array(node.items(), as_json);
    if (const auto yes = node.yes_no()) return *yes;
    if (const auto whole = node.whole()) return *whole;
    if (const auto number = node.number()) return *number;
    return node.text();
}

Inquiry person_with(const std::string& number) { return {Directory::population, json::object({{"personal_number", number}})}; }
Inquiry property_called(const std::string& designation) { return {Directory::property, json::object({{"property", designation}})}; }
Inquiry organisation_with(const std::string& number) { return {Directory::organisation, json::object({{"organisation_number", number}})}; }
Inquiry place_called(const std::string& name) { return {Directory::map, json::object({{"place", name}})}; }
Inquiry at_address(const json::Value& of) {
    return {Directory::map,
            json::object(
                {{"address",
                  json::object({{"street", of["street"].text()}, {"postcode", of["postcode"].text()}, {"town", of["town"].text()}})}})};
}
json::Value json_of(const forms::Address& address) {
    return json::object({{"street", address.street}, {"postcode", address.postcode}, {"town", address.town}});
}

Registers read_registers(std::string_view text) {
    const auto parsed = yaml::parse(text);
    if (!parsed) throw std::logic_error("a register, line " + std::to_string(parsed.error().line) + ": " + parsed.error().message);
    const auto& node = *parsed;
    Registers registers;
    const auto each = [&](std::string_view list, auto inquiry_of) {
        for (const auto& item : node[list].items()) {
            auto record = as_json(item);
            registers.records.push_back({inquiry_of(record), std::move(record)});
        }
    };
    each("people", [](const json::Value& record) { return person_with(record["number"].text()); });
    each("properties", [](const json::Value& record) { return property_called(record["designation"].text()); });
    each("organisations", [&](const json::Value& record) {
        registers.organisation_numbers[record["name"].text()] = record["number"].text();
        return organisation_with(record["number"].text());
    });
    each("places", [](const json::Value& record) { return place_called(record["name"].text()); });
    each("addresses", at_address);
    for (const auto& name : node["differences"].keys())
        registers.differences[name] = static_cast<int>(node["differences"][name].whole().value_or(0));
    for (const auto& name : node["elsewhere"].items()) registers.elsewhere.push_back(name.text());
    return registers;
}

/// One answer's checks, each with the record that makes it true, or one of the differences.
class Agreeing {
public:
    Agreeing(const services::Service& service, const forms::Answers& answers, const Town& town, Chance& chance)
        : service_(service), answers_(answers), town_(town), registers_(registers(town)), chance_(chance) {}

    std::vector<directories::InventedRecord> all() {
        for (const auto& condition : service_.conditions)
            if (condition.check) agree_with(condition);
        std::vector<directories::InventedRecord> all;
        for (auto& [key, record] : made_) all.push_back(std::move(record));
        return all;
    }

private:
    bool differs(std::string_view how) {
        const auto percent = registers_.differences.find(how);
        return percent != registers_.differences.end() && chance_.in_hundred(percent->second);
    }

    /// The record so far; a new one when there was none.
    json::Value& record_of(const Inquiry& inquiry, const std::function<json::Value()>& make) {
        const auto key = std::string(to_name(inquiry.directory)) + json::to_text(inquiry.asks);
        const auto found = made_.find(key);
        if (found != made_.end()) return found->second.record;
        return made_.insert({key, {inquiry, make()}}).first->second.record;
    }

    json::Value new_person() {
        if (differs("protected")) return json::object({{"protected", true}});
        const bool lives_elsewhere = !registers_.elsewhere.empty() && differs("elsewhere");
        return json::object({{"protected", false},
                             {"municipality", lives_elsewhere ? chance_.one_of(registers_.elsewhere) : town_.name.sv},
                             {"registered_on", to_iso({swedish_date(now()).days - chance_.between(200, 4000)})}});
    }
    json::Value& person(const std::string& number) {
        return record_of(person_with(number), [&] { return new_person(); });
    }

    void agree_with(const services::Condition& condition) {
        const auto& check = *condition.check;
        const auto answer = [&](std::size_t i) { return answers_.text(check.fields[i]); };
        const auto* address = [&]() -> const forms::Address* {
            for (const auto& field : check.fields)
                if (const auto* found = answers_.find(field); found && found->address()) return found->address();
            return nullptr;
        }();
        if (check.question == "population.registered_here" && !answer(0).empty()) {
            person(answer(0));
        } else if (check.question == "population.lives_at" && !answer(0).empty() && address) {
            auto at = *address;
            if (differs("other_address")) at.street = street_address(town_, chance_);
            if (auto& record = person(answer(0)); !record["protected"].yes()) record.set("address", json_of(at));
        } else if (check.question == "population.guardian_of" && !answer(1).empty()) {
            const auto guardian = answer(0).empty() || differs("not_guardian") ? adult_number(chance_) : answer(0);
            if (auto& record = person(answer(1)); !record["protected"].yes()) record.set("guardians", json::array({guardian}));
        } else if (check.question.starts_with("property.") && !answer(0).empty()) {
            agree_on_property(check);
        } else if (check.question == "organisation.is_active" && !answer(0).empty()) {
            record_of(organisation_with(answer(0)), [&] {
                auto name = check.fields[0];  // organisation_number stands beside organisation_name, employer_number beside employer_name
                if (name.ends_with("_number")) name.replace(name.size() - 6, 6, "name");
                return json::object({{"name", answers_.text(name)}, {"status", differs("dissolved") ? "dissolved" : "active"}});
            });
        } else if (check.question == "map.distance" && address) {
            place_at_distance(condition, *address, answer(1));
        }
    }

    void agree_on_property(const directories::Check& check) {
        const auto& designation = answers_.text(check.fields[0]);
        if (is_missing_.contains(designation)) return;
        const auto inquiry = property_called(designation);
        const bool is_new = !made_.contains(std::string(to_name(inquiry.directory)) + json::to_text(inquiry.asks));
        if (is_new && differs("no_property")) {
            is_missing_.insert(designation);
            return;
        }
        auto& record = record_of(inquiry, [&] { return json::object({{"designation", designation}}); });
        if (check.question != "property.owned_by") return;
        auto owner = json::object({{"number", adult_number(chance_)}, {"name", person_name(town_, chance_)}});
        for (std::size_t i = 1; i < check.fields.size(); ++i)
            if (const auto& number = answers_.text(check.fields[i]); !number.empty())
                owner = json::object({{"number", number}, {"name", answers_.text(i == 1 ? "applicant_name" : "organisation_name")}});
        if (differs("other_owner")) owner = json::object({{"number", adult_number(chance_)}, {"name", person_name(town_, chance_)}});
        record.set("owners", json::array({owner}));
    }

    /// Somewhere from where the way is about as long as the applicant says.
    void place_at_distance(const services::Condition& condition, const forms::Address& address, const std::string& place) {
        const auto* field = service_.form.field(condition.check->fields[1]);
        const auto* option = field ? field->option(place) : nullptr;
        const auto* stated = answers_.find(condition.shows);
        const auto kilometres = (stated ? stated->number().value_or(2) : 2) / (1.15 + chance_.part() / 3);
        for (const auto& known : registers_.records) {
            if (known.of.asks["place"].text() != (option ? option->label.sv : place)) continue;
            constexpr double kilometres_a_degree = 111.2;
            const auto bearing = chance_.part() * 2 * std::numbers::pi;
            const auto latitude = known.record["latitude"].number() + std::cos(bearing) * kilometres / kilometres_a_degree;
            const auto longitude = known.record["longitude"].number() +
                                   std::sin(bearing) * kilometres / (kilometres_a_degree * std::cos(latitude * std::numbers::pi / 180));
            record_of(at_address(json_of(address)), [&] { return json::object({{"latitude", latitude}, {"longitude", longitude}}); });
        }
    }

    const services::Service& service_;
    const forms::Answers& answers_;
    const Town& town_;
    const Registers& registers_;
    Chance& chance_;
    std::map<std::string, directories::InventedRecord> made_{};
    std::set<std::string> is_missing_{};
};

}  // namespace

const Registers& registers(const Town& town) {
    static const std::map<std::string, Registers, std::less<>> all = [] {
        std::map<std::string, Registers, std::less<>> read;
        for (const auto& file : embedded::registers())
            read[std::string(file.name.substr(0, file.name.find('.')))] = read_registers(file.content);
        return read;
    }();
    static const Registers none;
    const auto found = all.find(town.id);
    return found == all.end() ? none : found->second;
}

std::vector<directories::InventedRecord> registers_agreeing_with(const services::Service& service, const forms::Answers& answers,
                                                                 const Town& town, Chance& chance) {
    return Agreeing(service, answers, town, chance).all();
}

}  // namespace towns
