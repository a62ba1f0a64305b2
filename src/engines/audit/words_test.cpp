#include "engines/audit/words.h"

#include <algorithm>
#include <catch2/catch.hpp>

#include "engines/audit/embedded.h"
#include "foundation/base/unicode.h"

namespace {

/// A module with words of its own, beside those that all share.
struct Words {
    texts::Catalog catalog;
    Words() {
        catalog.add("audit", audit::embedded::texts());
        catalog.add(
            "fishing",
            {{"sv.txt", "audit.permit_given = Gav ett fiskekort\nsubject.permit = Fiskekort\nreason.processing = För fiskets skull"},
             {"en.txt", "audit.permit_given = Gave a permit\nsubject.permit = Permit\nreason.processing = For the fish"}});
    }
    Texts text(Language language = Language::sv) const { return {catalog, "administration", language}; }
};

}  // namespace

TEST_CASE("an event is told by the module that it is named after") {
    const Words words;
    CHECK(audit::event_words(words.text(), "fishing.permit_given") == "Gav ett fiskekort");
    CHECK(audit::event_words(words.text(Language::en), "fishing.permit_given") == "Gave a permit");
    for (const auto* unknown : {"fishing.gone", "gone.permit_given", "fishing", "", "."})
        CHECK(audit::event_words(words.text(), unknown) == unknown);
}

TEST_CASE("subjects and reasons have the module's own words, then those that all share, then their own") {
    const Words words;
    audit::Recorded entry{.event = "fishing.permit_given", .subject_kind = "permit", .reason = "processing"};
    CHECK(audit::subject_words(words.text(), entry) == "Fiskekort");
    CHECK(audit::reason_words(words.text(), entry) == "För fiskets skull");
    entry = {.event = "hunting.permit_given", .subject_kind = "case", .reason = "processing"};
    CHECK(audit::subject_words(words.text(), entry) == "Ärende");
    CHECK(audit::reason_words(words.text(), entry) == "För att handlägga ärendet");
    entry = {.event = "hunting.permit_given", .subject_kind = "elk", .reason = "Egna ord, med punkt."};
    CHECK(audit::subject_words(words.text(), entry) == "elk");
    CHECK(audit::reason_words(words.text(), entry) == "Egna ord, med punkt.");
    entry.reason = "";
    CHECK(audit::reason_words(words.text(), entry).empty());
}

TEST_CASE("every event and kind that has words can be chosen") {
    const Words words;
    const auto events = audit::known_events(words.catalog, Language::sv);
    CHECK(std::ranges::find(events, "fishing.permit_given", &audit::Choice::name) != events.end());
    CHECK(std::ranges::is_sorted(events, {}, [](const audit::Choice& one) { return lower(one.words); }));
    const auto kinds = audit::known_subjects(words.catalog, Language::en);
    CHECK(kinds.size() > 10);
    CHECK(kinds.front().words == "Account");
}
