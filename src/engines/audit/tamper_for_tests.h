#pragma once
#include <string_view>

#include "foundation/db/database.h"

namespace audit {

/// As someone with the database in their hands would.
inline void tamper(db::Database& database, std::string_view sql) {
    database.write([&](db::Connection& db) {
        if (db.kind() == db::Kind::sqlite) {
            db.execute("DROP TRIGGER audit_entry_is_not_changed");
            db.execute("DROP TRIGGER audit_entry_goes_by_approval");
        } else {
            db.execute("DROP TRIGGER audit_entry_goes_by_approval ON audit_entry");
        }
        db.script(sql);
    });
}

}  // namespace audit
