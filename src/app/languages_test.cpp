/// Residents' pages in the further languages: whole pages in the language, and nothing in it that had to be said in Swedish.
#include <catch2/catch.hpp>
#include <regex>
#include <set>

#include "app/areas.h"
#include "app/standard_roles.h"
#include "engines/forms/fill.h"
#include "engines/services/catalogue.h"
#include "engines/testing/test_site.h"
#include "engines/testing/typed_answers.h"
#include "engines/towns/answers_maker.h"
#include "engines/towns/seed.h"

namespace {

const auto& town = towns::town("exempelby");

std::string first(const std::string& words, const std::string& pattern) {
    std::smatch found;
    return std::regex_search(words, found, std::regex(pattern)) ? found[1].str() : "";
}

/// A resident of a town that offers all languages, reading one.
class Reader {
public:
    explicit Reader(Language language) : code_(to_code(language)), site_(all_areas()) {
        site_.db().write([](db::Connection& db) {
            app::add_standard_roles(db);
            services::publish_carried(db);
        });
        towns::seed(site_.tenant(), town);
        for (const auto& row : further_languages()) site_.tenant().further_languages.push_back(row.language);
        site_.tenant().texts.note_swedish();
        site_.get("/sprak?till=" + code_ + "&tillbaka=/");
    }

    http::Response read(const std::string& address) {
        auto page = site_.get(address);
        INFO(address);
        const bool is_page = page.type.starts_with("text/html") && page.status == 200;
        if (is_page) CHECK(shows(page, "<html lang=\"" + code_ + "\""));
        return page;
    }

    /// Every address without a hole that is open to residents.
    void reads_all_without_holes() {
        for (const auto& area : all_areas())
            for (const auto& route : area.routes) {
                const bool is_theirs = route.who == everyone || route.who == signed_in_resident;
                const bool is_page = route.method == http::Method::get && route.path.find('{') == std::string_view::npos &&
                                     !route.path.starts_with("/api/") && !route.path.starts_with("/personal/");
                if (is_theirs && is_page && site_.tenant().texts.speaks(area.name, *language_from(code_))) read(std::string(route.path));
            }
    }

    void applies_for(const std::string& service_id) {
        const auto service = site_.db().read([&](db::Connection& db) { return services::newest_published(db, service_id); });
        REQUIRE(service);
        towns::Chance chance(7);
        const auto who = towns::invented_applicant(*service, town, chance);
        const auto answers =
            towns::make_answers(*service, town, chance, who, [this](const auto& name, const auto& bytes, const auto& type) {
                auto file = towns::kept_nowhere(name, bytes, type);
                made_[file.hash] = bytes;
                return file;
            });
        const auto base = "/e-tjanster/" + service->id;
        read(base);
        const auto begun = site_.follow(site_.post(base + "/borja", {{"new", "1"}}));
        const auto draft = first(begun.body, R"re(name="draft" value="([^"]+)")re");
        REQUIRE_FALSE(draft.empty());
        for (const auto& page : service->form.pages) {
            if (!forms::is_shown(page, forms::scope_of(service->form, answers))) continue;
            const auto address = base + "/" + page.id;
            read(address);
            CHECK(shows(site_.post(address, {{"draft", draft}}), "lang=\"" + code_ + "\""));  // with all that is wrong
            auto typed = typed_page(service->form, page, answers, [&](const forms::FileAnswer& file) { return made_.at(file.hash); });
            typed.fields.emplace_back("draft", draft);
            const auto answered =
                typed.files.empty() ? site_.post(address, typed.fields) : site_.upload(address, typed.fields, typed.files);
            REQUIRE(answered.status == 303);
        }
        read(base + "/granska");
        const auto receipt = site_.follow(site_.post(base + "/skicka", {{"draft", draft}}));
        const auto number = first(receipt.body, "([A-ZÅÄÖ]{2,5}-[0-9]{4}-[0-9]{4})");
        REQUIRE_FALSE(number.empty());
        for (const auto* page : {"", "/vem-har-last", "/ta-tillbaka"}) read("/mina-sidor/" + number + page);
    }

    /// "fi cases notice.received", of the language that is read.
    std::set<std::string> said_in_swedish() {
        std::set<std::string> said;
        for (const auto& one : site_.tenant().texts.said_in_swedish())
            if (one.starts_with(code_ + " ")) said.insert(one);
        return said;
    }
    TestSite& site() { return site_; }

private:
    std::string code_;
    TestSite site_;
    std::map<std::string, std::string> made_{};
};

}  // namespace

TEST_CASE("every refusal of a sign-in is there in the further languages") {
    TestSite site(all_areas());
    const auto& texts = site.tenant().texts;
    for (const auto& key : texts.keys("sign_in", Language::sv))
        for (const auto& row : further_languages()) {
            INFO(key << " in " << row.code);
            if (key.starts_with("refused.")) CHECK(texts.speaks("sign_in", key, row.language));
        }
}

TEST_CASE("what a resident reads in a further language is all in it") {
    for (const auto& row : further_languages()) {
        Reader reader(row.language);
        INFO(row.code);
        reader.reads_all_without_holes();
        reader.site().sign_in_new_resident("Kim Exempel");
        reader.reads_all_without_holes();
        reader.applies_for("boendeparkering");
        CHECK(reader.said_in_swedish() == std::set<std::string>{});
    }
}
