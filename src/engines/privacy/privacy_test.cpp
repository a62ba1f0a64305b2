#include "engines/privacy/privacy.h"

#include <catch2/catch.hpp>
#include <stdexcept>

#include "engines/privacy/embedded.h"
#include "foundation/db/migrations.h"
#include "foundation/db/testing.h"

namespace {

constexpr std::string_view secret = "0123456789abcdef0123456789abcdef";

struct Keys {
    db::TestDatabase database{GENERATE(from_range(db::kinds_under_test()))};
    Keys() {
        std::vector<db::Migration> migrations;
        for (const auto& file : privacy::embedded::migrations()) migrations.push_back({"privacy", std::string(file.name), file.content});
        db::migrate(*database, migrations);
    }
    template <class Work>
    auto write(Work work) {
        return database->write(work);
    }
};

}  // namespace

TEST_CASE("what a case's key has sealed comes back, and is not readable before") {
    Keys keys;
    keys.write([](db::Connection& db) {
        const auto key = privacy::new_key(db, secret);
        const auto sealed = privacy::seal_text(db, secret, key, "allergisk mot nötter");
        CHECK(sealed.find("nötter") == std::string::npos);
        CHECK(privacy::unseal_text(db, secret, key, sealed) == "allergisk mot nötter");
    });
}

TEST_CASE("destroying the key erases what it sealed, and only that") {
    Keys keys;
    keys.write([](db::Connection& db) {
        const auto one = privacy::new_key(db, secret), other = privacy::new_key(db, secret);
        const auto sealed = privacy::seal_text(db, secret, one, "a"), kept = privacy::seal_text(db, secret, other, "b");
        privacy::destroy(db, one);
        CHECK(privacy::is_destroyed(db, one));
        CHECK_FALSE(privacy::unseal_text(db, secret, one, sealed));
        CHECK_THROWS_AS(privacy::seal_text(db, secret, one, "c"), std::logic_error);
        CHECK(privacy::unseal_text(db, secret, other, kept) == "b");
        CHECK(db.number("SELECT count(*) AS n FROM privacy_key WHERE id = ? AND sealed_key IS NULL", one) == 1);
    });
}

TEST_CASE("one case's key does not open what another sealed") {
    Keys keys;
    keys.write([](db::Connection& db) {
        const auto one = privacy::new_key(db, secret), other = privacy::new_key(db, secret);
        const auto sealed = privacy::seal_text(db, secret, one, "a");
        CHECK_THROWS_AS(privacy::unseal_text(db, secret, other, sealed), std::runtime_error);
    });
}

TEST_CASE("the keys are worth nothing without the installation's secret") {
    Keys keys;
    keys.write([](db::Connection& db) {
        const auto key = privacy::new_key(db, secret);
        const auto sealed = privacy::seal_text(db, secret, key, "a");
        CHECK_THROWS_AS(privacy::unseal_text(db, "another installation's secret...", key, sealed), std::runtime_error);
    });
}

TEST_CASE("a wrapped key that is moved to another row does not open") {
    Keys keys;
    keys.write([](db::Connection& db) {
        const auto one = privacy::new_key(db, secret), other = privacy::new_key(db, secret);
        const auto sealed = privacy::seal_text(db, secret, one, "a");
        db.execute("UPDATE privacy_key SET sealed_key = (SELECT sealed_key FROM privacy_key WHERE id = ?) WHERE id = ?", one, other);
        CHECK_THROWS_AS(privacy::unseal_text(db, secret, other, sealed), std::runtime_error);
    });
}
