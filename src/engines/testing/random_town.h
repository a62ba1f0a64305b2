#pragma once
/// A town made by chance, and what is so in it: the reference that every way to read is compared with. Slow and simple on purpose; shares
/// no code with the engines' queries.
#include <map>
#include <optional>

#include "engines/cases/find.h"
#include "engines/testing/random_plan.h"
#include "engines/testing/test_town.h"

/// What is so about a case, whoever asks.
struct CaseFact {
    random_plan::Case plan{};
    std::string name{};  ///< "case 3"
    CaseId id{};
    std::string number{}, code{};
    DocumentId document{};
    UnitId unit{};
    cases::Case is{};
    std::optional<cases::Decision> decision{};
    bool has_open_supplement = false;

    bool is_closed() const { return is.state_kind == "closed"; }
    bool is_from(int resident) const {
        const bool represents = plan.has_representative() && plan.mandate == random_plan::Mandate::in_force;
        return plan.party == resident || (represents && plan.representative == resident);
    }
    bool is_in_register() const { return !plan.is_test; }
};

class RandomTown : public TestTown {
public:
    RandomTown(const random_plan::Plan&, std::vector<Area>, db::Kind);
    ~RandomTown();
    RandomTown(const RandomTown&) = delete;
    RandomTown& operator=(const RandomTown&) = delete;

    /// A word that is found on pages where something of the case stands: "Namn0003" is the party of case 3.
    static std::string word(std::string_view kind, std::size_t which);
    /// The address that the school transport of case 3 goes from: no other case has it.
    static forms::Address home_of(std::size_t which) { return {"Ekvägen " + std::to_string(which + 1), "123 45", "Exempelby"}; }
    static Timestamp noon();

    // ---- what is so
    bool reads(int officer, const CaseFact&) const;
    bool decides(int officer, const CaseFact&) const;
    bool approves(int officer, const CaseFact&) const;
    /// By the delegation order, for oneself or for somebody who is away today.
    bool has_delegation(int officer, const CaseFact&) const;

    AccountId account(int officer) const { return accounts_[static_cast<std::size_t>(officer)]; }
    PersonId person(int resident) const { return people_[static_cast<std::size_t>(resident)]; }
    const std::vector<CaseFact>& facts() const { return facts_; }
    const random_plan::Plan& plan() const { return plan_; }

private:
    void put_under(int unit, int above);
    void give_rights();
    void take_rights();
    MandateId give_mandate(db::Connection&, const random_plan::Case&, std::size_t which);
    CaseFact apply_for(const random_plan::Case&, std::size_t which);
    void go_on(const CaseFact&, std::size_t which, const files::Stored&);
    void hide(const CaseFact&);
    void learn(db::Connection&, CaseFact&);

    UnitId unit_of(int unit) const;
    Visitor applicant(const random_plan::Case&) const;
    bool is_within(UnitId, UnitId above) const;
    bool holds(int officer, std::string_view power, UnitId) const;
    bool holds_delegated_role(int officer, UnitId) const;

    random_plan::Plan plan_;
    std::vector<AccountId> accounts_;
    std::vector<PersonId> people_;
    UnitId culture_{};
    std::vector<CaseFact> facts_;
    std::map<UnitId, std::optional<UnitId>> parents_;
};
