#include "engines/services/reader.h"
#include "engines/services/service.h"

namespace services {
namespace {

std::vector<LawReference> read_law(Reader& reader, const yaml::Node& node) {
    std::vector<LawReference> law;
    reader.each(node, "law", "", [&](const yaml::Node& item, const std::string& where) {
        if (!reader.is_map(item, where)) return;
        reader.keys(item, where + ".", {"ref", "url", "about"});
        law.push_back({reader.text(item, "ref", where + "."), reader.text(item, "url", where + ".", Presence::optional),
                       reader.words(item, "about", where + ".", Presence::optional)});
    });
    return law;
}

std::optional<Secrecy> read_secrecy(Reader& reader, const yaml::Node& node) {
    if (!node.exists() || node.is_empty() || !reader.is_map(node, "secrecy")) return std::nullopt;
    reader.keys(node, "secrecy.", {"ref", "hides"});
    return Secrecy{reader.text(node, "ref", "secrecy."), reader.one_of<Hides>(node, "hides", "secrecy.")};
}

Privacy read_privacy(Reader& reader, const yaml::Node& node) {
    Privacy privacy;
    if (!reader.is_map(node, "privacy")) return privacy;
    reader.keys(node, "privacy.", {"purpose", "legal_ground", "recipients"});
    privacy.purpose = reader.words(node, "purpose", "privacy.");
    privacy.legal_ground = reader.one_of<LegalGround>(node, "legal_ground", "privacy.");
    reader.each(node, "recipients", "privacy.",
                [&](const yaml::Node& item, const std::string& where) { privacy.recipients.push_back(reader.words(item, where)); });
    return privacy;
}

Processing read_processing(Reader& reader, const yaml::Node& node) {
    Processing processing;
    if (!reader.is_map(node, "processing")) return processing;
    reader.keys(node, "processing.", {"usual_days", "deadline"});
    processing.usual_days = reader.whole(node, "usual_days", "processing.", 0, 0);
    const auto deadline = node["deadline"];
    if (!deadline.exists() || deadline.is_empty() || !reader.is_map(deadline, "processing.deadline")) return processing;
    const std::string path = "processing.deadline.";
    reader.keys(deadline, path, {"days", "ref", "calendar"});
    processing.deadline = Deadline{reader.whole(deadline, "days", path, 1, 0), reader.truth(deadline, "calendar", path, false),
                                   reader.text(deadline, "ref", path, Presence::optional)};
    if (processing.deadline->days == 0) reader.problem(deadline, path + "days", "problem_missing", {"days"});
    return processing;
}

Retention read_retention(Reader& reader, const yaml::Node& node) {
    if (!reader.is_map(node, "retention")) return {};
    reader.keys(node, "retention.", {"years", "preserve", "ref"});
    return {reader.whole(node, "years", "retention.", 0, 0), reader.truth(node, "preserve", "retention.", false),
            reader.text(node, "ref", "retention.")};
}

std::optional<FeeTerms> read_fee(Reader& reader, const yaml::Node& node) {
    if (!node.exists() || node.is_empty() || !reader.is_map(node, "fee")) return std::nullopt;
    reader.keys(node, "fee.", {"ref", "lines"});
    FeeTerms fee{.ref = reader.text(node, "ref", "fee.")};
    reader.each(node, "lines", "fee.", [&](const yaml::Node& item, const std::string& where) {
        if (!reader.is_map(item, where)) return;
        const auto path = where + ".";
        reader.keys(item, path, {"id", "text", "amount", "when"});
        fee.lines.push_back({reader.text(item, "id", path), reader.words(item, "text", path),
                             reader.rule(item, "amount", path, Presence::required), reader.rule(item, "when", path), item.line()});
    });
    if (fee.lines.empty()) reader.problem(node, "fee.lines", "problem_missing", {"lines"});
    return fee;
}

Letter read_letter(Reader& reader, const yaml::Node& node, const std::string& path) {
    if (!reader.is_map(node, path)) return {};
    reader.keys(node, path + ".", {"heading", "body", "blocks"});
    Letter letter{
        .heading = reader.words(node, "heading", path + "."), .body = reader.words(node, "body", path + "."), .line = node.line()};
    reader.each(node, "blocks", path + ".", [&](const yaml::Node& item, const std::string& where) {
        if (!reader.is_map(item, where)) return;
        const auto place = where + ".";
        reader.keys(item, place, {"id", "label", "text", "usual"});
        letter.blocks.push_back({reader.text(item, "id", place), reader.words(item, "label", place), reader.words(item, "text", place),
                                 reader.truth(item, "usual", place, false), item.line()});
    });
    return letter;
}

AppealTerms read_appeal(Reader& reader, const yaml::Node& node, const std::string& where) {
    AppealTerms appeal;
    if (!reader.is_map(node, where)) return appeal;
    const auto path = where + ".";
    reader.keys(node, path, {"kind", "court", "days"});
    appeal.kind = reader.one_of<AppealKind>(node, "kind", path);
    appeal.court = reader.words(node, "court", path, appeal.kind == AppealKind::none ? Presence::optional : Presence::required);
    appeal.days = reader.whole(node, "days", path, 1, 21);
    return appeal;
}

bool is_given(const yaml::Node& node) { return node.exists() && !node.is_empty(); }

Reason read_reason(Reader& reader, const yaml::Node& node, const std::string& where) {
    const auto path = where + ".";
    reader.keys(node, path, {"id", "label", "text", "ref", "appeal"});
    Reason reason{.id = reader.text(node, "id", path),
                  .label = reader.words(node, "label", path),
                  .text = reader.words(node, "text", path),
                  .ref = reader.text(node, "ref", path, Presence::optional),
                  .line = node.line()};
    if (is_given(node["appeal"])) reason.appeal = read_appeal(reader, node["appeal"], path + "appeal");
    return reason;
}

Outcome read_outcome(Reader& reader, const yaml::Node& node, std::string id, const std::string& where) {
    Outcome outcome{.id = std::move(id), .line = node.line()};
    if (!reader.is_map(node, where)) return outcome;
    const auto path = where + ".";
    reader.keys(node, path, {"label", "summary", "effects", "reasons", "letter", "goes_against", "grants"});
    outcome.label = reader.words(node, "label", path);
    outcome.summary = reader.words(node, "summary", path, Presence::optional);
    reader.each(node, "effects", path,
                [&](const yaml::Node& item, const std::string& place) { outcome.effects.push_back(reader.words(item, place)); });
    reader.each(node, "reasons", path, [&](const yaml::Node& item, const std::string& place) {
        if (reader.is_map(item, place)) outcome.reasons.push_back(read_reason(reader, item, place));
    });
    outcome.goes_against_party = reader.truth(node, "goes_against", path, outcome.id != approves);
    outcome.grants = reader.truth(node, "grants", path, outcome.id == approves);
    outcome.letter = read_letter(reader, node["letter"], path + "letter");
    return outcome;
}

DecisionTerms read_decision(Reader& reader, const yaml::Node& node) {
    DecisionTerms decision;
    if (!node.exists() || node.is_empty() || !reader.is_map(node, "decision")) return decision;
    reader.keys(node, "decision.", {"delegation", "outcomes", "supplement", "appeal"});
    decision.delegation = reader.text(node, "delegation", "decision.", Presence::optional);
    const auto outcomes = node["outcomes"];
    if (outcomes.exists() && !outcomes.is_empty() && reader.is_map(outcomes, "decision.outcomes"))
        for (const auto& id : outcomes.keys())
            decision.outcomes.push_back(read_outcome(reader, outcomes[id], id, "decision.outcomes." + id));
    reader.each(node, "supplement", "decision.", [&](const yaml::Node& item, const std::string& where) {
        if (!reader.is_map(item, where)) return;
        reader.keys(item, where + ".", {"id", "field", "text"});
        decision.supplement.push_back({reader.text(item, "id", where + "."), reader.text(item, "field", where + ".", Presence::optional),
                                       reader.words(item, "text", where + "."), item.line()});
    });
    if (is_given(node["appeal"])) decision.appeal = read_appeal(reader, node["appeal"], "decision.appeal");
    return decision;
}

std::optional<directories::Check> read_check(Reader& reader, const yaml::Node& item, const std::string& where) {
    const auto written = reader.text(item, "check", where + ".", Presence::optional);
    if (written.empty()) return std::nullopt;
    auto check = directories::parse_check(written);
    if (check) return std::move(*check);
    auto& problem = check.error();
    reader.problem(item["check"], where + ".check", std::move(problem.text_key), std::move(problem.arguments));
    return std::nullopt;
}

void read_conditions(Reader& reader, const yaml::Node& node, Service& service) {
    reader.each(node, "conditions", "", [&](const yaml::Node& item, const std::string& where) {
        if (!reader.is_map(item, where)) return;
        reader.keys(item, where + ".", {"id", "label", "shows", "check", "met", "source"});
        auto check = read_check(reader, item, where);
        const bool gives_number = check && directories::question_named(check->question)->gives == forms::ValueType::number;
        const auto rule_is = item["check"].exists() && !gives_number ? Presence::optional : Presence::required;
        service.conditions.push_back({reader.text(item, "id", where + "."), reader.words(item, "label", where + "."),
                                      reader.text(item, "shows", where + ".", Presence::optional), std::move(check),
                                      reader.rule(item, "met", where + ".", rule_is),
                                      reader.words(item, "source", where + ".", Presence::optional), item.line()});
    });
    reader.each(node, "proposals", "", [&](const yaml::Node& item, const std::string& where) {
        if (!reader.is_map(item, where)) return;
        reader.keys(item, where + ".", {"when", "outcome", "reason"});
        service.proposals.push_back({reader.rule(item, "when", where + ".", Presence::required), reader.text(item, "outcome", where + "."),
                                     reader.text(item, "reason", where + ".", Presence::optional), item.line()});
    });
}

}  // namespace

tl::expected<Service, std::vector<forms::Problem>> parse_service(std::string_view text) {
    const auto parsed = yaml::parse(text);
    if (!parsed)
        return tl::unexpected(std::vector<forms::Problem>{{"", parsed.error().line, "problem_yaml", {parsed.error().message}, "services"}});
    return read_service(*parsed);
}

tl::expected<Service, std::vector<forms::Problem>> read_service(const yaml::Node& node) {
    Reader reader;
    if (!reader.is_map(node, "")) return tl::unexpected(std::move(reader.problems));
    reader.keys(node, "",
                {"id",        "version",   "title",   "summary",    "icon",         "theme",     "life_events", "keywords", "unit",
                 "series",    "applicant", "sign_in", "case_title", "public_title", "law",       "secrecy",     "privacy",  "processing",
                 "retention", "form",      "fee",     "flow",       "conditions",   "proposals", "decision"});
    Service service;
    service.id = reader.text(node, "id", "");
    service.version = reader.whole(node, "version", "", 1, 0);
    if (!node["version"].exists()) reader.problem(node, "version", "problem_missing", {"version"});
    service.title = reader.words(node, "title", "");
    service.summary = reader.words(node, "summary", "");
    service.icon = reader.text(node, "icon", "");
    service.theme = reader.text(node, "theme", "");
    service.life_events = reader.texts(node, "life_events", "");
    service.keywords = reader.texts(node, "keywords", "");
    service.unit = reader.text(node, "unit", "");
    service.series = reader.text(node, "series", "");
    service.applicant = reader.one_of<ApplicantKind>(node, "applicant", "");
    service.sign_in = reader.one_of<SignIn>(node, "sign_in", "");
    service.case_title = reader.words(node, "case_title", "");
    service.public_title = reader.words(node, "public_title", "");
    service.law = read_law(reader, node);
    service.secrecy = read_secrecy(reader, node["secrecy"]);
    service.privacy = read_privacy(reader, node["privacy"]);
    service.processing = read_processing(reader, node["processing"]);
    service.retention = read_retention(reader, node["retention"]);
    service.form = read_form(reader, node["form"]);
    service.form.id = service.id;
    service.form.title = service.title;
    service.form.pages.push_back(contact_page(service.applicant, service.sign_in));
    service.fee = read_fee(reader, node["fee"]);
    service.flow = reader.text(node, "flow", "");
    read_conditions(reader, node, service);
    service.decision = read_decision(reader, node["decision"]);
    if (!reader.problems.empty()) return tl::unexpected(std::move(reader.problems));
    return service;
}

}  // namespace services
