#pragma once
/// A request that a program may send again without harm: with the same Idempotency-Key it gets the same answer.
#include <optional>
#include <string>
#include <string_view>

#include "engines/area/area.h"

namespace e_services {

struct Repeatable {
    std::string key;   ///< empty: the program does not ask for it
    std::string hash;  ///< of what was sent
};
/// `sent` tells one request from another. invalid when the key is too long or broken.
Result<Repeatable> repeatable(const Context&, std::string_view sent);

/// What was answered less than 24 hours ago; invalid when the key then stood for something else.
Result<std::optional<std::string>> answer_before(db::Connection&, const Context&, const Repeatable&);
void remember(db::Connection&, const Context&, const Repeatable&, const std::string& answer);

}  // namespace e_services
