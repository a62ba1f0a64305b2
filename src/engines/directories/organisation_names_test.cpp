#include "engines/directories/organisation_names.h"

#include <catch2/catch.hpp>

#include "engines/forms/compound.h"
#include "engines/testing/test_site.h"

namespace directories {
namespace {

std::vector<forms::Field> club(std::string id) {
    return forms::parts_of({.id = std::move(id), .type = forms::FieldType::organisation, .label = {"Förening", "Club"}}, {});
}

struct Town {
    TestSite site{{}};
    Reply reply{Outcome::found, json::object({{"name", "Exempelby IF"}})};
    int asked = 0;
    std::optional<std::chrono::milliseconds> within{};
    const Visitor by{};
    Town() {
        Sources sources;
        sources.connected[Directory::organisation] = [this](const Inquiry& inquiry) {
            ++asked;
            within = inquiry.within;
            return reply;
        };
        site.tenant().directories = std::make_shared<const Sources>(sources);
    }
};

}  // namespace

TEST_CASE("a name is taken from the register only where there is a number and no name, in groups too") {
    Town town;
    forms::Field group{.id = "all", .type = forms::FieldType::group};
    group.fields = club("other");
    auto fields = club("mine");
    fields.push_back(group);
    forms::Answers inside, named, answers;
    inside.set("other_number", {std::string("556016-0680")});
    named.set("other_number", {std::string("556016-0680")}).set("other_name", {std::string("Klubben")});
    answers.set("all", {std::vector<forms::Answers>{named, inside, {}}});
    CHECK(fill_in_organisation_names(town.site.tenant(), town.by, fields, answers) == std::vector<std::string>{"all.1.other_name"});
    CHECK(answers.find("all")->groups()[0].text("other_name") == "Klubben");
    CHECK(answers.find("all")->groups()[1].text("other_name") == "Exempelby IF");
    CHECK(town.asked == 1);
}

TEST_CASE("a register that is away is asked once, and one that answers at most a few times a page") {
    Town town;
    forms::Field group{.id = "all", .type = forms::FieldType::group};
    group.fields = club("other");
    const auto many = [] {
        const auto one = forms::Answers().set("other_number", {std::string("556016-0680")});
        return forms::Answers().set("all", {std::vector<forms::Answers>(100, one)});
    };
    auto answers = many();
    CHECK(fill_in_organisation_names(town.site.tenant(), town.by, {group}, answers).size() == 5);
    town.asked = 0;
    town.reply = {.outcome = Outcome::unreachable};
    answers = many();
    CHECK(fill_in_organisation_names(town.site.tenant(), town.by, {group}, answers).empty());
    CHECK(town.asked == 1);
}

TEST_CASE("a page that asks a register says so in the log first, and waits a second") {
    Town town;
    auto answers = forms::Answers().set("mine_number", {std::string("556016-0680")});
    fill_in_organisation_names(town.site.tenant(), town.by, club("mine"), answers);
    CHECK(town.within == std::chrono::milliseconds(1000));
    CHECK(town.site.last_audit()->event == "directories.name_asked");
}

TEST_CASE("a register that has not answered one page is left alone by all for a minute") {
    Town town;
    const auto asks = [&] {
        auto answers = forms::Answers().set("mine_number", {std::string("556016-0680")});
        fill_in_organisation_names(town.site.tenant(), town.by, club("mine"), answers);
        return std::exchange(town.asked, 0) == 1;
    };
    town.reply = {.outcome = Outcome::unreachable};
    CHECK(asks());
    CHECK_FALSE(asks());
    set_clock(now() + microseconds_a_minute);
    CHECK(asks());
    use_machine_clock();
}

}  // namespace directories
