/// The letter block by block.
#include "engines/cases/letter_blocks.h"

#include <algorithm>

#include "engines/cases/flow_town_for_tests.h"

namespace cases {
namespace {

struct LetterTown : FlowTown {
    explicit LetterTown(db::Kind kind) : FlowTown(kind), of(apply(kim_id)) {
        site.tenant().undo_minutes = 0;
        service = *read([&](db::Connection& db) { return services::newest_published(db, "skolskjuts"); });
        auto& letter = service.decision.outcomes[0].letter;
        letter.body.sv = "Först.\n\n{reasons}\n\nSist.";
        letter.blocks = {{.id = "moving", .label = {"Flytt", "Moving"}, .text = {"Ring oss om ni flyttar.", "Call us."}, .usual = true},
                         {.id = "winter", .label = {"Vinter", "Winter"}, .text = {"Klä er varmt.", "Dress warmly."}}};
    }
    std::vector<LetterBlock> blocks(const DecisionDraft& draft) {
        return letter_blocks(site.tenant(), service, now_is(of.id), draft, Language::sv);
    }
    std::string body(const DecisionDraft& draft) { return letter_text(site.tenant(), service, now_is(of.id), draft).body; }
    TestTown::Case of;
    services::Service service;
};

}  // namespace

#define LETTER_TOWN()  \
    const Clock clock; \
    LetterTown town(GENERATE(from_range(db::kinds_under_test())))

TEST_CASE("untouched, a letter is the template with its usual blocks; what is optional is left out") {
    LETTER_TOWN();
    CHECK(town.body({.outcome = "approve", .comment = "Hej"}) == "Först.\n\nHej\n\nSist.\n\nRing oss om ni flyttar.");
    std::string ids;
    for (const auto& block : town.blocks({.outcome = "approve"})) ids += block.id + (block.is_in ? " " : "- ");
    CHECK(ids == "decision reasons more block_moving block_winter- ");
}

TEST_CASE("who writes no letter by hand still chooses which standard blocks are in it") {
    LETTER_TOWN();
    const auto& outcome = town.service.decision.outcomes[0];
    const auto with = [&](const std::vector<std::string>& ids) {
        return town.body({.outcome = "approve", .comment = "Hej", .blocks = with_standard_blocks(outcome, ids)});
    };
    CHECK(with({}) == "Först.\n\nHej\n\nSist.");
    CHECK(with({"winter"}) == "Först.\n\nHej\n\nSist.\n\nKlä er varmt.");
    CHECK(with({"winter", "moving", "no_such"}) == "Först.\n\nHej\n\nSist.\n\nRing oss om ni flyttar.\n\nKlä er varmt.");
}

TEST_CASE("free blocks say what was written, standard ones are put in, left out and moved but never changed") {
    LETTER_TOWN();
    std::vector<TypedBlock> typed{{.id = "decision", .text = "Ja."},
                                  {.id = "reasons", .text = ""},
                                  {.id = "more"},
                                  {.id = "block_moving", .text = "Något annat", .is_in = false},
                                  {.id = "block_winter", .text = "Något annat"},
                                  {.id = "no_such", .text = "Smuggel"}};
    CHECK(town.body({.outcome = "approve", .blocks = typed}) == "Ja.\n\nSist.\n\nKlä er varmt.");
    move_block(typed, "block_winter", Step::up);
    move_block(typed, "block_winter", Step::up);
    move_block(typed, "decision", Step::up);  // first already
    CHECK(town.body({.outcome = "approve", .blocks = typed}) == "Ja.\n\nKlä er varmt.\n\nSist.");
}

TEST_CASE("a block that nobody has changed follows the reason that is chosen") {
    LETTER_TOWN();
    const std::vector<TypedBlock> untouched{{.id = "decision"}, {.id = "reasons"}, {.id = "more"}};
    const std::vector<TypedBlock> touched{{.id = "decision"}, {.id = "reasons", .text = "Vi mätte."}, {.id = "more"}};
    const auto near = town.body({.outcome = "reject", .reason = "too_near", .blocks = untouched});
    CHECK(near.find("kortare än den gräns") != std::string::npos);
    CHECK(near == town.body({.outcome = "reject", .reason = "too_near"}));
    const auto own = town.body({.outcome = "reject", .reason = "too_near", .blocks = touched});
    CHECK(own.find("Vi mätte.") != std::string::npos);
    CHECK(own.find("kortare än den gräns") == std::string::npos);
}

TEST_CASE("what is sent is what was put together; a letter without a decision is refused") {
    LETTER_TOWN();
    const auto decide_with = [&](std::vector<TypedBlock> blocks) {
        return town.as(town.chief, [&](Change& change) {
            return decide(change, town.of.id, {.outcome = "reject", .reason = "too_near", .blocks = std::move(blocks)});
        });
    };
    CHECK(decide_with({{.id = "decision", .text = ""}}).error().fields.front().text_key == "error_write_letter");
    CHECK(decide_with({{.id = "decision", .text = std::string(longest_body + 1, 'a')}}).error().fields.front().text_key ==
          "error_letter_too_long");
    // A decision that goes against somebody says why.
    CHECK(decide_with({{.id = "decision"}, {.id = "reasons", .text = ""}}).error().fields.front().text_key == "error_write_letter_reasons");
    REQUIRE(decide_with({{.id = "decision", .text = "Nej, tyvärr."}, {.id = "reasons", .text = "Vi mätte."}, {.id = "more", .text = ""}}));
    town.site.run_jobs();
    REQUIRE(town.printed.size() == 1);
    CHECK(town.printed.front().body == "Nej, tyvärr.\n\nVi mätte.");
}

}  // namespace cases
