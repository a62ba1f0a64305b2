/// What was handed over to a unit, and the figures.
#include <algorithm>

#include "areas/contact_centre/handlers.h"
#include "areas/contact_centre/views.h"
#include "engines/audit/audit.h"
#include "engines/flows/calendar.h"
#include "foundation/base/numbers.h"
#include "foundation/base/unicode.h"

namespace contact_centre {
namespace {

constexpr int days_of_figures = 30, weeks_shown = 13;

Result<contacts::Contact> handed_over_contact(Context& c) {
    auto contact = TRY(c.db.read(
        [&](db::Connection& db) { return contacts::find_for(db, c.tenant, c.visitor.account, c.request.id<ContactId>("contact")); }));
    if (contact.state != contacts::State::handed_over) return failure(Fault::not_found);
    return contact;
}

std::vector<views::Week> weeks(db::Connection& db, AccountId account, Date today) {
    const Date monday{today.days - weekday(today) + 1};
    std::vector<views::Week> all;
    for (int ago = weeks_shown - 1; ago >= 0; --ago) {
        const Date first{monday.days - 7 * ago};
        all.push_back({first, contacts::sums(db, account, {swedish_time(first), swedish_time(Date{first.days + 7})})});
    }
    return all;
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
    const auto note = tidy_text(c.request.field("note"));
    const auto contact = handed_over_contact(c);
    if (!contact) return note.empty() ? Result<http::Response>(tl::unexpected(contact.error())) : views::not_answered_page(c, note, 404);
    const auto* wrong = note.empty() ? "error_note_empty" : count_characters(note) > longest_note ? "error_note" : nullptr;
    if (wrong != nullptr) return views::handed_over_contact_page(c, *contact, note, {{"note", wrong}});
    const auto answered = c.db.write([&](db::Connection& db) -> Result<void> {
        const auto now_is = TRY(contacts::find(db, c.tenant, contact->id));
        const auto whole = now_is.said.note.empty() ? note : now_is.said.note + "\n\n" + note;
        return contacts::finish(db, c.tenant, c.visitor, contact->id,
                                {.outcome = contacts::Outcome::solved, .subject = now_is.subject, .note = whole});
    });
    if (!answered && answered.error().fault == Fault::conflict) return views::not_answered_page(c, note, 409);
    TRY(answered);
    return http::see_other("/kontaktcenter/overlamnade");
}

namespace {

/// What the address says is counted; all that came in within a year where it says nothing.
contacts::Figure figure_in(const http::Request& request) {
    constexpr int days_of_a_year = 366;
    const auto today = swedish_date(now());
    const auto day = [&](std::string_view name, Date otherwise) { return date_from_iso(request.query.get(name)).value_or(otherwise); };
    return {.what = from_name<contacts::Figure::What>(request.query.get("slag")).value_or(contacts::Figure::What::received),
            .channel = from_name<contacts::Channel>(request.query.get("kanal")),
            .period = contacts::whole_days(day("fran", Date{today.days - days_of_a_year}), day("till", today)),
            .day = day("dag", today),
            .half_hour = static_cast<int>(
                std::clamp<std::int64_t>(whole_number(request.query.get("halvtimme")).value_or(0), 0, contacts::half_hours - 1))};
}

views::ContactsBehind behind(const Context& c, db::Connection& db, int limit) {
    const auto figure = figure_in(c.request);
    return {.figure = figure,
            .contacts = contacts::contacts_of(db, c.visitor.account, figure, limit),
            .in_all = contacts::count(db, c.visitor.account, figure),
            .units = identity::units(db)};
}

}  // namespace

Result<http::Response> show_figures(Context& c) {
    const auto account = c.visitor.account;
    const auto today = swedish_date(now());
    const auto month = contacts::whole_days(Date{today.days - days_of_figures}, today);
    // Only those who have had time to come back.
    const auto settled = contacts::whole_days(Date{today.days - days_of_figures - contacts::days_to_come_back},
                                              Date{today.days - contacts::days_to_come_back - 1});
    return views::figures_page(c, c.db.read([&](db::Connection& db) {
        const auto sums = contacts::sums(db, account, month);
        return views::FiguresScreen{.of_today = contacts::whole_days(today, today),
                                    .of_month = month,
                                    .of_settled = settled,
                                    .pulse = contacts::pulse(db, account),
                                    .month = sums,
                                    .resolution = contacts::resolution(db, account, settled),
                                    .channels = contacts::by_channel(db, account, month),
                                    .weeks = weeks(db, account, today),
                                    .staffing = views::staffing_of(db, c, static_cast<double>(sums.median_talk_seconds))};
    }));
}

Result<http::Response> show_contacts_behind(Context& c) {
    return views::contacts_behind_page(c, c.db.read([&](db::Connection& db) { return behind(c, db, views::most_rows); }));
}

Result<http::Response> contacts_as_csv(Context& c) {
    constexpr int most_in_file = 100'000;
    const auto all = c.db.read([&](db::Connection& db) { return behind(c, db, most_in_file); });
    audit::record_read(c.db, c.visitor,
                       {.event = "contact_centre.contacts_exported",
                        .subject_kind = "contact",
                        .reason = "follow_up",
                        .detail = std::to_string(all.contacts.size())});
    return views::contacts_csv(c, all);
}

}  // namespace contact_centre
