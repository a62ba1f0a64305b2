/// Those who manage the municipality are told of what is out of the ordinary in the log.
#include "areas/administration/watch.h"

#include <catch2/catch.hpp>

#include "areas/administration/area.h"
#include "areas/administration/rights.h"
#include "engines/audit/audit.h"
#include "engines/cases/find.h"
#include "engines/identity/accounts.h"
#include "engines/testing/test_site.h"
#include "foundation/db/testing.h"
#include "foundation/mail/mail.h"

namespace administration {
namespace {

struct Town : TestSite {
    explicit Town(db::Kind kind) : TestSite({area()}, kind) {
        tenant().send_mail = [this](const mail::Message& message) -> Result<void> {
            mails.push_back(message);
            return {};
        };
        const auto admin = sign_in_staff("admin", {may_manage});
        db().write([&](db::Connection& db) {
            auto account = identity::find_account(db, admin).value();
            account.email = "admin@exempelby.example";
            REQUIRE(identity::change_account(db, account));
        });
    }
    ~Town() { use_machine_clock(); }
    void open_cases(std::string_view username, int number) {
        sign_in_staff(username, {cases::may_read});
        const auto officer = visitor();
        for (int i = 0; i < number; ++i)
            audit::record_read(db(), officer, {.event = "cases.opened", .subject_kind = "case", .subject = i + 1, .reason = "processing"});
    }
    void fail_to_sign_in(int number) {
        db().write([&](db::Connection& db) {
            for (int i = 0; i < number; ++i) audit::record(db, Visitor{}, {"sign_in.sign_in_failed", "account", 0});
        });
    }
    void limit(std::int64_t failed, std::int64_t opened) {
        db().write([&](db::Connection& db) { municipality::save(db, municipality::WatchLimits{failed, opened}); });
    }
    void watch() {
        db().write([](db::Connection& db) { jobs::enqueue(db, "administration.watch", "", now()); });
        run_jobs();
    }
    std::vector<mail::Message> mails;
};

#define TOWN() Town town(GENERATE(from_range(db::kinds_under_test())))

}  // namespace

TEST_CASE("many guesses at passwords are told once a day, with how many") {
    TOWN();
    town.limit(5, 0);
    town.fail_to_sign_in(4);
    town.watch();
    CHECK(town.mails.empty());
    town.fail_to_sign_in(3);
    town.watch();
    REQUIRE(town.mails.size() == 1);
    CHECK(town.mails.front().to == "admin@exempelby.example");
    CHECK(town.mails.front().text.find("7 gånger") != std::string::npos);
    CHECK(town.last_audit()->event == "administration.unusual_seen");
    town.watch();
    CHECK(town.mails.size() == 1);
    set_clock(now() + 25 * microseconds_an_hour);
    town.watch();  // an hour without guesses
    CHECK(town.mails.size() == 1);
    town.fail_to_sign_in(5);
    town.watch();
    CHECK(town.mails.size() == 2);
}

TEST_CASE("who opens very many different cases in an hour is named, and the same case opened again is one") {
    TOWN();
    town.limit(0, 3);
    town.open_cases("ada", 3);
    town.open_cases("bea", 2);
    town.open_cases("bea", 2);
    const auto found =
        town.db().read([](db::Connection& db) { return unusual_since(db, municipality::watch_limits(db), now() - microseconds_an_hour); });
    REQUIRE(found.size() == 1);
    CHECK(found.front().name == "ada");
    CHECK(found.front().number == 3);
    town.watch();
    REQUIRE(town.mails.size() == 1);
    CHECK(town.mails.front().text.find("har ada öppnat 3 olika ärenden") != std::string::npos);
}

TEST_CASE("limits are numbers, nought watches nothing, and what was typed wrong stands there") {
    TOWN();
    CHECK(town.post("/administration/bevakning", {{"failed_sign_ins", "0"}, {"cases_opened", "0"}}).status == 303);
    CHECK(town.last_audit()->event == "administration.watch_changed");
    town.fail_to_sign_in(500);
    town.watch();
    CHECK(town.mails.empty());
    const auto wrong = town.post("/administration/bevakning", {{"failed_sign_ins", "många"}, {"cases_opened", "-1"}});
    CHECK(wrong.status == 422);
    CHECK(shows(wrong, "value=\"många\""));
    CHECK(shows(town.get("/administration/bevakning"), "value=\"0\""));
}

}  // namespace administration
