/// Every event, subject and reason in the audit log and every job has words in both languages. Holds for areas that do not exist yet: what
/// the code records is read from its source.
#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <regex>
#include <set>

#include "app/areas.h"
#include "engines/cases/case.h"
#include "engines/site/engines.h"

namespace {

std::vector<Area> everything() {
    auto all = site::engines();
    for (const auto& area : all_areas()) all.push_back(area);
    return all;
}

struct Words {
    texts::Catalog catalog;
    Words() { site::add_texts(catalog, all_areas()); }
    bool has(std::string_view module, const std::string& key) const {
        return catalog.keys(module, Language::sv).contains(key) && catalog.keys(module, Language::en).contains(key);
    }
};

std::pair<std::string, std::string> parts_of(const std::string& name) {
    const auto dot = name.find('.');
    return {name.substr(0, dot), name.substr(dot + 1)};
}

/// What `pattern` finds in the lines of the program, tests aside.
std::set<std::vector<std::string>> found_in_source(const std::string& pattern) {
    const std::regex looks_like(pattern);
    std::set<std::vector<std::string>> found;
    for (const auto& entry : std::filesystem::recursive_directory_iterator("src")) {
        const auto path = entry.path().string();
        if (entry.path().extension() != ".cpp" || path.ends_with("_test.cpp")) continue;
        std::ifstream source(path);
        for (std::string line; std::getline(source, line);)
            for (std::sregex_iterator match(line.begin(), line.end(), looks_like), end; match != end; ++match)
                found.insert(std::vector<std::string>(match->begin() + 1, match->end()));
    }
    return found;
}

/// Names of that form which are something else than an audit event.
std::set<std::string> other_names() {
    // A file of Open Formulieren, a table of the configuration, and places in a service's definition.
    std::set<std::string> names{"forms.json", "sign_in.oidc", "privacy.legal_ground", "privacy.purpose", "privacy.recipients"};
    for (const auto& part : everything()) {
        for (const auto& declared : part.permissions) names.emplace(declared.permission.name);
        for (const auto& job : part.jobs) names.emplace(job.name);
    }
    return names;
}

std::set<std::string> recorded_events() {
    std::set<std::string> modules, events;
    for (const auto& part : everything()) modules.emplace(part.name);
    const auto others = other_names();
    for (const auto& match : found_in_source(R"re("(([a-z_]+)\.[a-z_]+)")re"))
        if (modules.contains(match[1]) && !others.contains(match[0])) events.insert(match[0]);
    for (const auto& [kind, name] : names_of<cases::EventKind>) events.insert("cases." + std::string(name));
    return events;
}

}  // namespace

TEST_CASE("every event of the audit log has words") {
    const Words words;
    const auto events = recorded_events();
    CHECK(events.contains("cases.document_opened"));
    CHECK(events.contains("sign_in.staff_signed_in"));
    for (const auto& event : events) {
        const auto [module, name] = parts_of(event);
        CAPTURE(event);
        CHECK(words.has(module, "audit." + name));
    }
}

TEST_CASE("every text of an event is of one that the program records") {
    const Words words;
    const auto events = recorded_events();
    for (const auto& part : everything())
        for (const auto& key : words.catalog.keys(part.name, Language::sv))
            if (key.starts_with("audit.")) {
                CAPTURE(part.name, key);
                CHECK(events.contains(std::string(part.name) + key.substr(key.find('.'))));
            }
}

TEST_CASE("every job has words") {
    const Words words;
    for (const auto& part : everything())
        for (const auto& job : part.jobs) {
            const auto [module, name] = parts_of(std::string(job.name));
            CAPTURE(job.name);
            CHECK(words.has(module, "job_name." + name));
        }
}

TEST_CASE("every kind of subject and every reason that the program gives has words") {
    const Words words;
    std::set<std::string> modules;
    for (const auto& part : everything()) modules.emplace(part.name);
    const auto has_somewhere = [&](const std::string& key) {
        return std::ranges::any_of(modules, [&](const std::string& module) { return words.has(module, key); });
    };
    auto kinds = found_in_source(R"re(subject_kind = "([a-z_]+)")re");
    kinds.merge(found_in_source(R"re(record\(.*\{"[a-z_]+\.[a-z_]+", "([a-z_]+)")re"));
    CHECK(kinds.size() > 10);
    for (const auto& kind : kinds) {
        CAPTURE(kind);
        CHECK(has_somewhere("subject." + kind.front()));
    }
    auto reasons = found_in_source(R"re(\.reason = "([a-z_]+)")re");
    reasons.merge(found_in_source(R"re(cases::Change \w+\{.*, "([a-z_]+)"\})re"));
    CHECK(reasons.contains({"processing"}));
    for (const auto& reason : reasons) {
        CAPTURE(reason);
        CHECK(has_somewhere("reason." + reason.front()));
    }
}
