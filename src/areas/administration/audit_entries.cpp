#include "areas/administration/audit_entries.h"

#include <fmt/format.h>

#include "areas/administration/accounts.h"
#include "engines/audit/words.h"
#include "engines/cases/find.h"

namespace administration {

namespace h = html;

namespace {

h::Html case_link(const Result<cases::NamedCase>& named, std::string_view otherwise) {
    if (!named) return h::text(otherwise);
    return named->may_be_opened ? pages::link("/handlaggning/arenden/" + http::percent_encoded(named->number), named->number)
                                : h::text(named->number);
}

/// What it is called, with a link where the reader may go there; nothing for what has no name of its own.
h::Html name_of_subject(const Context& c, db::Connection& db, const audit::Recorded& entry) {
    if (entry.subject_kind == "case") return case_link(cases::named(db, c.visitor, CaseId{entry.subject}), entry.detail);
    // A document is named by its case, which the entry says.
    if (entry.subject_kind == "document") return case_link(cases::named(db, c.visitor, entry.detail), entry.detail);
    if (entry.subject_kind != "account" || entry.subject == 0) return {};
    const auto account = identity::find_account(db, AccountId{entry.subject});
    return account ? pages::link(account_address(account->id), account->name) : h::Html();
}

h::Html subject(const Context& c, db::Connection& db, const audit::Recorded& entry) {
    const auto raw = entry.subject == 0 ? entry.subject_kind : fmt::format("{} {}", entry.subject_kind, entry.subject);
    return h::make<"{} {} {}">(audit::subject_words(c.text, entry), name_of_subject(c, db, entry), raw_name(raw));
}

std::vector<h::Html> row(const Context& c, db::Connection& db, const audit::Recorded& entry) {
    return {h::text(c.text.moment(entry.at)),
            h::make<"{} {}">(audit::event_words(c.text, entry.event), raw_name(entry.event)),
            h::text(fmt::format("{} ({})", entry.actor_name, c.text("actor_kind." + entry.actor_kind))),
            subject(c, db, entry),
            h::text(audit::reason_words(c.text, entry)),
            h::text(entry.detail)};
}

}  // namespace

h::Html entries_table(const Context& c, const std::vector<audit::Recorded>& entries) {
    const auto rows = c.db.read([&](db::Connection& db) {
        std::vector<std::vector<h::Html>> all;
        for (const auto& entry : entries) all.push_back(row(c, db, entry));
        return all;
    });
    return pages::table(
        c.text("audit_log"),
        {{c.text("when")}, {c.text("event")}, {c.text("actor")}, {c.text("subject")}, {c.text("reason")}, {c.text("detail")}}, rows);
}

}  // namespace administration
