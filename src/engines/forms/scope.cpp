#include "engines/forms/answers.h"
#include "engines/forms/dependencies.h"
#include "foundation/base/numbers.h"

namespace forms {
namespace {

Value list_of(const std::vector<std::string>& texts) {
    std::vector<Value> items;
    for (const auto& text : texts) items.emplace_back(text);
    return Value::list(std::move(items));
}

Value list_of(const std::vector<FileAnswer>& files) {
    std::vector<Value> items;
    for (const auto& file : files) items.emplace_back(file.name);
    return Value::list(std::move(items));
}

}  // namespace

Value value_of(const Field& field, const Answer& answer) {
    if (const auto yes = answer.yes_no()) return *yes;
    if (const auto number = answer.number()) return *number;
    if (const auto* address = answer.address()) return address->street + ", " + address->postcode + " " + address->town;
    if (!answer.drawing().empty()) return Value::drawing(answer.drawing());
    if (const auto* point = answer.point()) return plain_number(point->latitude) + ", " + plain_number(point->longitude);
    if (field.type == FieldType::multiple) return list_of(answer.list());
    if (field.type == FieldType::file) return answer.is_empty() ? Value() : list_of(answer.files());
    if (answer.text().empty()) return {};
    if (field.type != FieldType::date) return answer.text();
    const auto date = date_from_iso(answer.text());
    return date ? Value(*date) : Value();
}

namespace {

bool holds(const Rule& rule, const Scope& scope) { return !rule || evaluate(rule, scope).is_true(); }

/// The form's scope with one item's values under their own names and as "children.age".
Scope inside(const Scope& scope, const Field& group, const Scope& item) {
    Scope both = scope;
    for (const auto& field : group.fields) both.set(field.id, item.get(field.id)).set(group.id + "." + field.id, item.get(field.id));
    return both;
}

/// Fields of an item are settled in the order in which they stand.
Scope item_scope(const Scope& scope, const Field& group, const Answers& answers) {
    Scope item(scope.today());
    for (const auto& field : group.fields) {
        if (field.show_if && !holds(field.show_if, inside(scope, group, item))) continue;
        if (field.type == FieldType::calculated) item.set(field.id, evaluate(field.value, inside(scope, group, item)));
        else if (const auto* answer = answers.find(field.id)) item.set(field.id, value_of(field, *answer));
    }
    return item;
}

class Settler {
public:
    Settler(const Form& form, const Answers& answers, Date today) : index_(form), answers_(answers), scope_(today) {}

    /// Each field after those that it needs. What closes a circle is left unknown.
    Scope settled() {
        for (const int place : settling_order(index_)) settle(index_.places()[static_cast<std::size_t>(place)]);
        return std::move(scope_);
    }

private:
    void settle(const FieldPlace& place) {
        const auto& field = *place.field;
        if (!holds(place.page->show_if, scope_) || !holds(field.show_if, scope_)) return;
        if (field.type == FieldType::calculated) {
            scope_.set(field.id, evaluate(field.value, scope_));
            return;
        }
        const auto* answer = answers_.find(field.id);
        if (!answer) return;
        if (!field.is_group()) {
            scope_.set(field.id, value_of(field, *answer));
            return;
        }
        std::vector<Scope> items;
        for (const auto& item : answer->groups()) items.push_back(item_scope(scope_, field, item));
        scope_.set(field.id, Value::groups(std::move(items)));
    }

    FieldIndex index_;
    const Answers& answers_;
    Scope scope_;
};

bool is_kept(const Field& field, const Answer& answer) {
    return field.asks() && !(answer.is_empty() && std::holds_alternative<std::string>(answer.value));
}

}  // namespace

Scope scope_of(const Form& form, const Answers& answers) { return scope_of(form, answers, swedish_date(now())); }

Scope scope_of(const Form& form, const Answers& answers, Date today) { return Settler(form, answers, today).settled(); }

bool is_shown(const Page& page, const Scope& scope) { return holds(page.show_if, scope); }

bool is_shown(const Form&, const Page& page, const Field& field, const Scope& scope) {
    return is_shown(page, scope) && holds(field.show_if, scope);
}

Scope group_item_scope(const Scope& scope, const Field& group, std::size_t number) {
    const auto items = scope.get(group.id);
    return number < items.group_items().size() ? inside(scope, group, items.group_items()[number]) : scope;
}

bool is_shown_in_group(const Field& group, std::size_t number, const Field& field, const Scope& scope) {
    return !field.show_if || holds(field.show_if, group_item_scope(scope, group, number));
}

Answers without_hidden(const Form& form, const Answers& answers) {
    const auto scope = scope_of(form, answers);
    Answers kept;
    for (const auto& page : form.pages)
        for (const auto& field : page.fields) {
            const auto* answer = answers.find(field.id);
            if (!answer || !is_kept(field, *answer) || !is_shown(form, page, field, scope)) continue;
            if (!field.is_group()) {
                kept.set(field.id, *answer);
                continue;
            }
            std::vector<Answers> items(answer->groups().size());
            for (std::size_t i = 0; i < items.size(); ++i)
                for (const auto& inner : field.fields)
                    if (const auto* own = answer->groups()[i].find(inner.id);
                        own && is_kept(inner, *own) && is_shown_in_group(field, i, inner, scope))
                        items[i].set(inner.id, *own);
            kept.set(field.id, {std::move(items)});
        }
    return kept;
}

}  // namespace forms
