#include "app/installation.h"

#include <catch2/catch.hpp>
#include <filesystem>

#include "foundation/crypto/crypto.h"

namespace {

struct Folder {
    std::filesystem::path path = std::filesystem::temp_directory_path() / ("torg-installation-" + crypto::random_token(9));
    ~Folder() {
        std::error_code ignored;
        std::filesystem::remove_all(path, ignored);
    }
};

}  // namespace

TEST_CASE("sessions last as long as the settings say, a resident's half an hour without a click at most") {
    const auto limits = [](std::int64_t idle_minutes) {
        const Folder folder;
        config::Settings settings;
        settings.data.folder = folder.path;
        settings.session = {.idle_minutes = idle_minutes, .absolute_hours = 3};
        app::Installation installation(settings);
        return installation.add("exempelby", "Exempelby", {"exempelby.test"}).session_limits;
    };
    const auto long_idle = limits(90), short_idle = limits(5);
    CHECK(long_idle.staff_idle == 90 * microseconds_a_minute);
    CHECK(long_idle.resident_idle == 30 * microseconds_a_minute);
    CHECK(long_idle.absolute == 3 * microseconds_an_hour);
    CHECK(short_idle.staff_idle == 5 * microseconds_a_minute);
    CHECK(short_idle.resident_idle == 5 * microseconds_a_minute);
}
