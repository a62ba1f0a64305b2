#include "engines/municipality/profile.h"

#include <algorithm>
#include <map>

#include "engines/municipality/settings.h"
#include "engines/pages/theme.h"
#include "foundation/base/unicode.h"
#include "foundation/mail/mail.h"

namespace municipality {

namespace {

struct Setting {
    std::string_view name;
    std::string Profile::*value;
};
constexpr Setting settings[] = {
    {"name", &Profile::name},
    {"email", &Profile::email},
    {"phone", &Profile::phone},
    {"visiting_address", &Profile::visiting_address},
    {"protection_officer", &Profile::protection_officer},
    {"opening_hours_sv", &Profile::opening_hours_sv},
    {"opening_hours_en", &Profile::opening_hours_en},
    {"brand", &Profile::brand},
    {"spark", &Profile::spark},
    {"further_languages", &Profile::further_languages},
};

}  // namespace

Profile profile(db::Connection& db) {
    std::map<std::string, std::string, std::less<>> saved;
    db.each([&](const db::Row& row) { saved[row.text("name")] = row.text("value"); },
            "SELECT name, value FROM municipality_setting WHERE name <> 'base_map'", {});
    Profile found;
    for (const auto& [name, value] : settings)
        if (const auto at = saved.find(name); at != saved.end()) found.*value = at->second;
    return found;
}

void save(db::Connection& db, const Profile& changed) {
    for (const auto& [name, value] : settings)
        db.execute("INSERT INTO municipality_setting(name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                   name, changed.*value);
}

std::vector<Language> further_languages(const Profile& profile) {
    const auto codes = split(profile.further_languages, ' ');
    std::vector<Language> all;
    for (const auto& row : ::further_languages())
        if (std::ranges::find(codes, row.code) != codes.end()) all.push_back(row.language);
    return all;
}

std::vector<std::string> hosts(db::Connection& db) {
    const auto saved = setting(db, "hosts");
    std::vector<std::string> all;
    for (const auto host : split(saved, ' '))
        if (!host.empty()) all.emplace_back(host);
    return all;
}

void set_hosts(db::Connection& db, const std::vector<std::string>& all) { set(db, "hosts", lower(joined(all, " "))); }

bool is_paused(db::Connection& db) { return setting(db, "running") == "paused"; }
void set_running(db::Connection& db, Running running) { set(db, "running", running == Running::paused ? "paused" : "yes"); }

std::string base_map(db::Connection& db) { return setting(db, "base_map"); }
void set_base_map(db::Connection& db, std::string_view geojson) { set(db, "base_map", geojson); }

std::string address(std::string_view installation_address, std::string_view host) {
    const auto scheme_end = installation_address.find("://");
    if (scheme_end == installation_address.npos) return "https://" + std::string(host);
    const auto port = installation_address.find(':', scheme_end + 3);
    return std::string(installation_address.substr(0, scheme_end + 3)) + std::string(host) +
           (port == installation_address.npos ? "" : std::string(installation_address.substr(port)));
}

bool has_tables(db::Connection& db) {
    return db.number(db.kind() == db::Kind::sqlite ? "SELECT COUNT(*) AS n FROM sqlite_master WHERE name = 'municipality_setting'"
                                                   : "SELECT COUNT(*) AS n FROM pg_catalog.pg_tables WHERE tablename = "
                                                     "'municipality_setting' AND schemaname = current_schema()") > 0;
}

Result<Profile> checked(Profile typed) {
    for (const auto& setting : settings) typed.*setting.value = tidy_text(typed.*setting.value);
    std::vector<FieldError> errors;
    if (typed.name.empty()) errors.push_back({"name", "error_name"});
    for (const auto& [field, address] : {std::pair("email", typed.email), std::pair("protection_officer", typed.protection_officer)})
        if (!address.empty() && !mail::is_address(address)) errors.push_back({field, "error_email"});
    if (!pages::theme_tokens({.brand = typed.brand})) errors.push_back({"brand", "error_colour"});
    if (!pages::theme_tokens({.spark = typed.spark})) errors.push_back({"spark", "error_colour"});
    for (const auto code : split(typed.further_languages, ' '))
        if (const auto language = language_from(code); !code.empty() && (!language || !is_further(*language)))
            errors.push_back({"further_languages", "error_language"});
    if (!errors.empty()) return invalid(std::move(errors));
    return typed;
}

}  // namespace municipality
