#include "engines/cases/alarms.h"

#include <algorithm>
#include <stdexcept>

#include "engines/audit/audit.h"
#include "engines/cases/alarm_store.h"
#include "engines/cases/event_log.h"
#include "engines/flows/calendar.h"
#include "engines/identity/accounts.h"
#include "engines/identity/roles.h"
#include "engines/identity/units.h"
#include "foundation/base/unicode.h"
#include "foundation/mail/mail.h"

namespace cases {
namespace {

constexpr int page_size = 200;
constexpr std::string_view tell_job = "cases.tell_of_alarms";

/// A person who may read the unit's cases and is still here.
bool can_be_told(db::Connection& db, AccountId id, UnitId unit) {
    const auto account = identity::find_account(db, id);
    return account && account->active && !account->program && identity::has_right(db, id, may_read.name, unit);
}

std::vector<AccountId> told_of(db::Connection& db, const Case& of, Alarm alarm) {
    std::vector<AccountId> all;
    if (of.officer && can_be_told(db, *of.officer, of.unit)) all.push_back(*of.officer);
    if (alarm != Alarm::soon || all.empty())
        for (const auto account : told_above(db, of.unit))
            if (std::ranges::find(all, account) == all.end()) all.push_back(account);
    return all;
}

void raise_alarm(Tenant& tenant, CaseId id, Date today) {
    const auto by = audit::program("torg");
    tenant.db.write([&](db::Connection& db) {
        const auto now_is = store::running_out(db, id);
        if (!now_is) return;
        const auto of = find(db, tenant, id).value();
        const auto alarm = alarm_on(alarm_settings(db, of.unit), now_is->due_on, today);
        if (!alarm || (now_is->told && *now_is->told >= *alarm)) return;
        std::vector<std::string> names;
        for (const auto account : told_of(db, of, *alarm)) {
            store::put_to_tell(db, account, id, *alarm);
            names.push_back(identity::find_account(db, account)->name);
        }
        Change change{db, tenant, by};
        append(change, of, EventKind::alarm_raised,
               json::object({{"alarm", to_name(*alarm)}, {"due_on", now_is->due_on.days}, {"told", joined(names, ", ")}}));
    });
}

void raise_alarms_of(Tenant& tenant, UnitId unit, Date today) {
    std::optional<store::RunningOut> after;
    for (;;) {
        const auto page = tenant.db.read([&](db::Connection& db) {
            const auto until = flows::after_working_days(today, alarm_settings(db, unit).days_before);
            return store::running_out(db, unit, until, after, page_size);
        });
        for (const auto& one : page) raise_alarm(tenant, one.id, today);
        if (page.empty()) return;
        after = page.back();
    }
}

struct Line {
    std::string number;
    Date due_on{};
    Alarm alarm{};
};

/// Number and day, and where to read more: an e-mail holds no personal data.
std::string body_in(const Tenant& tenant, Language language, const std::vector<Line>& lines) {
    const Texts text(tenant.texts, "cases", language);
    auto body = text("alarm_intro", lines.size()) + "\n";
    for (const auto& line : lines)
        body += "\n" + text("alarm_line." + std::string(to_name(line.alarm)), line.number, text.day(line.due_on)) + "\n" +
                tenant.public_address + "/handlaggning/arenden/" + line.number + "\n";
    return body + "\n" + text("alarm_why", tenant.public_address + "/handlaggning?tid=snart") + "\n";
}

/// What there still is to tell: not of cases that are done since, or that the account may no longer read.
std::vector<Line> lines_for(db::Connection& db, const Tenant& tenant, AccountId account, const std::vector<store::ToTell>& all) {
    std::vector<Line> lines;
    for (const auto& one : all) {
        const auto running = store::running_out(db, one.of);
        const auto of = find(db, tenant, one.of);
        if (running && of && can_be_told(db, account, of->unit)) lines.push_back({of->number, running->due_on, one.alarm});
    }
    return lines;
}

}  // namespace

AlarmSettings alarm_settings(db::Connection& db, UnitId unit) {
    for (const auto at : identity::path_to_root(db, unit))
        if (const auto chosen = store::alarm_settings(db, at)) return *chosen;
    return {};
}

Result<void> set_alarm_settings(db::Connection& db, UnitId unit, const AlarmSettings& settings) {
    std::vector<FieldError> errors;
    if (settings.told && !can_be_told(db, *settings.told, unit)) errors.push_back({"told", "error_alarm_told"});
    for (const auto& [field, days] : {std::pair("days_before", settings.days_before), std::pair("days_after", settings.days_after)})
        if (days < 1 || days > most_alarm_days) errors.push_back({field, "error_alarm_days", {std::to_string(most_alarm_days)}});
    if (!errors.empty()) return invalid(std::move(errors));
    store::put_alarm_settings(db, unit, settings);
    return {};
}

std::vector<AccountId> told_above(db::Connection& db, UnitId unit) {
    const auto settings = alarm_settings(db, unit);
    if (settings.told && can_be_told(db, *settings.told, unit)) return {*settings.told};
    std::vector<AccountId> all;
    for (const auto account : identity::accounts_with_right(db, may_approve.name, unit))
        if (can_be_told(db, account, unit)) all.push_back(account);
    return all;
}

std::optional<Alarm> alarm_on(const AlarmSettings& settings, Date due_on, Date today) {
    const auto left = flows::working_days_between(today, due_on);
    if (today < due_on) return left <= settings.days_before ? std::optional(Alarm::soon) : std::nullopt;
    return -left >= settings.days_after ? Alarm::late : Alarm::due;
}

void raise_alarms(Tenant& tenant) {
    const Date today = swedish_date(now());
    if (!flows::is_working_day(today)) return;
    for (const auto& unit : tenant.db.read(identity::units)) raise_alarms_of(tenant, unit.id, today);
    // Only now, so that each gets one e-mail.
    tenant.db.write([&](db::Connection& db) {
        for (const auto account : store::accounts_to_tell(db)) {
            const auto id = std::to_string(account.value);
            ::jobs::enqueue(db, tell_job, json::to_text(json::object({{"account", account.value}})), now(),
                            std::string(tell_job) + ":" + id);
        }
    });
}

void tell_of_alarms(Tenant& tenant, const ::jobs::Job& job) {
    const auto payload = json::parse(job.payload);
    if (!payload || !tenant.send_mail) return;
    const AccountId id{(*payload)["account"].integer()};
    std::string to;
    std::vector<store::ToTell> all;
    const auto lines = tenant.db.read([&](db::Connection& db) {
        if (const auto account = identity::find_account(db, id)) to = account->email;
        all = store::to_tell(db, id);
        return lines_for(db, tenant, id, all);
    });
    if (!to.empty() && !lines.empty()) {
        const Texts swedish(tenant.texts, "cases", Language::sv);
        // The language of an account is not known. The same message id when it goes again.
        const auto sent = tenant.send_mail({.to = to,
                                            .subject = swedish("alarm_subject", lines.size()),
                                            .text = body_in(tenant, Language::sv, lines) + "\n–\n\n" + body_in(tenant, Language::en, lines),
                                            .id = std::to_string(job.id.value) + ".alarms"});
        if (!sent && sent.error().fault == Fault::unavailable) throw std::runtime_error("the mail server did not take the alarms");
    }
    tenant.db.write([&](db::Connection& db) {
        for (const auto& one : all) store::delete_to_tell(db, id, one.of);
    });
}

}  // namespace cases
