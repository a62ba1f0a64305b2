#include "engines/notify/notify.h"

#include "engines/flows/calendar.h"
#include "engines/notify/send.h"
#include "engines/notify/store.h"
#include "foundation/crypto/crypto.h"
#include "foundation/sms/sms.h"

namespace notify {
namespace {

constexpr int first_hour = 8, last_hour = 20;

std::string receipt_token(const Tenant& tenant, MessageId id) {
    return crypto::base64url(crypto::hmac_sha256(tenant.secret, "receipt of a message:" + std::to_string(id.value)));
}

}  // namespace

Timestamp sms_may_leave(Timestamp from) {
    Date day = swedish_date(from);
    if (flows::is_working_day(day)) {
        const int hour = swedish_clock(from).hour;
        if (hour >= first_hour && hour < last_hour) return from;
        if (hour < first_hour) return swedish_time(day, first_hour);
    }
    return swedish_time(flows::after_working_days(day, 1), first_hour);
}

std::optional<Way> way_to(const Tenant& tenant, const std::string& email, const std::string& phone) {
    if (!email.empty()) return Way{Channel::email, email};
    if (!tenant.send_sms) return std::nullopt;
    const auto number = sms::mobile_number(phone);
    if (!number) return std::nullopt;
    return Way{Channel::sms, *number};
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
                   .created_at = now()});
    queue_sending(db, id, draft.channel);
}

MessageId queue(db::Connection& db, const Tenant& tenant, const Draft& draft) {
    const MessageId id{new_id()};
    queue_once(db, tenant, id, draft);
    return id;
}

std::vector<Message> of_case(db::Connection& db, const Tenant& tenant, CaseId id) { return store::of_case(db, tenant, id); }

std::vector<Message> list(db::Connection& db, AccountId account, Permission right, const Filter& filter) {
    return store::list(db, account, right, filter);
}

std::optional<Message> find(db::Connection& db, const Tenant& tenant, MessageId id) { return store::find(db, tenant, id); }

Result<void> send_again(db::Connection& db, const Tenant& tenant, MessageId id) {
    const auto found = store::find(db, tenant, id);
    if (!found) return failure(Fault::not_found);
    if (!store::set_state_from(db, id, {State::waiting, State::refused, State::unknown}, State::waiting)) return failure(Fault::conflict);
    queue_sending(db, id, found->channel);
    return {};
}

std::string receipt_address(const Tenant& tenant, MessageId id) {
    return tenant.public_address + "/api/v1/messages/" + std::to_string(id.value) + "/receipt/" + receipt_token(tenant, id);
}

Result<void> receive_receipt(db::Connection& db, const Tenant& tenant, MessageId id, std::string_view token, Arrival arrival) {
    if (!crypto::equal_in_constant_time(token, receipt_token(tenant, id)) || !store::exists(db, id)) return failure(Fault::not_found);
    if (arrival == Arrival::delivered) store::set_delivered(db, id);
    else store::set_state_from(db, id, {State::sending, State::sent, State::unknown}, State::refused);
    return {};
}

void settle_waiting(db::Connection& db) {
    ::jobs::cancel_all(db, job_name);
    store::settle_waiting(db);
}

}  // namespace notify
