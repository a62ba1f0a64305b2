#include "foundation/db/copy.h"

#include <fmt/format.h>

#include <algorithm>
#include <variant>

#include "foundation/base/unicode.h"

namespace db {
namespace {

constexpr std::string_view unfinished_mark = "copy_unfinished";
constexpr std::size_t rows_a_page = 2000;
/// SQLite takes 32 766 values in one statement, PostgreSQL 65 535.
constexpr std::size_t most_values = 32'000;
constexpr std::size_t usual_values = 1'000;

struct Bytes {
    std::string value;
    auto operator<=>(const Bytes&) const = default;
};
using Value = std::variant<std::monostate, std::int64_t, double, std::string, Bytes>;
using Values = std::vector<Value>;

Value read_value(const Row& row, const TableColumn& column) {
    if (row.is_null(column.name)) return {};
    switch (column.type) {
        case Argument::Type::integer: return row.integer(column.name);
        case Argument::Type::real: return row.real(column.name);
        case Argument::Type::blob: return Bytes{row.text(column.name)};
        default: return row.text(column.name);
    }
}

Argument argument(const Value& value) {
    struct Visitor {
        Argument operator()(std::monostate) const { return nullptr; }
        Argument operator()(std::int64_t number) const { return number; }
        Argument operator()(double number) const { return number; }
        Argument operator()(const std::string& text) const { return text; }
        Argument operator()(const Bytes& bytes) const { return Blob{bytes.value}; }
    };
    return std::visit(Visitor{}, value);
}

std::string in_words(const Value& value) {
    if (const auto* number = std::get_if<std::int64_t>(&value)) return std::to_string(*number);
    if (const auto* text = std::get_if<std::string>(&value)) return *text;
    return "?";
}

std::string names(const Table& table) {
    std::vector<std::string> all;
    for (const auto& column : table.columns) all.push_back(column.name);
    return joined(all, ", ");
}

std::string question_marks(std::size_t count) {
    std::string marks = "?";
    for (std::size_t i = 1; i < count; ++i) marks += ", ?";
    return marks;
}

/// Reads a table a page at a time, in the order of its key.
class Reader {
public:
    Reader(Connection& from, const Table& table) : from_(from), table_(table) {
        for (const auto& name : table.key)
            key_places_.push_back(
                static_cast<std::size_t>(std::ranges::find(table.columns, name, &TableColumn::name) - table.columns.begin()));
    }

    /// Empty at the end.
    std::vector<Values> next_page() {
        if (ended_) return {};
        const auto key = joined(table_.key, ", ");
        const auto after = last_key_.empty() ? std::string() : fmt::format(" WHERE ({}) > ({})", key, question_marks(table_.key.size()));
        const auto sql = fmt::format("SELECT {} FROM {}{} ORDER BY {} LIMIT {}", names(table_), table_.name, after, key, rows_a_page);
        std::vector<Argument> arguments;
        for (const auto& value : last_key_) arguments.push_back(argument(value));
        std::vector<Values> page;
        from_.each(
            [&](const Row& row) {
                Values values;
                values.reserve(table_.columns.size());
                for (const auto& column : table_.columns) values.push_back(read_value(row, column));
                page.push_back(std::move(values));
            },
            sql, arguments);
        ended_ = page.size() < rows_a_page;
        if (!page.empty()) last_key_ = key_of(page.back());
        return page;
    }

    Values key_of(const Values& row) const {
        Values key;
        for (const auto place : key_places_) key.push_back(row[place]);
        return key;
    }
    const Values& earlier(const Values& one, const Values& other) const { return key_of(other) < key_of(one) ? other : one; }
    std::string key_in_words(const Values& row) const {
        std::vector<std::string> words;
        for (const auto& value : key_of(row)) words.push_back(in_words(value));
        return joined(words, ", ");
    }

private:
    Connection& from_;
    const Table& table_;
    std::vector<std::size_t> key_places_;
    Values last_key_;
    bool ended_ = false;
};

void insert(Connection& into, const Table& table, std::span<const Values> rows) {
    const auto one = "(" + question_marks(table.columns.size()) + ")";
    std::string sql = fmt::format("INSERT INTO {} ({}) VALUES {}", table.name, names(table), one);
    for (std::size_t i = 1; i < rows.size(); ++i) sql.append(", ").append(one);
    std::vector<Argument> arguments;
    for (const auto& row : rows)
        for (const auto& value : row) arguments.push_back(argument(value));
    into.run(sql, arguments);
}

void insert_all(Connection& into, const Table& table, std::span<const Values> rows) {
    // A row may point at one that comes later in the order of the key: in one statement neither database minds.
    const auto values_at_once = table.points_at_itself ? most_values : usual_values;
    const auto rows_at_once = std::max<std::size_t>(1, values_at_once / table.columns.size());
    while (!rows.empty()) {
        const auto now = std::min(rows_at_once, rows.size());
        insert(into, table, rows.first(now));
        rows = rows.subspan(now);
    }
}

/// Every page of a table that points at itself is one, since its rows must come together.
std::vector<Values> next_rows(Reader& reader, const Table& table) {
    auto rows = reader.next_page();
    if (!table.points_at_itself) return rows;
    for (auto more = reader.next_page(); !more.empty(); more = reader.next_page()) std::ranges::move(more, std::back_inserter(rows));
    return rows;
}

Argument::Type type_from(std::string_view declared) {
    if (declared == "INTEGER") return Argument::Type::integer;
    if (declared == "REAL") return Argument::Type::real;
    if (declared == "BLOB") return Argument::Type::blob;
    return Argument::Type::text;
}

Table described(Connection& sqlite, std::string name) {
    Table table{.name = std::move(name), .columns = {}, .key = {}};
    std::vector<std::pair<std::int64_t, std::string>> key;
    sqlite.each(
        [&](const Row& row) {
            table.columns.push_back({row.text("name"), type_from(row.text("type"))});
            if (row.integer("pk") > 0) key.emplace_back(row.integer("pk"), row.text("name"));
        },
        "SELECT name, type, pk FROM pragma_table_info(?) ORDER BY cid", std::array{Argument(table.name)});
    std::ranges::sort(key);
    for (auto& [place, column] : key) table.key.push_back(std::move(column));
    if (table.key.empty()) throw Failure("the table " + table.name + " has no primary key: it cannot be copied in an order");
    sqlite.each(
        [&](const Row& row) {
            if (row.text("points_at") == table.name) table.points_at_itself = true;
            else table.points_at.push_back(row.text("points_at"));
        },
        "SELECT DISTINCT \"table\" AS points_at FROM pragma_foreign_key_list(?)", std::array{Argument(table.name)});
    return table;
}

}  // namespace

std::vector<Table> tables(Connection& sqlite) {
    std::vector<Table> waiting;
    for (auto& name :
         sqlite.all([](const Row& row) { return row.text("name"); },
                    "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite\\_%' "
                    "ESCAPE '\\' ORDER BY name"))
        waiting.push_back(described(sqlite, std::move(name)));
    std::vector<Table> ordered;
    const auto is_there = [&](const std::string& name) { return std::ranges::find(ordered, name, &Table::name) != ordered.end(); };
    while (!waiting.empty()) {
        const auto ready =
            std::ranges::find_if(waiting, [&](const Table& table) { return std::ranges::all_of(table.points_at, is_there); });
        if (ready == waiting.end()) throw Failure("the foreign keys of " + waiting.front().name + " go in a circle");
        ordered.push_back(std::move(*ready));
        waiting.erase(ready);
    }
    return ordered;
}

std::int64_t count_rows(Connection& connection, std::string_view table) {
    return connection.number(fmt::format("SELECT COUNT(*) AS n FROM {}", table));
}

static bool has_table(Connection& connection, std::string_view name) {
    return connection.number(connection.kind() == Kind::sqlite
                                 ? "SELECT COUNT(*) AS n FROM sqlite_master WHERE type = 'table' AND name = ?"
                                 : "SELECT COUNT(*) AS n FROM pg_tables WHERE schemaname = current_schema() AND tablename = ?",
                             name) > 0;
}

bool claim(Database& database) {
    return database.write([](Connection& connection) {
        if (has_table(connection, unfinished_mark)) return true;
        if (has_table(connection, "schema_migration")) return false;
        connection.script(fmt::format("CREATE TABLE {} (id INTEGER PRIMARY KEY) STRICT", unfinished_mark));
        return true;
    });
}

void release(Database& database) {
    database.write([](Connection& connection) { connection.script(fmt::format("DROP TABLE {}", unfinished_mark)); });
}

void empty(Database& database, const std::vector<Table>& tables) {
    database.write([&](Connection& connection) {
        for (auto table = tables.rbegin(); table != tables.rend(); ++table) connection.run("DELETE FROM " + table->name, {});
    });
}

std::int64_t copy_rows(Connection& from, Database& target, const Table& table, const RowsSeen& seen) {
    Reader reader(from, table);
    std::int64_t count = 0;
    for (auto rows = next_rows(reader, table); !rows.empty(); rows = next_rows(reader, table)) {
        target.write([&](Connection& to) { insert_all(to, table, rows); });
        count += static_cast<std::int64_t>(rows.size());
        if (seen) seen(count);
    }
    return count;
}

std::optional<std::string> first_difference(Connection& left, Connection& right, const Table& table, const RowsSeen& seen) {
    Reader left_reader(left, table), right_reader(right, table);
    std::int64_t count = 0;
    for (;;) {
        const auto lefts = left_reader.next_page(), rights = right_reader.next_page();
        const auto both = std::min(lefts.size(), rights.size());
        for (std::size_t i = 0; i < both; ++i)
            if (lefts[i] != rights[i]) return left_reader.key_in_words(left_reader.earlier(lefts[i], rights[i]));
        if (lefts.size() != rights.size()) return left_reader.key_in_words(lefts.size() > both ? lefts[both] : rights[both]);
        if (lefts.empty()) return std::nullopt;
        count += static_cast<std::int64_t>(both);
        if (seen) seen(count);
    }
}

}  // namespace db
