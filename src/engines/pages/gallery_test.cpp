// Every part of the house on a few pages. `TORG_GALLERY=<folder>` keeps them as files; tests/gallery.mjs looks at them in a browser.
#include <catch2/catch.hpp>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <set>

#include "engines/pages/pages.h"
#include "engines/pages/test_context.h"
#include "foundation/base/unicode.h"
#include "foundation/geo/map_svg.h"

namespace {

using namespace pages;

std::string file(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

const geo::BaseMap& town() {
    static const auto map = geo::BaseMap::read(file("catalogue/towns/exempelby/exempelby.geojson"));
    return map.value();
}

Html section(std::string_view heading, const Html& content) { return html::make<"<section><h2>{}</h2>{}</section>">(heading, content); }
Html paragraph(std::string_view words) { return html::make<"<p>{}</p>">(words); }

Html home(const Context& c) {
    const auto hero = html::make<
        R"(<section class="hero"><div class="hero__map">{}</div><div class="wrap hero__body"><h1>Vad behöver du hjälp med?</h1>{}<p class="hero__status">{}<span><b>Kontaktcenter är öppet till 18.</b> <a href="tel:0846500400">Ring 08-465 004 00</a></span></p></div></section>)">(
        geo::map_svg(town(), {.view = {{60.0225, 15.352}, 2240, 1300}}),
        search_form(c.text, {.action = "/sok",
                             .label = "Sök e-tjänst eller information",
                             .placeholder = "Skriv till exempel bygglov",
                             .suggest_address = "/forslag",
                             .is_hero = true}),
        icon("phone"));
    const auto links = linklist({{"/a", "horse-toy", "Sök plats i förskola"},
                                 {"/b", "bus", "Ansök om skolskjuts"},
                                 {"/c", "alert-triangle", "Gör en felanmälan", "Lampor, hål, skräp"},
                                 {"/d", "home-edit", "Ansök om bygglov"},
                                 {"/e", "wallet", "Ansök om ekonomiskt bistånd"}},
                                LinkColumns::several);
    return hero +
           html::make<R"(<section class="section"><div class="wrap"><h2 class="section__head">Gör det direkt</h2>{}</div></section>)">(
               links);
}

Html form_step(const Context& c) {
    const auto& text = c.text;
    const std::vector<Option> hours{{"15", "Högst 15 timmar", "Om du är föräldraledig eller arbetssökande"},
                                    {"more", "Mer än 15 timmar", "Om du arbetar eller studerar"},
                                    {"unsure", "Jag vet inte än"}};
    const auto fields =
        date_field(text, {.name = "start",
                          .label = "Första dagen på förskolan",
                          .hint = "Du kan söka tidigast 6 månader i förväg. Till exempel 17 8 2026.",
                          .value = "2026-18-17",
                          .error = "Skriv en månad mellan 1 och 12"}) +
        radios(text,
               {.name = "hours",
                .label = "Hur många timmar i veckan?",
                .error = "Välj hur många timmar Milo ska vara på förskolan",
                .why = "Antalet timmar styr avgiften."},
               hours) +
        text_field(text, {.name = "mobile",
                          .label = "Mobilnummer",
                          .hint = "Vi skickar ett sms.",
                          .value = "070174",
                          .error = "Skriv numret med 10 siffror",
                          .autocomplete = "tel",
                          .width = "10",
                          .type = "tel"}) +
        text_field(text, {.name = "income",
                          .label = "Inkomst i månaden",
                          .value = "31 000",
                          .optional = true,
                          .inputmode = "numeric",
                          .width = "10",
                          .suffix = "kr"}) +
        text_field(text, {.name = "street", .label = "Adress", .autocomplete = "address-line1", .suggest = "/forslag"}) +
        text_area(text, {.name = "other", .label = "Något mer vi bör veta?", .value = "<b>Ja</b> & nej", .max_length = 500}) +
        select(text, {.name = "school", .label = "Förskola", .value = "b"}, {{"a", "Ängsgården"}, {"b", "Björken"}}) +
        checkboxes(text, {.name = "days", .label = "Vilka dagar?"}, {{"mon", "Måndag"}, {"tue", "Tisdag"}}, {"tue"}) +
        file_field(text, {.name = "files", .label = "Bilagor", .hint = "Pdf, jpg eller png. Högst 20 MB."},
                   {{"intyg.pdf", "180 kB", "1"}}) +
        checkbox(text, {.name = "sure", .label = "Jag intygar att uppgifterna stämmer."}, true) +
        form_foot(button("Fortsätt") + button("Spara och fortsätt senare", Button::secondary, "spara", "1"),
                  html::make<R"(<p class="saved">{}Utkastet sparades 14.32.</p>)">(icon("circle-check")));
    const auto the_steps = steps(text, {{Progress::done, "Vem ansöker", "/1"},
                                        {Progress::done, "Barnet", "/2"},
                                        {Progress::current, "När barnet ska börja"},
                                        {Progress::ahead, "Inkomst"},
                                        {Progress::ahead, "Granska och skicka"}});
    const auto question = error_summary(text, {{"start", "Skriv en månad mellan 1 och 12"},
                                               {"hours", "Välj hur många timmar Milo ska vara på förskolan"},
                                               {"mobile", "Skriv numret med 10 siffror"}}) +
                          html::make<R"(<p class="eyebrow">Ansök om plats i förskola</p><h1>När ska Milo börja?</h1>)">() +
                          form(c, "/steg/3", html::make<R"(<div class="form-body">{}</div>)">(fields), Upload::files);
    return back_link("/steg/2", "Tillbaka till Barnet") + with_steps(the_steps, question);
}

Html question_as_heading(const Context& c) {
    return back_link("/", "Tillbaka") +
           form(c, "/",
                radios(c.text, {.name = "who", .label = "Vem ansöker du för?", .hint = "Du kan ändra det senare.", .heading = true},
                       {{"me", "Mig själv"}, {"child", "Mitt barn"}}) +
                    form_foot(button("Fortsätt")));
}

Html my_pages(const Context& c) {
    const auto cases = table(
        "Pågående ärenden, senast ändrade först",
        {{"Ärende"},
         {.title = "Läge", .sort_address = "?sortera=lage", .sorted = Sorted::ascending},
         {"Vad händer nu"},
         {.title = "Avgift", .is_number = true}},
        {{html::text("Skolskjuts för Alva"), tag(Tone::info, "clock", "Granskas"), html::text("Beslut senast 12 maj"), html::text("0 kr")},
         {html::text("Bygglov för altan"), tag(Tone::warn, "hourglass", "Väntar på granne"), html::text("Svar senast 5 maj"),
          html::text("3 640 kr")}});
    return html::make<"<h1>Hej Kim!</h1>">() +
           todo(c.text,
                {{"Svara på erbjudandet om förskoleplats", paragraph("Milo har fått plats på Björken från 17 augusti."), "/svara", "Svara"},
                 {"Gör klart ansökan om ledighet", paragraph("Steg 2 av 3."), "/fortsatt", "Fortsätt", Button::secondary}}) +
           with_aside(
               section("Dina ärenden", cases + pagination(c.text, "?fore=1", "?efter=2")),
               section("Dina uppgifter", facts({{"E-post", html::text("kim@exempel.example")}, {"Mobil", html::text("070-174 06 05")}})));
}

Html one_case(const Context& c) {
    const auto state = html::make<
        R"(<section class="state"><p class="eyebrow">Skolskjuts 2026/2027</p><h1>Vi granskar ansökan för Alva</h1><p class="lead">Du behöver inte göra något nu.</p>{}</section>)">(
        stages({{Progress::done, "Inskickad", "14 april"},
                {Progress::current, "Granskas", "nu"},
                {Progress::ahead, "Beslut", "senast 12 maj"}}));
    const auto happened = timeline({{Moment::is_next, "", "Nästa steg", "Du får ett beslut"},
                                    {Moment::is_now, "", "Nu", "Vi granskar ansökan", paragraph("En handläggare kontrollerar avstånd.")},
                                    {Moment::is_you, "2026-04-20T19:04", "20 april 19.04", "Du skickade ett intyg"},
                                    {Moment::plain, "2026-04-17T10:15", "17 april 10.15", "Vi bad om ett intyg"}});
    const auto map = html::make<
        R"(<div class="map map--route" data-island="map" data-base="/exempelby.geojson" data-features="/preschools.geojson" data-view="60.0205,15.3530,13" data-credit="© Exempelby" data-zoom-in="Zooma in" data-zoom-out="Zooma ut">{}</div>)">(
        geo::map_svg(town(), {.view = {{60.0205, 15.353}, 3640, 1660},
                              .title = "Karta: gångväg från hemmet till skolan",
                              .label_kinds = {"town"},
                              .pins = {{{60.012, 15.376}, "H"}, {{60.024, 15.331}, "S"}},
                              .route = {{60.012, 15.376}, {60.02, 15.35}, {60.024, 15.331}},
                              .fit = geo::Fit::whole}));
    return back_link("/", "Mina sidor") + state +
           with_aside(section("Det här har hänt", happened),
                      section("Uppgifter", facts({{"Gäller", html::text("Alva, årskurs 2")}}) + map) +
                          section("Handlingar", documents({{"/x", "Din ansökan", "pdf, 92 kB"}})));
}

Html decision(const Context& c) {
    const auto queue = html::make<
        R"(<nav class="queue" aria-label="Min kö"><h2 class="queue__head">Skolskjuts, 2 att besluta</h2><ul role="list"><li><a href="/1" aria-current="true"><b>Alva, åk 2</b><span class="queue__due">21 d</span><span class="queue__sub">Strandskolan</span></a></li><li><a href="/2"><b>Tindra, åk F</b><span class="queue__due queue__due--warn">{}3 d</span><span class="queue__sub">Norrängsskolan</span></a></li></ul></nav>)">(
        icon("alert-triangle"));
    const auto rules = table("Villkor", {{"Villkor"}, {"Uppgift"}, {"Källa"}, {"Uppfyllt"}},
                             {{html::text("Folkbokförd i Exempelby"), html::text("Ekvägen 7"), pages::link("/f", "Folkbokföringen"),
                               tag(Tone::ok, "check", "Ja")},
                              {html::text("Minst 2 km"), html::text("1,3 km"), pages::link("/k", "Kartan"), tag(Tone::err, "x", "Nej")}},
                             Caption::shown);
    const auto verdict = html::make<
        R"(<div class="verdict"><h2>Beslut</h2><button class="verdict__btn verdict__btn--yes" name="beslut" value="bifall">{}<span><b>Bifall</b>Skolskjuts hela läsåret</span><kbd>1</kbd></button><button class="verdict__btn" name="beslut" value="avslag">{}<span><b>Avslag</b>Välj skäl på nästa sida</span><kbd>2</kbd></button></div>)">(
        icon("check"), icon("x"));
    const auto work =
        undo_bar(c, html::make<"<b>Bifall skickas klockan 13.42</b> till vårdnadshavare.">(), "/angra") +
        html::make<
            R"(<header class="desk__head"><h1>Alva, årskurs 2</h1></header><div class="desk__cols">{}<div class="stack-lg">{}</div></div>)">(
            form(c, "/beslut", verdict), rules);
    return desk(c.text, queue, work);
}

Html patterns(const Context& c) {
    const auto tags = tag(Tone::plain, "pencil", "Utkast") + tag(Tone::info, "clock", "Granskas") +
                      tag(Tone::warn, "hourglass", "Väntar på dig") + tag(Tone::ok, "circle-check", "Beviljat") +
                      tag(Tone::err, "circle-x", "Avslag");
    const auto buttons = button("Fortsätt") + button("Spara", Button::secondary) + button("Ta tillbaka", Button::danger) +
                         button("Avbryt", Button::quiet) + link_button("/", "Länk");
    return html::make<R"(<div class="stack-lg">{}</div>)">(
        receipt("Ansökan är skickad", paragraph("Ditt ärendenummer är FSK-2026-0418.")) +
        what_happens_now(c.text, {"Vi läser ansökan.", "Du får ett sms."}) +
        section("Granska", facts({{"Barn", html::text("Milo"), pages::link("/1", "Ändra barn")},
                                  {"Börjar", html::text("17 augusti 2026"), pages::link("/2", "Ändra startdatum")}})) +
        section("Tomt läge", empty_state("Du har inga pågående ärenden.", "När du startar ett ärende kan du följa det här.",
                                         link_button("/", "Se alla e-tjänster", Button::secondary))) +
        section("Meddelanden", html::make<R"(<div class="stack">{}{}{}{}{}</div>)">(
                                   notice(Tone::info, "E-tjänsten stänger klockan 22."), notice(Tone::ok, "Uppgifterna är sparade."),
                                   notice(Tone::warn, "Svara senast 4 maj."), notice(Tone::err, "Betalningen gick inte igenom."),
                                   notice(Tone::plain, "Bra att veta."))) +
        section("Läge", html::make<R"(<p class="row">{}</p>)">(tags)) + section("Knappar", button_row(buttons)) +
        section("Mer", details("Varför?", paragraph("Därför."))) +
        section("Sök", search_form(c.text, {.action = "/sok", .label = "Sök ärende", .value = "\"bygglov\""})) +
        section("Diagram",
                bar_chart(c.text, "Utsläpp i ton", {{"Transporter", 1240, "1 240"}, {"Uppvärmning", 430, "430"}, {"Avfall", 0, "0"}}) +
                    trend_chart(c.text, "Behöriga till gymnasiet", {{"2023", 81, "81 %"}, {"2024", 84.5, "84,5 %"}, {"2025", 86, "86 %"}},
                                90)) +
        section("Text", prose("# Rubrik\n\nText med [länk](/a) och <script>alert(1)</script>.\n\n- ett\n- två")));
}

struct Shown {
    std::string name;
    http::Response response;
};

std::vector<Shown> gallery(TestContext& test) {
    use({Area{.name = "area",
              .routes = {get("/sok", everyone, nullptr), get("/mina-sidor", everyone, nullptr), get("/handlaggning/sok", everyone, nullptr),
                         get("/tillganglighet", everyone, nullptr)},
              .navigation = {{NavigationEntry::Place::site_menu, "topic", "/barn"},
                             {NavigationEntry::Place::site_footer, "topic", "/barn"},
                             {NavigationEntry::Place::staff_bar, "queue", "/prov", signed_in_staff,
                              [](db::Connection&, const Visitor&) -> std::int64_t { return 12; }}}}});
    test.tenant->is_demo = true;
    const auto c = test.context();
    std::vector<Shown> all;
    all.push_back({"home", site(c, {.title = "Startsida", .main = home(c), .island = "form", .wide = "home"})});
    all.push_back({"form-step", task(c, {.title = "När ska Milo börja?", .main = form_step(c), .status = 422, .has_errors = true})});
    all.push_back({"question", task(c, {.title = "Vem ansöker du för?", .main = question_as_heading(c)})});
    test.visitor.kind = Visitor::Kind::resident;
    all.push_back({"my-pages", site(c, {.title = "Mina sidor", .main = my_pages(c)})});
    all.push_back({"case", site(c, {.title = "Skolskjuts", .main = one_case(c), .island = "map"})});
    all.push_back({"patterns", site(c, {.title = "Mönster", .main = patterns(c)})});
    test.visitor.kind = Visitor::Kind::staff;
    all.push_back({"decision", pages::app(c, {.title = "Alva", .main = decision(c), .island = "desk"})});
    all.push_back(
        {"staff-list",
         pages::app(c, {.title = "Kö", .main = html::make<"<h1>Min kö</h1>">() + empty_state("Kön är tom.", "Nya ärenden hamnar här.")})});
    test.visitor.kind = Visitor::Kind::nobody;
    all.push_back({"error", error_page(&c, 404, "r-1")});
    use({});
    return all;
}

void keep(const Shown& page) {
    const char* folder = std::getenv("TORG_GALLERY");
    if (folder == nullptr) return;
    std::ofstream(std::string(folder) + "/" + page.name + ".html", std::ios::binary) << page.response.body;
}

}  // namespace

TEST_CASE("every page of the gallery keeps the security policy: no styles or scripts inside it") {
    TestContext test;
    for (const auto& page : gallery(test)) {
        INFO(page.name);
        const auto& body = page.response.body;
        CHECK(body.find(" style=") == std::string::npos);
        CHECK(body.find("<style") == std::string::npos);
        CHECK(body.find("<script>") == std::string::npos);
        CHECK(body.find("javascript:") == std::string::npos);
        CHECK(body.find("#blocked") == std::string::npos);
        keep(page);
    }
}

TEST_CASE("no page uses an id twice, and every label and description leads to one") {
    TestContext test;
    for (const auto& page : gallery(test)) {
        INFO(page.name);
        const auto& body = page.response.body;
        const auto every = [&](std::string_view before) {
            std::vector<std::string> found;
            for (auto at = body.find(before); at != std::string::npos; at = body.find(before, at)) {
                at += before.size();
                found.push_back(body.substr(at, body.find('"', at) - at));
            }
            return found;
        };
        const auto ids = every(" id=\"");
        const std::set<std::string> different(ids.begin(), ids.end());
        CHECK(different.size() == ids.size());
        for (const auto& wanted : every(" for=\"")) CHECK(different.contains(wanted));
        for (const auto& wanted : every("href=\"#")) CHECK(different.contains(wanted));
        for (const auto& several : every("aria-describedby=\""))
            for (const auto one : split(several, ' ')) CHECK(different.contains(std::string(one)));
    }
}
