#pragma once
/// Only for tests of this module: a Context of an invented municipality.
#include <filesystem>
#include <memory>
#include <string>

#include "engines/area/area.h"
#include "engines/pages/embedded.h"
#include "foundation/base/id.h"

namespace pages {

struct TestContext {
    std::filesystem::path folder = std::filesystem::temp_directory_path() / ("torg-pages-" + std::to_string(new_id()));
    texts::Catalog catalog;
    files::Store store{folder / "files", "0123456789abcdef0123456789abcdef"};
    std::unique_ptr<db::Database> database;
    std::unique_ptr<Tenant> tenant;
    http::Request request{.target = "/prov?a=1", .path = "/prov"};
    Visitor visitor{.name = "Kim Exempel", .csrf = "token"};

    TestContext() {
        std::filesystem::create_directories(folder);
        catalog.add("pages", embedded::texts());
        catalog.add("area", {{"sv.txt", "queue = Min kö\ntopic = Barn & utbildning"},
                             {"en.txt", "queue = My queue\ntopic = Children & education"}});
        database = db::Database::open({.file = (folder / "test.db").string()});
        tenant.reset(new Tenant{.slug = "exempelby",
                                .name = "Exempelby",
                                .hosts = {},
                                .public_address = "https://exempelby.example",
                                .db = *database,
                                .files = store,
                                .texts = catalog,
                                .secret = "",
                                .email = "kontakt@exempelby.example",
                                .phone = "08-465 004 00",
                                .visiting_address = "Stora torget 1, Exempelby"});
    }
    ~TestContext() {
        database.reset();
        std::filesystem::remove_all(folder);
    }
    TestContext(const TestContext&) = delete;
    TestContext& operator=(const TestContext&) = delete;

    Context context(Language language = Language::sv) { return {request, *tenant, visitor, Texts(catalog, "area", language), *database}; }
};

}  // namespace pages
