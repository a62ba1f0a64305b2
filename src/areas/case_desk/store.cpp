#include "areas/case_desk/store.h"

namespace case_desk::store {

std::optional<std::string> columns(db::Connection& db, AccountId account) {
    return db.one([](const db::Row& row) { return row.text("columns"); }, "SELECT columns FROM case_desk_columns WHERE account = ?",
                  account);
}

void save_columns(db::Connection& db, AccountId account, std::string_view columns) {
    db.execute(
        "INSERT INTO case_desk_columns(account, columns) VALUES (?, ?) ON CONFLICT (account) DO UPDATE SET columns = excluded.columns",
        account, columns);
}

}  // namespace case_desk::store
