#pragma once
/// The invented registers of an invented town: catalogue/towns/registers/*.yaml.
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "engines/directories/invented.h"
#include "engines/forms/answers.h"
#include "engines/services/service.h"
#include "engines/towns/chance.h"
#include "engines/towns/town.h"

namespace towns {

struct Registers {
    std::vector<directories::InventedRecord> records;
    std::map<std::string, std::string, std::less<>> organisation_numbers;  ///< by name
    std::map<std::string, int, std::less<>> differences;                   ///< per cent
    std::vector<std::string> elsewhere;                                    ///< municipalities
};
/// Without anything in them for a town that has no file.
const Registers& registers(const Town&);

/// What the registers would say of those whom the answers are about, in a town where most people write what is so: a record for each
/// check of the service, with the differences of the town's file.
std::vector<directories::InventedRecord> registers_agreeing_with(const services::Service&, const forms::Answers&, const Town&, Chance&);

}  // namespace towns
