#include "engines/flows/flow.h"

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace flows {

static std::string file(const std::filesystem::path& path) {
    std::ostringstream text;
    text << std::ifstream(path).rdbuf();
    return text.str();
}

static const std::string small = R"(
id: small
title: Small
begins: new
states:
  new:  { kind: open, stage: s, label: N, sentence: N, next: N }
  done: { kind: closed, stage: s, label: D, sentence: D, next: D }
stages: [{ id: s, label: S }]
transitions:
  - { id: finish, from: [new], to: done, by: officer, unless: "blocked" }
)";

TEST_CASE("every flow of the catalogue can be read") {
    int count = 0;
    for (const auto& entry : std::filesystem::directory_iterator("catalogue/flows")) {
        CAPTURE(entry.path());
        const auto flow = parse_flow(file(entry.path()));
        if (!flow)
            for (const auto& problem : flow.error()) FAIL_CHECK(problem.line << ": " << problem.message);
        ++count;
    }
    CHECK(count >= 1);
}

TEST_CASE("only the right mover moves a case, from the right state, when no guard holds it") {
    const auto flow = parse_flow(small);
    REQUIRE(flow);
    const forms::Scope free;
    CHECK(moved(*flow, "new", "finish", Mover::officer, free).value()->id == "done");
    CHECK(moved(*flow, "new", "finish", Mover::applicant, free).error().fault == Fault::forbidden);
    CHECK(moved(*flow, "done", "finish", Mover::officer, free).error().fault == Fault::conflict);
    CHECK(moved(*flow, "new", "fly", Mover::officer, free).error().fault == Fault::not_found);
    forms::Scope blocked;
    blocked.set("blocked", true);
    CHECK(moved(*flow, "new", "finish", Mover::officer, blocked).error().fault == Fault::conflict);
}

TEST_CASE("a state that nothing reaches, a dead end and an unknown word are named") {
    auto broken = small;
    broken.replace(broken.find("  done:"), 7, "  lost: { kind: open, stage: s, label: L, sentence: L, next: L }\n  done:");
    broken.replace(broken.find("begins: new"), 11, "begins: new\nbegin: x");
    const auto flow = parse_flow(broken);
    REQUIRE_FALSE(flow);
    std::string all;
    for (const auto& problem : flow.error()) all += problem.message + "\n";
    CHECK_THAT(all, Catch::Contains("nothing leads to the state 'lost'"));
    CHECK_THAT(all, Catch::Contains("nothing leads from the state 'lost'"));
    CHECK_THAT(all, Catch::Contains("'begin' is not known here"));
}

}  // namespace flows
