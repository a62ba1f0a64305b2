/// Tables by which a unit decides, told as the unit reads them.
#include <catch2/catch.hpp>

#include "engines/decision_tables/coverage.h"
#include "engines/decision_tables/read_once.h"
#include "engines/decision_tables/supplement.h"
#include "engines/decision_tables/versions.h"
#include "engines/decision_tables/words.h"
#include "engines/identity/units.h"
#include "engines/services/catalogue.h"
#include "engines/testing/flow_services.h"
#include "engines/testing/test_town.h"
#include "foundation/db/testing.h"

namespace decision_tables {
namespace {

const ColumnType numbers{.type = forms::ValueType::number, .unit = {"km", "km"}};
const ColumnType truths{.type = forms::ValueType::truth};
const ColumnType days{.type = forms::ValueType::date};
const ColumnType schools{
    .type = forms::ValueType::text,
    .options = {
        {"grund", {"Grundskola", "Compulsory school"}}, {"for", {"Förskola", "Preschool"}}, {"inte", {"Inte i skola", "Not at school"}}}};

bool fits(std::string_view cell, const ColumnType& type, const forms::Value& fact) {
    const auto parsed = parse_cell(cell, type);
    REQUIRE(parsed);
    return parsed->matches(fact);
}
std::string wrong(std::string_view cell, const ColumnType& type) {
    const auto parsed = parse_cell(cell, type);
    return parsed ? "" : parsed.error().text_key;
}
Date day(std::string_view iso) { return *date_from_iso(iso); }

/// By grade and distance, as the guideline for school transport has it.
Content by_distance() {
    return {.columns = {{"grade", {"Årskurs", "Grade"}}, {"distance_km", {"Avstånd", "Distance"}}},
            .rows = {{{"Förskoleklass | Årskurs 1 | Årskurs 2 | Årskurs 3", ">= 2"}, "automatic approve"},
                     {{"Årskurs 4 | Årskurs 5 | Årskurs 6", ">= 3"}, "automatic approve"},
                     {{"Årskurs 7 | Årskurs 8 | Årskurs 9", ">= 4"}, "automatic approve"},
                     {{"-", "< 2"}, "proposal reject too_near"}},
            .examples = {{"Liten, långt", {"Årskurs 2", "4,3"}, "automatic approve"},
                         {"Stor, nära", {"Årskurs 9", "1"}, "proposal reject too_near"},
                         {"Stor, ganska långt", {"Årskurs 9", "3"}, ""}}};
}

struct Office : TestTown {
    explicit Office(db::Kind kind) : TestTown({}, kind) {
        writer = visitor("writer");
        approver = visitor("approver");
        service = read([](db::Connection& db) { return services::newest_published(db, "skolskjuts"); });
    }
    Visitor visitor(std::string_view name) {
        return {.kind = Visitor::Kind::staff,
                .account = employ(name, {"decision_tables.read", "decision_tables.write"}, here),
                .name = std::string(name)};
    }
    Texts text(Language language = Language::sv) { return {site.tenant().texts, "decision_tables", language}; }
    Compiled compiled(const Content& content) {
        auto read = compile(content, *service);
        REQUIRE(read);
        return *read;
    }
    std::vector<std::string> problems(const Content& content) {
        std::vector<std::string> all;
        if (const auto read = compile(content, *service); !read)
            for (const auto& error : read.error()) all.push_back(error.field + " " + error.text_key);
        return all;
    }
    DecisionTableId table() {
        return write([&](db::Connection& db) { return add(db, writer, here, "skolskjuts", {"Efter avstånd", ""}).value(); });
    }
    int written(DecisionTableId id, const Content& content) {
        return write([&](db::Connection& db) {
            const auto number = begin(db, writer, id).value();
            must(save(db, writer, id, number, 1, content));
            return number;
        });
    }
    void hold(DecisionTableId id, const Content& content, Date from) {
        const auto number = written(id, content);
        write([&](db::Connection& db) {
            must(propose(db, writer, id, number, 2, "Riktlinjen"));
            must(approve(db, approver, id, number, 3, from));
        });
    }
    Fault fault_of(const Result<void>& result) { return result ? throw std::logic_error("it went well") : result.error().fault; }

    Visitor writer, approver;
    std::shared_ptr<const services::Service> service;
};

#define OFFICE() Office office(GENERATE(from_range(db::kinds_under_test())))

}  // namespace

TEST_CASE("cells read as people write them") {
    CHECK(fits("< 30000", numbers, 29999.99));
    CHECK_FALSE(fits("< 30000", numbers, 30000.0));
    CHECK(fits("minst 2,5", numbers, 2.5));
    CHECK(fits("högst 2.5", numbers, 2.5));
    CHECK_FALSE(fits("> 0,3", numbers, 0.1 + 0.2));  // what computers make of decimals is no difference
    CHECK(fits("12..15", numbers, 12.0));
    CHECK(fits("12..15", numbers, 15.0));
    CHECK_FALSE(fits("12..15", numbers, 15.1));
    CHECK(fits("< 5 | > 10", numbers, 11.0));
    CHECK(fits("ja", truths, true));
    CHECK_FALSE(fits("nej", truths, true));
    CHECK(fits("Grundskola | Förskola", schools, "for"));
    CHECK(fits("preschool", schools, "for"));
    CHECK(fits("inte Grundskola", schools, "for"));
    CHECK_FALSE(fits("inte Grundskola", schools, "grund"));
    CHECK(fits("Inte i skola", schools, "inte"));
    CHECK(fits("Inte i skola | Förskola", schools, "inte"));
    CHECK(fits("Inte i skola | Förskola", schools, "for"));
    CHECK_FALSE(fits("Inte i skola | Förskola", schools, "grund"));
    CHECK(fits("2026-01-01..2026-06-30", days, day("2026-06-30")));
    CHECK_FALSE(fits("< 2026-01-01", days, day("2026-01-01")));
    CHECK(fits("inte 5", numbers, 6.0));
}

TEST_CASE("an answer that is missing fits only where anything does") {
    CHECK(fits("-", numbers, {}));
    CHECK(fits("", schools, {}));
    CHECK_FALSE(fits("< 5", numbers, {}));
    CHECK_FALSE(fits("inte Grundskola", schools, {}));
    CHECK_FALSE(fits("nej", truths, {}));
}

TEST_CASE("one of several answers is enough where an answer is a list") {
    const ColumnType reasons{.type = forms::ValueType::list, .options = schools.options};
    const auto both = forms::Value::list({forms::Value("grund"), forms::Value("for")});
    CHECK(fits("Förskola", reasons, both));
    CHECK_FALSE(fits("Förskola", reasons, forms::Value::list({})));
}

TEST_CASE("a cell that cannot be read says why") {
    CHECK(wrong("< many", numbers) == "problem_number");
    CHECK(wrong("> 30.000", numbers) == "problem_point");  // thirty thousand, or thirty
    CHECK(wrong("1.000..2000", numbers) == "problem_point");
    CHECK(wrong("15..12", numbers) == "problem_backwards");
    CHECK(wrong("kanske", truths) == "problem_yes_no");
    CHECK(wrong("Gymnasium", schools) == "problem_no_option");
    CHECK(wrong("2026-02-30", days) == "problem_day");
    CHECK(wrong("< 5 |", numbers) == "problem_number");
}

TEST_CASE("a unique table in which two rows hit gives nothing, and says which") {
    OFFICE();
    auto content = by_distance();
    content.rows.push_back({{"Årskurs 2", "> 4"}, "proposal approve"});
    const auto verdict = judge(office.compiled(content), {forms::Value("2"), forms::Value(4.3)});
    CHECK(verdict.found == Found::several_rows);
    CHECK(verdict.hits == std::vector<std::size_t>{1, 5});
    CHECK_FALSE(verdict.ruling);
}

TEST_CASE("the topmost row holds in a table of the first, and rows may agree in a table of any") {
    OFFICE();
    auto content = by_distance();
    content.rows.push_back({{"Årskurs 2", "> 4"}, "proposal approve"});
    const Facts facts{forms::Value("2"), forms::Value(4.3)};
    content.policy = HitPolicy::first;
    CHECK(judge(office.compiled(content), facts).row == 1);
    content.policy = HitPolicy::any;
    CHECK(judge(office.compiled(content), facts).found == Found::several_rows);
    content.rows.back().ruling = "automatic approve";
    CHECK(to_key(judge(office.compiled(content), facts).ruling) == "automatic approve");
}

TEST_CASE("no row that hits gives nothing") {
    OFFICE();
    const auto verdict = judge(office.compiled(by_distance()), {forms::Value("9"), forms::Value(3.0)});
    CHECK(verdict.found == Found::no_row);
    CHECK_FALSE(verdict.ruling);
}

TEST_CASE("what is wrong in a table stands at its place") {
    OFFICE();
    CHECK(office.problems({}) == std::vector<std::string>{"columns problem_no_columns", "rows problem_no_rows"});
    auto content = by_distance();
    content.columns[0].expression = "no_such_question";
    content.rows[1].cells[1] = "långt";
    content.rows[2].ruling = "proposal reject";  // a rejection has a reason
    CHECK(office.problems(content) == std::vector<std::string>{"columns.0.expression problem_expression", "rows.1.cells.1 problem_number",
                                                               "rows.2.ruling problem_choose_ruling"});
}

TEST_CASE("a rejection is automatic only where the table says so, and nothing is where a question is sensitive") {
    OFFICE();
    auto content = by_distance();
    content.rows[3].ruling = "automatic reject too_near";
    CHECK(office.problems(content) == std::vector<std::string>{"rows.3.ruling problem_automatic_rejection"});
    content.rejects_automatically = true;
    CHECK(office.problems(content).empty());
    content.columns.push_back({"met.certificates", {}});  // rests on a medical certificate
    CHECK(office.problems(content) == std::vector<std::string>{"columns.2.expression problem_sensitive"});

    // So does what is reckoned from an answer that is sensitive.
    auto service = *office.service;
    auto& fields = service.form.pages.front().fields;
    auto reckoned = forms::Field{.id = "reckoned", .type = forms::FieldType::calculated, .label = {"Summa", "Sum"}};
    reckoned.value = forms::parse("distance_km + 1").value();
    fields.push_back(reckoned);
    content.columns.back() = {"reckoned", {}};
    CHECK(compile(content, service));
    for (auto& page : service.form.pages)
        for (auto& field : page.fields)
            if (field.id == "distance_km") field.sensitivity = forms::Sensitivity::sensitive;
    content.columns.erase(content.columns.begin() + 1);
    for (auto& row : content.rows) row.cells.erase(row.cells.begin() + 1);
    const auto sensitive = compile(content, service);
    REQUIRE_FALSE(sensitive);
    CHECK(sensitive.error().front().text_key == "problem_sensitive");
}

TEST_CASE("a flow in which two people see every decision has no automatic rows") {
    OFFICE();
    const auto support = office.read([](db::Connection& db) { return services::newest_published(db, flow_services::support); });
    const Content content{.columns = {{"what", {"Vad", ""}}}, .rows = {{{"cykel"}, "automatic approve"}}};
    const auto read = compile(content, *support);
    REQUIRE_FALSE(read);
    CHECK(read.error().front().text_key == "problem_flow_needs_person");
    for (const auto& [key, words] : ruling_choices(office.text(), *support)) CHECK_FALSE(key.starts_with("automatic"));
}

TEST_CASE("what is reviewed on legality, or may not be appealed, is not decided without a person") {
    OFFICE();
    const auto content = by_distance();
    for (const auto kind : {services::AppealKind::legality, services::AppealKind::none}) {
        auto service = *office.service;
        service.decision.appeal.kind = kind;
        const auto read = compile(content, service);
        REQUIRE_FALSE(read);
        CHECK(read.error().front().text_key == "problem_law_needs_person");
        for (const auto& [key, words] : ruling_choices(office.text(), service)) CHECK_FALSE(key.starts_with("automatic"));
    }
    // A reason of its own kind, in a service whose other decisions are appealed.
    const auto choices = ruling_choices(office.text(), *office.service);
    const auto* reject = office.service->decision.outcome("reject");
    for (const auto& reason : reject->reasons) {
        const bool is_offered =
            std::ranges::any_of(choices, [&](const auto& choice) { return choice.first == "automatic reject " + reason.id; });
        CHECK(is_offered == !reason.appeal.has_value());
    }
}

TEST_CASE("the tests beside a table pass, fail, or cannot be tried") {
    OFFICE();
    auto content = by_distance();
    CHECK(is_ready(content, *office.service));
    content.examples[0].expected = "proposal approve";
    content.examples[1].facts[1] = "nära";
    const auto tried = try_examples(office.compiled(content), content);
    CHECK_FALSE(tried[0].passes);
    CHECK(tried[0].verdict.row == 1);
    CHECK(tried[1].errors.front().field == "examples.1.facts.1");
    CHECK(tried[2].passes);
    CHECK_FALSE(is_ready(content, *office.service));
    content.examples.clear();
    CHECK_FALSE(is_ready(content, *office.service));
}

TEST_CASE("facts that no row speaks of are named, and so are rows that speak of the same") {
    OFFICE();
    const auto found = coverage(office.compiled(by_distance()), office.text());
    REQUIRE(found.gaps.size() == 2);
    CHECK(found.gaps[0].where == std::vector<std::string>{"Årskurs 4 eller Årskurs 5 eller Årskurs 6", "minst 2 km och mindre än 3 km"});
    CHECK(found.gaps[1].where == std::vector<std::string>{"Årskurs 7 eller Årskurs 8 eller Årskurs 9", "minst 2 km och mindre än 4 km"});
    CHECK(found.overlaps.empty());
    CHECK(found.never.empty());

    auto content = by_distance();
    content.rows.push_back({{"Årskurs 9", "4..5"}, "proposal approve"});
    const auto crossed = coverage(office.compiled(content), office.text());
    REQUIRE(crossed.overlaps.size() == 1);
    CHECK(crossed.overlaps[0].rows == std::vector<std::size_t>{3, 5});
    CHECK(crossed.overlaps[0].where == std::vector<std::string>{"Årskurs 9", "minst 4 km och högst 5 km"});
    content.policy = HitPolicy::first;
    const auto first = coverage(office.compiled(content), office.text());
    CHECK(first.overlaps.empty());
    CHECK(first.never == std::vector<std::size_t>{5});
}

TEST_CASE("a table without holes has none, and one that is too large to go through says so") {
    OFFICE();
    const Content whole{
        .columns = {{"alternating", {"Växelvis", ""}}, {"distance_km", {"Avstånd", ""}}},
        .rows = {{{"ja", "-"}, "proposal approve"}, {{"nej", "<= 2"}, "proposal approve"}, {{"nej", "> 2"}, "proposal approve"}}};
    const auto found = coverage(office.compiled(whole), office.text());
    CHECK(found.gaps.empty());
    CHECK(found.overlaps.empty());
    auto large = whole;
    for (int i = 0; i < 4; ++i)
        large.columns.push_back({"grade", {"Årskurs", ""}}), large.columns.push_back({"school_name", {"Skola", ""}});
    CHECK(coverage(office.compiled(large), office.text()).is_too_large);
}

TEST_CASE("a rule, its facts and a change are told in plain words in both languages") {
    OFFICE();
    const auto table = office.compiled(by_distance());
    CHECK(rule_lines(office.text(), table, 2) ==
          std::vector<Line>{{"Årskurs", "Årskurs 4, Årskurs 5 eller Årskurs 6"}, {"Avstånd", "minst 3 km"}});
    CHECK(rule_lines(office.text(Language::en), table, 4) == std::vector<Line>{{"Distance", "less than 2 km"}});
    CHECK(fact_lines(office.text(), table, {forms::Value("2"), {}}) ==
          std::vector<Line>{{"Årskurs", "Årskurs 2"}, {"Avstånd", "inte känt"}});
    auto after = by_distance();
    after.rows[1].cells[1] = ">= 2,5";
    const auto told = difference(office.text(), by_distance(), after, *office.service);
    REQUIRE(told.size() == 2);
    CHECK(told[0] == "Ny eller ändrad rad 2: Årskurs: Årskurs 4 | Årskurs 5 | Årskurs 6; Avstånd: >= 2,5 → Automatiskt: Bifall.");
    CHECK(told[1].starts_with("Gäller inte längre, förut rad 2:"));
    std::swap(after.rows[1], after.rows[0]);
    after.rows[0].cells[1] = ">= 3";
    CHECK(difference(office.text(), by_distance(), after, *office.service) == std::vector<std::string>{"Raderna står i en annan ordning."});
}

TEST_CASE("the version of the day decides: from its first day on, by the nearest unit's table, and not while it is stopped") {
    OFFICE();
    set_clock(swedish_time(day("2026-04-14"), 10));
    const auto id = office.table();
    const auto holds = [&](UnitId unit, Date on) {
        const auto found = office.read([&](db::Connection& db) { return in_force(db, "skolskjuts", unit, on); });
        return found ? found->version.number : 0;
    };
    CHECK(holds(office.here, day("2026-04-14")) == 0);
    office.hold(id, by_distance(), day("2026-04-20"));
    office.hold(id, by_distance(), day("2026-08-01"));
    CHECK(holds(office.here, day("2026-04-19")) == 0);
    CHECK(holds(office.here, day("2026-04-20")) == 1);
    CHECK(holds(office.here, day("2026-08-01")) == 2);
    CHECK(holds(office.elsewhere, day("2026-08-01")) == 0);
    const auto school = office.site.unit("skolan");
    office.write([&](db::Connection& db) {
        auto unit = identity::find_unit(db, school).value();
        unit.parent = office.here;
        must(identity::change_unit(db, unit));
        must(stop(db, office.writer, id));
    });
    CHECK(holds(school, day("2026-08-01")) == 0);
    office.write([&](db::Connection& db) { must(start(db, office.approver, id)); });
    CHECK(holds(school, day("2026-08-01")) == 2);
    use_machine_clock();
}

TEST_CASE("another person approves, what is approved is never changed, and a day that has passed is refused") {
    OFFICE();
    const auto id = office.table();
    const auto number = office.written(id, by_distance());
    const auto today = swedish_date(now());
    office.write([&](db::Connection& db) {
        CHECK(office.fault_of(approve(db, office.approver, id, number, 2, today)) == Fault::conflict);  // nobody has proposed it
        CHECK(office.fault_of(propose(db, office.writer, id, number, 2, "")) == Fault::invalid);
        must(propose(db, office.writer, id, number, 2, "Riktlinjen"));
        CHECK_FALSE(save(db, office.writer, id, number, 3, by_distance()));
        CHECK(office.fault_of(approve(db, office.writer, id, number, 3, today)) == Fault::forbidden);
        CHECK(office.fault_of(approve(db, office.approver, id, number, 3, Date{today.days - 1})) == Fault::invalid);
        must(approve(db, office.approver, id, number, 3, today));
        CHECK(office.fault_of(send_back(db, office.approver, id, number, 4, "")) == Fault::conflict);
        CHECK_FALSE(save(db, office.writer, id, number, 4, {}));
        CHECK(find_version(db, id, number)->content == by_distance());
    });
}

TEST_CASE("nobody who has saved a version approves it, also when a colleague saved it last and proposed it") {
    OFFICE();
    const auto id = office.table();
    const auto number = office.written(id, by_distance());
    const auto colleague = office.visitor("colleague");
    office.write([&](db::Connection& db) {
        must(save(db, colleague, id, number, 2, by_distance()));
        must(propose(db, colleague, id, number, 3, "Riktlinjen"));
        const auto today = swedish_date(now());
        CHECK(office.fault_of(approve(db, office.writer, id, number, 4, today)) == Fault::forbidden);
        must(approve(db, office.approver, id, number, 4, today));
    });
}

TEST_CASE("who writes from an older state is told, and a version that fails its tests is not proposed") {
    OFFICE();
    const auto id = office.table();
    auto content = by_distance();
    content.examples[0].expected = "";
    const auto number = office.written(id, content);
    office.write([&](db::Connection& db) {
        CHECK(save(db, office.approver, id, number, 1, {}).error().fault == Fault::conflict);
        const auto refused = propose(db, office.writer, id, number, 2, "Riktlinjen");
        REQUIRE_FALSE(refused);
        CHECK(refused.error().text_key == "error_not_ready");
        CHECK_FALSE(begin(db, office.writer, id));  // one at a time
        must(discard(db, office.writer, id, number, 2));
        CHECK(begin(db, office.writer, id).value() == 1);
    });
}

TEST_CASE("rolled back, an older version holds again under a new number") {
    OFFICE();
    const auto id = office.table();
    const auto today = swedish_date(now());
    office.hold(id, by_distance(), today);
    auto changed = by_distance();
    changed.rows.pop_back();
    changed.examples = {{"Långt", {"Årskurs 2", "9"}, "automatic approve"}};
    office.hold(id, changed, today);
    office.write([&](db::Connection& db) {
        CHECK(version_on(db, id, today)->number == 2);
        CHECK(roll_back(db, office.approver, id, 1).value() == 3);
        const auto holds = version_on(db, id, today);
        CHECK(holds->number == 3);
        CHECK(holds->restored_from == 1);
        CHECK(holds->content == by_distance());
    });
}

TEST_CASE("a unit has one table of a service, and only services that lead to a decision have any") {
    OFFICE();
    office.table();
    office.write([&](db::Connection& db) {
        CHECK(add(db, office.writer, office.here, "skolskjuts", {"En till", ""}).error().fields.front().text_key == "error_has_table");
        CHECK(add(db, office.writer, office.here, "matarstallning", {"Mätare", ""}).error().fields.front().text_key == "error_service");
        CHECK(add(db, office.writer, office.here, "parkeringstillstand", {"", ""}).error().fields.front().field == "title_sv");
    });
    CHECK(office.read([&](db::Connection& db) { return tables_of(db, office.writer.account).size(); }) == 1);
    const auto other = office.employ("other", {"decision_tables.read"}, office.elsewhere);
    CHECK(office.read([&](db::Connection& db) { return tables_of(db, other).empty(); }));
}

TEST_CASE("a row may propose to ask the applicant for more, and never asks by itself") {
    OFFICE();
    auto content = by_distance();
    content.rows[3].ruling = "proposal supplement";
    content.examples[1].expected = "proposal supplement";
    REQUIRE(is_ready(content, *office.service));
    const auto compiled = office.compiled(content);
    const auto verdict = judge(compiled, {forms::Value(std::string("Årskurs 1")), forms::Value(1.0)});
    CHECK(ruling_words(office.text(), verdict.ruling, *office.service) == "Förslag: komplettering");
    const auto choices = ruling_choices(office.text(), *office.service);
    CHECK(std::ranges::count(choices, "proposal supplement", &std::pair<std::string, std::string>::first) == 1);
    CHECK(std::ranges::count(choices, "automatic supplement", &std::pair<std::string, std::string>::first) == 0);
    content.rows[3].ruling = "automatic supplement";
    const auto refused = compile(content, *office.service);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().front().text_key == "problem_supplement_needs_person");
    const auto notice = office.read([](db::Connection& db) { return services::newest_published(db, flow_services::meter); });
    CHECK_FALSE(may_ask_supplement(*notice));
}

TEST_CASE("a version is read once, and its gaps are reckoned once in each language, until it says something else") {
    OFFICE();
    auto content = by_distance();
    const auto read = read_once(content, office.service);
    REQUIRE(read);
    CHECK(read_once(content, office.service) == read);
    const auto gaps = coverage_once(content, office.service, office.text());
    CHECK(coverage_once(content, office.service, office.text()) == gaps);
    const auto english = coverage_once(content, office.service, office.text(Language::en));
    CHECK(english != gaps);
    CHECK(english->gaps.size() == gaps->gaps.size());
    content.rows[3].cells[1] = "< 1";
    CHECK(read_once(content, office.service) != read);
    CHECK(coverage_once(content, office.service, office.text()) != gaps);
    content.columns[0].expression = "no_such";
    CHECK_FALSE(read_once(content, office.service));
    CHECK_FALSE(coverage_once(content, office.service, office.text()));
}

}  // namespace decision_tables
