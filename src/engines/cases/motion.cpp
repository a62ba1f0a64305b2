#include "engines/cases/motion.h"

#include <algorithm>
#include <map>
#include <mutex>
#include <stdexcept>

#include "engines/cases/decision_request.h"
#include "engines/cases/find.h"
#include "engines/cases/store.h"
#include "engines/flows/calendar.h"
#include "engines/services/catalogue.h"

namespace cases {

std::optional<Date> due_day(const services::Service& service, Date from) {
    const auto& deadline = service.processing.deadline;
    if (!deadline) return std::nullopt;
    if (!deadline->calendar_days) return flows::after_working_days(from, deadline->days);
    return flows::after_working_days({from.days + deadline->days}, 0);
}

json::Value state_data(const flows::State& state, std::optional<Date> due_on, std::optional<Date> clock_stopped_on) {
    const auto day = [](std::optional<Date> date) { return date ? json::Value(date->days) : json::Value(); };
    return json::object(
        {{"id", state.id}, {"kind", to_name(state.kind)}, {"due_on", day(due_on)}, {"clock_stopped_on", day(clock_stopped_on)}});
}

const flows::Flow& flow_of(db::Connection& db, const Case& of) {
    // Flows never change under their hash, so that what was read once holds for the program's life.
    static std::mutex guard;
    static std::map<std::string, flows::Flow, std::less<>> known;
    const std::lock_guard lock(guard);
    if (const auto found = known.find(of.flow_hash); found != known.end()) return found->second;
    auto flow = flows::parse_flow(store::flow_yaml(db, of.flow_hash));
    if (!flow) throw std::logic_error("the flow of case " + of.number + " cannot be read");
    return known.emplace(of.flow_hash, std::move(*flow)).first->second;
}

std::shared_ptr<const services::Service> service_of(db::Connection& db, const Case& of) {
    auto service = services::find(db, of.service, of.service_version);
    if (!service) throw std::logic_error("the definition of case " + of.number + " is gone: " + of.service);
    return service;
}

/// A deadline that stood still moves on by as many days as it stood.
static std::optional<Date> moved_on(const services::Service& service, std::optional<Date> due_on, Date stopped_on, Date today) {
    if (!due_on) return std::nullopt;
    if (service.processing.deadline && service.processing.deadline->calendar_days)
        return flows::after_working_days({due_on->days + (today.days - stopped_on.days)}, 0);
    return flows::after_working_days(*due_on, flows::working_days_between(stopped_on, today));
}

Result<json::Value> move(const Change& change, const Case& of, std::string_view transition, flows::Mover mover, std::string_view outcome) {
    forms::Scope facts;
    facts.set("open_supplement", open_supplement(change.db, change.tenant, of).has_value());
    facts.set("unsigned", store::lacks_signatures(change.db, of.id));
    facts.set("outcome", std::string(outcome));
    const auto* decided = service_of(change.db, of)->decision.outcome(outcome);
    facts.set("grants", decided && decided->grants);
    const auto* to = TRY(flows::moved(flow_of(change.db, of), of.state, transition, mover, facts));

    const Date today = swedish_date(now());
    auto due_on = of.due_on;
    auto stopped_on = of.clock_stopped_on;
    if (to->kind == flows::StateKind::waiting) {
        if (!stopped_on) stopped_on = today;
    } else if (stopped_on) {
        due_on = moved_on(*service_of(change.db, of), due_on, *stopped_on, today);
        stopped_on.reset();
    }
    // FL 12 §: four weeks from the day the request came, whatever the case waits for.
    if (const auto answer_by = request_to_answer(change.db, of); answer_by && to->kind != flows::StateKind::closed) {
        due_on = std::min(due_on.value_or(*answer_by), *answer_by);
        stopped_on.reset();
    }
    return state_data(*to, due_on, stopped_on);
}

void give_time_anew(db::Connection& db, const Case& of, json::Value& state) {
    const auto due_on = due_day(*service_of(db, of), swedish_date(now()));
    state.set("due_on", due_on ? json::Value(due_on->days) : json::Value());
}

std::string way_back(const Change& change, const Case& of, std::string_view transition) {
    const auto unsigned_way = std::string(transition) + "_unsigned";
    const bool leads_to_signers = flow_of(change.db, of).find_transition(unsigned_way) && store::lacks_signatures(change.db, of.id);
    return leads_to_signers ? unsigned_way : std::string(transition);
}

std::optional<Date> disposal_day(const services::Service& service, Date closed_on) {
    if (service.retention.preserve) return std::nullopt;
    const auto day = civil(closed_on);
    // The year the case closed is not counted: a term in years runs from the next New Year, as retention schedules say.
    return date_from(day.year + service.retention.years + 1, 1, 1);
}

}  // namespace cases
