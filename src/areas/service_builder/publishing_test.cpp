/// From a draft to a published version, and back to an older one.
#include "areas/service_builder/workshop_for_tests.h"

namespace service_builder {
namespace {

std::string in_days(int days) { return to_iso(Date{swedish_date(now()).days + days}); }

/// Whoever looks after three days; the machine's clock is back when the test is over.
struct InThreeDays {
    explicit InThreeDays(TestSite& site) {
        set_clock(now() + 4 * microseconds_a_day);
        site.run_jobs();
    }
    ~InThreeDays() { use_machine_clock(); }
};

/// A definition of skolskjuts with that title, as somebody saves it past the builder.
std::string titled(Workshop& site, const std::string& title, int version) {
    const auto now = site.db().read([](db::Connection& db) { return services::definition(db, "skolskjuts", 1)->yaml; });
    const auto document = services::with_part(yaml::parse(now).value(), {"title", "sv"}, yaml::Node::of(title));
    return yaml::to_yaml(services::with_part(document, {"version"}, yaml::Node::of(std::int64_t{version})));
}

http::Response roll_back(Workshop& site, const std::string& version) {
    return site.post(first + "/tjanst/skolskjuts/tillbaka", {{"version", version}});
}

}  // namespace

TEST_CASE("a draft is proposed, approved by the one who publishes, and published at once") {
    WORKSHOP();
    const auto id = site.begin();
    site.change(id, "basics", "title.sv", "Skjuts");
    site.post(Workshop::address(id, "foresla"), {{"revision", "2"}, {"words", "Kortare namn"}});
    CHECK(site.change(id, "basics", "title.sv", "Annat").status == 409);
    CHECK(site.post(Workshop::address(id, "godkann"), {{"revision", "2"}}).status == 403);
    site.own();
    CHECK(shows(site.get(Workshop::address(id, "skillnad")), "Kortare namn"));
    CHECK(site.post(Workshop::address(id, "godkann"), {{"revision", "2"}, {"day", ""}}).status == 303);
    CHECK(site.published_title() == "Skjuts");
    CHECK(site.published_version() == 2);
    CHECK(site.last_audit()->event == "service_builder.version_published");
    CHECK(site.db().read([&](db::Connection& db) { return revisions(db, id); }).size() == 1);
    CHECK(site.db().read([](db::Connection& db) { return services::find(db, "skolskjuts", 1) != nullptr; }));
}

TEST_CASE("a draft that is approved for a day waits for it") {
    WORKSHOP();
    const auto id = site.begin();
    site.change(id, "basics", "title.sv", "Skjuts");
    site.publish(id, to_iso(Date{swedish_date(now()).days + 3}));
    site.run_jobs();
    CHECK(site.published_version() == 1);
    set_clock(now() + 4 * microseconds_a_day);
    site.run_jobs();
    CHECK(site.published_version() == 2);
    use_machine_clock();
}

TEST_CASE("a draft that is opened again is not published when the day comes") {
    WORKSHOP();
    const auto id = site.begin();
    site.change(id, "basics", "title.sv", "Skjuts");
    site.publish(id, to_iso(Date{swedish_date(now()).days + 3}));
    CHECK(site.post(Workshop::address(id, "oppna"), {{"revision", "2"}, {"words", "Vänta"}}).status == 303);
    set_clock(now() + 4 * microseconds_a_day);
    site.run_jobs();
    CHECK(site.published_version() == 1);
    use_machine_clock();
}

TEST_CASE("an older version is published again under a new number, by whoever may publish") {
    WORKSHOP();
    const auto id = site.begin();
    const auto before = site.published_title();
    site.change(id, "basics", "title.sv", "Skjuts");
    site.publish(id);
    const auto back = first + "/tjanst/skolskjuts/tillbaka";
    CHECK(site.post(back, {{"version", "1"}}).status == 303);
    CHECK(site.published_version() == 3);
    CHECK(site.published_title() == before);
    CHECK(site.post(back, {{"version", "3"}}).status == 409);
    CHECK(site.post(back, {{"version", "99"}}).status == 404);
    site.build();
    CHECK(site.post(back, {{"version", "2"}}).status == 403);
}

TEST_CASE("what was published meanwhile is taken in before a draft is proposed") {
    WORKSHOP();
    const auto id = site.begin();
    site.change(id, question, "label.sv", "Barnets namn");
    site.db().write([&](db::Connection& db) {
        const auto newer = services::with_part(services::with_part(site.opened(id).document, {"title", "sv"}, yaml::Node::of("Nyare")),
                                               {"version"}, yaml::Node::of(std::int64_t{2}));
        const auto without_mine =
            services::with_part(newer, services::path_of(question + ".label.sv"), yaml::Node::of("Vad heter barnet?"));
        REQUIRE(services::put(db, yaml::to_yaml(without_mine)));
        REQUIRE(services::publish(db, "skolskjuts", 2));
    });
    CHECK(site.post(Workshop::address(id, "foresla"), {{"revision", "2"}}).status == 409);
    CHECK(site.post(Workshop::address(id, "ta-in"), {{"revision", "2"}}).status == 303);
    CHECK(site.text_at(id, "title.sv") == "Nyare");
    CHECK(site.text_at(id, question + ".label.sv") == "Barnets namn");
    CHECK(site.post(Workshop::address(id, "foresla"), {{"revision", site.revision(id)}}).status == 303);
}

TEST_CASE("two see what becomes the rule for everybody: whoever proposed it does not approve it, and reads why") {
    WORKSHOP();
    site.own();
    const auto id = site.begin();
    site.change(id, "basics", "title.sv", "Skjuts");
    site.post(Workshop::address(id, "foresla"), {{"revision", "2"}});
    const auto page = site.get(Workshop::address(id, "skillnad"));
    CHECK(shows(page, "Du har själv föreslagit utkastet"));
    CHECK_FALSE(shows(page, "Godkänn och publicera"));
    CHECK(site.post(Workshop::address(id, "godkann"), {{"revision", "2"}}).status == 403);
    CHECK(site.published_version() == 1);
    site.sign_in_staff("another owner", {may_build, may_publish});
    CHECK(shows(site.get(Workshop::address(id, "skillnad")), "Godkänn och publicera"));
    CHECK(site.post(Workshop::address(id, "godkann"), {{"revision", "2"}}).status == 303);
    CHECK(site.published_version() == 2);
}

TEST_CASE("who may not publish is offered no approval and takes none back") {
    WORKSHOP();
    const auto id = site.begin();
    site.change(id, "basics", "title.sv", "Skjuts");
    site.publish(id, in_days(3));
    site.build();
    const auto page = site.get(Workshop::address(id, "skillnad"));
    CHECK_FALSE(shows(page, "Godkänn och publicera"));
    CHECK_FALSE(shows(page, "Öppna för ändringar igen"));
    CHECK(site.post(Workshop::address(id, "oppna"), {{"revision", "2"}}).status == 403);
    site.own();
    CHECK(site.post(Workshop::address(id, "oppna"), {{"revision", "2"}, {"words", "Inte än"}}).status == 303);
    CHECK(shows(site.get(Workshop::address(id, "skillnad")), "Inte än"));
    site.build();
    CHECK(site.post(Workshop::address(id, "foresla"), {{"revision", "2"}}).status == 303);
    CHECK_FALSE(shows(site.get(Workshop::address(id, "skillnad")), "Godkänn och publicera"));
    CHECK(site.post(Workshop::address(id, "oppna"), {{"revision", "2"}}).status == 303);
}

TEST_CASE("what is approved for a day is published as it was approved, whatever else is saved under the next number meanwhile") {
    WORKSHOP();
    const auto id = site.begin();
    site.change(id, "basics", "title.sv", "Skjuts");
    site.publish(id, in_days(3));
    site.db().write([&](db::Connection& db) { REQUIRE(services::put(db, titled(site, "Ovidkommande", 2))); });
    const InThreeDays later(site);
    CHECK(site.published_title() == "Skjuts");
    CHECK(site.published_version() == 3);
}

TEST_CASE("what is approved for a day is opened again, and says why, when a newer version came into force before it") {
    WORKSHOP();
    const auto earlier = site.begin();
    site.change(earlier, "basics", "title.sv", "Mellan");
    site.publish(earlier);
    site.build();
    const auto id = site.begin();
    site.change(id, question, "label.sv", "Barnets namn");
    site.publish(id, in_days(3));
    CHECK(roll_back(site, "1").status == 303);
    {
        const InThreeDays later(site);
        CHECK(site.published_version() == 3);
        CHECK(site.last_audit()->event == "service_builder.draft_opened_again");
        CHECK(site.opened(id).draft.state == DraftState::open);
    }
    CHECK(shows(site.get(Workshop::address(id, "skillnad")), "<blockquote>En nyare version har publicerats"));
    site.build();
    CHECK(site.post(Workshop::address(id, "ta-in"), {{"revision", site.revision(id)}}).status == 303);
    site.publish(id);
    CHECK(site.published_version() == 4);
    CHECK(site.db().read([](db::Connection& db) {
        return services::newest_published(db, "skolskjuts")->form.field("child_name")->label.sv;
    }) == "Barnets namn");
}

TEST_CASE("what is approved for a day is opened again when it does not hold any more") {
    WORKSHOP();
    const auto id = site.begin();
    site.change(id, "basics", "title.sv", "Skjuts");
    site.publish(id, in_days(3));
    site.db().write([](db::Connection& db) { db.execute("UPDATE identity_unit SET slug = 'annan' WHERE slug = 'barn-och-utbildning'"); });
    const InThreeDays later(site);
    CHECK(site.published_version() == 1);
    CHECK(site.opened(id).draft.words == "Rätta felen i utkastet först.");
}

TEST_CASE("a draft that was approved, opened again and overtaken is published under a number above what is in force") {
    WORKSHOP();
    const auto earlier = site.begin();
    site.change(earlier, "basics", "title.sv", "Mellan");
    site.publish(earlier);
    site.build();
    const auto id = site.begin();
    site.change(id, question, "label.sv", "Barnets namn");
    site.publish(id, in_days(3));
    CHECK(site.post(Workshop::address(id, "oppna"), {{"revision", site.revision(id)}}).status == 303);
    CHECK(roll_back(site, "1").status == 303);
    site.build();
    CHECK(site.post(Workshop::address(id, "ta-in"), {{"revision", site.revision(id)}}).status == 303);
    CHECK(site.publish(id).status == 303);
    CHECK(site.published_version() == 4);
    CHECK(site.opened(id).draft.version == 4);
}

TEST_CASE("what was taken in and undone is to be taken in again before a draft is proposed") {
    WORKSHOP();
    const auto id = site.begin();
    site.change(id, question, "label.sv", "Barnets namn");
    site.db().write([&](db::Connection& db) {
        REQUIRE(services::put(db, titled(site, "Nyare", 2)));
        REQUIRE(services::publish(db, "skolskjuts", 2));
    });
    const auto step = [&](const std::string& way) {
        site.post(Workshop::address(id, "steg"), {{"revision", site.revision(id)}, {"do", way}});
    };
    const auto proposes = [&] { return site.post(Workshop::address(id, "foresla"), {{"revision", site.revision(id)}}).status; };
    site.post(Workshop::address(id, "ta-in"), {{"revision", "2"}});
    step("undo");
    CHECK(site.text_at(id, "title.sv") != "Nyare");
    CHECK(proposes() == 409);
    step("redo");
    CHECK(site.text_at(id, "title.sv") == "Nyare");
    step("undo");
    site.post(Workshop::address(id, "ta-in"), {{"revision", site.revision(id)}});
    CHECK(site.text_at(id, "title.sv") == "Nyare");
    CHECK(site.text_at(id, question + ".label.sv") == "Barnets namn");
    CHECK(proposes() == 303);
}

TEST_CASE("a version that does not hold any more is not published again") {
    WORKSHOP();
    site.db().write([&](db::Connection& db) {
        auto circular = titled(site, "Går runt", 2);
        const auto document = services::with_part(yaml::parse(circular).value(), services::path_of(question + ".show_if"),
                                                  yaml::Node::of("answered(child_name)"));
        REQUIRE(services::put(db, yaml::to_yaml(document)));
        REQUIRE(services::publish(db, "skolskjuts", 2));
        REQUIRE(services::put(db, titled(site, "Bra", 3)));
        REQUIRE(services::publish(db, "skolskjuts", 3));
    });
    site.own();
    CHECK(roll_back(site, "2").status == 409);
    CHECK(roll_back(site, "1").status == 303);
}

}  // namespace service_builder
