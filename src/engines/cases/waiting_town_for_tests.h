#pragma once
/// A town where an application waits for those who must sign too.
#include "engines/cases/flow_town_for_tests.h"
#include "engines/cases/signatures.h"
#include "engines/identity/people.h"
#include "foundation/base/unicode.h"

namespace cases {

/// Kim has applied and named two who must sign too, each with a link in the post.
struct Waiting : FlowTown {
    explicit Waiting(db::Kind kind) : FlowTown(kind) {
        robin = resident("Robin Exempel");
        alex = resident("Alex Exempel");
        id = send_in(flow_services::school_choice, naming({robin, alex})).id;
        site.run_jobs();
    }
    Visitor resident(std::string_view name) {
        return {.kind = Visitor::Kind::resident, .person = add_resident(name), .name = std::string(name)};
    }
    std::string number_of(const Visitor& who) {
        return read([&](db::Connection& db) { return identity::personal_number_of(db, site.tenant().secret, who.person)->digits(); });
    }
    forms::Answers naming(const std::vector<Visitor>& named) {
        std::vector<forms::Answers> groups;
        for (const auto& who : named) {
            forms::Answers one;
            one.set("name", {who.name})
                .set("number", {number_of(who)})
                .set("email", {lower(who.name.substr(0, who.name.find(' '))) + "@exempel.example"});
            groups.push_back(one);
        }
        forms::Answers answers;
        answers.set("guardians", {groups});
        answers.set("applicant_email", {std::string("kim@exempel.example")});
        return answers;
    }
    /// As it came in the newest e-mail to that person.
    std::string token_for(const Visitor& who) const {
        const auto to = lower(who.name.substr(0, who.name.find(' '))) + "@exempel.example";
        for (auto message = sent.rbegin(); message != sent.rend(); ++message) {
            if (message->to != to) continue;
            const auto begin = message->text.find("/underteckna/") + 13;
            return message->text.substr(begin, message->text.find('\n', begin) - begin);
        }
        return "none";
    }
    Asked asked(std::string_view token) {
        return read([&](db::Connection& db) { return find_asked(db, site.tenant(), token).value(); });
    }
    Result<void> sign_as(const Visitor& who, std::string_view token) {
        const auto found = asked(token);
        return as(who, [&](Change& change) { return sign(change, found); });
    }
    Result<void> sign_as(const Visitor& who) { return sign_as(who, token_for(who)); }
    std::vector<Signer> signers_now() {
        return read([&](db::Connection& db) { return signers(db, site.tenant(), find(db, site.tenant(), id).value()); });
    }
    void pass_days(int days) { set_clock(now() + days * microseconds_a_day); }

    Visitor robin, alex;
    CaseId id{};
};

}  // namespace cases

#define WAITING()      \
    const Clock clock; \
    Waiting town(GENERATE(from_range(db::kinds_under_test())))
