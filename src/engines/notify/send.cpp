#include "engines/notify/send.h"

#include <stdexcept>

#include "engines/notify/settings.h"
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
std::optional<Message> begun(db::Connection& db, const Tenant& tenant, MessageId id, int round) {
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
        queue_sending(db, id, message->channel, round);
        return std::nullopt;
    }
    store::set_sending(db, id);
    ++message->attempts;
    return message;
}

store::Outcome send_mail(const Tenant& tenant, const Message& message) {
    const auto& content = message.content;
    const auto taken = tenant.send_mail({.to = content.address,
                                         .subject = content.subject,
                                         .text = content.text,
                                         .id = std::to_string(message.id.value),
                                         .answers = content.answers,
                                         .writer = message.occasion == contact_answered ? mail::Writer::person : mail::Writer::machine});
    if (taken) return {.state = State::sent};
    return {.state = taken.error().fault == Fault::unavailable ? State::waiting : State::refused};
}

std::string id_at_gateway(MessageId id, int round) { return std::to_string(id.value) + (round == 0 ? "" : "-" + std::to_string(round)); }

store::Outcome send_sms(const Tenant& tenant, const Message& message, int round) {
    const auto taken = tenant.send_sms({.to = message.content.address,
                                        .text = message.content.text,
                                        .id = id_at_gateway(message.id, round),
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

store::Outcome send(const Tenant& tenant, const Message& message, int round) {
    switch (message.channel) {
        case Channel::email: return send_mail(tenant, message);
        case Channel::sms: return send_sms(tenant, message, round);
        case Channel::digital_post: return deliver_digitally(tenant, message);
        case Channel::letter: break;
    }
    throw std::logic_error("a message that nothing sends");
}

/// Instead of what was concluded before.
void conclude(const Message& message, const store::Outcome& outcome) {
    ::jobs::conclude([message, outcome](db::Connection& db) { record_outcome(db, message, outcome); });
}

void send_queued(Tenant& tenant, const ::jobs::Job& job) {
    const auto payload = json::parse(job.payload);
    if (!payload) throw std::logic_error("a sending that cannot be read");
    const MessageId id{(*payload)["message"].integer()};
    const auto round = static_cast<int>((*payload)["round"].integer());
    const auto message = tenant.db.write([&](db::Connection& db) { return begun(db, tenant, id, round); });
    if (!message) return;
    // Should sending throw. A text message may have left even then: it stays as it is, and becomes unknown.
    if (message->channel != Channel::sms) conclude(*message, {.state = State::waiting});
    const auto outcome = send(tenant, *message, round);
    conclude(*message, outcome);
    if (outcome.state == State::waiting) throw std::runtime_error("the message was not taken: " + std::string(to_name(message->channel)));
}

constexpr int most_at_once = 500;

void send_configured(Tenant& tenant, Channel channel) {
    const auto waiting = tenant.db.read([&](db::Connection& db) { return store::not_configured(db, channel, most_at_once); });
    if (waiting.empty()) return;
    tenant.db.write([&](db::Connection& db) {
        for (const auto id : waiting)
            if (store::set_state_from(db, id, {State::not_configured}, State::waiting)) queue_sending(db, id, channel);
    });
}

/// What could not leave while there was no way out, once there is one; what is more than that waits for the next time.
void send_configured(Tenant& tenant, const ::jobs::Job&) {
    for (const auto& [channel, name] : names_of<Channel>)
        if (has_way_out(tenant, channel)) send_configured(tenant, channel);
}

}  // namespace

void record_outcome(db::Connection& db, const Message& attempted, store::Outcome outcome) {
    if (outcome.state == State::sent) outcome.cost_ore = price_of(settings(db).prices, attempted);
    store::set_outcome(db, attempted, outcome);
}

void queue_sending(db::Connection& db, MessageId id, Channel channel, int round) {
    const auto key = std::string(job_name) + " " + std::to_string(id.value);
    ::jobs::cancel(db, key);
    const auto at = channel == Channel::sms ? sms_may_leave(settings(db).sms, now()) : now();
    ::jobs::enqueue(db, job_name, json::to_text(json::object({{"message", id.value}, {"round", round}})), at, key);
}

std::vector<AreaJob> jobs() { return {{job_name, send_queued}, {"notify.send_configured", send_configured, "15 min"}}; }

}  // namespace notify
