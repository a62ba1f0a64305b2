#include <algorithm>
#include <set>

#include "engines/forms/problems.h"
#include "engines/services/fees.h"
#include "engines/services/service.h"
#include "engines/services/templates.h"
#include "foundation/base/unicode.h"

namespace services {
namespace {

const std::vector<std::string> themes = {"education", "care", "building", "culture", "traffic", "democracy", "business", "environment"};
const std::vector<std::string> life_events = {"school_start",      "moving",        "new_child",   "illness",      "ageing",
                                              "starting_business", "building_home", "bereavement", "new_in_sweden"};

bool contains(const std::vector<std::string>& all, std::string_view one) { return std::find(all.begin(), all.end(), one) != all.end(); }

bool only_of(std::string_view text, std::string_view characters) {
    return !text.empty() && text.find_first_not_of(characters) == text.npos;
}

class ServiceChecker {
public:
    ServiceChecker(const Service& service, const Known& known)
        : service_(service), known_(known), types_(forms::name_types(service.form)) {}

    std::vector<forms::Problem> all() {
        problems_ = forms::check_form(service_.form);
        check_filled_in();
        check_head();
        check_questions();
        check_terms();
        check_title("case_title", service_.case_title);
        check_title("public_title", service_.public_title);
        check_public_title();
        check_fee();
        check_conditions();
        check_proposals();
        check_decision();
        return std::move(problems_);
    }

private:
    void problem(std::string path, int line, std::string key, std::vector<std::string> arguments = {}) {
        problems_.push_back({std::move(path), line, std::move(key), std::move(arguments), "services"});
    }
    void known(std::string path, int line, const std::string& written, const std::vector<std::string>& all) {
        if (!all.empty() && !contains(all, written))
            problem(std::move(path), line, "problem_not_known", {written, forms::nearest(written, all), joined(all, ", ")});
    }
    void once(std::set<std::string>& seen, const std::string& id, std::string path, int line) {
        if (!seen.insert(id).second) problem(std::move(path), line, "problem_twice", {id});
    }
    void rule(const forms::Rule& checked, const forms::NameTypes& types, std::string path, int line,
              forms::ValueType wanted = forms::ValueType::truth) {
        for (auto& found : forms::check_rule(checked, types, wanted, std::move(path), line)) problems_.push_back(std::move(found));
    }

    void filled_in(const std::string& path, const Words& words) {
        if (words.sv.starts_with(to_fill_in) || words.en.starts_with(to_fill_in_english)) problem(path, 0, "problem_to_fill_in", {path});
    }
    void check_filled_in() {
        filled_in("title", service_.title);
        filled_in("summary", service_.summary);
        filled_in("privacy.purpose", service_.privacy.purpose);
        for (const auto& [path, text] : {std::pair("theme", &service_.theme), {"unit", &service_.unit}, {"series", &service_.series}})
            filled_in(path, {*text, ""});
        filled_in("retention.ref", {service_.retention.ref, ""});
        for (const auto& law : service_.law) filled_in("law", {law.ref, ""});
    }

    void check_head() {
        const bool shaped = only_of(service_.id, "abcdefghijklmnopqrstuvwxyz0123456789-") && service_.id.size() <= 60 &&
                            service_.id.front() != '-' && service_.id.back() != '-';
        if (!shaped) problem("id", 0, "problem_id", {service_.id});
        if (!only_of(service_.series, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") || service_.series.size() < 2 || service_.series.size() > 5)
            problem("series", 0, "problem_series", {service_.series});
        known("theme", 0, service_.theme, themes);
        for (const auto& event : service_.life_events) known("life_events", 0, event, life_events);
        known("icon", 0, service_.icon, known_.icons);
        known("unit", 0, service_.unit, known_.units);
        known("flow", 0, service_.flow, known_.flows);
    }

    void check_questions() {
        for (const auto& page : service_.form.pages)
            for (const auto& field : page.fields) {
                const auto path = "form.pages." + page.id + ".fields.";
                check_question(field, path + field.id);
                for (const auto& inner : field.fields) check_question(inner, path + field.id + ".fields." + inner.id);
            }
    }

    void check_question(const forms::Field& field, const std::string& path) {
        const bool consents = field.terms.legal_ground == LegalGround::consent;
        const bool is_consent = field.type == forms::FieldType::consent;
        // GDPR art. 7.4: what must be answered is not consented to.
        if (consents && !is_consent && !(field.part_of ? *field.part_of : field).required.is_never())
            problem(path + ".legal_ground", field.line, "problem_consent_must_be_voluntary", {field.id});
        if (is_consent && !consents) problem(path + ".legal_ground", field.line, "problem_consent_ground", {field.id});
        if (is_consent && field.terms.purpose.empty())
            problem(path + ".purpose", field.line, "problem_consent_without_purpose", {field.id});
        if (field.type == forms::FieldType::signature && service_.flow != "signed_decision")
            problem(path, field.line, "problem_signature_flow", {field.id});
        // The applicant signs by sending: only an e-identification says who that is, and that the others are others.
        if (field.type == forms::FieldType::signature && service_.sign_in != SignIn::required)
            problem(path, field.line, "problem_signature_sign_in", {field.id});
    }

    void check_terms() {
        if (service_.law.empty()) problem("law", 0, "problem_no_law");
        for (const auto& law : service_.law)
            if (!law.url.empty() && !law.url.starts_with("https://")) problem("law", 0, "problem_law_address", {law.url});
        if (service_.processing.usual_days == 0) problem("processing.usual_days", 0, "problem_no_days");
        if (service_.retention.years == 0 && !service_.retention.preserve) problem("retention", 0, "problem_no_retention");
        if (service_.retention.years > 0 && service_.retention.preserve) problem("retention", 0, "problem_two_retentions");
        const bool has_appeal = service_.decision.appeal.kind != AppealKind::none;
        if (has_appeal && service_.decision.outcomes.empty()) problem("decision.appeal", 0, "problem_appeal_without_outcomes");
    }

    /// Names of answers, and those that are `also` known, that may stand in braces.
    void names_exist(const Words& words, const std::string& path, int line, const std::vector<std::string>& also) {
        std::vector<std::string> texts{words.sv, words.en};
        for (const auto& [language, further] : words.further) texts.push_back(further);
        for (const auto& text : texts)
            for (const auto& name : names_in(text)) {
                if (contains(also, name) || types_.contains(name)) continue;
                std::vector<std::string> all;
                for (const auto& [written, type] : types_) all.push_back(written);
                problem(path, line, "problem_no_such_answer", {name, forms::nearest(name, all)});
            }
    }
    void check_title(const std::string& key, const Words& words) { names_exist(words, key, 0, {}); }

    void check_public_title() {
        for (const auto& name : names_in(service_.public_title.sv + " " + service_.public_title.en)) {
            const auto* field = service_.form.field(name);
            if (field && field->sensitivity != forms::Sensitivity::ordinary)
                problem("public_title", 0, "problem_personal_in_public_title", {name});
        }
    }

    void check_fee() {
        if (!service_.fee) return;
        if (const auto* field = service_.form.field(fee_total_name))
            problem("form.fields." + field->id, field->line, "problem_fee_total_taken", {field->id});
        std::set<std::string> seen;
        for (const auto& line : service_.fee->lines) {
            const auto path = "fee.lines." + line.id;
            once(seen, line.id, path, line.line);
            rule(line.amount, types_, path + ".amount", line.line, forms::ValueType::number);
            rule(line.when, types_, path + ".when", line.line);
            if (forms::can_never_be_true(line.when, types_)) problem(path + ".when", line.line, "problem_fee_line_never", {line.id});
        }
    }

    void check_conditions() {
        std::set<std::string> seen;
        for (const auto& condition : service_.conditions) {
            const auto path = "conditions." + condition.id;
            once(seen, condition.id, path, condition.line);
            auto types = types_;
            if (condition.check) {
                types["found"] = {directories::question_named(condition.check->question)->gives};
                for (auto& found : directories::problems_of(*condition.check, service_.form))
                    problem(path + ".check", condition.line, std::move(found.text_key), std::move(found.arguments));
            }
            rule(condition.met, types, path + ".met", condition.line);
            if (forms::can_never_be_true(condition.met, types))
                problem(path + ".met", condition.line, "problem_condition_never_met", {condition.id});
            if (!condition.shows.empty() && !types_.contains(condition.shows)) {
                std::vector<std::string> all;
                for (const auto& [written, type] : types_) all.push_back(written);
                problem(path + ".shows", condition.line, "problem_no_such_answer", {condition.shows, forms::nearest(condition.shows, all)});
            }
        }
    }

    void check_proposals() {
        auto types = types_;
        types["all_met"] = {forms::ValueType::truth};
        for (const auto& condition : service_.conditions) types["met." + condition.id] = {forms::ValueType::truth};
        for (std::size_t i = 0; i < service_.proposals.size(); ++i) {
            const auto& proposal = service_.proposals[i];
            const auto path = "proposals." + std::to_string(i + 1);
            rule(proposal.when, types, path + ".when", proposal.line);
            if (forms::can_never_be_true(proposal.when, types))
                problem(path + ".when", proposal.line, "problem_proposal_never", {forms::print(proposal.when)});
            if (proposal.outcome == "supplement") {
                if (service_.decision.supplement.empty()) problem(path + ".outcome", proposal.line, "problem_no_supplement");
                continue;
            }
            const auto* outcome = service_.decision.outcome(proposal.outcome);
            std::vector<std::string> all = {"supplement"};
            for (const auto& one : service_.decision.outcomes) all.push_back(one.id);
            if (!outcome) known(path + ".outcome", proposal.line, proposal.outcome, all);
            if (!outcome || proposal.reason.empty() || outcome->reason(proposal.reason)) continue;
            std::vector<std::string> reasons;
            for (const auto& one : outcome->reasons) reasons.push_back(one.id);
            problem(path + ".reason", proposal.line, "problem_no_such_reason", {proposal.reason, forms::nearest(proposal.reason, reasons)});
        }
    }

    void check_decision() {
        const auto& decision = service_.decision;
        const bool decides = service_.flow == "decision" || service_.flow == "signed_decision" || service_.flow == "approved_decision";
        if (service_.is_registration()) check_registration();
        if (decides && decision.outcomes.empty()) problem("decision.outcomes", 0, "problem_no_outcomes");
        // Without one nothing would wait for the signatures.
        if (service_.flow == "signed_decision" && std::ranges::none_of(decision.outcomes, &Outcome::grants))
            problem("decision.outcomes", 0, "problem_nothing_grants");
        if (!decision.outcomes.empty() && decision.delegation.empty() && !service_.is_registration())
            problem("decision.delegation", 0, "problem_no_delegation");
        for (const auto& outcome : decision.outcomes) check_outcome(outcome);
        std::set<std::string> seen;
        for (const auto& item : decision.supplement) {
            once(seen, item.id, "decision.supplement." + item.id, item.line);
            if (!item.field.empty() && service_.form.fields_of(item.field).empty()) {
                std::vector<std::string> all;
                for (const auto& [written, type] : types_) all.push_back(written);
                problem("decision.supplement." + item.id, item.line, "problem_no_such_answer",
                        {item.field, forms::nearest(item.field, all)});
            }
        }
    }

    /// Nothing is judged, so that there is nothing to judge by and nothing to appeal against.
    void check_registration() {
        const auto& decision = service_.decision;
        const bool only_registers = decision.outcomes.size() == 1 && decision.outcomes.front().id == registers;
        if (!only_registers || !decision.outcomes.front().reasons.empty()) problem("decision.outcomes", 0, "problem_registration_outcome");
        if (!service_.conditions.empty() || !service_.proposals.empty()) problem("conditions", 0, "problem_registration_judges");
        if (!decision.supplement.empty()) problem("decision.supplement", 0, "problem_registration_supplement");
        if (decision.appeal.kind != AppealKind::none) problem("decision.appeal", 0, "problem_registration_appeal");
    }

    void check_outcome(const Outcome& outcome) {
        const auto path = "decision.outcomes." + outcome.id;
        std::set<std::string> seen;
        for (const auto& reason : outcome.reasons) once(seen, reason.id, path + ".reasons." + reason.id, reason.line);
        const bool has_reasons = !outcome.reasons.empty();
        std::vector<std::string> also;
        if (service_.fee) also.emplace_back(fee_total_name);
        names_exist(outcome.letter.heading, path + ".letter.heading", outcome.letter.line, also);
        for (const auto& reason : outcome.reasons) names_exist(reason.text, path + ".reasons." + reason.id, reason.line, also);
        std::set<std::string> blocks;
        for (const auto& block : outcome.letter.blocks) {
            once(blocks, block.id, path + ".letter.blocks." + block.id, block.line);
            names_exist(block.text, path + ".letter.blocks." + block.id, block.line, also);
        }
        if (has_reasons) also.emplace_back("reasons");
        names_exist(outcome.letter.body, path + ".letter.body", outcome.letter.line, also);
        for (const auto* text : {&outcome.letter.body.sv, &outcome.letter.body.en}) {
            // FL 32 §: a decision that affects someone gives its reasons.
            if (has_reasons && !contains(names_in(*text), "reasons"))
                problem(path + ".letter.body", outcome.letter.line, "problem_letter_without_reasons", {outcome.id});
        }
    }

    const Service& service_;
    const Known& known_;
    forms::NameTypes types_;
    std::vector<forms::Problem> problems_{};
};

}  // namespace

std::vector<forms::Problem> check_service(const Service& service, const Known& known) { return ServiceChecker(service, known).all(); }

}  // namespace services
