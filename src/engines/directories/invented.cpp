#include "engines/directories/invented.h"

#include "engines/forms/normal.h"
#include "foundation/base/unicode.h"

namespace directories {

/// The same for the same person, place or property, however it is written.
static std::string key_of(const Inquiry& inquiry, std::string_view municipality) {
    const auto& asks = inquiry.asks;
    if (asks.has("property")) return "property " + forms::comparable_property(asks["property"].text(), municipality);
    if (const auto& address = asks["address"]; address.is_object())
        return "address " + forms::comparable(forms::Address{address["street"].text(), address["postcode"].text(), address["town"].text()});
    return lower(json::to_text(asks));
}

void put_invented(db::Connection& db, std::string_view municipality, const InventedRecord& made) {
    db.execute("INSERT INTO directories_invented(directory, key, record) VALUES (?, ?, ?) ON CONFLICT (directory, key) DO NOTHING",
               to_name(made.of.directory), key_of(made.of, municipality), json::to_text(made.record));
}

std::shared_ptr<const Sources> invented_sources(db::Database& database, std::string_view municipality) {
    const Source source = [&database, name = std::string(municipality)](const Inquiry& inquiry) -> Reply {
        const auto record = database.read([&](db::Connection& db) {
            return db.one([](const db::Row& row) { return row.text("record"); },
                          "SELECT record FROM directories_invented WHERE directory = ? AND key = ?", to_name(inquiry.directory),
                          key_of(inquiry, name));
        });
        if (!record) return {.outcome = Outcome::missing};
        return {.outcome = Outcome::found, .record = json::parse(*record).value()};
    };
    auto sources = std::make_shared<Sources>();
    for (const auto& [directory, name] : names_of<Directory>) sources->connected[directory] = source;
    return sources;
}

}  // namespace directories
