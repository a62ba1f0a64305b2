#include "app/demo_contacts.h"

#include <algorithm>

#include "engines/contacts/chat.h"
#include "engines/contacts/contacts.h"
#include "engines/contacts/special_days.h"
#include "engines/flows/calendar.h"
#include "engines/identity/units.h"

namespace app {
namespace {

using contacts::Channel;
using contacts::Outcome;

constexpr int weeks = 13, days_a_week = 5;
constexpr int known_in_hundred = 80, anonymous_in_hundred = 12, solved_in_hundred = 68, handed_over_in_hundred = 24,
              comes_back_in_hundred = 12;
/// In hundred, of the first week and of the last: they have become better.
constexpr int missed_at_first = 38, missed_at_last = 4;

UnitId unit_called(db::Connection& db, const std::string& slug) {
    const auto unit = identity::find_unit(db, slug);
    return unit ? unit->id : identity::top_unit(db).value();
}

void add_articles(db::Connection& db, const Visitor& by, towns::Chance& chance) {
    const auto present = now();
    const auto today = swedish_date(present).days;
    for (const auto& carried : knowledge::carried_articles()) {
        set_clock(present - chance.between(5, 200) * microseconds_a_day);
        std::optional<Date> valid_to;
        if (chance.in_hundred(20)) valid_to = Date{today + chance.between(10, 300)};
        const auto id = knowledge::add(db, by, {unit_called(db, carried.unit), carried.subject, carried.audience, valid_to}, carried.text);
        set_clock(present);
        for (auto votes = chance.between(0, 14); votes > 0; --votes)
            knowledge::count_vote(db, id, chance.in_hundred(85) ? knowledge::Said::yes : knowledge::Said::no);
    }
    constexpr int searchers = 4;
    for (const auto* words : {"laddstolpe", "hundrastgård", "nyår fyrverkeri", "bredband fiber", "gratis flyttkartonger"})
        for (int who = 0; who < searchers; ++who) knowledge::note_unanswered(db, words, std::to_string(who));
}

class Calling {
public:
    Calling(Tenant& tenant, const Visitor& agent, const std::vector<DemoResident>& residents, std::int64_t a_day, towns::Chance& chance)
        : tenant_(tenant), agent_(agent), residents_(residents), a_day_(a_day), chance_(chance) {}

    void all_weeks() {
        const auto today = swedish_date(now());
        enter_special_days(today);
        const Date first{today.days - weekday(today) + 1 - 7 * (weeks - 1)};
        for (int week = 0; week < weeks; ++week)
            tenant_.db.write([&](db::Connection& db) {
                for (int day = 0; day < days_a_week; ++day)
                    if (const Date then{first.days + 7 * week + day}; then < today)
                        one_day(db, then, missed_at_first + (missed_at_last - missed_at_first) * week / (weeks - 1));
            });
    }

    /// What waits when the visitor comes.
    void now_waiting(Timestamp present) {
        tenant_.db.write([&](db::Connection& db) {
            open_chat(db);
            const auto unit = unit_called(db, "gata-park");
            const auto at = [&](std::int64_t minutes) { set_clock(present - minutes * microseconds_a_minute); };
            at(95);
            end(db, begin(db, Channel::phone, residents_[2]),
                {.outcome = Outcome::call_back,
                 .subject = knowledge::Subject::care,
                 .note = "Vill veta mer om hemtjänst efter klockan 14.",
                 .call_back_at = present + 2 * microseconds_an_hour});
            at(80);
            end(db, begin(db, Channel::phone, residents_[4]),
                {.outcome = Outcome::handed_over,
                 .subject = knowledge::Subject::streets,
                 .note = "Tre lampor i rad är släckta på Björkvägen sedan i fredags.",
                 .unit = unit});
            at(61);
            contacts::receive(db, tenant_,
                              letter(residents_[5], "Elda ris",
                                     "Hej! Får jag elda trädgårdsavfall i april? Jag har en stor hög med ris. Vänliga hälsningar"));
            at(55);
            // The same one wrote and called: they are joined. Another wrote and chose the form as well: that is only offered.
            auto wrote = letter(residents_[8], "Skolskjuts", "Hej! När får vi besked om skolskjutsen?");
            wrote.thread = begin(db, Channel::phone, residents_[8]);
            end(db, *wrote.thread, {.outcome = Outcome::solved, .subject = knowledge::Subject::school, .note = "Frågade om skolskjuts."});
            at(52);
            contacts::receive(db, tenant_, wrote);
            contacts::receive(db, tenant_,
                              {.channel = Channel::web_form,
                               .said = {.name = residents_[5].who.name,
                                        .email = residents_[5].who.email,
                                        .words = "Jag frågade om att elda ris. Har ni fått det?"},
                               .subject = knowledge::Subject::environment});
            at(34);
            contacts::receive(db, tenant_,
                              incoming(Channel::web_form, residents_[6], "Vår soptunna blev inte tömd i dag. Den stod ute före sex."));
            at(4);
            contacts::receive(db, tenant_, incoming(Channel::phone, residents_[7], ""));
            at(2);
            Visitor somebody;
            somebody.session = SessionId{1};  // nobody's: it began elsewhere
            (void)contacts::begin_chat(db, tenant_, somebody, knowledge::Subject::culture, {.words = "Hej! Är simhallen öppen på lördag?"});
            at(1);
            contacts::receive(db, tenant_, {.channel = Channel::phone, .said = {.phone = residents_[0].who.phone}});
        });
        set_clock(present);
    }

private:
    /// Invoices go out on the last weekday of each month. The water is turned off now and then, and tomorrow.
    void enter_special_days(Date today) {
        constexpr std::int64_t days_ahead = 60, days_without_water = 23;
        const auto enter = [&](const char* name, Date day) {
            tenant_.db.write(
                [&](db::Connection& db) { (void)contacts::add_special_day(db, agent_, {.name = name, .first = day, .last = day}); });
        };
        for (Date day{today.days - 7 * weeks}; day.days <= today.days + days_ahead; ++day.days)
            if (flows::is_working_day(day) && civil(flows::after_working_days(day, 1)).month != civil(day).month)
                enter("Fakturor skickas ut", day);
        const auto tomorrow = flows::after_working_days(today, 1);
        for (int before = 0; before <= 2; ++before)
            if (const Date day{tomorrow.days - before * days_without_water}; flows::is_working_day(day))
                enter("Vattnet stängs av i centrum", day);
        special_ = tenant_.db.read([&](db::Connection& db) { return contacts::special_days(db, Date{0}, today); });
    }
    /// In hundred of an ordinary day's.
    std::int64_t usual_times(Date day) const {
        constexpr std::int64_t on_special_day = 170;
        return std::ranges::any_of(special_, [&](const contacts::SpecialDay& special) { return special.has(day); }) ? on_special_day : 100;
    }
    /// Always: whoever looks at the town may look at night.
    void open_chat(db::Connection& db) {
        constexpr int minutes_a_day = 24 * 60;
        contacts::Week week;
        for (auto& day : week) day = contacts::Hours{0, minutes_a_day};
        contacts::save_chat_hours(db, agent_, week);
    }
    contacts::Incoming letter(const DemoResident& who, std::string heading, std::string words) const {
        auto one = incoming(Channel::email, who, std::move(words));
        one.said.heading = std::move(heading);
        one.person.reset();
        return one;
    }
    contacts::Incoming incoming(Channel channel, const DemoResident& who, std::string words) const {
        return {.channel = channel,
                .said = {.name = who.who.name,
                         .phone = who.who.phone,
                         .email = channel == Channel::email ? who.who.email : "",
                         .words = std::move(words)},
                .subject = knowledge::Subject::other,
                .person = who.id};
    }
    ContactId begin(db::Connection& db, Channel channel, const DemoResident& who) {
        return contacts::begin(db, tenant_, agent_, incoming(channel, who, ""));
    }
    void end(db::Connection& db, ContactId id, const contacts::Ending& ending) { (void)contacts::finish(db, tenant_, agent_, id, ending); }

    Channel channel() {
        static const std::vector<std::pair<Channel, int>> usual = {{Channel::phone, 66},   {Channel::email, 12},    {Channel::desk, 9},
                                                                   {Channel::web_form, 6}, {Channel::sms, 2},       {Channel::letter, 2},
                                                                   {Channel::social, 2},   {Channel::voice_mail, 1}};
        auto drawn = chance_.between(0, 99);
        for (const auto& [channel, weight] : usual)
            if ((drawn -= weight) < 0) return channel;
        return Channel::phone;
    }
    /// Most in the morning and after lunch.
    std::int64_t minute_of_day() {
        constexpr std::int64_t opens = 450, closes = 1010, morning = 560, after_lunch = 790, spread = 55;
        const auto drawn = chance_.between(0, 99);
        const auto near = [&](std::int64_t middle) {
            return middle + chance_.between(-spread, spread) / 2 + chance_.between(-spread, spread) / 2;
        };
        return drawn < 45 ? near(morning) : drawn < 70 ? near(after_lunch) : chance_.between(opens, closes);
    }
    knowledge::Subject subject() { return names_of<knowledge::Subject>[static_cast<std::size_t>(chance_.between(0, 9))].first; }

    void one_day(db::Connection& db, Date day, int missed_in_hundred) {
        const auto a_day = a_day_ * usual_times(day);
        for (auto left = chance_.between(a_day * 8 / 1000, a_day * 12 / 1000); left > 0; --left) {
            const auto minute = minute_of_day();
            one_contact(db,
                        swedish_time(day, static_cast<int>(minute / 60), static_cast<int>(minute % 60)) +
                            chance_.between(0, 59) * microseconds_a_second,
                        missed_in_hundred);
        }
    }

    void one_contact(db::Connection& db, Timestamp at, int missed_in_hundred) {
        const auto kind = channel();
        const bool is_call = kind == Channel::phone;
        contacts::Incoming one{.channel = kind, .subject = subject(), .at = at};
        if (!chance_.in_hundred(anonymous_in_hundred)) {
            const auto& who = chance_.one_of(residents_);
            one = incoming(kind, who, "");
            one.at = at;
            if (!chance_.in_hundred(known_in_hundred)) one.person.reset();
        }
        const auto id = contacts::receive(db, tenant_, one);
        const auto waited = is_call ? chance_.between(4, 150) : chance_.between(10, 180) * 60;
        set_clock(at + waited * microseconds_a_second);
        if (is_call && chance_.in_hundred(missed_in_hundred)) return contacts::note_ended(db, id, now());
        contacts::note_answered(db, id, now());
        set_clock(now() + chance_.between(60, 420) * microseconds_a_second);
        contacts::Ending ending{.outcome = Outcome::solved, .subject = subject()};
        if (!chance_.in_hundred(solved_in_hundred)) {
            ending.outcome =
                chance_.in_hundred(handed_over_in_hundred * 100 / (100 - solved_in_hundred)) ? Outcome::handed_over : Outcome::call_back;
            ending.unit = identity::top_unit(db);
            ending.call_back_at = now();
        }
        end(db, id, ending);
        // Somebody has answered, or called, by now.
        if (ending.outcome != Outcome::solved) end(db, id, {.outcome = Outcome::solved, .subject = ending.subject});
        else if (chance_.in_hundred(comes_back_in_hundred)) come_back(db, one, ending.subject);
    }

    /// It was not so solved as it seemed.
    void come_back(db::Connection& db, contacts::Incoming one, knowledge::Subject about) {
        one.at = now() + chance_.between(20, 90) * microseconds_an_hour;
        if (!one.person || *one.at > present_) return;
        const auto id = contacts::receive(db, tenant_, one);
        set_clock(*one.at + microseconds_a_minute);
        contacts::note_answered(db, id, now());
        set_clock(now() + 4 * microseconds_a_minute);
        end(db, id, {.outcome = Outcome::solved, .subject = about});
    }

    Tenant& tenant_;
    const Timestamp present_ = now();
    const Visitor& agent_;
    const std::vector<DemoResident>& residents_;
    std::int64_t a_day_;
    std::vector<contacts::SpecialDay> special_{};
    towns::Chance& chance_;
};

}  // namespace

void add_demo_contacts(Tenant& tenant, const Visitor& agent, const std::vector<DemoResident>& residents, std::int64_t cases,
                       towns::Chance& chance) {
    constexpr std::int64_t cases_a_daily_call = 150;
    const auto present = now();
    tenant.db.write([&](db::Connection& db) { add_articles(db, agent, chance); });
    Calling calling(tenant, agent, residents, std::max<std::int64_t>(1, cases / cases_a_daily_call), chance);
    calling.all_weeks();
    calling.now_waiting(present);
}

}  // namespace app
