#include "engines/contacts/mail.h"

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <stdexcept>

#include "engines/contacts/replies.h"
#include "engines/contacts/threads.h"
#include "foundation/base/unicode.h"
#include "foundation/crypto/crypto.h"
#include "foundation/jobs/apart.h"
#include "foundation/log/log.h"
#include "foundation/mail/mail.h"
#include "foundation/mail_in/imap.h"
#include "foundation/mail_in/message.h"
#include "foundation/mail_in/vouched.h"

namespace contacts {
namespace {

constexpr std::int64_t most_at_once = 100, megabyte = 1LL << 20;
/// So often a letter may fail to come in its time before those behind it go on without it.
constexpr std::int64_t most_tries = 3;
constexpr std::size_t longest_line = 200, longest_words = 50'000;  // characters

/// In a file while the store looks at it.
class OnDisk {
public:
    explicit OnDisk(const std::string& bytes) {
        std::string name = std::filesystem::temp_directory_path() / "torg-mail-XXXXXX";
        const int file = ::mkstemp(name.data());
        if (file < 0) throw std::runtime_error("contacts: no temporary file for a letter");
        ::close(file);
        path = name;
        if (!(std::ofstream(path, std::ios::binary) << bytes).flush()) throw std::runtime_error("contacts: a letter cannot be written");
    }
    ~OnDisk() {
        std::error_code ignored;
        std::filesystem::remove(path, ignored);
    }
    OnDisk(const OnDisk&) = delete;
    OnDisk& operator=(const OnDisk&) = delete;
    std::filesystem::path path;
};

/// What became of one letter; `words` of ours go below those of the sender.
struct Letter {
    Incoming incoming{};
    std::vector<std::string> answers{};
    std::vector<std::string> words{};
    bool is_report = false;
};

class Taking {
public:
    Taking(Tenant& tenant, const mail_in::Box& box)
        : tenant_(tenant), box_(box), text_(tenant.texts, "contacts", Language::sv), largest_(box.largest_mb * megabyte) {}

    /// unavailable when it cannot be looked at now: it is fetched again.
    Result<Letter> letter(mail_in::Session& session, std::int64_t validity, const mail_in::Waiting& waiting) {
        Letter letter{.incoming = {.channel = Channel::email, .outside = outside(validity, waiting)}};
        if (waiting.bytes > largest_) return too_large(std::move(letter), waiting.bytes);
        const auto raw = session.fetch(waiting);
        if (!raw && raw.error().fault == Fault::too_large) return too_large(std::move(letter), largest_);
        if (!raw) return tl::unexpected(raw.error());
        const auto message = mail_in::read(*raw);
        if (message) read(letter, *message, *raw);
        else letter.words.push_back(text_("mail_too_many_parts"));
        letter.incoming.is_automatic = !message || message->is_automatic;
        TRY(keep(letter, *raw, message ? message->attachments : std::vector<mail_in::Attachment>()));
        return with_words(std::move(letter));
    }

    /// One that the server did not give in its time, again and again.
    Letter too_slow(std::int64_t validity, const mail_in::Waiting& waiting) const {
        Letter letter{.incoming = {.channel = Channel::email, .outside = outside(validity, waiting)}};
        letter.words.push_back(text_("mail_too_slow", text_.file_size(waiting.bytes), box_.folder));
        letter.incoming.is_automatic = true;
        return with_words(std::move(letter));
    }

private:
    std::string outside(std::int64_t validity, const mail_in::Waiting& waiting) const {
        return "mail:" + std::to_string(validity) + ":" + std::to_string(waiting.uid) + ":" + box_.name();
    }
    Letter too_large(Letter letter, std::int64_t bytes) const {
        letter.words.push_back(text_("mail_too_large", text_.file_size(bytes), box_.folder));
        letter.incoming.is_automatic = true;
        return with_words(std::move(letter));
    }
    static Letter with_words(Letter letter) {
        auto& all = letter.incoming.said.words;
        for (const auto& words : letter.words) all += (all.empty() ? "" : "\n\n") + words;
        return letter;
    }
    void read(Letter& letter, const mail_in::Message& message, const std::string& raw) {
        const auto id = message.id.empty() ? crypto::sha256_hex(raw) : message.id;
        letter.incoming.outside = mail_name(id);
        letter.incoming.said = {.name = first_characters(message.from_name, longest_line),
                                .email = first_characters(message.from_address, longest_line),
                                .heading = first_characters(message.subject, longest_line),
                                .words = first_characters(message.text, longest_words)};
        letter.incoming.is_unproven =
            !box_.vouched_by.empty() &&
            !(message.has_one_sender && mail_in::is_vouched_for(message.vouching, box_.vouched_by, message.from_address));
        answer_where_asked(letter, message);
        if (letter.incoming.is_unproven && !message.is_automatic) letter.words.push_back(text_("mail_unproven"));
        if (message.is_cut || letter.incoming.said.words.size() < message.text.size()) letter.words.push_back(text_("mail_is_cut"));
        if (message.is_automatic) letter.words.push_back(text_(message.is_report ? "mail_is_report" : "mail_is_automatic"));
        letter.answers = message.answers;
        letter.is_report = message.is_report;
    }

    /// Whom we answer is who it is: the address in Reply-To takes the place of the sender's, also when the same person is looked for, so
    /// that nobody gets answers about another by writing in that one's name (docs/decisions/017). Staff are told of both.
    void answer_where_asked(Letter& letter, const mail_in::Message& message) const {
        auto& said = letter.incoming.said;
        const bool is_ours = lower(message.reply_to) == lower(tenant_.email) || lower(message.reply_to) == lower(box_.user);
        if (message.is_automatic || is_ours || !mail::is_address(message.reply_to)) return;
        letter.words.push_back(text_("mail_reply_to", message.reply_to, said.email));
        said.email = first_characters(message.reply_to, longest_line);
        // The server vouches for the sender's address, and not for this one.
        letter.incoming.is_unproven = !box_.vouched_by.empty();
    }

    Result<void> keep(Letter& letter, const std::string& raw, const std::vector<mail_in::Attachment>& attachments) {
        if (raw.empty()) return {};
        const auto whole = TRY(kept(raw, {.max_size = largest_ + megabyte, .active = files::Active::mark}));
        if (!whole) {  // nothing of a letter with a virus
            letter.incoming.said.words.clear();
            letter.words = {text_("mail_is_infected")};
            return {};
        }
        add(letter, *whole, text_("mail_original") + ".eml", "message/rfc822");
        for (const auto& attachment : attachments) {
            const auto name = attachment.name.empty() ? text_("mail_attachment") : attachment.name;
            const auto file = TRY(kept(attachment.bytes, {.max_size = largest_}));
            if (file) add(letter, *file, name, file->type);
            else letter.words.push_back(text_("mail_left_out", name));
        }
        return {};
    }
    /// Nothing when it may not come in.
    Result<std::optional<files::Stored>> kept(const std::string& bytes, const files::Limits& limits) const {
        const OnDisk file(bytes);
        auto stored = tenant_.files.keep(file.path, limits);
        if (stored) return std::optional(*std::move(stored));
        if (stored.error().fault == Fault::unavailable) return tl::unexpected(stored.error());
        return std::optional<files::Stored>();
    }
    static void add(Letter& letter, const files::Stored& file, std::string name, std::string type) {
        letter.incoming.originals.push_back(
            {.name = std::move(name), .type = std::move(type), .hash = file.hash, .digest = file.digest, .size = file.size});
    }

    Tenant& tenant_;
    const mail_in::Box& box_;
    Texts text_;
    std::int64_t largest_;
};

struct Read {
    std::int64_t validity = 0, last_uid = 0;
    Timestamp looked_at{};
    std::optional<Timestamp> away_since{};
    std::int64_t tries = 0;  ///< of the letter after the last one
};

std::optional<Read> read_so_far(db::Connection& db, const std::string& name) {
    return db.one(
        [](const db::Row& row) {
            return Read{row.integer("validity"), row.integer("last_uid"), row.as<Timestamp>("looked_at"),
                        row.maybe<Timestamp>("away_since"), row.integer("tries")};
        },
        "SELECT validity, last_uid, looked_at, away_since, tries FROM contacts_mailbox WHERE name = ?", name);
}

/// Also that it has answered.
void write_down(db::Connection& db, const std::string& name, const Read& read) {
    db.execute(
        "INSERT INTO contacts_mailbox(name, validity, last_uid, looked_at) VALUES (?, ?, ?, ?) ON CONFLICT (name) DO UPDATE SET validity = "
        "excluded.validity, last_uid = excluded.last_uid, looked_at = excluded.looked_at, away_since = NULL, tries = 0",
        name, read.validity, read.last_uid, read.looked_at);
}

/// One that has never answered begins where it stands when it does: until then it has no numbers.
void write_down_away(db::Connection& db, const std::string& name) {
    db.execute(
        "INSERT INTO contacts_mailbox(name, validity, last_uid, looked_at, away_since) VALUES (?, 0, 0, ?, ?) ON CONFLICT (name) DO UPDATE "
        "SET looked_at = excluded.looked_at, away_since = COALESCE(contacts_mailbox.away_since, excluded.away_since)",
        name, now(), now());
}

/// It answers, but the next letter did not come.
void write_down_slow(db::Connection& db, const std::string& name) {
    db.execute("UPDATE contacts_mailbox SET looked_at = ?, away_since = NULL, tries = tries + 1 WHERE name = ?", now(), name);
}

void receive(db::Connection& db, const Tenant& tenant, Letter letter) {
    letter.incoming.thread = thread_of_answer(db, letter.answers);
    // Whoever has seen or guessed a reference writes it in a subject: the thread is theirs who are in it already.
    if (const auto named = letter.incoming.thread ? std::nullopt : thread_named(db, letter.incoming.said.heading)) {
        if (!letter.incoming.is_unproven && is_in_thread(db, tenant, *named, letter.incoming.said)) letter.incoming.thread = named;
        else letter.incoming.named_thread = named;
    }
    contacts::receive(db, tenant, letter.incoming);
    if (letter.is_report) note_returned(db, letter.answers);
}

}  // namespace

void look_into(Tenant& tenant, const mail_in::Box& box) {
    const auto name = box.name();
    const auto before = tenant.db.read([&](db::Connection& db) { return read_so_far(db, name); });
    mail_in::Session session(box);
    const auto away = [&] { tenant.db.write([&](db::Connection& db) { write_down_away(db, name); }); };
    const auto standing = session.standing();
    if (!standing) return away();
    if (!before || before->validity == 0) {
        tenant.db.write([&](db::Connection& db) { write_down(db, name, {standing->validity, standing->next - 1, now(), {}}); });
        return;
    }
    // Numbers that mean something else: what came since the day before it last answered is asked for, and what was taken already is known
    // by its name.
    const bool is_same = standing->validity == before->validity;
    const auto last_seen = before->away_since.value_or(before->looked_at);
    auto waiting = is_same ? session.after(before->last_uid, standing->next) : session.since(Date{swedish_date(last_seen).days - 1});
    if (!waiting) return away();
    if (std::ssize(*waiting) > most_at_once) waiting->resize(most_at_once);
    Taking taking(tenant, box);
    auto tries = is_same ? before->tries : 0;
    for (const auto& one : *waiting) {
        auto letter = taking.letter(session, standing->validity, one);
        if (!letter && letter.error().text_key != mail_in::too_slow) return away();
        if (!letter && tries + 1 < most_tries) return tenant.db.write([&](db::Connection& db) { write_down_slow(db, name); });
        if (!letter) letter = taking.too_slow(standing->validity, one);
        tries = 0;
        tenant.db.write([&](db::Connection& db) {
            receive(db, tenant, *letter);
            write_down(db, name, {standing->validity, one.uid, now(), {}});
        });
    }
    if (waiting->empty())
        tenant.db.write([&](db::Connection& db) {
            write_down(db, name, {standing->validity, is_same ? before->last_uid : standing->next - 1, now(), {}});
        });
}

void fetch_mail(Tenant& tenant, const ::jobs::Job&) {
    for (const auto& box : tenant.mailboxes) {
        const auto before = tenant.db.read([&](db::Connection& db) { return read_so_far(db, box->name()); });
        if (before && before->looked_at + (box->minutes * microseconds_a_minute - microseconds_a_minute / 2) > now()) continue;
        ::jobs::done_apart("contacts.fetch_mail", [&] { look_into(tenant, *box); });
    }
}

std::vector<Mailbox> mailboxes(db::Connection& db) {
    return db.all(
        [](const db::Row& row) {
            return Mailbox{row.text("name"), row.integer("last_uid"), row.as<Timestamp>("looked_at"), row.maybe<Timestamp>("away_since")};
        },
        "SELECT * FROM contacts_mailbox ORDER BY name");
}

}  // namespace contacts
