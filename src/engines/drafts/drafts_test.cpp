#include "engines/drafts/drafts.h"

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include "engines/drafts/addresses.h"
#include "engines/drafts/uploads.h"
#include "engines/drafts/waiting.h"
#include "engines/testing/test_site.h"
#include "foundation/db/testing.h"

namespace drafts {
namespace {

struct Begun {
    Begun() : site({}, GENERATE(from_range(db::kinds_under_test()))) {
        site.sign_in_new_resident("Kim Exempel");
        kim = site.visitor();
        site.sign_in_new_resident("Robin Exempel");
        robin = site.visitor();
        draft = site.db().write([&](db::Connection& db) {
            return begin(db, site.tenant(), kim, "skolskjuts", 1, forms::Answers().set("name", {std::string("Alva")}));
        });
    }
    ~Begun() { use_machine_clock(); }
    template <class Work>
    auto write(Work work) {
        return site.db().write(work);
    }

    TestSite site;
    Visitor kim, robin;
    Draft draft;
};

}  // namespace

TEST_CASE("the address of what is for somebody else names its draft, and goes on at a page that the form has") {
    Draft draft{.id = DraftId{7}, .service = "skolskjuts", .page = "gone"};
    const forms::Form form{.pages = {{.id = "first"}, {.id = "second"}}};
    CHECK(page_address(draft, "second", "till=granska") == "/e-tjanster/skolskjuts/second?till=granska");
    draft.beside.on_behalf.kind = OnBehalf::Kind::at_desk;
    CHECK(page_address(draft, "second", "till=granska") == "/e-tjanster/skolskjuts/second?utkast=7&till=granska");
    CHECK(address_to_go_on(draft, form) == "/e-tjanster/skolskjuts/first?utkast=7");
    draft.page = "second";
    CHECK(address_to_go_on(draft, form) == "/e-tjanster/skolskjuts/second?utkast=7");
}

TEST_CASE("a person's draft is found by that person only, also with its handle") {
    Begun begun;
    auto& tenant = begun.site.tenant();
    begun.write([&](db::Connection& db) {
        CHECK(find_for(db, tenant, begun.kim, begun.draft.id)->answers.text("name") == "Alva");
        CHECK(find_for(db, tenant, begun.robin, begun.draft.id).error().fault == Fault::not_found);
        CHECK(find_for(db, tenant, Visitor{}, begun.draft.id).error().fault == Fault::sign_in_needed);
        CHECK(take_by_handle(db, tenant, begun.robin, handle(tenant, begun.draft.id)).error().fault == Fault::not_found);
        CHECK(take_by_handle(db, tenant, begun.kim, std::to_string(begun.draft.id.value) + ".AAAA").error().fault == Fault::not_found);
    });
}

TEST_CASE("all that one person has not sent holds no more than a quarter of a gigabyte of files together") {
    Begun begun;
    auto& tenant = begun.site.tenant();
    const auto lies_in = [&](forms::Answers answers) {
        begun.write([&](db::Connection& db) { begin(db, tenant, begun.kim, "bygglov", 1, std::move(answers)); });
    };
    const auto file_of = [](std::int64_t size) { return forms::Answer{std::vector<forms::FileAnswer>{{.size = size}}}; };
    const auto in_group = forms::Answer{std::vector<forms::Answers>{forms::Answers().set("drawing", file_of(100))}};
    lies_in(forms::Answers().set("plan", file_of(most_bytes_unsent - 600)).set("parts", in_group));

    const auto path = std::filesystem::temp_directory_path() / ("torg_test_" + std::to_string(new_id()) + ".txt");
    std::ofstream(path) << std::string(300, 'x');
    const auto sent = [&](const Visitor& visitor, int times) {
        const auto keep = keep_in(begun.site.db(), tenant, visitor);
        std::string why;
        for (int i = 0; i < times; ++i)
            if (const auto kept = keep({.filename = "a.txt", .path = path, .size = 300}); !kept) why = kept.error().text_key;
        return why;
    };
    CHECK(sent(begun.kim, 1).empty());
    CHECK(sent(begun.kim, 2) == "error_file_no_room");
    CHECK(sent(begun.robin, 2).empty());
    std::filesystem::remove(path);
}

TEST_CASE("what stands beside the answers is kept with them, sealed, and gone when the draft is sent") {
    Begun begun;
    auto& tenant = begun.site.tenant();
    begun.write([&](db::Connection& db) {
        auto draft = *find_for(db, tenant, begun.kim, begun.draft.id);
        CHECK(draft.beside.passed_at == draft.updated_at);
        draft.answers_version = 2;
        draft.beside = {.typed = {{"distance", {"12x"}}}, .saved_by = {{"child", SessionId{7}}}, .passed = {"child"}, .passed_at = {8}};
        save(db, tenant, draft);
        const auto kept = *find_for(db, tenant, begun.kim, begun.draft.id);
        CHECK(kept.beside == draft.beside);
        CHECK(kept.version == 1);
        CHECK(kept.answers_version == 2);
        const auto stored = db.one([](const db::Row& row) { return row.text("sealed_beside"); }, "SELECT sealed_beside FROM drafts_draft");
        CHECK(stored->find("12x") == stored->npos);
        mark_sent(db, tenant, draft.id, {"SKJ-2026-0001", "AAAA-AAAA"});
        CHECK(db.number("SELECT COUNT(*) AS n FROM drafts_draft WHERE sealed_beside IS NULL") == 1);
    });
}

TEST_CASE("a draft is gone after thirty days without a change, with its key") {
    Begun begun;
    set_clock(now() + 31 * microseconds_a_day);
    begun.write([&](db::Connection& db) {
        CHECK(find_for(db, begun.site.tenant(), begun.kim, begun.draft.id).error().fault == Fault::not_found);
        CHECK(remove_expired(db) == 1);
        CHECK(db.number("SELECT COUNT(*) AS n FROM drafts_draft") == 0);
    });
}

TEST_CASE("a draft that was sent keeps its receipt and no answers, and is no draft any more") {
    Begun begun;
    auto& tenant = begun.site.tenant();
    begun.write([&](db::Connection& db) {
        mark_sent(db, tenant, begun.draft.id, {"SKJ-2026-0001", "ABCD-EFGH"});
        CHECK(sent(db, tenant, begun.draft.id)->code == "ABCD-EFGH");
        CHECK(drafts_of(db, tenant, begun.kim).empty());
        CHECK(find_for(db, tenant, begun.kim, begun.draft.id)->answers.empty());
        save(db, tenant, begun.draft);
        CHECK(find_for(db, tenant, begun.kim, begun.draft.id)->answers.empty());
    });
}

TEST_CASE("the files of a draft are kept until it is sent or gone") {
    Begun begun;
    begun.draft.answers.set("map", {std::vector<forms::FileAnswer>{{"abc", "karta.pdf", 3, "application/pdf"}}});
    begun.write([&](db::Connection& db) {
        save(db, begun.site.tenant(), begun.draft);
        CHECK(keeps_file(db, "abc"));
        remove(db, begun.draft.id);
        CHECK_FALSE(keeps_file(db, "abc"));
    });
}

TEST_CASE("a file that a program sent is used once, by the same token, within a day") {
    Begun begun;
    auto& tenant = begun.site.tenant();
    const forms::FileAnswer paper{std::string(64, 'a'), "intyg för Alva.pdf", 1200, "application/pdf", std::string(64, 'd')};
    Visitor program;
    program.kind = Visitor::Kind::program;
    program.account = AccountId{7};
    program.token = TokenId{8};
    auto other_token = program;
    other_token.token = TokenId{9};
    auto other_account = program;
    other_account.account = AccountId{6};
    const auto waiting = begun.write([&](db::Connection& db) { return keep_waiting(db, tenant, program, paper).value(); });
    begun.write([&](db::Connection& db) {
        CHECK(find_waiting(db, tenant, program, waiting.id) == paper);
        CHECK_FALSE(find_waiting(db, tenant, other_token, waiting.id));
        CHECK_FALSE(find_waiting(db, tenant, other_account, waiting.id));
        CHECK(keeps_file(db, paper.hash));
        use_waiting(db, waiting.id);
        CHECK_FALSE(find_waiting(db, tenant, program, waiting.id));
        CHECK_FALSE(keeps_file(db, paper.hash));
    });
    const auto late = begun.write([&](db::Connection& db) { return keep_waiting(db, tenant, program, paper).value(); });
    set_clock(now() + microseconds_a_day);
    begun.write([&](db::Connection& db) {
        CHECK_FALSE(find_waiting(db, tenant, program, late.id));
        CHECK(remove_expired(db) == 1);
        CHECK_FALSE(keeps_file(db, paper.hash));
    });
}

TEST_CASE("a program that never uses what it sends is stopped in time") {
    TestSite site({});
    Visitor program;
    program.account = AccountId{7};
    const auto kept = site.db().write([&](db::Connection& db) {
        int count = 0;
        while (count < 1000 && keep_waiting(db, site.tenant(), program, {"hash", "a.pdf", 1, "application/pdf"})) ++count;
        return count;
    });
    CHECK(kept == 500);
}

}  // namespace drafts
