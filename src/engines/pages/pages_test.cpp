#include "engines/pages/pages.h"

#include <fmt/format.h>
#include <catch2/catch.hpp>
#include <stdexcept>

#include "engines/pages/column_charts.h"
#include "engines/pages/navigation.h"
#include "engines/pages/test_context.h"

using pages::TestContext;

namespace {

bool has(const html::Html& html, std::string_view part) { return html.str().find(part) != std::string::npos; }
bool has(const http::Response& response, std::string_view part) { return response.body.find(part) != std::string::npos; }

/// Sets the navigation back when the test is over.
struct Menus {
    explicit Menus(std::vector<Area> areas) { pages::use(areas); }
    ~Menus() { pages::use({}); }
};

}  // namespace

TEST_CASE("a page with errors says so first in its title, and is in the reader's language") {
    TestContext test;
    const pages::Page page{.title = "Inkomst & hushåll", .main = html::text("x"), .status = 422, .has_errors = true};
    const auto swedish = pages::task(test.context(), page);
    CHECK(swedish.status == 422);
    CHECK(has(swedish, R"(<html lang="sv">)"));
    CHECK(has(swedish, "<title>Fel: Inkomst &amp; hushåll – Exempelby kommun</title>"));
    const auto english = pages::task(test.context(Language::en), {.title = "Income", .main = html::text("x")});
    CHECK(has(english, R"(<html lang="en">)"));
    CHECK(has(english, "<title>Income – Exempelby municipality</title>"));
}

TEST_CASE("the theme is the municipality's own, and light or dark as the visitor chose") {
    TestContext test;
    CHECK(has(pages::site(test.context(), {.title = "A"}), pages::asset_address("theme.css")));
    test.tenant->theme_css_address = "/tema/1.css";
    test.visitor.appearance = Appearance::dark;
    const auto page = pages::site(test.context(), {.title = "A"});
    CHECK(has(page, R"(<link rel="stylesheet" href="/tema/1.css">)"));
    CHECK(has(page, R"(data-theme="dark")"));
    CHECK_FALSE(has(page, pages::asset_address("theme.css")));
}

TEST_CASE("only a demonstration says that it is one") {
    TestContext test;
    CHECK_FALSE(has(pages::site(test.context(), {.title = "A"}), "demo-bar"));
    test.tenant->is_demo = true;
    CHECK(has(pages::site(test.context(), {.title = "A"}), "demo-bar"));
}

TEST_CASE("an island comes as a script of its own") {
    TestContext test;
    const auto page = pages::site(test.context(), {.title = "A", .island = "map form"});
    for (const auto* name : {"map.js", "form.js"}) CHECK(has(page, pages::asset_address(name)));
    CHECK_FALSE(has(pages::site(test.context(), {.title = "A"}), "<script"));
}

TEST_CASE("menus show what the visitor may use, where it stands, and how many wait") {
    const auto twelve = [](db::Connection&, const Visitor&) -> std::int64_t { return 12; };
    const Menus menus({Area{.name = "area",
                            .navigation = {{NavigationEntry::Place::site_menu, "topic", "/prov"},
                                           {NavigationEntry::Place::staff_bar, "queue", "/ko", signed_in_staff, twelve},
                                           {NavigationEntry::Place::staff_bar, "queue", "/hemlig", Permission{"area.secret"}}}}});
    TestContext test;
    CHECK(has(pages::site(test.context(), {.title = "A"}), R"(<a href="/prov" aria-current="page">Barn &amp; utbildning</a>)"));
    CHECK_FALSE(has(pages::app(test.context(), {.title = "A"}), R"(href="/ko")"));
    test.visitor.kind = Visitor::Kind::staff;
    const auto staff = pages::app(test.context(), {.title = "A"});
    CHECK(has(staff, R"(<a href="/ko">Min kö <span class="count">12<)"));
    CHECK_FALSE(has(staff, "/hemlig"));
}

TEST_CASE("the staff bar keeps to one line: where something waits first, where nothing does last, under 'Mer'") {
    const auto nothing = [](db::Connection&, const Visitor&) -> std::int64_t { return 0; };
    const auto three = [](db::Connection&, const Visitor&) -> std::int64_t { return 3; };
    std::vector<NavigationEntry> entries;
    for (const auto* path : {"/a", "/b", "/c", "/d", "/e"}) entries.push_back({NavigationEntry::Place::staff_bar, "queue", path});
    entries.push_back({NavigationEntry::Place::staff_bar, "queue", "/raknas", everyone, three});
    TestContext test;
    test.visitor.kind = Visitor::Kind::staff;
    {
        const Menus six({Area{.name = "area", .navigation = entries}});
        CHECK_FALSE(has(pages::app(test.context(), {.title = "A"}), "app-bar__more"));
    }
    entries.insert(entries.begin(), {NavigationEntry::Place::staff_bar, "queue", "/tom", everyone, nothing});
    entries.insert(entries.begin(), {NavigationEntry::Place::staff_bar, "queue", "/forst", everyone, nothing});
    entries[2].path = "/prov";
    const Menus seven({Area{.name = "area", .navigation = entries}});
    const auto body = pages::app(test.context(), {.title = "A"}).body;
    const auto more = body.find(R"(<details class="app-bar__more"><summary>Mer</summary>)");
    REQUIRE(more != std::string::npos);
    CHECK(body.find(R"(href="/forst")") < body.find(R"(href="/raknas")"));
    CHECK(body.find(R"(href="/raknas")") < body.find(R"(href="/prov" aria-current="page")"));
    CHECK(body.find(R"(href="/c")") < more);
    CHECK(body.find(R"(href="/d")") > more);
    CHECK(body.find(R"(href="/tom")") > body.find(R"(href="/e")"));
}

TEST_CASE("a menu entry is current on the pages below it, not beside it") {
    const Menus menus({Area{.name = "area", .navigation = {{NavigationEntry::Place::site_menu, "topic", "/barn"}}}});
    TestContext test;
    test.request.path = "/barn/forskola";
    CHECK(has(pages::site(test.context(), {.title = "A"}), R"(href="/barn" aria-current)"));
    test.request.path = "/barnvagnar";
    CHECK_FALSE(has(pages::site(test.context(), {.title = "A"}), R"(href="/barn" aria-current)"));
}

TEST_CASE("the shells link only to what someone answers") {
    TestContext test;
    CHECK_FALSE(has(pages::site(test.context(), {.title = "A"}), R"(href="/mina-sidor")"));
    const Menus menus({Area{.name = "area", .routes = {get("/mina-sidor", signed_in_resident, nullptr)}}});
    CHECK(has(pages::site(test.context(), {.title = "A"}), R"(href="/mina-sidor")"));
}

TEST_CASE("the switch of language comes back to the page, but not to the answer of a form") {
    TestContext test;
    CHECK(pages::switch_address(test.context(), "/sprak", "en") == "/sprak?till=en&tillbaka=%2Fprov%3Fa%3D1");
    test.request.method = http::Method::post;
    CHECK(pages::switch_address(test.context(), "/sprak", "en") == "/sprak?till=en&tillbaka=%2Fprov");
}

TEST_CASE("one other language is a link; several fold out under the one that is read, each by its own name") {
    TestContext test;
    const auto of_two = pages::site(test.context(), {.title = "A"});
    CHECK(has(of_two, R"(lang="en" hreflang="en" rel="nofollow">)"));
    CHECK_FALSE(has(of_two, "site-menu--languages"));
    test.tenant->further_languages = {Language::fi, Language::ar};
    const auto of_four = pages::site(test.context(), {.title = "A"});
    CHECK(has(of_four, R"(<details class="site-menu site-menu--languages"><summary)"));
    CHECK(has(of_four, R"(lang="fi" hreflang="fi" rel="nofollow">Suomi</a>)"));
    CHECK(has(of_four, R"(lang="ar" hreflang="ar" rel="nofollow">العربية</a>)"));
    CHECK_FALSE(has(of_four, R"(hreflang="sv")"));
}

TEST_CASE("a page in Arabic goes from right to left, and what points turns") {
    TestContext test;
    test.tenant->further_languages = {Language::ar};
    const auto page = pages::site(test.context(Language::ar), {.title = "A", .main = pages::icon("arrow-right") + pages::icon("check")});
    CHECK(has(page, R"(<html lang="ar" dir="rtl">)"));
    CHECK(has(page, R"(<svg class="icon icon--turns" aria-hidden="true"><use href=")"));
    CHECK(has(pages::icon("check"), R"(<svg class="icon" aria-hidden)"));
    CHECK(has(page, R"(dir="ltr" href="tel:0846500400">08-465 004 00</a>)"));
    const auto arabic = test.context(Language::ar).text;
    CHECK(has(pages::text_field(arabic, {.name = "mail", .label = "B", .type = "email"}), R"(dir="ltr")"));
    CHECK(has(pages::text_field(arabic, {.name = "day", .label = "B", .inputmode = "numeric"}), R"(dir="ltr")"));
    CHECK(has(pages::text_area(arabic, {.name = "words", .label = "B"}), R"(dir="auto")"));
    CHECK(pages::isolated(arabic, "BYG-2026-0001").str() == "<bdi>BYG-2026-0001</bdi>");
    CHECK_FALSE(has(pages::text_field(test.context().text, {.name = "mail", .label = "B", .type = "email"}), "dir="));
    CHECK(pages::isolated(test.context().text, "BYG-2026-0001").str() == "BYG-2026-0001");
}

TEST_CASE("words in another language than the page's say so") {
    TestContext test;
    CHECK(pages::spoken("sv", "Ärende & svar").str() == R"(<span lang="sv" dir="ltr">Ärende &amp; svar</span>)");
    CHECK(pages::spoken("", "Ärende").str() == "Ärende");
    const auto text = test.context().text;
    CHECK(has(pages::linklist({{.href = "/a", .words = "Bygglov", .sub = "Om hus", .lang = "sv"}}),
              R"(<span lang="sv" dir="ltr">Bygglov</span><span class="linklist__sub"><span lang="sv" dir="ltr">Om hus)"));
    CHECK(has(pages::facts({{.label = "Namn", .value = {}, .lang = "sv"}}), R"(<dt><span lang="sv" dir="ltr">Namn</span></dt>)"));
    CHECK(has(pages::error_summary(text, std::vector<pages::ShownError>{{"name", "Skriv namn", "sv"}}),
              R"(<a href="#name"><span lang="sv" dir="ltr">Skriv namn)"));
}

TEST_CASE("who is signed in sees the first name and can sign out by a form with the token") {
    TestContext test;
    test.visitor.kind = Visitor::Kind::resident;
    const auto page = pages::site(test.context(), {.title = "A"});
    CHECK(has(page, R"(<span class="tool__name">Kim</span>)"));
    CHECK(has(page, R"(<form action="/logga-ut" method="post" novalidate><input type="hidden" name="_csrf" value="token">)"));
    test.visitor.kind = Visitor::Kind::nobody;
    CHECK_FALSE(has(pages::site(test.context(), {.title = "A"}), "/logga-ut"));
}

TEST_CASE("a staff page brings its own main, or gets one") {
    TestContext test;
    const auto count = [](const http::Response& page) {
        std::size_t found = 0;
        for (auto at = page.body.find("<main "); at != std::string::npos; at = page.body.find("<main ", at + 1)) ++found;
        return found;
    };
    CHECK(count(pages::app(test.context(), {.title = "A", .main = html::text("x")})) == 1);
    CHECK(count(pages::app(test.context(), {.title = "A", .main = pages::desk(test.context().text, {}, html::text("x"))})) == 1);
}

TEST_CASE("a field ties label, hint and error to its control") {
    TestContext test;
    const auto field = pages::text_field(
        test.context().text, {.name = "mobile", .label = "Mobil", .hint = "Vi ringer.", .value = "\"07\"", .error = "Skriv 10 siffror"});
    CHECK(has(field, R"(<label class="field__label" for="mobile">Mobil</label>)"));
    CHECK(has(field, R"(aria-invalid="true" aria-describedby="mobile-hint mobile-error")"));
    CHECK(has(field, R"(value="&quot;07&quot;")"));
    CHECK(has(field, R"(<span class="visually-hidden">Fel: </span>Skriv 10 siffror)"));
    const auto calm = pages::text_field(test.context().text, {.name = "a", .label = "A", .optional = true});
    CHECK_FALSE(has(calm, "aria-describedby"));
    CHECK(has(calm, "A (frivilligt)"));
}

TEST_CASE("the question is the page's heading when it is asked to be") {
    TestContext test;
    const auto& text = test.context().text;
    CHECK(has(pages::text_field(text, {.name = "a", .label = "Vad heter du?", .heading = true}), "<h1><label"));
    CHECK(has(pages::radios(text, {.name = "a", .label = "Vem?", .heading = true}, {{"1", "Jag"}}), "><h1>Vem?</h1></legend>"));
}

TEST_CASE("what was typed and chosen stays") {
    TestContext test;
    const auto& text = test.context().text;
    CHECK(has(pages::text_area(text, {.name = "a", .label = "A", .value = "\n</textarea>"}), ">\n\n&lt;/textarea&gt;</textarea>"));
    CHECK(
        has(pages::radios(text, {.name = "a", .label = "A", .value = "2"}, {{"1", "Ett"}, {"2", "Två"}}), R"(id="a-2" value="2" checked)"));
    CHECK(has(pages::select(text, {.name = "a", .label = "A", .value = "2"}, {{"1", "Ett"}, {"2", "Två"}}),
              R"(<option value="2" selected>)"));
    CHECK(has(pages::checkboxes(text, {.name = "a", .label = "A"}, {{"1", "Ett"}, {"2", "Två"}}, {"1"}), R"(id="a" value="1" checked)"));
}

TEST_CASE("a date is three inputs, and comes back as one text for the calendar") {
    TestContext test;
    const auto field = pages::date_field(test.context().text, {.name = "start", .label = "Start", .value = "2026-18-17"});
    CHECK(has(field, R"(id="start" name="start-day" inputmode="numeric" value="17")"));
    CHECK(has(field, R"(name="start-month" inputmode="numeric" value="18")"));
    CHECK(has(field, R"(name="start-year" inputmode="numeric" value="2026")"));
    const auto answer = [](std::string day, std::string month, std::string year) {
        return pages::date_answer({{{"start-day", std::move(day)}, {"start-month", std::move(month)}, {"start-year", std::move(year)}}},
                                  "start");
    };
    CHECK(answer("2", " 5 ", "2026") == "2026-05-02");
    CHECK(answer("", "", " ").empty());
    CHECK(answer("", "5", "2026") == "2026-05-");
    CHECK(date_from_iso(answer("31", "2", "2026")) == std::nullopt);
}

TEST_CASE("a day of a search is one input that takes what people write, and keeps what is no day") {
    TestContext test;
    const auto field = pages::day_field(test.context().text, {.name = "till", .label = "Till", .value = "31/2", .error = "Skriv en dag"});
    CHECK(has(field, R"(id="till" name="till" type="text" value="31/2")"));
    CHECK(has(field, R"(aria-describedby="till-hint till-error")"));
    const auto answer = [](std::string written) { return pages::day_answer({{{"till", std::move(written)}}}, "till", YearMeant::nearest); };
    CHECK(answer(" 25 november 2026 ") == "2026-11-25");
    CHECK(answer("31 februari 2026") == "31 februari 2026");
    CHECK(answer(" ").empty());
    CHECK_THROWS_AS(pages::text_field(test.context().text, {.name = "a", .label = "A", .type = "date"}), std::logic_error);
}

TEST_CASE("the error summary counts the answers and leads to each") {
    TestContext test;
    const auto& text = test.context().text;
    CHECK(pages::error_summary(text, pages::Errors()).empty());
    const std::vector<pages::ShownError> errors{{"a", "Skriv ditt namn"}, {"b", "Välj en dag"}};
    const auto summary = pages::error_summary(text, errors);
    CHECK(has(summary, ">Två svar behöver rättas<"));
    CHECK(has(summary, R"(<a href="#b">Välj en dag</a>)"));
}

TEST_CASE("what is wrong is said in the area's own words, or in those of the engine that found it") {
    TestContext test;
    const auto& text = test.context().text;
    const std::vector<FieldError> wrong{{"answers", "municipality_of", {"Exempelby"}}};
    const pages::Errors errors(text.of("area"), wrong, {"pages"});
    CHECK(errors.at("answers") == text.of("pages")("municipality_of", "Exempelby"));
    CHECK(errors.at("another").empty());
    CHECK_FALSE(errors.empty());
}

TEST_CASE("a form with files says so, and every form carries the token") {
    TestContext test;
    CHECK(has(pages::form(test.context(), "/a", {}, pages::Upload::files), R"(enctype="multipart/form-data")"));
    CHECK(has(pages::form(test.context(), "/a", {}), R"(name="_csrf" value="token")"));
}

TEST_CASE("the number of a step and its words are said when the steps are drawn small") {
    TestContext test;
    const auto drawn = pages::steps(test.context().text, {{pages::Progress::done, "Barnet", "/2"}, {pages::Progress::current, "Start"}});
    CHECK(has(drawn, "Steg 2 av 2: Start"));
    CHECK(has(drawn, R"(<li class="is-current" aria-current="step">)"));
    CHECK(has(drawn, R"(<a href="/2">Barnet<span class="visually-hidden"> – klart, ändra</span></a>)"));
}

TEST_CASE("each cell of a table knows its column, for the cards of a small screen") {
    const auto drawn = pages::table(
        "Ärenden", {{"Ärende"}, {.title = "Avgift", .is_number = true, .sort_address = "?s", .sorted = pages::Sorted::descending}},
        {{html::text("A"), html::text("3 kr")}});
    CHECK(has(drawn, R"(<th role="rowheader" scope="row">A</th><td role="cell" data-label="Avgift" class="num">)"));
    CHECK(has(drawn, R"(aria-sort="descending")"));
}

TEST_CASE("nothing to do and nothing to turn leaves nothing on the page") {
    TestContext test;
    CHECK(pages::todo(test.context().text, {}).empty());
    CHECK(pages::pagination(test.context().text, "", "").empty());
    CHECK_FALSE(has(pages::pagination(test.context().text, "", "?efter=1"), "prev"));
}

TEST_CASE("an icon that is not in the list is a defect") { CHECK_THROWS_AS(pages::icon("no-such-icon"), std::logic_error); }

TEST_CASE("a bar is as long as its share of the greatest, and negative values have none") {
    TestContext test;
    const auto drawn = pages::bar_chart(test.context().text, "Utsläpp", {{"A", 100, "100"}, {"B", 25, "25"}, {"C", -5, "−5"}});
    CHECK(has(drawn, R"(<rect class="chart-bar" x="0" y="19" width="460")"));
    CHECK(has(drawn, R"(<rect class="chart-bar" x="0" y="63" width="115")"));
    CHECK(has(drawn, R"(<rect class="chart-bar" x="0" y="107" width="0")"));
    CHECK(has(drawn, R"(<th scope="row">B</th><td class="num">25</td>)"));
    // A label that would run into its value is cut between words; the table has it whole.
    const auto long_one =
        pages::bar_chart(test.context().text, "Andelar", {{"Använd gata, torg eller park, till exempel för uteservering", 80, "80 %"}});
    CHECK(long_one.str().find(">Använd gata, torg eller park, till …</text>") != std::string::npos);
    CHECK(long_one.str().find(">Använd gata, torg eller park, till exempel för uteservering</th>") != std::string::npos);
    CHECK_NOTHROW(pages::bar_chart(test.context().text, "Tomt", {{"A", 0, "0"}}));
}

TEST_CASE("columns have each their own scale, and say their values where there is room") {
    TestContext test;
    std::vector<pages::Bar> few, many;
    for (int hour = 8; hour < 18; ++hour) few.push_back({fmt::format("{:02}.00", hour), hour * 1.0, std::to_string(hour)});
    for (int hour = 0; hour < 48; ++hour) many.push_back({"x", hour * 1.0, std::to_string(hour)});
    const auto& text = test.context().text;
    const auto drawn = pages::column_charts(text, "Bemanning", {{"Behövs", few}, {"Samtal", few}}, html::text("tabellen"));
    CHECK(has(drawn, R"(text-anchor="middle">8</text>)"));
    CHECK(has(drawn, R"(text-anchor="middle">17</text>)"));
    CHECK(has(drawn, ">08.00</text>"));
    CHECK_FALSE(has(drawn, ">09.00</text>"));
    CHECK(has(drawn, "tabellen"));
    const auto crowded = pages::column_charts(text, "Bemanning", {{"Behövs", many}}, {});
    CHECK(has(crowded, R"(text-anchor="end">47</text>)"));
    CHECK_FALSE(has(crowded, ">46</text>"));
    CHECK_NOTHROW(pages::column_charts(text, "Bemanning", {{"Behövs", {}}}, {}));
}

TEST_CASE("the labels under a trend do not run into each other, and the last is always there") {
    TestContext test;
    std::vector<pages::TrendPoint> points;
    for (int year = 2013; year <= 2025; ++year) points.push_back({fmt::format("november {}", year), 1.0 * year, std::to_string(year)});
    const auto drawn = pages::trend_chart(test.context().text, "Kom in", points, {});
    CHECK(has(drawn, R"(text-anchor="end">november 2025</text>)"));
    CHECK(has(drawn, R"(text-anchor="middle">november 2020</text>)"));
    for (const int year : {2013, 2016, 2021, 2024}) CHECK_FALSE(has(drawn, fmt::format(">november {}</text>", year)));
}

TEST_CASE("an error page says what to do, whom to call, and which number to give") {
    TestContext test;
    const auto c = test.context();
    const auto page = pages::error_page(&c, 404, "r-<1>");
    CHECK(page.status == 404);
    CHECK(has(page, "<h1>Sidan finns inte</h1>"));
    CHECK(has(page, "08-465 004 00"));
    CHECK(has(page, "r-&lt;1&gt;"));
    CHECK(has(pages::error_page(&c, 418, ""), "Sidan kan inte visas"));
    CHECK(pages::error_page(nullptr, 503, "r-2").status == 503);
    CHECK(has(pages::error_page(nullptr, 503, "r-2"), "r-2"));
}
