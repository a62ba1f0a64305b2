/// Building on a definition from elsewhere.
#include "areas/service_builder/sharing.h"

#include "areas/service_builder/workshop_for_tests.h"

namespace service_builder {
namespace {

ServiceDraftId taken_in(Workshop& site, const yaml::Node& document) {
    const auto location = std::string(header_of(site.post(first + "/hamta", {{"yaml", yaml::to_yaml(document)}}), "Location"));
    return {*whole_number(location.substr(first.size() + 1, location.find("/skillnad") - first.size() - 1))};
}

}  // namespace

TEST_CASE("what another municipality changes in its definition is taken in, and what we made our own stays") {
    WORKSHOP();
    const auto take_in = [&](const yaml::Node& document) { return site.post(first + "/hamta", {{"yaml", yaml::to_yaml(document)}}); };
    const auto theirs = services::with_part(site.opened(site.begin()).document, {"id"}, yaml::Node::of("skolbuss"));
    const auto taken = take_in(theirs);
    const auto location = std::string(header_of(taken, "Location"));
    const ServiceDraftId id{*whole_number(location.substr(first.size() + 1, location.find("/skillnad") - first.size() - 1))};
    CHECK(site.text_at(id, "series") == "SKJ");
    site.change(id, "basics", "series", "BUS");

    const auto newer = services::with_part(theirs, {"title", "sv"}, yaml::Node::of("Skolbussen"));
    CHECK(take_in(newer).status == 303);
    CHECK(site.text_at(id, "series") == "BUS");
    CHECK(site.text_at(id, "title.sv") == "Skolbussen");

    const auto clashes = services::with_part(newer, {"series"}, yaml::Node::of("SKB"));
    const auto asked = take_in(clashes);
    CHECK(asked.status == 409);
    CHECK(shows(asked, "SKB"));
    CHECK(site.text_at(id, "series") == "BUS");
    CHECK(site.post(first + "/hamta", {{"yaml", "- ingenting"}}).status == 422);
}

TEST_CASE("a definition from elsewhere is what a service is built on when it is published, not when it is taken in") {
    WORKSHOP();
    const auto theirs = services::with_part(services::with_part(site.opened(site.begin()).document, {"id"}, yaml::Node::of("skolbuss")),
                                            {"summary", "sv"}, yaml::Node::of("Första"));
    const auto source = [&] {
        const auto kept = site.db().read([](db::Connection& db) { return source_of(db, "skolbuss"); });
        return kept ? yaml::parse(*kept).value()["summary"]["sv"].text() : std::string("none");
    };
    const auto discarded = taken_in(site, theirs);
    site.post(Workshop::address(discarded, "kasta"), {{"revision", site.revision(discarded)}});
    CHECK(source() == "none");

    const auto id = taken_in(site, theirs);
    CHECK(site.text_at(id, "summary.sv") == "Första");
    CHECK(source() == "none");
    taken_in(site, services::with_part(theirs, {"summary", "sv"}, yaml::Node::of("Andra")));
    site.post(Workshop::address(id, "steg"), {{"revision", site.revision(id)}, {"do", "undo"}});
    CHECK(site.text_at(id, "summary.sv") == "Första");
    taken_in(site, services::with_part(theirs, {"summary", "sv"}, yaml::Node::of("Andra")));  // what was undone comes again
    CHECK(site.text_at(id, "summary.sv") == "Andra");
    CHECK(site.publish(id).status == 303);
    CHECK(source() == "Andra");
}

}  // namespace service_builder
