#include "engines/services/service.h"
#include "engines/services/writer.h"
#include "foundation/base/unicode.h"

namespace services {
namespace {

using yaml::Node;

Node law_node(const LawReference& law) { return MapWriter().text("ref", law.ref).text("url", law.url).words("about", law.about).made(); }

Node privacy_node(const Privacy& privacy) {
    return MapWriter()
        .words("purpose", privacy.purpose)
        .name("legal_ground", privacy.legal_ground)
        .list("recipients", nodes_of(privacy.recipients, words_node))
        .made();
}

Node processing_node(const Processing& processing) {
    MapWriter map;
    map.node("usual_days", Node::of(std::int64_t{processing.usual_days}));
    if (const auto& deadline = processing.deadline)
        map.node("deadline", MapWriter()
                                 .whole("days", deadline->days, 0)
                                 .truth("calendar", deadline->calendar_days, false)
                                 .text("ref", deadline->ref)
                                 .made());
    return map.made();
}

Node retention_node(const Retention& retention) {
    return MapWriter().whole("years", retention.years, 0).truth("preserve", retention.preserve, false).text("ref", retention.ref).made();
}

Node fee_node(const FeeTerms& fee) {
    const auto line = [](const FeeLine& one) {
        return MapWriter().text("id", one.id).words("text", one.text).rule("amount", one.amount).rule("when", one.when).made();
    };
    return MapWriter().text("ref", fee.ref).list("lines", nodes_of(fee.lines, line)).made();
}

Node condition_node(const Condition& condition) {
    MapWriter map;
    map.text("id", condition.id).words("label", condition.label).text("shows", condition.shows);
    if (condition.check) map.text("check", condition.check->question + "(" + joined(condition.check->fields, ", ") + ")");
    return map.rule("met", condition.met).words("source", condition.source).made();
}

Node proposal_node(const ProposalRule& proposal) {
    return MapWriter().rule("when", proposal.when).text("outcome", proposal.outcome).text("reason", proposal.reason).made();
}

Node appeal_node(const AppealTerms& appeal) {
    return MapWriter().name("kind", appeal.kind).words("court", appeal.court).whole("days", appeal.days, AppealTerms{}.days).made();
}

Node reason_node(const Reason& reason) {
    MapWriter map;
    map.text("id", reason.id).words("label", reason.label).words("text", reason.text).text("ref", reason.ref);
    if (reason.appeal) map.node("appeal", appeal_node(*reason.appeal));
    return map.made();
}

Node block_node(const LetterBlock& block) {
    return MapWriter().text("id", block.id).words("label", block.label).words("text", block.text).truth("usual", block.usual, false).made();
}

Node outcome_node(const Outcome& outcome) {
    MapWriter map;
    map.words("label", outcome.label).words("summary", outcome.summary);
    map.list("effects", nodes_of(outcome.effects, words_node)).list("reasons", nodes_of(outcome.reasons, reason_node));
    map.node("letter", MapWriter()
                           .words("heading", outcome.letter.heading)
                           .words("body", outcome.letter.body)
                           .list("blocks", nodes_of(outcome.letter.blocks, block_node))
                           .made());
    map.truth("goes_against", outcome.goes_against_party, outcome.id != approves);
    return map.truth("grants", outcome.grants, outcome.id == approves).made();
}

Node supplement_node(const SupplementItem& item) {
    return MapWriter().text("id", item.id).text("field", item.field).words("text", item.text).made();
}

Node decision_node(const DecisionTerms& decision) {
    MapWriter map, outcomes;
    for (const auto& outcome : decision.outcomes) outcomes.node(outcome.id, outcome_node(outcome));
    map.text("delegation", decision.delegation);
    if (!decision.outcomes.empty()) map.node("outcomes", outcomes.made());
    map.list("supplement", nodes_of(decision.supplement, supplement_node));
    return map.node("appeal", appeal_node(decision.appeal)).made();
}

}  // namespace

std::string to_yaml(const Service& service) {
    MapWriter map;
    map.text("id", service.id).whole("version", service.version, 0).words("title", service.title).words("summary", service.summary);
    map.text("icon", service.icon).text("theme", service.theme);
    map.texts("life_events", service.life_events).texts("keywords", service.keywords);
    map.text("unit", service.unit).text("series", service.series).name("applicant", service.applicant).name("sign_in", service.sign_in);
    map.words("case_title", service.case_title).words("public_title", service.public_title);
    map.list("law", nodes_of(service.law, law_node));
    if (service.secrecy) map.node("secrecy", MapWriter().text("ref", service.secrecy->ref).name("hides", service.secrecy->hides).made());
    map.node("privacy", privacy_node(service.privacy)).node("processing", processing_node(service.processing));
    map.node("retention", retention_node(service.retention)).node("form", form_node(service.form));
    if (service.fee) map.node("fee", fee_node(*service.fee));
    map.text("flow", service.flow);
    map.list("conditions", nodes_of(service.conditions, condition_node)).list("proposals", nodes_of(service.proposals, proposal_node));
    const bool is_decided = !service.decision.outcomes.empty() || !service.decision.supplement.empty() ||
                            !service.decision.delegation.empty() || service.decision.appeal.kind != AppealKind::none;
    if (is_decided) map.node("decision", decision_node(service.decision));
    return yaml::to_yaml(map.made());
}

}  // namespace services
