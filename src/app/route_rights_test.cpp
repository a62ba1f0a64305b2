/// Every route tried by every kind of visitor, against the reviewed table tests/rights/expected.txt.
#include "app/route_table_for_tests.h"
#include "engines/cases/find.h"

using namespace route_rights;

#define TOWN() Town town(GENERATE(from_range(db::kinds_under_test())))

TEST_CASE("every other route lets in exactly those whom the reviewed table lets in") {
    TOWN();
    check_routes(town, Half::first);
}

TEST_CASE("each row of the reviewed table has its route, and each column its visitor") {
    const auto table = reviewed_table();
    CHECK(table.columns == row("# route", {std::begin(people), std::end(people)}));
    std::set<std::string> routes;
    for (const auto& area : all_areas())
        for (const auto& route : area.routes) routes.insert(attempts::name_of(route));
    for (const auto& [name, line] : table.rows)
        if (!routes.contains(name)) FAIL_CHECK("a row without a route in " << table_file << "\n" << line);
}

TEST_CASE("an API key opens the API as its holder would, and no page") {
    TOWN();
    std::map<std::string, std::string> keys{{"nobody", "torg_made-up"}};
    town.write([&](db::Connection& db) {
        for (const auto who : staff) keys[std::string(who)] = identity::create_token(db, town.accounts[std::string(who)], "prov");
        keys["program"] = identity::create_token(db, town.accounts["program"], "prov");
    });
    for (const auto& route : all_routes())
        for (const auto& [who, key] : keys) {
            CAPTURE(attempts::name_of(route), who);
            const auto holder = who == "program" ? "officer" : who;
            if (!is_page(route)) {
                const auto by_session = try_route(town, route, holder);
                const auto things = town.things_for(route);
                town.site.use_token(key);
                CHECK(answer(town, town.attempt(route, things)) == by_session);
                continue;
            }
            const auto things = town.things_for(route);
            town.site.use_token(key);
            const auto by_key = answer(town, town.attempt(route, things));
            if (route.method != http::Method::get || route.who != everyone) CHECK(by_key != "yes");
        }
}

TEST_CASE("sessions and keys of another municipality are worth nothing here") {
    TOWN();
    Town other(town.site.tenant().db.kind());
    other.site.tenant().secret = "fedcba9876543210fedcba9876543210";
    std::vector<std::string> sessions;
    for (const auto* who : {"party", "officer", "admin"}) {
        other.enter(who, {});
        sessions.push_back(other.site.session());
    }
    const auto key = other.write([&](db::Connection& db) { return identity::create_token(db, other.accounts["admin"], "prov"); });
    for (const auto& route : all_routes()) {
        CAPTURE(attempts::name_of(route));
        const auto of_nobody = try_route(town, route, "nobody");
        for (const auto& session : sessions) {
            const auto things = town.things_for(route);
            town.site.use_session(session);
            CHECK(answer(town, town.attempt(route, things)) == of_nobody);
        }
        const auto things = town.things_for(route);
        town.site.use_token(key);
        const auto by_key = answer(town, town.attempt(route, things));
        // What a program may send without a key is no more open with somebody else's.
        if (!is_page(route) && route.who == everyone) CHECK(by_key == of_nobody);
        else if (route.method != http::Method::get || route.who != everyone) CHECK(by_key != "yes");
    }
}

TEST_CASE("nothing is changed without the form's own token, with another session's, or from another site's page") {
    TOWN();
    for (const auto& route : all_routes()) {
        if (route.method == http::Method::get) continue;
        const auto things = town.things_for(route);
        const auto needs = attempts::needs_of(route);
        if (needs.fields.find("{state}") != needs.fields.npos) continue;  // its state is the token
        for (const auto who : people) {
            town.enter(who, things);
            const auto before = town.site.last_audit()->seq;
            http::Request request{.method = route.method};
            request.target = request.path = attempts::filled(needs.address, things);
            request.form = http::parse_urlencoded(attempts::filled(needs.fields, things)).value();
            const auto own = town.site.csrf();
            const auto send = [&](std::string_view token, std::string_view origin) {
                auto sent = request;
                if (is_page(route)) sent.form.all.emplace_back("_csrf", token);
                else sent.headers.all.emplace_back("x-csrf-token", token);
                sent.headers.all.emplace_back("origin", origin);
                sent.body = is_page(route) ? "" : R"({"outcome":"approve","answers":{}})";
                return town.site.send(std::move(sent)).status;
            };
            CAPTURE(attempts::name_of(route), who);
            // A program that brings its own proof, as a provider that signs somebody out, is not asked for the form's.
            if (!is_page(route) && route.who == everyone) {
                CHECK(send("", "http://exempelby.test") >= 400);
                continue;
            }
            const int refused = is_page(route) ? 403 : 401;
            CHECK(send("", "http://exempelby.test") == refused);
            CHECK(send(std::string(own.size(), 'a'), "http://exempelby.test") == refused);
            CHECK(send(own, "https://annan.example") == refused);
            CHECK(town.site.last_audit()->seq == before);
        }
    }
}

TEST_CASE("an address answers to its own methods and no other, whoever asks") {
    TOWN();
    std::map<std::string, std::set<http::Method>> methods;
    for (const auto& route : all_routes()) methods[std::string(route.path)].insert(route.method);
    for (const auto& route : all_routes())
        for (const auto who : {"nobody", "party", "officer", "admin"}) {
            using enum http::Method;
            const auto things = town.lasting["received"];
            town.enter(who, things);
            CAPTURE(attempts::name_of(route), who);
            http::Request request;
            request.target = request.path = attempts::filled(route.path, things);
            request.headers.all = {{"origin", "http://exempelby.test"}, {"x-csrf-token", town.site.csrf()}};
            for (const auto method : {get, post, put, patch, delete_, other}) {
                if (methods[std::string(route.path)].contains(method)) continue;
                request.method = method;
                const auto refused = town.site.send(request);
                CHECK(refused.status == 405);
                CHECK(header_of(refused, "Allow").find(http::to_string(route.method)) != std::string_view::npos);
            }
            if (route.method != get) continue;
            request.method = head;
            const auto by_head = town.site.send(request).status;
            CHECK(by_head == town.site.get(request.path).status);
        }
}

TEST_CASE("under one's own case nobody reaches what belongs to another") {
    TOWN();
    const auto own = town.apply(town.stranger), others = town.apply(town.party), of_other_unit = town.apply(town.party, {}, "varmepump");
    int tried = 0;
    for (const auto& route : all_routes()) {
        const bool is_of_resident = route.path.starts_with("/mina-sidor/{number}/"), is_of_officer = route.who == cases::may_read;
        const bool names_case_and_more = route.path.find("{number}") != std::string_view::npos && std::ranges::count(route.path, '{') >= 2;
        if (!names_case_and_more || !(is_of_resident || is_of_officer)) continue;
        CAPTURE(route.path);
        ++tried;
        Things things{{"number", is_of_resident ? own.number : others.number}};
        const auto foreign = Town::id(is_of_resident ? others.document : of_other_unit.document);
        things["id"] = things["document"] = foreign;
        things["page"] = "1";
        things["field"] = "share_business";
        town.enter(is_of_resident ? "stranger" : "officer", things);
        CHECK(town.site.get(attempts::filled(route.path, things)).status == 404);
    }
    CHECK(tried >= 2);
}

TEST_CASE("a key, a role or a program's key is taken away only at the address of its own holder") {
    TOWN();
    const auto things = town.things("received");
    town.enter("admin", things);
    const auto& accounts = town.accounts;
    const auto at = [](std::string_view account, std::string_view what) {
        return fmt::format("/administration/anvandare/{}/{}", account, what);
    };
    CHECK(town.site.post(at(Town::id(accounts.at("officer")), "roller/ta-bort"), {{"assignment", things.at("assignment")}}).status == 404);
    CHECK(town.site.post("/administration/api-nycklar/aterkalla", {{"token", things.at("program_token")}}).status == 404);
    CHECK(town.site.post(at(things.at("program"), "api-nycklar/aterkalla"), {{"token", things.at("token")}}).status == 404);
    CHECK(town.site.get(at(things.at("account"), "api-nycklar")).status == 404);
    CHECK(town.read([&](db::Connection& db) { return identity::tokens_of(db, accounts.at("program")).empty(); }) == false);
}
