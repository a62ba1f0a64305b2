/// What was disposed of is gone from every backup, also from those that were taken before.
#include <catch2/catch.hpp>
#include <filesystem>

#include "app/commands.h"
#include "app/installation.h"
#include "engines/cases/find.h"
#include "engines/cases/work.h"
#include "engines/identity/people.h"
#include "engines/services/catalogue.h"
#include "engines/testing/dispose_all.h"
#include "engines/testing/test_numbers.h"
#include "foundation/crypto/crypto.h"
#include "foundation/db/testing.h"

namespace fs = std::filesystem;

namespace {

/// An installation with a case, a person and a file in it, and backups of two nights beside it: one before the case was disposed of, one
/// after. The keys as they were the first night are kept too, as nobody should.
struct Nights {
    explicit Nights(db::Kind kind) {
        crypto::password_cost = {1, std::size_t{64} << 10};
        fs::create_directories(path);
        app::Installation installation(settings(kind, "data"));
        REQUIRE(installation.add({.slug = slug, .name = "Exempelby", .hosts = {slug + ".test"}, .administrator = {"anna", "Anna Exempel"}},
                                 Visitor{.kind = Visitor::Kind::staff, .account = AccountId{7}, .name = "Kim Adminsson"}));
        auto& tenant = installation.tenant(slug);
        close_a_case(tenant);
        set_clock(now() + 20LL * 366 * microseconds_a_day);
        REQUIRE(app::backup(installation.settings(), backup_of("first"), "") == app::done);
        fs::copy(path / "nights/keys", path / "keys-of-the-first", fs::copy_options::recursive);
        dispose_of_all_due(tenant);
        REQUIRE(app::backup(installation.settings(), backup_of("second"), "") == app::done);
    }
    ~Nights() {
        use_machine_clock();
        std::error_code ignored;
        fs::remove_all(path, ignored);
    }
    Nights(const Nights&) = delete;
    Nights& operator=(const Nights&) = delete;

    config::Settings settings(db::Kind kind, const std::string& folder) const {
        config::Settings made;
        made.data.folder = path / folder;
        made.database.connections = 2;
        if (kind == db::Kind::postgresql) {
            made.database.kind = config::DatabaseKind::postgresql;
            made.database.connection = std::getenv("TORG_TEST_POSTGRES");
        }
        return made;
    }
    std::string backup_of(const std::string& night) const { return path / "nights" / night; }
    std::string old_keys() const { return path / "keys-of-the-first"; }

    void close_a_case(Tenant& tenant) {
        file = tenant.files.keep_text("%PDF-1.4\nLäkarens intyg", "application/pdf");
        tenant.db.write([&](db::Connection& db) {
            services::publish_carried(db);
            person = identity::find_or_add_person(db, tenant.secret, identity::PersonalNumber::from(test_personal_number(0)).value(),
                                                  "Alva Hemlig");
            const Visitor by{.kind = Visitor::Kind::resident, .person = person, .name = "Alva Hemlig"};
            cases::Change change{db, tenant, by};
            of = cases::receive(change, {.service = *services::newest_published(db, "skolskjuts"),
                                         .answers = {},
                                         .parties = {{.person = person, .name = "Alva Hemlig", .email = "alva@exempel.example"}},
                                         .files = {{file.hash, "intyg.pdf", file.size, file.type, file.digest}}})
                     .id;
            REQUIRE(cases::withdraw(change, of, "Jag har flyttat"));
        });
    }

    /// What a restored installation tells of the case, in one text.
    std::string told(const std::string& folder, const std::string& keys) {
        const auto there = settings(db::Kind::sqlite, folder);
        REQUIRE(app::restore(there, backup_of("first"), keys) == app::done);
        app::Installation installation(there);
        auto& tenant = installation.tenant(slug);
        return tenant.db.read([&](db::Connection& db) {
            const auto found = cases::find(db, tenant, of).value();
            std::string all = found.number + found.title;
            for (const auto& party : cases::parties(db, tenant, found)) all += party.name + party.email;
            for (const auto& event : cases::events(db, tenant, found)) all += json::to_text(event.data);
            for (const auto& document : cases::documents(db, tenant, found)) {
                all += document.name;
                if (const auto content = tenant.files.read(document.hash, document.digest)) all += *content;
            }
            const auto known = identity::find_person(db, tenant.secret, person);
            return all + (known ? known->name : "");
        });
    }

    fs::path path = fs::temp_directory_path() / ("torg-old-backup-" + std::to_string(new_id()));
    std::string slug = "exempelby-" + std::to_string(new_id() % 1'000'000);
    CaseId of{};
    PersonId person{};
    files::Stored file{};
};

bool says(const std::string& all, std::string_view words) { return all.find(words) != std::string::npos; }

}  // namespace

TEST_CASE("an old backup that is restored after a disposal tells the case's number, and nothing that was said in it, nor its file") {
    Nights nights(GENERATE(from_range(db::kinds_under_test())));
    const auto told = nights.told("restored", "");
    CHECK(says(told, "SKJ-"));
    for (const auto* secret : {"Alva", "exempel.example", "flyttat", "intyg"}) {
        CAPTURE(secret);
        CHECK_FALSE(says(told, secret));
    }
    // The same backup with the keys of its own night says all of it: nothing but the destroyed key is what is missing.
    const auto with_old_keys = nights.told("with-old-keys", nights.old_keys());
    for (const auto* secret : {"Alva", "exempel.example", "flyttat", "Läkarens intyg"}) {
        CAPTURE(secret);
        CHECK(says(with_old_keys, secret));
    }
}
