#include "engines/notify/send.h"

#include <stdexcept>

#include "engines/notify/store.h"
#include "foundation/json/json.h"
#include "foundation/mail/mail.h"
#include "foundation/sms/sms.h"

namespace notify {
namespace {

/// The message, marked as being sent before anything leaves; nothing when it is not to be sent now.
std::optional<Message> begun(db::Connection& db, const Tenant& tenant, MessageId id) {
    auto message = store::find(db, tenant, id);
    if (!message || (message->state != State::waiting && message->state != State::sending)) return std::nullopt;
    if (message->content.address.empty()) {  // the case is disposed of
        store::set_state(db, id, State::refused);
        return std::nullopt;
    }
    if (message->channel == Channel::sms && message->state == State::sending) {
        store::set_state(db, id, State::unknown);
        return std::nullopt;
    }
    // A retry may come in the night.
    if (message->channel == Channel::sms && sms_may_leave(now()) > now()) {
        queue_sending(db, id, message->channel);
        return std::nullopt;
    }
    store::set_sending(db, id);
    ++message->attempts;
    return message;
}

store::Outcome send_mail(const Tenant& tenant, const Message& message) {
    const auto& content = message.content;
    const auto taken =
        tenant.send_mail({.to = content.address, .subject = content.subject, .text = content.text, .id = std::to_string(message.id.value)});
    if (taken) return {.state = State::sent, .cost_ore = tenant.message_costs.email_ore};
    return {.state = taken.error().fault == Fault::unavailable ? State::waiting : State::refused};
}

store::Outcome send_sms(const Tenant& tenant, const Message& message) {
    const auto& text = message.content.text;
    const auto taken = tenant.send_sms({.to = message.content.address,
                                        .text = text,
                                        .id = std::to_string(message.id.value),
                                        .receipt_address = receipt_address(tenant, message.id)});
    if (taken) return {.state = State::sent, .receipt = *taken, .cost_ore = tenant.message_costs.sms_ore * sms::parts(text)};
    if (taken.error().fault != Fault::unavailable) return {.state = State::refused};
    return {.state = taken.error().text_key == sms::not_taken ? State::waiting : State::unknown};
}

store::Outcome send(const Tenant& tenant, const Message& message) {
    switch (message.channel) {
        case Channel::email: return send_mail(tenant, message);
        case Channel::sms: return send_sms(tenant, message);
    }
    throw std::logic_error("a message without a channel");
}

bool has_way_out(const Tenant& tenant, Channel channel) {
    return channel == Channel::email ? tenant.send_mail != nullptr : tenant.send_sms != nullptr;
}

void send_queued(Tenant& tenant, const ::jobs::Job& job) {
    const auto payload = json::parse(job.payload);
    if (!payload) throw std::logic_error("a sending that cannot be read");
    const MessageId id{(*payload)["message"].integer()};
    const auto message = tenant.db.write([&](db::Connection& db) { return begun(db, tenant, id); });
    if (!message) return;
    const auto outcome = has_way_out(tenant, message->channel) ? send(tenant, *message) : store::Outcome{.state = State::waiting};
    tenant.db.write([&](db::Connection& db) { store::set_outcome(db, *message, outcome); });
    if (outcome.state == State::waiting) throw std::runtime_error("the message was not taken: " + std::string(to_name(message->channel)));
}

}  // namespace

void queue_sending(db::Connection& db, MessageId id, Channel channel) {
    const auto key = std::string(job_name) + " " + std::to_string(id.value);
    ::jobs::cancel(db, key);
    const auto at = channel == Channel::sms ? sms_may_leave(now()) : now();
    ::jobs::enqueue(db, job_name, json::to_text(json::object({{"message", id.value}})), at, key);
}

std::vector<AreaJob> jobs() { return {{job_name, send_queued}}; }

}  // namespace notify
