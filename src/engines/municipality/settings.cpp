#include "engines/municipality/settings.h"

namespace municipality {

std::string setting(db::Connection& db, std::string_view name) {
    return db.one([](const db::Row& row) { return row.text("value"); }, "SELECT value FROM municipality_setting WHERE name = ?", name)
        .value_or("");
}

void set(db::Connection& db, std::string_view name, std::string_view value) {
    db.execute("INSERT INTO municipality_setting(name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value", name,
               value);
}

}  // namespace municipality
