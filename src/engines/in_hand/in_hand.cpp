#include "engines/in_hand/in_hand.h"

#include <algorithm>

#include "engines/identity/keys.h"
#include "engines/identity/sessions.h"
#include "foundation/json/json.h"

namespace in_hand {

static constexpr std::size_t most = 20;

static std::string_view name_of(Kind kind) { return kind == Kind::draft ? "drafts" : "opened_cases"; }

static json::Value data_of(db::Connection& db, const Visitor& visitor) {
    auto data = json::parse(identity::session_data(db, visitor.session));
    return data ? std::move(*data) : json::object();
}

std::vector<std::int64_t> all(db::Connection& db, const Visitor& visitor, Kind kind) {
    std::vector<std::int64_t> ids;
    if (visitor.session == SessionId{}) return ids;
    const auto data = data_of(db, visitor);
    for (const auto& id : data[name_of(kind)].items()) ids.push_back(id.integer());
    return ids;
}

bool has(db::Connection& db, const Visitor& visitor, Kind kind, std::int64_t id) {
    const auto ids = all(db, visitor, kind);
    return std::find(ids.begin(), ids.end(), id) != ids.end();
}

void add(db::Connection& db, const Visitor& visitor, Kind kind, std::int64_t id) {
    auto ids = all(db, visitor, kind);
    std::erase(ids, id);
    ids.push_back(id);
    if (ids.size() > most) ids.erase(ids.begin());
    auto data = data_of(db, visitor);
    data.set(name_of(kind), json::array(ids, [](std::int64_t one) { return json::Value(one); }));
    identity::set_session_data(db, visitor.session, json::to_text(data));
}

static constexpr std::string_view searched = "searched", tells = "tells";

static crypto::Key key_of_words(std::string_view secret) { return identity::key_for(secret, searched); }

std::string searched_words(db::Connection& db, std::string_view secret, const Visitor& visitor) {
    if (visitor.session == SessionId{}) return {};
    const auto sealed = crypto::from_base64(data_of(db, visitor)[searched].text());
    if (!sealed || sealed->empty()) return {};
    return crypto::unseal(key_of_words(secret), *sealed, std::to_string(visitor.session.value)).value_or(std::string{});
}

void keep_searched_words(db::Connection& db, std::string_view secret, const Visitor& visitor, std::string_view words) {
    if (visitor.session == SessionId{}) return;
    auto data = data_of(db, visitor);
    data.set(searched, crypto::base64(crypto::seal(key_of_words(secret), words, std::to_string(visitor.session.value))));
    identity::set_session_data(db, visitor.session, json::to_text(data));
}

std::string to_tell(db::Connection& db, const Visitor& visitor) {
    return visitor.session == SessionId{} ? "" : data_of(db, visitor)[tells].text();
}

void keep_to_tell(db::Connection& db, const Visitor& visitor, std::string_view key) {
    if (visitor.session == SessionId{}) return;
    auto data = data_of(db, visitor);
    data.set(tells, key);
    identity::set_session_data(db, visitor.session, json::to_text(data));
}

}  // namespace in_hand
