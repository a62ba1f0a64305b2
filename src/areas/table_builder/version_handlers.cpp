/// One version: written, tried, proposed, approved.
#include "areas/table_builder/handlers.h"
#include "areas/table_builder/reading.h"
#include "areas/table_builder/store.h"
#include "areas/table_builder/table_form.h"
#include "foundation/base/numbers.h"
#include "foundation/base/unicode.h"
#include "foundation/base/written_day.h"

namespace table_builder {
namespace {

using decision_tables::may_approve, decision_tables::may_read, decision_tables::may_write;

/// What the address and the form say of a version.
struct Asked {
    DecisionTableId table;
    int number = 0, revision = 0;
};
Asked asked(const Context& c) {
    return {c.request.id<DecisionTableId>("decision_table"), static_cast<int>(whole_number(c.request.part("version")).value_or(0)),
            static_cast<int>(whole_number(c.request.field("revision")).value_or(0))};
}

std::string address_of(const Asked& version, std::string_view part = "") {
    return table_address(version.table, std::to_string(version.number) + (part.empty() ? "" : "/" + std::string(part)));
}

template <class Work>
auto change_version(Context& c, Permission permission, const Asked& version, Work work) {
    return c.db.write([&](db::Connection& db) -> std::invoke_result_t<Work, db::Connection&> {
        TRY(decision_tables::find_for(db, c.visitor.account, permission, version.table));
        return work(db);
    });
}

Result<VersionScreen> read(Context& c) {
    return c.db.read([&](db::Connection& db) { return read_version(db, c); });
}

/// The page again with what is wrong, or the failure for what the page cannot tell.
Result<http::Response> shown_again(Context& c, const Error& error, std::string words, std::string day) {
    if (error.fault != Fault::invalid && error.text_key.empty()) return tl::unexpected(error);
    auto screen = TRY(read(c));
    screen.words = std::move(words);
    screen.day = std::move(day);
    screen.errors = error.fields;
    screen.notice = error.text_key;
    return views::version_page(c, screen);
}

}  // namespace

Result<http::Response> show_version(Context& c) { return views::version_page(c, TRY(read(c))); }

Result<http::Response> save_version(Context& c) {
    const auto version = asked(c);
    auto content = content_in(c.request.form);
    press(content, c.request.field("do"));
    const auto saved = change_version(c, may_write, version, [&](db::Connection& db) {
        return decision_tables::save(db, c.visitor, version.table, version.number, version.revision, content);
    });
    if (saved) return and_say(address_of(version), "saved");
    if (saved.error().fault == Fault::not_found) return tl::unexpected(saved.error());
    auto screen = TRY(read(c));
    // Nothing that was typed is lost, also when somebody else was first: the form stands as it was sent.
    if (screen.version.state == decision_tables::State::open) screen.version.content = std::move(content);
    screen.errors = saved.error().fields;
    screen.notice = saved.error().text_key;
    return views::version_page(c, screen);
}

Result<http::Response> propose_version(Context& c) {
    const auto version = asked(c);
    const auto words = tidy_text(c.request.field("words"));
    const auto done = change_version(c, may_write, version, [&](db::Connection& db) {
        return decision_tables::propose(db, c.visitor, version.table, version.number, version.revision, words);
    });
    if (!done) return shown_again(c, done.error(), words, "");
    return and_say(address_of(version), "proposed");
}

Result<http::Response> send_version_back(Context& c) {
    const auto version = asked(c);
    const auto words = tidy_text(c.request.field("back"));
    const auto done = c.db.write([&](db::Connection& db) -> Result<void> {
        const auto table = TRY(decision_tables::find_for(db, c.visitor.account, may_read, version.table));
        const auto rights = rights_in(db, c, table.unit);
        if (!rights.may_write && !rights.may_approve) return failure(Fault::forbidden);
        return decision_tables::send_back(db, c.visitor, version.table, version.number, version.revision, words);
    });
    if (!done) return shown_again(c, done.error(), "", "");
    return and_say(address_of(version), "opened");
}

Result<http::Response> approve_version(Context& c) {
    const auto version = asked(c);
    const auto today = swedish_date(now());
    const auto typed = std::string(trimmed(c.request.field("effective_from")));
    const auto day = typed.empty() ? std::optional(today) : written_day(typed, today, YearMeant::coming);
    const auto done = change_version(c, may_approve, version, [&](db::Connection& db) -> Result<void> {
        if (!day) return invalid({{"effective_from", "error_day"}});
        return decision_tables::approve(db, c.visitor, version.table, version.number, version.revision, *day);
    });
    if (!done) return shown_again(c, done.error(), "", typed);
    return and_say(table_address(version.table), "approved");
}

Result<http::Response> discard_version(Context& c) {
    const auto version = asked(c);
    const auto done = change_version(c, may_write, version, [&](db::Connection& db) -> Result<void> {
        TRY(decision_tables::discard(db, c.visitor, version.table, version.number, version.revision));
        store::remove_of(db, version.table, version.number);
        return {};
    });
    if (!done) return shown_again(c, done.error(), "", "");
    return and_say(table_address(version.table), "discarded");
}

Result<http::Response> show_replay(Context& c) {
    const auto screen = TRY(read(c));
    if (screen.replay) TRY(c.db.read([&](db::Connection& db) { return is_proved_for_cases(db, c, screen.row.table.service); }));
    return views::replay_page(c, screen);
}

Result<http::Response> begin_replay_of(Context& c) {
    const auto version = asked(c);
    TRY(c.db.write([&](db::Connection& db) -> Result<void> {
        const auto screen = TRY(read_version(db, c));
        if (!screen.row.service || !decision_tables::compile(screen.version.content, *screen.row.service))
            return failure(Fault::conflict, "error_mend_first");
        TRY(is_proved_for_cases(db, c, screen.row.table.service));
        // A second press waits for the first.
        if (screen.replay && !screen.replay->replay.finished_at && !screen.replay->is_old) return {};
        begin_replay(db, c.visitor, screen.version);
        return {};
    }));
    return http::see_other(address_of(version, "omprovning"));
}

}  // namespace table_builder
