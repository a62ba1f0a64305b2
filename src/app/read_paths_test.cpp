/// Every way to read about cases, in towns made by chance, against what each reader ought to see, said as simply as possible.
/// A new way to read is a new line in ways_to_read().

#include "app/read_paths_for_tests.h"
#include "areas/contact_centre/screen.h"
#include "engines/cases/at_place.h"
#include "engines/cases/of_person.h"
#include "engines/cases/places.h"
#include "foundation/db/testing.h"

using namespace read_paths;

namespace {

Words queue_two_at_a_time(Town& town, db::Connection& db, const Visitor& visitor) {
    Words names;
    cases::Filter filter{.whose = cases::Filter::Whose::all, .limit = 2};
    for (;;) {
        const auto rows = cases::queue(db, town.site.tenant(), visitor.account, filter);
        for (const auto& row : rows)
            if (!names.insert(name_of(town, row.id)).second) names.insert("twice: " + row.number);
        if (rows.size() < 2) return names;
        filter.after = {rows.back().due_on ? rows.back().due_on->days : 99'999'999, rows.back().id};
    }
}
Words own_cases_two_at_a_time(Town& town, db::Connection& db, const Visitor& visitor) {
    Words names;
    std::optional<cases::Changed> before;
    for (;;) {
        const auto found = cases::cases_of(db, town.site.tenant(), visitor.person, true, before, 2);
        for (const auto& one : found)
            if (!names.insert(name_of(town, one.id)).second) names.insert("twice: " + one.number);
        if (found.size() < 2) return names;
        before = {found.back().changed_at, found.back().id};
    }
}
Words register_two_at_a_time(Town& town) {
    Words names;
    for (std::string address = "/api/v1/register?limit=2"; !address.empty();) {
        const auto page = town.site.get(address);
        for (const auto& name : cases_where(town, [&](const CaseFact& fact) { return shows(page, fact.number); }))
            if (!names.insert(name).second) names.insert("twice: " + name);
        std::smatch next;
        address = std::regex_search(page.body, next, std::regex(R"re("next":"https://[^/]+([^"]+)")re")) ? next[1].str() : "";
    }
    return names;
}
Words related_pairs(Town& town, db::Connection& db, const Visitor& visitor) {
    Words pairs;
    for (const auto& fact : town.facts())
        for (const auto& other : cases::related(db, town.site.tenant(), visitor, fact.is))
            pairs.insert(fact.name + " leads to " + name_of(town, other.of.id));
    return pairs;
}
/// What the contact centre sees of whoever gets in touch.
Words cases_of_people(Town& town, db::Connection& db, const Visitor& visitor) {
    Words pairs;
    for (int resident = 0; resident < random_plan::residents; ++resident)
        for (const auto& of : cases::of_person(db, town.site.tenant(), visitor.account, town.person(resident), 1000))
            pairs.insert(fmt::format("{} of resident {}", name_of(town, of.id), resident));
    return pairs;
}
Words found_by_console(Town& town, db::Connection& db, const Visitor& visitor) {
    Words names;
    for (std::size_t i = 0; i < town.facts().size(); ++i)
        for (const auto& of : contact_centre::find_everything(db, town.site.tenant(), visitor, Town::word("Namn", i), Language::sv).cases)
            names.insert(name_of(town, of.id));
    return names;
}
Words cases_at_places(Town& town, db::Connection& db, const Visitor& visitor) {
    Words names;
    for (std::size_t i = 0; i < town.facts().size(); ++i)
        for (const auto& of : cases::at_place(db, town.site.tenant(), visitor.account, {.address = Town::home_of(i)}, 1000))
            names.insert(name_of(town, of.id));
    return names;
}
Words faults_to_mend(Town& town, db::Connection& db, const Visitor& visitor) {
    Words names;
    for (const auto& one : cases::placed_worklist(db, visitor.account, 1000)) names.insert(name_of(town, one.id));
    for (const auto& one : cases::placed_worklist_near(db, visitor.account, {60, 15}, 1000)) names.insert(name_of(town, one.id));
    return names;
}
Words undoable_cases(Town& town, db::Connection& db, const Visitor& visitor) {
    Words names;
    for (const auto& pending : cases::undoable(db, town.site.tenant(), visitor.account))
        for (const auto& fact : town.facts())
            if (fact.number == pending.number) names.insert(fact.name);
    return names;
}
Words decidable_cases(Town& town, db::Connection& db, const Visitor& visitor) {
    return cases_where(town, [&](const CaseFact& fact) {
        const auto service = cases::service_of(db, fact.is);
        return identity::may_decide(db, visitor.account, service->decision.delegation, fact.unit);
    });
}
Words changeable_cases(Town& town, db::Connection& db, const Visitor& visitor) {
    return cases_where(
        town, [&](const CaseFact& fact) { return cases::find_to_change(db, town.site.tenant(), visitor, fact.number).has_value(); });
}
Words held_cases(Town& town, db::Connection& db, const Visitor& visitor) {
    Words names;
    for (const auto id : in_hand::all(db, visitor, in_hand::Kind::opened_case)) names.insert(name_of(town, CaseId{id}));
    return names;
}
/// "case 3 by Tjansteman0001"
Words who_looked(Town& town) {
    Words looks;
    for (const auto& fact : town.facts()) {
        const auto page = town.site.get("/mina-sidor/" + fact.number + "/vem-har-last");
        for (std::size_t i = 0; i < random_plan::officers; ++i)
            if (shows(page, Town::word("Tjansteman", i))) looks.insert(fact.name + " by " + Town::word("Tjansteman", i));
    }
    return looks;
}
Words usual_times(Town&, db::Connection& db, const Visitor&) {
    Words times;
    for (const auto service : random_plan::service_names) {
        const auto usual = cases::usual_time(db, service);
        times.insert(fmt::format("{}: {} cases, median {}, most {}", service, usual.cases, usual.median_days, usual.most_days));
    }
    return times;
}
/// Each number in the menus, by the address of its list.
Words menu_counts(Town&, db::Connection& db, const Visitor& visitor) {
    Words counts;
    for (const auto& area : all_areas())
        for (const auto& entry : area.navigation)
            if (entry.count != nullptr) counts.insert(fmt::format("{}: {}", entry.path, entry.count(db, visitor)));
    return counts;
}

// ---- what ought to be seen

using Expected = std::function<Words(Town&, const Reader&)>;
using Rule = bool (*)(const Town&, const Reader&, const CaseFact&);

Expected those(Rule rule) {
    return
        [=](Town& town, const Reader& reader) { return cases_where(town, [&](const CaseFact& fact) { return rule(town, reader, fact); }); };
}

bool reads(const Town& t, const Reader& r, const CaseFact& f) { return t.reads(r.which, f); }
bool reads_what_is_left(const Town& t, const Reader& r, const CaseFact& f) { return t.reads(r.which, f) && !f.is.erased; }
bool reads_school_transport(const Town& t, const Reader& r, const CaseFact& f) {
    return reads_what_is_left(t, r, f) && !f.plan.is_test && f.plan.service == random_plan::school_transport;
}
bool reads_open(const Town& t, const Reader& r, const CaseFact& f) { return t.reads(r.which, f) && !f.is_closed(); }
bool reads_closed(const Town& t, const Reader& r, const CaseFact& f) { return t.reads(r.which, f) && f.is_closed(); }
/// In this month or the twelve before it, as the figures have it.
bool reads_closed_lately(const Town& t, const Reader& r, const CaseFact& f) {
    const auto today = civil(swedish_date(now()));
    return reads_closed(t, r, f) && !f.plan.is_test && *f.is.closed_at >= swedish_time(date_from(today.year - 1, today.month, 1).value());
}
bool is_ones_own_to_do(const Town& t, const Reader& r, const CaseFact& f) { return reads_open(t, r, f) && f.plan.officer == r.which; }
bool is_taken_by_nobody(const Town& t, const Reader& r, const CaseFact& f) { return reads_open(t, r, f) && f.plan.officer == nobody; }
bool changes(const Town& t, const Reader& r, const CaseFact& f) { return t.reads(r.which, f) && t.decides(r.which, f); }
bool has_delegation(const Town& t, const Reader& r, const CaseFact& f) { return t.has_delegation(r.which, f); }
bool undoes(const Town& t, const Reader& r, const CaseFact& f) {
    return f.is.state_kind == "decided" && f.decision && f.decision->decided_by == t.account(r.which) && t.decides(r.which, f);
}
bool waits_for_this_second_person(const Town& t, const Reader& r, const CaseFact& f) {
    const bool waits = f.is.state == "waiting_for_approval" && f.decision && f.decision->decided_by != t.account(r.which);
    return waits && t.reads(r.which, f) && t.approves(r.which, f);
}
bool is_party(const Town&, const Reader& r, const CaseFact& f) { return f.is_from(r.which) && !f.is.erased; }
bool is_open_partys(const Town& t, const Reader& r, const CaseFact& f) { return is_party(t, r, f) && !f.is_closed(); }
bool is_closed_partys(const Town& t, const Reader& r, const CaseFact& f) { return is_party(t, r, f) && f.is_closed(); }
bool is_told_of_decision(const Town& t, const Reader& r, const CaseFact& f) {
    return is_party(t, r, f) && f.decision && f.decision->sent_at;
}
bool is_asked(const Town& t, const Reader& r, const CaseFact& f) { return is_party(t, r, f) && f.has_open_supplement; }
bool is_opened_by_code(const Town&, const Reader&, const CaseFact& f) { return f.plan.is_opened_by_code && !f.is.erased; }
bool is_in_register(const Town&, const Reader&, const CaseFact& f) { return f.is_in_register(); }
/// The grant and the report on animals have no secrecy, and only organisations stand in the register by name.
bool is_of_named_organisation(const Town&, const Reader&, const CaseFact& f) {
    return f.is_in_register() && f.plan.service != random_plan::school_transport && !f.plan.is_hidden && f.plan.organisation != nobody;
}
bool is_open_grant(const Town&, const Reader&, const CaseFact& f) {
    return f.is_in_register() && f.plan.service == random_plan::association_grant && !f.plan.is_hidden;
}
bool never(const Town&, const Reader&, const CaseFact&) { return false; }

Words related_pairs_expected(Town& town, const Reader& reader) {
    Words pairs;
    for (const auto& one : town.facts())
        for (const auto& other : town.facts()) {
            const bool same_person = one.plan.party != nobody && one.plan.party == other.plan.party;
            const bool same_organisation = one.plan.organisation != nobody && one.plan.organisation == other.plan.organisation;
            if (one.id == other.id || one.is.erased || other.is.erased || !(same_person || same_organisation)) continue;
            if (town.reads(reader.which, other)) pairs.insert(one.name + " leads to " + other.name);
        }
    return pairs;
}
Words cases_of_people_expected(Town& town, const Reader& reader) {
    Words pairs;
    for (const auto& fact : town.facts())
        for (int resident = 0; resident < random_plan::residents; ++resident)
            if (fact.is_from(resident) && !fact.is.erased && !fact.plan.is_test && town.reads(reader.which, fact))
                pairs.insert(fmt::format("{} of resident {}", fact.name, resident));
    return pairs;
}
Words who_looked_expected(Town& town, const Reader& reader) {
    Words looks;
    for (const auto& fact : town.facts()) {
        if (!is_party(town, reader, fact)) continue;
        // Who decided has worked with the case, which is told too.
        for (int officer = 0; officer < random_plan::officers; ++officer) {
            const bool looked = fact.plan.looked_at_by == officer && town.reads(officer, fact);
            const bool decided = fact.decision && fact.decision->decided_by == town.account(officer);
            if (looked || decided) looks.insert(fact.name + " by " + Town::word("Tjansteman", static_cast<std::size_t>(officer)));
        }
    }
    return looks;
}
Words usual_times_expected(Town& town, const Reader&) {
    Words times;
    for (std::size_t service = 0; service < std::size(random_plan::service_names); ++service) {
        std::vector<std::int64_t> days;
        for (const auto& fact : town.facts()) {
            const bool counts = fact.plan.service == static_cast<int>(service) && fact.is_closed() && !fact.plan.is_test;
            if (counts && fact.is.closed_at && *fact.is.closed_at > now() - 365 * microseconds_a_day)
                days.push_back((fact.is.closed_at->value - fact.is.received_at.value) / microseconds_a_day);
        }
        std::sort(days.begin(), days.end());
        const auto at = [&](std::size_t place) { return days.empty() ? 0 : days[place]; };
        times.insert(fmt::format("{}: {} cases, median {}, most {}", random_plan::service_names[service], days.size(), at(days.size() / 2),
                                 at(days.size() * 9 / 10)));
    }
    return times;
}
Words menu_counts_expected(Town&, const Reader&);

struct ReadPath {
    std::string_view name;
    Reader::Kind who;
    Read shown;
    Expected expected;
    std::string_view address{};  ///< of a list that is counted in a menu
};

const std::vector<ReadPath>& ways_to_read() {
    using enum Reader::Kind;
    static const std::vector<ReadPath> all{
        {"own queue", officer, listed("/handlaggning"), those(is_ones_own_to_do), "/handlaggning"},
        {"unassigned", officer, listed("/handlaggning/ofordelade"), those(is_taken_by_nobody), "/handlaggning/ofordelade"},
        {"to approve", officer, listed("/handlaggning/att-godkanna"), those(waits_for_this_second_person), "/handlaggning/att-godkanna"},
        {"all cases", officer, listed("/handlaggning/alla"), those(reads_open)},
        {"watched cases", officer, listed("/handlaggning/bevakade"), those(reads_open)},
        {"tasks", officer, listed("/handlaggning/uppgifter"), those(is_ones_own_to_do)},
        {"questions to one's unit, of which there is none", officer, listed("/handlaggning/remisser"), those(never)},
        {"closed cases", officer, listed("/handlaggning/alla?lage=closed"), those(reads_closed)},
        {"closed cases, a row for each", officer,
         listed_for_each("/uppfoljning/{service}/arenden.csv", "service", random_plan::service_names), those(reads_closed_lately)},
        {"closed cases behind a figure", officer, listed_for_each("/uppfoljning/{service}/arenden", "service", random_plan::service_names),
         those(reads_closed_lately)},
        {"all cases, two at a time", officer, asked(queue_two_at_a_time), those(reads_open)},
        {"lists of what is due for disposal, of which none is made", officer, listed("/gallring"), those(never), "/gallring"},
        {"contacts that wait, of which there is none", officer, listed("/kontaktcenter"), those(never), "/kontaktcenter"},
        {"contacts handed over, of which there is none", officer, listed("/kontaktcenter/overlamnade"), those(never),
         "/kontaktcenter/overlamnade"},
        {"searches without an answer, of which there is none", officer, listed("/svarsbank"), those(never), "/svarsbank"},
        {"cases whose party asks for a person, of which there is none", officer, listed("/handlaggning/omprovningar"), those(never),
         "/handlaggning/omprovningar"},
        {"numbers in the menus", officer, asked(menu_counts), menu_counts_expected},
        {"search by party", officer, searched("/handlaggning/sok?q=", "Namn"), those(reads_what_is_left)},
        {"search while typing", officer, listed("/handlaggning/sok?q=Namn"), those(reads_what_is_left)},
        {"case by number", officer, opened("/handlaggning/arenden/{number}"), those(reads)},
        {"case by the API", officer, opened("/api/v1/cases/{number}"), those(reads)},
        {"cases where one works together", officer, opened("/handlaggning/arenden/{number}/samarbete"), those(reads)},
        {"document at the desk", officer, opened("/handlaggning/arenden/{number}/handlingar/{document}"), those(reads_what_is_left)},
        {"notes at the desk", officer, told("/handlaggning/arenden/{number}", "Anteckning"), those(reads_what_is_left)},
        {"parties at the desk", officer, told("/handlaggning/arenden/{number}", "Namn"), those(reads_what_is_left)},
        {"related cases", officer, asked(related_pairs), related_pairs_expected},
        {"cases of whoever gets in touch", officer, asked(cases_of_people), cases_of_people_expected},
        {"search at the contact centre", officer, asked(found_by_console), those(reads_what_is_left)},
        {"faults to mend, of which none is reported", officer, listed("/handlaggning/felanmalningar"), those(never)},
        {"cases at an address", officer, asked(cases_at_places), those(reads_school_transport)},
        {"faults to mend by due day and by distance, likewise", officer, asked(faults_to_mend), those(never)},
        {"decisions to undo", officer, asked(undoable_cases), those(undoes)},
        {"cases to change", officer, asked(changeable_cases), those(changes)},
        {"cases to decide by delegation", officer, asked(decidable_cases), those(has_delegation)},
        {"officers on my pages", officer, opened("/mina-sidor/{number}"), those(never)},
        {"own open cases", resident, listed("/mina-sidor"), those(is_open_partys)},
        {"own closed cases", resident, listed("/mina-sidor?visa=avslutade"), those(is_closed_partys)},
        {"own closed cases, two at a time", resident, asked(own_cases_two_at_a_time), those(is_closed_partys)},
        {"own case", resident, opened("/mina-sidor/{number}"), those(is_party)},
        {"own document", resident, opened("/mina-sidor/{number}/handlingar/{document}"), those(is_party)},
        {"own letter", resident, opened("/mina-sidor/{number}/beslut"), those(is_told_of_decision)},
        {"own supplement", resident, opened("/mina-sidor/{number}/komplettera"), those(is_asked)},
        {"everything as a ZIP", resident, told("/mina-sidor/{number}/allt.zip", "Fil"), those(is_party)},
        {"notes on my pages", resident, told("/mina-sidor/{number}", "Anteckning"), those(never)},
        {"who has looked", resident, who_looked, who_looked_expected},
        {"residents at the desk", resident, opened("/handlaggning/arenden/{number}"), those(never)},
        {"residents at the API", resident, opened("/api/v1/cases/{number}"), those(never)},
        {"case by its code", holder_of_codes, opened("/mina-sidor/{number}"), those(is_opened_by_code)},
        {"document by its case's code", holder_of_codes, opened("/mina-sidor/{number}/handlingar/{document}"), those(is_opened_by_code)},
        {"what a session has in hand", holder_of_codes, asked(held_cases), those(is_opened_by_code)},
        {"case without any of these", anyone, opened("/mina-sidor/{number}"), those(never)},
        {"the register", anyone, listed("/diarium"), those(is_in_register)},
        {"the register, two at a time", anyone, register_two_at_a_time, those(is_in_register)},
        {"entry in the register", anyone, opened("/diarium/{number}"), those(is_in_register)},
        {"persons in the register", anyone, told("/diarium", "Namn"), those(never)},
        {"children in the register", anyone, told("/diarium/{number}", "Barn"), those(never)},
        {"organisations in the register", anyone, told("/diarium", "Bolag"), those(is_of_named_organisation)},
        {"organisations in entries", anyone, told("/diarium/{number}", "Bolag"), those(is_of_named_organisation)},
        {"organisations by the API", anyone, told("/api/v1/register?limit=200", "Bolag"), those(is_of_named_organisation)},
        {"titles in the register", anyone, told("/diarium", "Forening"), those(is_open_grant)},
        {"the register by organisation", anyone, searched("/diarium?q=", "Bolag"), those(is_of_named_organisation)},
        {"the register by title", anyone, searched("/api/v1/register?q=", "Forening"), those(is_open_grant)},
        {"the register by person", anyone, searched("/diarium?q=", "Namn"), those(never)},
        {"usual times", anyone, asked(usual_times), usual_times_expected},
    };
    return all;
}

Words menu_counts_expected(Town& town, const Reader& reader) {
    Words counts;
    for (const auto& area : all_areas())
        for (const auto& entry : area.navigation) {
            if (entry.count == nullptr) continue;
            for (const auto& path : ways_to_read())
                if (path.address == entry.path) counts.insert(fmt::format("{}: {}", entry.path, path.expected(town, reader).size()));
        }
    return counts;
}

std::string words_of(const Words& words) {
    std::string all;
    for (const auto& one : words) all += (all.empty() ? "" : ", ") + one;
    return all.empty() ? "nothing" : all;
}

/// "" when every way to read shows what it ought to.
std::string first_difference(Town& town) {
    town.look();
    town.work_together();
    for (const auto& reader : all_readers()) {
        town.enter(reader);
        for (const auto& path : ways_to_read()) {
            if (path.who != reader.kind) continue;
            const auto is = path.shown(town), ought = path.expected(town, reader);
            if (is != ought)
                return fmt::format("{}, read by {}:\n  shows {}\n  ought to show {}", path.name, words_of(reader), words_of(is),
                                   words_of(ought));
        }
    }
    return "";
}

}  // namespace

TEST_CASE("every way to read shows each reader what is theirs to see, all of it and nothing else") {
    const auto kind = GENERATE(from_range(db::kinds_under_test()));
    check_towns(kind == db::Kind::sqlite ? 25 : 8, [&] {
        Town town(*random_plan::plan(), all_areas(), kind);
        const auto difference = first_difference(town);
        if (!difference.empty()) RC_FAIL(difference);
    });
}
