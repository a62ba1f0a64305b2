#include "areas/service_builder/parts.h"

#include <algorithm>
#include <map>

#include "engines/services/service.h"

namespace service_builder {
namespace {

using services::inside;
using services::Path;
using Properties = std::vector<Property>;

template <class Enum>
std::vector<std::string_view> names() {
    std::vector<std::string_view> all;
    for (const auto& [value, name] : names_of<Enum>) all.push_back(name);
    return all;
}

const Properties& questions() {
    static const Properties all = {
        {"id", Kind::id},
        {"type", Kind::choice, names<forms::FieldType>()},
        {"label", Kind::words},
        {"text", Kind::prose},
        {"statement", Kind::words},
        {"hint", Kind::words},
        {"why", Kind::prose},
        {"options", Kind::options},
        {"item", Kind::words},
        {"value", Kind::rule},
        {"required", Kind::required},
        {"show_if", Kind::rule},
        {"asks", Kind::several, {"number", "email", "phone", "address"}},
        {"shape", Kind::choice, {"point", "line", "area"}},
        {"unit", Kind::words},
        {"per", Kind::choice, {"month", "year"}},
        {"min", Kind::decimal},
        {"max", Kind::decimal},
        {"decimals", Kind::whole},
        {"max_length", Kind::whole},
        {"earliest", Kind::rule},
        {"latest", Kind::rule},
        {"max_days", Kind::whole},
        {"max_files", Kind::whole},
        {"max_mb", Kind::whole},
        {"accept", Kind::several, {"pdf", "image", "office"}},
        {"sensitivity", Kind::choice, names<forms::Sensitivity>()},
        {"purpose", Kind::prose},
        {"legal_ground", Kind::choice, names<services::LegalGround>()},
        {"law", Kind::line},
        {"retention.months", Kind::whole},
        {"retention.years", Kind::whole},
    };
    return all;
}

Properties appeal(std::string_view kind, std::string_view court, std::string_view days) {
    return {{kind, Kind::choice, names<services::AppealKind>()}, {court, Kind::words}, {days, Kind::whole}};
}

Properties with_appeal(Properties properties, std::string_view kind, std::string_view court, std::string_view days) {
    for (auto& one : appeal(kind, court, days)) properties.push_back(std::move(one));
    return properties;
}

Properties basics() {
    return {
        {"title", Kind::words},
        {"summary", Kind::prose},
        {"icon", Kind::line},
        {"theme", Kind::choice, {"education", "care", "building", "culture", "traffic", "democracy", "business", "environment"}},
        {"life_events",
         Kind::several,
         {"school_start", "moving", "new_child", "illness", "ageing", "starting_business", "building_home", "bereavement",
          "new_in_sweden"}},
        {"keywords", Kind::lines},
        {"unit", Kind::line},
        {"series", Kind::line},
        {"applicant", Kind::choice, names<services::ApplicantKind>()},
        {"sign_in", Kind::choice, names<services::SignIn>()},
        {"case_title", Kind::words},
        {"public_title", Kind::words},
        {"flow",
         Kind::choice,
         {"decision", "signed_decision", "approved_decision", "notification", "registration", "concern_report", "information_request"}}};
}

Properties privacy() {
    return {{"privacy.purpose", Kind::prose},
            {"privacy.legal_ground", Kind::choice, names<services::LegalGround>()},
            {"privacy.recipients", Kind::word_lines},
            {"secrecy.ref", Kind::line},
            {"secrecy.hides", Kind::choice, names<services::Hides>()},
            {"retention.years", Kind::whole},
            {"retention.preserve", Kind::truth},
            {"retention.ref", Kind::line}};
}

Properties terms() {
    return with_appeal({{"processing.usual_days", Kind::whole},
                        {"processing.deadline.days", Kind::whole},
                        {"processing.deadline.calendar", Kind::truth},
                        {"processing.deadline.ref", Kind::line},
                        {"fee.ref", Kind::line},
                        {"decision.delegation", Kind::line}},
                       "decision.appeal.kind", "decision.appeal.court", "decision.appeal.days");
}

Properties conditions() {
    return {{"id", Kind::id},      {"label", Kind::words}, {"shows", Kind::line},
            {"check", Kind::line}, {"met", Kind::rule},    {"source", Kind::words}};
}

Properties outcomes() {
    return {{"id", Kind::id},
            {"label", Kind::words},
            {"summary", Kind::words},
            {"effects", Kind::word_lines},
            {"letter.heading", Kind::words},
            {"letter.body", Kind::prose},
            {"goes_against", Kind::choice, {"true", "false"}},
            {"grants", Kind::choice, {"true", "false"}}};
}

Properties reasons() {
    return with_appeal({{"id", Kind::id}, {"label", Kind::words}, {"text", Kind::prose}, {"ref", Kind::line}}, "appeal.kind",
                       "appeal.court", "appeal.days");
}

const std::map<std::string_view, Properties>& forms_by_kind() {
    static const std::map<std::string_view, Properties> all = {
        {"basics", basics()},
        {"privacy", privacy()},
        {"terms", terms()},
        {"pages", {{"id", Kind::id}, {"title", Kind::words}, {"show_if", Kind::rule}}},
        {"checks", {{"id", Kind::id}, {"unless", Kind::rule}, {"field", Kind::line}, {"message", Kind::words}, {"stops", Kind::untruth}}},
        {"conditions", conditions()},
        {"proposals", {{"when", Kind::rule}, {"outcome", Kind::line}, {"reason", Kind::line}}},
        {"outcomes", outcomes()},
        {"reasons", reasons()},
        {"blocks", {{"id", Kind::id}, {"label", Kind::words}, {"text", Kind::prose}, {"usual", Kind::truth}}},
        {"supplement", {{"id", Kind::id}, {"field", Kind::line}, {"text", Kind::words}}},
        {"law", {{"ref", Kind::line}, {"url", Kind::line}, {"about", Kind::words}}},
        {"lines", {{"id", Kind::id}, {"text", Kind::words}, {"amount", Kind::rule}, {"when", Kind::rule}}},
    };
    return all;
}

void ids_of_questions(const yaml::Node& fields, std::vector<std::string>& ids) {
    for (const auto& question : fields.items()) {
        ids.push_back(question["id"].text());
        ids_of_questions(question["fields"], ids);
    }
}

std::vector<std::string> ids_of_questions(const yaml::Node& document) {
    std::vector<std::string> ids;
    for (const auto& page : document["form"]["pages"].items()) ids_of_questions(page["fields"], ids);
    return ids;
}

std::string_view first_key(std::string_view key) { return key.substr(0, key.find('.')); }

bool contains(const std::vector<std::string>& all, std::string_view one) { return std::ranges::find(all, one) != all.end(); }

bool is_made_of(std::string_view id, std::string_view characters) {
    return !id.empty() && id.size() <= 60 && id.front() >= 'a' && id.front() <= 'z' && id.find_first_not_of(characters) == id.npos;
}

yaml::Node empty_words() { return yaml::Node::of({{"sv", yaml::Node::of("")}, {"en", yaml::Node::of("")}}); }

}  // namespace

bool is_service_id(std::string_view id) { return is_made_of(id, "abcdefghijklmnopqrstuvwxyz0123456789-"); }
bool is_part_id(std::string_view id) { return is_made_of(id, "abcdefghijklmnopqrstuvwxyz0123456789_"); }

bool is_head_form(std::string_view name) { return std::ranges::find(head_forms, name) != std::end(head_forms); }

std::string_view kind_of(const Path& path) {
    if (path.size() < 2) return "";
    const auto kind = forms_by_kind().find(path[path.size() - 2]);
    if (kind != forms_by_kind().end() && !is_head_form(kind->first)) return kind->first;
    return path[path.size() - 2] == "fields" ? "fields" : "";
}

Properties properties_of(std::string_view kind, const yaml::Node& part) {
    if (kind != "fields") {
        const auto found = forms_by_kind().find(kind);
        return found == forms_by_kind().end() ? Properties{} : found->second;
    }
    const auto type = from_name<forms::FieldType>(part["type"].text());
    if (!type) return questions();
    const auto known = services::keys_of(*type);
    Properties fitting;
    std::ranges::copy_if(questions(), std::back_inserter(fitting),
                         [&](const Property& one) { return contains(known, first_key(one.key)); });
    return fitting;
}

/// Of an outcome: it stands between the outcome and its blocks, and has no form of its own.
static bool is_letter(const Path& path) {
    return !path.empty() && path.back() == "letter" && kind_of(services::parent_of(path)) == "outcomes";
}

std::vector<PartList> lists_in(const Path& path, const yaml::Node& part) {
    if (path.empty())
        return {{{"form", "pages"}, "pages"},
                {{"form", "checks"}, "checks"},
                {{"fee", "lines"}, "lines"},
                {{"conditions"}, "conditions"},
                {{"proposals"}, "proposals"},
                {{"decision", "outcomes"}, "outcomes"},
                {{"decision", "supplement"}, "supplement"},
                {{"law"}, "law"}};
    const auto kind = kind_of(path);
    const bool holds_questions = kind == "pages" || part["type"].text() == "group";
    if (holds_questions) return {{inside(path, "fields"), "fields"}};
    if (kind == "outcomes") return {{inside(path, "reasons"), "reasons"}, {inside(inside(path, "letter"), "blocks"), "blocks"}};
    if (is_letter(path)) return {{inside(path, "blocks"), "blocks"}};
    return {};
}

Path holder_of(const Path& path) {
    auto holder = path.size() > 2 ? Path(path.begin(), path.end() - 2) : Path{};
    if (is_letter(holder)) holder.pop_back();
    return kind_of(holder).empty() ? Path{} : holder;
}

std::string address_name(std::string_view kind, const services::NamedPart& part, std::size_t index) {
    return kind == "law" || kind == "proposals" ? std::to_string(index + 1) : part.name;
}

std::string form_of(const Path& problem) {
    for (auto path = problem; path.size() >= 2; path.pop_back())
        if (!kind_of(path).empty()) return services::to_text(path);
    const auto written = services::to_text(problem);
    for (const auto form : head_forms)
        for (const auto& property : properties_of(form, {}))
            if (written.starts_with(property.key) || property.key.starts_with(written + ".")) return std::string(form);
    return "";
}

std::vector<std::string> ids_beside(const yaml::Node& document, const Path& path) {
    if (kind_of(path) == "fields") return ids_of_questions(document);
    std::vector<std::string> ids;
    for (const auto& part : services::parts_of(services::part_at(document, services::parent_of(path)))) ids.push_back(part.name);
    return ids;
}

std::string free_id(std::string_view kind, const yaml::Node& document) {
    static const std::map<std::string_view, std::string> stems = {
        {"fields", "question"}, {"pages", "page"},   {"checks", "check"},    {"conditions", "condition"}, {"outcomes", "outcome"},
        {"reasons", "reason"},  {"blocks", "block"}, {"supplement", "item"}, {"lines", "fee_line"}};
    const auto text = yaml::to_yaml(document);
    const auto& stem = stems.at(kind);
    int number = 1;
    while (text.find(stem + "_" + std::to_string(number)) != text.npos) ++number;
    return stem + "_" + std::to_string(number);
}

yaml::Node new_part(std::string_view kind, const yaml::Node& document, std::string_view type) {
    const auto empty = [] { return yaml::Node::of(""); };
    if (kind == "law") return yaml::Node::of({{"ref", empty()}});
    if (kind == "proposals") return yaml::Node::of({{"when", yaml::Node::of("all_met")}, {"outcome", empty()}});
    if (kind == "outcomes")
        return yaml::Node::of(
            {{"label", empty_words()}, {"letter", yaml::Node::of({{"heading", empty_words()}, {"body", empty_words()}})}});
    std::vector<std::pair<std::string, yaml::Node>> members{{"id", yaml::Node::of(free_id(kind, document))}};
    if (kind == "fields") members.emplace_back("type", yaml::Node::of(std::string(type)));
    for (const auto* key : {"label", "title", "text", "message"})
        for (const auto& property : properties_of(kind, yaml::Node::of(members)))
            if (property.key == key && (property.kind == Kind::words || property.kind == Kind::prose))
                members.emplace_back(key, empty_words());
    return yaml::Node::of(std::move(members));
}

}  // namespace service_builder
