#pragma once
/// Whole tables from one database to another of either kind: what backup, restore and the move to a cluster are made of.
/// One of the two is always SQLite: a backup is a SQLite file, wherever it was taken and wherever it goes back to.
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "foundation/db/database.h"

namespace db {

struct TableColumn {
    std::string name;
    Argument::Type type;
};
struct Table {
    std::string name;
    std::vector<TableColumn> columns;
    std::vector<std::string> key;          ///< columns of its primary key: rows are read and compared in this order
    bool points_at_itself = false;         ///< a foreign key to its own rows
    std::vector<std::string> points_at{};  ///< other tables that its foreign keys name
};

/// The tables that migrations have made, each after those it points at; not those that SQLite's full-text index keeps for itself.
/// Throws Failure for a table without a primary key.
std::vector<Table> tables(Connection& sqlite);

std::int64_t count_rows(Connection&, std::string_view table);

/// Marks a database as being filled; false when it holds tables that no broken-off filling has left: they are somebody's.
bool claim(Database&);
/// It is filled.
void release(Database&);

/// How many rows have been seen of one table.
using RowsSeen = std::function<void(std::int64_t rows)>;

/// Deletes every row, last table first.
void empty(Database&, const std::vector<Table>&);
/// Adds the rows that `from` sees, a few thousand a commit; how many. Tables in the order of tables(), into empty ones.
std::int64_t copy_rows(Connection& from, Database& target, const Table&, const RowsSeen& seen = {});

/// The key of the first row that is not the same on both sides, or is on one only; nothing when every row and column is alike.
std::optional<std::string> first_difference(Connection& left, Connection& right, const Table&, const RowsSeen& seen = {});

}  // namespace db
