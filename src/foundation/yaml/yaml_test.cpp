#include "foundation/yaml/yaml.h"

#include <catch2/catch.hpp>

static yaml::Node read(std::string_view text) {
    auto node = yaml::parse(text);
    INFO((node ? std::string{} : node.error().message));
    REQUIRE(node);
    return *node;
}

static yaml::Problem problem(std::string_view text) {
    const auto node = yaml::parse(text);
    REQUIRE_FALSE(node);
    return node.error();
}

TEST_CASE("maps, lists and texts are read in their order with their lines") {
    const auto service = read("name: Ansökan om skolskjuts\nfields:\n  - id: barn\n    required: true\n  - id: väg\n    length: 25\n");
    CHECK(service.keys() == std::vector<std::string>{"name", "fields"});
    CHECK(service["name"].text() == "Ansökan om skolskjuts");
    CHECK(service["fields"].items().size() == 2);
    CHECK(service["fields"].items()[1]["id"].text() == "väg");
    CHECK(service["fields"].items()[1]["id"].line() == 5);
    CHECK(service.line_of("fields") == 2);
    CHECK(service["fields"].items()[0]["required"].yes_no() == true);
    CHECK(service["fields"].items()[1]["length"].whole() == 25);
}

TEST_CASE("what is missing is missing all the way in") {
    const auto node = read("a: 1");
    CHECK_FALSE(node["b"]["c"].exists());
    CHECK(node["b"]["c"].text().empty());
    CHECK(node["b"].items().empty());
    CHECK(node["a"]["b"].text_or("annat") == "annat");
    CHECK_FALSE(node["b"].whole());
}

TEST_CASE("lines may end as on any machine") {
    const auto node = read("a: 1\r\nb: 2\rc: 3\n");
    CHECK(node["b"].whole() == 2);
    CHECK(node["c"].line() == 3);
}

TEST_CASE("quotes make a number a text, and only true and false are truth values") {
    const auto node = read("a: \"25\"\nb: 2.5\nc: yes\nd: 'true'\ne: 1,5\nf:\ng: 0x10\n");
    CHECK_FALSE(node["a"].whole());
    CHECK(node["b"].number() == 2.5);
    CHECK_FALSE(node["c"].yes_no());
    CHECK_FALSE(node["d"].yes_no());
    CHECK_FALSE(node["e"].number());
    CHECK(node["f"].is_empty());
    CHECK_FALSE(node["g"].whole());
}

TEST_CASE("a key that stands twice is a problem that names the second line") {
    const auto found = problem("a: 1\nb:\n  c: 1\n  c: 2\n");
    CHECK(found.line == 4);
    CHECK(found.message.find("\"c\"") != std::string::npos);
}

TEST_CASE("broken YAML tells its line") {
    CHECK(problem("a: 1\nb: [1, 2\nc: 3\n").line >= 2);
    CHECK(problem("a: 1\n\tb: 2\n").line == 2);
    CHECK(problem("").message == "the file is empty");
}

TEST_CASE("one file is one document in UTF-8 without control characters or tags") {
    CHECK(problem("a: 1\n---\nb: 2\n").line == 3);
    CHECK(problem("a: \xff").message == "the file is not UTF-8");
    CHECK(problem(std::string_view("a: 1\nb: \0", 9)).line == 2);
    CHECK(problem("a: !!python/object x").line == 1);
    CHECK(problem("? [a]\n: 1").message == "a key must be a text");
}

TEST_CASE("aliases work, but not as a bomb") {
    CHECK(read("a: &x [1, 2]\nb: *x\n")["b"].items().size() == 2);
    std::string bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
    for (int i = 1; i < 9; ++i) {
        const auto before = "*a" + std::to_string(i - 1);
        bomb += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [";
        for (int j = 0; j < 10; ++j) bomb += (j ? ", " : "") + before;
        bomb += "]\n";
    }
    CHECK(problem(bomb).message == "too many values, written out by aliases");
}

TEST_CASE("a file has limits in size, number of values and depth") {
    CHECK(problem(std::string(yaml::max_size + 1, 'a')).message == "the file is larger than 1 MB");
    CHECK(problem(std::string(300, '[') + std::string(300, ']')).message == "too many levels inside each other");
    std::string many = "[";
    for (std::size_t i = 0; i <= yaml::max_nodes; ++i) many += "a,";
    CHECK(problem(many + "]").message.starts_with("too many values"));
}

static void check_same(const yaml::Node& a, const yaml::Node& b) {
    CHECK(a.keys() == b.keys());
    CHECK(a.text() == b.text());
    CHECK(a.whole() == b.whole());
    CHECK(a.yes_no() == b.yes_no());
    CHECK(a.is_empty() == b.is_empty());
    CHECK(a.is_list() == b.is_list());
    REQUIRE(a.size() == b.size());
    for (const auto& key : a.keys()) check_same(a[key], b[key]);
    for (std::size_t i = 0; i < a.items().size(); ++i) check_same(a.items()[i], b.items()[i]);
}

TEST_CASE("what is written reads back as the same values") {
    const auto node = yaml::Node::of({
        {"name", yaml::Node::of("Skolskjuts: ansökan")},
        {"age", yaml::Node::of(std::int64_t{7})},
        {"open", yaml::Node::of(true)},
        {"code", yaml::Node::of("0123")},
        {"truth", yaml::Node::of("true")},
        {"null", yaml::Node::of("null")},
        {"7", yaml::Node::of("- inte en lista")},
        {"empty", yaml::Node::of("")},
        {"nothing", yaml::Node{}},
        {"long", yaml::Node::of("Rad ett\nRad två\n\nRad fyra\n")},
        {"strange", yaml::Node::of("  först\n\ttabb \n\n")},
        {"control", yaml::Node::of("\r\x01\x7f")},
        {"none", yaml::Node::of(std::vector<yaml::Node>{})},
        {"list", yaml::Node::of({yaml::Node::of("a"), yaml::Node::of({{"b", yaml::Node::of("#c")}})})},
    });
    const auto text = yaml::to_yaml(node);
    INFO(text);
    const auto back = read(text);
    CHECK(back["nothing"].is_empty());
    CHECK(back["null"].text() == "null");
    CHECK(text.find("Skolskjuts: ansökan") != std::string::npos);
    CHECK(text.find("long: |\n  Rad ett\n") != std::string::npos);
    check_same(read(yaml::to_yaml(back)), back);
    for (const auto& key : node.keys())
        if (key != "nothing") check_same(node[key], back[key]);
}

TEST_CASE("two nodes are the same when their values are, however they were written") {
    const auto one = yaml::parse("a: 1\nb: [x, 'y']\nc: true").value();
    CHECK(one == yaml::parse("{ a: 1, b: ['x', y], c: true }").value());
    CHECK_FALSE(one == yaml::parse("{ a: '1', b: [x, y], c: true }").value());
    CHECK_FALSE(one == yaml::parse("{ b: [x, y], a: 1, c: true }").value());
    CHECK_FALSE(yaml::Node{} == yaml::Node::of(""));
}

TEST_CASE("what is written plainly is a number or true when it can be, else text") {
    CHECK(yaml::Node::plain("2.5").number() == 2.5);
    CHECK(yaml::Node::plain("true").yes_no() == true);
    CHECK(yaml::Node::plain("3 km").text() == "3 km");
    CHECK_FALSE(yaml::Node::plain("3 km").number());
    CHECK(yaml::parse(yaml::to_yaml(yaml::Node::plain("null"))).value() == yaml::Node::of("null"));
}
