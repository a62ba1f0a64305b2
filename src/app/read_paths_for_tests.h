#pragma once
/// How cases are read in a town made by chance: each way as a function that gives what it shows, as "case 3".
#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <functional>
#include <regex>
#include <set>
#include <sstream>

#include "app/areas.h"
#include "app/attempts_for_tests.h"
#include "engines/cases/teamwork.h"
#include "engines/cases/watching.h"
#include "engines/identity/delegation.h"
#include "engines/in_hand/in_hand.h"
#include "engines/testing/random_town.h"

namespace read_paths {

using random_plan::nobody;
using Words = std::set<std::string>;

struct Reader {
    enum class Kind { officer, resident, holder_of_codes, anyone } kind = Kind::anyone;
    int which = nobody;  ///< officer or resident
};

struct Town : RandomTown {
    using RandomTown::RandomTown;

    void enter(const Reader& reader) {
        site.sign_out();
        if (reader.kind == Reader::Kind::officer) site.sign_in_account(account(reader.which));
        if (reader.kind == Reader::Kind::resident) site.sign_in_resident(person(reader.which));
        if (reader.kind != Reader::Kind::holder_of_codes) return;
        for (const auto& fact : facts())
            if (fact.plan.is_opened_by_code) site.post("/folj", {{"number", fact.number}, {"kod", fact.code}});
    }
    /// Those who are planned to look at a document do, when they may.
    void look() {
        for (const auto& fact : facts()) {
            if (fact.plan.looked_at_by == nobody) continue;
            enter({Reader::Kind::officer, fact.plan.looked_at_by});
            site.get(address("/handlaggning/arenden/{number}/handlingar/{document}", fact));
        }
    }
    /// Everybody watches every case, of which something new has happened, and each open one has a task for whoever handles it.
    void work_together() {
        as(chief, [&](cases::Change& change) {
            for (const auto& fact : facts()) {
                if (fact.is.erased) continue;
                for (int officer = 0; officer < random_plan::officers; ++officer) cases::watch(change.db, account(officer), fact.is);
                must(cases::add_task(change, fact.id, {.words = "Ring"}));
            }
        });
    }
    static std::string address(std::string_view pattern, const CaseFact& fact) {
        return attempts::filled(pattern, {{"number", fact.number}, {"document", std::to_string(fact.document.value)}});
    }
};

// ---- how something is read: what it shows, as "case 3"

using Read = std::function<Words(Town&)>;

inline Words cases_where(const Town& town, const std::function<bool(const CaseFact&)>& holds) {
    Words names;
    for (const auto& fact : town.facts())
        if (holds(fact)) names.insert(fact.name);
    return names;
}

/// The cases whose numbers stand on the page.
inline Read listed(std::string address) {
    return [=](Town& town) {
        const auto page = town.site.get(address);
        return cases_where(town, [&](const CaseFact& fact) { return shows(page, fact.number); });
    };
}
/// Likewise of a page for each of these.
inline Read listed_for_each(std::string pattern, std::string name, std::span<const std::string_view> values) {
    return [=](Town& town) {
        Words all;
        for (const auto value : values) all.merge(listed(attempts::filled(pattern, {{name, std::string(value)}}))(town));
        return all;
    };
}
/// The cases whose own page opens.
inline Read opened(std::string pattern) {
    return [=](Town& town) {
        return cases_where(town, [&](const CaseFact& fact) { return town.site.get(Town::address(pattern, fact)).status == 200; });
    };
}
/// The cases of which a word of this kind stands on the page, or on one of the cases' pages.
inline Read told(std::string pattern, std::string kind) {
    return [=](Town& town) {
        std::string all;
        if (pattern.find('{') == pattern.npos) all = town.site.get(pattern).body;
        else
            for (const auto& fact : town.facts()) all += town.site.get(Town::address(pattern, fact)).body;
        Words names;
        for (std::size_t i = 0; i < town.facts().size(); ++i)
            if (all.find(Town::word(kind, i)) != all.npos) names.insert(town.facts()[i].name);
        return names;
    };
}
/// The cases that are found by a word of their own.
inline Read searched(std::string address, std::string kind) {
    return [=](Town& town) {
        Words names;
        for (std::size_t i = 0; i < town.facts().size(); ++i)
            if (shows(town.site.get(address + Town::word(kind, i)), town.facts()[i].number)) names.insert(town.facts()[i].name);
        return names;
    };
}
/// Asked of the engine, for what no page shows by itself.
template <class Ask>
Read asked(Ask ask) {
    return [=](Town& town) {
        const auto visitor = town.site.visitor();
        return town.read([&](db::Connection& db) { return ask(town, db, visitor); });
    };
}
inline std::string name_of(const Town& town, CaseId id) {
    for (const auto& fact : town.facts())
        if (fact.id == id) return fact.name;
    return "a case that nobody sent";
}

// ---- who reads

inline std::string_view name_of_kind(Reader::Kind kind) {
    using enum Reader::Kind;
    return kind == officer ? "officer" : kind == resident ? "resident" : kind == holder_of_codes ? "holder of codes" : "anyone";
}

inline std::vector<Reader> all_readers() {
    using enum Reader::Kind;
    std::vector<Reader> all{{anyone, nobody}, {holder_of_codes, nobody}};
    for (int i = 0; i < random_plan::residents; ++i) all.push_back({resident, i});
    // Last: what they open is itself told to residents.
    for (int i = 0; i < random_plan::officers; ++i) all.push_back({officer, i});
    return all;
}

inline std::string words_of(const Reader& reader) {
    return fmt::format("{}{}", name_of_kind(reader.kind), reader.which == nobody ? "" : fmt::format(" {}", reader.which));
}

/// Checks the property in as many towns, always the same ones; RC_PARAMS="seed=7 max_success=500" takes others, and more.
template <class Property>
void check_towns(int count, Property property) {
    const char* wanted = std::getenv("RC_PARAMS");
    auto parameters = rc::detail::TestParams{.seed = 20260414};
    if (wanted != nullptr) parameters = rc::detail::configuration().testParams;
    // RapidCheck's own hundred towns take minutes on PostgreSQL.
    if (wanted == nullptr || std::string_view(wanted).find("max_success") == std::string_view::npos) parameters.maxSuccess = count;
    const auto result = rc::detail::checkTestable(property, rc::detail::TestMetadata{}, parameters);
    std::ostringstream said;
    rc::detail::printResultMessage(result, said);
    INFO(said.str());
    CHECK(result.template is<rc::detail::SuccessResult>());
}

}  // namespace read_paths
