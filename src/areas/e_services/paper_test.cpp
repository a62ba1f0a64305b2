/// A service on paper, and what comes back of it scanned.
#include "engines/paper/paper.h"
#include "areas/e_services/on_behalf.h"
#include "areas/e_services/town_for_tests.h"
#include "engines/cases/find.h"
#include "foundation/db/testing.h"
#include "foundation/pdf/pdf.h"
#include "foundation/pdf/previews.h"
#include "foundation/qr/qr.h"

namespace e_services {
namespace {

std::string printed_form(Town& town) {
    static pdf::Printer printer;
    town.site.tenant().print_document = [](std::string_view html, std::string_view title, Language language) {
        return printer.print(html, {}, title, to_code(language));
    };
    return town.site.get(base + "/papper").body;
}

http::Response send_scan(Town& town, const std::string& pdf, const std::string& name = "Alva Exempel") {
    return town.site.upload("/skannat", {{"name", name}, {"number", ""}}, {{"scan", "blankett.pdf", pdf, "application/pdf"}});
}

std::string sheets_with(const std::vector<paper::Code>& codes) {
    static pdf::Printer printer;
    std::string sheets;
    for (const auto& code : codes) {
        const auto words = paper::to_text(code);
        sheets += R"(<div style="break-after: page; width: 30mm">)" + qr::svg(words, words).str() + "</div>";
    }
    return printer.print(sheets, {}, "Blad", "sv").value();
}

}  // namespace

#define SCANNING()                                           \
    Town town(GENERATE(from_range(db::kinds_under_test()))); \
    town.site.sign_in_staff("disk", {may_serve})

TEST_CASE("a scanned form opens the same form beside its picture, and becomes a document of the case") {
    SCANNING();
    const std::filesystem::path pictures = std::filesystem::temp_directory_path() / ("torg-scan-" + crypto::random_token(9));
    town.site.tenant().previews = std::make_shared<pdf::Previews>(pictures);
    const auto first = town.site.follow(send_scan(town, printed_form(town)));
    CHECK(shows(first, "Du fyller i vid disken för Alva Exempel"));
    std::smatch found;
    REQUIRE(std::regex_search(first.body, found, std::regex(R"re(<img src="(/skannat/[^"]+)")re")));
    CHECK(town.site.get(found[1].str()).type == "image/jpeg");
    std::filesystem::remove_all(pictures);
    town.handle = handle_in(first);
    town.answer("child", child);
    town.answer("school", school);
    town.answer("reason", reason);
    town.answer("journey", journey());
    town.answer("contact", {{"applicant_name", "Alva Exempel"}, {"applicant_email", "alva@exempel.example"}});
    const auto number = number_on(town.site.follow(town.send()));
    town.site.db().read([&](db::Connection& db) {
        const auto of = cases::find_by_number(db, town.site.tenant(), number).value();
        CHECK(of.channel == "paper");
        const auto documents = cases::documents(db, town.site.tenant(), of);
        REQUIRE(documents.size() == 1);
        CHECK(documents.front().name == "blankett.pdf");
    });
}

TEST_CASE("what is wrong with a scan is said at the file, and the name stands") {
    SCANNING();
    const auto nothing = town.site.post("/skannat", {{"name", "Alva Exempel"}});
    CHECK(nothing.status == 422);
    CHECK(shows(nothing, "Välj en pdf med den skannade blanketten"));
    CHECK(shows(nothing, R"(value="Alva Exempel")"));
    CHECK(shows(send_scan(town, "%PDF-1.4\n%%EOF\n"), "ingen pdf som går att läsa"));
    CHECK(shows(send_scan(town, printed_form(town), ""), "Skriv personens namn"));
    pdf::Printer printer;
    const auto letter = printer.print("<p>Hej</p>", {}, "Brev", "sv");
    REQUIRE(letter);
    CHECK(shows(send_scan(town, *letter), "Ingen av bladens koder går att läsa"));
}

TEST_CASE("sheets of another form, and a second filled-in copy, are not put into this person's case") {
    SCANNING();
    const auto parts =
        town.site.db().read([](db::Connection& db) { return paper::parts_of(*services::newest_published(db, "skolskjuts")); });
    const auto form = [&](std::string_view service) {
        std::vector<paper::Code> sheets;
        for (int part = 1; part <= parts; ++part) sheets.push_back({std::string(service), 1, part, parts});
        return sheets;
    };
    auto mixed = form("skolskjuts");
    mixed.push_back({"skolval", 1, 2, 4});
    CHECK(shows(send_scan(town, sheets_with(mixed)), "Blad " + std::to_string(parts + 1) + " hör till en annan blankett"));
    auto twice = form("skolskjuts");
    for (const auto& sheet : form("skolskjuts")) twice.push_back(sheet);
    CHECK(shows(send_scan(town, sheets_with(twice)), "Filen har 2 blad med underskrift"));
    auto longer = form("skolskjuts");
    longer.insert(longer.begin(), longer.front());  // the first part fills two sheets
    CHECK(send_scan(town, sheets_with(longer)).status == 303);
}

TEST_CASE("a form of an older version is not taken for the new one") {
    SCANNING();
    const auto scanned = printed_form(town);
    town.site.db().write([](db::Connection& db) {
        auto yaml = services::definition(db, "skolskjuts", 1)->yaml;
        yaml.replace(yaml.find("version: 1"), 10, "version: 2");
        REQUIRE(services::put(db, yaml));
        REQUIRE(services::publish(db, "skolskjuts", 2));
    });
    CHECK(shows(send_scan(town, scanned), "Blanketten är version 1, men e-tjänsten har nu version 2"));
}

TEST_CASE("nobody but staff with the right puts in scans or sees them, and the form itself is for everybody") {
    Town town;
    CHECK(shows(town.site.get(base), "Skriv ut blanketten"));
    CHECK(town.site.get(base + "/papper").type == "application/pdf");
    CHECK(town.site.get("/skannat").status != 200);
    town.site.sign_in_staff("annan", {Permission{"cases.read"}});
    CHECK(town.site.get("/skannat").status == 403);
    CHECK(town.site.get("/skannat/1.x/1").status == 403);
}

}  // namespace e_services
