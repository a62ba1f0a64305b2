#pragma once
/// Finding a person by what somebody says on the telephone.
#include <string_view>
#include <vector>

#include "engines/identity/people.h"

namespace identity {

/// By personal number, telephone or e-mail, or by a name of which every word must be found and the last may be the beginning of one. Best
/// first. A search for people is a read of personal data that the caller audits.
std::vector<Person> find_people(db::Connection&, std::string_view secret, std::string_view typed, int limit);

/// "0701740605" of "+46 70-174 06 05" and of "070-174 06 05"; "" of what is no telephone number.
std::string figures_of_telephone(std::string_view typed);

/// Keeps the search index as the person is; for people.cpp.
void make_findable(db::Connection&, std::string_view secret, PersonId, std::string_view name, std::string_view phone,
                   std::string_view email);
void remove_findable(db::Connection&, PersonId);
/// The index is lost: a restored database has none.
void forget_findable(db::Connection&);
/// Puts into the index whom it lacks: those who were there before it, or whose database was restored without it.
void make_all_findable(db::Database&, std::string_view secret);

}  // namespace identity
