#include "engines/form_import/foreign.h"
#include "engines/form_import/our_words.h"
#include "engines/forms/problems.h"
#include "foundation/base/unicode.h"

namespace form_import {
namespace {

using forms::Field;
using forms::Rule;
using forms::ValueType;

class Drafter {
public:
    explicit Drafter(ForeignForm& foreign) : foreign_(foreign) {}

    forms::Form form() {
        forms::Form form;
        for (const auto& page : foreign_.pages) {
            forms::Page made{page.id, page.title.empty() ? forms::Words{page.id, page.id} : page.title, {}, {}};
            made.show_if = shown_if(page.show_if, page.place, {});
            for (const auto& question : page.questions) made.fields.push_back(field_of(question, {}));
            form.pages.push_back(std::move(made));
        }
        for (const auto& check : foreign_.checks)
            if (auto unless = unless_of(check.unless))
                form.checks.push_back({check.id, std::move(*unless), check.field, check.message, true});
            else lost(check.place, check.unless, unless.error());
        return form;
    }

    /// Every rule must fit the types of the form; one that does not is taken out and named.
    void drop_wrong_types(forms::Form& form) {
        const auto types = forms::name_types(form);
        const auto checked = [&](Rule& rule, ValueType wanted, const std::string& where, const std::string& group, const Rule& otherwise) {
            const auto problems = forms::check_rule(rule, types, wanted, where, 0, group);
            if (problems.empty()) return;
            foreign_.report.form_lost(where, "", "why_rule", {first_characters(forms::print(rule), 80)});
            rule = otherwise;
        };
        const auto check_field = [&](Field& field, const std::string& group) {
            checked(field.show_if, ValueType::truth, field.id, group, {});
            checked(field.required, ValueType::truth, field.id, group, Rule::always());
            checked(field.earliest, ValueType::date, field.id, group, {});
            checked(field.latest, ValueType::date, field.id, group, {});
            checked(field.value, ValueType::unknown, field.id, group, forms::parse("''").value());
        };
        for (auto& page : form.pages) {
            checked(page.show_if, ValueType::truth, page.id, {}, {});
            for (auto& field : page.fields) {
                check_field(field, {});
                for (auto& inner : field.fields) check_field(inner, field.id);
            }
        }
        for (auto& check : form.checks) checked(check.unless, ValueType::truth, check.id, {}, Rule::always());
    }

    void count_conditions(const forms::Form& form) {
        const auto types = forms::name_types(form);
        auto& report = foreign_.report;
        for (const auto& condition : foreign_.conditions) {
            report.conditions += 1;
            const auto rule = say_condition(condition.logic, foreign_.uses, condition.group);
            const bool fits = rule && forms::check_rule(*rule, types, ValueType::truth, "", 0, condition.group).empty();
            report.evaluating += fits;
            if (!rule) report.form_lost(condition.place, "", rule.error().text_key, rule.error().arguments);
            else if (!fits) report.form_lost(condition.place, "", "why_rule", {first_characters(forms::print(*rule), 80)});
            for (const auto& missing : unknown_names(condition.logic, foreign_.uses))
                report.note(condition.place, "", "", "why_unknown_name", {missing});
        }
    }

private:
    void lost(const std::string& place, const Logic& logic, const Unsayable& why) {
        foreign_.report.lost(place, logic.words, "", why.text_key, why.arguments);
    }

    /// A check stops only on what is false, so that what is unanswered needs no word of its own inside "not".
    tl::expected<Rule, Unsayable> unless_of(const Logic& unless) const {
        if (!unless.is("not")) return say_condition(unless, foreign_.uses);
        auto stops = say_condition(unless.parts[0], foreign_.uses);
        if (!stops) return stops;
        if (auto rule = forms::parse("not (" + forms::print(*stops) + ")")) return *rule;
        return tl::unexpected(Unsayable{"why_too_large"});
    }

    /// What cannot be said is always shown, so that nothing is hidden that somebody must answer.
    Rule shown_if(const Logic& logic, const std::string& place, const std::string& group) {
        if (logic.is_always()) return {};
        auto rule = say_condition(logic, foreign_.uses, group);
        if (rule) return rule->is_always() ? Rule() : *rule;
        lost(place, logic, rule.error());
        return {};
    }

    Rule said(const std::optional<Logic>& logic, const std::string& place, const std::string& group) {
        if (!logic) return {};
        auto rule = say_value(*logic, foreign_.uses, group);
        if (rule) return *rule;
        lost(place, *logic, rule.error());
        return {};
    }

    Field field_of(const Question& question, const std::string& group) {
        Field field = question.field;
        field.show_if = shown_if(question.show_if, question.place, group);
        if (const auto required = say_condition(question.required, foreign_.uses, group)) field.required = *required;
        else lost(question.place, question.required, required.error());
        field.earliest = said(question.earliest, question.place, group);
        field.latest = said(question.latest, question.place, group);
        field.value = said(question.value, question.place, group);
        if (field.type == forms::FieldType::calculated && !field.value) field.value = forms::parse("''").value();
        if (field.max_length == 0) field.max_length = services::usual_length(field.type);
        if (field.sensitivity == forms::Sensitivity::ordinary) field.sensitivity = services::usual_sensitivity(field.type);
        for (const auto& inner : question.inner) field.fields.push_back(field_of(inner, field.id));
        return field;
    }

    ForeignForm& foreign_;
};

/// What the foreign form cannot know about a Swedish town hall. The check of a definition does not let such a draft be published.
void mark_to_fill_in(services::Service& service, Report& report) {
    if (service.summary.empty()) {
        service.summary = our_words("draft_summary");
        report.to_fill_in.emplace_back("summary");
    }
    const std::string marker(services::to_fill_in);
    service.theme = our_words("draft_theme").sv;
    service.unit = our_words("draft_unit").sv;
    service.series = marker;
    service.law = {{our_words("draft_law").sv, ""}};
    service.privacy.purpose = our_words("draft_purpose");
    service.retention.ref = our_words("draft_retention").sv;
    for (const auto* key : {"theme", "unit", "series", "law", "purpose", "usual_days", "retention", "decision"})
        report.to_fill_in.emplace_back(key);
}

int copies_in(const std::vector<Field>& fields) {
    int copies = 0;
    const auto count = [&](const forms::Words& words) { copies += !words.empty() && words.sv == words.en; };
    for (const auto& field : fields) {
        for (const auto* words : {&field.label, &field.hint, &field.text, &field.item}) count(*words);
        for (const auto& option : field.options) count(option.label);
        copies += copies_in(field.fields);
    }
    return copies;
}

void mark(Uses& uses, const Question& question, bool is_always_asked, const std::string& group) {
    const bool is_answered = is_always_asked && question.show_if.is_always() && question.required.is_always();
    for (auto& [foreign, use] : uses)
        if ((use.id == question.field.id || use.second == question.field.id) && use.group == group) use.may_be_unanswered = !is_answered;
    for (const auto& inner : question.inner) mark(uses, inner, true, question.field.id);
}

}  // namespace

services::Service draft_of(ForeignForm& foreign) {
    for (const auto& page : foreign.pages)
        for (const auto& question : page.questions) mark(foreign.uses, question, page.show_if.is_always(), {});
    Drafter drafter(foreign);
    services::Service service;
    service.id = first_characters(slug(foreign.name), 60);
    while (!service.id.empty() && service.id.back() == '-') service.id.pop_back();
    if (service.id.empty()) service.id = "import";
    service.title = foreign.title.empty() ? forms::Words{service.id, service.id} : foreign.title;
    service.summary = foreign.summary;
    service.icon = "file-text";
    service.applicant = foreign.applicant;
    service.sign_in = foreign.sign_in;
    service.case_title = service.public_title = service.title;
    service.flow = "decision";
    service.form = drafter.form();
    service.form.pages.push_back(services::contact_page(service.applicant, service.sign_in));
    drafter.drop_wrong_types(service.form);
    drafter.count_conditions(service.form);
    for (const auto& page : foreign.pages) foreign.report.copied_texts += page.title.sv == page.title.en;
    for (const auto& page : service.form.pages) foreign.report.copied_texts += copies_in(page.fields);
    mark_to_fill_in(service, foreign.report);
    return service;
}

}  // namespace form_import
