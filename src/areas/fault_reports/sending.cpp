#include "areas/fault_reports/sending.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "areas/fault_reports/handing.h"
#include "engines/cases/find.h"
#include "engines/cases/finish.h"
#include "engines/cases/notices.h"
#include "engines/forms/normal.h"
#include "engines/forms/place.h"
#include "engines/municipality/town_map.h"
#include "engines/notify/notify.h"
#include "engines/services/catalogue.h"
#include "foundation/base/unicode.h"
#include "foundation/crypto/crypto.h"
#include "foundation/geo/photo_position.h"
#include "foundation/pictures/bare_jpeg.h"

namespace fault_reports {
namespace {

constexpr std::size_t exif_is_within = 64 * 1024;

crypto::Key picture_key(const Tenant& tenant) {
    return crypto::key_from(crypto::hmac_sha256(tenant.secret, "pictures of a fault report")).value();
}

struct Told {
    Recipient recipient;
    std::string name{};
    std::vector<notify::Way> ways{};
    Language language = Language::sv;
    bool has_asked_for_more = true;  ///< or has not been told yet
    bool is_confirmed = true;
};

/// Nobody gets a letter about a lamp.
bool is_letter(const notify::Way& way) { return way.channel == notify::Channel::letter; }

/// Each address once, however many times it was given: who has reported and follows too is one.
std::vector<Told> all_told(db::Connection& db, const Tenant& tenant, const cases::Case& of) {
    std::vector<Told> all;
    std::set<std::string> addresses;
    const auto add = [&](Told told) {
        std::erase_if(told.ways, [&](const notify::Way& way) { return is_letter(way) || !addresses.insert(lower(way.address)).second; });
        all.push_back(std::move(told));
    };
    const auto quiet = store::quiet_parties(db, of.id);
    for (const auto& party : cases::followers(db, tenant, of)) {
        Told told{.recipient = {"reporter " + std::to_string(party.id), party.id, 0}, .name = party.name, .language = of.language};
        if (!quiet.contains(party.id)) told.ways = cases::ways_to(db, tenant, of, party);
        add(std::move(told));
    }
    for (const auto& follower : store::followers(db, tenant, of.id, of.key)) {
        const bool is_email = follower.contact.find('@') != std::string::npos;
        add({.recipient = {"follower " + std::to_string(follower.id), 0, follower.id},
             .ways = notify::ways_to(tenant, {.email = is_email ? follower.contact : "", .phone = is_email ? "" : follower.contact}),
             .language = follower.language,
             .has_asked_for_more = follower.is_confirmed || follower.times_told == 0,
             .is_confirmed = follower.is_confirmed});
    }
    return all;
}

std::string token_of(const Tenant& tenant, const cases::Case& of, std::string_view who) {
    return crypto::base64url(crypto::hmac_sha256(tenant.secret, fmt::format("fault {} {}", of.id.value, who)).substr(0, 18));
}

std::string text_key(News news) {
    switch (news) {
        case News::mended: return "mended";
        case News::left: return "left";
        case News::reopened: return "reopened";
    }
    return {};
}

void tell_one(db::Connection& db, const Tenant& tenant, const cases::Case& of, const Told& told, News news, std::string_view words) {
    const Texts text(tenant.texts, "fault_reports", told.language);
    const auto key = text_key(news);
    const auto page = tenant.public_address + "/felanmalan/" + of.number;
    const auto token = token_of(tenant, of, told.recipient.who);
    const auto link = news == News::reopened ? page : page + "/svar/" + token, choice = page + "/meddelanden/" + token;
    const auto subject = text("told_subject." + key, of.public_title);
    for (const auto& way : told.ways) {
        const bool is_sms = way.channel == notify::Channel::sms;
        const auto body = is_sms ? text("told_sms." + key, of.public_title, link) + text("told_sms_choose", choice)
                                 : text("told_body." + key, of.public_title, std::string(words), link, tenant.name) +
                                       text(told.is_confirmed ? "told_choose" : "told_once", choice);
        notify::queue(
            db, tenant,
            {.about = {of.id, of.number, of.unit, of.key},
             .party = told.recipient.party,
             .occasion = key,
             .channel = way.channel,
             .content = {.name = told.name, .address = way.address, .subject = subject, .text = body, .language = told.language}});
    }
    if (told.recipient.follower != 0 && !told.ways.empty()) store::note_told(db, told.recipient.follower);
}

}  // namespace

Categories categories(db::Connection& db) {
    auto all = services::published(db);
    std::erase_if(all, [](const Category& one) { return one->flow != fault_flow; });
    return all;
}

std::string carried(const Tenant& tenant, const std::vector<forms::FileAnswer>& files) {
    if (files.empty()) return {};
    forms::Answers held;
    held.set(photo_field, {files});
    return crypto::base64url(crypto::seal(picture_key(tenant), forms::to_json(held), photo_field));
}

std::vector<forms::FileAnswer> carried_back(const Tenant& tenant, std::string_view sealed) {
    const auto bytes = crypto::from_base64url(sealed);
    const auto opened = bytes && !bytes->empty() ? crypto::unseal(picture_key(tenant), *bytes, photo_field) : std::nullopt;
    const auto held = opened ? forms::answers_from_json(*opened) : Result<forms::Answers>(forms::Answers{});
    const auto* answer = held ? held->find(photo_field) : nullptr;
    return answer ? answer->files() : std::vector<forms::FileAnswer>{};
}

std::optional<geo::Position> place_of_words(const Tenant& tenant, std::string_view typed) {
    const auto* map = municipality::map_of(tenant);
    const auto answer = forms::place(typed, map);
    return answer ? forms::position_of(map, *answer) : std::nullopt;
}

std::string place_of_picture(const Tenant& tenant, const std::vector<forms::FileAnswer>& files) {
    for (const auto& file : files) {
        if (file.type != "image/jpeg") continue;
        const auto bytes = tenant.files.read(file.hash, file.digest);
        const auto at = bytes ? geo::photo_position(std::string_view(*bytes).substr(0, exif_is_within)) : std::nullopt;
        if (at) return fmt::format("{:.5f}, {:.5f}", at->latitude, at->longitude);
    }
    return {};
}

cases::Receipt send(cases::Change& change, const services::Service& category, const forms::Answers& answers, const Sender& by,
                    const OfAsset& about) {
    std::vector<cases::Party> parties;
    if (change.by.is_resident() || !by.email.empty() || !by.phone.empty())
        parties.push_back({.person = change.by.is_resident() ? std::optional(change.by.person) : std::nullopt,
                           .name = change.by.is_resident() ? change.by.name : by.name,
                           .email = by.email,
                           .phone = by.phone});
    auto receipt = cases::receive(change, {.service = category,
                                           .answers = answers,
                                           .parties = parties,
                                           .files = forms::files_in(answers),
                                           .language = by.language,
                                           .channel = by.channel});
    if (const auto placed = cases::find_placed(change.db, receipt.number); placed && about.asset != AssetId{})
        store::keep_asset(change.db, receipt.id, receipt.number, about, placed->received_at);
    queue_handing(change.db, category.id, receipt.id);
    return receipt;
}

std::string words_of(db::Connection& db, const cases::Case& of) {
    const auto answers = forms::answers_from_json(of.answers).value_or(forms::Answers{});
    const auto service = cases::service_of(db, of);
    for (const auto& page : service->form.pages)
        for (const auto& field : page.fields)
            if (field.type == forms::FieldType::long_text) return answers.text(field.id);
    return {};
}

void learn_words(Tenant& tenant) {
    constexpr std::int64_t last_years = 2 * 365 * microseconds_a_day;
    constexpr int most_of_each = 1000;
    const auto counts = tenant.db.read([&](db::Connection& db) {
        std::vector<similarity::KindText> texts;
        for (const auto& category : categories(db))
            for (const auto id : store::closed_of(db, category->id, now() - last_years, most_of_each))
                if (const auto of = cases::find(db, tenant, id); of && !of->erased) texts.push_back({category->id, words_of(db, *of)});
        return similarity::counted(texts);
    });
    tenant.db.write([&](db::Connection& db) { store::keep_learned_words(db, counts); });
}

void tell(db::Connection& db, const Tenant& tenant, CaseId id, News news, std::string_view words) {
    const auto of = cases::find(db, tenant, id);
    if (!of || of->erased) return;
    for (const auto& told : all_told(db, tenant, *of))
        if (told.has_asked_for_more) tell_one(db, tenant, *of, told, news, words);
}

Result<Recipient> recipient_of(db::Connection& db, const Tenant& tenant, const cases::Case& of, std::string_view token) {
    for (auto& told : all_told(db, tenant, of))
        if (crypto::equal_in_constant_time(token_of(tenant, of, told.recipient.who), token)) return std::move(told.recipient);
    return failure(Fault::not_found);
}

void keep_wish(db::Connection& db, const Tenant& tenant, const cases::Case& of, const Recipient& recipient, store::Wish wish) {
    if (recipient.party == 0)
        return wish == store::Wish::more ? store::confirm(db, recipient.follower) : store::remove_follower(db, recipient.follower);
    store::set_wish(db, of.id, recipient.party, wish);
    if (wish == store::Wish::more) return;
    const auto parties = cases::parties(db, tenant, of);
    const auto party = std::ranges::find(parties, recipient.party, &cases::Party::id);
    if (party == parties.end()) return;
    const auto ways = cases::ways_to(db, tenant, of, *party);
    for (const auto& follower : store::followers(db, tenant, of.id, of.key))
        for (const auto& way : ways)
            if (lower(way.address) == lower(follower.contact)) store::remove_follower(db, follower.id);
}

Result<std::string> public_picture(const Tenant& tenant, std::string_view hash, std::string_view digest, std::string_view field) {
    const auto bytes = tenant.files.read(hash, digest);
    auto jpeg = bytes ? pictures::bare_jpeg(*bytes) : std::nullopt;
    if (!jpeg) return invalid({{std::string(field), "error_picture"}});
    return *std::move(jpeg);
}

std::string name_on_device(const http::Request& request) {
    constexpr std::size_t shortest = 32, longest = 64;
    const auto name = request.field("_nyckel");
    return name.size() < shortest || name.size() > longest ? std::string() : std::string(name);
}

Result<void> close(cases::Change& change, CaseId id, const Closing& closing) {
    TRY(cases::finish(change, id, closing.transition, closing.words, closing.files));
    const auto of = TRY(cases::find(change.db, change.tenant, id));
    auto shown = store::shown(change.db, id);
    shown.answer = closing.words;
    shown.after.reset();  // that of an earlier mending shows nothing of this one
    if (closing.picture)
        for (const auto& document : cases::documents(change.db, change.tenant, of))
            if (document.direction == cases::Direction::dispatched && document.hash == closing.files.front().hash)
                shown.after = document.id;
    if (shown.after) store::keep_picture(change.db, change.tenant, id, of.key, *shown.after, *closing.picture);
    store::show(change.db, id, shown);
    if (!closing.uses.empty()) {
        const auto placed = TRY(cases::find_placed(change.db, of.number));
        for (const auto& use : closing.uses) store::add_use(change.db, placed, use);
    }
    // Whoever had it outside the house has it no more.
    if (auto handed = store::handed_now(change.db, change.tenant, id, of.key)) {
        handed->state = HandedState::taken_back;
        handed->ended_at = now();
        handed->next_at.reset();
        store::change_handed(change.db, *handed);
    }
    tell(change.db, change.tenant, id, closing.news, closing.words);
    return {};
}

}  // namespace fault_reports
