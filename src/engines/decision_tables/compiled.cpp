#include "engines/decision_tables/compiled.h"

#include <algorithm>
#include <set>

#include "engines/decision_tables/supplement.h"
#include "engines/flows/flow.h"
#include "engines/forms/problems.h"
#include "engines/forms/rule_tree.h"
#include "engines/forms/rule_types.h"
#include "engines/services/catalogue.h"

namespace decision_tables {
namespace {

forms::NameTypes types_of(const services::Service& service) {
    auto types = forms::name_types(service.form);
    for (const auto& condition : service.conditions) types["met." + condition.id] = {.type = forms::ValueType::truth};
    types["all_met"] = {.type = forms::ValueType::truth};
    return types;
}

/// The question that the expression simply names; null for anything else.
const forms::Field* named_field(const forms::Rule& rule, const services::Service& service) {
    if (!rule || rule.tree().operation != forms::Operation::name) return nullptr;
    return service.form.field(rule.tree().words);
}

const services::Condition* named_condition(const forms::Rule& rule, const services::Service& service) {
    if (!rule || rule.tree().operation != forms::Operation::name || !rule.tree().words.starts_with("met.")) return nullptr;
    return service.condition(std::string_view(rule.tree().words).substr(4));
}

bool is_sensitive(std::string_view name, const services::Service& service);

bool rests_on_sensitive(const forms::Rule& rule, const services::Service& service) {
    const auto inside = forms::names(rule);
    return std::ranges::any_of(inside, [&](const std::string& name) { return is_sensitive(name, service); });
}

/// Whether a name stands for sensitive data, itself, through what it is reckoned from, or through a condition of the service.
bool is_sensitive(std::string_view name, const services::Service& service) {
    if (const auto* field = service.form.field(name)) {
        if (field->sensitivity == forms::Sensitivity::sensitive) return true;
        // A form in which they go round cannot be published.
        return field->type == forms::FieldType::calculated && rests_on_sensitive(field->value, service);
    }
    return std::ranges::any_of(service.conditions, [&](const services::Condition& condition) {
        return (name == "all_met" || name == "met." + condition.id) && rests_on_sensitive(condition.met, service);
    });
}

class Reader {
public:
    Reader(const Content& content, const services::Service& service) : content_(content), service_(service) {}

    tl::expected<Compiled, std::vector<FieldError>> all() {
        compiled_.policy = content_.policy;
        if (content_.columns.empty()) problem("columns", "problem_no_columns");
        if (content_.rows.empty()) problem("rows", "problem_no_rows");
        for (std::size_t i = 0; i < content_.columns.size(); ++i) read_column(i);
        for (std::size_t i = 0; i < content_.rows.size(); ++i) read_row(i);
        check_automatic();
        if (!problems_.empty()) return tl::unexpected(std::move(problems_));
        return std::move(compiled_);
    }

private:
    void problem(std::string place, std::string key, std::vector<std::string> arguments = {}) {
        problems_.push_back({std::move(place), std::move(key), std::move(arguments)});
    }

    void read_column(std::size_t i) {
        const auto place = "columns." + std::to_string(i) + ".expression";
        auto column = compiled_column(content_.columns[i], service_);
        if (!column.rule) problem(place, "problem_expression", {content_.columns[i].expression});
        else if (column.type.type == forms::ValueType::unknown) problem(place, "problem_column_type", {content_.columns[i].expression});
        else if (column.label.sv.empty()) problem("columns." + std::to_string(i) + ".label_sv", "problem_no_label");
        compiled_.columns.push_back(std::move(column));
    }

    void read_row(std::size_t i) {
        const auto& row = content_.rows[i];
        const auto place = "rows." + std::to_string(i);
        CompiledRow read;
        for (std::size_t j = 0; j < compiled_.columns.size(); ++j) {
            if (compiled_.columns[j].type.type == forms::ValueType::unknown) continue;
            auto cell = parse_cell(j < row.cells.size() ? row.cells[j] : "", compiled_.columns[j].type);
            if (!cell) problem(place + ".cells." + std::to_string(j), cell.error().text_key, cell.error().arguments);
            else read.cells.push_back(std::move(*cell));
        }
        if (const auto ruling = ruling_from(row.ruling)) {
            read.ruling = *ruling;
            check_ruling(place + ".ruling", *ruling);
        } else {
            problem(place + ".ruling", "problem_choose_ruling");
        }
        compiled_.rows.push_back(std::move(read));
    }

    void check_ruling(const std::string& place, const Ruling& ruling) {
        if (ruling.outcome == asks_supplement) return check_supplement(place, ruling);
        const auto* outcome = service_.decision.outcome(ruling.outcome);
        if (!outcome || (!outcome->reasons.empty() && !outcome->reason(ruling.reason))) return problem(place, "problem_choose_ruling");
        if (ruling.mode != Mode::automatic) return;
        if (!may_decide_automatically(service_)) return problem(place, "problem_flow_needs_person");
        if (!is_automatic_lawful(service_, ruling)) return problem(place, "problem_law_needs_person");
        const bool is_plain_approval = outcome->grants && !outcome->goes_against_party;
        if (!is_plain_approval && !content_.rejects_automatically) problem(place, "problem_automatic_rejection");
    }

    // Law: förvaltningslagen 20 § first paragraph and 23 § third paragraph: whoever knows the case sees what is needed, and helps first.
    void check_supplement(const std::string& place, const Ruling& ruling) {
        if (!may_ask_supplement(service_) || !ruling.reason.empty()) problem(place, "problem_choose_ruling");
        else if (ruling.mode == Mode::automatic) problem(place, "problem_supplement_needs_person");
    }

    // Law: dataskyddsförordningen art. 22.4: a decision without a person does not rest on special categories of data.
    void check_automatic() {
        const bool any_automatic =
            std::ranges::any_of(compiled_.rows, [](const CompiledRow& row) { return row.ruling.mode == Mode::automatic; });
        if (!any_automatic) return;
        for (std::size_t i = 0; i < compiled_.columns.size(); ++i) {
            if (rests_on_sensitive(compiled_.columns[i].rule, service_))
                problem("columns." + std::to_string(i) + ".expression", "problem_sensitive");
        }
    }

    const Content& content_;
    const services::Service& service_;
    Compiled compiled_;
    std::vector<FieldError> problems_;
};

bool is_number_of(const forms::Field& field) { return field.type == forms::FieldType::number || field.type == forms::FieldType::money; }

}  // namespace

bool is_automatic_lawful(const services::Service& service, const Ruling& ruling) {
    const auto* outcome = service.decision.outcome(ruling.outcome);
    const auto* reason = outcome ? outcome->reason(ruling.reason) : nullptr;
    const auto& terms = reason && reason->appeal ? *reason->appeal : service.decision.appeal;
    return terms.kind == services::AppealKind::administrative;
}

using FlowIds = std::set<std::string, std::less<>>;

/// What the program carries is the same for its whole life.
static FlowIds flows_with(std::string_view transition) {
    FlowIds ids;
    for (const auto& file : services::carried_flows())
        if (const auto flow = flows::parse_flow(file.content); flow && flow->find_transition(transition)) ids.insert(flow->id);
    return ids;
}

bool may_decide_automatically(const services::Service& service) {
    static const auto all = flows_with(automatic_transition);
    return all.contains(service.flow);
}

bool may_ask_supplement(const services::Service& service) {
    static const auto all = flows_with("ask_supplement");
    return all.contains(service.flow);
}

CompiledColumn compiled_column(const Column& column, const services::Service& service) {
    CompiledColumn compiled{.label = column.label};
    const auto rule = forms::parse(column.expression);
    if (!rule || !*rule) return compiled;
    const auto types = types_of(service);
    const auto checked = forms::check_types(*rule, types);
    if (!checked.problems.empty()) return compiled;
    compiled.rule = *rule;
    compiled.type.type = checked.type;
    if (checked.type == forms::ValueType::groups || checked.type == forms::ValueType::drawing)
        compiled.type.type = forms::ValueType::unknown;
    if (const auto* field = named_field(*rule, service)) {
        compiled.type.options = field->options;
        compiled.type.unit = field->unit;
        if (is_number_of(*field)) {
            compiled.type.least = field->min;
            compiled.type.most = field->max;
            compiled.type.is_whole = field->decimals == 0 && field->type == forms::FieldType::number;
        }
        if (compiled.label.empty()) compiled.label = field->label;
    } else if (const auto* condition = named_condition(*rule, service); condition && compiled.label.empty()) {
        compiled.label = condition->label;
    }
    if (compiled.label.en.empty()) compiled.label.en = compiled.label.sv;
    return compiled;
}

tl::expected<Compiled, std::vector<FieldError>> compile(const Content& content, const services::Service& service) {
    return Reader(content, service).all();
}

Facts facts_in(const Compiled& table, const forms::Scope& scope) {
    Facts facts;
    for (const auto& column : table.columns) facts.push_back(forms::evaluate(column.rule, scope));
    return facts;
}

Verdict judge(const Compiled& table, const Facts& facts) {
    Verdict verdict;
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
        const auto& cells = table.rows[i].cells;
        bool hits = cells.size() == facts.size();
        for (std::size_t j = 0; hits && j < cells.size(); ++j) hits = cells[j].matches(facts[j]);
        if (hits) verdict.hits.push_back(i + 1);
    }
    if (verdict.hits.empty()) return verdict;
    const auto& first = table.rows[verdict.hits.front() - 1].ruling;
    const bool all_say_the_same = std::ranges::all_of(verdict.hits, [&](std::size_t row) { return table.rows[row - 1].ruling == first; });
    const bool decides =
        table.policy == HitPolicy::first || verdict.hits.size() == 1 || (table.policy == HitPolicy::any && all_say_the_same);
    if (!decides) {
        verdict.found = Found::several_rows;
        return verdict;
    }
    verdict.found = Found::decided;
    verdict.row = verdict.hits.front();
    verdict.ruling = first;
    return verdict;
}

std::vector<Tried> try_examples(const Compiled& table, const Content& content) {
    std::vector<Tried> all;
    for (std::size_t i = 0; i < content.examples.size(); ++i) {
        const auto& example = content.examples[i];
        const auto place = "examples." + std::to_string(i);
        Tried tried;
        Facts facts;
        for (std::size_t j = 0; j < table.columns.size(); ++j) {
            const auto fact = parse_fact(j < example.facts.size() ? example.facts[j] : "", table.columns[j].type);
            if (!fact) tried.errors.push_back({place + ".facts." + std::to_string(j), fact.error().text_key, fact.error().arguments});
            else facts.push_back(*fact);
        }
        if (!example.expected.empty() && !ruling_from(example.expected))
            tried.errors.push_back({place + ".expected", "problem_choose_ruling"});
        if (tried.errors.empty()) {
            tried.verdict = judge(table, facts);
            tried.passes = to_key(tried.verdict.ruling) == example.expected;
        }
        all.push_back(std::move(tried));
    }
    return all;
}

bool is_ready(const Content& content, const services::Service& service) {
    const auto compiled = compile(content, service);
    if (!compiled || content.examples.empty()) return false;
    return std::ranges::all_of(try_examples(*compiled, content), [](const Tried& tried) { return tried.passes; });
}

}  // namespace decision_tables
