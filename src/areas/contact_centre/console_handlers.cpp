#include <algorithm>

#include "areas/contact_centre/handlers.h"
#include "areas/contact_centre/views.h"
#include "engines/audit/audit.h"
#include "engines/cases/at_place.h"
#include "engines/cases/find.h"
#include "engines/cases/of_person.h"
#include "engines/cases/work.h"
#include "engines/contacts/threads.h"
#include "engines/drafts/uploads.h"
#include "engines/identity/find_people.h"
#include "engines/in_hand/in_hand.h"
#include "engines/municipality/town_map.h"
#include "engines/services/catalogue.h"
#include "foundation/base/unicode.h"
#include "foundation/geo/places.h"
#include "foundation/json/json.h"

namespace contact_centre {
namespace {

using contacts::Contact;

constexpr std::size_t most_candidates = 5;
constexpr int most_cases = 8, most_earlier = 8;
constexpr std::size_t most_quick = 4;
/// A page is opened again and again while somebody is on the telephone: its reading is logged once meanwhile.
constexpr auto meanwhile = 10 * microseconds_a_minute;

ContactId asked(const Context& c) { return c.request.id<ContactId>("contact"); }
std::string typed(const Context& c, std::string_view name) { return first_characters(tidy_text(c.request.field(name)), 300); }

/// What was typed about who it is, in the place where it belongs.
contacts::Said said_by(const std::string& who) {
    contacts::Said said;
    if (const auto number = identity::PersonalNumber::from(who)) said.number = number->digits();
    else if (!identity::figures_of_telephone(who).empty()) said.phone = who;
    else if (who.find('@') != who.npos) said.email = who;
    else said.name = who;
    return said;
}

/// A search for people is in the log, without what was searched for. A telephone number is looked for whole: that another's begins alike
/// says nothing.
std::vector<identity::Person> people_like(Context& c, const std::string& who, ContactId contact) {
    if (who.empty()) return {};
    constexpr std::size_t most_alike = 50;  // telephones, of which few are the one
    const auto figures = identity::PersonalNumber::from(who) ? std::string() : identity::figures_of_telephone(who);
    const auto most = figures.empty() ? most_candidates : most_alike;
    audit::record_read(c.db, c.visitor,
                       {.event = "contacts.searched", .subject_kind = "contact", .subject = contact.value, .reason = "contact"});
    auto found = c.db.read([&](db::Connection& db) { return identity::find_people(db, c.tenant.secret, who, static_cast<int>(most)); });
    if (!figures.empty())
        std::erase_if(found, [&](const identity::Person& one) { return identity::figures_of_telephone(one.phone) != figures; });
    if (found.size() > most_candidates) found.resize(most_candidates);
    return found;
}

std::string best_known(const contacts::Said& said) {
    for (const auto* one : {&said.number, &said.phone, &said.email, &said.name})
        if (!one->empty()) return *one;
    return {};
}

services::Services quick_services(db::Connection& db, const Found& found, const std::optional<knowledge::Article>& answer) {
    services::Services all;
    if (answer && !answer->text.service.empty())
        if (auto service = services::newest_published(db, answer->text.service)) all.push_back(std::move(service));
    const auto more = found.services.empty() ? services::most_asked_for(services::published(db), cases::received_in_series(db), most_quick)
                                             : found.services;
    for (const auto& service : more)
        if (all.size() < most_quick && std::ranges::find(all, service->id, &services::Service::id) == all.end()) all.push_back(service);
    return all;
}

/// The place that was chosen, while the register still has it. Cases are named by their parties: a read that was logged.
std::optional<PlaceShown> place_of(db::Connection& db, const Context& c, const Contact& contact) {
    constexpr int most_addresses = 10;
    if (contact.said.place_id == 0) return std::nullopt;
    auto entry = addresses::find(db, AddressId{contact.said.place_id});
    if (!entry) return std::nullopt;
    PlaceShown place{.entry = *std::move(entry)};
    const auto& of = place.entry;
    const auto* map = municipality::map_of(c.tenant);
    if (map && of.at) place.district = geo::surroundings(*map, *of.at).district;
    const bool is_address = of.kind == addresses::Kind::address;
    if (!is_address) place.on_same = addresses::on_property(db, of.property, most_addresses);
    cases::Spot spot{.property = of.property, .at = of.at};
    if (is_address) spot.address = forms::Address{of.first_line(), of.postcode, of.locality};
    place.cases = cases::at_place(db, c.tenant, c.visitor.account, spot, most_cases);
    return place;
}

std::vector<knowledge::Article> articles_used(db::Connection& db, ContactId id) {
    std::vector<knowledge::Article> all;
    for (const auto article : contacts::used_articles(db, id))
        if (auto found = knowledge::find(db, article)) all.push_back(std::move(*found));
    return all;
}

/// The inbox has names: a read of personal data.
void log_inbox(Context& c) {
    audit::record_read_since(c.db, c.visitor, {.event = "contacts.inbox_opened", .subject_kind = "contact", .reason = "contact"},
                             now() - meanwhile);
}

/// What is searched for may be somebody's name: it stands in no address, and goes with the session. The cases that are found are named by
/// their parties: a read of personal data.
std::string words_of_search(Context& c, ContactId contact) {
    if (!c.request.query.has("sok")) return {};
    auto words = c.db.read([&](db::Connection& db) { return in_hand::searched_words(db, c.tenant.secret, c.visitor); });
    if (!words.empty())
        audit::record_read(c.db, c.visitor,
                           {.event = "cases.searched", .subject_kind = "contact", .subject = contact.value, .reason = "contact"});
    return words;
}

EndingForm typed_ending(const Context& c) {
    return {.outcome = typed(c, "utfall"),
            .subject = typed(c, "subject"),
            .note = tidy_text(c.request.field("note")),
            .unit = typed(c, "unit"),
            .call_back_day = pages::day_answer(c.request.form, "call_back_day", YearMeant::coming),
            .call_back_clock = typed(c, "call_back_clock"),
            .case_number = typed(c, "case_number")};
}

/// A case that the agent may read, or that is the person's own.
std::optional<CaseId> case_of(db::Connection& db, const Context& c, const Contact& contact, const std::string& number) {
    if (const auto readable = cases::find_for(db, c.tenant, c.visitor, number)) return readable->id;
    const auto of = cases::find_by_number(db, c.tenant, number);
    if (!of || !contact.person) return std::nullopt;
    const auto parties = cases::parties(db, c.tenant, *of);
    return std::ranges::find(parties, contact.person, &cases::Party::person) == parties.end() ? std::nullopt : std::optional(of->id);
}

}  // namespace

Result<Contact> contact_of(Context& c) {
    return c.db.read([&](db::Connection& db) { return contacts::find_for(db, c.tenant, c.visitor.account, asked(c)); });
}

void write_into_log(Context& c, const Contact& contact) {
    const auto since = now() - meanwhile;
    audit::record_read_since(
        c.db, c.visitor, {.event = "contacts.opened", .subject_kind = "contact", .subject = contact.id.value, .reason = "contact"}, since);
    if (contact.person)
        audit::record_read_since(
            c.db, c.visitor,
            {.event = "contacts.person_opened", .subject_kind = "person", .subject = contact.person->value, .reason = "contact"}, since);
}

/// The case whose number stands in what was written, when the agent may read it or it is the person's own.
static std::string case_named(db::Connection& db, const Context& c, const Contact& contact) {
    int left = 20;  // whoever writes decides how many there are
    for (const auto* text : {&contact.said.heading, &contact.said.words})
        for (const auto line : split(*text, '\n'))
            for (auto word : split(line, ' ')) {
                while (!word.empty() && std::string_view("[(.,;:!?)]").find(word.back()) != std::string_view::npos) word.remove_suffix(1);
                while (!word.empty() && (word.front() == '[' || word.front() == '(')) word.remove_prefix(1);
                constexpr std::ptrdiff_t hyphens = 2;  // SKJ-2026-0318
                if (std::ranges::count(word, '-') != hyphens || left-- <= 0) continue;
                if (case_of(db, c, contact, std::string(word))) return std::string(word);
            }
    return {};
}

ContactScreen screen_of(Context& c, const Contact& contact, const std::string& who) {
    const auto candidates =
        contact.person ? std::vector<identity::Person>() : people_like(c, who.empty() ? best_known(contact.said) : who, contact.id);
    const auto words = words_of_search(c, contact.id);
    if (contact.said.place_id != 0)
        audit::record_read_since(
            c.db, c.visitor,
            {.event = "contacts.place_opened", .subject_kind = "contact", .subject = contact.id.value, .reason = "contact"},
            now() - meanwhile);
    log_inbox(c);
    return c.db.read([&](db::Connection& db) {
        ContactScreen screen{.desk = desk_of(db, c.tenant, c.visitor), .contact = contact, .candidates = candidates};
        screen.asked_who = who;
        if (contact.person) {
            if (auto person = identity::find_person(db, c.tenant.secret, *contact.person)) screen.person = std::move(*person);
            screen.cases = cases::of_person(db, c.tenant, c.visitor.account, *contact.person, most_cases);
        }
        screen.place = place_of(db, c, contact);
        screen.earlier = contacts::earlier(db, c.tenant, c.visitor.account, contact, most_earlier);
        screen.thread = contacts::in_thread(db, c.tenant, c.visitor.account, contact);
        screen.may_belong = contacts::may_belong(db, c.tenant, c.visitor.account, contact, most_earlier);
        screen.way_back = contacts::way_back(db, c.tenant, contact);
        screen.replies = contacts::replies(db, c.tenant, contact.id);
        screen.chat = contacts::chat_at(db, contact.id);
        screen.lines = contacts::lines(db, c.tenant, contact.id);
        screen.originals = contacts::originals(db, c.tenant, contact.id);
        screen.units = identity::units(db);
        screen.found = find_everything(db, c.tenant, c.visitor, words, c.text.language());
        const ArticleId article{whole_number(c.request.query.get("svar")).value_or(0)};
        if (auto answer = knowledge::find(db, article)) screen.answer = std::move(*answer);
        screen.used = articles_used(db, contact.id);
        screen.quick = quick_services(db, screen.found, screen.answer);
        screen.ending = {.subject = std::string(to_name(screen.answer ? screen.answer->placing.subject : contact.subject)),
                         .note = contact.said.note,
                         .case_number = case_named(db, c, contact)};
        return screen;
    });
}

Result<http::Response> show_console(Context& c) {
    log_inbox(c);
    return views::console_page(c, c.db.read([&](db::Connection& db) { return desk_of(db, c.tenant, c.visitor); }), {});
}

Result<http::Response> begin_contact(Context& c) {
    const auto channel = from_name<contacts::Channel>(c.request.field("channel"));
    const auto who = typed(c, "who");
    contacts::Incoming incoming{.channel = channel.value_or(contacts::Channel::phone), .said = said_by(who)};
    const auto again = [&](FieldError error) {
        log_inbox(c);
        return views::console_page(c, c.db.read([&](db::Connection& db) { return desk_of(db, c.tenant, c.visitor); }),
                                   {.channel = std::string(c.request.field("channel")), .who = who, .errors = {std::move(error)}});
    };
    if (!channel) return again({"channel", "error_channel"});
    const auto originals = drafts::uploads_of(c.request, "original", c.tenant.files);
    if (!originals.errors.empty()) return again(originals.errors.front());
    if (!originals.kept.empty()) {
        const auto& file = originals.kept.front();
        incoming.originals = {{.name = file.name, .type = file.type, .hash = file.hash, .digest = file.digest, .size = file.size}};
    }
    const auto id = c.db.write([&](db::Connection& db) { return contacts::begin(db, c.tenant, c.visitor, incoming); });
    return http::see_other(views::contact_address(id));
}

Result<http::Response> show_contact(Context& c) {
    const auto contact = TRY(contact_of(c));
    write_into_log(c, contact);
    const ArticleId article{whole_number(c.request.query.get("svar")).value_or(0)};
    if (article != ArticleId{} && contact.state == contacts::State::open)
        TRY(c.db.write([&](db::Connection& db) -> Result<void> {
            TRY(knowledge::find(db, article));
            contacts::use_article(db, contact.id, article);
            return {};
        }));
    return views::contact_page(c, screen_of(c, contact));
}

Result<http::Response> search_everything(Context& c) {
    constexpr std::size_t most_words = 200;  // characters
    const auto contact = TRY(contact_of(c));
    const auto words = first_characters(tidy_text(c.request.field("q")), most_words);
    c.db.write([&](db::Connection& db) { in_hand::keep_searched_words(db, c.tenant.secret, c.visitor, words); });
    return http::see_other(views::contact_address(contact.id) + "?sok=1");
}

Result<http::Response> take_contact(Context& c) {
    const auto contact = TRY(contact_of(c));
    const auto how = c.request.form.has("over") ? contacts::Take::over : contacts::Take::waiting;
    const auto taken = c.db.write([&](db::Connection& db) { return contacts::take(db, c.tenant, c.visitor, contact.id, how); });
    if (taken) return http::see_other(views::contact_address(contact.id));
    auto screen = screen_of(c, TRY(contact_of(c)));
    screen.notice = taken.error().text_key;
    return views::contact_page(c, screen);
}

/// A search for people changes nothing of the contact: a press on one of those who are found does, or on keeping what was typed.
Result<http::Response> choose_person(Context& c) {
    const auto contact = TRY(contact_of(c));
    const PersonId chosen{whole_number(c.request.field("person")).value_or(0)};
    const auto who = typed(c, "who");
    const bool takes_back = c.request.form.has("ingen"), keeps = c.request.form.has("spara") && !who.empty();
    if (chosen == PersonId{} && !takes_back && !keeps) {
        write_into_log(c, contact);
        return views::contact_page(c, screen_of(c, contact, who));
    }
    TRY(c.db.write([&](db::Connection& db) -> Result<void> {
        TRY(contacts::find_for(db, c.tenant, c.visitor.account, contact.id));
        if (keeps) return contacts::add_said(db, c.tenant, c.visitor, contact.id, said_by(who));
        if (takes_back) return contacts::set_person(db, c.tenant, c.visitor, contact.id, {});
        TRY(identity::find_person(db, c.tenant.secret, chosen));
        return contacts::set_person(db, c.tenant, c.visitor, contact.id, chosen);
    }));
    return http::see_other(views::contact_address(contact.id));
}

Result<http::Response> choose_place(Context& c) {
    const auto contact = TRY(contact_of(c));
    const AddressId chosen{whole_number(c.request.field("plats")).value_or(0)};
    TRY(c.db.write([&](db::Connection& db) -> Result<void> {
        TRY(contacts::find_for(db, c.tenant, c.visitor.account, contact.id));
        if (c.request.form.has("ingen")) return contacts::set_place(db, c.tenant, c.visitor, contact.id, "", 0);
        const auto entry = TRY(addresses::find(db, chosen));
        return contacts::set_place(db, c.tenant, c.visitor, contact.id, entry.written(), entry.id.value);
    }));
    return http::see_other(views::contact_address(contact.id));
}

Result<http::Response> finish_contact(Context& c) {
    const auto contact = TRY(contact_of(c));
    const auto form = typed_ending(c);
    const auto again = [&](std::vector<FieldError> errors, std::string notice = {}) {
        auto screen = screen_of(c, contact);
        screen.ending = form;
        screen.errors = std::move(errors);
        screen.notice = std::move(notice);
        return views::contact_page(c, screen);
    };
    const auto units = c.db.read(identity::units);
    auto ending = checked(form, units);
    if (!ending) return again(ending.error().fields);
    if (!form.case_number.empty()) {
        ending->of_case = c.db.read([&](db::Connection& db) { return case_of(db, c, contact, form.case_number); });
        if (!ending->of_case) return again({{"case_number", "error_case_number"}});
    }
    const auto finished = c.db.write([&](db::Connection& db) -> Result<void> {
        TRY(contacts::finish(db, c.tenant, c.visitor, contact.id, *ending));
        cases::Change change{db, c.tenant, c.visitor};
        if (ending->of_case && !ending->note.empty()) TRY(cases::write_note(change, *ending->of_case, ending->note));
        return {};
    });
    if (!finished && finished.error().fault == Fault::conflict) return again({}, finished.error().text_key);
    TRY(finished);
    return http::see_other("/kontaktcenter");
}

Result<http::Response> show_original(Context& c) {
    const auto contact = TRY(contact_of(c));
    write_into_log(c, contact);
    const auto all = c.db.read([&](db::Connection& db) { return contacts::originals(db, c.tenant, contact.id); });
    const auto found = std::ranges::find(all, whole_number(c.request.part("original")).value_or(0), &contacts::Original::id);
    if (found == all.end()) return failure(Fault::not_found);
    http::Response response{.type = found->type, .file = TRY(c.tenant.files.open(found->hash, found->digest))};
    return response.with("Content-Disposition", "attachment; filename*=UTF-8''" + http::percent_encoded(found->name));
}

Result<http::Response> suggest(Context& c) {
    audit::record_read_since(c.db, c.visitor,
                             {.event = "cases.searched",
                              .subject_kind = "contact",
                              .subject = whole_number(c.request.field("kontakt")).value_or(0),
                              .reason = "contact"},
                             now() - meanwhile);
    const auto found =
        c.db.read([&](db::Connection& db) { return find_everything(db, c.tenant, c.visitor, c.request.field("q"), c.text.language()); });
    return http::Response{.type = "application/json", .body = views::suggestions(c, found)};
}

Result<http::Response> show_call_backs(Context& c) {
    constexpr int most_shown = 100;
    auto all = c.db.read([&](db::Connection& db) { return contacts::to_call_back(db, c.tenant, c.visitor.account, most_shown); });
    for (const auto& contact : all) write_into_log(c, contact);
    return views::call_backs_page(c, all);
}

}  // namespace contact_centre
