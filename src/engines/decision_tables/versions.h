#pragma once
/// Tables and their versions: who writes, who approves, and which one holds on a day.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engines/decision_tables/compiled.h"
#include "engines/identity/visitor.h"
#include "foundation/base/id.h"
#include "foundation/base/time.h"
#include "foundation/db/database.h"

using DecisionTableId = Id<struct DecisionTableTag>;

namespace decision_tables {

/// Lets staff read the tables of a unit, write and propose them, and approve those of others. Declared by the area table_builder.
inline constexpr Permission may_read{"decision_tables.read"};
inline constexpr Permission may_write{"decision_tables.write"};
inline constexpr Permission may_approve{"decision_tables.approve"};

enum class State { open, proposed, approved };

struct Table {
    DecisionTableId id{};
    UnitId unit{};
    std::string service;
    forms::Words title{};
    std::optional<Timestamp> stopped_at{};
    std::string stopped_by{};
};
struct Version {
    DecisionTableId table{};
    int number = 0;
    State state = State::open;
    int revision = 1;
    Content content{};
    std::string words{};
    AccountId author{}, proposer{}, approver{};
    std::string author_name{}, proposer_name{}, approver_name{};
    std::vector<AccountId> writers{};  ///< everybody who has saved it; the author is the last
    std::optional<Timestamp> approved_at{};
    std::optional<Date> effective_from{};
    int restored_from = 0;  ///< the number of the version that it is again
    Timestamp changed_at{};
};

/// Failures: conflict when the unit has a table of the service, invalid (title, service).
Result<DecisionTableId> add(db::Connection&, const Visitor&, UnitId, std::string_view service, const forms::Words& title);
Result<Table> find(db::Connection&, DecisionTableId);
/// The table, when the account holds the right in its unit; else not_found.
Result<Table> find_for(db::Connection&, AccountId, Permission, DecisionTableId);
/// Those that the account may read, in order of service.
std::vector<Table> tables_of(db::Connection&, AccountId);
Result<Version> find_version(db::Connection&, DecisionTableId, int number);
/// Newest first.
std::vector<Version> versions(db::Connection&, DecisionTableId);
/// The version that somebody works on, or that waits to be approved.
std::optional<Version> unfinished(db::Connection&, DecisionTableId);

/// A new open version that begins with what holds now; its number. conflict when there is one already.
Result<int> begin(db::Connection&, const Visitor&, DecisionTableId);
/// Only an open one. invalid when something is too long; conflict when it was saved by another since `revision`.
Result<Version> save(db::Connection&, const Visitor&, DecisionTableId, int number, int revision, const Content&);
/// conflict when it is not ready (is_ready) or was changed since.
Result<void> propose(db::Connection&, const Visitor&, DecisionTableId, int number, int revision, std::string_view words);
/// Whether the account has written in it, or proposed it: then another one approves.
bool has_a_hand_in(const Version&, AccountId);
/// Four eyes: forbidden for everybody who wrote in it or proposed it. invalid when the day has passed.
Result<void> approve(db::Connection&, const Visitor&, DecisionTableId, int number, int revision, Date effective_from);
/// A proposed one is open again.
Result<void> send_back(db::Connection&, const Visitor&, DecisionTableId, int number, int revision, std::string_view words);
/// Throws an unfinished one away.
Result<void> discard(db::Connection&, const Visitor&, DecisionTableId, int number, int revision);
/// An older version, which two people have approved once, holds again from today under a new number.
Result<int> roll_back(db::Connection&, const Visitor&, DecisionTableId, int number);
/// Nothing is decided or proposed by it until it is started again.
Result<void> stop(db::Connection&, const Visitor&, DecisionTableId);
Result<void> start(db::Connection&, const Visitor&, DecisionTableId);

struct InForce {
    Table table;
    Version version;
};
/// What holds on that day, of the unit's own table whether it is stopped or not.
std::optional<Version> version_on(db::Connection&, DecisionTableId, Date);
/// What decides for a case of the service in that unit: its own table, or that of the nearest unit above. None when that one is stopped.
std::optional<InForce> in_force(db::Connection&, std::string_view service, UnitId, Date);

}  // namespace decision_tables

template <>
inline constexpr EnumNames<decision_tables::State, 3> names_of<decision_tables::State> = {{
    {decision_tables::State::open, "open"},
    {decision_tables::State::proposed, "proposed"},
    {decision_tables::State::approved, "approved"},
}};
