#include "engines/cases/letter_addresses.h"
#include "engines/identity/roles.h"

namespace cases {

std::vector<ForwardedLetter> forwarded_letters(db::Connection& db, AccountId account, const notify::LetterRights& rights,
                                               const std::optional<ForwardedLetter>& after, int limit) {
    const std::int64_t printed = after && after->is_printed ? 1 : 0;
    const auto before = after ? after->message : MessageId{INT64_MAX};
    return db.all(
        [](const db::Row& row) {
            return ForwardedLetter{row.as<MessageId>("message"), row.text("number"), row.as<Timestamp>("made_at"),
                                   row.integer("is_printed") != 0};
        },
        "SELECT * FROM (SELECT f.message, c.number, f.made_at, CASE WHEN m.bundle IS NULL THEN 0 ELSE 1 END AS is_printed "
        "FROM cases_forwarded_letter f JOIN cases_case c ON c.id = f.case_id JOIN notify_message m ON m.id = f.message WHERE " +
            identity::in_units_of("c.unit") + "AND " + identity::in_units_of("c.unit") +
            ") AS letters WHERE is_printed > ? OR (is_printed = ? AND message < ?) ORDER BY is_printed, message DESC LIMIT ?",
        account, rights.read.name, now(), account, rights.print.name, now(), printed, printed, before, limit);
}

void forget_forwarded_letters(db::Connection& db, CaseId id) { db.execute("DELETE FROM cases_forwarded_letter WHERE case_id = ?", id); }

}  // namespace cases

namespace cases::store {

void insert_forwarded_letter(db::Connection& db, CaseId id, MessageId message) {
    db.execute("INSERT INTO cases_forwarded_letter(message, case_id, made_at) VALUES (?, ?, ?) ON CONFLICT (message) DO NOTHING", message,
               id, now());
}

}  // namespace cases::store
