#include "areas/contact_centre/screen.h"

#include <algorithm>

#include "engines/cases/find.h"
#include "engines/municipality/town_map.h"
#include "engines/services/catalogue.h"
#include "foundation/base/unicode.h"
#include "foundation/geo/places.h"

namespace contact_centre {
namespace {

constexpr int most_of_a_kind = 5;

/// Every word begins a word of the name.
bool is_called(std::string_view name, const std::vector<std::string_view>& words) {
    const auto small = lower(name);
    const auto parts = split(small, ' ');
    return std::ranges::all_of(words, [&](std::string_view word) {
        return std::ranges::any_of(parts, [&](std::string_view part) { return part.starts_with(word); });
    });
}

template <class Value, class Name>
std::vector<Value> called(std::vector<Value> all, const std::vector<std::string_view>& words, Name name) {
    std::erase_if(all, [&](const Value& one) { return !is_called(name(one), words); });
    if (all.size() > most_of_a_kind) all.resize(most_of_a_kind);
    return all;
}

/// "Storgatan 14" is on Storgatan.
std::vector<Place> places(const Tenant& tenant, const std::vector<std::string_view>& words) {
    std::vector<Place> all;
    if (!tenant.town_map) return all;
    const auto& map = tenant.town_map->map;
    for (const auto& place : geo::places_called(map, words, most_of_a_kind))
        all.push_back({place.name, geo::surroundings(map, place.at).district});
    return all;
}

}  // namespace

Found find_everything(db::Connection& db, const Tenant& tenant, const Visitor& visitor, std::string_view typed, Language language) {
    Found found{.words = first_characters(tidy_text(typed), 200)};
    if (found.words.empty()) return found;
    found.articles = knowledge::search(db, found.words, knowledge::Audience::staff, swedish_date(now()), most_of_a_kind);
    found.services = services::search(services::published(db), found.words);
    if (found.services.size() > most_of_a_kind) found.services.resize(most_of_a_kind);
    found.cases = cases::search(db, tenant, visitor.account, found.words, most_of_a_kind);
    const auto small = lower(found.words);
    const auto words = split(small, ' ');
    found.staff =
        called(identity::accounts(db), words, [](const identity::Account& one) { return one.active && !one.program ? one.name : ""; });
    found.places = places(tenant, words);
    found.addresses = addresses::search(db, found.words, {}, most_of_a_kind);
    found.units = called(identity::units(db), words, [&](const identity::Unit& one) { return one.name(language); });
    return found;
}

std::optional<int> clock_typed(std::string_view typed) {
    constexpr std::int64_t hours = 24, minutes = 60;
    const auto parts = split(typed, typed.find(':') == typed.npos ? '.' : ':');
    const auto hour = whole_number(parts.front());
    const auto minute = parts.size() < 2 ? std::optional<std::int64_t>(0) : whole_number(parts[1]);
    if (parts.size() > 2 || !hour || !minute || *hour < 0 || *hour >= hours || *minute < 0 || *minute >= minutes) return std::nullopt;
    return static_cast<int>(*hour * minutes + *minute);
}

Result<contacts::Ending> checked(const EndingForm& form, const std::vector<identity::Unit>& units) {
    using contacts::Outcome;
    constexpr std::size_t longest_note = 5000;
    constexpr int minutes = 60;
    std::vector<FieldError> errors;
    const auto outcome = from_name<Outcome>(form.outcome);
    const auto subject = from_name<knowledge::Subject>(form.subject);
    if (!outcome || *outcome == Outcome::missed) errors.push_back({"subject", "error_outcome"});
    if (!subject) errors.push_back({"subject", "error_subject"});
    if (count_characters(form.note) > longest_note) errors.push_back({"note", "error_note"});
    contacts::Ending ending{
        .outcome = outcome.value_or(Outcome::solved), .subject = subject.value_or(knowledge::Subject::other), .note = form.note};
    if (outcome == Outcome::handed_over && form.case_number.empty()) {
        const UnitId unit{whole_number(form.unit).value_or(0)};
        if (std::ranges::find(units, unit, &identity::Unit::id) == units.end()) errors.push_back({"unit", "error_unit"});
        ending.unit = unit;
        if (form.note.empty()) errors.push_back({"note", "error_note_empty"});
    }
    if (outcome == Outcome::call_back) {
        const auto day = date_from_iso(form.call_back_day);
        const auto clock = clock_typed(form.call_back_clock);
        if (!day || *day < swedish_date(now())) errors.push_back({"call_back_day", "error_call_back_day"});
        if (!clock) errors.push_back({"call_back_clock", "error_call_back_clock"});
        if (day && clock) ending.call_back_at = swedish_time(*day, *clock / minutes, *clock % minutes);
    }
    if (!errors.empty()) return invalid(std::move(errors));
    return ending;
}

Desk desk_of(db::Connection& db, const Tenant& tenant, const Visitor& visitor) {
    constexpr int most_shown = 25;
    Desk desk{.pulse = contacts::pulse(db, visitor.account),
              .inbox = contacts::inbox(db, tenant, visitor.account, most_shown),
              .to_call_back = contacts::count_to_call_back(db, visitor.account)};
    for (const auto& mailbox : contacts::mailboxes(db))
        if (mailbox.away_since && (!desk.mail_away_since || *mailbox.away_since < *desk.mail_away_since))
            desk.mail_away_since = mailbox.away_since;
    return desk;
}

}  // namespace contact_centre
