#include "engines/towns/town.h"

#include <algorithm>
#include <stdexcept>

#include "engines/towns/embedded.h"

namespace towns {
namespace {

struct Reading {
    std::vector<yaml::Problem> problems{};

    std::string text(const yaml::Node& node, std::string_view key) {
        const auto found = node[key];
        if (!found.is_text() || found.text().empty()) problems.push_back({node.line(), "'" + std::string(key) + "' is missing"});
        return found.text();
    }
    Words words(const yaml::Node& node, std::string_view key) { return {text(node[key], "sv"), text(node[key], "en")}; }
    double number(const yaml::Node& node, std::string_view key) {
        const auto found = node[key].number();
        if (!found) problems.push_back({node.line(), "'" + std::string(key) + "' is to be a number"});
        return found.value_or(0);
    }
    /// A list of texts with at least one.
    std::vector<std::string> list(const yaml::Node& node, std::string_view key) {
        std::vector<std::string> all;
        for (const auto& item : node[key].items()) all.push_back(item.text());
        if (all.empty()) problems.push_back({node.line(), "'" + std::string(key) + "' is to be a list with something in it"});
        return all;
    }
    std::vector<std::string> names(const yaml::Node& node, std::string_view key) {
        std::vector<std::string> all;
        for (const auto& item : node[key].items()) all.push_back(text(item, "name"));
        return all;
    }
};

struct DayNames {
    std::string_view id, sv, en;
};
constexpr DayNames day_names[] = {{"monday", "måndag", "Monday"},       {"tuesday", "tisdag", "Tuesday"},
                                  {"wednesday", "onsdag", "Wednesday"}, {"thursday", "torsdag", "Thursday"},
                                  {"friday", "fredag", "Friday"},       {"saturday", "lördag", "Saturday"},
                                  {"sunday", "söndag", "Sunday"}};

/// "måndag–fredag" when they follow each other, else "tisdag, torsdag".
Words days_in_words(const yaml::Node& days) {
    std::vector<std::size_t> which;
    for (const auto& day : days.items())
        for (std::size_t i = 0; i < std::size(day_names); ++i)
            if (day_names[i].id == day.text()) which.push_back(i);
    if (which.empty()) return {};
    const bool in_a_row = which.size() > 2 && which.back() - which.front() + 1 == which.size();
    Words words;
    for (std::size_t i = 0; i < which.size(); ++i) {
        if (in_a_row && i != 0 && i + 1 != which.size()) continue;
        const std::string_view between = i == 0 ? "" : in_a_row ? "–" : ", ";
        words.sv.append(between).append(day_names[which[i]].sv);
        words.en.append(between).append(day_names[which[i]].en);
    }
    return words;
}

/// Swedish writes 08.00.
std::string with_points(std::string clock) {
    std::ranges::replace(clock, ':', '.');
    return clock;
}

Words read_opening_hours(Reading& read, const yaml::Node& hours) {
    Words lines;
    for (const auto& item : hours.items()) {
        const auto place = read.words(item, "place"), days = days_in_words(item["days"]);
        const auto clock = " " + read.text(item, "opens") + "–" + read.text(item, "closes");
        lines.sv += (lines.sv.empty() ? "" : "\n") + place.sv + ": " + days.sv + with_points(clock);
        lines.en += (lines.en.empty() ? "" : "\n") + place.en + ": " + days.en + clock;
    }
    return lines;
}

void read_organisation(Reading& read, const yaml::Node& node, Town& town) {
    for (const auto& item : node["units"].items()) {
        TownUnit unit{.slug = read.text(item, "slug"),
                      .name = read.words(item, "name"),
                      .parent = item["parent"].text(),
                      .committee = item["committee"].yes_no().value_or(false)};
        if (!unit.parent.empty() && !town.unit(unit.parent))
            read.problems.push_back({item.line(), "there is no unit '" + unit.parent + "' above this one"});
        town.units.push_back(std::move(unit));
    }
    for (const auto& item : node["delegation"].items()) {
        TownDelegation rule{read.text(item, "id"), read.words(item, "text"), read.text(item, "law"), read.text(item, "unit")};
        if (!town.unit(rule.unit)) read.problems.push_back({item.line(), "there is no unit '" + rule.unit + "'"});
        else if (town.committee_of(rule.unit).empty())
            read.problems.push_back({item.line(), "'" + rule.unit + "' stands under no committee that could delegate"});
        town.delegation.push_back(std::move(rule));
    }
    if (town.units.empty()) read.problems.push_back({node.line(), "'units' is missing"});
}

}  // namespace

const TownUnit* Town::unit(std::string_view slug) const {
    const auto found = std::ranges::find(units, slug, &TownUnit::slug);
    return found == units.end() ? nullptr : &*found;
}

std::string Town::committee_of(std::string_view unit_slug) const {
    for (const auto* at = unit(unit_slug); at; at = unit(at->parent))
        if (at->committee) return at->slug;
    return {};
}

tl::expected<Town, std::vector<yaml::Problem>> parse_town(std::string_view text) {
    const auto parsed = yaml::parse(text);
    if (!parsed) return tl::unexpected(std::vector{parsed.error()});
    const auto& node = *parsed;
    Reading read;
    Town town;
    town.id = read.text(node, "id");
    town.name = read.words(node, "name");
    town.organisation = read.words(node, "organisation");
    town.residents = node["residents"].whole().value_or(0);
    town.brand = read.text(node["colours"], "brand");
    town.spark = read.text(node["colours"], "spark");
    for (const auto& code : node["further_languages"].items()) town.further_languages.push_back(code.text());
    town.latitude = read.number(node["map"], "latitude");
    town.longitude = read.number(node["map"], "longitude");
    const auto contact = node["contact"];
    town.phone = read.text(contact, "phone");
    town.email = read.text(contact, "email");
    town.protection_officer = read.text(contact, "protection_officer");
    town.visiting_address =
        read.text(contact["visit"], "street") + ", " + read.text(contact["visit"], "postcode") + " " + read.text(contact["visit"], "town");
    town.opening_hours = read_opening_hours(read, node["opening_hours"]);
    read_organisation(read, node, town);
    town.preschools = read.names(node, "preschools");
    town.schools = read.names(node, "schools");
    town.property_blocks = read.list(node, "property_blocks");
    town.associations = read.list(node, "associations");
    town.companies = read.list(node, "companies");
    for (const auto& item : node["fault_receivers"].items())
        town.fault_receivers.push_back(
            {read.text(item, "name"), read.text(item, "email"), item["way"].text() == "email", read.list(item, "takes")});
    for (const auto& item : node["fault_resources"].items())
        town.fault_resources.push_back({read.text(item, "name"), read.text(item, "unit"), read.text(item, "kronor"),
                                        read.text(item, "kilograms"), item["most"].whole().value_or(1), read.list(item, "goes_into")});
    town.streets = read.list(node, "streets");
    town.first_names = read.list(node, "first_names");
    town.surnames = read.list(node, "surnames");
    if (!read.problems.empty()) return tl::unexpected(std::move(read.problems));
    return town;
}

const std::vector<Town>& towns() {
    static const std::vector<Town> all = [] {
        std::vector<Town> read;
        for (const auto& file : embedded::towns()) {
            if (!file.name.ends_with(".yaml")) continue;
            auto town = parse_town(file.content);
            if (!town)
                throw std::logic_error(std::string(file.name) + ", line " + std::to_string(town.error().front().line) + ": " +
                                       town.error().front().message);
            read.push_back(std::move(*town));
        }
        return read;
    }();
    return all;
}

const Town& town(std::string_view id) {
    for (const auto& each : towns())
        if (each.id == id) return each;
    throw std::out_of_range("the program carries no town " + std::string(id));
}

}  // namespace towns
