#include "engines/forms/problems.h"

#include <algorithm>
#include <set>

#include "engines/forms/dependencies.h"
#include "engines/forms/rule_tree.h"

namespace forms {
namespace {

ValueType type_of(FieldType type) {
    switch (type) {
        case FieldType::number:
        case FieldType::money: return ValueType::number;
        case FieldType::date: return ValueType::date;
        case FieldType::yes_no:
        case FieldType::consent:
        case FieldType::declaration: return ValueType::truth;
        case FieldType::multiple:
        case FieldType::file: return ValueType::list;
        case FieldType::signature:
        case FieldType::group: return ValueType::groups;
        case FieldType::calculated:
        case FieldType::information: return ValueType::unknown;
        default: return ValueType::text;
    }
}

NameType name_type(const Field& field) {
    NameType found{field.is_drawn() ? ValueType::drawing : type_of(field.type)};
    if (found.type == ValueType::list) found.item = ValueType::text;
    for (const auto& option : field.options) found.options.push_back(option.value);
    return found;
}

class FormChecker {
public:
    explicit FormChecker(const Form& form) : form_(form), types_(name_types(form)) {}

    std::vector<Problem> all() {
        for (const auto& page : form_.pages) check_page(page);
        for (const auto& check : form_.checks) check_check(check);
        find_circles();
        return std::move(problems_);
    }

private:
    void problem(std::string path, int line, std::string key, std::vector<std::string> arguments = {}) {
        problems_.push_back({std::move(path), line, std::move(key), std::move(arguments)});
    }
    void rule(const Rule& checked, ValueType wanted, std::string path, int line, const Field* group = nullptr) {
        for (auto& found :
             check_rule(checked, types_, wanted, std::move(path), line, group ? std::string_view(group->id) : std::string_view{}))
            problems_.push_back(std::move(found));
    }
    void once(std::set<std::string, std::less<>>& seen, const std::string& id, const std::string& path, int line) {
        const bool shaped = !id.empty() && id.size() <= 60 && id[0] >= 'a' && id[0] <= 'z' &&
                            id.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") == id.npos;
        if (!shaped) problem(path, line, "problem_id_shape", {id});
        if (!seen.insert(id).second) problem(path, line, "problem_id_twice", {id});
    }

    void check_page(const Page& page) {
        const auto path = "form.pages." + page.id;
        once(page_ids_, page.id, path, page.line);
        rule(page.show_if, ValueType::truth, path + ".show_if", page.line);
        const bool never = can_never_be_true(page.show_if, types_);
        if (never) problem(path + ".show_if", page.line, "problem_page_never_shown", {page.id});
        if (page.fields.empty()) problem(path, page.line, "problem_page_without_fields", {page.id});
        for (const auto& field : page.fields) check_field(field, path + ".fields." + field.id, nullptr, never ? nullptr : &page);
    }

    void check_field(const Field& field, const std::string& path, const Field* group, const Page* shown_page) {
        once(field_ids_, field.id, path, field.line);
        if (is_reserved(field.id)) problem(path, field.line, "problem_id_reserved", {field.id});
        rule(field.required, ValueType::truth, path + ".required", field.line, group);
        rule(field.show_if, ValueType::truth, path + ".show_if", field.line, group);
        rule(field.earliest, ValueType::date, path + ".earliest", field.line, group);
        rule(field.latest, ValueType::date, path + ".latest", field.line, group);
        rule(field.value, ValueType::unknown, path + ".value", field.line, group);
        if (field.show_if && shown_page && never_shown(field, *shown_page, group))
            problem(path + ".show_if", field.line, "problem_never_shown", {field.id, print(field.show_if)});
        check_kind(field, path, group);
        if (field.type == FieldType::signature) return;  // its fields are made, and the same in every form
        for (const auto& inner : field.fields) check_field(inner, path + ".fields." + inner.id, &field, shown_page);
    }

    static bool is_reserved(std::string_view id) {
        static const std::set<std::string, std::less<>> reserved = {"and", "or", "not", "in", "true", "false", "met", "all_met"};
        return reserved.contains(id);
    }

    bool never_shown(const Field& field, const Page& page, const Field* group) const {
        // Inside a group the same name may mean the item's answer; simple reasoning stops there.
        if (group) return can_never_be_true(field.show_if, NameTypes{});
        if (!page.show_if) return can_never_be_true(field.show_if, types_);
        const auto both = parse("(" + print(page.show_if) + ") and (" + print(field.show_if) + ")");
        return both ? can_never_be_true(*both, types_) : can_never_be_true(field.show_if, types_);
    }

    void check_kind(const Field& field, const std::string& path, const Field* group) {
        const bool chooses = field.type == FieldType::choice || field.type == FieldType::multiple;
        if (chooses && field.options.empty()) problem(path, field.line, "problem_no_options", {field.id});
        std::set<std::string, std::less<>> values;
        for (const auto& option : field.options)
            if (option.value.empty() || !values.insert(option.value).second)
                problem(path + ".options", field.line, "problem_option_twice", {option.value});
        if (field.type == FieldType::calculated && !field.value) problem(path, field.line, "problem_no_value", {field.id});
        if (field.is_group() && field.fields.empty()) problem(path, field.line, "problem_empty_group", {field.id});
        if (field.is_group() && group) problem(path, field.line, "problem_group_in_group", {field.id});
        if (field.min && field.max && *field.min > *field.max) problem(path, field.line, "problem_min_over_max", {field.id});
        if (field.type == FieldType::multiple && field.min && *field.min > static_cast<double>(field.options.size()))
            problem(path, field.line, "problem_min_over_options", {field.id});
    }

    void check_check(const Check& check) {
        const auto path = "form.checks." + check.id;
        once(check_ids_, check.id, path, check.line);
        if (!check.unless) problem(path, check.line, "problem_check_without_rule", {check.id});
        rule(check.unless, ValueType::truth, path + ".unless", check.line);
        if (types_.contains(check.field)) return;
        std::vector<std::string> known;
        for (const auto& [name, type] : types_) known.push_back(name);
        problem(path + ".field", check.line, "rule_unknown_name", {check.field, nearest(check.field, known)});
    }

    /// Depth first; a field met again while it is still being followed closes a circle.
    void find_circles() {
        const FieldIndex index(form_);
        enum class Mark : char { fresh, open, done };
        std::vector<Mark> marks(index.places().size(), Mark::fresh);
        struct Step {
            int place;
            std::vector<int> needs;
            std::size_t next = 0;
        };
        std::vector<Step> way;
        const auto enter = [&](int place) {
            marks[static_cast<std::size_t>(place)] = Mark::open;
            way.push_back({place, needs_of(index, place, Required::counted)});
        };
        for (std::size_t start = 0; start < marks.size(); ++start) {
            if (marks[start] == Mark::fresh) enter(static_cast<int>(start));
            while (!way.empty()) {
                auto& step = way.back();
                if (step.next == step.needs.size()) {
                    marks[static_cast<std::size_t>(step.place)] = Mark::done;
                    way.pop_back();
                    continue;
                }
                const int need = step.needs[step.next++];
                if (marks[static_cast<std::size_t>(need)] == Mark::fresh) {
                    enter(need);
                } else if (marks[static_cast<std::size_t>(need)] == Mark::open) {
                    std::string circle;
                    const auto begin = std::find_if(way.begin(), way.end(), [&](const Step& s) { return s.place == need; });
                    for (auto at = begin; at != way.end(); ++at) circle += index.places()[static_cast<std::size_t>(at->place)].name + " → ";
                    const auto& place = index.places()[static_cast<std::size_t>(need)];
                    problem("form.pages." + place.page->id + ".fields." + place.name, place.field->line, "problem_circle",
                            {circle + place.name});
                }
            }
        }
    }

    const Form& form_;
    NameTypes types_;
    std::vector<Problem> problems_{};
    std::set<std::string, std::less<>> page_ids_{}, field_ids_{}, check_ids_{};
};

}  // namespace

NameTypes name_types(const Form& form) {
    NameTypes types;
    std::vector<std::pair<std::string, const Field*>> calculated;
    const auto add = [&](const std::string& name, const Field& field) {
        if (field.type == FieldType::information) return;
        types.insert_or_assign(name, name_type(field));
        if (field.type == FieldType::calculated) calculated.emplace_back(name, &field);
    };
    for (const auto& page : form.pages)
        for (const auto& field : page.fields) {
            add(field.id, field);
            for (const auto& inner : field.fields) add(field.id + "." + inner.id, inner);
        }
    for (const auto& [name, field] : calculated) {
        const auto dot = name.find('.');
        types[name].type = check_types(field->value, types, dot == name.npos ? std::string() : name.substr(0, dot)).type;
    }
    return types;
}

std::vector<Problem> check_rule(const Rule& rule, const NameTypes& types, ValueType wanted, std::string path, int line,
                                std::string_view group) {
    std::vector<Problem> problems;
    if (!rule) return problems;
    auto found = check_types(rule, types, group);
    for (auto& problem : found.problems) problems.push_back({path, line, std::move(problem.text_key), std::move(problem.arguments)});
    const bool is_day = wanted == ValueType::date && rule.tree().operation == Operation::text && date_from_iso(rule.tree().words);
    if (is_day || wanted == ValueType::unknown || found.type == ValueType::unknown || found.type == wanted || !problems.empty())
        return problems;
    const auto* key = wanted == ValueType::date     ? "rule_wants_date"
                      : wanted == ValueType::number ? "rule_wants_number"
                                                    : "rule_wants_truth";
    problems.push_back({std::move(path), line, key, {print(rule)}});
    return problems;
}

std::vector<Problem> check_form(const Form& form) { return FormChecker(form).all(); }

}  // namespace forms
