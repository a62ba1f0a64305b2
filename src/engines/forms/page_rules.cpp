#include "engines/forms/page_rules.h"

#include <algorithm>
#include <span>

#include "engines/forms/rule_functions.h"
#include "engines/forms/rule_json.h"
#include "engines/forms/rule_tree.h"

namespace forms {
namespace {

bool is_over_group(const Expression& e) {
    const auto* shape = e.operation == Operation::call ? function_named(e.words) : nullptr;
    return shape && shape->over_group;
}

void collect_groups(const Expression& e, const FieldIndex& index, std::vector<const Field*>& found) {
    const int place = e.operation == Operation::name ? index.find(e.words, nullptr) : -1;
    const auto* group = place < 0 ? nullptr : index.places()[static_cast<std::size_t>(place)].group;
    if (group && std::ranges::find(found, group) == found.end()) found.push_back(group);
    for (const auto& part : e.parts) collect_groups(*part, index, found);
}

/// The groups that any(children.age < 3) asks about: one, when the rule makes sense.
std::vector<const Field*> groups_asked(const Expression& e, const FieldIndex& index) {
    std::vector<const Field*> found;
    if (is_over_group(e)) collect_groups(e, index, found);
    return found;
}

bool is_on_map(const Field& field) { return field.type == FieldType::map; }

}  // namespace

PageRules::PageRules(const Form& form, const Page& page, const Answers& answers, const Scope& scope)
    : page_(page), answers_(answers), scope_(scope), index_(form) {
    const auto order = settling_order(index_);
    for (const int place : order) {
        find_what_follows(place);
        find_what_is_private(place);
    }
    for (const int place : order) tell(place);
}

int PageRules::find(std::string_view name, Around around) const {
    const int asked = index_.find(name, around.asked);
    return asked >= 0 && around.asked && place(asked).group == around.asked ? asked : index_.find(name, around.group);
}

PageRules::Around PageRules::around_parts(const Expression& e, Around around) const {
    const auto asked = groups_asked(e, index_);
    return asked.empty() ? around : Around{around.group, asked.front()};
}

template <class Is>
bool PageRules::any_name(const Expression& e, Around around, const Is& is) const {
    if (e.operation == Operation::name) {
        const int found = find(e.words, around);
        return found >= 0 && is(found);
    }
    const auto inner = around_parts(e, around);
    return std::ranges::any_of(e.parts, [&](const Tree& part) { return any_name(*part, inner, is); });
}

bool PageRules::follows_page(const Rule& rule, const Field* group) const { return rule && follows_page(rule.tree(), Around{group}); }

bool PageRules::follows_page(const Expression& e, Around around) const {
    return any_name(e, around, [&](int found) { return following_.contains(found); });
}

bool PageRules::names_private(const Expression& e, Around around) const {
    return any_name(e, around, [&](int found) { return private_.contains(found); });
}

std::vector<int> PageRules::inside(int group) const {
    std::vector<int> all;
    const auto* field = place(group).field;
    for (int inner = group + 1; inner < static_cast<int>(index_.places().size()) && place(inner).group == field; ++inner)
        all.push_back(inner);
    return all;
}

void PageRules::find_what_follows(int number) {
    const auto& field = *place(number).field;
    const auto needs = outer_needs_of(index_, number, Required::not_counted);
    bool follows = std::ranges::any_of(needs, [&](int need) { return following_.contains(need); });
    // What is asked here follows itself, unless it can not be shown whatever is answered.
    if (is_here(number) && field.asks())
        follows = !field.show_if || follows_page(field.show_if, nullptr) || evaluate(field.show_if, scope_).is_true();
    if (!follows) return;
    following_.insert(number);
    for (const int inner : inside(number)) following_.insert(inner);
}

void PageRules::find_what_is_private(int number) {
    if (is_here(number)) return;
    const auto mark = [&](int one, bool of_group) {
        const auto needs = needs_of(index_, one, Required::not_counted);
        const bool is_reckoned_from_private = place(one).field->type == FieldType::calculated &&
                                              std::ranges::any_of(needs, [&](int need) { return private_.contains(need); });
        if (of_group || is_reckoned_from_private || place(one).field->sensitivity == Sensitivity::sensitive) private_.insert(one);
    };
    mark(number, false);
    for (const int inner : inside(number)) mark(inner, private_.contains(number));
}

/// any(children.age < limit) with the children elsewhere and the limit here cannot be worked out in advance; and a rule about two groups,
/// which the check refuses, asks one or the other as they are answered.
bool PageRules::has_its_items_here(const Expression& e) const {
    const auto asked = groups_asked(e, index_);
    return asked.empty() || (asked.size() == 1 && following_.contains(index_.find(asked.front()->id, nullptr)));
}

PageRules::Written PageRules::written(const Rule& rule, Around around) const {
    if (!rule) return json::Value();
    const auto& e = rule.tree();
    if (!follows_page(e, around)) {
        const auto value = evaluate(rule, scope_);
        const bool is_an_answer = value.is_known() && (value.type() != ValueType::truth || e.operation == Operation::name);
        return is_an_answer && names_private(e, around) ? std::nullopt : to_json(value);
    }
    if (e.operation == Operation::name) {
        if (unread_.contains(find(e.words, around))) return std::nullopt;
        return expression_json("name", {e.words});
    }
    if (!has_its_items_here(e)) return std::nullopt;
    json::Array parts;
    const auto inner = around_parts(e, around);
    for (const auto& part : e.parts) {
        auto one = written(Rule(part), inner);
        if (!one) return std::nullopt;
        parts.push_back(*std::move(one));
    }
    return expression_json(json_name(e), std::move(parts));
}

/// The page's own rule is left out: who reads the page is shown it.
PageRules::Written PageRules::written_show(int number) const {
    const auto& [name, page, group, field] = place(number);
    json::Array rules;
    for (const auto& rule : {is_here(number) ? Rule() : page->show_if, field->show_if}) {
        if (!rule) continue;
        auto one = written(rule, {group});
        if (!one) return std::nullopt;
        rules.push_back(*std::move(one));
    }
    if (rules.empty()) return json::Value(true);
    return rules.size() == 1 ? rules[0] : expression_json("and", std::move(rules));
}

/// What is answered elsewhere, or kept already: files.
PageRules::Written PageRules::held(int number) const {
    const auto& field = *place(number).field;
    if (field.is_group() || private_.contains(number)) return std::nullopt;
    const auto* answer = answers_.find(field.id);
    return to_json(answer ? value_of(field, *answer) : Value());
}

std::optional<PageRules::Told> PageRules::told(int number) const {
    const auto& field = *place(number).field;
    auto question = json::object({{"id", field.id}, {"type", to_name(field.type)}});
    const auto show = written_show(number);
    if (!show) return std::nullopt;
    if (*show != json::Value(true)) question.set("show", *show);
    if (field.type == FieldType::calculated) {
        const auto value = written(field.value, {place(number).group});
        if (!value) return std::nullopt;
        question.set("value", *value);
    } else if (!is_here(number) || field.type == FieldType::file) {
        const auto kept = held(number);
        if (!kept) return std::nullopt;
        question.set("held", *kept);
    }
    if (!is_here(number)) question.set("elsewhere", true);
    return Told{number, std::move(question)};
}

void PageRules::tell(int number) {
    if (!following_.contains(number) && !(is_here(number) && follows_page(place(number).field->show_if, nullptr))) return;
    auto numbers = inside(number);
    numbers.insert(numbers.begin(), number);
    for (const int one : numbers)
        if (is_on_map(*place(one).field)) unread_.insert(one);
    std::vector<Told> all;
    for (const int one : numbers) {
        auto question = told(one);
        if (!question) {
            unread_.insert(numbers.begin(), numbers.end());
            return;
        }
        all.push_back(*std::move(question));
    }
    told_.push_back(std::move(all));
}

/// Last, when it is known what the browser cannot read: what is demanded may depend on any question.
void PageRules::add_required(Told& told) const {
    const auto& [name, page, group, field] = place(told.place);
    if (!is_here(told.place) || !follows_page(field->required, group)) return;
    if (const auto required = written(field->required, {group})) told.question.set("required", *required);
}

bool PageRules::decides_something(const Told& told) const {
    return is_here(told.place) && (told.question.has("show") || told.question.has("required") || told.question.has("value"));
}

json::Value PageRules::as_json() const {
    auto all = told_;
    std::set<int> needed;
    const auto need = [&](int number, Required required) {
        const auto needs = outer_needs_of(index_, number, required);
        needed.insert(needs.begin(), needs.end());
    };
    for (auto& question : all) {
        for (auto& one : question) add_required(one);
        if (std::ranges::none_of(question, [&](const Told& one) { return decides_something(one); })) continue;
        needed.insert(question.front().place);
        need(question.front().place, Required::counted);
    }
    for (auto question = all.rbegin(); question != all.rend(); ++question)
        if (needed.contains(question->front().place)) need(question->front().place, Required::not_counted);
    json::Array questions;
    for (auto& question : all) {
        if (!needed.contains(question.front().place)) continue;
        auto& outer = question.front();
        if (place(outer.place).field->is_group())
            outer.question.set("fields",
                               json::array(std::span<const Told>(question).subspan(1), [](const Told& one) { return one.question; }));
        questions.push_back(outer.question);
    }
    return json::object({{"today", scope_.today().days}, {"questions", questions}});
}

}  // namespace forms
