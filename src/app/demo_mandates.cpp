#include "app/demo_mandates.h"

#include <stdexcept>

#include "engines/mandates/mandates.h"
#include "engines/services/catalogue.h"
#include "engines/towns/invented.h"
#include "engines/towns/plain_pdf.h"
#include "foundation/jobs/jobs.h"

namespace app {
namespace {

constexpr std::string_view paper_heading = "Fullmakt";

/// The residents of identity::demo_residents(), by their place there.
enum Who : std::size_t { alva, bjorn, fatima, goran, hanna, ingrid, johan, kim };

class Giving {
public:
    Giving(db::Connection& db, Tenant& tenant, const DemoStaff& staff, const std::vector<DemoResident>& residents)
        : db_(db), tenant_(tenant), staff_(staff), residents_(residents) {}

    MandateId give(Who giver, Who holder, std::vector<std::string> services = {}) {
        return mandates::give(db_, tenant_, visitor(giver), someone(holder), scope(std::move(services))).value();
    }
    void ask(Who holder, Who giver) { (void)mandates::ask(db_, tenant_, visitor(holder), someone(giver), scope()).value(); }
    void take_back(Who giver, MandateId id) {
        if (!mandates::end(db_, tenant_, visitor(giver), id)) throw std::logic_error("the demo's mandate cannot be taken back");
    }
    void sign_for(Who holder, const mandates::Someone& organisation) {
        (void)mandates::add_signatory(db_, tenant_, visitor(holder), organisation, "Organisationsregistret").value();
    }
    void register_one(mandates::Origin origin, const mandates::Someone& giver, Who holder, std::string source,
                      std::optional<Date> until = {}, std::optional<forms::FileAnswer> paper = {}) {
        auto registered = scope();
        registered.until = until;
        registered.opens_earlier = origin == mandates::Origin::trustee;
        mandates::register_by_staff(db_, tenant_, staff_.agent,
                                    {origin, giver, someone(holder), registered, std::move(source), std::move(paper)});
    }
    mandates::Someone someone(Who who) const { return {residents_[who].who.number, residents_[who].who.name}; }

private:
    Visitor visitor(Who who) const {
        return {.kind = Visitor::Kind::resident, .person = residents_[who].id, .name = residents_[who].who.name};
    }
    static mandates::Scope scope(std::vector<std::string> services = {}) { return {std::move(services), swedish_date(now()), {}}; }

    db::Connection& db_;
    Tenant& tenant_;
    const DemoStaff& staff_;
    const std::vector<DemoResident>& residents_;
};

/// What a mandate is limited to: the first two that ask who applies.
std::vector<std::string> two_services(db::Connection& db) {
    std::vector<std::string> ids;
    for (const auto& service : services::published(db))
        if (service->sign_in == services::SignIn::required && ids.size() < 2) ids.push_back(service->id);
    return ids;
}

}  // namespace

void add_demo_mandates(Tenant& tenant, const towns::Town& town, const DemoStaff& staff, const std::vector<DemoResident>& residents,
                       towns::Chance& chance) {
    const auto today = swedish_date(now());
    const auto kept = tenant.files.keep_text(towns::plain_pdf(paper_heading, residents[hanna].who.name), "application/pdf");
    const mandates::Someone child{towns::child_number(chance, today), towns::person_name(town, chance)};
    const mandates::Someone association{towns::organisation_number(chance), town.name.sv + " hembygdsförening"};
    tenant.db.write([&](db::Connection& db) {
        using enum mandates::Origin;
        Giving all(db, tenant, staff, residents);
        all.give(alva, bjorn);
        all.give(fatima, johan, two_services(db));
        all.ask(hanna, alva);
        all.take_back(ingrid, all.give(ingrid, johan));
        all.sign_for(kim, association);
        all.register_one(trustee, all.someone(goran), ingrid, "Överförmyndarnämnden, dnr 118");
        all.register_one(guardian, child, fatima, "Utdrag ur folkbokföringen", Date{today.days + 365});
        all.register_one(desk, all.someone(johan), kim, "Körkort visat vid disken");
        all.register_one(paper, all.someone(hanna), alva, "Fullmakt på papper", Date{today.days + 365},
                         forms::FileAnswer{kept.hash, "fullmakt.pdf", kept.size, kept.type, kept.digest});
        ::jobs::cancel_all(db, "mandates.tell");
    });
}

}  // namespace app
