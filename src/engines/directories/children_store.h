#pragma once
/// All SQL of the children that are kept: rows in, values out.
#include <optional>
#include <string>
#include <vector>

#include "engines/identity/people.h"
#include "engines/privacy/privacy.h"

namespace directories::store {

struct KeptChildren {
    KeyId key{};
    std::optional<std::string> sealed{};  ///< once the register has answered
    Timestamp asked_at{};
};
std::optional<KeptChildren> children_of(db::Connection&, PersonId);
void insert_asked(db::Connection&, PersonId, KeyId, Timestamp expires_at);
void set_children(db::Connection&, PersonId, const std::string& sealed);
/// With what seals them.
void delete_children(db::Connection&, PersonId);
std::vector<PersonId> with_children(db::Connection&);
std::vector<PersonId> with_old_children(db::Connection&);

}  // namespace directories::store
