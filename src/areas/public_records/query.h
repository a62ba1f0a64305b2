#pragma once
/// What someone searches the register for, as typed and as understood. Values and rules, no I/O.
#include <string>
#include <utility>

#include "engines/public_register/public_register.h"

namespace public_records {

struct QueryForm {
    std::string words, from, to, after;
};

/// Fault::invalid names the days that do not exist.
Result<public_register::Search> checked(const QueryForm&, int limit);

/// The key of a page in an address: "2026-05-02.7204"; and back, nothing when it is none.
std::string page_key(const public_register::Entry&);
std::optional<std::pair<Date, std::int64_t>> key_of_page(std::string_view);

}  // namespace public_records
