/// Following another municipality's service by its address.
#include "areas/service_builder/following.h"

#include <functional>
#include <memory>
#include <mutex>

#include "areas/service_builder/naming.h"
#include "areas/service_builder/store.h"
#include "areas/service_builder/workshop_for_tests.h"
#include "foundation/http/server.h"

namespace service_builder {
namespace {

/// Another municipality's program on this machine, that answers as a test wants it to.
class Neighbour {
public:
    using Answer = std::function<http::Response(http::Request&)>;
    explicit Neighbour(Answer answer)
        : answer_(std::move(answer)),
          server_(
              {.port = 0, .worker_threads = 1, .temporary_folder = "/tmp"},
              [this](http::Request& request) {
                  const std::lock_guard lock(guard_);
                  asked_.push_back(request);
                  return answer_(request);
              },
              [](int status, const std::string&) { return http::Response{.status = status}; }) {
        server_.start();
    }
    ~Neighbour() { server_.stop(); }
    Neighbour(const Neighbour&) = delete;
    Neighbour& operator=(const Neighbour&) = delete;

    void answers(Answer answer) {
        const std::lock_guard lock(guard_);
        answer_ = std::move(answer);
    }
    void sends(std::string body, int status = 200) {
        answers([=](http::Request&) { return http::Response{.status = status, .type = "text/yaml", .body = body}; });
    }
    std::string address(const std::string& path = "/delade-e-tjanster") const {
        return "http://127.0.0.1:" + std::to_string(server_.port()) + path;
    }
    http::Request last() {
        const std::lock_guard lock(guard_);
        return asked_.back();
    }

private:
    std::mutex guard_;
    Answer answer_;
    std::vector<http::Request> asked_{};
    http::Server server_;
};

const std::string subscribe_path = first + "/prenumerera";

/// A town that follows another's service under a name of its own.
struct Follower : Workshop {
    explicit Follower(db::Kind kind) : Workshop(kind) { tenant().hosts_inside = {"127.0.0.1"}; }
    ~Follower() { use_machine_clock(); }
    Follower(const Follower&) = delete;
    Follower& operator=(const Follower&) = delete;

    SubscriptionId subscribed(const std::string& address) {
        const std::string leads_to(header_of(post(subscribe_path, {{"adress", address}}), "Location"));
        const auto start = first + "/prenumerationer/";
        REQUIRE(leads_to.starts_with(start));
        return {*whole_number(leads_to.substr(start.size(), leads_to.find('?') - start.size()))};
    }
    static std::string address_of(SubscriptionId id, const std::string& page = "") {
        return first + "/prenumerationer/" + std::to_string(id.value) + (page.empty() ? "" : "/" + page);
    }
    Subscription followed(SubscriptionId id) {
        return db().read([&](db::Connection& db) { return find_subscription(db, id).value(); });
    }
    SourceStanding standing(SubscriptionId id) {
        return db().read([&](db::Connection& db) { return standing_of(db, find_subscription(db, id).value()); });
    }
    /// The form as it is offered, with some of it typed anew.
    Typed names(SubscriptionId id, const TypedNames& typed) {
        return db().read([&](db::Connection& db) {
            const auto one = find_subscription(db, id).value();
            const auto around = found_here(db, tenant(), one);
            Typed fields;
            for (const auto& name : local_names(one.document(), one.municipality)) {
                const auto found = typed.find(name.key);
                fields.emplace_back(field_of(name), found == typed.end() ? offered(name, one, around) : found->second);
            }
            return fields;
        });
    }
    http::Response take(SubscriptionId id, const TypedNames& typed = {}, Typed also = {}) {
        auto fields = names(id, typed);
        fields.emplace_back("do", "ta-in");
        fields.insert(fields.end(), also.begin(), also.end());
        return post(address_of(id, "namn"), fields);
    }
    void look() {
        set_clock(now() + microseconds_a_day);
        db().write([](db::Connection& db) { ::jobs::enqueue(db, news_job); });
        run_jobs();
        build();  // a day later the session has ended
    }
    ServiceDraftId draft_on(const std::string& service) {
        return db().read([&](db::Connection& db) { return draft_of(db, service).value().id; });
    }
};

/// What everybody types for theirs, which is called as nothing here.
const TypedNames said = {{"service", "skolbuss"}, {"series", "BUS"}, {"delegation", "BN 7"}, {"retention", "Vår plan, punkt 4"}};

yaml::Node with(const yaml::Node& document, const std::string& path, const std::string& text) {
    return services::with_part(document, services::path_of(path), yaml::Node::of(text));
}
yaml::Node with_version(const yaml::Node& document, std::int64_t version) {
    return services::with_part(document, {"version"}, yaml::Node::of(version));
}
yaml::Node definition_here(Workshop& site) {
    return yaml::parse(site.db().read([](db::Connection& db) { return services::definition(db, "skolskjuts", 1).value().yaml; })).value();
}
yaml::Node their_definition(Workshop& site) { return with(definition_here(site), "id", "skolresa"); }

}  // namespace

#define FOLLOWER() Follower site(GENERATE(from_range(db::kinds_under_test())))

TEST_CASE("what in a definition is the municipality's own is found, and ours stands in its place") {
    const auto document = yaml::parse(R"(
id: bidrag
version: 1
unit: kultur
series: BID
title: { sv: "Bidrag i Norrby", en: "Grants in Norrby" }
summary: { sv: "Norrbys bidrag. Ring 0500-12 34 56 eller skriv till kultur@norrby.example. Norrbyborna minns BID-2026-0318.", en: "See https://norrby.example/bidrag." }
form:
  pages:
    - id: first
      fields:
        - { id: place, type: choice, label: Plats, options: [{ value: Norrby, label: Norrby }] }
fee: { ref: "Norrby kommuns taxa", lines: [{ id: base, text: Grund, amount: "3200" }] }
decision:
  delegation: KN 1
  outcomes:
    reject:
      reasons: [{ id: late, appeal: { kind: administrative, court: { sv: Rätten, en: The court } } }]
  appeal: { kind: administrative, court: { sv: Rätten, en: The court } }
)")
                              .value();
    std::vector<std::string> keys;
    for (const auto& name : local_names(document, "Norrby")) keys.push_back(name.key);
    CHECK(keys == std::vector<std::string>{"service", "unit", "series", "delegation", "court Rätten", "fee", "amount base",
                                           "municipality Norrby", "email kultur@norrby.example", "phone 0500-12 34 56",
                                           "web https://norrby.example/bidrag"});

    const auto text = [](const char* words) { return yaml::Node::of(words); };
    const OurNames ours = {{"unit", text("fritid")},
                           {"court Rätten", text("Domstolen")},
                           {"amount base", text("10 * 2")},
                           {"municipality Norrby", text("Söderby")},
                           {"email kultur@norrby.example", text("fritid@soderby.example")},
                           {"phone 0500-12 34 56", text("0600-1")}};
    const auto now = in_our_names(document, "Norrby", our_names(written(ours)));
    const auto at = [&](const char* path) { return services::part_at(now, services::path_of(path)).text(); };
    CHECK(at("unit") == "fritid");
    CHECK(at("series") == "BID");
    CHECK(at("title.en") == "Grants in Söderby");
    CHECK(at("summary.sv") == "Söderbys bidrag. Ring 0600-1 eller skriv till fritid@soderby.example. Norrbyborna minns BID-2026-0318.");
    CHECK(at("summary.en") == "See https://norrby.example/bidrag.");
    CHECK(at("form.pages.first.fields.place.options.Norrby.value") == "Norrby");
    CHECK(at("form.pages.first.fields.place.options.Norrby.label") == "Söderby");
    CHECK(at("fee.lines.base.amount") == "10 * 2");
    CHECK(at("decision.appeal.court") == "Domstolen");
    CHECK(at("decision.outcomes.reject.reasons.late.appeal.court") == "Domstolen");
    std::vector<std::string> left;
    for (const auto& name : unnamed(document, "Norrby", ours)) left.push_back(name.key);
    CHECK(left == std::vector<std::string>{"service", "series", "delegation", "fee", "web https://norrby.example/bidrag"});
}

TEST_CASE("an answer that leads to a unit of theirs leads to one of ours") {
    const auto document = yaml::parse(R"(
id: tyck
flow: feedback
form:
  pages:
    - id: first
      fields:
        - { id: about, type: choice, label: Om, options: [{ value: gata, label: Gator }, { value: other, label: Annat }] }
        - { id: kind, type: choice, label: Slag, options: [{ value: praise, label: Beröm }] }
)")
                              .value();
    const auto names = local_names(document, "");
    REQUIRE(names.size() == 3);
    CHECK(names[1].key == "receiving_unit gata");
    const auto now = in_our_names(document, "", {{"receiving_unit gata", yaml::Node::of("teknik")}});
    CHECK(services::part_at(now, services::path_of("form.pages.first.fields.about.options.teknik.label")).text() == "Gator");
}

TEST_CASE("a service that is shared is followed by another municipality, in its own names, from the list to the publication") {
    FOLLOWER();
    Workshop other(site.db().kind());
    other.tenant().name = "Norrby";
    other.db().write([&](db::Connection& db) {
        (void)services::put(db, yaml::to_yaml(their_definition(other)));
        return services::publish(db, "skolresa", 1).has_value();
    });
    Neighbour neighbour([&](http::Request& request) { return other.send(std::move(request)); });
    CHECK(shows(site.post(subscribe_path, {{"adress", neighbour.address()}}), "Källan delar ingen e-tjänst"));
    CHECK(other.post(first + "/tjanst/skolresa/dela", {{"do", "dela"}}).status == 403);
    other.own();
    CHECK(other.post(first + "/tjanst/skolresa/dela", {{"do", "dela"}}).status == 303);
    CHECK(other.last_audit()->event == "service_builder.sharing_begun");
    CHECK(shows(other.get("/delade-e-tjanster"), "/delade-e-tjanster/skolresa"));
    other.sign_out();
    CHECK(shows(other.get("/delade-e-tjanster/skolresa"), "id: skolresa"));
    CHECK(other.get("/delade-e-tjanster/skolskjuts").status == 404);

    const auto list = site.post(subscribe_path, {{"adress", neighbour.address() + "/"}});
    CHECK(shows(list, "Delas av Norrby"));
    CHECK(shows(list, neighbour.address("/delade-e-tjanster/skolresa")));
    const auto id = site.subscribed(neighbour.address("/delade-e-tjanster/skolresa"));
    CHECK(site.last_audit()->event == "service_builder.subscription_begun");
    CHECK(site.followed(id).municipality == "Norrby");
    const auto page = site.get(Follower::address_of(id));
    CHECK(shows(page, "Ansök om skolskjuts"));
    CHECK(shows(page, "Norrby"));
    CHECK(shows(page, "Inte hämtad än"));
    CHECK(shows(page, "Folkbokföringen"));

    // What somebody must say stops until it is said, and what was typed stays.
    const auto stopped = site.take(id, {{"series", "buss"}, {"delegation", "BN 7"}});
    CHECK(stopped.status == 422);
    CHECK(shows(stopped, "Er plan för bevarande och gallring: Välj eller skriv vad det är hos er."));
    CHECK(shows(stopped, "Skriv två till fem stora bokstäver"));
    CHECK(shows(stopped, "value=\"buss\""));
    CHECK(header_of(site.take(id, said), "Location").ends_with("skillnad?sagt=taken_in"));
    const auto draft = site.draft_on("skolbuss");
    CHECK(site.text_at(draft, "series") == "BUS");
    CHECK(site.text_at(draft, "decision.delegation") == "BN 7");
    CHECK(site.text_at(draft, "retention.ref") == "Vår plan, punkt 4");
    CHECK(site.standing(id).what == SourceStanding::What::current);
    CHECK(site.publish(draft).status == 303);
    CHECK(site.standing(id).what == SourceStanding::What::current);
}

TEST_CASE(
    "a new version at the source is told of in plain words, changes nothing by itself, and comes in our names beside what we changed") {
    FOLLOWER();
    auto theirs = their_definition(site);
    Neighbour neighbour([&](http::Request&) { return http::Response{.type = "text/yaml", .body = yaml::to_yaml(theirs)}; });
    const auto id = site.subscribed(neighbour.address("/tjanster/skolresa.yaml"));
    CHECK(site.followed(id).municipality == neighbour.address("").substr(7));
    site.take(id, said);
    const auto first_draft = site.draft_on("skolbuss");
    site.change(first_draft, question, "label.sv", "Elevens namn");
    CHECK(site.publish(first_draft).status == 303);
    site.build();

    theirs = with(with(with_version(theirs, 2), "title.sv", "Sök skolskjuts"), "unit", "skola");
    site.look();
    const auto told = site.get(Follower::address_of(id));
    CHECK(shows(told, "Ny version hos källan"));
    CHECK(shows(told, "Ni hämtade version 1. Hos källan finns nu version 2."));
    CHECK(shows(told, "Sök skolskjuts"));
    CHECK(site.standing(id).now["unit"].text() == "barn-och-utbildning");
    CHECK(shows(site.get(first), "Ny version hos källan"));
    CHECK_FALSE(site.db().read([](db::Connection& db) { return draft_of(db, "skolbuss"); }));

    // The list reads it from the row while nothing has changed, and reckons it anew when something has.
    const auto kept = [&] { return site.db().read([&](db::Connection& db) { return standing_in_row(db, id); }); };
    CHECK(kept().what == "news");
    site.db().write([&](db::Connection& db) { keep_standing(db, id, {"current", kept().of}); });
    CHECK_FALSE(shows(site.get(first), "Ny version hos källan"));
    site.db().write([&](db::Connection& db) { keep_standing(db, id, {"current", "of something else"}); });
    CHECK(shows(site.get(first), "Ny version hos källan"));

    site.take(id);
    CHECK_FALSE(shows(site.get(first), "Ny version hos källan"));
    CHECK(kept().what == "current");
    const auto draft = site.draft_on("skolbuss");
    CHECK(site.text_at(draft, "title.sv") == "Sök skolskjuts");
    CHECK(site.text_at(draft, "series") == "BUS");
    CHECK(site.text_at(draft, "unit") == "barn-och-utbildning");
    CHECK(site.text_at(draft, question + ".label.sv") == "Elevens namn");
    // A draft that is thrown away has taken nothing in.
    site.post(Workshop::address(draft, "kasta"), {{"revision", site.revision(draft)}});
    CHECK(site.standing(id).what == SourceStanding::What::news);

    theirs = with(with_version(theirs, 3), question + ".label.sv", "Barnets hela namn");
    site.look();
    const auto asked = site.take(id);
    CHECK(asked.status == 409);
    CHECK(shows(asked, "Ni och källan har ändrat samma sak"));
    CHECK(shows(asked, "Elevens namn"));
    CHECK(shows(asked, "Barnets hela namn"));
    CHECK(site.take(id, {}, {{"krock-" + question + ".label.sv", "mitt"}}).status == 303);
    CHECK(site.text_at(site.draft_on("skolbuss"), question + ".label.sv") == "Elevens namn");
    CHECK(site.text_at(site.draft_on("skolbuss"), "title.sv") == "Sök skolskjuts");
}

TEST_CASE("a name that is new in the next version is asked for; the others are remembered") {
    FOLLOWER();
    auto theirs = their_definition(site);
    Neighbour neighbour([&](http::Request&) { return http::Response{.type = "text/yaml", .body = yaml::to_yaml(theirs)}; });
    const auto id = site.subscribed(neighbour.address("/skolresa"));
    site.take(id, said);
    theirs = services::with_part(with_version(theirs, 2), {"fee"},
                                 yaml::parse("{ ref: Norrbys taxa, lines: [{ id: base, text: Grund, amount: '200' }] }").value());
    site.look();
    const auto stopped = site.take(id);
    CHECK(stopped.status == 422);
    CHECK(shows(stopped, "Ert beslut om taxan: Välj eller skriv vad det är hos er."));
    CHECK(shows(stopped, "Er plan för bevarande och gallring: Välj") == false);
    site.take(id, {{"fee", "Vår taxa"}, {"amount base", "300"}});
    CHECK(site.text_at(site.draft_on("skolbuss"), "fee.ref") == "Vår taxa");
    CHECK(site.text_at(site.draft_on("skolbuss"), "fee.lines.base.amount") == "300");
}

TEST_CASE("a service that we have already is compared with theirs, and nothing of ours is lost without a word") {
    FOLLOWER();
    const auto theirs = with(definition_here(site), "summary.sv", "Deras sammanfattning");
    Neighbour neighbour([&](http::Request&) { return http::Response{.type = "text/yaml", .body = yaml::to_yaml(theirs)}; });
    const auto id = site.subscribed(neighbour.address("/skolskjuts"));
    CHECK(shows(site.get(Follower::address_of(id)), "med samma korta namn"));
    const auto asked = site.take(id);  // every name is offered as it is here
    CHECK(asked.status == 409);
    CHECK(shows(asked, "Deras sammanfattning"));
    CHECK(site.take(id, {}, {{"krock", "mitt"}}).status == 303);
    CHECK(shows(site.get(Workshop::address(site.draft_on("skolskjuts"), "skillnad")), "Inget skiljer."));
}

TEST_CASE("a source that is silent, gone, lies or sends something else is told of clearly, and what we have stays") {
    FOLLOWER();
    const auto good = with_version(definition_here(site), 4);
    Neighbour neighbour([&](http::Request&) { return http::Response{.body = "<!doctype html><p>Hej</p>"}; });
    const auto refused = [&](const std::string& address) { return site.post(subscribe_path, {{"adress", address}}); };
    CHECK(refused(neighbour.address()).status == 422);
    CHECK(shows(refused(neighbour.address()), "är ingen e-tjänst och ingen lista"));
    CHECK(shows(refused(neighbour.address("/x")), "är ingen e-tjänst och ingen lista"));
    CHECK(shows(refused("http://127.0.0.1:1/x"), "svarade inte i tid"));
    CHECK(shows(refused("http://norrby.example/x"), "börjar med https://"));
    CHECK(shows(refused("file:///etc/passwd"), "börjar med https://"));
    CHECK(shows(refused(site.tenant().public_address + "/delade-e-tjanster"), "er egen adress"));
    neighbour.sends(yaml::to_yaml(good));
    CHECK(shows(refused(neighbour.address("/delade-e-tjanster/bygglov")), "en annan e-tjänst"));
    neighbour.sends(yaml::to_yaml(with(good, "flow_of_tomorrow", "x")));
    CHECK(shows(refused(neighbour.address("/x")), "inte förstår"));
    neighbour.sends(std::string(3u << 20, 'x'));
    CHECK(shows(refused(neighbour.address("/x")), "mer än en megabyte"));
    neighbour.sends("", 404);
    CHECK(shows(refused(neighbour.address("/x")), "Det finns ingen delad e-tjänst"));
    site.tenant().hosts_inside.clear();
    CHECK(shows(refused(neighbour.address("/x")), "svarade inte i tid"));
    site.tenant().hosts_inside = {"127.0.0.1"};

    neighbour.sends(yaml::to_yaml(good));
    const auto id = site.subscribed(neighbour.address("/x"));
    const auto after = [&](const std::string& words) {
        site.look();
        CHECK(shows(site.get(Follower::address_of(id)), words));
        CHECK(shows(site.get(first), "Källan går inte att läsa"));
        CHECK(site.followed(id).document() == good);
    };
    neighbour.sends(yaml::to_yaml(with(good, "id", "bygglov")));
    after("en annan e-tjänst");
    neighbour.sends(yaml::to_yaml(with_version(good, 3)));
    after("en äldre version");
    neighbour.sends("", 500);
    after("lämnar inte ut något");
    neighbour.sends(yaml::to_yaml(good));
    site.look();
    CHECK(site.followed(id).problem.empty());
}

TEST_CASE("what is known already is not sent again, and whoever stops following is asked for nothing more") {
    FOLLOWER();
    Workshop other(site.db().kind());
    other.own();
    other.post(first + "/tjanst/skolskjuts/dela", {{"do", "dela"}});
    other.sign_out();
    Neighbour neighbour([&](http::Request& request) { return other.send(std::move(request)); });
    const auto id = site.subscribed(neighbour.address("/delade-e-tjanster/skolskjuts"));
    CHECK(site.subscribed(neighbour.address("/delade-e-tjanster/skolskjuts#x")) == id);
    const auto tag = site.followed(id).etag;
    CHECK_FALSE(tag.empty());
    CHECK(site.follow(site.post(Follower::address_of(id, "titta"))).body.find("Källan har inget nytt") != std::string::npos);
    CHECK(neighbour.last().header("if-none-match") == tag);

    other.own();
    other.post(first + "/tjanst/skolskjuts/dela", {{"do", "sluta"}});
    CHECK(other.last_audit()->event == "service_builder.sharing_ended");
    other.sign_out();
    site.look();
    CHECK(shows(site.get(Follower::address_of(id)), "Källan kan ha slutat dela den"));
    CHECK(shows(site.follow(site.post(Follower::address_of(id, "sluta"))), "Prenumerationen är avslutad"));
    CHECK(site.last_audit()->event == "service_builder.subscription_ended");
    CHECK(site.get(Follower::address_of(id)).status == 404);
}

}  // namespace service_builder
