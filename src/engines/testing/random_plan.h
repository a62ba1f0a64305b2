#pragma once
/// Small towns by chance: who works where, who has applied for what, and how far it has come. Values that rapidcheck makes, shrinks and
/// shows.
#include <rapidcheck.h>

#include <ostream>
#include <string_view>
#include <vector>

namespace random_plan {

inline constexpr int officers = 3, residents = 3, organisations = 2, nobody = -1;

/// Each service belongs to the unit in the same place; the last one, whose decisions two must see, to that of school transport.
inline constexpr std::string_view service_names[] = {"skolskjuts", "djurskydd", "foreningsbidrag", "provbidrag"};
inline constexpr std::string_view units[] = {"barn-och-utbildning", "miljo", "kultur-och-fritid"};
enum Service { school_transport, animal_welfare, association_grant, support };

/// A right holds in its unit and all below it. `taken`: it was given and taken away again.
enum class Ends { never, later, before_now, taken };
inline constexpr std::string_view powers[] = {"reads", "decides", "reads and decides", "keeps the register", "reads and approves"};
struct Right {
    int officer = 0, power = 0, unit = nobody;  ///< nobody: the whole municipality
    Ends ends = Ends::never;
};

struct StandIn {
    int absent = 0, substitute = 0, days_from_now = 0;  ///< for that one day
};

inline constexpr std::string_view stages[] = {
    "received", "asked for a supplement", "supplemented", "decided", "closed", "withdrawn", "appealed", "disposed of"};
enum Stage { received, asked, answered, decided, closed, withdrawn, appealed, disposed };
/// The mandate by which somebody represents the party.
enum class Mandate { in_force, over, taken_back };
struct Case {
    int service = 0, party = nobody, organisation = nobody, stage = 0, officer = nobody, looked_at_by = nobody;
    int days_old = 1, days_taken = 0;
    bool is_test = false, is_hidden = false, is_opened_by_code = false;
    int representative = nobody;  ///< a resident; the party too: then there is none
    Mandate mandate = Mandate::in_force;

    bool has_representative() const { return representative != nobody && representative != party; }
};

struct Plan {
    std::vector<int> unit_above;  ///< of each unit: an earlier one, or nobody for the top
    int moved_unit = nobody, moved_under = nobody;
    std::vector<Right> rights;
    int role_that_loses_reading = nobody;
    int disabled_officer = nobody;
    std::vector<StandIn> stand_ins;
    std::vector<Case> cases;
};

// ---- by chance

/// rapidcheck's ranges grow with the size of the test; these are whole from the beginning.
inline rc::Gen<int> from(int first, int end) { return rc::gen::resize(rc::kNominalSize, rc::gen::inRange(first, end)); }
inline rc::Gen<bool> seldom() {
    return rc::gen::map(from(0, 5), [](int chance) { return chance == 4; });
}

template <class One>
rc::Gen<std::vector<One>> some(int most, const rc::Gen<One>& one) {
    return rc::gen::mapcat(from(0, most + 1), [one](int count) { return rc::gen::container<std::vector<One>>(count, one); });
}

inline rc::Gen<Right> right() {
    return rc::gen::build<Right>(rc::gen::set(&Right::officer, from(0, officers)), rc::gen::set(&Right::power, from(0, 5)),
                                 rc::gen::set(&Right::unit, from(nobody, 3)),
                                 rc::gen::set(&Right::ends, rc::gen::map(from(0, 4), [](int n) { return static_cast<Ends>(n); })));
}

inline rc::Gen<StandIn> stand_in() {
    return rc::gen::build<StandIn>(rc::gen::set(&StandIn::absent, from(0, officers)), rc::gen::set(&StandIn::substitute, from(0, officers)),
                                   rc::gen::set(&StandIn::days_from_now, from(-1, 2)));
}

inline rc::Gen<Case> one_case() {
    return rc::gen::build<Case>(
        rc::gen::set(&Case::service, from(0, 4)), rc::gen::set(&Case::party, from(nobody, residents)),
        rc::gen::set(&Case::organisation, from(nobody, organisations)), rc::gen::set(&Case::stage, from(0, 8)),
        rc::gen::set(&Case::officer, from(nobody, officers)), rc::gen::set(&Case::looked_at_by, from(nobody, officers)),
        rc::gen::set(&Case::days_old, from(1, 500)), rc::gen::set(&Case::days_taken, from(0, 30)), rc::gen::set(&Case::is_test, seldom()),
        rc::gen::set(&Case::is_hidden, seldom()), rc::gen::set(&Case::is_opened_by_code, rc::gen::arbitrary<bool>()),
        rc::gen::set(&Case::representative, from(nobody, residents)),
        rc::gen::set(&Case::mandate, rc::gen::map(from(0, 3), [](int n) { return static_cast<Mandate>(n); })));
}

inline rc::Gen<Plan> plan() {
    return rc::gen::build<Plan>(
        rc::gen::set(&Plan::unit_above, rc::gen::map(rc::gen::tuple(from(nobody, 1), from(nobody, 2)),
                                                     [](const std::tuple<int, int>& above) {
                                                         return std::vector<int>{nobody, std::get<0>(above), std::get<1>(above)};
                                                     })),
        rc::gen::set(&Plan::moved_unit, from(nobody, 3)), rc::gen::set(&Plan::moved_under, from(nobody, 3)),
        rc::gen::set(&Plan::rights, some(6, right())), rc::gen::set(&Plan::role_that_loses_reading, from(nobody, 5)),
        rc::gen::set(&Plan::disabled_officer, rc::gen::map(from(0, 8), [](int n) { return n < officers ? n : nobody; })),
        rc::gen::set(&Plan::stand_ins, some(2, stand_in())), rc::gen::set(&Plan::cases, some(6, one_case())));
}

// ---- as words, for who reads a counterexample

inline std::string_view name_of_unit(int unit) { return unit == nobody ? "the whole municipality" : units[static_cast<std::size_t>(unit)]; }

inline void showValue(const Plan& plan, std::ostream& out) {
    constexpr std::string_view ends[] = {"", ", ends tomorrow", ", ended yesterday", ", taken away"};
    for (std::size_t unit = 0; unit < plan.unit_above.size(); ++unit)
        out << '\n' << units[unit] << " is under " << name_of_unit(plan.unit_above[unit]);
    if (plan.moved_unit != nobody) out << "\nlast, " << name_of_unit(plan.moved_unit) << " moves under " << name_of_unit(plan.moved_under);
    for (const auto& right : plan.rights)
        out << "\nofficer " << right.officer << ' ' << powers[static_cast<std::size_t>(right.power)] << " in " << name_of_unit(right.unit)
            << ends[static_cast<std::size_t>(right.ends)];
    if (plan.role_that_loses_reading != nobody)
        out << "\nwho '" << powers[static_cast<std::size_t>(plan.role_that_loses_reading)] << "' no longer reads";
    if (plan.disabled_officer != nobody) out << "\nofficer " << plan.disabled_officer << " has left";
    for (const auto& one : plan.stand_ins)
        out << "\nofficer " << one.substitute << " stands in for " << one.absent << " in " << one.days_from_now << " days";
    for (std::size_t i = 0; i < plan.cases.size(); ++i) {
        const auto& one = plan.cases[i];
        out << "\ncase " << i << ": " << service_names[static_cast<std::size_t>(one.service)] << ", "
            << stages[static_cast<std::size_t>(one.stage)] << ", from ";
        if (one.party == nobody) out << "nobody known";
        else out << "resident " << one.party;
        if (one.organisation != nobody) out << " of organisation " << one.organisation;
        if (one.has_representative())
            out << ", represented by resident " << one.representative << " by mandate " << static_cast<int>(one.mandate);
        if (one.officer != nobody) out << ", taken by officer " << one.officer;
        if (one.looked_at_by != nobody) out << ", looked at by officer " << one.looked_at_by;
        out << ", " << one.days_old << " days old, took " << one.days_taken << (one.is_test ? ", a test" : "")
            << (one.is_hidden ? ", hidden in the register" : "") << (one.is_opened_by_code ? ", opened by its code" : "");
    }
    out << '\n';
}

}  // namespace random_plan
