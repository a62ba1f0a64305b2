#include "app/demo_faults.h"

#include <algorithm>
#include <map>
#include <stdexcept>

#include "areas/fault_reports/handing.h"
#include "areas/fault_reports/sending.h"
#include "areas/fault_reports/store.h"
#include "engines/cases/find.h"
#include "engines/cases/finish.h"
#include "engines/municipality/town_map.h"
#include "engines/notify/notify.h"
#include "engines/towns/leanings.h"
#include "foundation/geo/base_map.h"

namespace app {
namespace {

using fault_reports::Category;

constexpr int days_back = 365;

enum class Deed { receive, begin, follow, mend, leave, say_no, say_yes };
struct Step {
    Timestamp at{};
    std::size_t which = 0;
    Deed deed{};
};

void require(const Result<void>& done) {
    if (!done) throw std::logic_error("the demo's fault reports cannot be made: " + done.error().text_key);
}

class Reporting {
public:
    Reporting(Tenant& tenant, const towns::Town& town, const DemoStaff& staff, const towns::KeepMade& keep, towns::Chance& chance)
        : tenant_(tenant), town_(town), staff_(staff), keep_(keep), chance_(chance), present_(now()) {
        categories_ = tenant.db.read(fault_reports::categories);
        if (const auto* map = municipality::map_of(tenant))
            for (const auto& shape : map->shapes())
                if (!shape.name.empty())
                    for (const auto& point : shape.points)
                        if (const auto at = map->position(point); map->holds(at)) along_roads_.push_back(at);
    }

    void report(std::int64_t count) {
        if (categories_.empty() || along_roads_.empty()) return;
        price();
        for (std::int64_t i = 0; i < count; ++i) plan();
        std::ranges::stable_sort(steps_, {}, &Step::at);
        ids_.resize(reports_.size());
        constexpr std::size_t steps_a_write = 200;
        for (std::size_t from = 0; from < steps_.size(); from += steps_a_write)
            tenant_.db.write([&](db::Connection& db) {
                for (auto i = from; i < std::min(steps_.size(), from + steps_a_write); ++i) take(db, steps_[i]);
            });
        tenant_.db.write(notify::settle_waiting);
        set_clock(present_);
        hand_over();
    }

private:
    struct Report {
        Category category;
        forms::Answers answers;
        const Visitor* crew = nullptr;
        fault_reports::OfAsset about{};
    };

    void price() {
        tenant_.db.write([&](db::Connection& db) {
            for (const auto& known : town_.fault_resources) {
                auto made = fault_reports::resource_of({known.name, known.unit, known.kronor, known.kilograms}).value();
                made.id = fault_reports::ResourceId{new_id()};
                fault_reports::store::put_resource(db, made);
                resources_.push_back(std::move(made));
            }
        });
    }

    void plan() {
        const auto& category = chance_.one_of(categories_);
        const auto which = reports_.size();
        // More come in lately than a year ago, and they come in daylight.
        const auto ago = static_cast<std::int64_t>(days_back * chance_.part() * chance_.part());
        const auto received = present_ - ago * microseconds_a_day - chance_.between(20, 600) * microseconds_a_minute;
        const auto asset = asset_of(*category);
        reports_.push_back({category,
                            answers_for(*category, asset),
                            &chance_.one_of(staff_.colleagues.at(category->unit)),
                            {asset ? asset->id : AssetId{}, fault_reports::How::chosen}});
        add(received, which, Deed::receive);
        if (chance_.in_hundred(25)) add(received + chance_.between(2, 60) * microseconds_an_hour, which, Deed::follow);
        const auto term = std::max(1, category->processing.usual_days);
        const auto begun = received + chance_.between(1, 6 * term) * microseconds_an_hour;
        add(begun, which, Deed::begin);
        auto done = begun + chance_.between(2, term * 36) * microseconds_an_hour;
        add(done, which, chance_.in_hundred(88) ? Deed::mend : Deed::leave);
        if (chance_.in_hundred(6)) {
            add(done + chance_.between(2, 40) * microseconds_an_hour, which, Deed::say_no);
            done = done + chance_.between(48, 120) * microseconds_an_hour;
            add(done, which, Deed::mend);
        } else if (chance_.in_hundred(45)) {
            add(done + chance_.between(1, 70) * microseconds_an_hour, which, Deed::say_yes);
        }
    }

    void add(Timestamp at, std::size_t which, Deed deed) {
        if (at < present_) steps_.push_back({at, which, deed});
    }

    /// Most are about an asset of the register; some of these break again and again.
    std::optional<assets::Asset> asset_of(const services::Service& category) {
        constexpr std::size_t weak_ones = 4;
        const auto kinds = tenant_.db.read([&](db::Connection& db) { return fault_reports::store::asset_kinds(db, category.id); });
        if (kinds.empty() || !chance_.in_hundred(70)) return std::nullopt;
        auto& weak = weak_[category.id];
        if (weak.size() == weak_ones && chance_.in_hundred(35)) return chance_.one_of(weak);
        const auto& by = chance_.one_of(along_roads_);
        constexpr double far = 300;
        const auto near = tenant_.db.read([&](db::Connection& db) { return assets::nearest(db, by, kinds, far, 1); });
        if (near.empty()) return std::nullopt;
        if (weak.size() < weak_ones) weak.push_back(near.front().of);
        return near.front().of;
    }

    /// Beside a road, where things break.
    forms::Answers answers_for(const services::Service& category, const std::optional<assets::Asset>& asset) {
        const towns::Applicant nobody{};
        auto answers = towns::make_answers(category, town_, chance_, nobody, keep_);
        const auto near = asset ? asset->at : chance_.one_of(along_roads_);
        constexpr double few_metres = 0.00015;
        for (const auto& field : category.form.pages.front().fields)
            if (field.type == forms::FieldType::map)
                answers.set(field.id, {forms::Point{near.latitude + (chance_.part() - 0.5) * few_metres,
                                                    near.longitude + (chance_.part() - 0.5) * 2 * few_metres}});
        return answers;
    }

    void take(db::Connection& db, const Step& step) {
        set_clock(step.at);
        const auto& report = reports_[step.which];
        const auto id = ids_[step.which];
        const Visitor nobody{};
        cases::Change by_crew{db, tenant_, *report.crew, "processing"};
        cases::Change by_anybody{db, tenant_, nobody};
        switch (step.deed) {
            case Deed::receive:
                ids_[step.which] = fault_reports::send(by_anybody, *report.category, report.answers, {}, report.about).id;
                return;
            case Deed::follow: {
                const auto of = cases::find(db, tenant_, id).value();
                const auto contact = "grannen" + std::to_string(step.which) + "@exempel.example";
                return fault_reports::store::follow(db, tenant_, id, of.key, contact, Language::sv);
            }
            case Deed::begin:
                require(cases::assign(by_crew, id, report.crew->account, report.crew->name));
                return require(cases::begin_processing(by_crew, id));
            case Deed::mend: finish(by_crew, id, fault_reports::to_mend, "faults_mended"); return use_up(db, id);
            case Deed::leave: return finish(by_crew, id, fault_reports::to_leave, "faults_left");
            case Deed::say_no: say(db, step, fault_reports::store::Said::no); return require(cases::reopen(by_anybody, id, ""));
            case Deed::say_yes: return say(db, step, fault_reports::store::Said::yes);
        }
    }

    /// Two who mend outside the house, each with a few of the reports that are open.
    void hand_over() {
        using fault_reports::Way;
        constexpr std::size_t for_each = 3;
        tenant_.db.write([&](db::Connection& db) {
            for (const auto& known : town_.fault_receivers) {
                fault_reports::Receiver receiver{
                    .name = known.name, .way = known.is_by_email ? Way::email : Way::link, .email = known.email};
                for (const auto& service : known.takes) receiver.takes.push_back({service});
                receiver.id = fault_reports::ReceiverId{new_id()};
                fault_reports::store::put_receiver(db, tenant_, receiver);
                std::size_t handed = 0;
                for (const auto& open : cases::placed_cases(db, {.is_open = true})) {
                    if (handed == for_each || !receiver.takes_in(open.service, open.place.district)) continue;
                    cases::Change by_officer{db, tenant_, staff_.officer, "processing"};
                    if (!fault_reports::hand_over(by_officer, open.id, {.receiver = receiver.id})) continue;
                    const auto of = cases::find(db, tenant_, open.id).value();
                    if (handed == 0)
                        require(fault_reports::they_begin(
                            by_officer, fault_reports::store::handed_now(db, tenant_, open.id, of.key).value(), receiver));
                    ++handed;
                }
            }
            jobs::cancel_all(db, "fault_reports.tell_receiver");
        });
        fault_reports::learn_words(tenant_);
    }

    void finish(cases::Change& change, CaseId id, std::string_view transition, std::string_view kind) {
        const auto& words = chance_.one_of(towns::written(kind));
        require(cases::finish(change, id, transition, words));
        auto shown = fault_reports::store::shown(change.db, id);
        shown.answer = words;
        fault_reports::store::show(change.db, id, shown);
    }

    /// In quarters of each unit, of what goes into its category.
    void use_up(db::Connection& db, CaseId id) {
        const auto placed = cases::find_placed(db, cases::find(db, tenant_, id).value().number).value();
        for (std::size_t i = 0; i < resources_.size(); ++i) {
            const auto& known = town_.fault_resources[i];
            if (std::ranges::find(known.goes_into, placed.service) == known.goes_into.end()) continue;
            const auto quarters = known.most == 1 ? 4 : chance_.between(2, 4 * known.most);
            fault_reports::store::add_use(db, placed, {resources_[i], quarters * 250});
        }
    }

    void say(db::Connection& db, const Step& step, fault_reports::store::Said said) {
        const auto& category = reports_[step.which].category->id;
        fault_reports::store::add_verdict(db, ids_[step.which], "demo " + std::to_string(step.at.value), category, said);
    }

    Tenant& tenant_;
    const towns::Town& town_;
    const DemoStaff& staff_;
    const towns::KeepMade& keep_;
    towns::Chance& chance_;
    const Timestamp present_;
    fault_reports::Categories categories_{};
    std::vector<fault_reports::Resource> resources_{};  ///< in the town's order
    std::vector<geo::Position> along_roads_{};
    std::map<std::string, std::vector<assets::Asset>> weak_{};  ///< by category
    std::vector<Report> reports_{};
    std::vector<CaseId> ids_{};
    std::vector<Step> steps_{};
};

}  // namespace

void add_demo_faults(Tenant& tenant, const towns::Town& town, const DemoStaff& staff, const towns::KeepMade& keep, std::int64_t count,
                     towns::Chance& chance) {
    Reporting(tenant, town, staff, keep, chance).report(count);
}

}  // namespace app
