#include "engines/notify/notify.h"

#include "engines/notify/send.h"
#include "foundation/base/unicode.h"
#include "foundation/crypto/crypto.h"
#include "foundation/sms/sms.h"

namespace notify {
namespace {

std::string receipt_token(const Tenant& tenant, MessageId id) {
    return crypto::base64url(crypto::hmac_sha256(tenant.secret, "receipt of a message:" + std::to_string(id.value)));
}

std::optional<Way> by_email(const std::string& chosen, const std::string& given) {
    const auto& address = chosen.empty() ? given : chosen;
    return address.empty() ? std::nullopt : std::optional(Way{Channel::email, address});
}

std::optional<Way> by_sms(const Tenant& tenant, const std::string& chosen, const std::string& given) {
    if (!tenant.send_sms) return std::nullopt;
    for (const auto* phone : {&chosen, &given})
        if (const auto number = sms::mobile_number(*phone)) return Way{Channel::sms, *number};
    return std::nullopt;
}

/// Law: 22 kap. 1 § OSL. Whoever has a protected identity is not written to at an address that is kept here; staff ask the tax agency.
Way by_letter(const Recipient& to) {
    const bool is_known = to.person && !to.person->protected_identity;
    return {Channel::letter, is_known ? to.person->postal_address : ""};
}

std::vector<Way> chosen_ways(const Tenant& tenant, const Recipient& to, const identity::Person& person) {
    std::vector<Way> ways;
    const auto add = [&](std::optional<Way> way) {
        if (way) ways.push_back(std::move(*way));
    };
    using Chosen = identity::Channel;
    switch (person.preferred) {
        case Chosen::as_given: break;
        case Chosen::email: add(by_email(person.email, to.email)); break;
        case Chosen::sms: add(by_sms(tenant, person.phone, to.phone)); break;
        case Chosen::email_and_sms:
            add(by_email(person.email, to.email));
            add(by_sms(tenant, person.phone, to.phone));
            break;
        case Chosen::digital_post:
            if (tenant.deliver_digitally && !to.personal_number.empty()) add(Way{Channel::digital_post, to.personal_number});
            break;
        case Chosen::letter: add(by_letter(to)); break;
    }
    return ways;
}

State first_state(Channel channel, const std::string& address) {
    return channel == Channel::letter && address.empty() ? State::needs_address : State::waiting;
}

}  // namespace

std::vector<Way> ways_to(const Tenant& tenant, const Recipient& to) {
    if (to.person)
        if (auto chosen = chosen_ways(tenant, to, *to.person); !chosen.empty()) return chosen;
    if (const auto way = by_email(to.email, to.person ? to.person->email : "")) return {*way};
    if (const auto way = by_sms(tenant, to.phone, to.person ? to.person->phone : "")) return {*way};
    return {by_letter(to)};
}

void queue_once(db::Connection& db, const Tenant& tenant, MessageId id, const Draft& draft) {
    if (store::exists(db, id)) return;
    store::insert(db, tenant,
                  {.id = id,
                   .about = draft.about,
                   .party = draft.party,
                   .occasion = draft.occasion,
                   .channel = draft.channel,
                   .content = draft.content,
                   .state = first_state(draft.channel, draft.content.address),
                   .created_at = now()});
    if (draft.channel != Channel::letter) queue_sending(db, id, draft.channel);
}

MessageId queue(db::Connection& db, const Tenant& tenant, const Draft& draft) {
    const MessageId id{new_id()};
    queue_once(db, tenant, id, draft);
    return id;
}

std::vector<Message> of_case(db::Connection& db, const Tenant& tenant, CaseId id) { return store::of_case(db, tenant, id); }

std::vector<Message> list(db::Connection& db, AccountId account, Permission right, const Filter& filter, const Page& page) {
    return store::list(db, account, right, filter, page);
}

Sum sum(db::Connection& db, AccountId account, Permission right, const Filter& filter) { return store::sum(db, account, right, filter); }

std::optional<Message> find(db::Connection& db, const Tenant& tenant, MessageId id) { return store::find(db, tenant, id); }

Result<void> send_again(db::Connection& db, const Tenant& tenant, MessageId id) {
    const auto found = store::find(db, tenant, id);
    if (!found) return failure(Fault::not_found);
    if (found->channel == Channel::letter) return failure(Fault::conflict);
    if (!store::set_state_from(db, id, {State::waiting, State::refused, State::unknown}, State::waiting)) return failure(Fault::conflict);
    queue_sending(db, id, found->channel, found->attempts);
    return {};
}

std::string receipt_address(const Tenant& tenant, MessageId id) {
    return tenant.public_address + "/api/v1/messages/" + std::to_string(id.value) + "/receipt/" + receipt_token(tenant, id);
}

Result<void> receive_receipt(db::Connection& db, const Tenant& tenant, MessageId id, std::string_view token, Arrival arrival) {
    if (!crypto::equal_in_constant_time(token, receipt_token(tenant, id))) return failure(Fault::not_found);
    const auto found = store::find(db, tenant, id);
    if (!found) return failure(Fault::not_found);
    // Only what the gateway has taken has a receipt, and costs; here nothing happens when that is written down already.
    record_outcome(db, *found, {.state = State::sent});
    if (arrival == Arrival::delivered) store::set_delivered(db, id);
    else store::set_state_from(db, id, {State::sending, State::sent, State::unknown}, State::refused);
    return {};
}

void note_returned(db::Connection& db, MessageId id) { store::set_state_from(db, id, {State::sending, State::sent}, State::refused); }

Result<void> set_address(db::Connection& db, const Tenant& tenant, MessageId id, const std::string& lines) {
    const auto found = store::find(db, tenant, id);
    if (!found) return failure(Fault::not_found);
    if (lines.empty() || split(lines, '\n').size() > most_lines || count_characters(lines) > longest_address)
        return invalid({{"address", "error_address", {std::to_string(most_lines), std::to_string(longest_address)}}});
    if (!store::set_state_from(db, id, {State::needs_address}, State::waiting)) return failure(Fault::conflict);
    auto content = found->content;
    content.address = lines;
    store::set_content(db, tenant, *found, content);
    return {};
}

void settle_waiting(db::Connection& db) {
    ::jobs::cancel_all(db, job_name);
    store::settle_waiting(db);
}

}  // namespace notify
