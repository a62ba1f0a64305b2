#include "app/demo_plan.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "engines/cases/motion.h"
#include "engines/flows/calendar.h"
#include "engines/services/catalogue.h"
#include "engines/services/conditions.h"
#include "engines/towns/leanings.h"
#include "engines/towns/registers.h"

namespace app {
namespace {

using towns::Chance;

constexpr int days_in_all = 3 * 365;

constexpr std::int64_t most_sudden = 100;             // comments in all, before something comes suddenly among them
constexpr int quicker_for = 365, quicker_takes = 55;  // days; per cent of the time it took before

constexpr int growth = 60;  // per cent more in the last year than three years before

/// Whether the applicant can be asked for more, or take the application back.
bool may(const services::Service& service, std::string_view transition) {
    const auto flow = services::carried_flow(service.flow);
    return flow && flows::parse_flow(*flow).value().find_transition(transition) != nullptr;
}

class Planner {
public:
    Planner(const DemoTown& town, Timestamp now, Chance& chance) : town_(town), now_(now), today_(swedish_date(now)), chance_(chance) {
        for (const auto& service : town.services)
            if (may(*service, "decide")) judged_.push_back(service);
    }

    DemoPlan plan(std::int64_t cases) {
        cases = std::max<std::int64_t>(cases, 20);
        const auto share = [&](std::int64_t of_3000, std::int64_t least) { return std::max(least, cases * of_3000 / 3000); };
        const auto officers = std::min<std::int64_t>(12, share(30, 3));
        const auto unassigned = share(40, 2), waiting = share(15, 2), with_colleagues = share(82, 1);
        plan_first_resident();
        plan_other_residents();
        // Two more wait for their applicant: the first resident's, and one of those below.
        for (std::int64_t i = 0; i < officers - 2; ++i) plan_officers(static_cast<std::size_t>(i));
        for (const auto& service : town_.services) plan_for_flow(service);
        for (std::int64_t i = 0; i < unassigned; ++i) open_case(any_service(), nullptr, due_soon(), "approve");
        // Some of these are decided by a table, without a person.
        for (std::int64_t i = 0; i < share(12, 4); ++i)
            open_case(service(towns::service_of_story("automatic")), nullptr, due_soon(), "approve");
        for (std::int64_t i = 0; i < with_colleagues; ++i) {
            const auto service = any_service();
            open_case(service, colleague(*service), due_soon(), wanted());
        }
        for (std::int64_t i = 0; i < waiting; ++i) plan_waiting(askable_service(), nullptr, i == 0);
        plan_due_for_disposal();
        while (static_cast<std::int64_t>(plan_.cases.size()) + 1 < cases) plan_closed(any_service(), nullptr, false);
        plan_comments(std::max(cases / 9, std::min<std::int64_t>(cases / 2, 160)));
        plan_undoable();
        in_order();
        mark_real_letters();
        return std::move(plan_);
    }

private:
    // ---- time

    /// A moment of office hours on that day, or the next working day.
    Timestamp at_work(Date day) {
        return swedish_time(flows::after_working_days(day, 0), static_cast<int>(chance_.between(8, 16)),
                            static_cast<int>(chance_.between(0, 59)));
    }
    /// People write in the evening too.
    Timestamp at_home(Date day) {
        const int hour = static_cast<int>(chance_.in_hundred(45) ? chance_.between(18, 22) : chance_.between(7, 18));
        return swedish_time(day, hour, static_cast<int>(chance_.between(0, 59)));
    }
    /// Some days after the last step of the case, in office hours.
    Timestamp later_at_work(Timestamp last, std::int64_t days) {
        return std::max(at_work({swedish_date(last).days + days}), last + chance_.between(15, 90) * microseconds_a_minute);
    }
    Timestamp later_at_home(Timestamp last, std::int64_t days) {
        return std::max(at_home({swedish_date(last).days + days}), last + chance_.between(15, 90) * microseconds_a_minute);
    }

    Date day_of_year_rhythm(const services::Service& service) {
        const auto& rhythm = towns::rhythm(service.id);
        for (;;) {
            const auto ago = chance_.between(2, days_in_all);
            const Date day{today_.days - ago};
            const auto month = static_cast<std::size_t>(civil(day).month - 1);
            const auto grown = 100 + growth * (days_in_all - ago) / days_in_all;
            const auto weekend = weekday(day) >= 6 ? 45 : weekday(day) == 1 ? 125 : 100;
            if (chance_.between(0, 420LL * 160 * 125) < rhythm.months[month] * grown * weekend) return day;
        }
    }

    // ---- who and what

    ServicePointer any_service() {
        std::int64_t all = 0;
        for (const auto& service : judged_) all += towns::rhythm(service->id).weight;
        auto left = chance_.between(1, all);
        for (const auto& service : judged_)
            if ((left -= towns::rhythm(service->id).weight) <= 0) return service;
        return judged_.back();
    }
    ServicePointer askable_service() {
        for (;;)
            if (auto service = any_service(); is_askable(*service)) return service;
    }
    static bool is_askable(const services::Service& service) {
        return !service.decision.supplement.empty() && may(service, "ask_supplement");
    }

    /// The service of that id, or any.
    ServicePointer service(std::string_view id) {
        for (const auto& each : judged_)
            if (each->id == id) return each;
        return askable_service();
    }

    const Visitor* colleague(const services::Service& service) { return &chance_.one_of(town_.staff.colleagues.at(service.unit)); }
    const Visitor* anyone(const services::Service& service) { return chance_.in_hundred(12) ? &town_.staff.officer : colleague(service); }

    std::string wanted() {
        const auto draw = chance_.between(1, 100);
        return draw <= 70 ? "approve" : draw <= 84 ? "supplement" : "reject";
    }

    // ---- cases

    std::size_t add_case(const ServicePointer& service, Timestamp received, const DemoResident* resident, const Visitor* officer,
                         const std::string& wanted) {
        DemoCase made;
        made.service = service;
        made.received = received;
        made.officer = officer;
        made.language = chance_.in_hundred(6) ? Language::en : Language::sv;
        made.who = towns::invented_applicant(*service, town_.town, chance_);
        const bool must = service->sign_in == services::SignIn::required, can = service->sign_in != services::SignIn::none;
        if (must || (can && (resident || chance_.in_hundred(85)))) {
            made.resident = resident ? resident : &invented_resident();
            const auto spoken_for = made.who;
            made.who = made.resident->who;
            if (!resident || service->applicant == services::ApplicantKind::organisation) {
                made.who.organisation_name = spoken_for.organisation_name;
                made.who.organisation_number = spoken_for.organisation_number;
            }
        }
        set_clock(received);
        fill_in(made, wanted);
        plan_.cases.push_back(std::move(made));
        step(plan_.cases.size() - 1, received, Deed::receive);
        return plan_.cases.size() - 1;
    }

    const DemoResident& invented_resident() {
        const auto known = static_cast<std::int64_t>(identity::demo_residents().size());
        return town_.residents.at(static_cast<std::size_t>(chance_.between(known, static_cast<std::int64_t>(town_.residents.size()) - 1)));
    }

    /// What the service proposes, unless the story wants a refusal. Not every service has the outcomes approve and reject.
    static std::string outcome_of(const services::Service& service, std::string_view wanted,
                                  const std::optional<services::Proposal>& proposal) {
        const auto& decision = service.decision;
        if (decision.outcomes.empty()) return "approve";
        if (wanted == "reject") return decision.outcome("reject") ? "reject" : decision.outcomes.back().id;
        if (proposal && decision.outcome(proposal->outcome)) return proposal->outcome;
        return decision.outcome("approve") ? "approve" : decision.outcomes.front().id;
    }

    /// Answers whose proposal is the wanted one, when a few tries find them; and the outcome that follows.
    void fill_in(DemoCase& made, const std::string& wanted) {
        const auto& service = *made.service;
        std::optional<services::Proposal> proposal;
        for (int attempt = 0; attempt < 5; ++attempt) {
            made.answers = towns::make_answers(service, town_.town, chance_, made.who, town_.keep);
            proposal = services::propose(service, made.answers, services::unconnected(service));
            if (proposal && proposal->outcome == wanted) break;
        }
        made.registers = towns::registers_agreeing_with(service, made.answers, town_.town, chance_);
        const bool asks = proposal && proposal->outcome == "supplement" && is_askable(service);
        if (asks) made.asked = proposal->supplement;
        made.outcome = outcome_of(service, wanted, proposal);
        if (made.asked.empty() && wanted == "supplement" && is_askable(service))
            made.asked = {chance_.one_of(service.decision.supplement).id};
        if (const auto* outcome = service.decision.outcome(made.outcome); outcome && !outcome->reasons.empty()) {
            made.reason = chance_.one_of(outcome->reasons).id;
            if (proposal && proposal->outcome == made.outcome && outcome->reason(proposal->reason)) made.reason = proposal->reason;
        }
        std::vector<std::string> fields;
        for (const auto& id : made.asked)
            if (const auto* item = service.decision.supplement_item(id); item && !item->field.empty()) fields.push_back(item->field);
        made.supplement = towns::make_supplement(service, town_.town, chance_, made.who, made.answers, fields, town_.keep);
    }

    void step(std::size_t which, Timestamp at, Deed deed, std::string_view kind_of_words = {}) {
        plan_.steps.push_back({at, which, deed, kind_of_words.empty() ? "" : chance_.one_of(towns::written(kind_of_words))});
    }

    /// From received to closed; when that is. Nothing is planned when it would end after `no_later`.
    bool plan_closed(const ServicePointer& service, const DemoResident* resident, bool approved, std::optional<Date> received_on = {}) {
        const auto received = at_home(received_on.value_or(day_of_year_rhythm(*service)));
        const auto cases_before = plan_.cases.size();
        const auto steps_before = plan_.steps.size();
        const auto which = add_case(service, received, resident, anyone(*service), approved ? "approve" : wanted());
        if (approved) plan_.cases[which].asked.clear();
        auto last = later_at_work(received, chance_.between(0, 3));
        step(which, last, Deed::take_up);
        last = plan_talk(which, last);
        if (!approved && chance_.in_hundred(4) && may(*service, "withdraw")) {
            last = later_at_home(last, chance_.between(1, 8));
            step(which, last, Deed::withdraw, "withdrawals");
        } else {
            last = plan_supplement(which, last);
            last = plan_decision(which, received, last);
        }
        if (last < now_ - microseconds_a_day / 2) return true;
        plan_.cases.resize(cases_before);
        plan_.steps.resize(steps_before);
        return false;
    }

    /// One service's officers found a simpler way a year ago.
    bool is_quicker(std::size_t which) const {
        const auto& of = plan_.cases[which];
        return of.service->id == towns::service_of_story("quicker") && swedish_date(of.received).days >= today_.days - quicker_for;
    }

    Timestamp plan_talk(std::size_t which, Timestamp last) {
        if (chance_.in_hundred(is_quicker(which) ? 5 : 22)) {
            last = later_at_work(last, chance_.between(0, 2));
            step(which, last, Deed::note, "notes");
        }
        // Without e-ID it takes the code to write; few do.
        if (!plan_.cases[which].resident || !chance_.in_hundred(14)) return last;
        last = later_at_home(last, chance_.between(1, 4));
        const auto topic = static_cast<std::size_t>(chance_.between(0, static_cast<std::int64_t>(towns::written("answers").size()) - 1));
        static constexpr std::size_t question_of[] = {0, 1, 2, 3};
        plan_.steps.push_back({last, which, Deed::question, towns::written("questions").at(question_of[topic % 4])});
        last = later_at_work(last, 1);
        plan_.steps.push_back({last, which, Deed::reply, towns::written("answers").at(topic % 4)});
        return last;
    }

    Timestamp plan_supplement(std::size_t which, Timestamp last) {
        if (plan_.cases[which].asked.empty()) return last;
        last = later_at_work(last, chance_.between(0, 2));
        step(which, last, Deed::ask, "supplements");
        last = later_at_home(last, chance_.between(1, 11));
        step(which, last, Deed::supply, "supplied");
        return last;
    }

    Timestamp plan_decision(std::size_t which, Timestamp received, Timestamp last) {
        const auto usual = std::max(1, plan_.cases[which].service->processing.usual_days);
        auto took = std::max<std::int64_t>(0, chance_.between(usual * 3 / 10, usual * 11 / 10));
        if (is_quicker(which)) took = took * quicker_takes / 100;
        last = std::max(at_work(flows::after_working_days(swedish_date(received), took)), last + 20 * microseconds_a_minute);
        step(which, last, Deed::decide);
        last = last + 11 * microseconds_a_minute;
        step(which, last, Deed::send);
        return last;
    }

    // ---- cases that are open today

    /// Working days from today, some of them late.
    std::int64_t due_soon() { return chance_.in_hundred(6) ? chance_.between(-4, -1) : chance_.between(0, 24); }

    /// A moment of receiving that makes the case due then, as near as its deadline allows.
    Timestamp received_for_due(const services::Service& service, std::int64_t working_days) {
        if (!service.processing.deadline) return at_home({today_.days - chance_.between(1, 20)});
        working_days = std::min<std::int64_t>(working_days, chance_.between(0, service.processing.deadline->days));
        const auto target =
            working_days >= 0 ? flows::after_working_days(today_, working_days) : Date{today_.days + working_days * 7 / 5 - 1};
        auto day = today_;
        while (day.days > today_.days - 400 && *cases::due_day(service, day) > target) --day.days;
        return at_home(day);
    }

    /// A part of the way from one moment to now.
    Timestamp between(Timestamp from, double part) {
        return {from.value + std::llround(static_cast<double>(now_.value - from.value) * part)};
    }

    std::size_t open_case(const ServicePointer& service, const Visitor* officer, std::int64_t due, const std::string& wanted,
                          const DemoResident* resident = nullptr) {
        const auto received = std::min(received_for_due(*service, due), now_ - chance_.between(90, 300) * microseconds_a_minute);
        const auto which = add_case(service, received, resident, officer, wanted);
        if (!officer) return which;
        step(which, between(received, 0.2), Deed::take_up);
        if (chance_.in_hundred(35)) step(which, between(received, 0.5), Deed::note, "notes");
        return which;
    }

    void plan_waiting(const ServicePointer& service, const DemoResident* resident, bool with_officer) {
        const auto* officer = with_officer ? &town_.staff.officer : colleague(*service);
        const auto received = at_home({today_.days - chance_.between(4, 14)});
        const auto which = add_case(service, received, resident, officer, "supplement");
        step(which, between(received, 0.15), Deed::take_up);
        step(which, between(received, 0.3), Deed::ask, "supplements");
    }

    // ---- what more than one takes part in, or nobody

    void plan_for_flow(const ServicePointer& service) {
        constexpr int examples = 3;
        for (int i = 0; i < examples; ++i) {
            if (service->is_registration()) plan_registered(service);
            else if (may(*service, "all_signed")) plan_unsigned(service);
            else if (may(*service, "approve")) plan_unapproved(service);
        }
    }
    void plan_registered(const ServicePointer& service) {
        const auto received = at_home({today_.days - chance_.between(2, 300)});
        const auto which = add_case(service, received, nullptr, nullptr, "");
        plan_.cases[which].outcome = services::registers;
        step(which, received + microseconds_a_minute, Deed::send);
    }
    void plan_unsigned(const ServicePointer& service) {
        plan_.cases[add_case(service, at_home({today_.days - chance_.between(2, 9)}), nullptr, nullptr, "approve")].waits_for_others = true;
    }
    void plan_unapproved(const ServicePointer& service) {
        const auto received = at_home({today_.days - chance_.between(6, 12)});
        const auto which = add_case(service, received, nullptr, colleague(*service), "approve");
        plan_.cases[which].waits_for_others = true;
        plan_.cases[which].asked.clear();
        step(which, between(received, 0.3), Deed::take_up);
        step(which, between(received, 0.6), Deed::decide);
    }

    void plan_officers(std::size_t number) {
        static constexpr std::int64_t due[] = {2, -2, 0, 1, 4, 3, 1, 6, 8, 11, 15, 20};
        const auto& service = judged_[number % judged_.size()];
        open_case(service, &town_.staff.officer, due[number % std::size(due)], number % 5 == 4 ? "reject" : "approve");
    }

    void plan_undoable() {
        const auto chosen = service(towns::service_of_story("undoable"));
        const auto received = at_home({today_.days - 9});
        const auto which = add_case(chosen, received, nullptr, &town_.staff.officer, "approve");
        plan_.cases[which].asked.clear();
        step(which, between(received, 0.4), Deed::take_up);
        plan_.last = {now_ - 60 * microseconds_a_second, which, Deed::decide, ""};
    }

    // ---- what people say

    void plan_comments(std::int64_t number) {
        const auto found =
            std::ranges::find(town_.services, "feedback", [](const ServicePointer& one) -> const std::string& { return one->flow; });
        if (found == town_.services.end()) return;
        std::vector<const towns::CommentTopic*> by_weight;
        for (const auto& topic : towns::comment_topics()) by_weight.insert(by_weight.end(), static_cast<std::size_t>(topic.weight), &topic);
        for (std::int64_t i = 0; i < number; ++i) plan_comment(*found, *chance_.one_of(by_weight), day_of_year_rhythm(**found));
        if (number < most_sudden) return;
        for (const auto& topic : towns::comment_topics())
            for (int i = 0; i < topic.sudden; ++i) plan_comment(*found, topic, {today_.days - chance_.between(1, 5)});
    }

    void plan_comment(const ServicePointer& service, const towns::CommentTopic& topic, Date day) {
        DemoCase made;
        made.service = service;
        made.received = at_home(day);
        made.officer = &town_.staff.officer;
        if (const auto colleagues = town_.staff.colleagues.find(topic.about); colleagues != town_.staff.colleagues.end())
            made.officer = &chance_.one_of(colleagues->second);
        static constexpr std::string_view channels[] = {"web", "web", "web", "phone", "phone", "desk", "email", "social"};
        made.channel = channels[chance_.between(0, std::ssize(channels) - 1)];
        if (const auto company = provider(); !company.empty() && chance_.in_hundred(topic.provider)) made.answers.set("unit", {company});
        const bool wants_reply = chance_.in_hundred(45);
        if (wants_reply) made.who = towns::invented_applicant(*service, town_.town, chance_);
        made.answers.set("kind", {topic.kind}).set("about", {topic.about}).set("said", {towns::comment_text(topic, town_.town, chance_)});
        made.answers.set("reply", {std::string(wants_reply ? "email" : "none")});
        if (wants_reply) made.answers.set("applicant_name", {made.who.name}).set("applicant_email", {made.who.email});
        const auto received = made.received;
        const auto which = plan_.cases.size();
        plan_.cases.push_back(std::move(made));
        step(which, received, Deed::receive);
        plan_answer(which, topic, received);
    }

    void plan_answer(std::size_t which, const towns::CommentTopic& topic, Timestamp received) {
        const auto seen = later_at_work(received, chance_.between(0, 3));
        if (seen > now_ - microseconds_a_day) return;
        step(which, seen, Deed::take_up);
        const auto done = later_at_work(seen, chance_.between(1, 12));
        if (done > now_ - microseconds_a_day) return;
        if (!topic.changes.empty() && chance_.in_hundred(22)) {
            auto& made = plan_.cases[which];
            made.change = &chance_.one_of(topic.changes);
            made.is_told = told_.insert(made.change).second;
        }
        plan_.steps.push_back({done, which, Deed::finish, chance_.one_of(topic.answers)});
    }

    /// A private company that does something for the town; "" where there is none.
    std::string provider() const {
        for (const auto& unit : town_.town.units)
            if (unit.name.sv.find("(utförare)") != std::string::npos) return unit.slug;
        return {};
    }

    // ---- residents that a visitor of the demonstration can sign in as

    /// Something to answer, something approved with its letter, something in progress.
    void plan_first_resident() {
        const auto* resident = &town_.residents.at(0);
        plan_waiting(service(towns::service_of_story("waiting")), resident, true);
        while (
            !plan_closed(service(towns::service_of_story("approved")), resident, true, Date{today_.days - 60 - chance_.between(0, 20)})) {}
        const auto going_on = service(towns::service_of_story("in_progress"));
        open_case(going_on, colleague(*going_on), 12, "approve", resident);
    }
    /// However small the town, the archivist has lists to approve: one case each of three units, kept for so many calendar years after
    /// the one it was closed in.
    void plan_due_for_disposal() {
        std::set<std::string> units;
        for (const auto& service : judged_) {
            if (units.size() == 3) return;
            const auto& kept = service->retention;
            if (kept.preserve || kept.years > 1 || !units.insert(service->unit).second) continue;
            const auto received = date_from(civil(today_).year - 1 - kept.years, 6, static_cast<int>(chance_.between(1, 20)));
            while (!plan_closed(service, nullptr, true, received)) {}
        }
    }
    void plan_other_residents() {
        for (std::size_t i = 1; i < identity::demo_residents().size(); ++i) {
            const auto* resident = &town_.residents.at(i);
            const auto closed = askable_service();
            while (!plan_closed(closed, resident, i % 3 != 0, Date{today_.days - 220 - chance_.between(0, 60)})) {}
            if (i % 2 == 0) plan_waiting(askable_service(), resident, false);
            const auto open = askable_service();
            open_case(open, i % 3 == 0 ? nullptr : colleague(*open), due_soon(), "approve", resident);
        }
    }

    // ---- the whole

    void in_order() {
        std::ranges::stable_sort(plan_.steps, [](const DemoStep& a, const DemoStep& b) { return a.at < b.at; });
    }

    /// Of the residents one can sign in as, and the newest that the officer has decided.
    void mark_real_letters() {
        constexpr int officers_letters = 6;
        const auto* end_of_known = &town_.residents.at(identity::demo_residents().size() - 1);
        int left = officers_letters;
        for (auto step = plan_.steps.rbegin(); step != plan_.steps.rend(); ++step) {
            if (step->deed != Deed::send) continue;
            auto& made = plan_.cases[step->which];
            const bool is_known = made.resident && made.resident <= end_of_known;
            made.real_letter = is_known || (made.officer == &town_.staff.officer && left-- > 0);
        }
    }

    const DemoTown& town_;
    std::vector<ServicePointer> judged_;  ///< that somebody decides
    const Timestamp now_;
    const Date today_;
    Chance& chance_;
    DemoPlan plan_{};
    std::set<const towns::Change*> told_{};
};

}  // namespace

DemoPlan demo_plan(const DemoTown& town, std::int64_t cases, Timestamp now, towns::Chance& chance) {
    return Planner(town, now, chance).plan(cases);
}

}  // namespace app
