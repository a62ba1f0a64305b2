#include "engines/notify/store.h"

#include <algorithm>

#include "engines/identity/roles.h"
#include "foundation/json/json.h"

namespace notify::store {
namespace {

std::string as_text(const Content& content) {
    return json::to_text(json::object(
        {{"name", content.name},
         {"address", content.address},
         {"subject", content.subject},
         {"text", content.text},
         {"language", to_code(content.language)},
         {"answers", content.answers},
         {"enclosed",
          json::object({{"hash", content.enclosed.hash}, {"digest", content.enclosed.digest}, {"name", content.enclosed.name}})}}));
}

Content content_from(std::string_view text) {
    const auto value = json::parse(text);
    if (!value) return {};
    const auto& enclosed = (*value)["enclosed"];
    return {.name = (*value)["name"].text(),
            .address = (*value)["address"].text(),
            .subject = (*value)["subject"].text(),
            .text = (*value)["text"].text(),
            .language = language_from((*value)["language"].text()).value_or(Language::sv),
            .enclosed = {enclosed["hash"].text(), enclosed["digest"].text(), enclosed["name"].text()},
            .answers = (*value)["answers"].text()};
}

constexpr std::string_view columns =
    "id, case_id, case_number, unit, key, party, occasion, channel, state, attempts, receipt, cost_ore, created_at, sent_at, delivered_at, "
    "bundle";

Message message_from(const db::Row& row) {
    return {.id = row.as<MessageId>("id"),
            .about = {row.as<CaseId>("case_id"), row.text("case_number"), row.as<UnitId>("unit"), row.as<KeyId>("key")},
            .party = row.integer("party"),
            .occasion = row.text("occasion"),
            .channel = from_name<Channel>(row.text("channel")).value(),
            .state = from_name<State>(row.text("state")).value(),
            .attempts = static_cast<int>(row.integer("attempts")),
            .receipt = row.text("receipt"),
            .cost_ore = row.integer("cost_ore"),
            .created_at = row.as<Timestamp>("created_at"),
            .sent_at = row.maybe<Timestamp>("sent_at"),
            .delivered_at = row.maybe<Timestamp>("delivered_at"),
            .bundle = row.maybe<BundleId>("bundle")};
}

struct Sealed {
    Message message;
    std::string content;
};
Sealed sealed_from(const db::Row& row) { return {message_from(row), row.text("sealed_content")}; }

Message opened(db::Connection& db, const Tenant& tenant, Sealed sealed) {
    const auto text = privacy::unseal_text(db, tenant.secret, sealed.message.about.key, sealed.content);
    if (text) sealed.message.content = content_from(*text);
    return std::move(sealed.message);
}

std::string selecting(std::string_view what, std::string_view rest) {
    return "SELECT " + std::string(what) + " FROM notify_message " + std::string(rest);
}

/// Asked for twice each: "" for all.
std::string of_filter() {
    return "WHERE " + identity::in_units_of("unit") +
           "AND (? = '' OR state = ?) AND (? = '' OR channel = ?) AND (? = '' OR occasion = ?) AND created_at >= ? AND created_at < ?";
}
struct Asked {
    std::string state, channel;
    Timestamp from, until;
};
Asked asked(const Filter& filter) {
    return {.state = filter.state ? std::string(to_name(*filter.state)) : "",
            .channel = filter.channel ? std::string(to_name(*filter.channel)) : "",
            .from = filter.from ? swedish_time(*filter.from, 0) : Timestamp{0},
            .until = filter.until ? swedish_time(Date{filter.until->days + 1}, 0) : Timestamp{INT64_MAX}};
}

std::string in_units_of_both() { return identity::in_units_of("unit") + "AND " + identity::in_units_of("unit"); }

std::string waiting_letters() { return "channel = 'letter' AND state = 'waiting' AND " + in_units_of_both(); }

const std::string with_content = std::string(columns) + ", sealed_content";

}  // namespace

void insert(db::Connection& db, const Tenant& tenant, const Message& message) {
    db.execute(
        "INSERT INTO notify_message(id, case_id, case_number, unit, key, party, occasion, channel, sealed_content, state, created_at, "
        "changed_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        message.id, message.about.id, message.about.number, message.about.unit, message.about.key, message.party, message.occasion,
        to_name(message.channel), db::Blob{privacy::seal_text(db, tenant.secret, message.about.key, as_text(message.content))},
        to_name(message.state), message.created_at, message.created_at);
}

bool exists(db::Connection& db, MessageId id) { return db.number("SELECT COUNT(*) AS n FROM notify_message WHERE id = ?", id) > 0; }

std::optional<Message> find(db::Connection& db, const Tenant& tenant, MessageId id) {
    auto found = db.one(sealed_from, selecting(with_content, "WHERE id = ?"), id);
    if (!found) return std::nullopt;
    return opened(db, tenant, std::move(*found));
}

std::vector<Message> of_case(db::Connection& db, const Tenant& tenant, CaseId id) {
    std::vector<Message> all;
    for (auto& each : db.all(sealed_from, selecting(with_content, "WHERE case_id = ? ORDER BY id DESC"), id))
        all.push_back(opened(db, tenant, std::move(each)));
    return all;
}

std::vector<Message> list(db::Connection& db, AccountId account, Permission right, const Filter& filter, const Page& page) {
    const auto [state, channel, from, until] = asked(filter);
    const auto before = page.before.value_or(MessageId{INT64_MAX});
    return db.all(message_from, selecting(columns, of_filter() + " AND id < ? ORDER BY id DESC LIMIT ?"), account, right.name, now(), state,
                  state, channel, channel, filter.occasion, filter.occasion, from, until, before, page.limit);
}

Sum sum(db::Connection& db, AccountId account, Permission right, const Filter& filter) {
    const auto [state, channel, from, until] = asked(filter);
    const auto read = [](const db::Row& row) { return Sum{row.integer("messages"), row.integer("cost")}; };
    return db
        .one(read, selecting("COUNT(*) AS messages, COALESCE(SUM(cost_ore), 0) AS cost", of_filter()), account, right.name, now(), state,
             state, channel, channel, filter.occasion, filter.occasion, from, until)
        .value();
}

std::vector<MessageId> not_configured(db::Connection& db, Channel channel, int most) {
    return db.all([](const db::Row& row) { return row.as<MessageId>("id"); },
                  "SELECT id FROM notify_message WHERE state = 'not_configured' AND channel = ? ORDER BY id LIMIT ?", to_name(channel),
                  most);
}

void set_sending(db::Connection& db, MessageId id) {
    db.execute("UPDATE notify_message SET state = 'sending', attempts = attempts + 1, changed_at = ? WHERE id = ?", now(), id);
}

void set_outcome(db::Connection& db, const Message& attempted, const Outcome& outcome) {
    const auto sent_at = outcome.state == State::sent ? std::optional(now()) : std::nullopt;
    db.execute(
        "UPDATE notify_message SET state = ?, receipt = ?, cost_ore = cost_ore + ?, sent_at = ?, changed_at = ? "
        "WHERE id = ? AND attempts = ? AND state IN ('sending', 'unknown')",
        to_name(outcome.state), outcome.receipt, outcome.cost_ore, sent_at, now(), attempted.id, attempted.attempts);
}

void set_state(db::Connection& db, MessageId id, State state) {
    db.execute("UPDATE notify_message SET state = ?, changed_at = ? WHERE id = ?", to_name(state), now(), id);
}

bool set_state_from(db::Connection& db, MessageId id, const std::vector<State>& from, State to) {
    const auto found =
        db.one([](const db::Row& row) { return from_name<State>(row.text("state")); }, "SELECT state FROM notify_message WHERE id = ?", id);
    if (!found || std::ranges::find(from, **found) == from.end()) return false;
    set_state(db, id, to);
    return true;
}

void set_delivered(db::Connection& db, MessageId id) {
    db.execute(
        "UPDATE notify_message SET state = 'delivered', sent_at = COALESCE(sent_at, ?), delivered_at = ?, changed_at = ? WHERE id = ?",
        now(), now(), now(), id);
}

void set_content(db::Connection& db, const Tenant& tenant, const Message& message, const Content& content) {
    db.execute("UPDATE notify_message SET sealed_content = ?, changed_at = ? WHERE id = ?",
               db::Blob{privacy::seal_text(db, tenant.secret, message.about.key, as_text(content))}, now(), message.id);
}

void settle_waiting(db::Connection& db) {
    db.execute(
        "UPDATE notify_message SET state = 'sent', attempts = 1, sent_at = created_at "
        "WHERE state IN ('waiting', 'not_configured', 'needs_address')");
}

std::int64_t letters_waiting(db::Connection& db, AccountId account, const LetterRights& rights) {
    return db.number("SELECT COUNT(*) AS n FROM notify_message WHERE " + waiting_letters(), account, rights.read.name, now(), account,
                     rights.print.name, now());
}

std::int64_t take_letters(db::Connection& db, AccountId account, const LetterRights& rights, BundleId bundle, std::int64_t cost_ore,
                          int most) {
    // The state is asked for outside too: on PostgreSQL another may have taken the row since the inner question was answered.
    return db.execute(
        "UPDATE notify_message SET state = 'sent', bundle = ?, attempts = 1, cost_ore = ?, sent_at = ?, changed_at = ? "
        "WHERE state = 'waiting' AND id IN (SELECT id FROM notify_message WHERE " +
            waiting_letters() + "ORDER BY id LIMIT ?)",
        bundle, cost_ore, now(), now(), account, rights.read.name, now(), account, rights.print.name, now(), most);
}

std::vector<Message> letters_of(db::Connection& db, const Tenant& tenant, AccountId account, const LetterRights& rights, BundleId bundle) {
    std::vector<Message> all;
    for (auto& each : db.all(sealed_from, selecting(with_content, "WHERE bundle = ? AND " + in_units_of_both() + "ORDER BY id"), bundle,
                             account, rights.read.name, now(), account, rights.print.name, now()))
        all.push_back(opened(db, tenant, std::move(each)));
    return all;
}

std::vector<Bundle> bundles(db::Connection& db, AccountId account, const LetterRights& rights, int most) {
    return db.all(
        [](const db::Row& row) {
            return Bundle{row.as<BundleId>("bundle"), row.as<Timestamp>("printed_at"), row.integer("letters")};
        },
        "SELECT bundle, MAX(sent_at) AS printed_at, COUNT(*) AS letters FROM notify_message WHERE bundle IS NOT NULL AND " +
            in_units_of_both() + "GROUP BY bundle ORDER BY bundle DESC LIMIT ?",
        account, rights.read.name, now(), account, rights.print.name, now(), most);
}

namespace {

struct Setting {
    std::string_view name;
    std::int64_t& (*value)(Settings&);
};
constexpr Setting numbers[] = {
    {"sms_from", [](Settings& s) -> std::int64_t& { return s.sms.from; }},
    {"sms_until", [](Settings& s) -> std::int64_t& { return s.sms.until; }},
    {"price_email", [](Settings& s) -> std::int64_t& { return s.prices.email; }},
    {"price_sms", [](Settings& s) -> std::int64_t& { return s.prices.sms; }},
    {"price_digital_post", [](Settings& s) -> std::int64_t& { return s.prices.digital_post; }},
    {"price_letter", [](Settings& s) -> std::int64_t& { return s.prices.letter; }},
};
constexpr std::string_view all_days = "sms_all_days";

Words words_from(const db::Row& row) { return {row.text("subject"), row.text("text"), row.text("sms")}; }

}  // namespace

Settings settings(db::Connection& db) {
    Settings found;
    db.each(
        [&](const db::Row& row) {
            const auto name = row.text("name");
            for (const auto& number : numbers)
                if (number.name == name) number.value(found) = row.integer("value");
            if (name == all_days && row.integer("value") == 1) found.sms.days = SmsDays::all_days;
        },
        "SELECT name, value FROM notify_setting", {});
    return found;
}

void save(db::Connection& db, const Settings& changed) {
    const auto put = [&](std::string_view name, std::int64_t value) {
        db.execute("INSERT INTO notify_setting(name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value", name,
                   value);
    };
    auto values = changed;
    for (const auto& number : numbers) put(number.name, number.value(values));
    put(all_days, changed.sms.days == SmsDays::all_days ? 1 : 0);
}

std::optional<Words> own_words(db::Connection& db, std::string_view occasion, Language language) {
    return db.one(words_from, "SELECT subject, text, sms FROM notify_words WHERE occasion = ? AND language = ?", occasion,
                  to_code(language));
}

void save_own_words(db::Connection& db, std::string_view occasion, Language language, const Words& words) {
    db.execute(
        "INSERT INTO notify_words(occasion, language, subject, text, sms) VALUES (?, ?, ?, ?, ?) ON CONFLICT (occasion, language) "
        "DO UPDATE SET subject = excluded.subject, text = excluded.text, sms = excluded.sms",
        occasion, to_code(language), words.subject, words.text, words.sms);
}

void remove_own_words(db::Connection& db, std::string_view occasion, Language language) {
    db.execute("DELETE FROM notify_words WHERE occasion = ? AND language = ?", occasion, to_code(language));
}

std::vector<std::pair<std::string, Language>> all_own_words(db::Connection& db) {
    return db.all([](const db::Row& row) { return std::pair(row.text("occasion"), language_from(row.text("language")).value()); },
                  "SELECT occasion, language FROM notify_words ORDER BY occasion, language");
}

}  // namespace notify::store
