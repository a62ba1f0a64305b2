/// The browser's evaluator (ui/rules) against the server's: what one finds, the other finds. AGREEMENT_CASES=1000000 makes it long (`make
/// agreement`), AGREEMENT_SEED repeats a run that disagreed.
#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <cstdio>
#include <iostream>

#include "engines/forms/fill.h"
#include "engines/forms/page_rules.h"
#include "engines/forms/random_rules_for_tests.h"
#include "engines/forms/rule_json.h"
#include "foundation/base/numbers.h"

using namespace forms;
using namespace forms::testing;

namespace {

std::int64_t setting(const char* name, std::int64_t otherwise) {
    const auto* given = std::getenv(name);
    return given ? whole_number(given).value_or(otherwise) : otherwise;
}

/// The same cases every time, and some that nobody has tried.
std::vector<std::uint64_t> seeds() {
    static const auto fresh = static_cast<std::uint64_t>(setting("AGREEMENT_SEED", std::random_device{}()));
    return {20261126, fresh};
}

/// Node with the browser's evaluator: one case a line, and it ends well when all of them agree.
class Browser {
public:
    Browser() : node_(popen("node tests/agreement/compare.mjs", "w")) { REQUIRE(node_); }
    ~Browser() {
        if (node_) pclose(node_);
    }
    Browser(const Browser&) = delete;
    Browser& operator=(const Browser&) = delete;

    void compare(const json::Value& one) {
        const auto line = json::to_text(one) + "\n";
        std::fwrite(line.data(), 1, line.size(), node_);
    }
    bool agrees() { return pclose(std::exchange(node_, nullptr)) == 0; }

private:
    std::FILE* node_;
};

/// Compared by the names inside; of no other value nothing is left.
json::Value told(const Value& value) {
    if (auto written = to_json(value)) return *std::move(written);
    return json::object({{"items", value.group_items().size()}});
}

struct World {
    Scope scope;
    json::Value values = json::object();
};

World random_world(Chance& chance, const Known& known, Date today) {
    World world{Scope(today)};
    for (const auto& [name, type] : known.names) {
        if (type == ValueType::groups) continue;
        const auto value = random_value(chance, type);
        world.scope.set(name, value);
        world.values.set(name, told(value));
    }
    if (chance.one_in(5)) return world;
    std::vector<Scope> items;
    json::Array told_items;
    for (std::size_t i = chance.below(4); i > 0; --i) {
        Scope item(today);
        auto told_item = json::object();
        for (const auto& [name, type] : known.in_items) {
            if (name.find('.') == name.npos) continue;
            const auto value = random_value(chance, type);
            item.set(name.substr(2), value);
            told_item.set(name.substr(2), told(value));
        }
        items.push_back(std::move(item));
        told_items.push_back(std::move(told_item));
    }
    world.scope.set("g", Value::groups(std::move(items)));
    world.values.set("g", json::object({{"items", std::move(told_items)}}));
    return world;
}

const Known names_of_one_rule{{{"n", ValueType::number},
                               {"m", ValueType::number},
                               {"t", ValueType::text},
                               {"u", ValueType::text},
                               {"d", ValueType::date},
                               {"e", ValueType::date},
                               {"b", ValueType::truth},
                               {"c", ValueType::truth},
                               {"l", ValueType::list},
                               {"g", ValueType::groups}},
                              {{"g.n", ValueType::number},
                               {"g.t", ValueType::text},
                               {"g.d", ValueType::date},
                               {"g.b", ValueType::truth},
                               {"g.x", ValueType::number},
                               {"x", ValueType::number}}};

void compare_rules(std::uint64_t seed, std::int64_t count) {
    Chance chance(seed);
    Browser browser;
    for (std::int64_t i = 0; i < count; ++i) {
        const Date today{19'000 + static_cast<std::int64_t>(chance.below(3'000))};
        set_clock({today.days * microseconds_a_day + microseconds_a_day / 2});
        const auto world = random_world(chance, names_of_one_rule, today);
        const auto rule = random_rule(chance, names_of_one_rule,
                                      chance.of(std::vector{ValueType::truth, ValueType::truth, ValueType::number, ValueType::text,
                                                            ValueType::date, ValueType::list}));
        browser.compare(json::object({{"rule", to_json(rule)},
                                      {"values", world.values},
                                      {"today", today.days},
                                      {"is", told(evaluate(rule, world.scope))},
                                      {"text", print(rule)}}));
    }
    use_machine_clock();
    CHECK(browser.agrees());
}

/// One field as the page should look, by the server.
void add_look(const Field& field, const std::string& name, const Scope& scope, json::Value& looks) {
    const auto holds = [&](const Rule& rule) { return evaluate(rule, scope).is_true(); };
    if (field.show_if) looks.set("shown " + name, holds(field.show_if));
    if (field.asks()) looks.set("required " + name, holds(field.required));
    if (field.type == FieldType::calculated) looks.set("calculated " + name, told(scope.get(field.id)));
}

json::Value looks_of(const Page& page, const Scope& scope) {
    auto looks = json::object();
    for (const auto& field : page.fields) {
        add_look(field, field.id, scope, looks);
        const auto items = scope.get(field.id);
        for (std::size_t i = 0; i < items.group_items().size(); ++i)
            for (const auto& inner : field.fields)
                add_look(inner, fmt::format("{}.{}.{}", field.id, i, inner.id), group_item_scope(scope, field, i), looks);
    }
    return looks;
}

using TypedFields = std::map<std::string, TypedPage>;

http::Request posted(const TypedFields& typed) {
    http::Request request;
    for (const auto& [field, inputs] : typed) request.form.all.insert(request.form.all.end(), inputs.begin(), inputs.end());
    return request;
}

json::Value told(const TypedFields& typed) {
    auto inputs = json::object();
    for (const auto& [name, value] : posted(typed).form.all) {
        auto values = inputs[name];
        inputs.set(name, values.add(value));
    }
    return inputs;
}

TypedFields random_typed(Chance& chance, const Page& page) {
    TypedFields typed;
    for (const auto& field : page.fields) typed[field.id] = typed_answer(chance, field);
    return typed;
}

/// A page is drawn, and then one answer after the other changes. False when the page is not shown to anybody.
bool compare_page(Chance& chance, Browser& browser, const Form& form, const Page& page, Date today) {
    Answers answers;
    for (const auto& other : form.pages)
        for (const auto& field : other.fields)
            if (field.type == FieldType::file && chance.one_in(2))
                answers.set(field.id, {std::vector<FileAnswer>{{"hash", "intyg.pdf", 1, "application/pdf"}}});
    TypedFields typed;
    for (const auto& other : form.pages) {
        const auto now = random_typed(chance, other);
        if (&other == &page) typed = now;
        answers = read_page(form, other, posted(now), answers).answers;
    }
    auto scope = scope_of(form, answers, today);
    if (page.fields.empty() || !is_shown(page, scope)) return false;
    json::Array steps{json::object({{"typed", told(typed)}, {"looks", looks_of(page, scope)}})};
    const auto rules = PageRules(form, page, answers, scope).as_json();
    for (int step = 0; step < 6; ++step) {
        const auto& changed = chance.of(page.fields);
        typed[changed.id] = typed_answer(chance, changed);
        answers = read_page(form, page, posted(typed), answers).answers;
        scope = scope_of(form, answers, today);
        if (!is_shown(page, scope)) break;
        steps.push_back(json::object({{"typed", told(typed)}, {"changed", changed.id}, {"looks", looks_of(page, scope)}}));
    }
    browser.compare(json::object({{"rules", rules}, {"steps", std::move(steps)}}));
    return true;
}

void compare_pages(std::uint64_t seed, std::int64_t count) {
    Chance chance(seed);
    Browser browser;
    for (std::int64_t compared = 0; compared < count;) {
        const auto today = swedish_date(now());
        const auto form = random_form(chance);
        compared += compare_page(chance, browser, form, chance.of(form.pages), today) ? 1 : 0;
    }
    CHECK(browser.agrees());
}

}  // namespace

TEST_CASE("the browser finds every rule worth what the server does", "[agreement]") {
    for (const auto seed : seeds()) {
        std::cout << "agreement of rules, seed " << seed << std::endl;
        compare_rules(seed, setting("AGREEMENT_CASES", 20'000));
    }
}

TEST_CASE("on every page the browser shows, demands and calculates what the server does", "[agreement]") {
    for (const auto seed : seeds()) {
        std::cout << "agreement of pages, seed " << seed << std::endl;
        compare_pages(seed, setting("AGREEMENT_CASES", 20'000) / 10);
    }
}
