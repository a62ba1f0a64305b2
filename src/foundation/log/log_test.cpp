#include "foundation/log/log.h"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "foundation/base/time.h"
#include "foundation/json/json.h"

namespace {

struct Lines {
    std::vector<std::string> all{};
    Lines() {
        logging::set_output([this](std::string_view line) { all.emplace_back(line); });
        logging::set_level(logging::Level::info);
    }
    ~Lines() { logging::set_output({}); }
};

}  // namespace

TEST_CASE("an event is one line of JSON with time, level, event and its fields") {
    Lines lines;
    set_clock(Timestamp{1'795'000'000 * microseconds_a_second});
    logging::warning("case_decided", {{"request_id", "abc"}, {"ms", 3}, {"share", 0.5}, {"first", true}});
    use_machine_clock();
    REQUIRE(lines.all.size() == 1);
    CHECK(lines.all[0].starts_with(R"({"time":"2026-11-18T)"));
    CHECK(lines.all[0].ends_with(R"("level":"warning","event":"case_decided","request_id":"abc","ms":3,"share":0.5,"first":true})"));
}

TEST_CASE("events below the level are not written") {
    Lines lines;
    logging::debug("small");
    CHECK(lines.all.empty());
    logging::set_level(logging::Level::error);
    logging::warning("middle");
    CHECK(lines.all.empty());
    logging::error("large");
    CHECK(lines.all.size() == 1);
    logging::set_level(logging::Level::debug);
    logging::debug("small");
    CHECK(lines.all.size() == 2);
}

TEST_CASE("a value cannot start a line, colour a terminal or break the JSON") {
    Lines lines;
    logging::info("strange", {{"a", "x\n{\"event\":\"false\"}\x1b[31m"},
                              {"b", "\xff\xfe"},
                              {"c",
                               "\xc2\x9b"
                               "31m"},
                              {"d", std::string(5000, 'x')}});
    const auto value = json::parse(lines.all.at(0));
    REQUIRE(value);
    CHECK(lines.all[0].find('\n') == std::string::npos);
    CHECK((*value)["a"].text() == "x {\"event\":\"false\"} [31m");
    CHECK((*value)["b"].text() == "??");
    CHECK((*value)["c"].text() == " 31m");
    CHECK((*value)["d"].text().size() == 1000);
}
