#include <catch2/catch.hpp>

#include "areas/fault_reports/receivers_for_tests.h"
#include "foundation/pictures/photo_for_tests.h"

namespace fault_reports {

#define TOWN() HandingTown town(GENERATE(from_range(db::kinds_under_test())))

TEST_CASE("a receiver is registered with what they take, and what is missing is said") {
    TOWN();
    town.site.sign_in_account(town.keeper);
    const auto refused = town.site.post("/handlaggning/mottagare/ny", {{"namn", ""}, {"satt", "email"}, {"epost", "lag@"}});
    CHECK(refused.status == 422);
    CHECK(shows(refused, "Skriv ett namn"));
    CHECK(shows(refused, "Skriv en e-postadress"));
    CHECK(shows(refused, "Välj minst en kategori"));
    CHECK(shows(refused, "lag@"));
    const auto saved = town.site.follow(town.site.post("/handlaggning/mottagare/ny", {{"namn", "Elnät AB"},
                                                                                      {"satt", "email"},
                                                                                      {"epost", "fel@elnat.example"},
                                                                                      {"tar", "fel-belysning"},
                                                                                      {"sjalv", "fel-belysning"},
                                                                                      {"omraden", "Centrum"}}));
    CHECK(shows(saved, "Elnät AB"));
    const auto all = town.read([&](db::Connection& db) { return store::receivers(db, town.site.tenant()); });
    REQUIRE(all.size() == 1);
    CHECK(all[0].takes == std::vector<Takes>{{"fel-belysning", true, ""}});
    CHECK(all[0].districts == std::vector<std::string>{"Centrum"});
    CHECK(all[0].takes_in("fel-belysning", "Centrum"));
    CHECK_FALSE(all[0].takes_in("fel-belysning", "Norr"));
    CHECK_FALSE(all[0].takes_in("fel-vatten", "Centrum"));
    CHECK(town.site.last_audit()->event == "fault_reports.receiver_added");
}

TEST_CASE("their key is sealed, kept when none is typed, and given to no other address") {
    TOWN();
    const auto categories = town.read(fault_reports::categories);
    const Receiver before{.id =
                              town.add({.name = "Norrby", .way = Way::open311, .endpoint = "https://norrby.example/v2", .key = "hemlig"})};
    auto read = [&] { return town.read([&](db::Connection& db) { return store::receiver(db, town.site.tenant(), before.id).value(); }); };
    CHECK(read().key == "hemlig");
    auto form = form_of(read());
    CHECK(form.key.empty());
    CHECK(checked(form, categories, read())->key == "hemlig");
    form.endpoint = "https://annan.example/v2";
    CHECK(checked(form, categories, read())->key.empty());
    for (const auto* address : {"http://norrby.example/v2", "https://norrby.example/v2?x=", "file:///etc/passwd", "https://a@b.example"}) {
        form.endpoint = address;
        CHECK_FALSE(checked(form, categories, read()));
    }
}

TEST_CASE("what is handed over by e-mail says what and where, and nothing of who reported it") {
    TOWN();
    const auto receiver = town.add_by_email();
    const auto number = town.report({{"epost", "robin@exempel.example"}, {"mobil", "070-174 06 05"}});
    CHECK(town.hand(number, receiver, {{"utsaga", "Vatten rinner ut på gatan"}}).status == 303);
    const auto mail = town.mail_to("vattenlaget@lag.example");
    CHECK(mail.text.find("Vatten rinner ut på gatan") != std::string::npos);
    CHECK(mail.text.find("Storgatan") != std::string::npos);
    const auto page = town.site.get(town.their_page("vattenlaget@lag.example") + "/" + number);
    CHECK(shows(page, "Vatten rinner ut på gatan"));
    for (const auto* personal : {"robin", "Det rinner vatten"}) {
        CHECK(mail.text.find(personal) == std::string::npos);
        CHECK_FALSE(shows(page, personal));
    }
    CHECK(town.work_page(number).find("De har fått den") != std::string::npos);
    const auto events = town.read([&](db::Connection& db) { return cases::events(db, town.site.tenant(), town.case_of(number)); });
    CHECK(events.back().kind == cases::EventKind::handed_over);
    CHECK(events.back().data["receiver"].text() == "Vattenlaget");
    CHECK(shows(town.site.get("/felanmalan/" + number), "Vattenlaget"));
}

TEST_CASE("words that look like personal data leave the house when somebody has vouched for just these") {
    TOWN();
    const auto receiver = town.add_by_email();
    const auto number = town.report({});
    const auto asked = town.hand(number, receiver, {{"utsaga", "Ring Anna Lind på 070-174 06 05"}});
    CHECK(asked.status == 422);
    CHECK(shows(asked, "Anna Lind"));
    CHECK(town.mails.empty());
    const auto at = asked.body.find("name=\"intygar\"");
    REQUIRE(at != std::string::npos);
    const auto digest = crypto::sha256_hex("Ring Anna Lind på 070-174 06 05").substr(0, 32);
    CHECK(asked.body.find(digest) != std::string::npos);
    CHECK(town.hand(number, receiver, {{"utsaga", "Ring Anna Berg på 070-174 06 05"}, {"intygar", digest}}).status == 422);
    CHECK(town.hand(number, receiver, {{"utsaga", "Ring Anna Lind på 070-174 06 05"}, {"intygar", digest}}).status == 303);
}

TEST_CASE("each receiver sees what they have, and nothing of what others have or had") {
    TOWN();
    const auto first = town.add_by_email("Ettan"), second = town.add_by_email("Tvaan");
    const auto of_first = town.handed(first), of_second = town.handed(second), taken_back = town.handed(first), of_nobody = town.report({});
    const auto page_of_first = town.their_page("ettan@lag.example"), page_of_second = town.their_page("tvaan@lag.example");
    town.enter_crew();
    CHECK(town.site.post("/handlaggning/felanmalningar/" + taken_back + "/ta-tillbaka").status == 303);
    town.site.sign_out();
    const auto sees = [&](const std::string& page) {
        std::vector<std::string> seen;
        const auto list = town.site.get(page).body;
        for (const auto& number : {of_first, of_second, taken_back, of_nobody}) {
            const bool is_listed = list.find(number) != std::string::npos, opens = town.site.get(page + "/" + number).status == 200;
            CHECK(is_listed == opens);
            if (!opens)
                for (const auto* act : {"/paborjat", "/klart", "/inte-vart"})
                    CHECK(town.site.post(page + "/" + number + act, {{"varfor", "Nej"}}).status == 404);
            if (opens) seen.push_back(number);
        }
        return seen;
    };
    CHECK(sees(page_of_first) == std::vector{of_first});
    CHECK(sees(page_of_second) == std::vector{of_second});
    CHECK(town.case_of(of_nobody).state == "received");
    CHECK(town.site.get("/utforare/pahittad").status == 404);
}

TEST_CASE("a receiver with another mailbox gets an address there to what they have, and the one of before ends") {
    TOWN();
    const auto receiver = town.add_by_email();
    const auto number = town.handed(receiver);
    const auto before = town.their_page("vattenlaget@lag.example");
    town.site.sign_in_account(town.keeper);
    CHECK(town.site
              .post("/handlaggning/mottagare/" + std::to_string(receiver.value),
                    {{"namn", "Vattenlaget"}, {"satt", "email"}, {"epost", "nytt@lag.example"}, {"tar", "fel-vatten"}})
              .status == 303);
    town.site.run_jobs();
    town.site.sign_out();
    CHECK(town.site.get(before).status == 404);
    CHECK(shows(town.site.get(town.their_page("nytt@lag.example")), number));
}

TEST_CASE("done with a picture closes the report, and its reporter is asked as usual") {
    TOWN();
    const auto receiver = town.add_by_email();
    const auto number = town.report({{"epost", "robin@exempel.example"}});
    CHECK(town.hand(number, receiver).status == 303);
    const auto page = town.their_page("vattenlaget@lag.example") + "/" + number;
    CHECK(town.site.post(page + "/paborjat").status == 303);
    CHECK(town.case_of(number).state == "in_progress");
    CHECK(town.now_of(number).state == HandedState::begun);
    const auto named = town.site.post(page + "/klart", {{"svar", "Anna Lind lagade det"}});
    CHECK(named.status == 422);
    CHECK(shows(named, "Anna Lind"));
    const auto done = town.site.upload(page + "/klart", {{"svar", "Nytt rör ligger på plats"}, {"visa_efter", "1"}},
                                       {{"efter", "efter.jpg", pictures::photo_of_camera(), "image/jpeg"}});
    CHECK(done.status == 303);
    town.site.run_jobs();
    CHECK(town.case_of(number).state == "mended");
    CHECK(town.now_of(number).state == HandedState::done);
    CHECK(town.mail_to("robin@exempel.example").text.find("Nytt rör ligger på plats") != std::string::npos);
    CHECK(shows(town.site.get("/felanmalan/" + number), "Bild efter åtgärden"));
    CHECK(town.site.get(page).status == 404);
    const auto events = town.read([&](db::Connection& db) { return cases::events(db, town.site.tenant(), town.case_of(number)); });
    CHECK(events.back().actor_name == "Vattenlaget");
}

TEST_CASE("what is not theirs comes back with the reason, and can go to somebody else") {
    TOWN();
    const auto first = town.add_by_email("Ettan"), second = town.add_by_email("Tvaan");
    const auto number = town.handed(first);
    const auto page = town.their_page("ettan@lag.example") + "/" + number;
    CHECK(shows(town.site.post(page + "/inte-vart", {{"varfor", ""}}), "Skriv varför"));
    CHECK(town.site.post(page + "/inte-vart", {{"varfor", "Ledningen är kommunens"}}).status == 303);
    CHECK(town.now_of(number).state == HandedState::not_ours);
    CHECK(town.case_of(number).state_kind == "open");
    const auto events = town.read([&](db::Connection& db) { return cases::events(db, town.site.tenant(), town.case_of(number)); });
    CHECK(events.back().data["text"].text().find("Ledningen är kommunens") != std::string::npos);
    CHECK(town.hand(number, second).status == 303);
    CHECK(town.hand(number, first).status == 409);
}

TEST_CASE("an address that was renewed, is too old or of somebody who is ended opens nothing") {
    TOWN();
    const auto receiver = town.add({.name = "Länklaget", .way = Way::link, .email = "lank@lag.example"});
    town.handed(receiver);
    const auto old = town.their_page("lank@lag.example");
    CHECK(town.site.get(old).status == 200);
    const auto address = "/handlaggning/mottagare/" + std::to_string(receiver.value);
    town.site.sign_in_account(town.keeper);
    CHECK(town.site.post(address + "/lank").status == 303);
    town.site.run_jobs();
    town.site.sign_out();
    const auto newer = town.their_page("lank@lag.example");
    CHECK(newer != old);
    CHECK(town.site.get(old).status == 404);
    CHECK(town.site.get(newer).status == 200);
    const auto present = now();
    set_clock(present + link_lasts + microseconds_a_day);
    CHECK(town.site.get(newer).status == 404);
    set_clock(present);
    town.site.sign_in_account(town.keeper);
    CHECK(town.site.post(address + "/avsluta").status == 303);
    town.site.sign_out();
    CHECK(town.site.get(newer).status == 404);
}

TEST_CASE("a category that goes on at once is handed over as it comes in, once, with words only when they name nobody") {
    TOWN();
    town.add({.name = "Vattenlaget", .way = Way::email, .email = "vattenlaget@lag.example", .takes = {{"fel-vatten", true, ""}}});
    const auto plain = town.report({{"text", "Det rinner vatten"}});
    town.site.run_jobs();
    CHECK(town.mail_to("vattenlaget@lag.example").text.find("Det rinner vatten") != std::string::npos);
    CHECK(town.now_of(plain).state == HandedState::sent);
    const auto named = town.report({{"text", "Anna Lind gräver"}});
    town.site.run_jobs();
    CHECK(town.mail_to("vattenlaget@lag.example").text.find("Anna") == std::string::npos);
    CHECK(town.now_of(named).state == HandedState::sent);
    const auto of = town.case_of(plain);
    town.write([&](db::Connection& db) { queue_handing(db, "fel-vatten", of.id); });
    town.site.run_jobs();
    CHECK(town.read([&](db::Connection& db) { return store::handed_ever(db, town.site.tenant(), of.id, of.key); }).size() == 1);
    const auto other = town.report({{"typ", "fel-skrap"}, {"_fragor", "fel-skrap"}});
    town.site.run_jobs();
    CHECK(town.work_page(other).find("De har fått den") == std::string::npos);
}

TEST_CASE("what staff close themselves is with nobody outside any more, and goes with the case when it is disposed of") {
    TOWN();
    const auto receiver = town.add_by_email();
    const auto number = town.handed(receiver);
    const auto page = town.their_page("vattenlaget@lag.example");
    town.mend(number, "Vi hann före");
    CHECK(town.now_of(number).state == HandedState::taken_back);
    CHECK(town.site.get(page + "/" + number).status == 404);
    const auto of = town.case_of(number);
    town.write([&](db::Connection& db) {
        cases::store::delete_place(db, of.id);
        store::forget_disposed(db);
    });
    CHECK(town.read([&](db::Connection& db) { return store::handed_ever(db, town.site.tenant(), of.id, of.key); }).empty());
}

}  // namespace fault_reports
