#pragma once
/// A town where a service is built.
#include <catch2/catch.hpp>

#include "areas/service_builder/area.h"
#include "areas/service_builder/publishing.h"
#include "areas/service_builder/rights.h"
#include "areas/service_builder/saving.h"
#include "engines/services/catalogue.h"
#include "engines/testing/test_site.h"
#include "foundation/base/numbers.h"
#include "foundation/db/testing.h"

namespace service_builder {

inline const std::string first = "/e-tjanstebyggaren";
inline const std::string question = "form.pages.child.fields.child_name";

/// A town where one builds and one publishes, with skolskjuts published.
struct Workshop : TestSite {
    explicit Workshop(db::Kind kind = db::Kind::sqlite) : TestSite({area()}, kind) {
        unit("barn-och-utbildning");
        db().write([](db::Connection& db) {
            (void)services::take_carried(db, "skolskjuts");
            return services::publish(db, "skolskjuts", 1).has_value();
        });
        build();
    }
    void build() { sign_in_staff("builder", {may_build}); }
    void own() { sign_in_staff("owner", {may_build, may_publish}); }

    ServiceDraftId begin(const std::string& service = "skolskjuts") {
        const auto response = post(first + "/ny", {{"service", service}});
        const std::string leads_to(header_of(response, "Location"));
        REQUIRE(leads_to.starts_with(first + "/"));
        return {*whole_number(leads_to.substr(first.size() + 1))};
    }
    ServiceDraftId begin_new(const std::string& id) {
        const std::string leads_to(header_of(post(first + "/ny", {{"id", id}}), "Location"));
        return {*whole_number(leads_to.substr(first.size() + 1))};
    }
    /// What a hidden input of the page carries.
    static std::string hidden(const http::Response& page, const std::string& name) {
        const auto at = page.body.find("<input type=\"hidden\" name=\"" + name + "\"");
        return at == std::string::npos ? "" : value_of(page.body, at + 1);
    }
    Opened opened(ServiceDraftId id) {
        return db().read([&](db::Connection& db) { return open_draft(db, id).value(); });
    }
    std::string text_at(ServiceDraftId id, const std::string& path) {
        return services::part_at(opened(id).document, services::path_of(path)).text();
    }
    std::string revision(ServiceDraftId id) { return std::to_string(opened(id).draft.revision); }
    static std::string address(ServiceDraftId id, const std::string& page) { return first + "/" + std::to_string(id.value) + "/" + page; }

    /// The form of a part as it stands, with one field typed anew; from an older revision when one is given.
    Typed form(ServiceDraftId id, const std::string& part, const std::string& name, const std::string& value, std::string from = "") {
        Typed fields{{"revision", from.empty() ? revision(id) : from}, {"del", part}};
        const auto page = get(address(id, "del?del=" + part));
        for (std::size_t at = 0; (at = page.body.find(" name=\"", at)) != std::string::npos;) {
            at += 7;
            const auto field = page.body.substr(at, page.body.find('"', at) - at);
            const bool is_of_part = field != "revision" && field != "del" && field != "_csrf" && field != "do" && field != "list" &&
                                    field != "part" && field != "page";
            if (is_of_part && is_sent(page.body, at)) fields.emplace_back(field, value_of(page.body, at));
        }
        for (auto& [field, typed] : fields)
            if (field == name) typed = value;
        return fields;
    }
    http::Response change(ServiceDraftId id, const std::string& part, const std::string& name, const std::string& value,
                          const std::string& from = "") {
        return post(address(id, "del"), form(id, part, name, value, from));
    }
    http::Response order(ServiceDraftId id, const std::string& what) {
        return post(address(id, "ordning"), {{"revision", revision(id)}, {"do", what}});
    }
    http::Response publish(ServiceDraftId id, const std::string& day = "") {
        CHECK(post(address(id, "foresla"), {{"revision", revision(id)}, {"words", "Prov"}}).status == 303);
        own();
        return post(address(id, "godkann"), {{"revision", revision(id)}, {"day", day}});
    }
    std::string published_title() {
        return db().read([](db::Connection& db) { return services::newest_published(db, "skolskjuts")->title.sv; });
    }
    int published_version() {
        return db().read([](db::Connection& db) { return services::newest_published(db, "skolskjuts")->version; });
    }

private:
    /// What stands in the control whose name is at `at`: of an input, a text area or a select.
    static std::string value_of(const std::string& body, std::size_t at) {
        const auto open = body.rfind('<', at), end = body.find('>', at);
        const auto between = [](const std::string& text, std::string_view before, std::string_view after) {
            const auto begin = text.find(before);
            if (begin == text.npos) return std::string();
            return text.substr(begin + before.size(), text.find(after, begin + before.size()) - begin - before.size());
        };
        if (body.compare(open, 9, "<textarea") == 0) return unescaped(body.substr(end + 2, body.find('<', end) - end - 2));
        if (body.compare(open, 7, "<select") == 0) {
            const auto all = body.substr(open, body.find("</select>", open) - open);
            const auto chosen = all.rfind("value=\"", all.find(" selected"));
            return all.find(" selected") == all.npos ? "" : between(all.substr(chosen), "value=\"", "\"");
        }
        return unescaped(between(body.substr(open, end - open), "value=\"", "\""));
    }
    static bool is_sent(const std::string& body, std::size_t at) {
        const auto open = body.rfind('<', at);
        const auto tag = body.substr(open, body.find('>', at) - open);
        return tag.find("type=\"checkbox\"") == tag.npos || tag.find(" checked") != tag.npos;
    }
    static std::string unescaped(std::string text) {
        const std::pair<std::string_view, std::string_view> escapes[] = {
            {"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&#39;", "'"}, {"&amp;", "&"}};
        for (const auto& [escape, meant] : escapes)
            for (auto found = text.find(escape); found != text.npos; found = text.find(escape, found + 1))
                text.replace(found, escape.size(), meant);
        return text;
    }
};

}  // namespace service_builder

#define WORKSHOP() Workshop site(GENERATE(from_range(db::kinds_under_test())))
