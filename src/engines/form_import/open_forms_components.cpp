#include <algorithm>
#include <array>

#include "engines/form_import/form_import.h"
#include "engines/form_import/open_forms.h"
#include "engines/form_import/our_words.h"
#include "engines/form_import/parts.h"

namespace form_import::open_forms {
namespace {

using forms::FieldType;

struct Meaning {
    std::string_view foreign;
    FieldType type;
    std::string_view remark{};  ///< a text of this module, when something of it is not kept or is kept in another way
    Weight weight = Weight::note;
};
/// What each component becomes. A new field type of ours that fits better is one changed line.
constexpr std::array<Meaning, 33> meanings = {{{"textfield", FieldType::text},
                                               {"textarea", FieldType::long_text},
                                               {"number", FieldType::number},
                                               {"currency", FieldType::number},
                                               {"checkbox", FieldType::yes_no},
                                               {"radio", FieldType::choice},
                                               {"select", FieldType::choice},
                                               {"selectboxes", FieldType::multiple},
                                               {"date", FieldType::date},
                                               {"datetime", FieldType::date},
                                               {"time", FieldType::number},
                                               {"email", FieldType::email},
                                               {"phoneNumber", FieldType::phone},
                                               {"postcode", FieldType::postcode, "why_swedish_form"},
                                               {"bsn", FieldType::personal_number, "why_swedish_form"},
                                               {"addressNL", FieldType::address, "why_address"},
                                               {"iban", FieldType::text},
                                               {"licenseplate", FieldType::text, "why_licence_plate"},
                                               {"map", FieldType::map},
                                               {"file", FieldType::file},
                                               {"signature", FieldType::declaration, "why_signature", Weight::loss},
                                               {"cosign", FieldType::email, "why_cosign", Weight::loss},
                                               {"coSign", FieldType::email, "why_cosign", Weight::loss},
                                               {"password", FieldType::text, "why_unknown_type", Weight::loss},
                                               {"productPrice", FieldType::choice},
                                               {"content", FieldType::information},
                                               {"softRequiredErrors", FieldType::information},
                                               {"editgrid", FieldType::group},
                                               {"children", FieldType::group, "why_from_register"},
                                               {"partners", FieldType::group, "why_from_register"},
                                               {"npFamilyMembers", FieldType::group, "why_from_register"},
                                               {"customerProfile", FieldType::email, "why_contact_page"},
                                               {"profile", FieldType::email, "why_contact_page"}}};

const Meaning* meaning_of(std::string_view foreign) {
    const auto found = std::find_if(meanings.begin(), meanings.end(), [&](const Meaning& one) { return one.foreign == foreign; });
    return found == meanings.end() ? nullptr : &*found;
}

bool is_layout(std::string_view type) { return type == "fieldset" || type == "columns" || type == "well" || type == "panel"; }
bool is_people(std::string_view type) { return type == "children" || type == "partners" || type == "npFamilyMembers"; }

}  // namespace

forms::Words translated(const json::Value& component, const std::string& key, std::string (*made)(std::string_view)) {
    const auto own = made(raw_text(component[key]));
    const auto in = [&](const char* language) {
        const auto found = made(raw_text(component["openForms"]["translations"][language][key]));
        return found.empty() ? own : found;
    };
    return {in("sv"), in("en")};
}

void Components::read_all(const json::Value& components, const std::string& place, const Logic& shown, std::vector<Question>& into) {
    for (const auto& component : components.items()) read(component, place, shown, into);
}

Question Components::begun(const json::Value& component, const std::string& place, const Logic& shown) {
    Question begun{.was = raw_text(component["type"])};
    const auto key = raw_text(component["key"]);
    begun.place = place + "/" + (key.empty() ? begun.was : key);
    begun.field.label = translated(component, "label", plain_text);
    if (begun.field.label.empty()) begun.field.label = {key, key};
    begun.field.hint = translated(component, "description", plain_text);
    if (const auto more = translated(component, "tooltip", plain_text); !more.empty()) {
        const auto joined_with = [](const std::string& a, const std::string& b) { return a.empty() || a == b ? b : a + " " + b; };
        begun.field.hint = {joined_with(begun.field.hint.sv, more.sv), joined_with(begun.field.hint.en, more.en)};
    }
    begun.show_if = both(shown, shown_if(component, begun.place));
    const bool is_required = is_yes(component["validate"]["required"]);
    begun.required = rules_.required(key, is_required);
    if (is_yes(component["isSensitiveData"])) begun.field.sensitivity = forms::Sensitivity::personal;
    return begun;
}

/// conditional: {show, when, eq} goes before hidden, as Open Forms has it.
Logic Components::shown_if(const json::Value& component, const std::string& place) {
    const auto key = raw_text(component["key"]);
    const auto& conditional = component["conditional"];
    const auto when = raw_text(conditional["when"]), show = raw_text(conditional["show"]);
    if (when.empty() || (show != "true" && show != "false")) return rules_.shown(key, !is_yes(component["hidden"]));
    auto holds = call("==", {name(when), constant_of(conditional["eq"])});
    foreign_.conditions.push_back({place + "/conditional", holds, group_});
    if (show == "false") holds = negated(std::move(holds));
    // What the rules hide or show after that; hidden itself says nothing here.
    return either(both(holds, rules_.shown(key, true)), rules_.shown(key, false));
}

void Components::read(const json::Value& component, const std::string& place, const Logic& shown, std::vector<Question>& into) {
    if (foreign_.report.components > most_components) return;  // refused as too large: the rest need not be read
    foreign_.report.components += 1;
    auto question = begun(component, place, shown);
    if (is_layout(question.was)) return layout(component, question, into);
    const auto key = raw_text(component["key"]);
    const auto* meaning = meaning_of(question.was);
    question.field.type = meaning ? meaning->type : FieldType::text;
    question.field.id = foreign_.names.made(key.empty() ? question.was : key, question.field.label.en);
    if (question.field.id != key) foreign_.report.renamed.push_back({question.place, question.field.id});
    const std::string became = std::string(to_name(question.field.type)) + " " + question.field.id;
    if (!meaning) foreign_.report.lost(question.place, question.was, became, "why_unknown_type");
    else if (meaning->weight == Weight::loss) foreign_.report.lost(question.place, question.was, became, std::string(meaning->remark));
    else if (!meaning->remark.empty()) foreign_.report.note(question.place, question.was, became, std::string(meaning->remark));

    if (question.field.type == FieldType::information) return information(component, std::move(question), into);
    name_what_is_not_kept(component, question);
    if (question.field.type == FieldType::group && group_.empty()) {
        if (is_people(question.was)) return people(component, std::move(question), into);
        return group(component, std::move(question), into);
    }
    const bool is_many = is_yes(component["multiple"]) && question.was != "select" && question.was != "file";
    if (is_many && group_.empty()) return several(component, std::move(question), into);
    if (is_many) foreign_.report.lost(question.place, question.was, became, "why_group_in_group");
    if (question.was == "datetime" || question.was == "time") return in_parts(component, std::move(question), into);
    this->question(component, std::move(question), into);
}

/// A frame around questions: its heading stays as text, and its condition is that of each of them.
void Components::layout(const json::Value& component, const Question& frame, std::vector<Question>& into) {
    const bool has_heading = frame.was == "fieldset" && !is_yes(component["hideHeader"]) && !raw_text(component["label"]).empty();
    if (has_heading) {
        Question heading{.place = frame.place, .was = frame.was, .show_if = frame.show_if};
        heading.field.type = FieldType::information;
        heading.field.id = foreign_.names.made(raw_text(component["key"]), frame.field.label.en);
        const auto text = [](const std::string& label, const std::string& hint) {
            return "### " + label + (hint.empty() ? "" : "\n\n" + hint);
        };
        heading.field.text = {text(frame.field.label.sv, frame.field.hint.sv), text(frame.field.label.en, frame.field.hint.en)};
        into.push_back(std::move(heading));
    }
    read_all(component["components"], frame.place, frame.show_if, into);
    for (const auto& column : component["columns"].items()) read_all(column["components"], frame.place, frame.show_if, into);
}

void Components::information(const json::Value& component, Question question, std::vector<Question>& into) {
    auto& field = question.field;
    field.text = translated(component, "html", markdown_of);
    field.label = field.hint = {};
    question.required = truth(true);
    const auto raw = raw_text(component["html"]);
    if (question.was == "softRequiredErrors") foreign_.report.lost(question.place, question.was, "information", "why_soft_required");
    else if (raw.find("{{") != raw.npos || raw.find("{%") != raw.npos)
        foreign_.report.lost(question.place, question.was, "information", "why_template");
    if (!field.text.empty()) into.push_back(std::move(question));
}

void Components::add_use(const std::string& key, Use use) {
    if (key.empty()) return;
    if (!foreign_group_.empty()) foreign_.uses.insert_or_assign(foreign_group_ + "." + key, use);
    foreign_.uses.emplace(key, std::move(use));
}

void Components::begin_group(const Question& question, const std::string& key) {
    add_use(key, {.kind = Use::Kind::group, .id = question.field.id});
    group_ = question.field.id;
    foreign_group_ = key;
}

void Components::group(const json::Value& component, Question question, std::vector<Question>& into) {
    auto& field = question.field;
    field.item = translated(component, "groupLabel", plain_text);
    if (field.item.empty()) field.item = field.label;
    field.min = question.required.is_never() ? 0 : 1;
    if (const auto least = number_of(component["validate"]["minLength"]); least && *least >= 1) field.min = *least;
    if (const auto most = number_of(component["validate"]["maxLength"]); most && *most >= 1) field.max = *most;
    begin_group(question, raw_text(component["key"]));
    read_all(component["components"], question.place, truth(true), question.inner);
    group_ = foreign_group_ = "";
    if (question.inner.empty()) return foreign_.report.lost(question.place, question.was, "", "why_empty_group");
    into.push_back(std::move(question));
}

/// A question with several answers of its kind.
void Components::several(const json::Value& component, Question question, std::vector<Question>& into) {
    Question one = question;
    one.show_if = one.required = truth(true);
    one.field.id = foreign_.names.made(question.field.id + "_item", "");
    question.field.item = question.field.label;
    question.field.type = FieldType::group;
    question.field.min = question.required.is_never() ? 0 : 1;
    if (const auto most = number_of(component["validate"]["maxItems"]); most && *most >= 1) question.field.max = *most;
    const auto key = raw_text(component["key"]);
    begin_group(question, key);
    fill_in(component, one);
    question.inner.push_back(std::move(one));
    group_ = foreign_group_ = "";
    into.push_back(std::move(question));
}

void Components::people(const json::Value& component, Question question, std::vector<Question>& into) {
    const auto key = raw_text(component["key"]);
    question.field.item = our_words("part_person");
    question.field.min = question.required.is_never() ? 0 : 1;
    begin_group(question, key);
    for (const auto& [foreign, words, type] : {std::tuple("bsn", "part_number", FieldType::personal_number),
                                               {"firstNames", "part_name", FieldType::text},
                                               {"dateOfBirth", "part_born", FieldType::date}}) {
        Question part{.place = question.place, .was = question.was};
        part.field.type = type;
        part.field.id = foreign_.names.made(question.field.id + "_" + std::string(words).substr(5), "");
        part.field.label = our_words(words);
        part.field.sensitivity = forms::Sensitivity::personal;
        add_use(foreign, {.kind = kind_of(type), .id = part.field.id, .group = group_});
        question.inner.push_back(std::move(part));
    }
    group_ = foreign_group_ = "";
    into.push_back(std::move(question));
}

void Components::in_parts(const json::Value& component, Question question, std::vector<Question>& into) {
    const bool is_clock = question.was == "time";
    if (!is_clock) fill_in_date(component, question);
    const auto key = raw_text(component["key"]);
    add_use(key, add_parts(foreign_, question, is_clock ? Parts::clock : Parts::day_and_clock, group_, into));
    for (const auto& [limit, sign] : {std::pair("minTime", ">="), {"maxTime", "<="}})
        if (const auto time = raw_text(component["validate"][limit]); is_clock && !time.empty())
            check(question, std::string(limit), call(sign, {name(key), text(time)}), our_words("check_range"));
}

void Components::question(const json::Value& component, Question question, std::vector<Question>& into) {
    auto& field = question.field;
    const auto key = raw_text(component["key"]);
    if (field.type == FieldType::group) {
        field.type = FieldType::long_text;
        foreign_.report.lost(question.place, question.was, "long_text " + field.id, "why_group_in_group");
    }
    // A box that must be ticked is a statement.
    const bool is_box = question.was == "checkbox";
    if (is_box && question.required.is_always()) field.type = FieldType::declaration;
    fill_in(component, question);
    if (const auto worth = rules_.value(key, field.type == FieldType::number ? call("/", {number(0), number(0)}) : text(""))) {
        if (is_yes(component["disabled"])) {
            question.value = worth;
            question.required = truth(true);
            forms::Field shown{field.id, FieldType::calculated, field.label, field.hint};
            shown.unit = field.unit;
            field = std::move(shown);
        } else {
            foreign_.report.lost(question.place, question.was, field.id, "why_set_by_rule");
        }
    }
    Use use{.kind = kind_of(field.type), .id = field.id, .group = group_, .unticked_is_no = is_box};
    if (question.value) use.kind = question.was == "number" || question.was == "currency" ? Use::Kind::number : Use::Kind::text;
    for (const auto& option : field.options) use.options.push_back(option.value);
    if (field.type == FieldType::multiple)
        for (const auto& option : field.options)
            add_use(key + "." + option.value, {.kind = Use::Kind::variable, .value = call("in", {text(option.value), name(key)})});
    if (question.was == "addressNL")
        for (const auto* part : {"postcode", "houseNumber", "houseLetter", "houseNumberAddition", "city", "streetName"})
            add_use(key + "." + part, {.kind = Use::Kind::variable, .value = name(key)});
    add_use(key, std::move(use));
    into.push_back(std::move(question));
}

}  // namespace form_import::open_forms
