#pragma once
#include <catch2/catch.hpp>

#include "engines/cases/disposal.h"
#include "engines/cases/flow_town_for_tests.h"

namespace cases {

/// With whoever may dispose, and the lists that wait for them.
struct DisposalTown : FlowTown {
    explicit DisposalTown(db::Kind kind) : FlowTown(kind), archivist(staff("archivist", {"cases.dispose"})) {}

    std::vector<DisposalList> lists() {
        return read([&](db::Connection& db) { return disposal_lists(db, archivist.account, 50); });
    }
    /// The one that is proposed.
    DisposalList proposed() {
        propose_disposal(site.tenant());
        const auto all = lists();
        REQUIRE(all.size() == 1);
        return all.front();
    }

    Visitor archivist;
};

}  // namespace cases
