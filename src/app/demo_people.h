#pragma once
/// Who lives and works in a demonstration town.
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "engines/area/tenant.h"
#include "engines/services/service.h"
#include "engines/towns/answers_maker.h"

namespace app {

inline constexpr std::string_view demo_password = "torg-demo-2026";

using ServicePointer = std::shared_ptr<const services::Service>;

struct DemoStaff {
    Visitor officer{};                                         ///< sees and decides the cases of every service
    Visitor approver{};                                        ///< approves what others have decided, in every unit
    Visitor registrar{};                                       ///< keeps the public register, and is archivist
    Visitor agent{};                                           ///< at the desk
    std::map<std::string, std::vector<Visitor>> colleagues{};  ///< by the unit of the service; they have no password
};
/// officer, approver, registrar, agent, builder and administrator, and three colleagues in each unit that has services.
DemoStaff add_demo_staff(Tenant&, const towns::Town&, const std::vector<ServicePointer>&, towns::Chance&);

struct DemoResident {
    PersonId id{};
    towns::Applicant who{};
};
/// Those of identity::demo_residents() first, then `more` invented ones.
std::vector<DemoResident> add_demo_residents(Tenant&, const towns::Town&, std::size_t more, towns::Chance&);

}  // namespace app
