#include "areas/fault_reports/handing.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <stdexcept>

#include "areas/fault_reports/asset_reading.h"
#include "engines/audit/audit.h"
#include "engines/cases/find.h"
#include "engines/cases/outside.h"
#include "engines/forms/answers.h"
#include "engines/identity/units.h"
#include "engines/municipality/town_map.h"
#include "foundation/base/unicode.h"
#include "foundation/crypto/crypto.h"
#include "foundation/jobs/conclusion.h"
#include "foundation/json/json.h"
#include "foundation/mail/mail.h"

namespace fault_reports {
namespace {

constexpr std::string_view mail_job = "fault_reports.tell_receiver", send_job = "fault_reports.send_outside",
                           services_job = "fault_reports.ask_services", hand_job = "fault_reports.hand_over";
constexpr std::int64_t asked_each = 15 * microseconds_a_minute;
constexpr int most_asked_at_once = 200;

std::string token_of(const Tenant& tenant, std::int64_t link) {
    return crypto::base64url(crypto::hmac_sha256(tenant.secret, fmt::format("link of a receiver of fault reports {}", link)).substr(0, 24));
}

void queue_mail(db::Connection& db, ReceiverId receiver, HandedId handed) {
    ::jobs::enqueue(db, mail_job, json::to_text(json::object({{"receiver", receiver.value}, {"handed", handed.value}})));
}
/// Now, also when a try that failed would have waited.
void queue_sending(db::Connection& db, HandedId handed) {
    const auto key = fmt::format("{} {}", send_job, handed.value);
    ::jobs::cancel(db, key);
    ::jobs::enqueue(db, send_job, json::to_text(json::object({{"handed", handed.value}})), now(), key);
}
json::Value payload_of(const ::jobs::Job& job) {
    auto payload = json::parse(job.payload);
    if (!payload) throw std::logic_error(job.name + ": a job that cannot be read");
    return *std::move(payload);
}

std::int64_t add_link(db::Connection& db, const Tenant& tenant, ReceiverId receiver) {
    const auto link = new_id();
    store::add_link(db, receiver, link, token_of(tenant, link), now() + link_lasts);
    return link;
}

void end(db::Connection& db, Handed handed, HandedState state) {
    handed.state = state;
    handed.ended_at = now();
    handed.next_at.reset();
    store::change_handed(db, handed);
}

/// Where it is, as their form has room for.
std::string where_of(const cases::Place& place) {
    return place.road.empty() || place.district.empty() ? place.road + place.district : place.road + ", " + place.district;
}

/// Again, inside the write: what it was when the page was made may be long ago.
Result<Handed> with_them_still(const cases::Change& change, const Handed& before) {
    auto handed = store::handed(change.db, change.tenant, before.id);
    if (!handed || handed->ended_at || !is_with_them(handed->state)) return failure(Fault::conflict);
    const auto of = TRY(cases::find(change.db, change.tenant, handed->of));
    if (of.erased || of.state_kind == "closed") return failure(Fault::conflict);
    return *std::move(handed);
}

// ---- jobs

/// Their language, and no word of whoever reported it.
mail::Message mail_of(const Tenant& tenant, const Receiver& receiver, std::int64_t link) {
    const Texts text(tenant.texts, "fault_reports", receiver.language);
    return {.to = receiver.email,
            .subject = text("receiver_link_subject", tenant.name),
            .text = text("receiver_link_body", receiver.name, tenant.public_address + path_of_link(tenant, link), tenant.name)};
}
mail::Message mail_of(const Tenant& tenant, const Receiver& receiver, std::int64_t link, const Handed& handed, const cases::Case& of,
                      const cases::PlacedCase& placed, const std::optional<ReportedAsset>& about) {
    const Texts text(tenant.texts, "fault_reports", receiver.language);
    const auto address = tenant.public_address + path_of_link(tenant, link) + "/" + of.number;
    auto words = where_of(placed.place);
    words += fmt::format("{}{:.5f}, {:.5f}", words.empty() ? "" : "\n", placed.place.at.latitude, placed.place.at.longitude);
    if (about) words += "\n" + with_reference(text, about->of);
    if (!handed.said.empty()) words += "\n\n" + handed.said;
    return {.to = receiver.email,
            .subject = text("receiver_mail_subject", of.public_title, of.number),
            .text = text("receiver_mail_body", receiver.name, of.public_title + "\n" + words, address, tenant.name)};
}

void tell_receiver(Tenant& tenant, const ::jobs::Job& job) {
    const auto payload = payload_of(job);
    auto message = tenant.db.write([&](db::Connection& db) -> std::optional<mail::Message> {
        const auto receiver = store::receiver(db, tenant, ReceiverId{payload["receiver"].integer()});
        if (!receiver || receiver->is_ended || receiver->email.empty()) return std::nullopt;
        const auto link = usable_link(db, tenant, receiver->id);
        const HandedId id{payload["handed"].integer()};
        if (id == HandedId{}) return mail_of(tenant, *receiver, link);
        const auto handed = store::handed(db, tenant, id);
        if (!handed || handed->ended_at) return std::nullopt;
        const auto of = cases::find(db, tenant, handed->of);
        if (!of || of->erased) return std::nullopt;
        const auto placed = cases::find_placed(db, of->number);
        return placed ? std::optional(mail_of(tenant, *receiver, link, *handed, *of, *placed, reported_asset(db, placed->id)))
                      : std::nullopt;
    });
    if (!message || !tenant.send_mail) return;
    message->id = std::to_string(job.id.value) + ".receiver";
    const auto sent = tenant.send_mail(*message);
    if (!sent && sent.error().fault == Fault::unavailable) throw std::runtime_error("the mail server did not take it");
}

struct Ready {
    Handed handed;
    Receiver receiver;
    open311_client::Sent sent;
};

std::string media_address(const Tenant& tenant, const Handed& handed, const std::string& number) {
    if (!handed.picture) return {};
    return fmt::format("{}/felanmalan/{}/utlamnad/{}", tenant.public_address, number, picture_token(tenant, handed.id));
}

/// Marked as leaving before it leaves; nothing when it is not to leave now.
std::optional<Ready> begun(db::Connection& db, const Tenant& tenant, HandedId id) {
    auto handed = store::handed(db, tenant, id);
    if (!handed || handed->ended_at) return std::nullopt;
    if (handed->state == HandedState::sending) {
        // The program was stopped in between: sent again it could be mended twice.
        handed->state = HandedState::unknown;
        handed->problem = "problem_stopped";
        store::change_handed(db, *handed);
        return std::nullopt;
    }
    if (handed->state != HandedState::waiting) return std::nullopt;
    const auto receiver = store::receiver(db, tenant, handed->receiver);
    const auto of = cases::find(db, tenant, handed->of);
    if (!receiver || !of || of->erased || of->state_kind == "closed") return std::nullopt;
    const auto placed = cases::find_placed(db, of->number);
    const auto* takes = placed ? receiver->takes_in(placed->service, placed->place.district) : nullptr;
    if (!takes) {
        handed->state = HandedState::refused;
        handed->problem = "problem_no_category";
        store::change_handed(db, *handed);
        return std::nullopt;
    }
    handed->state = HandedState::sending;
    ++handed->attempts;
    store::change_handed(db, *handed);
    const Texts text(tenant.texts, "fault_reports", receiver->language);
    auto words = handed->said.empty() ? of->public_title : handed->said;
    if (const auto about = reported_asset(db, placed->id)) words += "\n" + with_reference(text, about->of);
    words += "\n\n" + text("our_reference", of->number, tenant.name);
    return Ready{*handed, *receiver,
                 open311_client::Sent{.service_code = takes->their_code,
                                      .description = std::move(words),
                                      .address = where_of(placed->place),
                                      .media_url = media_address(tenant, *handed, of->number),
                                      .at = placed->place.at,
                                      .attributes = handed->attributes}};
}

void note_receipt(db::Connection& db, Tenant& tenant, HandedId id, const open311_client::Receipt& receipt) {
    using open311_client::Taken;
    auto handed = store::handed(db, tenant, id);
    // Another worker may have taken over meanwhile, and found that nobody knew.
    const bool is_waited_for =
        handed && (handed->state == HandedState::sending || (handed->state == HandedState::unknown && receipt.taken == Taken::yes));
    if (!is_waited_for) return;
    switch (receipt.taken) {
        case Taken::yes:
            handed->state = HandedState::sent;
            handed->attempts = 0;
            handed->problem.clear();
            handed->their_id = receipt.id;
            handed->their_token = receipt.token;
            handed->next_at = now() + asked_each;
            break;
        case Taken::no:
            handed->state = HandedState::refused;
            handed->problem = "problem_refused";
            break;
        case Taken::not_reached:
            handed->state = HandedState::waiting;
            handed->problem = "problem_silent";
            break;
        case Taken::unknown:
            handed->state = HandedState::unknown;
            handed->problem = "problem_unknown";
            break;
    }
    store::change_handed(db, *handed);
    if (receipt.taken != Taken::no || receipt.words.empty()) return;
    const auto receiver = store::receiver(db, tenant, handed->receiver);
    const auto by = audit::program(receiver ? receiver->name : "");
    cases::Change change{db, tenant, by};
    (void)cases::note_outside_answer(change, handed->of, by.name, receipt.words);
}

void send_outside(Tenant& tenant, const ::jobs::Job& job) {
    const HandedId id{payload_of(job)["handed"].integer()};
    const auto ready = tenant.db.write([&](db::Connection& db) { return begun(db, tenant, id); });
    if (!ready) return;
    const auto receipt = open311_client::send(system_of(tenant, ready->receiver), ready->sent);
    ::jobs::conclude([&tenant, id, receipt](db::Connection& db) { note_receipt(db, tenant, id, receipt); });
    if (receipt.taken == open311_client::Taken::not_reached) throw std::runtime_error("the receiver's Open311 was not reached");
}

std::string digest_of_notes(std::string_view notes) { return crypto::sha256_hex(notes).substr(0, 16); }
/// What they said, and the day.
std::string heard_today(std::string_view notes) { return digest_of_notes(notes) + " " + to_iso(swedish_date(now())); }
/// Some write the time, or their place in a queue, into their notes: what changes at every look is heard once a day.
bool is_news_to(std::string_view heard, std::string_view notes) {
    return !notes.empty() && !heard.starts_with(digest_of_notes(notes)) && !heard.ends_with(to_iso(swedish_date(now())));
}

/// What they say now, beside what they said before.
void note_standing(Tenant& tenant, db::Connection& db, HandedId id, const open311_client::Standing& said) {
    auto handed = store::handed(db, tenant, id);
    if (!handed || handed->ended_at || !is_with_them(handed->state)) return;
    const auto receiver = store::receiver(db, tenant, handed->receiver);
    const auto of = cases::find(db, tenant, handed->of);
    if (!receiver || !of || of->erased || of->state_kind == "closed") return;
    const auto by = audit::program(receiver->name);
    cases::Change change{db, tenant, by};
    handed->attempts = 0;
    handed->problem.clear();
    handed->next_at = now() + asked_each;
    const bool is_news = is_news_to(handed->heard, said.notes);
    if (is_news) handed->heard = heard_today(said.notes);
    store::change_handed(db, *handed);
    if (!said.is_open) {
        Closing closing{.transition = to_mend, .news = News::mended, .words = said.notes};
        // What is told to everybody is not theirs to judge.
        if (!personal_in(db, tenant, *of, said.notes).empty()) {
            (void)cases::note_outside_answer(change, of->id, receiver->name, said.notes);
            closing.words.clear();
        }
        (void)they_are_done(change, *handed, *receiver, std::move(closing));
    } else if (is_news) {
        (void)they_begin(change, *handed, *receiver);
        (void)cases::note_outside_answer(change, of->id, receiver->name, said.notes);
    }
}

void note_problem(db::Connection& db, const Tenant& tenant, HandedId id, const std::string& problem) {
    auto handed = store::handed(db, tenant, id);
    if (!handed || handed->ended_at || !is_with_them(handed->state)) return;
    ++handed->attempts;
    handed->problem = problem;
    handed->next_at = now() + pause_after(handed->attempts);
    store::change_handed(db, *handed);
}

/// A token becomes an id, sooner or later.
Result<void> ask_for_id(Tenant& tenant, const open311_client::System& system, Handed& handed) {
    handed.their_id = TRY(open311_client::id_of_token(system, handed.their_token));
    if (handed.their_id.empty()) return failure(Fault::unavailable, "problem_no_number");
    tenant.db.write([&](db::Connection& db) {
        auto newest = store::handed(db, tenant, handed.id);
        if (!newest) return;
        newest->their_id = handed.their_id;
        store::change_handed(db, *newest);
    });
    return {};
}

Result<void> ask_about(Tenant& tenant, const Receiver& receiver, Handed handed) {
    const auto system = system_of(tenant, receiver);
    if (handed.their_id.empty()) TRY(ask_for_id(tenant, system, handed));
    const auto said = TRY(open311_client::standing(system, handed.their_id));
    tenant.db.write([&](db::Connection& db) { note_standing(tenant, db, handed.id, said); });
    return {};
}

void ask_outside(Tenant& tenant, const ::jobs::Job&) {
    std::set<std::int64_t> silent;  // receivers that keep us waiting are asked once each time
    for (const auto id : tenant.db.read([](db::Connection& db) { return store::to_ask(db, now(), most_asked_at_once); })) {
        const auto asked = tenant.db.read([&](db::Connection& db) -> std::optional<std::pair<Handed, Receiver>> {
            auto handed = store::handed(db, tenant, id);
            auto receiver = handed ? store::receiver(db, tenant, handed->receiver) : std::nullopt;
            if (!receiver) return std::nullopt;
            return std::pair(*std::move(handed), *std::move(receiver));
        });
        if (!asked || silent.contains(asked->second.id.value)) continue;
        const auto done = ask_about(tenant, asked->second, asked->first);
        if (done) continue;
        if (done.error().text_key == "problem_silent") silent.insert(asked->second.id.value);
        tenant.db.write([&](db::Connection& db) { note_problem(db, tenant, id, done.error().text_key); });
    }
}

/// What they ask of the categories that we send to; where they do not say it now, what they said before.
void ask_attributes(const Tenant& tenant, const Receiver& receiver, open311_client::Services& services) {
    auto system = system_of(tenant, receiver);
    system.format = services.format;
    for (auto& service : services.all) {
        const auto known = std::ranges::find(receiver.services, service.code, &TheirService::code);
        if (known != receiver.services.end()) service.attributes = known->attributes;
    }
    for (auto& service : services.all) {
        if (std::ranges::find(receiver.takes, service.code, &Takes::their_code) == receiver.takes.end()) continue;
        auto asked = open311_client::attributes(system, service.code);
        if (asked) service.attributes = *std::move(asked);
        else if (asked.error().text_key == "problem_silent") return;
    }
}

void ask_services(Tenant& tenant, const ::jobs::Job& job) {
    const ReceiverId id{payload_of(job)["receiver"].integer()};
    const auto receiver = tenant.db.read([&](db::Connection& db) { return store::receiver(db, tenant, id); });
    if (!receiver || receiver->is_ended || receiver->way != Way::open311) return;
    auto services = open311_client::services(system_of(tenant, *receiver));
    if (services) ask_attributes(tenant, *receiver, *services);
    tenant.db.write([&](db::Connection& db) {
        if (services) store::set_services(db, id, services->all, services->format, now());
        else store::set_problem(db, id, services.error().text_key);
    });
}

/// As it came in: category and place; its words when nothing in them looks like personal data; no picture, which somebody must look at.
void hand_over_new(Tenant& tenant, const ::jobs::Job& job) {
    const CaseId id{payload_of(job)["case"].integer()};
    tenant.db.write([&](db::Connection& db) {
        const auto of = cases::find(db, tenant, id);
        if (!of || of->erased || of->state_kind == "closed" || !store::handed_ever(db, tenant, id, of->key).empty()) return;
        const auto placed = cases::find_placed(db, of->number);
        if (!placed) return;
        for (const auto& receiver : receivers_for(db, tenant, *placed)) {
            if (!receiver.takes_in(placed->service, placed->place.district)->is_automatic) continue;
            // What they must be told somebody has to answer: it waits for staff.
            if (std::ranges::any_of(receiver.asks_of(placed->service, placed->place.district), &TheirAttribute::is_required)) continue;
            ToHand to{.receiver = receiver.id};
            to.said = words_of(db, *of);
            if (count_characters(to.said) > longest_answer || !personal_in(db, tenant, *of, to.said).empty()) to.said.clear();
            const auto by = audit::program(tenant.name);
            cases::Change change{db, tenant, by, "processing"};
            (void)hand_over(change, id, to);
            return;
        }
    });
}

}  // namespace

std::vector<Receiver> receivers_for(db::Connection& db, const Tenant& tenant, const cases::PlacedCase& placed) {
    auto all = store::receivers(db, tenant);
    std::erase_if(all, [&](const Receiver& one) { return one.takes_in(placed.service, placed.place.district) == nullptr; });
    return all;
}

std::vector<personal_data::Found> personal_in(db::Connection& db, const Tenant& tenant, const cases::Case& of, std::string_view words) {
    personal_data::KnownNames known;
    for (const auto& party : cases::parties(db, tenant, of)) known.parties.push_back(party.name);
    personal_data::add_harmless(known, tenant.name);
    for (const auto& unit : identity::units(db)) {
        personal_data::add_harmless(known, unit.name_sv);
        personal_data::add_harmless(known, unit.name_en);
    }
    if (const auto* map = municipality::map_of(tenant)) {
        for (const auto& shape : map->shapes()) personal_data::add_harmless(known, shape.name);
        for (const auto& label : map->labels()) personal_data::add_harmless(known, label.name);
    }
    return personal_data::find_personal_data(words, known);
}

Result<HandedId> hand_over(cases::Change& change, CaseId id, const ToHand& to) {
    auto& [db, tenant, by, reason] = change;
    const auto of = TRY(cases::find(db, tenant, id));
    if (of.erased || of.state_kind == "closed" || store::handed_now(db, tenant, id, of.key)) return failure(Fault::conflict);
    const auto placed = TRY(cases::find_placed(db, of.number));
    const auto receiver = store::receiver(db, tenant, to.receiver);
    if (!receiver || !receiver->takes_in(placed.service, placed.place.district)) return failure(Fault::not_found);
    Handed handed{.id = HandedId{new_id()},
                  .of = id,
                  .receiver = receiver->id,
                  .state = receiver->way == Way::open311 ? HandedState::waiting : HandedState::sent,
                  .said = to.said,
                  .picture = to.jpeg ? to.picture : std::nullopt,
                  .handed_at = now(),
                  .attributes = to.attributes};
    if (handed.picture) store::keep_picture(db, tenant, id, of.key, *handed.picture, *to.jpeg);
    store::add_handed(db, tenant, of.key, handed);
    const auto answers = answers_in_words(receiver->asks_of(placed.service, placed.place.district), to.attributes);
    TRY(cases::hand_over(change, id, receiver->name, to.said + (to.said.empty() || answers.empty() ? "" : "\n\n") + answers));
    switch (receiver->way) {
        case Way::link:
            // The address is mailed when it is new; after that they look when they like.
            if (!store::link_of(db, receiver->id, now() + link_is_renewed)) queue_mail(db, receiver->id, HandedId{});
            break;
        case Way::email: queue_mail(db, receiver->id, handed.id); break;
        case Way::open311: queue_sending(db, handed.id); break;
    }
    return handed.id;
}

Result<void> take_back(cases::Change& change, CaseId id) {
    const auto of = TRY(cases::find(change.db, change.tenant, id));
    const auto handed = store::handed_now(change.db, change.tenant, id, of.key);
    // What is on its way has an answer in a moment, which must not be lost.
    if (!handed || handed->state == HandedState::sending) return failure(Fault::conflict);
    const auto receiver = store::receiver(change.db, change.tenant, handed->receiver);
    end(change.db, *handed, HandedState::taken_back);
    return cases::note_outside_answer(change, id, receiver ? receiver->name : "",
                                      Texts(change.tenant.texts, "fault_reports", Language::sv)("taken_back"));
}

Result<void> hand_again(cases::Change& change, CaseId id) {
    const auto of = TRY(cases::find(change.db, change.tenant, id));
    auto handed = store::handed_now(change.db, change.tenant, id, of.key);
    const bool may_go =
        handed && (handed->state == HandedState::waiting || handed->state == HandedState::unknown || handed->state == HandedState::refused);
    if (!may_go) return failure(Fault::conflict);
    handed->state = HandedState::waiting;
    handed->problem.clear();
    store::change_handed(change.db, *handed);
    queue_sending(change.db, handed->id);
    audit::record(change.db, change.by,
                  {.event = "fault_reports.handed_again", .subject_kind = "case", .subject = id.value, .detail = of.number});
    return {};
}

Result<void> note_their_id(cases::Change& change, CaseId id, std::string_view their_id) {
    constexpr std::size_t longest = 100;
    if (their_id.empty() || count_characters(their_id) > longest) return invalid({{"nummer", "error_their_number"}});
    const auto of = TRY(cases::find(change.db, change.tenant, id));
    auto handed = store::handed_now(change.db, change.tenant, id, of.key);
    if (!handed || handed->state != HandedState::unknown) return failure(Fault::conflict);
    handed->state = HandedState::sent;
    handed->problem.clear();
    handed->attempts = 0;
    handed->their_id = their_id;
    handed->next_at = now();
    store::change_handed(change.db, *handed);
    audit::record(change.db, change.by,
                  {.event = "fault_reports.number_noted", .subject_kind = "case", .subject = id.value, .detail = of.number});
    return {};
}

Result<void> they_begin(cases::Change& change, const Handed& before, const Receiver& receiver) {
    auto handed = TRY(with_them_still(change, before));
    if (handed.state == HandedState::begun) return {};
    handed.state = HandedState::begun;
    store::change_handed(change.db, handed);
    TRY(cases::begin_processing(change, handed.of));
    return cases::note_outside_answer(change, handed.of, receiver.name,
                                      Texts(change.tenant.texts, "fault_reports", Language::sv)("they_have_begun"));
}

Result<void> they_say_not_ours(cases::Change& change, const Handed& before, const Receiver& receiver, std::string_view words) {
    const auto handed = TRY(with_them_still(change, before));
    end(change.db, handed, HandedState::not_ours);
    return cases::note_outside_answer(change, handed.of, receiver.name,
                                      Texts(change.tenant.texts, "fault_reports", Language::sv)("they_say_not_ours", std::string(words)));
}

Result<void> they_are_done(cases::Change& change, const Handed& before, const Receiver&, Closing closing) {
    const auto handed = TRY(with_them_still(change, before));
    end(change.db, handed, HandedState::done);
    return close(change, handed.of, closing);
}

std::string path_of_link(const Tenant& tenant, std::int64_t link) { return "/utforare/" + token_of(tenant, link); }

std::int64_t usable_link(db::Connection& db, const Tenant& tenant, ReceiverId receiver) {
    if (const auto there = store::link_of(db, receiver, now() + link_is_renewed)) return *there;
    return add_link(db, tenant, receiver);
}

void renew_link(db::Connection& db, const Tenant& tenant, const Receiver& receiver) {
    store::revoke_links(db, receiver.id);
    add_link(db, tenant, receiver.id);
    queue_mail(db, receiver.id, HandedId{});
}

Result<Receiver> receiver_with_link(db::Connection& db, const Tenant& tenant, std::string_view token) {
    const auto id = store::receiver_of_link(db, token);
    auto receiver = id ? store::receiver(db, tenant, *id) : std::nullopt;
    if (!receiver) return failure(Fault::not_found);
    return *std::move(receiver);
}

std::string picture_token(const Tenant& tenant, HandedId handed) {
    return crypto::base64url(
        crypto::hmac_sha256(tenant.secret, fmt::format("picture of a handed fault report {}", handed.value)).substr(0, 18));
}

open311_client::System system_of(const Tenant& tenant, const Receiver& receiver) {
    return {.endpoint = receiver.endpoint,
            .jurisdiction = receiver.jurisdiction,
            .key = receiver.key,
            .format = receiver.format,
            .let_hosts = tenant.hosts_inside};
}

void ask_for_services(db::Connection& db, ReceiverId receiver) {
    ::jobs::enqueue(db, services_job, json::to_text(json::object({{"receiver", receiver.value}})), now(),
                    fmt::format("{} {}", services_job, receiver.value));
}

void queue_handing(db::Connection& db, std::string_view service, CaseId id) {
    if (store::is_automatic(db, service)) ::jobs::enqueue(db, hand_job, json::to_text(json::object({{"case", id.value}})));
}

std::vector<AreaJob> handing_jobs() {
    return {{mail_job, tell_receiver},
            {send_job, send_outside},
            {services_job, ask_services},
            {hand_job, hand_over_new},
            {"fault_reports.ask_outside", ask_outside, "15 min"}};
}

}  // namespace fault_reports
