#include "areas/my_pages/mine.h"

#include <algorithm>
#include <functional>

#include "areas/my_pages/case_handlers.h"
#include "engines/audit/audit.h"
#include "engines/drafts/addresses.h"
#include "engines/services/catalogue.h"

namespace my_pages {

static constexpr int cases_at_once = 500;

/// What is for somebody else is asked for by its id: the service's own page goes on with one's own.
static std::string address_of(const drafts::Draft& draft, const services::Service& service) {
    return draft.is_for_oneself() ? "/e-tjanster/" + draft.service : drafts::address_to_go_on(draft, service.form);
}

std::vector<views::DraftRow> draft_rows(db::Connection& db, const Context& c) {
    std::vector<views::DraftRow> rows;
    for (auto& draft : drafts::drafts_of(db, c.tenant, c.visitor))
        if (const auto service = services::newest_published(db, draft.service)) {
            auto answered = services::find(db, draft.service, draft.answers_version);
            if (!answered) answered = service;
            auto address = address_of(draft, *service);
            rows.push_back({std::move(draft), service->title.in(c.text.language()), std::move(answered), std::move(address)});
        }
    return rows;
}

/// A page at a time, until there are no more.
static void add_cases(db::Connection& db, const Context& c, bool closed, std::vector<views::CaseFile>& all) {
    std::optional<cases::Changed> before;
    for (;;) {
        auto page = cases::cases_of(db, c.tenant, c.visitor.person, closed, before, cases_at_once);
        if (page.empty()) return;
        before = cases::Changed{page.back().changed_at, page.back().id};
        for (auto& one : page)
            // What somebody else has applied for is theirs, also when the visitor represents them.
            if (auto opened = own_case(db, c, std::move(one)); !opened.values.erased && !opened.by_mandate)
                all.push_back(case_file_of(db, c, std::move(opened)));
    }
}

/// To this person, not to others in the same case.
static void add_sent(db::Connection& db, const Context& c, const views::CaseFile& file, std::vector<Mine::Sent>& all) {
    for (auto& message : notify::of_case(db, c.tenant, file.opened.values.id))
        if (std::ranges::any_of(file.parties,
                                [&](const cases::Party& party) { return party.id == message.party && party.person == c.visitor.person; }))
            all.push_back({file.opened.values.number, std::move(message)});
}

Result<Mine> mine(db::Connection& db, const Context& c) {
    Mine all{.person = TRY(identity::find_person(db, c.tenant.secret, c.visitor.person)),
             .personal_number = {},
             .cases = {},
             .drafts = {},
             .contacts = {},
             .sent = {}};
    if (const auto number = identity::personal_number_of(db, c.tenant.secret, c.visitor.person)) all.personal_number = number->shown();
    for (const bool closed : {false, true}) add_cases(db, c, closed, all.cases);
    for (const auto& file : all.cases) add_sent(db, c, file, all.sent);
    std::ranges::sort(all.sent, std::greater(), [](const Mine::Sent& one) { return one.message.id.value; });
    all.drafts = draft_rows(db, c);
    all.contacts = contacts::mine(db, c.tenant, c.visitor.person);
    return all;
}

std::vector<Looked> who_looked(db::Connection& db, const Mine& mine) {
    std::vector<Looked> all;
    for (const auto& file : mine.cases)
        for (auto& entry : readers(db, file.opened.values.id)) all.push_back({file.opened.values.number, std::move(entry)});
    const auto add = [&](std::string_view kind, std::int64_t subject) {
        for (auto& entry : audit::entries_of(db, kind, subject))
            if (entry.event.ends_with("opened") || entry.event == "directories.children_asked") all.push_back({"", std::move(entry)});
    };
    add("person", mine.person.id.value);
    for (const auto& contact : mine.contacts) add("contact", contact.id.value);
    std::ranges::sort(all, std::greater(), [](const Looked& looked) { return looked.entry.seq; });
    return all;
}

}  // namespace my_pages
