#include "app/demo_content.h"

#include <algorithm>
#include <map>
#include <stdexcept>

#include "app/areas.h"
#include "app/demo_contacts.h"
#include "app/demo_disposal.h"
#include "app/demo_faults.h"
#include "app/demo_mandates.h"
#include "app/demo_plan.h"
#include "app/demo_use.h"
#include "areas/feedback/store.h"
#include "areas/feedback/topics.h"
#include "engines/audit/audit.h"
#include "engines/cases/checks.h"
#include "engines/cases/find.h"
#include "engines/cases/finish.h"
#include "engines/cases/signatures.h"
#include "engines/cases/work.h"
#include "engines/identity/people.h"
#include "engines/letters/letter.h"
#include "engines/notify/notify.h"
#include "engines/services/catalogue.h"
#include "engines/towns/address_plan.h"
#include "engines/towns/asset_plan.h"
#include "engines/towns/plain_pdf.h"
#include "foundation/jobs/jobs.h"

namespace app {
namespace {

constexpr std::size_t steps_a_write = 150;
constexpr double cases_of_whole_demo = 3000;
constexpr std::int64_t addresses_a_case = 8;

struct MachineClockAgain {
    MachineClockAgain() = default;
    ~MachineClockAgain() { use_machine_clock(); }
    MachineClockAgain(const MachineClockAgain&) = delete;
    MachineClockAgain& operator=(const MachineClockAgain&) = delete;
};

template <class T>
void require(const Result<T>& result, std::string_view what) {
    if (!result) throw std::logic_error("the demo's plan does not fit the flow: " + std::string(what) + " " + result.error().text_key);
}

/// Files with the same content are kept once, and asked for once.
class Keeper {
public:
    explicit Keeper(const files::Store& files) : files_(files) {}
    forms::FileAnswer operator()(const std::string& name, const std::string& bytes, const std::string& type) {
        auto& kept = kept_[name];
        if (kept.hash.empty()) {
            const auto stored = files_.keep_text(bytes, type);
            kept = {stored.hash, name, stored.size, stored.type, stored.digest};
        }
        return kept;
    }

private:
    const files::Store& files_;
    std::map<std::string, forms::FileAnswer> kept_{};
};

cases::Party party_of(const DemoCase& of) {
    cases::Party party;
    if (of.resident) party.person = of.resident->id;
    party.name = of.who.name;
    party.personal_number = of.who.number;
    party.email = of.who.email;
    party.phone = of.who.phone;
    party.organisation_name = of.who.organisation_name;
    party.organisation_number = of.who.organisation_number;
    return party;
}

Visitor applicant_of(const DemoCase& of) {
    Visitor visitor;
    if (!of.resident) return visitor;
    visitor.kind = Visitor::Kind::resident;
    visitor.person = of.resident->id;
    visitor.name = of.resident->who.name;
    return visitor;
}

class Doer {
public:
    Doer(Tenant& tenant, const DemoPlan& plan, const Visitor& approver, std::uint64_t seed)
        : tenant_(tenant), plan_(plan), approver_(approver), use_(seed), ids_(plan.cases.size()), printing_(tenant) {
        // Where the printer is missing the demo still starts, with plain letters.
        printing_.print_letter = [&tenant](const letters::Letter& letter) -> Result<std::string> {
            if (tenant.print_letter)
                if (auto printed = tenant.print_letter(letter)) return printed;
            return towns::plain_pdf(letter.heading, letter.number + "\n\n" + letter.body);
        };
    }

    void do_all(const std::function<void(std::int64_t, std::int64_t)>& progress) {
        const auto& steps = plan_.steps;
        for (std::size_t from = 0; from < steps.size();) {
            progress(static_cast<std::int64_t>(from), static_cast<std::int64_t>(steps.size()));
            if (is_real_sending(steps[from])) {
                set_clock(steps[from].at);
                cases::send_decision(printing_, ids_[steps[from].which]);
                ++from;
                continue;
            }
            auto until = from;
            while (until < steps.size() && until - from < steps_a_write && !is_real_sending(steps[until])) ++until;
            tenant_.db.write([&](db::Connection& db) {
                for (auto i = from; i < until; ++i) do_step(db, steps[i]);
            });
            from = until;
        }
        tenant_.db.write([&](db::Connection& db) {
            notify::settle_waiting(db);
            jobs::cancel_all(db, "cases.ask_to_sign");
            jobs::cancel_all(db, "cases.send_decision");
            jobs::cancel_all(db, "cases.check");
        });
        tenant_.db.write([&](db::Connection& db) { do_step(db, plan_.last); });
    }

private:
    bool is_real_sending(const DemoStep& step) const { return step.deed == Deed::send && plan_.cases[step.which].real_letter; }

    void do_step(db::Connection& db, const DemoStep& step) {
        set_clock(step.at);
        const auto& of = plan_.cases[step.which];
        const auto id = ids_[step.which];
        const bool by_applicant =
            step.deed == Deed::receive || step.deed == Deed::question || step.deed == Deed::supply || step.deed == Deed::withdraw;
        const auto by = by_applicant ? applicant_of(of) : step.deed == Deed::send ? audit::program("torg") : *of.officer;
        cases::Change change{db, tenant_, by};
        switch (step.deed) {
            case Deed::receive: ids_[step.which] = receive(change, of); return use_.sent(db, *of.service, of.answers);
            case Deed::take_up:
                require(cases::assign(change, id, by.account, by.name), "assign");
                return require(cases::begin_processing(change, id), "begin_processing");
            case Deed::note: return require(cases::write_note(change, id, step.words), "write_note");
            case Deed::question:
            case Deed::reply: return require(cases::write_message(change, id, step.words), "write_message");
            case Deed::ask: {
                const Date due_on{swedish_date(now()).days + 14};
                return require(
                    cases::ask_supplement(change, id, cases::supplement_items(*of.service, of.asked, of.language), step.words, due_on),
                    "ask_supplement");
            }
            case Deed::supply:
                return require(cases::answer_supplement(change, id, of.supplement, step.words, forms::files_in(of.supplement)),
                               "answer_supplement");
            case Deed::decide:
                require(cases::decide(change, id, {.outcome = of.outcome, .reason = of.reason}), "decide " + of.service->id);
                return approve(db, id, of);
            case Deed::send: {
                const auto decision = cases::decision(db, tenant_, cases::find(db, tenant_, id).value()).value();
                cases::decision_left(change, id, decision.id, shared_letter(of));
                return use_.closed(db, tenant_.secret, *of.service, id);
            }
            case Deed::withdraw: return require(cases::withdraw(change, id, step.words), "withdraw");
            case Deed::finish: return finish(change, id, of, step.words);
        }
    }

    void finish(cases::Change& change, CaseId id, const DemoCase& of, const std::string& answer) {
        const auto words = of.change ? answer + "\n\n" + of.change->did : answer;
        require(cases::finish(change, id, of.change ? "improve" : "answer", words), "finish");
        if (!of.change || !of.is_told) return;
        const auto closed = cases::find(change.db, tenant_, id).value();
        feedback::store::put_draft(change.db, tenant_, closed, {of.change->said, of.change->did});
        feedback::store::publish(change.db, id, of.change->said, of.change->did);
    }

    /// Where a second person sees the decision first.
    void approve(db::Connection& db, CaseId id, const DemoCase& of) {
        const auto now_is = cases::find(db, tenant_, id).value();
        if (of.waits_for_others || !cases::decision(db, tenant_, now_is)->awaits_approval) return;
        cases::Change change{db, tenant_, approver_};
        require(cases::approve_decision(change, id, now_is.last_event), "approve_decision");
    }

    /// Those whom the applicant has named sign at once.
    static void sign(cases::Change& by_applicant, CaseId id) {
        auto& [db, tenant, applicant, reason] = by_applicant;
        for (const auto& signer : cases::signers(db, tenant, cases::find(db, tenant, id).value())) {
            const auto number = identity::PersonalNumber::from(signer.number).value();
            const Visitor resident{.kind = Visitor::Kind::resident,
                                   .person = identity::find_or_add_person(db, tenant.secret, number, signer.name),
                                   .name = signer.name};
            cases::Change change{db, tenant, resident};
            require(cases::sign(change, {cases::find(db, tenant, id).value(), signer}), "sign");
        }
    }

    static CaseId receive(cases::Change& change, const DemoCase& of) {
        std::vector<cases::Party> parties;
        if (!of.who.name.empty()) parties.push_back(party_of(of));
        for (const auto& record : of.registers) directories::put_invented(change.db, change.tenant.name, record);
        const auto id = cases::receive(change, {.service = *of.service,
                                                .answers = of.answers,
                                                .parties = parties,
                                                .files = forms::files_in(of.answers),
                                                .language = of.language,
                                                .channel = of.channel})
                            .id;
        if (!of.waits_for_others) sign(change, id);
        const auto torg = audit::program("torg");
        cases::Change by_program{change.db, change.tenant, torg};
        cases::check_at_once(by_program, id);
        return id;
    }

    /// One for each outcome, so that thousands of letters take no hour to print.
    const files::Stored& shared_letter(const DemoCase& of) {
        const auto& outcome = *of.service->decision.outcome(of.outcome);
        auto& letter = shared_letters_[of.service->id + "." + of.outcome + (of.language == Language::en ? ".en" : "")];
        if (letter.hash.empty()) {
            const bool english = of.language == Language::en;
            const auto text = outcome.summary.in(of.language) + "\n\n" +
                              (english ? "A shared example of an archived letter. What was decided stands in the case itself."
                                       : "Ett gemensamt exempel på ett arkiverat brev. Vad som beslutades står i själva ärendet.");
            letter = tenant_.files.keep_text(towns::plain_pdf(of.service->title.in(of.language), text), "application/pdf");
        }
        return letter;
    }

    Tenant& tenant_;
    const DemoPlan& plan_;
    const Visitor& approver_;
    DemoUse use_;
    std::vector<CaseId> ids_;
    Tenant printing_;
    std::map<std::string, files::Stored> shared_letters_{};
};

std::uint64_t seed_of(std::string_view town) {
    std::uint64_t seed = 2026;
    for (const char c : town) seed = seed * 31 + static_cast<unsigned char>(c);
    return seed;
}

}  // namespace

void make_demo_content(Tenant& tenant, const towns::Town& town, std::int64_t cases,
                       const std::function<void(std::int64_t, std::int64_t)>& progress) {
    const MachineClockAgain afterwards;
    use_machine_clock();
    const auto present = now();
    set_clock(present - 3 * 366 * microseconds_a_day);
    towns::Chance chance(seed_of(town.id));
    towns::add_addresses(tenant, town, cases * addresses_a_case);
    towns::add_assets(tenant);
    const auto services = tenant.db.read(services::published);
    const auto staff = add_demo_staff(tenant, town, services, chance);
    const auto residents = add_demo_residents(tenant, town, static_cast<std::size_t>(std::max<std::int64_t>(10, cases * 6 / 10)), chance);
    const towns::KeepMade keep = Keeper(tenant.files);
    const auto plan = demo_plan({town, services, residents, staff, keep}, cases, present, chance);
    Doer(tenant, plan, staff.approver, seed_of(town.id)).do_all(progress);
    set_clock(present - 3 * microseconds_a_day);
    add_demo_disposal(tenant, staff);
    set_clock(present);
    add_demo_faults(tenant, town, staff, keep, std::max<std::int64_t>(8, cases / 8), chance);
    feedback::group_feedback(tenant);
    add_demo_mandates(tenant, town, staff, residents, chance);
    add_demo_contacts(tenant, staff.agent, residents, cases, chance);
    for (const auto& area : all_areas())
        if (area.demo) area.demo(tenant, std::min(1.0, static_cast<double>(cases) / cases_of_whole_demo));
}

}  // namespace app
