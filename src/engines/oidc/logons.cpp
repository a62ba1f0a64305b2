#include "engines/oidc/logons.h"

#include "engines/identity/keys.h"
#include "engines/identity/sessions.h"

namespace oidc {
namespace {

std::string mac_of(std::string_view secret, std::string_view kind, std::string_view provider, std::string_view value) {
    if (value.empty()) return {};
    return identity::mac(secret, "oidc " + std::string(kind), std::string(provider) + "\n" + std::string(value));
}

std::string seal_key_place(SessionId session) { return "oidc id token " + std::to_string(session.value); }

}  // namespace

void keep_logon(db::Connection& db, std::string_view secret, SessionId session, const Logon& logon, const IdToken& token) {
    const auto sealed = crypto::seal(identity::key_for(secret, "oidc id token"), logon.id_token, seal_key_place(session));
    db.execute(
        "INSERT INTO oidc_logon(session, provider, subject_mac, provider_session_mac, id_token_sealed) VALUES (?, ?, ?, ?, ?) "
        "ON CONFLICT (session) DO UPDATE SET provider_session_mac = excluded.provider_session_mac, id_token_sealed = "
        "excluded.id_token_sealed",
        session, logon.provider, mac_of(secret, "subject", logon.provider, token.subject),
        mac_of(secret, "session", logon.provider, token.provider_session), db::Blob{sealed});
}

std::optional<Logon> logon_of(db::Connection& db, std::string_view secret, SessionId session) {
    auto logon = db.one(
        [](const db::Row& row) {
            return Logon{row.text("provider"), row.text("id_token_sealed")};
        },
        "SELECT provider, id_token_sealed FROM oidc_logon WHERE session = ?", session);
    if (!logon) return std::nullopt;
    logon->id_token = crypto::unseal(identity::key_for(secret, "oidc id token"), logon->id_token, seal_key_place(session)).value_or("");
    return logon;
}

bool is_same_person(db::Connection& db, std::string_view secret, SessionId session, std::string_view provider, std::string_view subject) {
    return db.number("SELECT count(*) AS n FROM oidc_logon WHERE session = ? AND provider = ? AND subject_mac = ?", session, provider,
                     mac_of(secret, "subject", provider, subject)) == 1;
}

std::int64_t end_sessions_of(db::Connection& db, std::string_view secret, std::string_view provider, const Leaver& leaver) {
    const auto subject = mac_of(secret, "subject", provider, leaver.subject);
    const auto provider_session = mac_of(secret, "session", provider, leaver.provider_session);
    // A session of the provider's is the narrower of the two, when both are named.
    const auto sessions = db.all([](const db::Row& row) { return row.as<SessionId>("session"); },
                                 "SELECT session FROM oidc_logon WHERE provider = ? AND (? = '' OR subject_mac = ?) AND "
                                 "(? = '' OR provider_session_mac = ?)",
                                 provider, subject, subject, provider_session, provider_session);
    for (const auto session : sessions) identity::end_session(db, session);
    return static_cast<std::int64_t>(sessions.size());
}

}  // namespace oidc
