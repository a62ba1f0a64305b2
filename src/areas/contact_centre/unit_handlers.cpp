/// What was handed over to a unit, and the figures.
#include "areas/contact_centre/handlers.h"
#include "areas/contact_centre/views.h"
#include "engines/audit/audit.h"
#include "foundation/base/unicode.h"

namespace contact_centre {
namespace {

constexpr int days_of_figures = 30, weeks_shown = 13, weeks_of_forecast = 8;

Result<contacts::Contact> handed_over_contact(Context& c) {
    auto contact = TRY(c.db.read(
        [&](db::Connection& db) { return contacts::find_for(db, c.tenant, c.visitor.account, c.request.id<ContactId>("contact")); }));
    if (contact.state != contacts::State::handed_over) return failure(Fault::not_found);
    return contact;
}

Timestamp midnight(Date day) { return swedish_time(day); }

std::vector<views::Week> weeks(db::Connection& db, AccountId account, Date today) {
    const Date monday{today.days - weekday(today) + 1};
    std::vector<views::Week> all;
    for (int ago = weeks_shown - 1; ago >= 0; --ago) {
        const Date first{monday.days - 7 * ago};
        all.push_back({first, contacts::sums(db, account, {midnight(first), midnight(Date{first.days + 7})})});
    }
    return all;
}

/// Tomorrow, or Monday.
Date next_working_day(Date today) {
    Date day{today.days + 1};
    while (weekday(day) > 5) ++day.days;
    return day;
}

}  // namespace

Result<http::Response> show_handed_over(Context& c) {
    constexpr int most_shown = 100;
    return views::handed_over_page(
        c, c.db.read([&](db::Connection& db) { return contacts::handed_over(db, c.tenant, c.visitor.account, most_shown); }));
}

Result<http::Response> show_handed_over_contact(Context& c) {
    const auto contact = TRY(handed_over_contact(c));
    audit::record_read(c.db, c.visitor,
                       {.event = "contacts.opened", .subject_kind = "contact", .subject = contact.id.value, .reason = "contact"});
    return views::handed_over_contact_page(c, contact, {}, {});
}

Result<http::Response> answer_handed_over(Context& c) {
    constexpr std::size_t longest_note = 5000;
    const auto contact = TRY(handed_over_contact(c));
    const auto note = tidy_text(c.request.field("note"));
    const auto* wrong = note.empty() ? "error_note_empty" : count_characters(note) > longest_note ? "error_note" : nullptr;
    if (wrong != nullptr) return views::handed_over_contact_page(c, contact, note, {{"note", wrong}});
    TRY(c.db.write([&](db::Connection& db) {
        const auto whole = contact.said.note.empty() ? note : contact.said.note + "\n\n" + note;
        return contacts::finish(db, c.tenant, c.visitor, contact.id,
                                {.outcome = contacts::Outcome::solved, .subject = contact.subject, .note = whole});
    }));
    return http::see_other("/kontaktcenter/overlamnade");
}

Result<http::Response> show_figures(Context& c) {
    const auto account = c.visitor.account;
    const auto today = swedish_date(now());
    const contacts::Period month{midnight(Date{today.days - days_of_figures}), now()};
    // Only those who have had time to come back.
    const contacts::Period settled{midnight(Date{today.days - days_of_figures - contacts::days_to_come_back}),
                                   midnight(Date{today.days - contacts::days_to_come_back})};
    const auto day = next_working_day(today);
    return views::figures_page(c, c.db.read([&](db::Connection& db) {
        return views::FiguresScreen{.pulse = contacts::pulse(db, account),
                                    .month = contacts::sums(db, account, month),
                                    .resolution = contacts::resolution(db, account, settled),
                                    .channels = contacts::by_channel(db, account, month),
                                    .weeks = weeks(db, account, today),
                                    .forecast_day = day,
                                    .forecast = contacts::forecast(db, account, day, weeks_of_forecast)};
    }));
}

Result<http::Response> contacts_as_csv(Context& c) {
    constexpr int most_rows = 100'000, days = 366;
    const auto from = midnight(Date{swedish_date(now()).days - days});
    const auto [all, units] = c.db.read([&](db::Connection& db) {
        return std::pair(contacts::listed(db, c.visitor.account, from, now(), most_rows), identity::units(db));
    });
    audit::record_read(c.db, c.visitor,
                       {.event = "contact_centre.contacts_exported",
                        .subject_kind = "contact",
                        .reason = "follow_up",
                        .detail = std::to_string(all.size())});
    return views::contacts_csv(c, all, units);
}

}  // namespace contact_centre
