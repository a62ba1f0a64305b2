#include "engines/services/document.h"

#include <catch2/catch.hpp>

#include "engines/services/catalogue.h"
#include "engines/services/difference.h"
#include "engines/services/rename.h"
#include "engines/services/service.h"

using namespace services;
using What = Difference::What;
using Told = std::vector<std::string>;

namespace {

yaml::Node read(std::string_view text) { return yaml::parse(text).value(); }

const yaml::Node& form() {
    static const auto node = read(R"(
title: { sv: Prov, en: Test }
form:
  pages:
    - id: child
      fields:
        - { id: age, type: number, label: Ålder }
        - { id: bus, type: yes_no, label: Buss, show_if: "age > 5" }
        - id: trips
          type: group
          fields: [{ id: days, type: number, required: "days > 2" }]
    - { id: last, title: Sist }
conditions:
  - { id: grown, met: "age >= 6 and 'age' != 'bus'", shows: age, check: population.registered_here(age) }
proposals:
  - { when: met.grown, outcome: approve }
  - { when: "sum(trips.days) > 3", outcome: reject, reason: few }
decision:
  outcomes:
    approve: { label: Ja, letter: { heading: "{age} år", body: { sv: "{age} {bus}", en: "{age}" } } }
    reject: { label: Nej, reasons: [{ id: few, text: För få }] }
)");
    return node;
}

/// "changed title.sv", in order.
Told told(const yaml::Node& before, const yaml::Node& after) {
    static const std::map<What, std::string> words{
        {What::added, "added "}, {What::removed, "removed "}, {What::changed, "changed "}, {What::moved, "moved "}};
    Told all;
    for (const auto& one : differences(before, after)) all.push_back(words.at(one.what) + to_text(one.path));
    return all;
}

Told names_in(const yaml::Node& document, const char* path) {
    Told names;
    for (const auto& part : parts_of(part_at(document, path_of(path)))) names.push_back(part.name);
    return names;
}

yaml::Node with(const yaml::Node& document, const char* path, const char* words) {
    return with_part(document, path_of(path), yaml::Node::of(words));
}

constexpr auto questions = "form.pages.child.fields";

}  // namespace

TEST_CASE("a part is found by the path that problems give it") {
    CHECK(part_at(form(), path_of("form.pages.child.fields.bus.show_if")).text() == "age > 5");
    CHECK(part_at(form(), path_of("form.pages.child.fields.trips.fields.days.type")).text() == "number");
    CHECK(part_at(form(), path_of("proposals.2.reason")).text() == "few");
    CHECK_FALSE(part_at(form(), path_of("form.pages.nobody.fields")).exists());
    CHECK_FALSE(part_at(form(), path_of("proposals.3")).exists());
}

TEST_CASE("a change leaves everything else as it was") {
    CHECK(told(form(), with(form(), "form.pages.child.fields.bus.label", "Skolbuss")) == Told{"changed form.pages.child.fields.bus.label"});
    CHECK(told(form(), with(form(), "privacy.purpose", "Prov")) == Told{"added privacy"});
    CHECK(told(form(), without_part(form(), path_of("form.pages.child.fields.bus"))) == Told{"removed form.pages.child.fields.bus"});
    CHECK(told(form(), form()).empty());
}

TEST_CASE("a new key stands where the description of definitions has it") {
    CHECK(names_in(with(form(), "form.pages.child.fields.age.hint", "Hela år"), "form.pages.child.fields.age") ==
          Told{"id", "type", "label", "hint"});
    CHECK(names_in(with(form(), "summary", "Kort"), "") == Told{"title", "summary", "form", "conditions", "proposals", "decision"});
}

TEST_CASE("what a removal leaves empty goes with it") {
    const auto with_deadline = with(form(), "processing.deadline.ref", "FL 9 §");
    CHECK(without_part(with_deadline, path_of("processing.deadline.ref")) == form());
}

TEST_CASE("a part moves a step, and stays at the ends") {
    const Path bus = path_of("form.pages.child.fields.bus");
    CHECK(names_in(moved(form(), bus, Towards::start), questions) == Told{"bus", "age", "trips"});
    CHECK(names_in(moved(form(), bus, Towards::end), questions) == Told{"age", "trips", "bus"});
    CHECK(moved(moved(form(), bus, Towards::start), bus, Towards::start) == moved(form(), bus, Towards::start));
    CHECK(names_in(moved(form(), path_of("decision.outcomes.reject"), Towards::start), "decision.outcomes") == Told{"reject", "approve"});
}

TEST_CASE("a question can be put on another page, but a group not into itself") {
    const Path bus = path_of("form.pages.child.fields.bus"), last = path_of("form.pages.last.fields");
    const auto there = moved_before(form(), bus, last, "");
    CHECK(names_in(there, questions) == Told{"age", "trips"});
    CHECK(names_in(there, "form.pages.last.fields") == Told{"bus"});
    CHECK(names_in(moved_before(form(), bus, path_of(questions), "age"), questions) == Told{"bus", "age", "trips"});
    const Path group = path_of("form.pages.child.fields.trips");
    CHECK(moved_before(form(), group, inside(group, "fields"), "") == form());
    CHECK(moved_before(form(), bus, path_of(questions), "bus") == form());
}

TEST_CASE("a difference tells what moved, and nothing of what only made way") {
    const auto moved_last = moved_before(form(), path_of("form.pages.child.fields.age"), path_of(questions), "");
    CHECK(told(form(), moved_last) == Told{"moved form.pages.child.fields.age"});
    const auto one_more = with_item(form(), path_of(questions), read("{ id: why, type: text }"));
    CHECK(told(form(), one_more) == Told{"added form.pages.child.fields.why"});
}

TEST_CASE("a new id is written into every rule, letter and list that names the question") {
    const auto now = renamed(form(), path_of("form.pages.child.fields.age"), "years");
    CHECK(part_at(now, path_of("form.pages.child.fields.bus.show_if")).text() == "years > 5");
    CHECK(part_at(now, path_of("conditions.grown.met")).text() == "years >= 6 and 'age' != 'bus'");
    CHECK(part_at(now, path_of("conditions.grown.shows")).text() == "years");
    CHECK(part_at(now, path_of("conditions.grown.check")).text() == "population.registered_here(years)");
    CHECK(part_at(now, path_of("decision.outcomes.approve.letter.body.sv")).text() == "{years} {bus}");
    CHECK(renamed(now, path_of("form.pages.child.fields.years"), "age") == form());
}

TEST_CASE("a question in a group is named with the group and without it") {
    const auto now = renamed(form(), path_of("form.pages.child.fields.trips.fields.days"), "weeks");
    CHECK(part_at(now, path_of("form.pages.child.fields.trips.fields.weeks.required")).text() == "weeks > 2");
    CHECK(part_at(now, path_of("proposals.2.when")).text() == "sum(trips.weeks) > 3");
    CHECK(with_answer_renamed("any(trips.days < 3)", "trips", "tours") == "any(tours.days < 3)");
}

TEST_CASE("conditions, outcomes and reasons are renamed where proposals name them") {
    CHECK(part_at(renamed(form(), path_of("conditions.grown"), "old"), path_of("proposals.1.when")).text() == "met.old");
    const auto outcome = renamed(form(), path_of("decision.outcomes.approve"), "grant");
    CHECK(part_at(outcome, path_of("proposals.1.outcome")).text() == "grant");
    CHECK(names_in(outcome, "decision.outcomes") == Told{"grant", "reject"});
    CHECK(part_at(outcome, path_of("decision.outcomes.grant.grants")).yes_no() == true);  // as its id has said until now
    CHECK(part_at(outcome, path_of("decision.outcomes.grant.goes_against")).yes_no() == false);
    CHECK(part_at(renamed(form(), path_of("decision.outcomes.reject.reasons.few"), "rare"), path_of("proposals.2.reason")).text() ==
          "rare");
}

TEST_CASE("two who change different things both keep what they did") {
    const auto mine = with_item(with(form(), "title.sv", "Mitt"), path_of(questions), read("{ id: mine }"));
    const auto theirs = moved(with(form(), "title.en", "Theirs"), path_of("form.pages.child.fields.bus"), Towards::start);
    const auto both = merge(form(), mine, theirs);
    CHECK(both.conflicts.empty());
    CHECK(part_at(both.document, path_of("title.sv")).text() == "Mitt");
    CHECK(part_at(both.document, path_of("title.en")).text() == "Theirs");
    CHECK(names_in(both.document, questions) == Told{"bus", "age", "trips", "mine"});
    CHECK(merge(form(), form(), theirs).document == theirs);
    CHECK(merge(form(), mine, form()).document == mine);
}

TEST_CASE("the same place changed in two ways is a conflict, and nothing is lost without a word") {
    const auto mine = with(form(), "title.sv", "Mitt"), theirs = with(form(), "title.sv", "Deras");
    const auto both = merge(form(), mine, theirs);
    REQUIRE(both.conflicts.size() == 1);
    CHECK(to_text(both.conflicts[0].path) == "title.sv");
    CHECK(both.conflicts[0].mine.text() == "Mitt");
    CHECK(both.document == theirs);
    CHECK(merge(form(), mine, mine).conflicts.empty());
}

TEST_CASE("two who change the same rule of a proposal, or the same law, are asked, and one of them stands") {
    const auto base =
        read(R"({ proposals: [{ when: "a", outcome: x }, { when: "b", outcome: y }], law: [{ ref: "1 §" }, { ref: "9 §" }] })");
    const auto with_texts = [&](const std::string& rule, const std::string& law) {
        return with(with(base, "proposals.2.when", rule.c_str()), "law.1.ref", law.c_str());
    };
    const auto both = merge(base, with_texts("b1", "2 §"), with_texts("b2", "3 §"));
    REQUIRE(both.conflicts.size() == 2);
    CHECK(both.document == with_texts("b2", "3 §"));
    for (const auto& conflict : both.conflicts) {
        CAPTURE(to_text(conflict.path));
        CHECK(part_at(both.document, conflict.path) == conflict.theirs);
        CHECK(conflict.mine.exists());
    }
    CHECK(merge(base, with_texts("b1", "1 §"), with_texts("b1", "1 §")).conflicts.empty());
    const auto other = merge(base, with(base, "proposals.1.when", "a1"), with(base, "proposals.2.when", "b2"));
    CHECK(other.conflicts.empty());
    CHECK(names_in(other.document, "proposals") == Told{"a1", "b2"});
}

TEST_CASE("what one removes and the other changes is a conflict") {
    const auto bus = path_of("form.pages.child.fields.bus");
    const auto both = merge(form(), without_part(form(), bus), with(form(), "form.pages.child.fields.bus.label", "Skolbuss"));
    REQUIRE(both.conflicts.size() == 1);
    CHECK(both.conflicts[0].path == bus);
    CHECK_FALSE(both.conflicts[0].mine.exists());
    CHECK(part_at(both.document, bus).exists());
    CHECK(merge(form(), without_part(form(), bus), form()).document == without_part(form(), bus));
}

TEST_CASE("items that share a name are kept apart") {
    const auto twice = read("law: [{ ref: A }, { ref: A }, { about: B }]");
    CHECK(names_in(twice, "law") == Told{"A", "2", "3"});
    CHECK(merge(twice, with(twice, "law.2.url", "https://a"), with(twice, "law.3.about", "C")).conflicts.empty());
}

TEST_CASE("every definition of the catalogue is the same after it was taken apart, written and read") {
    for (const auto& file : carried_services()) {
        CAPTURE(file.name);
        const auto node = read(file.content);
        const auto again = yaml::parse(yaml::to_yaml(node));
        REQUIRE(again);
        CHECK(*again == node);
        CHECK(differences(node, *again).empty());
        CHECK(read_service(*again).has_value());
    }
}
