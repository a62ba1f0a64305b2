#pragma once
/// All SQL of the mandates: rows in, values out.
#include "engines/mandates/mandates.h"
#include "engines/privacy/privacy.h"

namespace mandates::store {

/// How a person is found without the number itself.
std::string digest_of(const Tenant&, const Someone&, GiverKind);

/// With a new key. `registered_by` 0: nobody of the staff.
void insert(db::Connection&, const Tenant&, const Mandate&, AccountId registered_by);
std::optional<Mandate> find(db::Connection&, const Tenant&, MandateId);
std::vector<Mandate> of_giver(db::Connection&, const Tenant&, const Someone&);
std::vector<Mandate> of_holder(db::Connection&, const Tenant&, const Someone&);
std::vector<Mandate> registered_for(db::Connection&, const Tenant&, const Someone&);
std::vector<Mandate> registered_by(db::Connection&, const Tenant&, AccountId, int limit);
/// When it was given, until when, and by what.
void set_given(db::Connection&, const Tenant&, const Mandate&);
void set_until_with_case(db::Connection&, MandateId, std::optional<Date>);
void set_refused(db::Connection&, MandateId, Timestamp);
void set_ended(db::Connection&, MandateId, Timestamp);
bool is_in_force(db::Connection&, MandateId, Date);
/// What seals its details.
KeyId key_of(db::Connection&, MandateId);
bool keeps_file(db::Connection&, std::string_view hash);
std::int64_t remove_old(db::Connection&);

}  // namespace mandates::store
