/// An answer whose question has a retention of its own goes before its case, listed and approved as cases are.
#include "engines/cases/answer_disposal.h"

#include <algorithm>

#include "engines/audit/audit.h"
#include "engines/cases/disposal_town_for_tests.h"
#include "engines/cases/event_log.h"

namespace cases {
namespace {

constexpr std::string_view questions =
    R"(        - { id: doctor, type: text, required: false, label: { sv: Läkarens ord, en: Words }, sensitivity: ordinary, retention: { months: 3 } }
        - { id: certificate, type: file, required: false, label: { sv: Intyg, en: Certificate }, sensitivity: ordinary, retention: { months: 3 } }
        - { id: other, type: file, required: false, label: { sv: Annat, en: Other }, sensitivity: ordinary }
        - { id: home, type: address, required: false, label: { sv: Adress, en: Address }, sensitivity: ordinary, retention: { months: 3 } }
flow:)";

/// Kim's case with answers to questions that are kept three months, closed in April 2026; and whoever may dispose of them.
struct AnswerTown : DisposalTown {
    explicit AnswerTown(db::Kind kind) : DisposalTown(kind) {
        write([](db::Connection& db) {
            auto yaml = flow_services::yaml_of(flow_services::support);
            yaml.replace(yaml.find("version: 1"), 10, "version: 2");
            yaml.replace(yaml.find("flow:"), 5, questions);
            must(services::put(db, yaml));
            must(services::publish(db, flow_services::support, 2));
        });
        certificate = file("Intyget");
        other = file("Annat");
        of = closed();
        set_clock(swedish_time(*date_from_iso("2026-07-15"), 10));
    }

    forms::FileAnswer file(const std::string& words) {
        const auto kept = site.tenant().files.keep_text("%PDF-1.4\n" + words, "application/pdf");
        return {kept.hash, words + ".pdf", kept.size, kept.type, kept.digest};
    }
    Receipt closed() {
        forms::Answers answers;
        answers.set("what", {std::string("en cykel")}).set("doctor", {std::string("Hemligheten")});
        answers.set("certificate", {std::vector{certificate}}).set("other", {std::vector{other}});
        answers.set("home", {forms::Address{"Granstigen 7", "123 45", "Exempelby"}});
        const auto receipt = as(kim, [&](Change& change) {
            return receive(change, {.service = *services::newest_published(change.db, flow_services::support),
                                    .answers = answers,
                                    .parties = {{.person = kim_id, .name = "Kim Exempel"}},
                                    .files = {certificate, other}});
        });
        REQUIRE(as(kim, [&](Change& change) { return withdraw(change, receipt.id, ""); }));
        return receipt;
    }
    std::vector<AnswerLine> lines(DisposalListId id) {
        return read([&](db::Connection& db) { return answer_lines_of(db, id); });
    }
    void carry_out(DisposalListId id) {
        REQUIRE(as(archivist, [&](Change& change) { return approve_disposal(change, id); }));
        site.run_jobs();
    }
    /// Everything that the case says, its log too.
    std::string all_it_says() {
        return read([&](db::Connection& db) {
            const auto found = find(db, site.tenant(), of.id).value();
            std::string all = found.title + found.answers;
            for (const auto& event : events(db, site.tenant(), found)) all += json::to_text(event.data);
            for (const auto& document : documents(db, site.tenant(), found)) all += document.name;
            return all;
        });
    }
    bool says(std::string_view words) { return all_it_says().find(words) != std::string::npos; }
    std::size_t found_by(std::string_view words) {
        return read([&](db::Connection& db) { return search(db, site.tenant(), officer.account, words, 10).size(); });
    }

    forms::FileAnswer certificate, other;
    Receipt of;
};

#define ANSWER_TOWN()  \
    const Clock clock; \
    AnswerTown town(GENERATE(from_range(db::kinds_under_test())))

}  // namespace

TEST_CASE("an answer that is kept shorter than its case is listed by itself when its months are over, and not before") {
    ANSWER_TOWN();
    set_clock(swedish_time(*date_from_iso("2026-07-13"), 10));
    propose_disposal(town.site.tenant());
    CHECK(town.lists().empty());
    set_clock(swedish_time(*date_from_iso("2026-07-14"), 10));
    const auto list = town.proposed();
    CHECK(list.answers == 3);
    CHECK(list.listed == 3);
    const auto lines = town.lines(list.id);
    REQUIRE(lines.size() == 3);
    CHECK(lines[1].field == "doctor");
    CHECK(lines[1].number == town.of.number);
    CHECK(to_iso(lines[1].due_on) == "2026-07-14");
    town.site.run_jobs();
    CHECK(town.says("Hemligheten"));
    propose_disposal(town.site.tenant());
    CHECK(town.lists().size() == 1);
}

TEST_CASE("approved, the answer, its file and what it was found by are gone from the case and its log, and the rest is there") {
    ANSWER_TOWN();
    CHECK(town.found_by("Granstigen") == 1);
    const auto list = town.proposed();
    town.carry_out(list.id);
    for (const auto* gone : {"Hemligheten", "Intyget", "Granstigen"}) {
        CAPTURE(gone);
        CHECK_FALSE(town.says(gone));
    }
    CHECK(town.found_by("Granstigen") == 0);
    CHECK(town.found_by(town.of.number) == 1);
    CHECK(town.says("en cykel"));
    CHECK(town.says("Annat.pdf"));
    CHECK_FALSE(town.read([&](db::Connection& db) { return keeps_file(db, town.certificate.hash); }));
    CHECK(town.read([&](db::Connection& db) { return keeps_file(db, town.other.hash); }));
    const auto report = town.lists().front();
    CHECK(report.disposed == 3);
    CHECK(report.done_at);
    const auto gone = town.read([&](db::Connection& db) { return gone_answers(db, town.of.id); });
    CHECK(to_iso(gone.at("doctor")) == "2026-07-15");
    propose_disposal(town.site.tenant());
    CHECK(town.lists().size() == 1);
    CHECK_FALSE(audit::verify(town.site.db()).problem);
}

TEST_CASE("a case that is derived anew does not get back the answers that were disposed of") {
    ANSWER_TOWN();
    town.carry_out(town.proposed().id);
    rebuild(town.site.tenant(), [](std::int64_t, std::int64_t) {});
    CHECK_FALSE(town.says("Hemligheten"));
    CHECK(town.found_by("Granstigen") == 0);
    CHECK_FALSE(town.read([&](db::Connection& db) { return keeps_file(db, town.certificate.hash); }));
    CHECK(town.now_is(town.of.id).state_kind == "closed");
}

TEST_CASE("a file that another answer also needs stays") {
    ANSWER_TOWN();
    town.write([&](db::Connection& db) {
        const auto found = find(db, town.site.tenant(), town.of.id).value();
        const store::Opener opener{db, town.site.tenant(), found.key};
        auto event = store::first_event(opener, found.id);
        auto answers = forms::answers_from_json(event.data["answers"].text()).value();
        answers.set("other", {std::vector{town.certificate}});
        event.data.set("answers", forms::to_json(answers));
        db.execute("UPDATE cases_event SET sealed_data = ? WHERE id = ?", db::Blob{opener.seal(json::to_text(event.data))}, event.id);
        store::set_answers(opener, found.id, found.title, forms::to_json(answers));
    });
    town.carry_out(town.proposed().id);
    CHECK(town.read([&](db::Connection& db) { return keeps_file(db, town.certificate.hash); }));
}

TEST_CASE("a hold keeps the answers of its case, on an approved list too, and a case that goes on is not due") {
    ANSWER_TOWN();
    const auto list = town.proposed();
    REQUIRE(town.as(town.archivist, [&](Change& change) { return approve_disposal(change, list.id); }));
    SECTION("held") {
        REQUIRE(town.as(town.archivist, [&](Change& change) { return hold(change, town.of.number, "Tvist"); }));
        town.site.run_jobs();
        CHECK(town.lines(list.id).front().result == LineResult::held);
        propose_disposal(town.site.tenant());
        CHECK(town.lists().size() == 1);
    }
    SECTION("open again") {
        town.write([&](db::Connection& db) {
            db.execute("UPDATE cases_case SET state_kind = 'open', closed_at = NULL WHERE id = ?", town.of.id);
        });
        town.site.run_jobs();
        CHECK(town.lines(list.id).front().result == LineResult::not_due);
    }
    CHECK(town.says("Hemligheten"));
    CHECK(town.lists().front().kept == 3);
}

}  // namespace cases
