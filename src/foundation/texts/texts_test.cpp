#include "foundation/texts/texts.h"

#include <catch2/catch.hpp>
#include <stdexcept>
#include <thread>

namespace {

texts::Catalog catalog_of(std::string_view swedish, std::string_view english = "") {
    texts::Catalog catalog;
    catalog.add("area", {{"sv.txt", swedish}, {"en.txt", english}});
    return catalog;
}

const texts::Catalog& empty_catalog() {
    static const texts::Catalog catalog;
    return catalog;
}
const Texts swedish(empty_catalog(), "area", Language::sv);
const Texts english(empty_catalog(), "area", Language::en);

/// Sets the clock back when the test is over.
struct ClockSetTo {
    explicit ClockSetTo(Timestamp then) { set_clock(then); }
    ~ClockSetTo() { use_machine_clock(); }
};

}  // namespace

TEST_CASE("a text is found by its key, in the reader's language") {
    const auto catalog = catalog_of("# kommentar\n\ntitle = Klimatavtalet\r\n", "title = The climate agreement");
    CHECK(Texts(catalog, "area", Language::sv)("title") == "Klimatavtalet");
    CHECK(Texts(catalog, "area", Language::en)("title") == "The climate agreement");
}

TEST_CASE("a language is found by its code, and no other code is one") {
    for (const auto& row : languages()) {
        CHECK(language_from(row.code) == row.language);
        CHECK(row_of(row.language).code == row.code);
    }
    for (const auto* none : {"", "SV", "en-GB", "de"}) CHECK_FALSE(language_from(none));
}

TEST_CASE("the languages that are offered are Swedish, English and the chosen ones") {
    std::vector<Language> all;
    for (const auto& row : languages_with({Language::ar})) all.push_back(row.language);
    CHECK(all == std::vector{Language::sv, Language::en, Language::ar});
    CHECK(language_from("ar", {Language::ar}) == Language::ar);
    CHECK_FALSE(language_from("fi", {Language::ar}));
    CHECK(direction_of(Language::ar) == "rtl");
    CHECK(direction_of(Language::fi) == "ltr");
}

TEST_CASE("what has no words in a further language is said in Swedish, and noted") {
    texts::Catalog catalog;
    catalog.add("pages", {{"sv.txt", "send = Skicka\nback = Tillbaka"}, {"fi.txt", "send = Lähetä\nback = Takaisin"}});
    catalog.add("area", {{"sv.txt", "send = Skicka felanmälan\ntitle = Fel"}, {"fi.txt", "title = Vika"}});
    catalog.add("staff", {{"sv.txt", "title = Ärenden"}});
    const Texts text(catalog, "area", Language::fi);
    CHECK(text("send") == "Skicka felanmälan");
    CHECK(catalog.said_in_swedish().empty());  // it is noted when somebody asks for it
    catalog.note_swedish();
    CHECK(text("title") == "Vika");
    CHECK(text("back") == "Takaisin");
    CHECK(text.speaks("back"));
    CHECK_FALSE(text.speaks("send"));
    CHECK_FALSE(text.speaks("missing"));
    CHECK(catalog.said_in_swedish().empty());
    // The common word may mean something else than the area's own.
    CHECK(text("send") == "Skicka felanmälan");
    CHECK(text.of("staff")("title") == "Ärenden");
    CHECK(catalog.said_in_swedish() == std::set<std::string>{"fi area send", "fi staff title"});
    CHECK(catalog.speaks("area", Language::fi));
    CHECK_FALSE(catalog.speaks("staff", Language::fi));
    CHECK_FALSE(text.has("missing"));
    CHECK_THROWS_AS(text("missing"), std::logic_error);
}

TEST_CASE("words that go into an Arabic sentence keep their own direction, and figures are Latin") {
    texts::Catalog catalog;
    catalog.add("area", {{"sv.txt", "case = Ärende {0}\nmail = Läs {0}\nfiles = {0, plural, one {# fil} other {# filer}} av {1}"},
                         {"ar.txt",
                          "case = الطلب {0}\nmail = اقرأ {0}\n"
                          "files = {0, plural, one {ملف} two {ملفان} few {# ملفات} many {# ملفًا} other {# ملف}} من {1}"}});
    const Texts text(catalog, "area", Language::ar);
    CHECK(text("case", "BYG-2026-0001") == "الطلب \u2068BYG-2026-0001\u2069");
    CHECK(text("files", 2, "Kim") == "ملفان من \u2068Kim\u2069");
    CHECK(text("files", 3, "Kim") == "3 ملفات من \u2068Kim\u2069");
    CHECK(text("files", 11, "Kim") == "11 ملفًا من \u2068Kim\u2069");
    CHECK(text("mail", "https://torg.example/x") == "اقرأ https://torg.example/x");
    CHECK(text("mail", "{länk}") == "اقرأ {länk}");
    CHECK(Texts(catalog, "area", Language::sv)("case", "BYG-2026-0001") == "Ärende BYG-2026-0001");
}

TEST_CASE("\\n in a text is a new line") {
    const auto catalog = catalog_of("letter = Hej {0}!\\n\\nSvara inte.");
    CHECK(Texts(catalog, "area", Language::sv)("letter", "Kim") == "Hej Kim!\n\nSvara inte.");
}

TEST_CASE("a module's own text goes before the common one") {
    texts::Catalog catalog;
    catalog.add("pages", {{"sv.txt", "send = Skicka\nback = Tillbaka"}});
    catalog.add("area", {{"sv.txt", "send = Skicka felanmälan"}});
    const Texts text(catalog, "area", Language::sv);
    CHECK(text("send") == "Skicka felanmälan");
    CHECK(text("back") == "Tillbaka");
    CHECK(text.has("back"));
    CHECK(catalog.keys("area", Language::sv) == std::set<std::string>{"send"});
}

TEST_CASE("values go in as words, numbers by the language") {
    const auto catalog = catalog_of("a = {1} av {0} '{'kvar'}' – it's", "a = {1} of {0}");
    CHECK(Texts(catalog, "area", Language::sv)("a", 40000, "<två>") == "<två> av 40\u00a0000 {kvar} – it's");
    CHECK(Texts(catalog, "area", Language::en)("a", 2.5, "x") == "x of 2.5");
}

TEST_CASE("whole numbers choose the plural form") {
    const auto catalog = catalog_of("files = {0, plural, =0 {Inga filer} one {# fil} other {# filer}} i {1}");
    const Texts text(catalog, "area", Language::sv);
    CHECK(text("files", 0, "A") == "Inga filer i A");
    CHECK(text("files", 1, "A") == "1 fil i A");
    CHECK(text("files", 1200, "A") == "1\u00a0200 filer i A");
}

TEST_CASE("a missing text or value is a defect") {
    const auto catalog = catalog_of("a = {0} och {1}\nb = {0, plural, one {en} other {#}}");
    const Texts text(catalog, "area", Language::sv);
    CHECK_THROWS_AS(text("missing"), std::logic_error);
    CHECK_THROWS_AS(text("a", 1), std::logic_error);
    CHECK_THROWS_AS(text("b"), std::logic_error);
    CHECK_FALSE(text.has("missing"));
}

TEST_CASE("a broken file is refused with file and line") {
    using Catch::Matchers::Contains;
    CHECK_THROWS_WITH(catalog_of("a = b\nc = {0, plural, one {en}"), Contains("area, sv.txt:2"));
    CHECK_THROWS_WITH(catalog_of("a = {name}"), Contains("sv.txt:1") && Contains("without a number"));
    CHECK_THROWS_WITH(catalog_of("a = {0, plural, one {en}}"), Contains("sv.txt:1"));
    CHECK_THROWS_WITH(catalog_of("", "\na b"), Contains("en.txt:2") && Contains("no ="));
    CHECK_THROWS_WITH(catalog_of("a = b\na = c"), Contains("sv.txt:2") && Contains("twice"));
    CHECK_THROWS_WITH(texts::Catalog().add("area", {{"de.txt", "a = b"}}), Contains("de.txt"));
}

TEST_CASE("days and clocks are Swedish, in summer time too") {
    const ClockSetTo clock(swedish_time(*date_from(2026, 11, 23), 12));
    const auto may = *date_from(2026, 5, 12);
    CHECK(swedish.day(may) == "12 maj 2026");
    CHECK(english.day(may) == "12 May 2026");
    CHECK(swedish.short_day(may) == "12 maj");
    CHECK(swedish.short_day(*date_from(2025, 5, 12)) == "12 maj 2025");
    const auto time = swedish_time(may, 14, 32);
    CHECK(swedish.clock(time) == "14.32");
    CHECK(english.clock(time) == "14:32");
    CHECK(swedish.moment(time) == "12 maj klockan 14.32");
    CHECK(english.moment(time) == "12 May at 14:32");
    CHECK(swedish.moment(swedish_time(*date_from(2026, 11, 23), 9, 5)) == "i dag klockan 09.05");
}

TEST_CASE("days, clocks and numbers are written as the further languages write them") {
    const ClockSetTo clock(swedish_time(*date_from(2026, 11, 23), 12));
    const Texts finnish(empty_catalog(), "area", Language::fi), arabic(empty_catalog(), "area", Language::ar);
    const auto may = *date_from(2026, 5, 12);
    CHECK(finnish.day(may) == "12. toukokuuta 2026");
    CHECK(finnish.short_day(may) == "12. toukokuuta");
    CHECK(finnish.clock(swedish_time(may, 14, 32)) == "14.32");
    CHECK(finnish.number(40000.5, 1) == "40\u00a0000,5");
    CHECK(arabic.day(may) == "12 مايو 2026");
    CHECK(arabic.clock(swedish_time(may, 14, 32)) == "14:32");
    CHECK(arabic.number(40000.5, 1) == "40,000.5");
}

TEST_CASE("numbers, money and sizes have non-breaking spaces") {
    CHECK(swedish.number(40000) == "40\u00a0000");
    CHECK(swedish.number(2.5, 1) == "2,5");
    CHECK(swedish.number(-3) == "\u22123");
    CHECK(english.number(40000.5, 1) == "40,000.5");
    CHECK(swedish.money(3640) == "3\u00a0640\u00a0kr");
    CHECK(english.money(3640) == "SEK\u00a03,640");
    CHECK(swedish.file_size(999) == "999\u00a0byte");
    CHECK(swedish.file_size(340'000) == "340\u00a0kB");
    CHECK(swedish.file_size(1'240'000) == "1,2\u00a0MB");
    CHECK(swedish.file_size(3'000'000'000) == "3,0\u00a0GB");
}

TEST_CASE("plurals can be written from several threads at once") {
    const auto catalog = catalog_of("files = {0, plural, one {# fil} other {# filer}}");
    const Texts text(catalog, "area", Language::sv);
    std::vector<std::thread> threads;
    std::vector<int> wrong(4, 0);
    for (std::size_t t = 0; t < wrong.size(); ++t)
        threads.emplace_back([&, t] {
            for (int i = 0; i < 200; ++i) wrong[t] += text("files", i) != std::to_string(i) + (i == 1 ? " fil" : " filer");
        });
    for (auto& thread : threads) thread.join();
    CHECK(wrong == std::vector<int>(4, 0));
}
