#pragma once
/// A municipality at work, for tests of who may do what: two units with the people who work there, residents, and cases in any stage.
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "engines/cases/work.h"
#include "engines/testing/test_site.h"

/// What a town is made of must work.
template <class Value>
void must(const Result<Value>& result) {
    if (!result) throw std::logic_error("the test's town cannot be made: " + result.error().text_key);
}

class TestTown {
public:
    TestTown(std::vector<Area>, db::Kind);

    /// An account with these permissions in a unit, besides those it has. The same username is the same account.
    AccountId employ(std::string_view username, std::vector<std::string> permissions, UnitId);
    AccountId add_program(std::string_view username, std::vector<std::string> permissions, UnitId);
    /// Without signing anyone in.
    PersonId add_resident(std::string_view name);

    enum class Stage { received, asked, decided, sent };
    struct Case {
        CaseId id{};
        std::string number, code;
        DocumentId document{};
    };
    /// An application with a document that has come that far. School transport is decided `here`, heat pumps `elsewhere`.
    Case apply(PersonId, Stage = Stage::received, std::string_view service = "skolskjuts");

    /// Where `named` is asked to sign what the applicant sends in.
    struct ToSign {
        CaseId id{};
        std::string number, path;
    };
    ToSign ask_to_sign(PersonId applicant, PersonId named, const std::vector<forms::FileAnswer>& proof = {});

    template <class Work>
    auto write(Work work) {
        return site.db().write(work);
    }
    template <class Work>
    auto read(Work work) {
        return site.db().read(work);
    }
    /// A change made by whoever this is, as the engines make it.
    template <class Work>
    auto as(const Visitor& who, Work work) {
        return write([&](db::Connection& db) {
            cases::Change change{db, site.tenant(), who};
            return work(change);
        });
    }

    TestSite site;
    UnitId top, here, elsewhere;
    Visitor chief;  ///< decides everything by the delegation order, and has no other right

private:
    int residents_ = 0;
};
