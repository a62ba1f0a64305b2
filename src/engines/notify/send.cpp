#include "engines/notify/send.h"

#include <stdexcept>

#include "engines/notify/settings.h"
#include "engines/notify/store.h"
#include "foundation/jobs/conclusion.h"
#include "foundation/json/json.h"
#include "foundation/mail/mail.h"
#include "foundation/mailbox/mailbox.h"
#include "foundation/sms/sms.h"

namespace notify {
namespace {

bool has_way_out(const Tenant& tenant, Channel channel) {
    switch (channel) {
        case Channel::email: return tenant.send_mail != nullptr;
        case Channel::sms: return tenant.send_sms != nullptr;
        case Channel::digital_post: return tenant.deliver_digitally != nullptr;
        case Channel::letter: return false;
    }
    return false;
}

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
    if (!has_way_out(tenant, message->channel)) {
        store::set_state(db, id, State::not_configured);
        return std::nullopt;
    }
    // A retry may come in the night.
    if (message->channel == Channel::sms && sms_may_leave(settings(db).sms, now()) > now()) {
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
    if (taken) return {.state = State::sent};
    return {.state = taken.error().fault == Fault::unavailable ? State::waiting : State::refused};
}

store::Outcome send_sms(const Tenant& tenant, const Message& message) {
    const auto taken = tenant.send_sms({.to = message.content.address,
                                        .text = message.content.text,
                                        .id = std::to_string(message.id.value),
                                        .receipt_address = receipt_address(tenant, message.id)});
    if (taken) return {.state = State::sent, .receipt = *taken};
    if (taken.error().fault != Fault::unavailable) return {.state = State::refused};
    return {.state = taken.error().text_key == sms::not_taken ? State::waiting : State::unknown};
}

/// The document first: a file that is gone is a broken machine, and seen before anything leaves.
store::Outcome deliver_digitally(const Tenant& tenant, const Message& message) {
    const auto& content = message.content;
    const auto& enclosed = content.enclosed;
    auto document = enclosed.hash.empty() ? Result<std::string>("") : tenant.files.read(enclosed.hash, enclosed.digest);
    if (!document) throw std::runtime_error("the document of a digital letter is gone");
    const auto taken = tenant.deliver_digitally({.id = std::to_string(message.id.value),
                                                 .personal_number = content.address,
                                                 .subject = content.subject,
                                                 .text = content.text,
                                                 .language = std::string(to_code(content.language)),
                                                 .document_name = enclosed.name,
                                                 .document = std::move(*document)});
    if (taken) return {.state = State::sent};
    return {.state = taken.error().fault == Fault::unavailable ? State::waiting : State::refused};
}

store::Outcome send(const Tenant& tenant, const Message& message) {
    switch (message.channel) {
        case Channel::email: return send_mail(tenant, message);
        case Channel::sms: return send_sms(tenant, message);
        case Channel::digital_post: return deliver_digitally(tenant, message);
        case Channel::letter: break;
    }
    throw std::logic_error("a message that nothing sends");
}

void send_queued(Tenant& tenant, const ::jobs::Job& job) {
    const auto payload = json::parse(job.payload);
    if (!payload) throw std::logic_error("a sending that cannot be read");
    const MessageId id{(*payload)["message"].integer()};
    const auto message = tenant.db.write([&](db::Connection& db) { return begun(db, tenant, id); });
    if (!message) return;
    const auto outcome = send(tenant, *message);
    ::jobs::conclude([message = *message, outcome](db::Connection& db) {
        auto priced = outcome;
        if (outcome.state == State::sent) priced.cost_ore = price_of(settings(db).prices, message);
        store::set_outcome(db, message, priced);
    });
    if (outcome.state == State::waiting) throw std::runtime_error("the message was not taken: " + std::string(to_name(message->channel)));
}

/// What could not leave while there was no way out, once there is one.
void send_configured(Tenant& tenant, const ::jobs::Job&) {
    tenant.db.write([&](db::Connection& db) {
        for (const auto& [id, channel] : store::not_configured(db))
            if (has_way_out(tenant, channel)) {
                store::set_state(db, id, State::waiting);
                queue_sending(db, id, channel);
            }
    });
}

}  // namespace

void queue_sending(db::Connection& db, MessageId id, Channel channel) {
    const auto key = std::string(job_name) + " " + std::to_string(id.value);
    ::jobs::cancel(db, key);
    const auto at = channel == Channel::sms ? sms_may_leave(settings(db).sms, now()) : now();
    ::jobs::enqueue(db, job_name, json::to_text(json::object({{"message", id.value}})), at, key);
}

std::vector<AreaJob> jobs() { return {{job_name, send_queued}, {"notify.send_configured", send_configured, "15 min"}}; }

}  // namespace notify
