#pragma once
/// SQL of disposal lists and holds.
#include "engines/cases/disposal.h"
#include "engines/cases/store.h"

namespace cases::store {

/// The unit of a case that is due, neither held nor listed; nothing when there is none.
std::optional<UnitId> unit_with_due(db::Connection&, Date);
struct Due {
    CaseId id{};
    std::string service;
    int service_version = 0;
    Date dispose_on{};
    std::int64_t documents = 0;
};
std::vector<Due> due_in(db::Connection&, UnitId, Date, int limit);
/// It is merged into one that is not to be disposed of yet.
bool waits_for_other(db::Connection&, CaseId, Date);

DisposalListId insert_list(db::Connection&, UnitId, Timestamp made_at);
void insert_line(db::Connection&, DisposalListId, const Due&, std::string_view ground);
std::optional<DisposalList> list(db::Connection&, DisposalListId);
/// Nothing happens when it is approved already: false.
bool set_approved(db::Connection&, DisposalListId, AccountId, std::string_view name, Timestamp);
void set_done(db::Connection&, DisposalListId, Timestamp);
void set_result(db::Connection&, DisposalListId, CaseId, LineResult, Timestamp);
/// Whatever list the case waits on.
void take_off_lists(db::Connection&, CaseId, LineResult, Timestamp);

void put_hold(const Opener&, CaseId, std::string_view by_name, std::string_view reason, Timestamp);
void delete_hold(db::Connection&, CaseId);
bool is_held(db::Connection&, CaseId);

/// Cases whose key is destroyed and whose sealed columns are still there.
std::vector<CaseId> half_disposed(db::Connection&, int limit);

}  // namespace cases::store
