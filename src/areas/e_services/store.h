#pragma once
/// All SQL of the e-services.
#include <optional>
#include <string>
#include <string_view>

#include "engines/area/tenant.h"
#include "engines/identity/visitor.h"
#include "foundation/db/database.h"

namespace e_services::store {

/// What a program was answered under its Idempotency-Key, less than 24 hours ago.
struct Answered {
    std::string body_hash, answer;
};
std::optional<Answered> answered(db::Connection&, const Tenant&, AccountId, std::string_view key);
void remember_answer(db::Connection&, const Tenant&, AccountId, std::string_view key, const Answered&);
void remove_old_answers(db::Connection&);

}  // namespace e_services::store
