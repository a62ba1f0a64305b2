/// Lists of one's own: watched cases and saved searches.
#include "areas/case_desk/desk_for_tests.h"

namespace case_desk {

TEST_CASE("a watched case is in a list of its own, and says when something new has happened") {
    DESK_TOWN();
    const auto number = desk.apply_here();
    CHECK(desk.site.post(case_address(number, "bevaka"), {{"bevaka", "ja"}}).status == 303);
    CHECK(shows(desk.site.get(watched_address), number));
    CHECK_FALSE(shows(desk.site.get(watched_address), "Nytt har hänt"));
    desk.as({.kind = Visitor::Kind::resident, .person = desk.kim},
            [&](cases::Change& change) { return cases::write_message(change, desk.now_is(number).id, "Hur går det?"); });
    CHECK(shows(desk.site.get(watched_address), "Nytt har hänt"));
    desk.site.get(case_address(number));
    CHECK_FALSE(shows(desk.site.get(watched_address), "Nytt har hänt"));
    desk.site.post(case_address(number, "bevaka"), {{"bevaka", "nej"}});
    CHECK_FALSE(shows(desk.site.get(watched_address), number));
}

TEST_CASE("a list is saved with its filter and columns, and shared with a unit where each sees what they may see") {
    DESK_TOWN();
    const auto number = desk.apply_here();
    const TestSite::Typed list{{"lista", "unassigned"}, {"tjanst", "skolskjuts"}};
    desk.site.post("/handlaggning/kolumner", {{"kolumn", "came_by"}, {"tillbaka", "/handlaggning"}});
    auto unnamed = list;
    unnamed.emplace_back("namn", " ");
    const auto refused = desk.site.post("/handlaggning/sokningar", unnamed);
    CHECK(refused.status == 422);
    CHECK(shows(refused, "Ge listan ett namn"));

    auto shared = list;
    shared.emplace_back("namn", "Nya skolskjutsar");
    shared.emplace_back("dela", std::to_string(desk.here.value));
    const auto saved = desk.site.post("/handlaggning/sokningar", shared);
    CHECK(saved.status == 303);
    const std::string address(header_of(saved, "Location"));
    const auto page = desk.site.get(address);
    CHECK(shows(page, number));
    CHECK(shows(page, "Kom in genom"));
    CHECK_FALSE(shows(page, "Tid kvar"));

    desk.site.sign_in_account(desk.add_officer("colleague"));
    CHECK(shows(desk.site.get(all_address), "Nya skolskjutsar"));
    CHECK(shows(desk.site.get(address), number));
    desk.site.post(address + "/ta-bort");  // not the colleague's to remove
    CHECK(desk.site.get(address).status == 200);
    desk.site.sign_in_account(desk.employ("stranger", {"cases.read", "cases.decide"}, desk.elsewhere));
    CHECK(desk.site.get(address).status == 404);
    desk.site.sign_in_account(desk.officer);
    desk.site.post(address + "/ta-bort");
    CHECK(desk.site.get(address).status == 404);
}

TEST_CASE("ticking all on the second page ticks that page, and what is wrong is said there") {
    DESK_TOWN();
    const auto first = desk.apply_here(), second = desk.apply_here();
    const auto last_row = desk.now_is(first);
    const auto key = std::to_string(last_row.due_on->days) + "." + std::to_string(last_row.id.value);
    const auto page = desk.site.get(std::string(all_address) + "?efter=" + key);
    CHECK(shows(page, second));
    CHECK_FALSE(shows(page, first));
    CHECK(shows(page, std::string(all_address) + "?antal=50&amp;markera=alla&amp;efter=" + key));
    const auto ticked = desk.site.get(std::string(all_address) + "?antal=50&markera=alla&efter=" + key);
    CHECK(shows(ticked, second));
    CHECK_FALSE(shows(ticked, first));
    const auto field = "name=\"efter\" value=\"" + key + "\"";
    CHECK(shows(ticked, field));
    const auto wrong = desk.site.post(ticked_address, {{"lista", "all"}, {"gor", "decide"}, {"efter", key}});
    CHECK(wrong.status == 422);
    CHECK(shows(wrong, second));
    CHECK_FALSE(shows(wrong, first));
}

TEST_CASE("nobody shares a list with a unit where they read no cases") {
    DESK_TOWN();
    const auto refused =
        desk.site.post("/handlaggning/sokningar", {{"lista", "all"}, {"namn", "Allt"}, {"dela", std::to_string(desk.elsewhere.value)}});
    CHECK(refused.status == 422);
    CHECK(shows(refused, "Välj en enhet där du själv läser ärenden"));
}

TEST_CASE("a list of late cases holds those whose clock has run out, and not those where it stands still") {
    DESK_TOWN();
    const auto late = desk.apply_here(), waiting = desk.apply(desk.kim, TestTown::Stage::asked).number;
    const auto list = std::string(all_address) + "?tid=sen";
    CHECK_FALSE(shows(desk.site.get(list), late));
    set_clock(now() + 400 * microseconds_a_day);
    desk.site.sign_in_account(desk.officer);
    const auto page = desk.site.get(list);
    CHECK(shows(page, late));
    CHECK_FALSE(shows(page, waiting));
    use_machine_clock();
}

}  // namespace case_desk
