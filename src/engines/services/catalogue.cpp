#include "engines/services/catalogue.h"

#include <algorithm>
#include <map>
#include <mutex>

#include "engines/services/embedded.h"
#include "foundation/crypto/crypto.h"

namespace services {
namespace {

using Parsed = std::shared_ptr<const Service>;

std::mutex parsed_mutex;
std::map<std::string, Parsed, std::less<>> parsed_by_hash;  // a text never changes under its hash, so nothing here grows old

constexpr std::size_t most_parsed = 5000;

Parsed remembered(const std::string& hash) {
    const std::lock_guard lock(parsed_mutex);
    const auto found = parsed_by_hash.find(hash);
    return found == parsed_by_hash.end() ? nullptr : found->second;
}

/// Null when this program can no longer read the text.
Parsed parsed(const std::string& hash, std::string_view yaml) {
    if (auto known = remembered(hash)) return known;
    auto service = parse_service(yaml);
    if (!service) return nullptr;
    auto kept = std::make_shared<const Service>(std::move(*service));
    const std::lock_guard lock(parsed_mutex);
    if (parsed_by_hash.size() >= most_parsed) parsed_by_hash.clear();
    return parsed_by_hash.insert_or_assign(hash, std::move(kept)).first->second;
}

struct Key {
    std::string id;
    int version;
    std::string hash;
};

Key read_key(const db::Row& row) { return {row.text("id"), static_cast<int>(row.integer("version")), row.text("hash")}; }

Parsed of_key(db::Connection& connection, const Key& key) {
    if (auto known = remembered(key.hash)) return known;
    const auto yaml = connection.one([](const db::Row& row) { return row.text("yaml"); },
                                     "SELECT yaml FROM services_definition WHERE id = ? AND version = ?", key.id, key.version);
    return yaml ? parsed(key.hash, *yaml) : nullptr;
}

Definition read_definition(const db::Row& row) {
    return {row.text("id"),
            static_cast<int>(row.integer("version")),
            from_name<DefinitionState>(row.text("state")).value_or(DefinitionState::draft),
            row.text("yaml"),
            row.text("hash"),
            row.maybe<Timestamp>("published_at")};
}

}  // namespace

Result<void> put(db::Connection& connection, std::string_view yaml) {
    const auto hash = crypto::sha256_hex(yaml);
    const auto service = parsed(hash, yaml);
    if (!service) return failure(Fault::invalid);
    const auto before = definition(connection, service->id, service->version);
    if (before && before->hash == hash) return {};
    if (before && before->state != DefinitionState::draft) return failure(Fault::conflict, "error_published_is_fixed");
    connection.execute(
        "INSERT INTO services_definition (id, version, state, yaml, hash) VALUES (?, ?, 'draft', ?, ?) "
        "ON CONFLICT (id, version) DO UPDATE SET yaml = excluded.yaml, hash = excluded.hash",
        service->id, service->version, yaml, hash);
    return {};
}

Result<void> publish(db::Connection& connection, std::string_view id, int version) {
    const auto found = TRY(definition(connection, id, version));
    if (found.state == DefinitionState::published) return {};
    if (found.state == DefinitionState::retired) return failure(Fault::conflict, "error_retired");
    connection.execute("UPDATE services_definition SET state = 'published', published_at = ? WHERE id = ? AND version = ?", now(), id,
                       version);
    return {};
}

Result<void> retire(db::Connection& connection, std::string_view id) {
    if (connection.execute("UPDATE services_definition SET state = 'retired' WHERE id = ? AND state = 'published'", id) == 0)
        return failure(Fault::not_found);
    return {};
}

std::vector<Definition> definitions(db::Connection& connection) {
    return connection.all(read_definition,
                          "SELECT id, version, state, '' AS yaml, hash, published_at FROM services_definition ORDER BY id, version");
}

Result<Definition> definition(db::Connection& connection, std::string_view id, int version) {
    auto found = connection.one(read_definition,
                                "SELECT id, version, state, yaml, hash, published_at FROM services_definition WHERE id = ? AND version = ?",
                                id, version);
    if (!found) return failure(Fault::not_found);
    return std::move(*found);
}

std::shared_ptr<const Service> find(db::Connection& connection, std::string_view id, int version) {
    const auto key =
        connection.one(read_key, "SELECT id, version, hash FROM services_definition WHERE id = ? AND version = ?", id, version);
    return key ? of_key(connection, *key) : nullptr;
}

std::shared_ptr<const Service> newest_published(db::Connection& connection, std::string_view id) {
    const auto key = connection.one(
        read_key, "SELECT id, version, hash FROM services_definition WHERE id = ? AND state = 'published' ORDER BY version DESC LIMIT 1",
        id);
    return key ? of_key(connection, *key) : nullptr;
}

std::vector<std::shared_ptr<const Service>> published(db::Connection& connection) {
    const auto keys =
        connection.all(read_key,
                       "SELECT d.id, d.version, d.hash FROM services_definition d WHERE d.state = 'published' AND d.version = "
                       "(SELECT MAX(n.version) FROM services_definition n WHERE n.id = d.id AND n.state = 'published') ORDER BY d.id");
    std::vector<Parsed> all;
    for (const auto& key : keys)
        if (auto service = of_key(connection, key)) all.push_back(std::move(service));
    return all;
}

static Parsed carried_in(const EmbeddedFile& file) {
    auto service = parsed(crypto::sha256_hex(file.content), file.content);
    if (!service) throw std::logic_error("the program carries a service that it cannot read: " + std::string(file.name));
    return service;
}

std::vector<Parsed> carried() {
    std::vector<Parsed> all;
    for (const auto& file : carried_services()) all.push_back(carried_in(file));
    std::ranges::sort(all, {}, [](const Parsed& one) { return one->id; });
    return all;
}

Result<void> take_carried(db::Connection& connection, std::string_view id) {
    for (const auto& file : carried_services()) {
        const auto service = carried_in(file);
        if (service->id != id) continue;
        if (definition(connection, service->id, service->version)) return {};
        return put(connection, file.content);
    }
    return failure(Fault::not_found);
}

int publish_carried(db::Connection& connection) {
    int count = 0;
    for (const auto& file : carried_services()) {
        const auto service = carried_in(file);
        if (definition(connection, service->id, service->version)) continue;
        if (put(connection, file.content) && publish(connection, service->id, service->version)) ++count;
    }
    return count;
}

std::vector<EmbeddedFile> carried_services() { return embedded::services(); }
std::vector<EmbeddedFile> carried_flows() { return embedded::flows(); }

std::optional<std::string_view> carried_flow(std::string_view id) {
    for (const auto& file : carried_flows())
        if (file.name == std::string(id) + ".yaml") return file.content;
    return std::nullopt;
}

}  // namespace services
