#include "areas/fault_reports/sending.h"

#include <fmt/format.h>

#include "areas/fault_reports/store.h"
#include "engines/cases/find.h"
#include "engines/notify/notify.h"
#include "engines/services/catalogue.h"
#include "foundation/crypto/crypto.h"
#include "foundation/geo/photo_position.h"

namespace fault_reports {
namespace {

constexpr std::size_t exif_is_within = 64 * 1024;

crypto::Key picture_key(const Tenant& tenant) {
    return crypto::key_from(crypto::hmac_sha256(tenant.secret, "pictures of a fault report")).value();
}

/// Someone who is told: the reporter, or a follower.
struct Told {
    std::string who;  ///< "reporter 7", "follower 9": what the link's token is made of
    std::int64_t party = 0;
    std::string name{}, email{}, phone{};
    Language language = Language::sv;
};

std::vector<Told> all_told(db::Connection& db, const Tenant& tenant, const cases::Case& of) {
    std::vector<Told> all;
    for (const auto& party : cases::followers(db, tenant, of))
        all.push_back({"reporter " + std::to_string(party.id), party.id, party.name, party.email, party.phone, of.language});
    for (const auto& follower : store::followers(db, tenant, of.id, of.key)) {
        const bool is_email = follower.contact.find('@') != std::string::npos;
        all.push_back({"follower " + std::to_string(follower.id), 0, "", is_email ? follower.contact : "", is_email ? "" : follower.contact,
                       follower.language});
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
    const auto link = news == News::reopened ? page : page + "/svar/" + token_of(tenant, of, told.who);
    const auto subject = text("told_subject." + key, of.public_title);
    for (const auto& way : notify::ways_to(tenant, {.email = told.email, .phone = told.phone})) {
        // Nobody gets a letter about a lamp.
        if (way.channel != notify::Channel::email && way.channel != notify::Channel::sms) continue;
        const auto body = way.channel == notify::Channel::sms
                              ? text("told_sms." + key, of.public_title, link)
                              : text("told_body." + key, of.public_title, std::string(words), link, tenant.name);
        notify::queue(
            db, tenant,
            {.about = {of.id, of.number, of.unit, of.key},
             .party = told.party,
             .occasion = key,
             .channel = way.channel,
             .content = {.name = told.name, .address = way.address, .subject = subject, .text = body, .language = told.language}});
    }
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

std::string place_of_picture(const Tenant& tenant, const std::vector<forms::FileAnswer>& files) {
    for (const auto& file : files) {
        if (file.type != "image/jpeg") continue;
        const auto bytes = tenant.files.read(file.hash, file.digest);
        const auto at = bytes ? geo::photo_position(std::string_view(*bytes).substr(0, exif_is_within)) : std::nullopt;
        if (at) return fmt::format("{:.5f}, {:.5f}", at->latitude, at->longitude);
    }
    return {};
}

cases::Receipt send(cases::Change& change, const services::Service& category, const forms::Answers& answers, const Sender& by) {
    std::vector<cases::Party> parties;
    if (change.by.is_resident() || !by.email.empty() || !by.phone.empty())
        parties.push_back({.person = change.by.is_resident() ? std::optional(change.by.person) : std::nullopt,
                           .name = change.by.is_resident() ? change.by.name : by.name,
                           .email = by.email,
                           .phone = by.phone});
    return cases::receive(change, {.service = category,
                                   .answers = answers,
                                   .parties = parties,
                                   .files = forms::files_in(answers),
                                   .language = by.language,
                                   .channel = by.channel});
}

void tell(db::Connection& db, const Tenant& tenant, CaseId id, News news, std::string_view words) {
    const auto of = cases::find(db, tenant, id);
    if (!of || of->erased) return;
    for (const auto& told : all_told(db, tenant, *of)) tell_one(db, tenant, *of, told, news, words);
}

std::string asked_by(db::Connection& db, const Tenant& tenant, const cases::Case& of, std::string_view token) {
    for (const auto& told : all_told(db, tenant, of))
        if (crypto::equal_in_constant_time(token_of(tenant, of, told.who), token)) return told.who;
    return {};
}

}  // namespace fault_reports
