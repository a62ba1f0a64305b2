#include "app/demo_people.h"

#include <set>

#include "engines/identity/accounts.h"
#include "engines/identity/people.h"
#include "engines/identity/roles.h"
#include "engines/identity/units.h"
#include "engines/towns/invented.h"
#include "foundation/base/unicode.h"
#include "foundation/crypto/crypto.h"

namespace app {
namespace {

constexpr int colleagues_a_unit = 3;

Visitor staff_visitor(AccountId id, const std::string& username, const std::string& name) {
    Visitor visitor;
    visitor.kind = Visitor::Kind::staff;
    visitor.account = id;
    visitor.name = name;
    visitor.username = username;
    return visitor;
}

struct Hiring {
    db::Connection& db;
    const towns::Town& town;
    const std::string& password_hash;

    Visitor hire(const std::string& username, const std::string& name, std::string_view hash) {
        const auto id =
            identity::add_account_with_hash(db, {.username = username, .name = name, .email = username + "@" + town.id + ".example"}, hash);
        return staff_visitor(id, username, name);
    }
    void give(const Visitor& who, std::string_view role, std::string_view unit) {
        identity::assign(db, who.account, identity::find_role(db, role).value().id, identity::find_unit(db, unit).value().id);
    }
    void give_everywhere(const Visitor& who, std::string_view role) {
        identity::assign(db, who.account, identity::find_role(db, role).value().id, identity::units(db).at(0).id);
    }
};

std::set<std::string> units_of(const std::vector<ServicePointer>& services) {
    std::set<std::string> units;
    for (const auto& service : services) units.insert(service->unit);
    return units;
}

std::string username_of(std::string_view name) {
    auto username = slug(name);
    for (auto& c : username)
        if (c == '-') c = '.';
    return username;
}

}  // namespace

DemoStaff add_demo_staff(Tenant& tenant, const towns::Town& town, const std::vector<ServicePointer>& services, towns::Chance& chance) {
    const auto hash = crypto::password_hash(std::string(demo_password));
    const auto before = chance;
    return tenant.db.write([&](db::Connection& db) {
        auto draw = before;  // the write may run again
        Hiring hiring{db, town, hash};
        DemoStaff staff;
        staff.officer = hiring.hire("officer", "Sam Testberg", hash);
        staff.approver = hiring.hire("approver", "Lo Granskarsson", hash);
        hiring.give_everywhere(staff.approver, "approver");
        staff.registrar = hiring.hire("registrar", "Robin Arkivsson", hash);
        for (const auto* role : {"registrar", "archivist"}) hiring.give_everywhere(staff.registrar, role);
        staff.agent = hiring.hire("agent", "Mika Svarsson", hash);
        hiring.give_everywhere(staff.agent, "contact-centre");
        // Not those of the social services, which have secrecy.
        for (const auto* unit : {"barn-och-utbildning", "samhallsbyggnad", "miljo", "kultur-och-fritid"})
            hiring.give(staff.agent, "case-reader", unit);
        hiring.give_everywhere(hiring.hire("administrator", "Kim Adminsson", hash), "administrator");
        hiring.give_everywhere(hiring.hire("builder", "Alex Byggarsson", hash), "service-builder");
        std::set<std::string> taken;
        for (const auto& unit : units_of(services)) {
            hiring.give(staff.officer, "case-officer", unit);
            hiring.give(staff.officer, "table-writer", unit);
            while (staff.colleagues[unit].size() < colleagues_a_unit) {
                const auto name = towns::person_name(town, draw);
                if (!taken.insert(username_of(name)).second) continue;
                const auto colleague = hiring.hire(username_of(name), name, "");
                hiring.give(colleague, "case-officer", unit);
                staff.colleagues[unit].push_back(colleague);
            }
        }
        chance = draw;
        return staff;
    });
}

std::vector<DemoResident> add_demo_residents(Tenant& tenant, const towns::Town& town, std::size_t more, towns::Chance& chance) {
    std::vector<towns::Applicant> all;
    std::set<std::string> numbers, phones;
    for (const auto& known : identity::demo_residents()) {
        all.push_back({known.name, known.number, towns::email_of(known.name), towns::own_phone_number(chance, phones)});
        numbers.insert(known.number);
    }
    while (all.size() < more + identity::demo_residents().size()) {
        towns::Applicant who{towns::person_name(town, chance),
                             towns::adult_number(chance),
                             {},
                             chance.in_hundred(75) ? towns::own_phone_number(chance, phones) : ""};
        who.email = towns::email_of(who.name);
        if (numbers.insert(who.number).second) all.push_back(std::move(who));
    }
    return tenant.db.write([&](db::Connection& db) {
        std::vector<DemoResident> residents;
        for (const auto& who : all) {
            const auto id = identity::find_or_add_person(db, tenant.secret, identity::PersonalNumber::from(who.number).value(), who.name);
            auto person = identity::find_person(db, tenant.secret, id).value();
            person.email = who.email;
            person.phone = who.phone;
            (void)identity::change_person(db, tenant.secret, person);
            residents.push_back({id, who});
        }
        return residents;
    });
}

}  // namespace app
