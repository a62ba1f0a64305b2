#pragma once
/// All SQL of earlier cases: rows in, values out.
#include <optional>
#include <string>
#include <vector>

#include "engines/cases/earlier_cases.h"

namespace cases::store {

/// What is left to ask when the mandate, the ward and the day have been.
struct EarlierRow {
    CaseId id{};
    bool is_opened = false;  ///< an officer has said so
};
/// What the ward has applied for in their own name, before the mandate and in its services, and no officer has closed. The newest first.
std::vector<EarlierRow> earlier_rows(db::Connection&, const mandates::Ward&, std::optional<CaseId> before, int limit);
std::optional<EarlierRow> earlier_row(db::Connection&, const mandates::Ward&, CaseId);

struct OpeningRow {
    Opening said{};
    std::string sealed_reason, said_by_name;
    Timestamp said_at{};
};
std::optional<OpeningRow> opening_of(db::Connection&, CaseId);
void set_opening(db::Connection&, CaseId, const OpeningRow&);
void delete_opening(db::Connection&, CaseId);

}  // namespace cases::store
