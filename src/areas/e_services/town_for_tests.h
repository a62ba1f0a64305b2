#pragma once
#include <catch2/catch.hpp>
#include <regex>

#include "areas/e_services/area.h"
#include "engines/audit/audit.h"
#include "engines/services/catalogue.h"
#include "engines/testing/test_site.h"

namespace e_services {

inline const TestSite::Typed child = {{"child_name", "Alva Exempel"}, {"child_number", "20180101-2392"}};
inline const TestSite::Typed school = {{"school_name", "strandskolan"}, {"chosen_school", "no"}, {"grade", "2"}};
inline const TestSite::Typed reason = {{"reasons", "distance"}};
inline const std::string base = "/e-tjanster/skolskjuts";

inline std::string start_day() { return to_iso(Date{swedish_date(now()).days + 30}); }

inline TestSite::Typed journey() {
    return {{"home-street", "Ekvägen 7"},
            {"home-postcode", "123 45"},
            {"home-town", "Exempelby"},
            {"distance_km", "4,3"},
            {"alternating", "no"},
            {"start", start_day()},
            {"truth", "1"}};
}

inline std::string handle_in(const http::Response& page) {
    std::smatch found;
    const std::regex hidden(R"re(name="draft" value="([^"]+)")re");
    return std::regex_search(page.body, found, hidden) ? found[1].str() : "";
}

inline std::string location(const http::Response& response) { return std::string(header_of(response, "Location")); }

/// A municipality with school transport, and a resident's application for it page by page.
struct Town {
    explicit Town(db::Kind kind = db::Kind::sqlite) : site({area()}, kind) {
        site.unit("barn-och-utbildning");
        site.db().write([](db::Connection& db) { services::publish_carried(db); });
    }

    http::Response answer(const std::string& page, TestSite::Typed typed) {
        typed.emplace_back("draft", handle);
        return site.post(base + "/" + page, std::move(typed));
    }
    /// From the start to the review.
    void fill_in() {
        const auto first = site.follow(site.post(base + "/borja"));
        handle = handle_in(first);
        CHECK(location(answer("child", child)) == base + "/school");
        CHECK(location(answer("school", school)) == base + "/reason");
        CHECK(location(answer("reason", reason)) == base + "/journey");
        CHECK(location(answer("journey", journey())) == base + "/contact");
        CHECK(location(answer("contact", {{"applicant_name", "Kim Exempel"}, {"applicant_email", "kim@exempel.example"}})) ==
              base + "/granska");
    }
    http::Response send() { return site.post(base + "/skicka", {{"draft", handle}}); }
    std::size_t cases() {
        return site.db().read([](db::Connection& db) { return audit::search(db, {.event_prefix = "cases.received"}).size(); });
    }

    TestSite site;
    std::string handle;
};

/// What stands after a label on the receipt.
inline std::string number_on(const http::Response& receipt) {
    std::smatch found;
    return std::regex_search(receipt.body, found, std::regex("SKJ-[0-9]{4}-[0-9]{4}")) ? found[0].str() : "";
}
inline std::string code_on(const http::Response& receipt) {
    std::smatch found;
    return std::regex_search(receipt.body, found, std::regex("<b class=\"nowrap\">([A-Z2-9]{4}-[A-Z2-9]{4})</b>")) ? found[1].str() : "";
}

}  // namespace e_services
