#include "engines/services/fees.h"

#include <catch2/catch.hpp>

#include "engines/forms/embedded.h"
#include "engines/pages/embedded.h"
#include "engines/services/embedded.h"
#include "engines/services/small_service_for_tests.h"

using namespace services;
using Told = std::vector<std::string>;

namespace {

const texts::Catalog& catalog() {
    static const auto made = [] {
        auto all = std::make_unique<texts::Catalog>();
        all->add("forms", forms::embedded::texts());
        all->add("services", services::embedded::texts());
        all->add("pages", pages::embedded::texts());
        return all;
    }();
    return *made;
}
Texts swedish() { return {catalog(), "services", Language::sv}; }

const std::string asks = "        - { id: days, type: number, label: Dagar }";
const std::string tariff = R"(fee:
  ref: Kommunens taxa
  lines:
    - { id: base, text: { sv: Prövning, en: Examination }, amount: "3200" }
    - { id: extra, text: Extra dag, amount: "max(0, days - 10) * 150.125", when: "days > 10" }
)";

Service park() { return parse_service(small_service(asks, tariff)).value(); }
forms::Answers days(double count) { return forms::Answers().set("days", {forms::NumberAnswer{"", count}}); }
constexpr Date today{20'000};

std::vector<std::string> problems(const std::string& fee) {
    const auto service = parse_service(small_service(asks, fee));
    Told all;
    for (const auto& problem : service ? check_service(*service) : service.error()) all.push_back(problem.path + " " + problem.text_key);
    return all;
}

}  // namespace

TEST_CASE("the fee is the sum of the lines that apply, in whole öre") {
    const auto fee = fee_of(park(), days(13), today);
    REQUIRE(fee->rows.size() == 2);
    CHECK(fee->rows[0].kronor == 3200);
    CHECK(fee->rows[1].kronor == 450.38);
    CHECK(fee->total() == 3650.38);
    CHECK(fee_of(park(), days(10), today)->rows.size() == 1);
    CHECK(fee_total_words(swedish(), park(), days(13), today) == "3\u00a0650,38\u00a0kr");
}

TEST_CASE("the running sum counts the lines that apply as far as they are known") {
    const auto service = park();
    const auto form = with_running_fee(service, "first", {"Så långt", "So far"});
    const auto sum = [&](const forms::Answers& answers) { return forms::scope_of(form, answers, today).get(fee_total_name); };
    CHECK(sum({}).number() == 3200);
    CHECK(sum(days(10)).number() == 3200);
    CHECK(sum(days(13)).number() == 3650.38);
    CHECK(with_running_fee(service, "contact", {}).pages.front().fields.size() == service.form.pages.front().fields.size());
    CHECK(with_running_fee(parse_service(small_service(asks)).value(), "first", {}).field(fee_total_name) == nullptr);
}

TEST_CASE("a service without a tariff is free") {
    const auto service = parse_service(small_service(asks)).value();
    CHECK_FALSE(fee_of(service, days(13), today));
    CHECK(fee_total_words(swedish(), service, days(13), today).empty());
}

TEST_CASE("while an answer is missing the sum is not known, and no sum is made up") {
    const auto service = parse_service(small_service(asks, R"(fee: { ref: Taxa, lines: [{ id: a, text: A, amount: "days * 10" }] }
)"))
                             .value();
    const auto fee = fee_of(service, {}, today);
    REQUIRE(fee->rows.size() == 1);
    CHECK_FALSE(fee->total());
    CHECK(to_json(*fee)["total"].is_null());
    CHECK(fee_table(swedish(), *fee).str().find("Räknas ut när alla svar finns") != std::string::npos);
}

TEST_CASE("a fee is reckoned for the day of the application, whatever day it is looked at") {
    const auto service =
        parse_service(
            small_service("        - { id: start, type: date, label: Dag }",
                          R"(fee: { ref: Taxa, lines: [{ id: late, text: Sent, amount: "500", when: "days_between(today(), start) < 14" }] }
)"))
            .value();
    const auto answers = forms::Answers().set("start", {to_iso(Date{today.days + 20})});
    CHECK(fee_of(service, answers, today)->rows.empty());
    CHECK(fee_of(service, answers, Date{today.days + 10})->rows.size() == 1);
}

TEST_CASE("the table has the lines, the sum and the tariff") {
    const auto table = fee_table(swedish(), *fee_of(park(), days(12), today)).str();
    for (const auto* words :
         {"Prövning", "3\u00a0200\u00a0kr", "Extra dag", "300,25\u00a0kr", "Summa", "3\u00a0500,25\u00a0kr", "Enligt Kommunens taxa"}) {
        CAPTURE(words);
        CHECK(table.find(words) != table.npos);
    }
}

TEST_CASE("a fee that makes no sense is named") {
    CHECK(problems(tariff).empty());
    CHECK(problems(R"(fee: { ref: Taxa, lines: [{ id: a, text: A, amount: "days > 3" }] }
)") == Told{"fee.lines.a.amount rule_wants_number"});
    CHECK(problems(R"(fee: { ref: Taxa, lines: [{ id: a, text: A, amount: "weeks" }] }
)") == Told{"fee.lines.a.amount rule_unknown_name"});
    CHECK(problems(R"(fee: { ref: Taxa, lines: [{ id: a, text: A, amount: "1", when: "days" }] }
)") == Told{"fee.lines.a.when rule_wants_truth"});
    CHECK(problems(R"(fee: { ref: Taxa, lines: [{ id: a, text: A, amount: "1", when: "1 > 2" }] }
)") == Told{"fee.lines.a.when problem_fee_line_never"});
    CHECK(problems(R"(fee: { ref: Taxa, lines: [{ id: a, text: A, amount: "1" }, { id: a, text: B, amount: "1" }] }
)") == Told{"fee.lines.a problem_twice"});
    CHECK(problems("fee: { ref: Taxa, lines: [] }\n") == Told{"fee.lines problem_missing"});
}

TEST_CASE("the name of the sum is free where there is no fee") {
    const auto field = [](const std::string& fee) {
        const auto service = parse_service(small_service("        - { id: fee_total, type: money, label: Summa }", fee)).value();
        return check_service(service).size();
    };
    CHECK(field("") == 0);
    CHECK(field(R"(fee: { ref: Taxa, lines: [{ id: a, text: A, amount: "1" }] }
)") == 1);
}

TEST_CASE("a letter may tell the sum, and only of a service that has a fee") {
    const std::string decision = R"(decision:
  delegation: X 1
  outcomes: { approve: { label: Ja, letter: { heading: Ja, body: "Avgiften är {fee_total}." } } }
)";
    CHECK(problems(tariff + decision).empty());
    CHECK(problems(decision) == Told{"decision.outcomes.approve.letter.body problem_no_such_answer",
                                     "decision.outcomes.approve.letter.body problem_no_such_answer"});
}
